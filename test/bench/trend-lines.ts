import { stream } from '../../src/stats/random.js';
import { isoFromDay } from '../../src/time/iso-date.js';
import type { TriangleTextLine } from '../../src/trend/read-lines.js';
import { newTriangle } from './triangle.js';

/** Day number of 2021-01-01, the first month of the bench triangle. */
const FIRST = 18_628;

/** Columns of transactions over five years, paid within ten months. */
export function columns(lines: number): { readonly incurred: Int32Array; readonly paid: Int32Array; readonly cents: Int32Array } {
  const random = stream(20260101, 60);
  const [incurred, paid, cents] = [new Int32Array(lines), new Int32Array(lines), new Int32Array(lines)];
  for (let row = 0; row < lines; row += 1) {
    incurred[row] = FIRST + random.below(1826);
    paid[row] = (incurred[row] ?? 0) + random.below(300);
    cents[row] = random.below(500_000) - 20_000;
  }
  return { incurred, paid, cents };
}

/** The same as objects with ISO dates and decimal text, cut out of lines of text as a reader of delimited files leaves them. */
export function textLines(lines: number): readonly TriangleTextLine[] {
  const { incurred, paid, cents } = columns(lines);
  const rows: TriangleTextLine[] = [];
  for (let from = 0; from < lines; from += 10_000) {
    const to = Math.min(lines, from + 10_000);
    const texts: string[] = [];
    for (let row = from; row < to; row += 1)
      texts.push(`${isoFromDay(incurred[row] ?? 0)},${isoFromDay(paid[row] ?? 0)},${((cents[row] ?? 0) / 100).toFixed(2)}`);
    for (const line of Buffer.from(texts.join('\n')).toString('latin1').split('\n')) {
      const [incurredText = '', paidText = '', amount = ''] = line.split(',');
      rows.push({ incurred: incurredText, paid: paidText, amount });
    }
  }
  return rows;
}

/** The sum of all cells, and of cells times a number of their place, as text in which equal triangles are equal. */
export function totals(cells: (i: number, lag: number) => number): string {
  let [sum, mixed] = [0, 0];
  for (let i = 0; i < 60; i += 1)
    for (let lag = 0; lag < 60; lag += 1) {
      const cents = cells(i, lag);
      sum += cents;
      mixed = (mixed + ((cents * (60 * i + lag + 1)) % 1_000_000_007) + 1_000_000_007) % 1_000_000_007;
    }
  return `${sum} cents, ${mixed}`;
}

/** {@link totals} of a builder, payments after its last month included. */
export function builtTotals(builder: ReturnType<typeof newTriangle>): string {
  const triangle = builder.build({ asOf: '2030-12', fillMissing: 'zero' });
  return totals((i, lag) => triangle.incremental(i, lag) ?? 0);
}

export { newTriangle };
