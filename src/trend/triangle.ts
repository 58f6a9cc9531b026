import type { AggregateJson, ControlTotals } from '../claims/aggregate.js';
import type { Finding } from '../errors/finding.js';
import type { Cents } from '../money/cents.js';
import { type AsOf, asOfDay } from '../time/as-of.js';
import { type IsoDate, isoFromDay } from '../time/iso-date.js';
import { lastDayOfMonth, type Month, monthFromIndex, monthIndex, monthIndexOfDay } from '../time/month.js';
import { asOfInvalid } from './as-of-invalid.js';
import { cumulativeAt, gridOf, gridThrough, incrementalAt, latestAt, type TriangleGrid } from './triangle-grid.js';
import { type Grain, invalidInput, monthsOfGrain, periodMonth, periodStart, type TriangleSpec, whole } from './triangle-spec.js';

/** One known cell of a triangle as a table row. */
export interface TriangleRow {
  /** First month of the incurred period. */
  readonly incurred_month: Month;
  /** Unit: periods of the grain. */
  readonly lag: number;
  /** First month of the paid period. */
  readonly paid_month: Month;
  /** Unit: cell units (US cents, counts, or hundredths of the published unit). */
  readonly incremental: number | null;
  /** Unit: cell units. */
  readonly cumulative: number;
}

/** Which part of a triangle is wanted; both spans include their ends. */
export interface TriangleSlice {
  /** First and last incurred period, by number. Unit: periods from the first. */
  readonly periods?: readonly [first: number, last: number];
  /** Largest lag kept. Unit: periods of the grain. */
  readonly maxLag?: number;
}

/** A finished incurred by paid triangle: plain numbers that are known as of a day, and nothing that was known later. */
export interface Triangle {
  readonly spec: TriangleSpec;
  /** The last paid month that is complete in it. */
  readonly asOf: Month;
  /** The last day whose payments are complete in it. */
  readonly paidThrough: IsoDate;
  /** The last complete paid period, counted from the first incurred one. Unit: periods of the grain. */
  readonly lastPaid: number;
  readonly grid: TriangleGrid;
  /** Member months by incurred period; null where none are known. Unit: member months. */
  readonly exposure: readonly (number | null)[] | null;
  /** What the builder saw; null for a published triangle. */
  readonly control: ControlTotals | null;
  readonly findings: readonly Finding[];
  /** Unit: cell units. */
  incremental(i: number, k: number): Cents | null;
  /** Unit: cell units. */
  cumulative(i: number, k: number): Cents | null;
  /** Latest known cumulative amount of every incurred period. Unit: cell units. */
  latest(): readonly Cents[];
  /** Sum of all known cells. Unit: cell units. */
  total(): Cents;
  /** The triangle as it was known at an earlier day. */
  at(asOf: AsOf): Triangle;
  slice(part: TriangleSlice): Triangle;
  /** The same amounts by quarters. */
  toQuarterly(): Triangle;
  /** The same amounts by years. */
  toAnnual(): Triangle;
  toRows(): readonly TriangleRow[];
}

/** What a triangle is made of. */
export interface TriangleParts {
  readonly spec: TriangleSpec;
  readonly lastPaid: number;
  readonly grid: TriangleGrid;
  readonly exposure: readonly (number | null)[] | null;
  readonly control: ControlTotals | null;
  readonly findings: readonly Finding[];
  readonly sketch?: AggregateJson;
}

/** Makes a triangle from its parts. */
export function makeTriangle(parts: TriangleParts): Triangle {
  const { spec, lastPaid, grid, exposure, control, findings } = parts;
  const lastMonth = periodStart(spec, lastPaid + 1) - 1;
  return Object.freeze({
    spec,
    lastPaid,
    grid,
    exposure,
    control,
    findings,
    asOf: monthFromIndex(lastMonth),
    paidThrough: isoFromDay(lastDayOfMonth(lastMonth)),
    incremental: (i: number, k: number) => incrementalAt(grid, i, k),
    cumulative: (i: number, k: number) => cumulativeAt(grid, i, k),
    latest: () => Array.from({ length: grid.rows }, (_, i) => latestAt(grid, i)),
    total: () => {
      let sum = 0;
      for (let i = 0; i < grid.rows; i += 1) sum += latestAt(grid, i);
      return sum;
    },
    at: (asOf: AsOf) => {
      const last = Math.min(lastPaid, completePeriods(spec, asOf));
      if (last < 0) throw asOfInvalid(asOf, asOf);
      return makeTriangle({ ...parts, lastPaid: last, grid: gridThrough(grid, last) });
    },
    slice: (part: TriangleSlice) => sliced(parts, part),
    toQuarterly: () => coarser(parts, 'quarter'),
    toAnnual: () => coarser(parts, 'year'),
    toRows: () => rowsOf(parts),
  });
}

/** The last paid period, counted from the first incurred one, that is complete on a day. */
export function completePeriods(spec: TriangleSpec, asOf: AsOf): number {
  const day = asOfDay(asOf);
  const m = monthIndexOfDay(day);
  const complete = lastDayOfMonth(m) === day ? m : m - 1;
  return Math.floor((complete - monthIndex(spec.origin) + 1) / monthsOfGrain(spec.grain)) - 1;
}

function rowsOf({ spec, grid }: TriangleParts): readonly TriangleRow[] {
  const rows: TriangleRow[] = [];
  for (let i = 0; i < grid.rows; i += 1) {
    for (let k = 0; k < grid.columns; k += 1) {
      const cumulative = cumulativeAt(grid, i, k);
      if (cumulative === null) continue;
      rows.push({
        incurred_month: periodMonth(spec, i),
        lag: k,
        paid_month: periodMonth(spec, i + k),
        incremental: incrementalAt(grid, i, k),
        cumulative,
      });
    }
  }
  return rows;
}

function sliced(parts: TriangleParts, part: TriangleSlice): Triangle {
  const { spec, grid } = parts;
  const [first, last] = part.periods ?? [0, grid.rows - 1];
  const columns = (part.maxLag ?? grid.columns - 1) + 1;
  for (const each of [first, last, columns]) whole('slice', each, { from: 0 });
  if (!(first >= 0 && last >= first && last < grid.rows)) throw invalidInput('periods', `${first} to ${last}`, `Stay within 0 to ${grid.rows - 1}.`);
  if (!(columns >= 1 && columns <= grid.columns)) throw invalidInput('maxLag', columns - 1, `Stay within 0 to ${grid.columns - 1}.`);
  const rows = last - first + 1;
  const [cumulative, known] = [new Float64Array(rows * columns), new Uint8Array(rows * columns)];
  for (let i = 0; i < rows; i += 1) {
    for (let k = 0; k < columns; k += 1) {
      cumulative[i * columns + k] = grid.cumulative[(i + first) * grid.columns + k] ?? 0;
      known[i * columns + k] = grid.known[(i + first) * grid.columns + k] ?? 0;
    }
  }
  return makeTriangle({
    ...parts,
    spec: { ...spec, origin: periodMonth(spec, first), months: rows, maxLag: columns - 1 },
    lastPaid: parts.lastPaid - first,
    grid: gridOf(rows, columns, cumulative, known),
    exposure: parts.exposure?.slice(first, last + 1) ?? null,
  });
}

/** Adds periods up: a coarse cell is known when every fine cell in it that has begun is known. */
function coarser(parts: TriangleParts, grain: Grain): Triangle {
  const { spec, grid, exposure } = parts;
  const step = monthsOfGrain(grain) / monthsOfGrain(spec.grain);
  if (!Number.isInteger(step)) throw invalidInput('grain', spec.grain, `A triangle by ${spec.grain} can't be cut into ${grain}s.`);
  if (grid.rows % step !== 0) {
    throw invalidInput('months', grid.rows, `Slice the triangle to a multiple of ${step} periods first; a partial ${grain} isn't comparable.`);
  }
  const rows = grid.rows / step;
  const columns = Math.ceil((grid.columns + step - 1) / step);
  const lastPaid = Math.floor((parts.lastPaid + 1) / step) - 1;
  const [cumulative, known] = [new Float64Array(rows * columns), new Uint8Array(rows * columns)];
  for (let i = 0; i < rows; i += 1) {
    for (let k = 0; k < columns && i + k <= lastPaid; k += 1) {
      const paidEnd = (i + k + 1) * step - 1;
      let [sum, complete] = [0, true];
      for (let r = i * step; r < (i + 1) * step; r += 1) {
        const value = cumulativeAt(grid, r, Math.min(grid.columns - 1, paidEnd - r));
        if (value === null) complete = false;
        else sum += value;
      }
      if (!complete) continue;
      cumulative[i * columns + k] = sum;
      known[i * columns + k] = 1;
    }
  }
  return makeTriangle({
    ...parts,
    spec: { ...spec, grain, months: rows, maxLag: columns - 1 },
    lastPaid,
    grid: gridOf(rows, columns, cumulative, known),
    exposure:
      exposure === null
        ? null
        : Array.from({ length: rows }, (_, i) =>
            exposure.slice(i * step, (i + 1) * step).reduce<number | null>((sum, e) => (sum === null || e === null ? null : sum + e), 0),
          ),
  });
}
