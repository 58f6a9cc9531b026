import { civilFromDay } from '../../time/iso-date.js';
import { type MonthIndex, monthFromIndex, monthIndexOfDay } from '../../time/month.js';
import { isValid } from '../batch.js';
import { drgKind } from '../categories/drg-numbers.js';
import { daysReader, wordReader } from '../columns.js';
import { type DeliveryData, OPEN_END, type TableData } from './delivery-data.js';
import type { Rule, RuleSink } from './rule.js';

/** Pregnancy and childbirth, by chapter of ICD-10-CM; Z codes aren't looked at. */
const MATERNITY = /^O[0-9A]/;
/** Conditions of the newborn. */
const NEWBORN = /^P\d/;

const personFitsDiagnosis: Rule = {
  id: 'MED-11',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'Maternity diagnoses belong to women of 10 to 60, newborn diagnoses and DRGs to children under 2. (Age limits unverified.)',
  inputs: ['diagnosis_codes', 'drg_code', 'person_id', 'gender', 'birth_date'],
  fix: 'Usually the wrong person: the suffix of the dependant was lost.',
  check: (data, sink) => {
    const { medical } = data;
    const { batch, rows } = medical;
    const persons = data.covered.persons();
    if (persons.size === 0) return;
    const person = wordReader(batch, 'person_id');
    const drg = wordReader(batch, 'drg_code');
    const kinds = drg.words.map(drgKind);
    const list = batch.lists['diagnosis_codes'];
    const words = list?.dictionary.values ?? [];
    const [maternity, newborn] = [words.map((code) => MATERNITY.test(code)), words.map((code) => NEWBORN.test(code))];
    const days = data.claimDays('medical');
    for (let row = 0; row < rows; row += 1) {
      const about = persons.get(person.at(row) ?? '');
      if (about === undefined) continue;
      sink.applies(row);
      const principal =
        list !== undefined && isValid(list.validity, row) && (list.offsets[row] ?? 0) < (list.offsets[row + 1] ?? 0)
          ? (list.ids[list.offsets[row] ?? 0] ?? -1)
          : -1;
      const age = about.birth === null ? null : years(about.birth, days[row] ?? 0);
      const kind = kinds[drg.id(row)];
      if (maternity[principal] === true || kind === 'maternity') {
        if (about.gender === 'male') sink.hit(row, { field: 'diagnosis_codes', observedClass: 'maternity of a man', expected: 'a woman' });
        else if (age !== null && (age < 10 || age > 60))
          sink.hit(row, { field: 'diagnosis_codes', observedClass: 'maternity outside 10 to 60 years', expected: 'a woman of 10 to 60' });
      } else if ((newborn[principal] === true || kind === 'newborn') && age !== null && age >= 2) {
        sink.hit(row, { field: 'diagnosis_codes', observedClass: 'newborn care of somebody of 2 or more years', expected: 'a child under 2' });
      }
    }
  },
};

function years(birth: number, day: number): number {
  const [from, to] = [civilFromDay(birth), civilFromDay(day)];
  return to.year - from.year - (to.month > from.month || (to.month === from.month && to.day >= from.day) ? 0 : 1);
}

/** PMPM above this is implausible. Unit: US cents. */
const MOST_PMPM = 1_000_000;
/** PEPM above this is implausible. Unit: US cents. */
const MOST_PEPM = 2_500_000;
/** Claims of professionals, as visits, of a thousand members in a year: outside these, some are missing or repeated. Unit: claims. */
const [FEWEST_VISITS, MOST_VISITS] = [500, 30_000];
/** Fills of one member in a year. Unit: fills. */
const [FEWEST_FILLS, MOST_FILLS] = [1, 60];
/** Fewer member months than this say nothing about use. Unit: member months. */
const MEMBER_MONTHS_NEEDED = 1200;
/** Months compared with their median; fewer say nothing. Unit: months. */
const MONTHS_NEEDED = 6;
/** A median below this says nothing. Unit: rows a month. */
const ROWS_NEEDED = 20;

const totalsPlausible: Rule = {
  id: 'XREF-2',
  table: 'medical',
  severity: 'warn',
  tolerance: '0',
  handling: 'kept',
  what: 'Cost per member and per employee, visits and fills lie in wide bands, and no month is empty or far from the others. (Bands unverified.)',
  inputs: [
    'paid_amount',
    'paid_date',
    'claim_type',
    'claim_start_date',
    'benefit_type',
    'subscriber_id',
    'enrollment_start_date',
    'enrollment_end_date',
  ],
  fix: 'A partial delivery is the usual cause: ask for the missing months.',
  check: (_data, sink) => sink.appliesToAll(),
  whole: (data, sink) => {
    useInBands(data, sink);
    monthsComplete(data, sink);
  },
};

/** Months of medical coverage inside a window, of members and of contracts; each counts when any day of it is covered. Unit: months. */
function coveredSpanMonths(data: DeliveryData, within: readonly [MonthIndex, MonthIndex]): { readonly members: number; readonly employees: number } {
  const { batch, rows } = data.eligibility;
  const [person, employer, subscriber, benefit] = ['person_id', 'employer_id', 'subscriber_id', 'benefit_type'].map((name) =>
    wordReader(batch, name),
  );
  const [from, to] = [daysReader(batch, 'enrollment_start_date'), daysReader(batch, 'enrollment_end_date')];
  const medical = benefit?.words.indexOf('medical');
  const [members, employees] = [new Set<number>(), new Set<number>()];
  const contracts = new Map<string, number>();
  for (let row = 0; row < rows; row += 1) {
    if (benefit?.id(row) !== medical) continue;
    const name = subscriber?.has(row) === true ? `${employer?.id(row)}|${subscriber.id(row)}` : null;
    let contract = name === null ? -1 : (contracts.get(name) ?? -1);
    if (name !== null && contract < 0) {
      contract = contracts.size;
      contracts.set(name, contract);
    }
    const first = Math.max(within[0], monthIndexOfDay(from.at(row)));
    const last = Math.min(within[1], to.has(row) ? monthIndexOfDay(to.at(row)) : monthIndexOfDay(OPEN_END));
    for (let month = first; month <= last; month += 1) {
      members.add((person?.id(row) ?? 0) * 100_000 + month);
      if (contract >= 0) employees.add(contract * 100_000 + month);
    }
  }
  return { members: members.size, employees: employees.size };
}

function useInBands(data: DeliveryData, sink: RuleSink): void {
  const { days, rows, paidCents: cents, professionalClaims } = data.whole.activity();
  if (days === null || data.eligibility.rows === 0) return;
  const { members, employees } = coveredSpanMonths(data, [monthIndexOfDay(days[0]), monthIndexOfDay(days[1])]);
  if (members > 0 && cents > MOST_PMPM * members)
    sink.note({ field: 'paid_amount', observedClass: 'more than $10,000 per member per month', expected: 'less', rows, cents });
  if (members < MEMBER_MONTHS_NEEDED) return;
  if (employees > 0 && cents > MOST_PEPM * employees)
    sink.note({ field: 'paid_amount', observedClass: 'more than $25,000 per employee per month', expected: 'less', rows, cents });
  const odd = (count: number, least: number, most: number): 'fewer' | 'more' | null =>
    count * 12 < least * members ? 'fewer' : count * 12 > most * members ? 'more' : null;
  const visits = odd(professionalClaims, FEWEST_VISITS / 1000, MOST_VISITS / 1000);
  if (visits !== null)
    sink.note({
      field: 'claim_type',
      observedClass: `${visits} visits than ${visits === 'fewer' ? '500' : '30,000'} a year per 1,000 members`,
      expected: '500 to 30,000',
      rows: professionalClaims,
      cents: 0,
    });
  const count = data.whole.rows('pharmacy');
  const fills = count === 0 ? null : odd(count, FEWEST_FILLS, MOST_FILLS);
  if (fills !== null)
    sink.note({
      field: 'dispensing_date',
      observedClass: `${fills} fills than ${fills === 'fewer' ? 'one' : '60'} a year per member`,
      expected: '1 to 60',
      rows: count,
      cents: 0,
    });
}

function monthsComplete(data: DeliveryData, sink: RuleSink): void {
  const { field, lines: counts } = data.whole.activity().months;
  const first = Math.min(...counts.keys());
  const last = Math.max(...counts.keys());
  if (counts.size < MONTHS_NEEDED) return;
  const sorted = [...counts.values()].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  if (median < ROWS_NEEDED) return;
  for (let month = first + 1; month < last; month += 1) {
    const count = counts.get(month) ?? 0;
    const odd =
      count === 0
        ? 'without any row'
        : count * 5 < median
          ? 'with less than a fifth of the usual rows'
          : count > median * 5
            ? 'with more than five times the usual rows'
            : null;
    if (odd !== null)
      sink.note({
        field,
        observedClass: `the month ${monthFromIndex(month)} ${odd}`,
        expected: 'rows as in other months',
        rows: count,
        cents: 0,
      });
  }
}

/** Persons covered in a year below which their share says nothing. Unit: persons. */
const PERSONS_NEEDED = 200;

const membersWithoutClaims: Rule = {
  id: 'XREF-3',
  table: 'medical',
  severity: 'info',
  tolerance: '0',
  handling: 'kept',
  what: 'Some 20 to 26 % of members have no claim in a year. (From Medicare synthetic and RAND data: unverified for employers.)',
  inputs: ['person_id', 'claim_start_date', 'enrollment_start_date', 'enrollment_end_date'],
  fix: 'Far outside, look for duplicated members or missing claims.',
  check: () => undefined,
  whole: (data, sink) => {
    const activity = data.whole.activity();
    const covered = wholeYears(data.eligibility);
    for (const [year, persons] of [...covered].sort(([a], [b]) => a - b)) {
      const withClaims = activity.persons(year);
      if (withClaims === undefined || persons.size < PERSONS_NEEDED) continue;
      let without = 0;
      for (const id of persons) if (!withClaims.has(id)) without += 1;
      if (without * 20 < persons.size || without * 2 > persons.size) {
        sink.note({
          field: 'person_id',
          observedClass: `${year}: ${without} of ${persons.size} members without a claim`,
          expected: 'some 20 to 26 %',
          rows: without,
          cents: 0,
        });
      }
    }
  },
};

/** Persons covered for the whole of a year by one row. */
function wholeYears(eligibility: TableData<'eligibility'>): ReadonlyMap<number, ReadonlySet<string>> {
  const { batch, rows } = eligibility;
  const [person, from, to] = [wordReader(batch, 'person_id'), daysReader(batch, 'enrollment_start_date'), daysReader(batch, 'enrollment_end_date')];
  const years = new Map<number, Set<string>>();
  for (let row = 0; row < rows; row += 1) {
    const start = civilFromDay(from.at(row));
    const end = to.has(row) ? civilFromDay(to.at(row)) : { year: start.year + 10, month: 12, day: 31 };
    const first = start.month === 1 && start.day === 1 ? start.year : start.year + 1;
    const last = end.month === 12 && end.day === 31 ? end.year : end.year - 1;
    for (let year = first; year <= last; year += 1) {
      const set = years.get(year) ?? new Set<string>();
      years.set(year, set);
      set.add(person.at(row) ?? '');
    }
  }
  return years;
}

/** Rules that ask whether the whole is plausible. */
export const plausibilityRules: readonly Rule[] = [personFitsDiagnosis, totalsPlausible, membersWithoutClaims];
