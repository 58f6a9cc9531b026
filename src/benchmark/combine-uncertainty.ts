import { normal } from '../stats/normal.js';
import { badInput } from './bad-input.js';
import { costInterval } from './cost-interval.js';
import type { CostInterval } from './cost-rate.js';

/** What {@link combineUncertainty} needs. */
export interface CombineInput {
  /** The subject's figure, above 0. Unit: any. */
  readonly point: number;
  /** The subject's own interval; absent ends mean the process is not known. Unit: as the point. */
  readonly low: number;
  readonly high: number;
  /** Unit: probability. Default 0.95. */
  readonly confidence?: number;
  /** Relative standard errors, such as the benchmark's. Unit: shares. */
  readonly standardErrors?: readonly number[];
  /** Ranges of factors, each as low and high. Unit: none. */
  readonly ranges?: readonly { readonly low: number; readonly high: number }[];
}

/**
 * Joins the subject's interval, the benchmark's standard error and the ranges of the ledger, on the log scale and each side by itself.
 *
 * @formula lower = R exp(-sqrt(ln(R / lo)^2 + z^2 sum s^2)), upper likewise; s = ln(high / low) / (2 z) for a range
 * @unit as the point
 * @source spec of the benchmark area, 3.7
 * @testedBy test/benchmark/intervals.test.ts: the 50-employee firm
 * @param o - Point, interval, standard errors and ranges.
 * @returns The joint interval; never narrower than the subject's own.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * combineUncertainty({ point: 540, low: 400, high: 700, ranges: [{ low: 1, high: 1 }] }).low?.toFixed(2); // => '400.00'
 */
export function combineUncertainty(o: CombineInput): CostInterval & { readonly kind: 'interval' } {
  const confidence = o.confidence ?? 0.95;
  if (!(confidence > 0 && confidence < 1)) throw badInput('confidence', confidence, 'a share above 0 and below 1');
  if (!(Number.isFinite(o.point) && o.point > 0)) throw badInput('point', o.point, 'a figure above 0');
  if (!(o.low > 0 && o.high > 0 && Number.isFinite(o.high))) throw badInput('interval', `${o.low} to ${o.high}`, 'two bounds above 0');
  const z = normal.quantile((1 + confidence) / 2);
  const spread = [...(o.standardErrors ?? []).map((each) => share(each)), ...(o.ranges ?? []).map((range) => rangeSigma(range, z))];
  const more = z * z * spread.reduce((sum, s) => sum + s * s, 0);
  const interval = costInterval({
    method: 'combined',
    confidence,
    point: o.point,
    low: o.point * Math.exp(-Math.sqrt(Math.log(o.point / o.low) ** 2 + more)),
    high: o.point * Math.exp(Math.sqrt(Math.log(o.high / o.point) ** 2 + more)),
  });
  if (interval.kind !== 'interval') throw badInput('interval', 'degenerate', 'two bounds');
  return interval;
}

function share(value: number): number {
  if (!(Number.isFinite(value) && value >= 0)) throw badInput('standardErrors', value, 'relative standard errors of at least 0');
  return value;
}

function rangeSigma(range: { readonly low: number; readonly high: number }, z: number): number {
  if (!(range.low > 0 && range.high >= range.low && Number.isFinite(range.high)))
    throw badInput('ranges', `${range.low} to ${range.high}`, 'a low above 0 and a high of at least the low');
  return Math.log(range.high / range.low) / (2 * z);
}
