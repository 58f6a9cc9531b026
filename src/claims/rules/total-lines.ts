import { centsReader, wordReader } from '../columns.js';
import type { TableData } from './delivery-data.js';
import { eachClaim } from './medical-identity.js';
import type { Rule } from './rule.js';

/** The claims with a total line (revenue code 0001), and what that line is beside the others. */
export interface TotalLines {
  /** Rows with revenue code 0001. Unit: rows. */
  readonly rows: number;
  /** Claims with such a row. Unit: claims. */
  readonly claims: number;
  /** Claims that consist of total lines alone; these carry the claim's money and are kept. Unit: claims. */
  readonly alone: number;
  /** Claims whose total line's charge equals the sum of the other lines. Unit: claims. */
  readonly chargeTies: number;
  /** Unit: US cents. */
  readonly paidCents: number;
  /** Unit: US cents. */
  readonly chargeCents: number;
}

/** What the total line of a claim is. */
type Standing = 'total line beside other lines' | 'only line of the claim' | 'total line that carries the payment';

/**
 * Looks at total lines of one table.
 *
 * @param data - The medical table.
 * @param each - Called for each total line with what it is.
 * @returns Counts and sums.
 * @example
 * totalLines(tableData(batchOf({ table: 'medical' }, []))).rows; // => 0
 */
export function totalLines(data: TableData, each: (row: number, standing: Standing) => void = () => undefined): TotalLines {
  const revenue = wordReader(data.batch, 'revenue_center_code');
  const total = revenue.words.indexOf('0001');
  const [paid, charge] = [centsReader(data.batch, 'paid_amount'), centsReader(data.batch, 'charge_amount')];
  const counts = { rows: 0, claims: 0, alone: 0, chargeTies: 0, paidCents: 0, chargeCents: 0 };
  if (total < 0) return counts;
  eachClaim(data, (rows) => {
    const totals = rows.filter((row) => revenue.id(row) === total);
    if (totals.length === 0) return;
    const others = rows.filter((row) => revenue.id(row) !== total);
    const sum = (list: Int32Array, of: (row: number) => number): number => list.reduce((so, row) => so + of(row), 0);
    counts.rows += totals.length;
    counts.claims += 1;
    counts.paidCents += sum(totals, paid.at);
    counts.chargeCents += sum(totals, charge.at);
    if (others.length === 0) counts.alone += 1;
    else if (sum(totals, charge.at) === sum(others, charge.at)) counts.chargeTies += 1;
    const empty = !others.some((row) => paid.at(row) !== 0);
    for (const row of totals) {
      const standing: Standing =
        others.length === 0
          ? 'only line of the claim'
          : empty && paid.at(row) !== 0
            ? 'total line that carries the payment'
            : 'total line beside other lines';
      each(row, standing);
    }
  });
  return counts;
}

/**
 * Adds the counts of two parts of a table, none of whose claims stands in both.
 *
 * @param left - Counts of one part.
 * @param right - Counts of the other.
 * @returns Their sum.
 */
export function addTotalLines(left: TotalLines, right: TotalLines): TotalLines {
  return {
    rows: left.rows + right.rows,
    claims: left.claims + right.claims,
    alone: left.alone + right.alone,
    chargeTies: left.chargeTies + right.chargeTies,
    paidCents: left.paidCents + right.paidCents,
    chargeCents: left.chargeCents + right.chargeCents,
  };
}

/** MED-13: a total line is never summed with the lines it totals. */
export const totalLineRule: Rule = {
  id: 'MED-13',
  table: 'medical',
  severity: 'error',
  tolerance: '0',
  handling: 'excluded',
  what: 'A total line (revenue code 0001) is a control total and stays out of sums, unless it alone carries the money of the claim.',
  inputs: ['revenue_center_code', 'paid_amount', 'charge_amount'],
  fix: 'Compare it with the total of the lines; nothing else is needed where both agree.',
  check: ({ medical }, sink) => {
    sink.appliesToAll();
    totalLines(medical, (row, standing) => {
      sink.hit(row, { field: 'revenue_center_code', observedClass: standing, expected: 'lines without their total' });
      if (standing === 'total line beside other lines') sink.exclude(row);
    });
  },
};
