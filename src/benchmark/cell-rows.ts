import { type ClaimBatch, type CodedColumn, isValid } from '../claims/batch.js';
import { CoalitionError } from '../errors/coalition-error.js';
import { compareCodePoints } from '../money/allocate.js';
import { firstDayOfMonth, lastDayOfMonth, monthIndexOfDay } from '../time/month.js';

/** A column of keys with the numbers that its words have here. */
export type TranslatedColumn = CodedColumn & { readonly translation: Int32Array };

/** When each row was paid; a row that doesn't say lies outside every period. Unit: days since 1970-01-01. */
export function paidDays(batch: ClaimBatch): Int32Array {
  const days = new Int32Array(batch.rowCount).fill(-2_147_483_648 / 2);
  const column = batch.days['paid_date'];
  if (column === undefined || column.validity?.length === 0) return days;
  for (let row = 0; row < days.length; row += 1) if (isValid(column.validity, row)) days[row] = column.values[row] ?? 0;
  return days;
}

/** The cents of one row over the columns of a measure. Unit: US cents. */
export function centsOfRow(batch: ClaimBatch, names: readonly string[], row: number): number {
  return names.reduce((sum, name) => {
    const column = batch.cents[name];
    return column !== undefined && isValid(column.validity, row) ? sum + (column.values[row] ?? 0) : sum;
  }, 0);
}

/** The month's place in the period for every day of it. */
export function monthTable(first: number, span: number): Uint16Array {
  const from = firstDayOfMonth(first);
  const table = new Uint16Array(lastDayOfMonth(first + span - 1) - from + 1);
  for (let month = 0; month < span; month += 1) table.fill(month, firstDayOfMonth(first + month) - from, lastDayOfMonth(first + month) - from + 1);
  return table;
}

/** Order of cells: by keys in code-point order, null first, then by month. */
export function byKeys(
  a: { readonly keys: readonly (string | null)[]; readonly month: number },
  b: { readonly keys: readonly (string | null)[]; readonly month: number },
): number {
  for (let k = 0; k < a.keys.length; k += 1) {
    const [x, y] = [a.keys[k] ?? null, b.keys[k] ?? null];
    if (x === y) continue;
    if (x === null) return -1;
    if (y === null) return 1;
    return compareCodePoints(x, y);
  }
  return a.month - b.month;
}

/** Sum of absolute cents over the columns of a measure. Unit: US cents. */
export function grossOf(batch: ClaimBatch, names: readonly string[]): number {
  let gross = 0;
  for (const name of names) {
    const values = batch.cents[name]?.values ?? [];
    for (let row = 0; row < values.length; row += 1) gross += Math.abs(values[row] ?? 0);
  }
  return gross;
}

/** Notes the months of all rows. */
export function seeMonths(days: Int32Array, months: Set<number>): void {
  if (days.length === 0) return;
  let [low, high] = [2_147_483_647, -2_147_483_648];
  for (let row = 0; row < days.length; row += 1) {
    const day = days[row] ?? 0;
    if (day < low) low = day;
    if (day > high) high = day;
  }
  if (high - low > 100_000) {
    for (const day of days) months.add(monthIndexOfDay(day));
    return;
  }
  const seen = new Uint8Array(high - low + 1);
  for (let row = 0; row < days.length; row += 1) seen[(days[row] ?? 0) - low] = 1;
  for (let at = 0; at < seen.length; at += 1) if (seen[at] === 1) months.add(monthIndexOfDay(low + at));
}

/** A column of keys by name: one passed beside the batch, the data source, or a coded column; `null` where nobody fills it. */
export function keyColumn(batch: ClaimBatch, columns: Readonly<Record<string, CodedColumn>>, name: string): CodedColumn | null {
  const beside = Object.hasOwn(columns, name) ? columns[name] : undefined;
  const column = beside ?? (name === 'data_source' ? batch.lineage.dataSource : batch.codes[name]);
  return column === undefined || column.validity?.length === 0 ? null : column;
}

/** The refusal of sums that doubles can't hold exactly. */
export function centsOverflow(measure: string): CoalitionError<'aggregate/cents-overflow'> {
  return new CoalitionError(
    'aggregate/cents-overflow',
    'The absolute amounts sum to more than 2^53 - 1 cents (90 trillion dollars). Check their unit, or split the cells.',
    { measure },
  );
}
