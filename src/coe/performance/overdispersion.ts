import { type QuantileType, quantile } from '../../stats/quantile.js';
import { checkRows, invalid, type ProviderRow } from './provider-rows.js';

/** How over-dispersion is measured. */
export interface OverdispersionOptions {
  /** `sqrt`: winsorised. `log`: truncated by rank; providers without an event are left out and listed. */
  readonly form: 'sqrt' | 'log';
  /** Share winsorised at each end, for `sqrt`. Default 0.1. */
  readonly winsor?: number;
  /** Default 7. */
  readonly quantileType?: QuantileType;
}

/** Variation between providers beyond chance. */
export interface Overdispersion {
  /** Mean squared z. Unit: none; 1 is chance alone. */
  readonly phi: number;
  /** Variance between providers on the transformed scale. */
  readonly tau2: number;
  /** Unit: providers counted. */
  readonly k: number;
  readonly form: 'sqrt' | 'log';
  readonly leftOut: readonly string[];
  readonly z: readonly { readonly provider: string; readonly z: number }[];
}

interface Scored {
  readonly provider: string;
  readonly z: number;
  readonly s: number;
}

/** Ranks from 1, ties averaged. */
function averageRanks(values: readonly number[]): readonly number[] {
  const order = values.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to += 1;
    for (let k = from; k <= to; k += 1) ranks[order[k]?.i ?? 0] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}

function trimmed(scored: readonly Scored[]): readonly Scored[] {
  const ranks = averageRanks(scored.map((each) => each.z));
  return scored.filter((_, i) => {
    const bucket = Math.floor((10 * (ranks[i] ?? 0)) / (scored.length + 1));
    return bucket !== 0 && bucket !== 9;
  });
}

/**
 * Measures whether providers differ by more than chance, and by how much.
 *
 * @formula sqrt: z = 2 sqrt(E) (sqrt(O/E) - 1), winsorised, s = 1/(2 sqrt E); log: z = sqrt(E) ln(O/E), buckets 0 and 9 of 10 dropped, s = 1/sqrt E;
 *   phi = mean z^2; tau2 = 0 if k phi < k - 1, else (k phi - (k - 1)) / (sum w - sum w^2 / sum w), w = 1/s^2
 * @unit none
 * @source Spiegelhalter 2005; DerSimonian and Laird 1986
 * @testedBy coe/provider-performance.test.ts: phi 1.5269188903, tau2 0.0257562311, k 24
 * @param rows - Observed and expected by provider; at least 2.
 * @param o - The form and its settings.
 * @returns phi and tau2, with who was left out.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * overdispersion([{ provider: 'A', observed: 5, expected: 5 }, { provider: 'B', observed: 6, expected: 6 }], { form: 'sqrt' }).tau2; // => 0
 */
export function overdispersion(rows: readonly ProviderRow[], o: OverdispersionOptions): Overdispersion {
  checkRows(rows, 2);
  const winsor = o.winsor ?? 0.1;
  if (!(winsor >= 0 && winsor < 0.5)) throw invalid('winsor', winsor, 'a share from 0 to below 0.5 is needed');
  const counted = o.form === 'log' ? rows.filter((row) => row.observed > 0) : rows;
  const scored = counted.map(
    ({ provider, observed, expected }): Scored =>
      o.form === 'sqrt'
        ? { provider, z: (Math.sqrt(observed / expected) - 1) * 2 * Math.sqrt(expected), s: 1 / (2 * Math.sqrt(expected)) }
        : { provider, z: Math.sqrt(expected) * Math.log(observed / expected), s: 1 / Math.sqrt(expected) },
  );
  let used: readonly Scored[] = scored;
  if (o.form === 'sqrt') {
    const z = scored.map((each) => each.z);
    const [low, high] = [quantile(z, winsor, o.quantileType ?? 7), quantile(z, 1 - winsor, o.quantileType ?? 7)];
    used = scored.map((each) => ({ ...each, z: Math.min(high, Math.max(low, each.z)) }));
  } else used = trimmed(scored);
  const k = used.length;
  if (k < 2) throw invalid('rows', k, 'at least 2 providers must remain');
  const phi = used.reduce((sum, each) => sum + each.z ** 2, 0) / k;
  const w = used.map((each) => 1 / each.s ** 2);
  const [sum, squares] = [w.reduce((a, b) => a + b, 0), w.reduce((a, b) => a + b * b, 0)];
  const tau2 = k * phi < k - 1 ? 0 : (k * phi - (k - 1)) / (sum - squares / sum);
  const kept = new Set(used.map((each) => each.provider));
  return {
    phi,
    tau2,
    k,
    form: o.form,
    leftOut: rows.filter((row) => !kept.has(row.provider)).map((row) => row.provider),
    z: used.map(({ provider, z }) => ({ provider, z })),
  };
}
