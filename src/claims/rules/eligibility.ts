import { asOfDay } from '../../time/as-of.js';
import { civilFromDay } from '../../time/iso-date.js';
import { lastDayOfMonth, monthIndexOfDay } from '../../time/month.js';
import { daysReader, wordReader } from '../columns.js';
import { coverageContractRules } from './coverage-contracts.js';
import { OPEN_END } from './delivery-data.js';
import type { Rule } from './rule.js';
import { byKey, spansOf } from './span-rows.js';

const TABLE = 'eligibility' as const;

/** 1930-01-01; coverage that starts before is a placeholder. Unit: days since 1970-01-01. */
const EARLIEST_START = -14_610;

/** Spans further than this after their file are a slip. Unit: days. */
const FAR_FUTURE_DAYS = 1100;

const datesInOrder: Rule = {
  id: 'ELG-1',
  table: TABLE,
  severity: 'error',
  tolerance: '0',
  handling: 'excluded',
  what: 'Coverage ends on or after the day it starts, and both lie in a plausible range.',
  inputs: ['enrollment_start_date', 'enrollment_end_date'],
  fix: 'Fix it at the source; drop void spans of length zero only by a stated rule.',
  check: ({ eligibility }, sink, { asOf }) => {
    sink.appliesToAll();
    const { from, to, rows } = spansOf(eligibility);
    const latest = asOf === undefined ? OPEN_END : asOfDay(asOf) + FAR_FUTURE_DAYS;
    for (let row = 0; row < rows; row += 1) {
      if (to(row) < from(row)) {
        sink.hit(row, { field: 'enrollment_end_date', observedClass: 'ends before it starts', expected: 'an end on or after the start' });
        sink.exclude(row);
      } else if (from(row) < EARLIEST_START) {
        sink.hit(row, {
          field: 'enrollment_start_date',
          observedClass: 'a start before 1930',
          expected: 'the day coverage really began',
          severity: 'warn',
        });
      } else if (from(row) > latest) {
        sink.hit(row, {
          field: 'enrollment_start_date',
          observedClass: 'a start years after what was known',
          expected: 'a start near the delivery',
          severity: 'warn',
        });
      }
    }
  },
};

const noOverlap: Rule = {
  id: 'ELG-2',
  table: TABLE,
  severity: 'error',
  tolerance: '0.012',
  handling: 'repaired',
  what: 'A person has one span at a time under one benefit and payer; overlapping ones are merged.',
  inputs: ['person_id', 'benefit_type', 'payer', 'enrollment_start_date', 'enrollment_end_date'],
  fix: 'Choose the surviving plan, and check retroactive terminations.',
  check: ({ eligibility }, sink) => {
    sink.appliesToAll();
    const { from, to, rows } = spansOf(eligibility);
    const [person, benefit, payer] = ['person_id', 'benefit_type', 'payer'].map((name) => wordReader(eligibility.batch, name));
    byKey(
      rows,
      (row) => `${person?.id(row)}|${benefit?.id(row)}|${payer?.id(row)}`,
      (group) => {
        const sorted = group.filter((row) => to(row) >= from(row)).sort((a, b) => from(a) - from(b) || a - b);
        let reach: number | null = null;
        let last = 0;
        for (const row of sorted) {
          if (reach !== null && from(row) <= reach) {
            sink.hit(row, { field: 'enrollment_start_date', observedClass: 'overlaps an earlier span', expected: 'one span at a time' });
            sink.hit(last, { field: 'enrollment_end_date', observedClass: 'overlaps a later span', expected: 'one span at a time' });
          }
          if (reach === null || to(row) > reach) {
            reach = to(row);
            last = row;
          }
        }
      },
    );
  },
};

const shortGap: Rule = {
  id: 'ELG-3',
  table: TABLE,
  severity: 'info',
  tolerance: '1',
  handling: 'kept',
  what: 'Coverage has no gap of one to three days.',
  inputs: ['person_id', 'benefit_type', 'payer', 'enrollment_start_date', 'enrollment_end_date'],
  fix: 'It affects rules of continuous enrolment; ask for the gap to be bridged if it is an artefact.',
  check: ({ eligibility }, sink) => {
    sink.appliesToAll();
    const { from, to, rows } = spansOf(eligibility);
    const person = wordReader(eligibility.batch, 'person_id');
    const benefit = wordReader(eligibility.batch, 'benefit_type');
    byKey(
      rows,
      (row) => `${person.id(row)}|${benefit.id(row)}`,
      (group) => {
        const sorted = group.filter((row) => to(row) >= from(row)).sort((a, b) => from(a) - from(b) || a - b);
        let reach: number | null = null;
        for (const row of sorted) {
          const gap = reach === null ? 0 : from(row) - reach - 1;
          if (gap >= 1 && gap <= 3)
            sink.hit(row, { field: 'enrollment_start_date', observedClass: `a gap of ${gap} days before it`, expected: 'no gap, or a longer one' });
          reach = Math.max(reach ?? to(row), to(row));
        }
      },
    );
  },
};

const samePerson: Rule = {
  id: 'ELG-7',
  table: TABLE,
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: "A person's sex and birth date don't change.",
  inputs: ['person_id', 'gender', 'birth_date'],
  fix: 'Look for ids that were merged or reused.',
  check: ({ eligibility }, sink) => {
    sink.appliesToAll();
    const { batch, rows } = eligibility;
    const person = wordReader(batch, 'person_id');
    const gender = wordReader(batch, 'gender');
    const birth = daysReader(batch, 'birth_date');
    byKey(
      rows,
      (row) => person.at(row),
      (group) => {
        const [sexes, births] = [new Set<number>(), new Set<number>()];
        for (const row of group) {
          if (gender.at(row) !== 'unknown') sexes.add(gender.id(row));
          if (birth.has(row)) births.add(birth.at(row));
        }
        if (sexes.size > 1)
          for (const row of group) sink.hit(row, { field: 'gender', observedClass: 'differs between rows of the person', expected: 'one value' });
        if (births.size > 1)
          for (const row of group) sink.hit(row, { field: 'birth_date', observedClass: 'differs between rows of the person', expected: 'one value' });
      },
    );
  },
};

const plausibleAge: Rule = {
  id: 'ELG-8',
  table: TABLE,
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'Ages are 0 to 115, children at most 26, holders and spouses at least 16.',
  inputs: ['birth_date', 'subscriber_relation', 'enrollment_start_date'],
  fix: 'Look for swapped numbers of dependants; disabled dependants over 26 are legitimate.',
  check: ({ eligibility }, sink) => {
    const { batch, rows } = eligibility;
    const birth = daysReader(batch, 'birth_date');
    const relation = wordReader(batch, 'subscriber_relation');
    const start = daysReader(batch, 'enrollment_start_date');
    for (let row = 0; row < rows; row += 1) {
      if (!birth.has(row)) continue;
      sink.applies(row);
      const age = yearsBetween(birth.at(row), start.at(row));
      const who = relation.at(row);
      const odd =
        age < 0 || age > 115
          ? 'an age outside 0 to 115'
          : who === 'child' && age > 26
            ? 'a child over 26'
            : who === 'self' && age < 16
              ? 'a holder under 16'
              : who === 'spouse' && age < 16
                ? 'a spouse under 16'
                : null;
      if (odd !== null) sink.hit(row, { field: 'birth_date', observedClass: odd, expected: 'an age that fits the relation' });
    }
  },
};

function yearsBetween(birth: number, day: number): number {
  const [from, to] = [civilFromDay(birth), civilFromDay(day)];
  return to.year - from.year - (to.month > from.month || (to.month === from.month && to.day >= from.day) ? 0 : 1);
}

const deathBeforeEnd: Rule = {
  id: 'ELG-9',
  table: TABLE,
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'Coverage ends with death, and death comes after birth.',
  inputs: ['death_date', 'birth_date', 'enrollment_end_date'],
  fix: 'Ask for the termination; give claims after death to audit.',
  check: ({ eligibility }, sink) => {
    const { batch, rows } = eligibility;
    const death = daysReader(batch, 'death_date');
    const birth = daysReader(batch, 'birth_date');
    const { to } = spansOf(eligibility);
    for (let row = 0; row < rows; row += 1) {
      if (!death.has(row)) continue;
      sink.applies(row);
      if (birth.has(row) && death.at(row) < birth.at(row))
        sink.hit(row, { field: 'death_date', observedClass: 'before birth', expected: 'a death after birth' });
      else if (to(row) > lastDayOfMonth(monthIndexOfDay(death.at(row))))
        sink.hit(row, { field: 'death_date', observedClass: 'before the end of coverage', expected: 'coverage that ends with death' });
    }
  },
};

/** Rules of coverage. */
export const eligibilityRules: readonly Rule[] = /* @__PURE__ */ (() => [
  datesInOrder,
  noOverlap,
  shortGap,
  ...coverageContractRules,
  samePerson,
  plausibleAge,
  deathBeforeEnd,
])();
