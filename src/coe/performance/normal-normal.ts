import { CoalitionError } from '../../errors/coalition-error.js';
import { normal } from '../../stats/normal.js';
import { invalid, openProbability } from './provider-rows.js';

/** One provider's estimate with its variance, on a scale where it is roughly normal, such as the logarithm of O/E. */
export interface NormalRow {
  readonly provider: string;
  readonly estimate: number;
  /** Above 0. */
  readonly variance: number;
}

/** How the variance between providers is estimated. */
export interface NormalNormalOptions {
  readonly method: 'DL' | 'PM' | 'REML';
  /** Default 0.95. Unit: probability. */
  readonly confidence?: number;
}

/** Providers' estimates shrunk towards their weighted mean. */
export interface NormalNormalFit {
  readonly method: 'DL' | 'PM' | 'REML';
  /** Weighted mean of all. */
  readonly mu: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  /** Variance between providers. */
  readonly tau2: number;
  /** Cochran's Q. */
  readonly q: number;
  /** Share of variation beyond chance. Unit: percent. */
  readonly i2: number;
  readonly providers: readonly { readonly provider: string; readonly estimate: number; readonly shrunk: number; readonly reliability: number }[];
}

interface Weighted {
  readonly sum: number;
  readonly mu: number;
}

function weighted(rows: readonly NormalRow[], tau2: number): Weighted {
  let [sum, top] = [0, 0];
  for (const { estimate, variance } of rows) {
    const w = 1 / (variance + tau2);
    sum += w;
    top += w * estimate;
  }
  return { sum, mu: top / sum };
}

function spread(rows: readonly NormalRow[], tau2: number): number {
  const { mu } = weighted(rows, tau2);
  return rows.reduce((sum, { estimate, variance }) => sum + (estimate - mu) ** 2 / (variance + tau2), 0);
}

function derSimonianLaird(rows: readonly NormalRow[]): number {
  const w = rows.map((row) => 1 / row.variance);
  const [sum, squares] = [w.reduce((a, b) => a + b, 0), w.reduce((a, b) => a + b * b, 0)];
  return Math.max(0, (spread(rows, 0) - (rows.length - 1)) / (sum - squares / sum));
}

/** Paule and Mandel: the variance at which the spread is what chance would make it. */
function pauleMandel(rows: readonly NormalRow[]): number {
  const excess = (tau2: number): number => spread(rows, tau2) - (rows.length - 1);
  if (excess(0) <= 0) return 0;
  let [low, high] = [0, 1];
  while (excess(high) > 0) high *= 2;
  for (let round = 0; round < 200 && high - low > 1e-15 * high; round += 1) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Restricted maximum likelihood by Fisher scoring, kept at or above 0. */
function reml(rows: readonly NormalRow[]): number {
  let tau2 = derSimonianLaird(rows);
  for (let round = 1; round <= 500; round += 1) {
    const { sum, mu } = weighted(rows, tau2);
    let [w2, w3, squares] = [0, 0, 0];
    for (const { estimate, variance } of rows) {
      const w = 1 / (variance + tau2);
      w2 += w ** 2;
      w3 += w ** 3;
      squares += w ** 2 * (estimate - mu) ** 2;
    }
    const score = squares - (sum - w2 / sum);
    const information = w2 - (2 * w3) / sum + (w2 / sum) ** 2;
    const next = Math.max(0, tau2 + score / information);
    if (Math.abs(next - tau2) < 1e-14 * (1 + tau2)) return next;
    tau2 = next;
  }
  throw new CoalitionError('stats/not-converged', 'The restricted likelihood did not settle in 500 steps. Use PM or DL.', { what: 'REML' });
}

/**
 * Shrinks normal estimates towards their weighted mean, with the variance between providers by one of three methods.
 *
 * Limits: on log(O/E) the variance is 1/O, so providers without an event need a stated continuity rule or are left out first.
 *
 * @formula w = 1/(v + tau2); mu = sum wy / sum w; se = 1/sqrt(sum w); shrunk = mu + tau2/(tau2 + v) (y - mu); I2 = max(0, (Q - (k-1))/Q)
 * @unit the estimates' own
 * @source DerSimonian and Laird 1986; Paule and Mandel 1982; Viechtbauer 2005 (REML)
 * @testedBy coe/provider-performance.test.ts: synthetic hospitals
 * @param rows - Estimates with variances; at least 2.
 * @param o - The method and confidence.
 * @returns Mean, variance between providers and every provider's shrunk estimate.
 * @throws {@link CoalitionError} `coe/invalid-input`, `stats/not-converged`.
 * @example
 * fitNormalNormal([{ provider: 'A', estimate: 1, variance: 1 }, { provider: 'B', estimate: 1, variance: 1 }], { method: 'DL' }).tau2; // => 0
 */
export function fitNormalNormal(rows: readonly NormalRow[], o: NormalNormalOptions): NormalNormalFit {
  if (rows.length < 2) throw invalid('rows', rows.length, 'at least 2 providers are needed');
  for (const { estimate, variance } of rows) {
    if (!Number.isFinite(estimate)) throw invalid('estimate', estimate, 'a finite number is needed');
    if (!Number.isFinite(variance) || variance <= 0) throw invalid('variance', variance, 'a number above 0 is needed');
  }
  const tau2 = o.method === 'DL' ? derSimonianLaird(rows) : o.method === 'PM' ? pauleMandel(rows) : reml(rows);
  const { sum, mu } = weighted(rows, tau2);
  const q = spread(rows, 0);
  const z = normal.quantile((1 + openProbability('confidence', o.confidence ?? 0.95)) / 2);
  const standardError = 1 / Math.sqrt(sum);
  const providers = rows.map(({ provider, estimate, variance }) => {
    const reliability = tau2 / (tau2 + variance);
    return { provider, estimate, shrunk: mu + reliability * (estimate - mu), reliability };
  });
  return {
    method: o.method,
    mu,
    standardError,
    low: mu - z * standardError,
    high: mu + z * standardError,
    tau2,
    q,
    i2: q === 0 ? 0 : Math.max(0, (100 * (q - (rows.length - 1))) / q),
    providers,
  };
}
