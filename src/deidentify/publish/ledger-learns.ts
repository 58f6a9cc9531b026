import { compareCodePoints } from '../../money/allocate.js';
import { determinedUnknowns } from '../../stats/integer-rank.js';
import type { LedgerRow } from './ledger-release.js';

/** One thing that somebody could compute exactly from all releases together. */
export interface Learned {
  /** Who computes it: nobody inside, one employer, or several together. */
  readonly attacker: readonly string[];
  /** Whose contribution it is. */
  readonly employer: string;
  readonly measure: string;
}

/** Most equations that the rank test takes on. Unit: published figures. */
export const LEDGER_ROW_CAP = 4000;

/**
 * Lists whose contributions follow exactly from published figures by adding and subtracting, for the outsider, each
 * employer and each coalition up to a size.
 *
 * An unknown is what one employer contributed to everything that stands in the same published figures. Employers whose
 * unknowns stand in the same figures can't be told apart, so only one who is alone there can be computed.
 */
export function learned(rows: readonly LedgerRow[], collusion: number): Learned[] {
  const found: Learned[] = [];
  for (const measure of [...new Set(rows.map((row) => row.measure))].sort(compareCodePoints)) {
    const published = rows.filter((row) => row.published && row.measure === measure);
    const columns = columnsOf(published);
    for (const attacker of coalitions([...new Set(columns.flatMap((column) => column.employers))].sort(compareCodePoints), collusion)) {
      const left = columns
        .map((column) => ({ ...column, others: column.employers.filter((employer) => !attacker.includes(employer)) }))
        .filter((column) => column.others.length > 0);
      if (!left.some((column) => column.others.length === 1)) continue;
      const equations = published.map((_, r) => left.map((column) => (column.rows.has(r) ? 1 : 0)));
      for (const at of determinedUnknowns(equations)) {
        const [employer, second] = left[at]?.others ?? [];
        if (employer !== undefined && second === undefined) found.push({ attacker, employer, measure });
      }
    }
  }
  return found;
}

interface Column {
  /** Published figures that the unknown stands in. */
  readonly rows: ReadonlySet<number>;
  readonly employers: readonly string[];
}

/** Unknowns by the figures they stand in, and whose they are. */
function columnsOf(rows: readonly LedgerRow[]): Column[] {
  const places = new Map<string, { employer: string; rows: number[] }>();
  rows.forEach((row, r) => {
    const [from, to] = row.months ?? [0, 0];
    for (const { leaf, employers } of row.leaves) {
      for (let month = from; month <= to; month += 1) {
        for (const employer of employers) {
          const name = JSON.stringify([employer, row.shape, leaf, row.months === null ? null : month]);
          const place = places.get(name);
          if (place === undefined) places.set(name, { employer, rows: [r] });
          else place.rows.push(r);
        }
      }
    }
  });
  const columns = new Map<string, Set<string>>();
  for (const place of places.values()) {
    const signature = place.rows.join();
    columns.set(signature, (columns.get(signature) ?? new Set()).add(place.employer));
  }
  return [...columns].map(([signature, employers]) => ({
    rows: new Set(signature.split(',').map(Number)),
    employers: [...employers].sort(compareCodePoints),
  }));
}

function coalitions(employers: readonly string[], size: number): string[][] {
  let layer: string[][] = [[]];
  const all: string[][] = [[]];
  for (let n = 1; n <= size; n += 1) {
    layer = layer.flatMap((group) =>
      employers.slice(group.length === 0 ? 0 : employers.indexOf(group[group.length - 1] ?? '') + 1).map((next) => [...group, next]),
    );
    all.push(...layer);
  }
  return all;
}
