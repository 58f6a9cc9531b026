import type { Classes } from './classes.js';
import { type Distance, equalDistance } from './distances.js';
import type { EncodedColumn } from './member-table.js';

/** How well a sensitive value is hidden in its classes: the worst class decides each figure. */
export interface SensitiveReport {
  readonly attribute: string;
  /** Least number of different values in a class. */
  readonly distinctL: number | null;
  /** Least exp(entropy) of a class, never truncated. */
  readonly entropyL: number | null;
  /** For each l, the least c for which recursive (c,l)-diversity fails to be beaten: it holds for every larger c. */
  readonly recursive: readonly RecursiveBound[];
  /** Largest share of one value in a class. */
  readonly alpha: number | null;
  /** Largest distance with all values equally far apart. */
  readonly tEqual: number | null;
  readonly tOrdered: number | null;
  readonly tHierarchical: number | null;
  /** Largest relative gain (q - p) / p. */
  readonly beta: number | null;
  /** -ln of the least overall share: the bound that enhanced beta can't pass. */
  readonly minusLogLeastShare: number | null;
  /** `beta` when no value gains more than -ln p, else `null`: then no enhanced beta holds. */
  readonly enhancedBeta: number | null;
  /** Largest |ln(q / p)| over values present in a class. */
  readonly deltaOverPresent: number | null;
  /** The same over all values; `null` (unbounded) as soon as a value is missing in a class. */
  readonly delta: number | null;
}

/** One row of recursive diversity. */
export interface RecursiveBound {
  readonly l: number;
  /** (c,l)-diversity holds for every c above this; `null`: for none. */
  readonly c: number | null;
}

/** Measures one sensitive column over classes. */
export function sensitiveReport(
  column: EncodedColumn,
  o: {
    readonly classes: Classes;
    readonly members: number;
    readonly ordered: Distance | null;
    readonly hierarchical: Distance | null;
    readonly largestL: number;
  },
): SensitiveReport {
  const values = column.values.length;
  const overall = new Float64Array(values);
  for (const code of column.codes) overall[code] = (overall[code] ?? 0) + 1 / o.members;
  const worst = { distinct: Infinity, entropy: Infinity, alpha: 0, equal: 0, ordered: 0, hierarchical: 0, beta: 0, delta: 0, present: 0 };
  const recursive = Array.from({ length: o.largestL }, () => 0);
  let enhanced = true;
  forEachClass(column, o.classes, (counts, size) => {
    const shares = Float64Array.from(counts, (count) => count / size);
    const falling = Array.from(counts)
      .filter((count) => count > 0)
      .sort((a, b) => b - a);
    worst.distinct = Math.min(worst.distinct, falling.length);
    worst.entropy = Math.min(
      worst.entropy,
      falling.reduce((sum, count) => sum - (count / size) * Math.log(count / size), 0),
    );
    worst.alpha = Math.max(worst.alpha, (falling[0] ?? 0) / size);
    worst.equal = Math.max(worst.equal, equalDistance(shares, overall));
    if (o.ordered !== null) worst.ordered = Math.max(worst.ordered, o.ordered(shares, overall));
    if (o.hierarchical !== null) worst.hierarchical = Math.max(worst.hierarchical, o.hierarchical(shares, overall));
    recursive.forEach((c, i) => {
      // r1 < c x (r_l + ... + r_m), counts falling; Machanavajjhala et al. 2007.
      const tail = falling.slice(i).reduce((sum, count) => sum + count, 0);
      recursive[i] = Math.max(c, tail === 0 ? Infinity : (falling[0] ?? 0) / tail);
    });
    shares.forEach((q, v) => {
      const p = overall[v] ?? 0;
      if (q > p) {
        worst.beta = Math.max(worst.beta, (q - p) / p);
        if ((q - p) / p > -Math.log(p)) enhanced = false;
      }
      const ratio = q === 0 ? Infinity : Math.abs(Math.log(q / p));
      worst.delta = Math.max(worst.delta, ratio);
      if (q > 0) worst.present = Math.max(worst.present, ratio);
    });
  });
  const none = o.members === 0;
  const finite = (x: number): number | null => (none || !Number.isFinite(x) ? null : x);
  return {
    attribute: column.name,
    distinctL: finite(worst.distinct),
    entropyL: finite(Math.exp(worst.entropy)),
    recursive: recursive.map((c, i) => ({ l: i + 1, c: finite(c) })),
    alpha: finite(worst.alpha),
    tEqual: finite(worst.equal),
    tOrdered: o.ordered === null ? null : finite(worst.ordered),
    tHierarchical: o.hierarchical === null ? null : finite(worst.hierarchical),
    beta: finite(worst.beta),
    minusLogLeastShare: none ? null : -Math.log(overall.reduce((least, p) => Math.min(least, p), 1)),
    enhancedBeta: enhanced ? finite(worst.beta) : null,
    deltaOverPresent: finite(worst.present),
    delta: finite(worst.delta),
  };
}

/** Calls back with the counts of each value in each class; the array is reused. */
export function forEachClass(column: EncodedColumn, classes: Classes, visit: (counts: Int32Array, size: number, index: number) => void): void {
  const starts = new Int32Array(classes.sizes.length + 1);
  classes.sizes.forEach((size, i) => {
    starts[i + 1] = (starts[i] ?? 0) + size;
  });
  const fill = starts.slice();
  const codes = new Int32Array(column.codes.length);
  column.codes.forEach((code, member) => {
    const c = classes.classOf[member] ?? 0;
    codes[fill[c] ?? 0] = code;
    fill[c] = (fill[c] ?? 0) + 1;
  });
  const counts = new Int32Array(column.values.length);
  classes.sizes.forEach((size, c) => {
    counts.fill(0);
    for (let i = starts[c] ?? 0; i < (starts[c + 1] ?? 0); i += 1) {
      const code = codes[i] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    visit(counts, size, c);
  });
}
