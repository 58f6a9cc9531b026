import { centsReader, type NumberReader, quantityReader, wordReader } from '../columns.js';
import type { Rule } from './rule.js';

const TABLE = 'pharmacy' as const;

/** Unit: days. */
const [USUAL_SUPPLY, MOST_SUPPLY] = [120, 365];
/** More units a day than this are packs or a slip. Unit: units a day. */
const MOST_PER_DAY = 200;

const drugCode: Rule = {
  id: 'RX-1',
  table: TABLE,
  severity: 'error',
  tolerance: '0',
  handling: 'excluded',
  what: 'Drug codes have eleven digits; ten without hyphens are ambiguous.',
  inputs: ['ndc_code'],
  fix: 'Ask for eleven digits, or for hyphens that show the layout; nothing is padded by guess.',
  check: ({ pharmacy }, sink) => {
    sink.appliesToAll();
    const code = wordReader(pharmacy.batch, 'ndc_code');
    const placeholder = code.words.map((text) => /^(\d)\1{10}$/.test(text));
    for (let row = 0; row < pharmacy.rows; row += 1) {
      if (placeholder[code.id(row)] === true)
        sink.hit(row, { field: 'ndc_code', observedClass: 'one digit repeated', expected: 'the code of a drug', severity: 'warn' });
    }
  },
};

const supply: Rule = {
  id: 'RX-2',
  table: TABLE,
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'A fill has a quantity above 0 and a supply of 1 to 120 days (at most 365), with plausible units a day.',
  inputs: ['quantity', 'days_supply', 'claim_record_type'],
  fix: 'Look for quantities in packs; ask for days of supply.',
  check: ({ pharmacy }, sink) => {
    const { batch, rows } = pharmacy;
    const [quantity, days] = [quantityReader(batch, 'quantity'), quantityReader(batch, 'days_supply')];
    const type = wordReader(batch, 'claim_record_type');
    const reversal = type.words.indexOf('reversal');
    for (let row = 0; row < rows; row += 1) {
      if (type.id(row) === reversal) continue;
      sink.applies(row);
      const [q, d] = [quantity.at(row), days.at(row)];
      if (!days.has(row)) sink.hit(row, { field: 'days_supply', observedClass: 'empty', expected: '1 to 120 days' });
      else if (d < 1 || d > MOST_SUPPLY)
        sink.hit(row, { field: 'days_supply', observedClass: d < 1 ? 'below 1 day' : 'above 365 days', expected: '1 to 120 days' });
      else if (d > USUAL_SUPPLY)
        sink.hit(row, { field: 'days_supply', observedClass: 'above 120 days', expected: '1 to 120 days', severity: 'info' });
      if (!quantity.has(row)) sink.hit(row, { field: 'quantity', observedClass: 'empty', expected: 'a quantity above 0' });
      else if (q <= 0) sink.hit(row, { field: 'quantity', observedClass: 'zero or less', expected: 'a quantity above 0' });
      else if (d >= 1 && q > MOST_PER_DAY * d)
        sink.hit(row, { field: 'quantity', observedClass: 'more than 200 units a day', expected: 'a plausible quantity a day' });
    }
  },
};

const MEMBER = ['deductible_amount', 'coinsurance_amount', 'copayment_amount'];

const parts: Rule = {
  id: 'RX-3',
  table: TABLE,
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'Ingredient, fee and tax make the allowed amount; paid, member share, other payers and assistance make it too, within 2 cents.',
  inputs: [
    'ingredient_cost_amount',
    'dispensing_fee_amount',
    'sales_tax_amount',
    'allowed_amount',
    'paid_amount',
    ...MEMBER,
    'cob_paid_amount',
    'copay_assistance_amount',
  ],
  fix: 'Ask whether fee and tax lie inside the ingredient cost.',
  check: ({ pharmacy }, sink) => {
    const { batch, rows } = pharmacy;
    const read = (name: string): NumberReader => centsReader(batch, name);
    const [ingredient, fee, tax, allowed, paid] = [
      read('ingredient_cost_amount'),
      read('dispensing_fee_amount'),
      read('sales_tax_amount'),
      read('allowed_amount'),
      read('paid_amount'),
    ];
    const member = [...MEMBER, 'cob_paid_amount', 'copay_assistance_amount'].map(read);
    for (let row = 0; row < rows; row += 1) {
      if (!allowed.has(row)) continue;
      const priced = ingredient.has(row);
      const shared = member.some((each) => each.has(row));
      if (priced || shared) sink.applies(row);
      const price = allowed.at(row) - ingredient.at(row) - fee.at(row) - tax.at(row);
      const split = allowed.at(row) - paid.at(row) - member.reduce((sum, each) => sum + each.at(row), 0);
      if (priced && Math.abs(price) > 2)
        sink.hit(row, {
          field: 'ingredient_cost_amount',
          observedClass: 'ingredient, fee and tax differ from allowed',
          expected: 'the allowed amount',
          cents: Math.abs(price),
        });
      else if (shared && Math.abs(split) > 2)
        sink.hit(row, {
          field: 'paid_amount',
          observedClass: 'paid and shares differ from allowed',
          expected: 'the allowed amount',
          cents: Math.abs(split),
        });
    }
  },
};

const paidWithinAllowed: Rule = {
  id: 'RX-5',
  table: TABLE,
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'The plan pays at most the allowed amount.',
  inputs: ['paid_amount', 'allowed_amount', 'claim_record_type'],
  fix: 'Look at compounds, tax and assistance programs.',
  check: ({ pharmacy }, sink) => {
    const { batch, rows } = pharmacy;
    const [paid, allowed] = [centsReader(batch, 'paid_amount'), centsReader(batch, 'allowed_amount')];
    const type = wordReader(batch, 'claim_record_type');
    const reversal = type.words.indexOf('reversal');
    for (let row = 0; row < rows; row += 1) {
      if (!allowed.has(row)) continue;
      sink.applies(row);
      const above = (paid.at(row) - allowed.at(row)) * (type.id(row) === reversal ? -1 : 1);
      if (above > 0)
        sink.hit(row, { field: 'paid_amount', observedClass: 'paid above allowed', expected: 'at most the allowed amount', cents: above });
    }
  },
};

/** Rules of pharmacy claims. */
export const pharmacyRules: readonly Rule[] = /* @__PURE__ */ (() => [drugCode, supply, parts, paidWithinAllowed])();
