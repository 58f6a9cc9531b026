import { listAt } from '../batch-records.js';
import { centsReader, quantityReader, wordReader } from '../columns.js';
import type { Rule } from './rule.js';

/** Modifiers that say that a service was really given again or on another side. */
const DISTINCT = /* @__PURE__ */ new Set(['76', '77', '50', 'RT', 'LT']);

/** MED-22: the same service isn't paid on two claims. */
export const possibleDuplicatesRule: Rule = {
  id: 'MED-22', table: 'medical', severity: 'warn', tolerance: '0.012', handling: 'kept',
  what: 'One service of one person, provider and day, with one charge, stands on one claim only, unless a modifier says it was repeated.',
  inputs: ['person_id', 'billing_npi', 'rendering_npi', 'claim_line_start_date', 'claim_start_date', 'hcpcs_code', 'modifiers', 'service_unit_quantity', 'charge_amount'],
  fix: 'Send the list to the administrator: each may be paid twice.',
  check: (data, sink) => {
    const { medical } = data;
    const { batch, rows, claimOf } = medical;
    const words = ['person_id', 'hcpcs_code', 'rendering_npi', 'billing_npi'].map((name) => wordReader(batch, name));
    const code = wordReader(batch, 'hcpcs_code');
    const type = wordReader(batch, 'claim_record_type');
    const units = quantityReader(batch, 'service_unit_quantity');
    const [charge, paid] = [centsReader(batch, 'charge_amount'), centsReader(batch, 'paid_amount')];
    const modifiers = batch.lists['modifiers'];
    const days = data.claimDays('medical');
    const original = type.words.indexOf('original');
    const firsts = new Map<string, number>();
    for (let row = 0; row < rows; row += 1) {
      if (type.id(row) !== original || !code.has(row) || !charge.has(row) || charge.at(row) === 0) continue;
      const list = modifiers === undefined ? null : listAt(modifiers, row);
      sink.applies(row);
      if (list?.some((each) => each !== null && DISTINCT.has(each)) === true) continue;
      const key = `${words.map((word) => word.id(row)).join('|')}|${days[row]}|${units.at(row)}|${charge.at(row)}|${list?.join('.') ?? ''}`;
      const first = firsts.get(key);
      if (first === undefined) firsts.set(key, row);
      else if (claimOf[row] !== claimOf[first] && paid.at(row) > 0 && paid.at(first) > 0) {
        sink.hit(row, { field: 'claim_id', observedClass: 'the same service on another claim', expected: 'a service once' });
      }
    }
  },
};
