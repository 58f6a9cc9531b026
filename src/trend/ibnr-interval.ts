import type { Interval } from '../stats/estimate.js';
import { normal } from '../stats/normal.js';
import { conformalHalfWidth } from './conformal.js';
import type { PastError } from './past-errors.js';

/**
 * An interval for months of given ages together, from how far the same ages together were off at past valuations; null when there
 * are too few of them. A month older than the past valuations support takes the errors of the oldest age that they do support.
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
  let youngest = Math.min(...lags);
  const aged = (age: number): readonly PastError[] => past.filter(({ byLag }) => byLag.length > age);
  const needed = Math.ceil(confidence / (1 - confidence));
  while (youngest > 0 && aged(youngest).length < needed) youngest -= 1;
  const used = aged(youngest);
  const ages = lags.length === 1 ? [youngest] : lags;
  const half = conformalHalfWidth(
    used.map(({ byLag }) => ages.reduce((sum, lag) => sum + (byLag[lag] ?? 0), 0)),
    confidence,
  );
  if (half === null) return null;
  return { kind: 'interval', low: point - half * month, high: point + half * month, confidence, method: `past errors of ${used.length} valuations` };
}

/** A lognormal interval from a point and a standard error, for methods with a model; null without spread or for a point of zero or less. */
export function modelInterval(o: {
  readonly point: number;
  readonly standardError: number | null;
  readonly confidence: number;
  readonly method: string;
}): Interval | null {
  const { point, standardError, confidence, method } = o;
  if (!(point > 0) || standardError === null || !(standardError > 0)) return null;
  const sigma = Math.sqrt(Math.log1p((standardError / point) ** 2));
  const z = normal.quantile((1 + confidence) / 2);
  const middle = Math.log(point) - (sigma * sigma) / 2;
  return { kind: 'interval', low: Math.exp(middle - z * sigma), high: Math.exp(middle + z * sigma), confidence, method };
}
