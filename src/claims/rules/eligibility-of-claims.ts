import { type DaySpan, placeDay } from '../../time/coverage.js';
import { centsReader, wordReader } from '../columns.js';
import type { Rule } from './rule.js';

function servicesCovered(table: 'medical' | 'pharmacy'): Rule {
  return {
    id: 'MED-23',
    table,
    severity: 'warn',
    tolerance: '0',
    handling: 'kept',
    what: 'A service lies inside the coverage of its person.',
    inputs: ['person_id', table === 'medical' ? 'claim_start_date' : 'dispensing_date', 'enrollment_start_date', 'enrollment_end_date'],
    fix: 'Ask for the eligibility file of the same period; recover payments after retroactive terminations.',
    check: (data, sink) => {
      const rows = table === 'medical' ? data.medical : data.pharmacy;
      const coverage = data.covered.coverage(table);
      if (!coverage.known) return;
      sink.appliesToAll();
      const days = data.claimDays(table);
      const person = wordReader(rows.batch, 'person_id');
      const spans: readonly (readonly DaySpan[])[] = person.words.map((id) => coverage.of(id));
      for (let row = 0; row < rows.rows; row += 1) {
        const own = spans[person.id(row)] ?? [];
        const day = days[row] ?? 0;
        if (own.length === 1 && (own[0]?.from ?? 0) <= day && day <= (own[0]?.to ?? -1)) continue;
        const place = placeDay(own, day);
        if (place === 'inside') continue;
        sink.hit(row, {
          field: table === 'medical' ? 'claim_start_date' : 'dispensing_date',
          observedClass: place === 'unknown' ? 'unknown person' : place,
          expected: 'a day inside coverage',
        });
      }
    },
  };
}

const cobExpected: Rule = {
  id: 'MED-24',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'A person whose coverage pays second has payments of the other payer.',
  inputs: ['person_id', 'is_primary', 'medicare_primary_flag', 'cob_paid_amount'],
  fix: 'Ask who pays first: claims of these persons were paid as if nobody else did.',
  check: ({ medical, covered }, sink) => {
    const second = covered.payingSecond();
    if (second.size === 0) return;
    const member = wordReader(medical.batch, 'person_id');
    const [cob, paid] = [centsReader(medical.batch, 'cob_paid_amount'), centsReader(medical.batch, 'paid_amount')];
    const expected = member.words.map((id) => second.has(id));
    const helped = new Set<number>();
    for (let row = 0; row < medical.rows; row += 1) if (expected[member.id(row)] === true && cob.at(row) !== 0) helped.add(member.id(row));
    for (let row = 0; row < medical.rows; row += 1) {
      if (expected[member.id(row)] !== true || paid.at(row) <= 0) continue;
      sink.applies(row);
      if (!helped.has(member.id(row)))
        sink.hit(row, {
          field: 'cob_paid_amount',
          observedClass: 'nothing from another payer on any claim',
          expected: 'payments of the first payer',
        });
    }
  },
};

/** Rules of claims beside coverage. */
export const eligibilityOfClaimsRules: readonly Rule[] = /* @__PURE__ */ (() => [
  servicesCovered('medical'),
  servicesCovered('pharmacy'),
  cobExpected,
])();
