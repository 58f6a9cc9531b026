import { Decimal } from '../../money/decimal.js';
import type { DisclosureRules } from '../../reference/disclosure-rules.js';
import type { Attacker, CellStatus } from './publishable-table.js';
import type { SystemCell, TableSystem } from './table-system.js';

/** What must hold for one withheld cell and measure against one attacker, after subtracting the attacker's own data. */
export interface Need {
  readonly cell: number;
  readonly measure: number;
  readonly attacker: Attacker;
  /** What is truly left of the cell. */
  readonly remainder: number;
  readonly lowAtMost: number | null;
  readonly highAtLeast: number | null;
  readonly widthAtLeast: number;
}

/**
 * Lists who could try: the outsider first, then each employer, then coalitions up to the declared size. Employers with
 * nothing in any withheld cell know no more than the outsider.
 */
export function attackersOf(system: TableSystem, o: { readonly withheld: readonly number[]; readonly collusion: number }): Attacker[] {
  const inside = new Set<string>();
  for (const index of o.withheld) {
    for (const map of system.cells[index]?.contributions ?? []) for (const [employer, amount] of map) if (amount !== 0) inside.add(employer);
  }
  const employers = [...inside].sort();
  let layer: string[][] = [[]];
  const all: string[][] = [[]];
  for (let size = 1; size <= o.collusion; size += 1) {
    layer = layer.flatMap((group) => {
      const from = group.length === 0 ? 0 : employers.indexOf(group[group.length - 1] ?? '') + 1;
      return employers.slice(from).map((employer) => [...group, employer]);
    });
    all.push(...layer);
  }
  return all;
}

/**
 * What an attacker has put into a cell itself. Members whom two employers of a coalition share count twice in the sum,
 * so persons are capped at the cell's own number.
 */
export function ownPart(
  cell: SystemCell | undefined,
  o: { readonly measure: number; readonly attacker: Attacker; readonly persons: boolean },
): number {
  const map = cell?.contributions[o.measure];
  const own = o.attacker.reduce((sum, employer) => sum + (map?.get(employer) ?? 0), 0);
  return o.persons ? Math.min(own, cell?.values[o.measure] ?? 0) : own;
}

/**
 * What must hold for a primary cell against one attacker, or `null` when nothing of anybody else is in it.
 *
 * @formula high >= (1 + p/100) x a for the largest contribution a of others; when only one other is in it also
 *   low <= max(0, (1 - p/100) x a); width >= p/100 of the remainder for sums, >= countWidth and minPersons - 1 for sensitive counts
 */
export function needOf(
  system: TableSystem,
  o: { readonly cell: number; readonly measure: number; readonly status: CellStatus; readonly attacker: Attacker; readonly rules: DisclosureRules },
): Need | null {
  const cell = system.cells[o.cell];
  const value = cell?.values[o.measure] ?? 0;
  const isPersons = system.measures[o.measure]?.kind === 'persons';
  const remainder = value - ownPart(cell, { ...o, persons: isPersons });
  const others = [...(cell?.contributions[o.measure] ?? [])].filter(([employer, amount]) => amount !== 0 && !o.attacker.includes(employer));
  if (remainder === 0 && others.length === 0) return null;
  const percent = new Decimal(o.rules.protectionPercent).div(100);
  const largest = others.reduce((most, [, amount]) => Math.max(most, Math.abs(amount)), 0);
  const counted = isPersons && (o.status === 'primary:count' || o.status === 'primary:declared');
  const share = new Decimal(Math.abs(remainder)).times(percent).ceil().toNumber();
  return {
    cell: o.cell,
    measure: o.measure,
    attacker: o.attacker,
    remainder,
    highAtLeast: largest === 0 ? null : new Decimal(largest).times(percent.plus(1)).ceil().toNumber(),
    lowAtMost: others.length === 1 && remainder !== 0 ? Decimal.max(0, new Decimal(1).minus(percent).times(largest).floor()).toNumber() : null,
    // A width of minPersons - 1 can't lie wholly within 1 to minPersons - 1.
    widthAtLeast: Math.max(1, counted ? Math.max(o.rules.countWidth, o.rules.minPersons - 1) : share),
  };
}
