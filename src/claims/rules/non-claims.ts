import { centsOf } from '../../money/cents.js';
import { Decimal } from '../../money/decimal.js';
import { usd } from '../../money/usd.js';
import { asOfDay } from '../../time/as-of.js';
import { quantityAt } from '../batch-records.js';
import { centsReader, daysReader, flagReader, quantityReader, wordReader } from '../columns.js';
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
  what: 'A payment is its rate times its units within a dollar, for a period that does not run backwards, once, with the sign of its category.',
  inputs: ['amount', 'rate', 'units', 'category', 'service_period_start', 'service_period_end'],
  fix: 'Compare it with the schedule of fees and the invoice.',
  check: ({ nonClaims }, sink) => {
    sink.appliesToAll();
    const { batch, rows } = nonClaims;
    const amount = centsReader(batch, 'amount');
    const [rate, units] = [quantityReader(batch, 'rate'), quantityReader(batch, 'units')];
    const [rates, counts] = [batch.quantities['rate'], batch.quantities['units']];
    const category = wordReader(batch, 'category');
    const [start, end, paid] = [daysReader(batch, 'service_period_start'), daysReader(batch, 'service_period_end'), daysReader(batch, 'paid_date')];
    const keys = ['employer_id', 'category', 'payer', 'plan_id', 'person_id', 'ndc_code', 'payee_npi'].map((name) => wordReader(batch, name));
    const seen = new Set<string>();
    for (let row = 0; row < rows; row += 1) {
      if (end.at(row) < start.at(row))
        sink.hit(row, { field: 'service_period_end', observedClass: 'before its start', expected: 'an end on or after the start' });
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
      const key = `${keys.map((word) => word.id(row)).join('|')}|${start.at(row)}|${end.at(row)}|${paid.has(row) ? paid.at(row) : ''}|${amount.at(row)}`;
      if (seen.has(key)) sink.hit(row, { field: 'payment_id', observedClass: 'the same payment under another number', expected: 'a payment once' });
      seen.add(key);
    }
  },
};

/** Rebates that come later than this after their period are late. Unit: days. */
const REBATE_LAG = 270;

const rebatesArrive: Rule = {
  id: 'NCP-2',
  table: 'nonClaims',
  severity: 'warn',
  tolerance: '0',
  handling: 'kept',
  what: 'Rebates that were accrued arrive as cash, within 270 days of their period; without an asOf only those that came are judged. (The limit is assumed.)',
  inputs: ['category', 'estimated_flag', 'employer_id', 'service_period_start', 'service_period_end', 'paid_date'],
  fix: 'Chase the accrual; compare quarters with the guarantee.',
  check: ({ nonClaims }, sink, { asOf }) => {
    const { batch, rows } = nonClaims;
    const known = asOf === undefined ? null : asOfDay(asOf);
    const category = wordReader(batch, 'category');
    const rebate = category.words.indexOf('rx_rebate');
    if (rebate < 0) return;
    const employer = wordReader(batch, 'employer_id');
    const [start, end, paid] = [daysReader(batch, 'service_period_start'), daysReader(batch, 'service_period_end'), daysReader(batch, 'paid_date')];
    const estimated = flagReader(batch, 'estimated_flag');
    const key = (row: number): string => `${employer.id(row)}|${start.at(row)}|${end.at(row)}`;
    const cash = new Set<string>();
    for (let row = 0; row < rows; row += 1) if (category.id(row) === rebate && estimated(row) !== 1) cash.add(key(row));
    for (let row = 0; row < rows; row += 1) {
      if (category.id(row) !== rebate) continue;
      sink.applies(row);
      const overdue = known !== null && known - end.at(row) > REBATE_LAG;
      if (estimated(row) === 1) {
        if (overdue && !cash.has(key(row)))
          sink.hit(row, { field: 'estimated_flag', observedClass: 'accrued and not received within 270 days', expected: 'cash for the period' });
      } else if (paid.has(row) && paid.at(row) - end.at(row) > REBATE_LAG)
        sink.hit(row, { field: 'paid_date', observedClass: 'more than 270 days after its period', expected: 'an earlier payment' });
    }
  },
};

/** Rules of payments that don't ride on claims. */
export const nonClaimsRules: readonly Rule[] = [amountFits, rebatesArrive];
