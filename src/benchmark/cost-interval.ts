import type { Warning } from '../errors/finding.js';
import { estimatedUsd } from '../money/estimated-usd.js';
import { warning } from './bad-input.js';
import type { CostInterval, IntervalMethod } from './cost-rate.js';

/**
 * An interval of a cost from doubles. A negative bound is kept as `raw` and never shown.
 */
export function costInterval(o: {
  readonly method: IntervalMethod;
  readonly confidence: number;
  readonly point: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly warnings?: readonly Warning[];
}): CostInterval {
  const shown = (bound: number | null): number | null => (bound === null || bound < 0 ? null : bound);
  const hidden = [o.low, o.high].some((bound) => bound !== null && bound < 0);
  const [low, high] = [shown(o.low), shown(o.high)];
  return {
    kind: 'interval',
    method: o.method,
    confidence: o.confidence,
    point: estimatedUsd(o.point),
    low: low === null ? null : estimatedUsd(low),
    high: high === null ? null : estimatedUsd(high),
    raw: { low: o.low, high: o.high },
    warnings: [
      ...(o.warnings ?? []),
      ...(hidden
        ? [warning('benchmark/bound-not-shown', `The ${o.method} interval has a negative bound, which no cost has; it stands in raw only.`)]
        : []),
    ],
  };
}
