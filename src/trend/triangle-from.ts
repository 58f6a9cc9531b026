import { Decimal } from '../money/decimal.js';
import type { Month } from '../time/month.js';
import { makeTriangle, type Triangle } from './triangle.js';
import { gridOf } from './triangle-grid.js';
import { cellScale, checkedSpec, chosen, type Grain, invalidInput, type TriangleSpec, type TriangleUnit } from './triangle-spec.js';

/** Rows of a published triangle as decimal text; `null` or a missing end is unknown. */
export type TriangleText = readonly (readonly (string | null)[])[];

/** A finished triangle as somebody published it. */
export interface GivenTriangle {
  /** First month of the first incurred period. */
  readonly origin: Month;
  readonly grain: Grain;
  readonly unit: TriangleUnit;
  /** Cumulative amounts by row, in dollars, counts or the published unit. */
  readonly cumulative?: TriangleText;
  /** Incremental amounts by row; give either this or `cumulative`. */
  readonly incremental?: TriangleText;
  /** Member months by row, as decimal text. Unit: member months. */
  readonly exposure?: readonly (string | null)[];
  /** Default `paid`. */
  readonly basis?: TriangleSpec['basis'];
}

const AMOUNT = /^-?\d+(\.\d+)?$/;

/**
 * Reads a finished triangle: published figures, a spreadsheet, a conformance case.
 *
 * Cells are kept as integers: cents of dollars, hundredths of a published unit, or whole counts.
 *
 * @param given - Origin, grain and unit, which are stated and never inferred, and the amounts as decimal text.
 * @returns The triangle, known as far as it was given.
 * @throws {@link CoalitionError} `trend/invalid-input` for an amount that isn't plain decimal text or is finer than a hundredth.
 * @testedBy trend/ibnr.test.ts
 * @example
 * const triangle = triangleFrom({ origin: '2024-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150'], ['110', null]] });
 * triangle.cumulative(0, 1); // => 15000
 * triangle.asOf; // => '2025-12'
 */
export function triangleFrom(given: GivenTriangle): Triangle {
  const source = given.cumulative ?? given.incremental;
  if (source === undefined || (given.cumulative !== undefined && given.incremental !== undefined)) {
    throw invalidInput('cumulative', 'missing or doubled', 'Give the amounts either as cumulative or as incremental, once.');
  }
  const rows = source.length;
  const columns = Math.max(0, ...source.map((row) => row.length));
  const spec = checkedSpec({
    grain: given.grain,
    unit: given.unit,
    origin: given.origin,
    months: rows,
    maxLag: columns - 1,
    basis: given.basis ?? (given.unit === 'count' ? 'count' : 'paid'),
    netOf: [],
    incurredDate: 'default',
    lagPolicy: 'reject',
    negativeLag: 'reject',
  });
  const scale = cellScale(spec);
  const [cumulative, known] = [new Float64Array(rows * columns), new Uint8Array(rows * columns)];
  let lastPaid = -1;
  source.forEach((row, i) => {
    let [sum, unbroken] = [0, true];
    row.forEach((text, k) => {
      if (text === null) {
        unbroken = false;
        return;
      }
      const value = cell(text, scale, `row ${i + 1}, lag ${k}`);
      sum = given.cumulative === undefined ? sum + value : value;
      if (given.cumulative === undefined && !unbroken) return;
      cumulative[i * columns + k] = sum;
      known[i * columns + k] = 1;
      lastPaid = Math.max(lastPaid, i + k);
    });
  });
  if (lastPaid < 0) throw invalidInput('cumulative', 'empty', 'Give at least one known amount.');
  if (given.exposure !== undefined && given.exposure.length !== rows) {
    throw invalidInput('exposure', `${given.exposure.length} values`, `Give one for each of the ${rows} rows.`);
  }
  const exposure = given.exposure?.map((text, i) => (text === null ? null : units(text, `exposure of row ${i + 1}`))) ?? null;
  return makeTriangle({ spec, lastPaid, grid: gridOf(rows, columns, cumulative, known), exposure, control: null, findings: [] });
}

function cell(text: string, scale: number, where: string): number {
  if (typeof text !== 'string' || !AMOUNT.test(text)) throw invalidInput(where, text, "Write amounts as plain decimal text like '1200.50'.");
  const value = new Decimal(text).times(scale);
  if (!value.isInteger() || value.abs().gt(Number.MAX_SAFE_INTEGER)) {
    throw invalidInput(where, text, scale === 1 ? 'Counts are whole.' : 'Amounts have at most two decimals and stay below 90 trillion.');
  }
  return value.toNumber();
}

function units(text: string, where: string): number {
  if (typeof text !== 'string' || !AMOUNT.test(text)) throw invalidInput(where, text, "Write member months as plain decimal text like '1200.5'.");
  const value = new Decimal(text).toNumber();
  if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) throw invalidInput(where, text, 'Give member months, 0 or more and below 9 quadrillion.');
  return value;
}

/**
 * Reads a wide triangle pasted from a spreadsheet: one line per incurred period, one column per lag.
 *
 * Empty cells are unknown. The grain and the first month are stated, because a pasted table doesn't say them.
 *
 * @param text - Lines of decimal amounts separated by commas, tabs or semicolons, without header.
 * @param o - `origin`, `grain`, `unit`, and `values`: `cumulative` or `incremental`.
 * @returns The triangle.
 * @throws {@link CoalitionError} `trend/invalid-input` for anything that isn't an amount or empty.
 * @testedBy trend/ibnr.test.ts: the pasted health triangle
 * @example
 * triangleFromWide('100,150\n110,', { origin: '2024-01', grain: 'month', unit: 'cents', values: 'cumulative' }).total(); // => 26000
 */
export function triangleFromWide(
  text: string,
  o: { readonly origin: Month; readonly grain: Grain; readonly unit: TriangleUnit; readonly values: 'cumulative' | 'incremental' },
): Triangle {
  const rows = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(/[,;\t]/).map((field) => (field.trim() === '' ? null : field.trim())));
  const { origin, grain, unit } = o;
  chosen('values', o.values, ['cumulative', 'incremental']);
  return triangleFrom(o.values === 'cumulative' ? { origin, grain, unit, cumulative: rows } : { origin, grain, unit, incremental: rows });
}
