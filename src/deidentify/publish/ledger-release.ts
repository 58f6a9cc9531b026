import { compareCodePoints } from '../../money/allocate.js';
import { dayNumber } from '../../time/iso-date.js';
import { monthIndexOfDay } from '../../time/month.js';
import type { CustodyRecord, PublishableTableData, PublishedDimension } from './publishable-table.js';

/** One release with what only the custodian knows about it. */
export interface Release {
  readonly table: PublishableTableData;
  readonly custody: CustodyRecord;
}

/** One printed or withheld figure as the ledger keeps it. */
export interface LedgerRow {
  /** Name of the cell: dimension and category pairs, totals left out. */
  readonly cell: string;
  /** Which table, by its dimensions; equal texts mean that leaves are the same. */
  readonly shape: string;
  readonly measure: string;
  /** Months from and to, both included, as month numbers; `null` where the table states no period. */
  readonly months: readonly [from: number, to: number] | null;
  readonly published: boolean;
  readonly persons: number;
  readonly value: number;
  readonly contributions: Readonly<Record<string, number>>;
  /** Leaves that it sums, each with the employers in it. */
  readonly leaves: readonly { readonly leaf: string; readonly employers: readonly string[] }[];
}

/** What the ledger keeps of one release. */
export interface LedgerRelease {
  readonly contentHash: string;
  readonly asOf: string;
  readonly rows: readonly LedgerRow[];
}

/** Turns a release into the rows that the ledger compares. */
export function ledgerRelease(release: Release): LedgerRelease {
  const custody = new Map(release.custody.cells.map((cell) => [JSON.stringify([cell.part, cell.key]), cell]));
  const rows: LedgerRow[] = [];
  for (const part of release.table.parts) {
    const under = part.dimensions.map(leavesUnder);
    const shape = part.dimensions
      .map((dimension) => JSON.stringify([dimension.name, dimension.categories.map((c) => [c.code, c.parent])]))
      .sort(compareCodePoints)
      .join();
    const months =
      part.period === null ? null : ([monthIndexOfDay(dayNumber(part.period.from)), monthIndexOfDay(dayNumber(part.period.to))] as const);
    for (const cell of part.cells) {
      const known = custody.get(JSON.stringify([part.id, cell.key]));
      if (known === undefined) continue;
      for (const measure of part.measures) {
        if (measure.quotient !== null) continue;
        let keys: string[][] = [[]];
        cell.key.forEach((code, d) => {
          keys = keys.flatMap((key) => (under[d]?.get(code) ?? [code]).map((leaf) => [...key, leaf]));
        });
        rows.push({
          cell: nameOf(part.dimensions, cell.key),
          shape,
          measure: measure.id,
          months,
          published: !cell.withheld,
          persons: known.persons,
          value: known.values[measure.id] ?? 0,
          contributions: known.contributions[measure.id] ?? {},
          leaves: keys.map((key) => ({
            leaf: nameOf(part.dimensions, key),
            employers: employersOf(custody.get(JSON.stringify([part.id, key]))?.contributions[measure.id]),
          })),
        });
      }
    }
  }
  return { contentHash: release.table.certificate.contentHash, asOf: release.table.certificate.asOf, rows };
}

function employersOf(contributions: Readonly<Record<string, number>> | undefined): string[] {
  return Object.entries(contributions ?? {})
    .filter(([, amount]) => amount !== 0)
    .map(([employer]) => employer)
    .sort(compareCodePoints);
}

function nameOf(dimensions: readonly PublishedDimension[], key: readonly string[]): string {
  return dimensions
    .flatMap((dimension, d) => (key[d] === dimension.total ? [] : [JSON.stringify([dimension.name, key[d] ?? ''])]))
    .sort(compareCodePoints)
    .join();
}

/** For each category, the leaves at or under it. */
function leavesUnder(dimension: PublishedDimension): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const category of dimension.categories) {
    if (category.parent !== null) children.set(category.parent, [...(children.get(category.parent) ?? []), category.code]);
  }
  const leaves = (code: string): string[] => {
    const under = children.get(code);
    return under === undefined ? [code] : under.flatMap(leaves);
  };
  return new Map(dimension.categories.map((category) => [category.code, leaves(category.code)]));
}
