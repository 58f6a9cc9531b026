import { conformalHalfWidth } from '../conformal.js';
import { type ForecastModel, runModel } from './models.js';

/** Errors of a model at past origins, by horizon: ln(actual / forecast). */
export interface OriginErrors {
  /** Unit: origins. */
  readonly origins: number;
  /** One list for each month ahead. Unit: logarithm. */
  readonly byHorizon: readonly (readonly number[])[];
}

/** Refits a model at past origins on nothing but what came before them; a month that is missing has no error. */
export function originErrors(o: {
  readonly model: ForecastModel;
  /** Null is missing. */
  readonly y: readonly (number | null)[];
  readonly horizon: number;
  readonly origins: number;
  readonly least: number;
}): OriginErrors {
  const { model, y, horizon, origins, least } = o;
  const byHorizon: number[][] = Array.from({ length: horizon }, () => []);
  let used = 0;
  for (let n = y.length - 1; n >= least && used < origins; n -= 1) {
    const { values } = runModel(model, y.slice(0, n), Math.min(horizon, y.length - n));
    if (values === null) continue;
    used += 1;
    values.forEach((value, h) => {
      const actual = y[n + h] ?? null;
      if (actual !== null) byHorizon[h]?.push(Math.log(actual / value));
    });
  }
  return { origins: used, byHorizon };
}

/** An interval's half-width at one horizon, and how it was found. */
export interface HorizonWidth {
  /** Unit: logarithm; null when there are too few errors. */
  readonly half: number | null;
  /** Horizons whose errors were pooled. Unit: months ahead. */
  readonly pooled: readonly number[];
  /** Share of past errors that an interval made of the other ones held. */
  readonly covered: number | null;
}

/** Half-widths by horizon: from its own past errors, else from those of its neighbours together. */
export function horizonWidths(errors: OriginErrors, confidence: number): readonly HorizonWidth[] {
  const { byHorizon } = errors;
  return byHorizon.map((_, h) => {
    for (const reach of [0, 1, 2]) {
      const pooled = byHorizon.flatMap((_own, k) => (Math.abs(k - h) <= reach ? [k] : []));
      const pool = pooled.flatMap((k) => byHorizon[k] ?? []);
      const half = conformalHalfWidth(pool, confidence);
      if (half !== null) return { half, pooled: pooled.map((k) => k + 1), covered: leaveOneOut(pool, confidence) };
    }
    return { half: null, pooled: [h + 1], covered: null };
  });
}

function leaveOneOut(pool: readonly number[], confidence: number): number | null {
  let [held, tried] = [0, 0];
  pool.forEach((error, i) => {
    const half = conformalHalfWidth(
      pool.filter((_, j) => j !== i),
      confidence,
    );
    if (half === null) return;
    tried += 1;
    if (Math.abs(error) <= half) held += 1;
  });
  return tried === 0 ? null : held / tried;
}
