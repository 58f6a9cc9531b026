import { type AsOf, asOfDay } from '../../time/as-of.js';
import { lastDayOfMonth, monthIndexOfDay } from '../../time/month.js';
import { centsReader, daysReader, flagReader, wordReader } from '../columns.js';
import { centsOfMoney } from '../fields/money-text.js';
import { type Agreements, quarterIndex } from './agreements.js';
import type { TableData } from './delivery-data.js';
import type { Rule, RuleSink } from './rule.js';

/** Rebates that come later than this after their period are late. Unit: days. */
const REBATE_LAG = 270;

/** Rebates of a delivery: which rows are, which of these are cash, and the periods for which cash came. */
interface Rebates {
  readonly rows: readonly number[];
  isCash(row: number): boolean;
  hasCash(row: number): boolean;
}

function rebatesOf({ batch, rows }: TableData<'nonClaims'>): Rebates {
  const category = wordReader(batch, 'category');
  const rebate = category.words.indexOf('rx_rebate');
  const employer = wordReader(batch, 'employer_id');
  const [start, end] = [daysReader(batch, 'service_period_start'), daysReader(batch, 'service_period_end')];
  const estimated = flagReader(batch, 'estimated_flag');
  const key = (row: number): string => `${employer.id(row)}|${start.at(row)}|${end.at(row)}`;
  const isCash = (row: number): boolean => estimated(row) !== 1;
  const found: number[] = [];
  const cash = new Set<string>();
  for (let row = 0; row < rows; row += 1) {
    if (rebate < 0 || category.id(row) !== rebate) continue;
    found.push(row);
    if (isCash(row)) cash.add(key(row));
  }
  return { rows: found, isCash, hasCash: (row) => cash.has(key(row)) };
}

/** Cash and accruals that no cash replaces yet, by employer and quarter, beside what was guaranteed. */
function guarantees(
  data: TableData<'nonClaims'>,
  o: { readonly rebates: Rebates; readonly sink: RuleSink; readonly agreements: Agreements | undefined; readonly asOf: AsOf | undefined },
): void {
  const employer = wordReader(data.batch, 'employer_id');
  const end = daysReader(data.batch, 'service_period_end');
  const amount = centsReader(data.batch, 'amount');
  for (const guarantee of o.agreements?.rebateGuarantees ?? []) {
    const quarter = quarterIndex(guarantee.quarter) ?? 0;
    const own = o.rebates.rows.filter(
      (row) => employer.at(row) === guarantee.employer_id && Math.floor(monthIndexOfDay(end.at(row)) / 3) === quarter,
    );
    // A quarter without a row may simply not be due yet.
    const due = o.asOf !== undefined && asOfDay(o.asOf) - lastDayOfMonth(quarter * 3 + 2) > REBATE_LAG;
    if (own.length === 0 && !due) continue;
    const received = own.filter((row) => o.rebates.isCash(row) || !o.rebates.hasCash(row)).reduce((sum, row) => sum - amount.at(row), 0);
    const missing = centsOfMoney(guarantee.amount) - received;
    if (missing > 0)
      o.sink.note({
        field: 'amount',
        observedClass: `${guarantee.quarter}: less than guaranteed`,
        expected: 'the guaranteed rebates',
        rows: own.length,
        cents: missing,
      });
  }
}

/** NCP-2: rebates arrive, in time and as guaranteed. */
export const rebatesRule: Rule = {
  id: 'NCP-2',
  table: 'nonClaims',
  severity: 'warn',
  tolerance: '0',
  handling: 'kept',
  what: 'Rebates arrive as cash within 270 days of their period, and each quarter as much as guaranteed; without an asOf only those that came are judged. (The limit is assumed.)',
  inputs: ['category', 'estimated_flag', 'employer_id', 'service_period_start', 'service_period_end', 'paid_date', 'amount'],
  fix: 'Chase the accrual; ask for the difference to the guarantee.',
  check: ({ nonClaims }, sink, { asOf, agreements }) => {
    const { batch } = nonClaims;
    const known = asOf === undefined ? null : asOfDay(asOf);
    const rebates = rebatesOf(nonClaims);
    const [end, paid] = [daysReader(batch, 'service_period_end'), daysReader(batch, 'paid_date')];
    for (const row of rebates.rows) {
      sink.applies(row);
      const overdue = known !== null && known - end.at(row) > REBATE_LAG;
      if (!rebates.isCash(row)) {
        if (overdue && !rebates.hasCash(row))
          sink.hit(row, { field: 'estimated_flag', observedClass: 'accrued and not received within 270 days', expected: 'cash for the period' });
      } else if (paid.has(row) && paid.at(row) - end.at(row) > REBATE_LAG)
        sink.hit(row, { field: 'paid_date', observedClass: 'more than 270 days after its period', expected: 'an earlier payment' });
    }
    guarantees(nonClaims, { rebates, sink, agreements, asOf });
  },
};
