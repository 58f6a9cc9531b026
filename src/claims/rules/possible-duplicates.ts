import { listAt } from '../batch-records.js';
import { centsReader, quantityReader, wordReader } from '../columns.js';
import { GrowingNumbers } from '../growing-numbers.js';
import type { Rule } from './rule.js';

/** Modifiers that say that a service was really given again or on another side. */
const DISTINCT = /* @__PURE__ */ new Set(['76', '77', '50', 'RT', 'LT']);

/** MED-22: the same service isn't paid on two claims. */
export const possibleDuplicatesRule: Rule = {
  id: 'MED-22',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'One service of one person, provider and day, with one charge, stands on one claim only, unless a modifier says it was repeated.',
  inputs: [
    'person_id',
    'billing_npi',
    'rendering_npi',
    'claim_line_start_date',
    'claim_start_date',
    'hcpcs_code',
    'modifiers',
    'service_unit_quantity',
    'charge_amount',
  ],
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
    const hashes = new Float64Array(rows);
    const candidates = new GrowingNumbers();
    for (let row = 0; row < rows; row += 1) {
      if (type.id(row) !== original || !code.has(row) || !charge.has(row) || charge.at(row) === 0) continue;
      sink.applies(row);
      if (isDistinct(row)) continue;
      let hash = (days[row] ?? 0) + charge.at(row) * 31 + units.at(row) * 7;
      for (const word of words) hash = (hash * 1_000_003 + word.id(row)) % 9_007_199_254_740;
      hashes[row] = hash;
      candidates.push(row);
    }
    // Sorting numbers takes a fraction of the memory that a map of keys would.
    const sorted = candidates.toArray().sort((a, b) => (hashes[a] ?? 0) - (hashes[b] ?? 0) || a - b);
    for (let from = 0; from < sorted.length; ) {
      let to = from + 1;
      while (to < sorted.length && hashes[sorted[to] ?? 0] === hashes[sorted[from] ?? 0]) to += 1;
      if (to - from > 1) same(sorted.subarray(from, to));
      from = to;
    }

    function isDistinct(row: number): boolean {
      return modifiers !== undefined && (listAt(modifiers, row)?.some((each) => each !== null && DISTINCT.has(each)) ?? false);
    }

    function same(group: Int32Array): void {
      const firsts = new Map<string, number>();
      for (const row of group) {
        const key = `${words.map((word) => word.id(row)).join('|')}|${days[row]}|${units.at(row)}|${charge.at(row)}|${modifiers === undefined ? '' : (listAt(modifiers, row)?.join('.') ?? '')}`;
        const first = firsts.get(key);
        if (first === undefined) firsts.set(key, row);
        else if (claimOf[row] !== claimOf[first] && paid.at(row) > 0 && paid.at(first) > 0) {
          sink.hit(row, { field: 'claim_id', observedClass: 'the same service on another claim', expected: 'a service once' });
        }
      }
    }
  },
};
