import type { Classes } from './classes.js';
import type { EncodedColumn } from './member-table.js';

/** For each member, how many members it could be where a missing value fits every value. */
export function wildcardSizes(columns: readonly EncodedColumn[], classes: Classes): Int32Array {
  const tuples: Int32Array[] = classes.sizes.length === 0 ? [] : Array.from(classes.sizes, () => new Int32Array(columns.length));
  classes.classOf.forEach((c, member) => {
    columns.forEach((column, i) => {
      const tuple = tuples[c];
      const code = column.codes[member] ?? 0;
      if (tuple !== undefined) tuple[i] = column.values[code] === null ? -1 : code;
    });
  });
  const open = tuples.flatMap((tuple, c) => (tuple.includes(-1) ? [c] : []));
  const sizes = Int32Array.from(classes.sizes);
  const fits = (a: Int32Array, b: Int32Array): boolean => a.every((code, i) => code === b[i] || code === -1 || b[i] === -1);
  const add = (c: number, by: number): void => {
    sizes[c] = (sizes[c] ?? 0) + by;
  };
  for (const c of open) {
    tuples.forEach((tuple, d) => {
      const own = tuples[c];
      if (d === c || own === undefined || !fits(own, tuple)) return;
      add(c, classes.sizes[d] ?? 0);
      // A tuple without gaps learns of this one here; one with gaps visits the pair itself.
      if (!tuple.includes(-1)) add(d, classes.sizes[c] ?? 0);
    });
  }
  return classes.classOf.map((c) => sizes[c] ?? 0);
}
