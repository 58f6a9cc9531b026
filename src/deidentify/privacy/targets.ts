import { CoalitionError } from '../../errors/coalition-error.js';
import { type Distance, equalDistance } from './distances.js';

/** What every class must reach. Absent targets aren't asked for. */
export interface PrivacyTargets {
  /** Least members of a class. Unit: members. */
  readonly k: number;
  /** Least different sensitive values in a class. */
  readonly distinctL?: number;
  /** Least exp(entropy) of the sensitive values in a class. */
  readonly entropyL?: number;
  /** Recursive (c,l)-diversity. */
  readonly recursive?: { readonly c: number; readonly l: number };
  /** Largest distance from the overall shares, by the distance declared for the column. */
  readonly t?: number;
  /** Largest relative gain (q - p) / p. */
  readonly beta?: number;
}

/** Judges classes by their counts of the sensitive column. */
export interface TargetCheck {
  /** Whether counts of the sensitive column are needed at all. */
  readonly needsCounts: boolean;
  /** Whether a class of this size and these counts reaches every target. */
  readonly holds: (size: number, counts: Int32Array | null) => boolean;
}

/** Makes the check; `overall` are the shares of the sensitive values in the whole table. */
export function targetCheck(targets: PrivacyTargets, o: { readonly overall: Float64Array | null; readonly distance: Distance | null }): TargetCheck {
  const { k, distinctL, entropyL, recursive, t, beta } = targets;
  const refuse = (target: string, why: string): CoalitionError<'deidentify/targets-impossible'> =>
    new CoalitionError('deidentify/targets-impossible', `The target ${target} can't be reached: ${why}. Change it.`, { target });
  if (!Number.isSafeInteger(k) || k < 1) throw refuse('k', 'it is no whole number of at least 1');
  const needsCounts = distinctL !== undefined || entropyL !== undefined || recursive !== undefined || t !== undefined || beta !== undefined;
  if (needsCounts && o.overall === null) throw refuse('l or t', 'no sensitive column is named');
  const distance = o.distance ?? equalDistance;
  const { overall } = o;
  return {
    needsCounts,
    holds(size, counts) {
      if (size < k) return false;
      if (!needsCounts || counts === null || overall === null) return true;
      if (distinctL !== undefined && counts.reduce((n, count) => n + (count > 0 ? 1 : 0), 0) < distinctL) return false;
      // Compared with a tolerance: entropies of equal classes differ in their last digits.
      if (entropyL !== undefined && entropyOf(counts, size) < Math.log(entropyL) - 1e-12) return false;
      if (recursive !== undefined && !isRecursive(counts, recursive)) return false;
      const shares = Float64Array.from(counts, (count) => count / size);
      if (t !== undefined && distance(shares, overall) > t + 1e-12) return false;
      return beta === undefined || shares.every((q, v) => q <= (overall[v] ?? 0) * (1 + beta) + 1e-12);
    },
  };
}

function entropyOf(counts: Int32Array, size: number): number {
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / size) * Math.log(count / size);
  return entropy;
}

/** r1 < c x (r_l + ... + r_m), counts falling, strict. */
function isRecursive(counts: Int32Array, o: { readonly c: number; readonly l: number }): boolean {
  const falling = Array.from(counts)
    .filter((count) => count > 0)
    .sort((a, b) => b - a);
  const tail = falling.slice(o.l - 1).reduce((sum, count) => sum + count, 0);
  return (falling[0] ?? 0) < o.c * tail;
}
