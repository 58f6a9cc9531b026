import { asOfDay } from '../../time/as-of.js';
import { type DaySpan, mergeSpans } from '../../time/coverage.js';
import { civilFromDay } from '../../time/iso-date.js';
import { firstDayOfMonth, lastDayOfMonth, monthIndexOfDay } from '../../time/month.js';
import { daysReader, wordReader } from '../columns.js';
import { OPEN_END, type TableData } from './delivery-data.js';
import type { Rule } from './rule.js';

const TABLE = 'eligibility' as const;

/** 1930-01-01; coverage that starts before is a placeholder. Unit: days since 1970-01-01. */
const EARLIEST_START = -14_610;

/** Spans further than this after their file are a slip. Unit: days. */
const FAR_FUTURE_DAYS = 1100;

interface SpanRows {
  readonly rows: number;
  readonly from: (row: number) => number;
  readonly to: (row: number) => number;
}

function spansOf(data: TableData<'eligibility'>): SpanRows {
  const from = daysReader(data.batch, 'enrollment_start_date');
  const to = daysReader(data.batch, 'enrollment_end_date');
  return { rows: data.rows, from: from.at, to: (row) => (to.has(row) ? to.at(row) : OPEN_END) };
}

/** Calls back once for each group of rows with the same key, rows in order; groups in order of their first row. */
function byKey(rows: number, key: (row: number) => string | null, each: (group: readonly number[]) => void): void {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < rows; row += 1) {
    const text = key(row);
    if (text === null) continue;
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [row]);
    else group.push(row);
  }
  for (const group of groups.values()) each(group);
}

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

/** Contracts of medical coverage: rows by employer and contract holder. */
function byContract(data: TableData<'eligibility'>, each: (rows: readonly number[]) => void): void {
  const employer = wordReader(data.batch, 'employer_id');
  const subscriber = wordReader(data.batch, 'subscriber_id');
  const benefit = wordReader(data.batch, 'benefit_type');
  const medical = benefit.words.indexOf('medical');
  const { from, to } = spansOf(data);
  byKey(
    data.rows,
    (row) => (benefit.id(row) === medical && subscriber.has(row) && to(row) >= from(row) ? `${employer.id(row)}|${subscriber.id(row)}` : null),
    each,
  );
}

const subscriberCovered: Rule = {
  id: 'ELG-4',
  table: TABLE,
  severity: 'error',
  tolerance: '0.012',
  handling: 'repaired',
  what: 'A dependant is covered only in months in which the contract holder is.',
  inputs: ['employer_id', 'subscriber_id', 'subscriber_relation', 'enrollment_start_date', 'enrollment_end_date'],
  fix: 'Get the subscriber file; else the contract without its holder counts once.',
  check: ({ eligibility }, sink) => {
    const { from, to } = spansOf(eligibility);
    const relation = wordReader(eligibility.batch, 'subscriber_relation');
    byContract(eligibility, (rows) => {
      const months = mergeSpans(rows.filter((row) => relation.at(row) === 'self').map((row) => wholeMonths({ from: from(row), to: to(row) })));
      for (const row of rows) {
        if (relation.at(row) === 'self' || !relation.has(row)) continue;
        sink.applies(row);
        const own = { from: from(row), to: to(row) };
        if (!months.some((span) => span.from <= own.from && span.to >= own.to)) {
          sink.hit(row, {
            field: 'subscriber_id',
            observedClass: months.length === 0 ? 'a contract without its holder' : 'months without the holder',
            expected: "the holder's span in every month",
          });
        }
      }
    });
  },
};

function wholeMonths(span: DaySpan): DaySpan {
  return { from: firstDayOfMonth(monthIndexOfDay(span.from)), to: span.to >= OPEN_END ? OPEN_END : lastDayOfMonth(monthIndexOfDay(span.to)) };
}

const oneHolder: Rule = {
  id: 'ELG-5',
  table: TABLE,
  severity: 'error',
  tolerance: '0',
  handling: 'repaired',
  what: 'A contract has exactly one holder in a month.',
  inputs: ['employer_id', 'subscriber_id', 'subscriber_relation', 'person_id'],
  fix: 'Say which record is the holder; split ids that two families share.',
  check: ({ eligibility }, sink) => {
    const { from, to } = spansOf(eligibility);
    const relation = wordReader(eligibility.batch, 'subscriber_relation');
    const person = wordReader(eligibility.batch, 'person_id');
    byContract(eligibility, (rows) => {
      for (const row of rows) sink.applies(row);
      const holders = rows.filter((row) => relation.at(row) === 'self').sort((a, b) => from(a) - from(b) || a - b);
      if (holders.length === 0 && rows.some((row) => relation.has(row))) {
        sink.hit(rows[0] ?? 0, { field: 'subscriber_relation', observedClass: 'no holder', expected: 'one self', severity: 'warn' });
      }
      let latest: number | null = null;
      for (const row of holders) {
        if (
          latest !== null &&
          person.id(row) !== person.id(latest) &&
          monthIndexOfDay(from(row)) <= monthIndexOfDay(Math.min(to(latest), OPEN_END))
        ) {
          sink.hit(row, { field: 'subscriber_relation', observedClass: 'a second holder in the same month', expected: 'one self' });
        }
        if (latest === null || to(row) > to(latest)) latest = row;
      }
    });
  },
};

/** Family of a label, so that labels of several vocabularies compare with who is there. */
const TIER: Readonly<Record<string, readonly string[]>> = {
  EMP: ['EMP'],
  IND: ['EMP'],
  ESP: ['ESP'],
  ECH: ['ECH'],
  E1D: ['ECH', 'ESP'],
  E2D: ['ECH', 'FAM'],
  E3D: ['ECH', 'FAM'],
  FAM: ['FAM'],
  TWO: ['ESP', 'ECH'],
  SPC: ['DEP'],
  SPO: ['SPO'],
  CHD: ['CHD'],
  DEP: ['DEP'],
};

const tierOfPeople: Rule = {
  id: 'ELG-6',
  table: TABLE,
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'The coverage tier agrees with the people on the contract.',
  inputs: ['coverage_tier', 'subscriber_relation', 'employer_id', 'subscriber_id'],
  fix: 'Look for retroactive changes: the label lags behind the people.',
  check: ({ eligibility }, sink) => {
    const { from, to } = spansOf(eligibility);
    const relation = wordReader(eligibility.batch, 'subscriber_relation');
    const tier = wordReader(eligibility.batch, 'coverage_tier');
    if (!tier.filled || !relation.filled) return;
    byContract(eligibility, (rows) => {
      const labelled = rows.filter((row) => TIER[tier.at(row) ?? ''] !== undefined && relation.at(row) === 'self');
      if (labelled.length === 0) return;
      const stretches = tierStretches(rows.map((row) => ({ from: from(row), to: to(row), relation: relation.at(row) })));
      for (const row of labelled) {
        const label = tier.at(row) ?? '';
        sink.applies(row);
        // The last stretch that has begun when the row begins, and those that begin before it ends.
        const first = stretches.findLastIndex(({ day }) => day <= from(row));
        for (let at = Math.max(0, first); at < stretches.length && (stretches[at]?.day ?? OPEN_END) <= to(row); at += 1) {
          const actual = stretches[at]?.tier ?? null;
          if (actual === null || TIER[label]?.includes(actual) === true) continue;
          sink.hit(row, {
            field: 'coverage_tier',
            observedClass: `labelled ${label}, people say ${actual}`,
            expected: 'a tier that fits the people',
          });
          break;
        }
      }
    });
  },
};

/** What the people of a contract make it, from each day on which that changes; `null` while nobody or a person of unknown relation is there. */
function tierStretches(
  spans: readonly (DaySpan & { readonly relation: string | null })[],
): readonly { readonly day: number; readonly tier: string | null }[] {
  const events = spans
    .flatMap(({ from, to, relation }) => [
      { day: from, relation, change: 1 },
      { day: to + 1, relation, change: -1 },
    ])
    .sort((a, b) => a.day - b.day);
  const there = new Map<string | null, number>();
  const stretches: { day: number; tier: string | null }[] = [];
  events.forEach(({ day, relation, change }, at) => {
    const count = (there.get(relation) ?? 0) + change;
    if (count === 0) there.delete(relation);
    else there.set(relation, count);
    if (events[at + 1]?.day === day) return;
    const tier = peopleTier(new Set(there.keys()));
    if (stretches.length === 0 || stretches.at(-1)?.tier !== tier) stretches.push({ day, tier });
  });
  return stretches;
}

function peopleTier(relations: ReadonlySet<string | null>): string | null {
  if (relations.has('unknown') || relations.has('other_dependant') || relations.has(null)) return null;
  const spouse = relations.has('spouse') || relations.has('domestic_partner');
  const child = relations.has('child');
  if (relations.has('self')) return spouse ? (child ? 'FAM' : 'ESP') : child ? 'ECH' : 'EMP';
  return spouse ? (child ? 'DEP' : 'SPO') : child ? 'CHD' : null;
}

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
  subscriberCovered,
  oneHolder,
  tierOfPeople,
  samePerson,
  plausibleAge,
  deathBeforeEnd,
])();
