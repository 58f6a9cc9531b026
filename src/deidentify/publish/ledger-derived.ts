import type { Finding } from '../../errors/finding.js';
import type { DisclosureRules } from '../../reference/disclosure-rules.js';
import type { LedgerRow } from './ledger-release.js';
import { primaryStatus } from './primary-rules.js';

/** Why two releases don't fit together. */
export interface DerivedTrouble {
  readonly reason: 'pattern-differs' | 'shares-cells' | 'difference';
  readonly message: string;
  /** Dimensions of the two tables that share a cell; empty for other reasons. */
  readonly tables: readonly string[];
}

/** Compares each figure with earlier figures of the same cell and measure. */
export function derivedTrouble(
  old: readonly LedgerRow[],
  o: { readonly fresh: readonly LedgerRow[]; readonly rules: DisclosureRules },
): DerivedTrouble | null {
  const byCell = new Map<string, LedgerRow[]>();
  for (const row of old) {
    const name = JSON.stringify([row.measure, row.cell]);
    byCell.set(name, [...(byCell.get(name) ?? []), row]);
  }
  for (const row of o.fresh) {
    for (const before of byCell.get(JSON.stringify([row.measure, row.cell])) ?? []) {
      const relation = nesting(before.months, row.months);
      if (relation === 'apart') continue;
      const at = `${row.cell === '' ? 'the total' : row.cell} (${row.measure})`;
      if (relation === 'same' && (before.published !== row.published || (before.shape !== row.shape && !row.published))) {
        return before.shape === row.shape
          ? {
              reason: 'pattern-differs',
              message: `${at} is withheld in one release and printed in another over the same period. Pass the earlier table as \`previous\`, so that the same cells are withheld.`,
              tables: [],
            }
          : {
              reason: 'shares-cells',
              message: `${at} is withheld and stands in an earlier table of other dimensions too. Protect both as linked tables.`,
              tables: [before.shape, row.shape],
            };
      }
      if (before.published && row.published && relation !== 'overlapping' && differenceBreaks(before, { row, rules: o.rules })) {
        return {
          reason: 'difference',
          message: `The difference of two releases of ${at} is about too few members or employers. Release a constant cohort, or withhold the figure.`,
          tables: [],
        };
      }
    }
  }
  return null;
}

function nesting(a: LedgerRow['months'], b: LedgerRow['months']): 'same' | 'nested' | 'overlapping' | 'apart' {
  if (a === null || b === null) return a === b ? 'same' : 'apart';
  if (a[0] === b[0] && a[1] === b[1]) return 'same';
  if (a[1] < b[0] || b[1] < a[0]) return 'apart';
  return (a[0] <= b[0] && a[1] >= b[1]) || (b[0] <= a[0] && b[1] >= a[1]) ? 'nested' : 'overlapping';
}

/** Whether what changed between two printed figures of one cell would itself have to be withheld. */
function differenceBreaks(before: LedgerRow, o: { readonly row: LedgerRow; readonly rules: DisclosureRules }): boolean {
  const change = new Map<string, number>();
  for (const employer of new Set([...Object.keys(before.contributions), ...Object.keys(o.row.contributions)])) {
    const by = (o.row.contributions[employer] ?? 0) - (before.contributions[employer] ?? 0);
    if (by !== 0) change.set(employer, by);
  }
  const persons = Math.abs(o.row.persons - before.persons);
  if (change.size === 0 && persons === 0) return false;
  const status = primaryStatus(
    { persons: persons === 0 && change.size > 0 ? o.rules.minPersons : persons, contributions: change.size === 0 ? [] : [change] },
    { rules: o.rules, measures: [{ id: o.row.measure, kind: 'sum' }] },
  );
  return status !== null;
}

/** A warning where the employers behind a cell changed between periods that follow each other. */
export function membershipFindings(old: readonly LedgerRow[], fresh: readonly LedgerRow[]): Finding[] {
  const employers = (rows: readonly LedgerRow[]): string => [...new Set(rows.flatMap((row) => Object.keys(row.contributions)))].sort().join();
  const last = Math.max(...old.map((row) => row.months?.[1] ?? Number.NEGATIVE_INFINITY));
  const earlier = old.filter((row) => row.months?.[1] === last);
  const changed = earlier.length > 0 && fresh.some((row) => row.months !== null) && employers(earlier) !== employers(fresh);
  if (!changed) return [];
  return [
    {
      code: 'deidentify/membership-changed',
      severity: 'warn',
      message: 'The employers behind the figures changed since the last period, so a change between periods mixes cost and membership.',
      fix: 'Offer the constant cohort as well.',
    },
  ];
}
