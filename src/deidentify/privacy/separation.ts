import { groupByCodes } from './classes.js';
import { columnsOf, type MemberTable } from './member-table.js';

/** How well a set of columns tells members apart. */
export interface Separation {
  readonly columns: readonly string[];
  /** Different value tuples / members. */
  readonly distinction: number | null;
  /** Share of pairs of members that differ. */
  readonly separation: number | null;
}

/**
 * Tells how well each set of columns identifies members, to find the quasi-identifiers that matter.
 *
 * @formula distinction = distinct tuples / n; separation = 1 - sum of f(f - 1) / (n(n - 1))
 * @source Motwani and Xu 2007
 * @testedBy deidentify/privacy/measure-privacy.test.ts: ARX quasi-identifier example
 * @param table - Table of members.
 * @param o - `columns` and `upTo`: largest number of columns in a set, default all.
 * @returns Every set, small ones first, in the order of the columns.
 * @throws {@link CoalitionError} `deidentify/unknown-field`.
 * @example
 * separations(memberTable([{ a: '1' }, { a: '2' }], { columns: ['a'] }), { columns: ['a'] }); // => [{ columns: ['a'], distinction: 1, separation: 1 }]
 */
export function separations(table: MemberTable, o: { readonly columns: readonly string[]; readonly upTo?: number }): readonly Separation[] {
  let sets: string[][] = [[]];
  for (const column of o.columns) sets = [...sets, ...sets.map((set) => [...set, column])];
  const order = (set: readonly string[]): string => set.map((column) => String.fromCharCode(o.columns.indexOf(column))).join('');
  const wanted = sets
    .filter((set) => set.length > 0 && set.length <= (o.upTo ?? o.columns.length))
    .sort((a, b) => a.length - b.length || (order(a) < order(b) ? -1 : 1));
  const n = table.members;
  return wanted.map((columns) => {
    const { sizes } = groupByCodes(
      columnsOf(table, columns).map((column) => ({ codes: column.codes, distinct: column.values.length })),
      n,
    );
    const alike = sizes.reduce((sum, f) => sum + f * (f - 1), 0);
    return { columns, distinction: n === 0 ? null : sizes.length / n, separation: n < 2 ? null : 1 - alike / (n * (n - 1)) };
  });
}
