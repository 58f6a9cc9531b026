import { compareCodePoints } from '../../money/allocate.js';
import { noiseInvalid } from './ratio.js';

/** One row: whose it is, where it counts, and how much. */
export interface NoiseRow {
  /** Code of the member or employer that is protected; null rows can't be bounded and are left out, counted. */
  readonly unit: string | null;
  readonly cell: string;
  /** Used where cents are summed. Unit: US cents. */
  readonly cents?: number;
}

/** What one unit may contribute, decided before anything is drawn and without looking at the data. */
export interface ContributionBounds {
  /** Unit: cells. */
  readonly cellsPerUnit: number;
  /** Largest amount of one unit in one cell. Unit: rows or US cents. */
  readonly amountPerCell: number;
}

/** What was cut off: for the custodian alone, because it tells of the data. */
export interface Cut {
  /** Rows that name no unit. Unit: rows. */
  readonly rowsWithoutUnit: number;
  /** Rows whose cell was not declared. Unit: rows. */
  readonly rowsOutsideCells: number;
  /** Units that touched more cells than allowed. Unit: units. */
  readonly unitsCut: number;
  /** Sum before bounds minus sum after. Unit: rows or US cents. */
  readonly amountCut: number;
  /** Unit: units. */
  readonly units: number;
}

/**
 * Adds up bounded contributions by cell: first by unit and cell, then each amount from 0 to its bound, then the largest cells of the unit.
 *
 * Which cells stay depends on the unit's own rows alone, so one unit more or less changes at most `cellsPerUnit` cells by at most
 * `amountPerCell` each.
 */
export function boundedSums(
  rows: Iterable<NoiseRow>,
  o: { readonly cells: readonly string[]; readonly measure: 'rows' | 'cents'; readonly bounds: ContributionBounds },
): { readonly sums: readonly number[]; readonly cut: Cut } {
  const places = new Map(o.cells.map((cell, place) => [cell, place]));
  const units = new Map<string, Map<number, number>>();
  let [rowsWithoutUnit, rowsOutsideCells, before] = [0, 0, 0];
  for (const row of rows) {
    const place = places.get(row.cell);
    if (row.unit === null || row.unit === '') rowsWithoutUnit += 1;
    else if (place === undefined) rowsOutsideCells += 1;
    else {
      const amount = o.measure === 'rows' ? 1 : wholeCents(row.cents);
      const own = units.get(row.unit) ?? new Map<number, number>();
      own.set(place, (own.get(place) ?? 0) + amount);
      units.set(row.unit, own);
      before += amount;
    }
  }
  const sums = o.cells.map(() => 0);
  let [unitsCut, after] = [0, 0];
  for (const own of units.values()) {
    const bounded = [...own].map(([place, amount]) => [place, Math.min(Math.max(amount, 0), o.bounds.amountPerCell)] as const);
    bounded.sort(([p, a], [q, b]) => b - a || compareCodePoints(o.cells[p] ?? '', o.cells[q] ?? ''));
    if (bounded.length > o.bounds.cellsPerUnit) unitsCut += 1;
    for (const [place, amount] of bounded.slice(0, o.bounds.cellsPerUnit)) {
      sums[place] = (sums[place] ?? 0) + amount;
      after += amount;
    }
  }
  return { sums, cut: { rowsWithoutUnit, rowsOutsideCells, unitsCut, amountCut: before - after, units: units.size } };
}

function wholeCents(cents: number | undefined): number {
  if (cents !== undefined && Number.isSafeInteger(cents)) return cents;
  throw noiseInvalid('cents', 'A row of a sum in cents needs a whole number of cents. Net and round amounts first.');
}
