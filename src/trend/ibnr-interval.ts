import type { Interval } from '../stats/estimate.js';
import { conformalHalfWidth } from './conformal.js';
import type { PastError } from './past-errors.js';

/**
 * An interval for months of given ages together, from how far the same ages together were off at past valuations; null when there
 * are too few of them.
 */
export function periodInterval(o: {
  readonly past: readonly PastError[];
  /** Cost of an average month. Unit: US dollars. */
  readonly month: number | null;
  readonly confidence: number;
  /** Unit: US dollars. */
  readonly point: number;
  /** Ages of the months. Unit: periods. */
  readonly lags: readonly number[];
}): Interval | null {
  const { past, month, confidence, point, lags } = o;
  if (month === null || past.length === 0) return null;
  const errors = past.map(({ byLag }) => lags.reduce((sum, lag) => sum + (byLag[lag] ?? 0), 0));
  const half = conformalHalfWidth(errors, confidence);
  if (half === null) return null;
  return { kind: 'interval', low: point - half * month, high: point + half * month, confidence, method: `past errors of ${past.length} valuations` };
}
