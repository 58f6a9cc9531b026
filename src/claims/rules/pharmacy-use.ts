import { centsReader, daysReader, quantityReader, wordReader } from '../columns.js';
import type { Rule } from './rule.js';

const refillTooSoon: Rule = {
  id: 'RX-6',
  table: 'pharmacy',
  severity: 'info',
  tolerance: '1',
  handling: 'kept',
  what: 'A drug is filled again when most of the last supply is used: not within three quarters of it, and not twice on one day.',
  inputs: ['person_id', 'ndc_code', 'dispensing_date', 'days_supply', 'claim_record_type'],
  fix: 'A lead for the clinical team.',
  check: (data, sink) => {
    const { batch, rows } = data.pharmacy;
    const [person, drug] = [wordReader(batch, 'person_id'), wordReader(batch, 'ndc_code')];
    const [day, supply] = [daysReader(batch, 'dispensing_date'), quantityReader(batch, 'days_supply')];
    const chains = data.chains('pharmacy');
    const reversed = new Uint8Array(rows);
    for (const { from, to } of chains.links) if (chains.columns.type.id(from) === chains.columns.reversal) reversed[to] = 1;
    const fills = new Map<number, number[]>();
    for (let row = 0; row < rows; row += 1) {
      if (chains.columns.type.id(row) !== chains.columns.original || reversed[row] === 1) continue;
      sink.applies(row);
      const key = person.id(row) * 16_777_216 + drug.id(row);
      const list = fills.get(key);
      if (list === undefined) fills.set(key, [row]);
      else list.push(row);
    }
    for (const list of fills.values()) {
      list.sort((a, b) => day.at(a) - day.at(b) || a - b);
      list.forEach((row, at) => {
        const before = list[at - 1];
        if (before === undefined) return;
        const gap = day.at(row) - day.at(before);
        if (gap === 0) sink.hit(row, { field: 'dispensing_date', observedClass: 'the same drug twice on one day', expected: 'one fill' });
        else if (gap * 4 < supply.at(before) * 3)
          sink.hit(row, { field: 'dispensing_date', observedClass: 'a refill before three quarters of the supply', expected: 'a later refill' });
      });
    }
  },
};

const spread: Rule = {
  id: 'RX-7',
  table: 'pharmacy',
  severity: 'info',
  tolerance: '1',
  handling: 'kept',
  what: 'The plan is billed what the pharmacy received.',
  inputs: ['paid_amount', 'pharmacy_paid_amount'],
  fix: 'Compare the spread with the pass-through guarantee of the contract.',
  check: ({ pharmacy }, sink) => {
    const [paid, received] = [centsReader(pharmacy.batch, 'paid_amount'), centsReader(pharmacy.batch, 'pharmacy_paid_amount')];
    for (let row = 0; row < pharmacy.rows; row += 1) {
      if (!received.has(row)) continue;
      sink.applies(row);
      const gap = paid.at(row) - received.at(row);
      if (gap !== 0)
        sink.hit(row, {
          field: 'pharmacy_paid_amount',
          observedClass: gap > 0 ? 'less than the plan was billed' : 'more than the plan was billed',
          expected: 'the same amount',
          cents: gap,
        });
    }
  },
};

/** Rules of how drugs are used and priced; leads, not errors. */
export const pharmacyUseRules: readonly Rule[] = [refillTooSoon, spread];
