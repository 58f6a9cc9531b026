import { centsOf } from '../../money/cents.js';
import { Decimal } from '../../money/decimal.js';
import { usd } from '../../money/usd.js';
import { type DaySpan, mergeSpans } from '../../time/coverage.js';
import { dayNumber } from '../../time/iso-date.js';
import { quantityAt } from '../batch-records.js';
import { centsReader, daysReader, flagReader, quantityReader, wordReader } from '../columns.js';
import type { Agreements } from './agreements.js';
import { OPEN_END, type TableData } from './delivery-data.js';
import { rebatesRule } from './rebates.js';
import type { Rule } from './rule.js';

/** Categories whose money comes to the employer: their amounts are zero or less. */
const TO_EMPLOYER: ReadonlySet<string> = /* @__PURE__ */ new Set(['recovery', 'subrogation', 'rx_rebate', 'stop_loss_reimbursement']);
/** Categories that may go either way. */
const EITHER: ReadonlySet<string> = /* @__PURE__ */ new Set(['shared_savings', 'bundle_settlement', 'other']);

const amountFits: Rule = {
  id: 'NCP-1',
  table: 'nonClaims',
  severity: 'error',
  tolerance: '0',
  handling: 'kept',
  what: 'A payment is its rate times its units within a dollar, for a period that does not run backwards and lies inside its contract, once, with the sign of its category.',
  inputs: ['amount', 'rate', 'units', 'category', 'service_period_start', 'service_period_end'],
  fix: 'Compare it with the schedule of fees and the invoice.',
  check: ({ nonClaims }, sink, { agreements }) => {
    sink.appliesToAll();
    const { batch, rows } = nonClaims;
    const amount = centsReader(batch, 'amount');
    const [rate, units] = [quantityReader(batch, 'rate'), quantityReader(batch, 'units')];
    const [rates, counts] = [batch.quantities['rate'], batch.quantities['units']];
    const category = wordReader(batch, 'category');
    const [start, end, paid] = [daysReader(batch, 'service_period_start'), daysReader(batch, 'service_period_end'), daysReader(batch, 'paid_date')];
    const keys = ['employer_id', 'category', 'payer', 'plan_id', 'person_id', 'ndc_code', 'payee_npi'].map((name) => wordReader(batch, name));
    const estimated = flagReader(batch, 'estimated_flag');
    const periodsOf = periodsFor(nonClaims, agreements);
    const seen = new Set<string>();
    for (let row = 0; row < rows; row += 1) {
      if (end.at(row) < start.at(row))
        sink.hit(row, { field: 'service_period_end', observedClass: 'before its start', expected: 'an end on or after the start' });
      // Contracts that follow each other without a gap are one period.
      const periods = mergeSpans(periodsOf(row));
      if (periods.length > 0 && !periods.some(({ from, to }) => from <= start.at(row) && end.at(row) <= to))
        sink.hit(row, { field: 'service_period_start', observedClass: 'outside its contract', expected: 'a period inside the contract' });
      if (rate.has(row) && units.has(row) && rates !== undefined && counts !== undefined) {
        const product = centsOf(usd(new Decimal(quantityAt(rates, row) ?? '0').times(quantityAt(counts, row) ?? '0')), 'half-even');
        const gap = Math.abs(Math.abs(product) - Math.abs(amount.at(row)));
        if (gap > 100)
          sink.hit(row, { field: 'amount', observedClass: 'not rate times units', expected: 'rate times units within a dollar', cents: gap });
      }
      const kind = category.at(row) ?? '';
      if (!EITHER.has(kind) && (TO_EMPLOYER.has(kind) ? amount.at(row) > 0 : amount.at(row) < 0)) {
        sink.hit(row, {
          field: 'amount',
          observedClass: TO_EMPLOYER.has(kind) ? 'positive though it comes to the employer' : 'negative though the employer bears it',
          expected: 'the sign of its category',
          severity: 'warn',
        });
      }
      const key = `${keys.map((word) => word.id(row)).join('|')}|${start.at(row)}|${end.at(row)}|${paid.has(row) ? paid.at(row) : ''}|${amount.at(row)}|${estimated(row)}`;
      if (seen.has(key)) sink.hit(row, { field: 'payment_id', observedClass: 'the same payment under another number', expected: 'a payment once' });
      seen.add(key);
    }
  },
};

/** The contract periods that a payment may lie in, by employer, payer and category. */
function periodsFor(data: TableData<'nonClaims'>, agreements: Agreements | undefined): (row: number) => readonly DaySpan[] {
  const periods = (agreements?.periods ?? []).map((each) => ({
    ...each,
    span: { from: dayNumber(each.from), to: each.to === null ? OPEN_END : dayNumber(each.to) },
  }));
  const [employer, payer, category] = ['employer_id', 'payer', 'category'].map((name) => wordReader(data.batch, name));
  return (row) =>
    periods
      .filter(
        (each) =>
          each.employer_id === employer?.at(row) &&
          (each.payer === undefined || each.payer === payer?.at(row)) &&
          (each.category === undefined || each.category === category?.at(row)),
      )
      .map(({ span }) => span);
}

/** Rules of payments that don't ride on claims. */
export const nonClaimsRules: readonly Rule[] = /* @__PURE__ */ (() => [amountFits, rebatesRule])();
