import type { Warning } from '../../errors/finding.js';
import { defaultDisclosureRules } from '../../reference/disclosure-rules.js';
import type { Explanation } from '../../reference/explanation.js';
import { mergeSpans, monthUnits } from '../../time/coverage.js';
import { dayNumber, type IsoDate } from '../../time/iso-date.js';
import { monthIndexOfDay } from '../../time/month.js';
import { invalid } from '../performance/provider-rows.js';
import { tableVersion } from './code-tables.js';
import type { ConditionTrace, MemberProfile, MemberProfiles } from './member-profile.js';

/** How a condition is flagged, and among whom it is counted. */
export interface PrevalenceOptions {
  /** Reference period, both ends included; a year or two. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Inpatient claims that are enough. Default 1. */
  readonly inpatient?: number;
  /** Distinct days of other claims that are enough. Default 2. */
  readonly other?: number;
  /** Least covered months in the period to be counted at all. Default 10 of 12. Unit: months. */
  readonly minMonths?: number;
}

/** How many have a condition. */
export interface ConditionCount {
  readonly condition: string;
  /** Observable persons with the flag. Unit: persons. */
  readonly persons: number;
  /** Unit: share of observable persons. */
  readonly prevalence: number;
}

/** Prevalence of every condition. */
export interface ConditionPrevalence extends Explanation {
  readonly conditions: readonly ConditionCount[];
  /** Persons covered long enough. Unit: persons. */
  readonly observable: number;
  /** Persons who can't be judged; counted apart. Unit: persons. */
  readonly unobservable: number;
}

/** Whether a trace flags a condition within days. */
export function isFlagged(
  trace: ConditionTrace,
  o: { readonly from: number; readonly to: number; readonly inpatient: number; readonly other: number },
): boolean {
  const within = (day: number): boolean => o.from <= day && day <= o.to;
  let stays = 0;
  for (const day of trace.inpatient.values()) if (within(day)) stays += 1;
  if (stays >= o.inpatient) return true;
  let days = 0;
  for (const day of trace.other) if (within(day)) days += 1;
  return days >= o.other;
}

/** Months of a period in which a person was covered on at least one day. */
export function observedMonths(person: MemberProfile, from: number, to: number): number {
  const spans = mergeSpans(person.coverage);
  let months = 0;
  for (let month = monthIndexOfDay(from); month <= monthIndexOfDay(to); month += 1) if (monthUnits({ spans, month, rule: 'anyDay' }) > 0) months += 1;
  return months;
}

/**
 * Counts who has which chronic condition, among those who were covered long enough to tell.
 *
 * Limits: claims see what was billed; one other claim could be a diagnosis ruled out, so two days are asked for. Counts below 11
 * persons get a warning: only a protected table makes them safe to hand out.
 *
 * @formula flag: >= 1 inpatient claim or >= 2 distinct days of other claims in the period; prevalence = flagged / observable
 * @unit persons
 * @source rule of the CMS Chronic Conditions Warehouse; lists of AHRQ
 * @testedBy coe/conditions.test.ts
 * @param profiles - Finished member profiles.
 * @param o - The period and the rule.
 * @returns Every condition of the table, in its order.
 * @throws {@link CoalitionError} `coe/invalid-input`, `time/not-a-date`.
 * @example
 * const profiles = new MemberProfileAggregate({ conditions: chronicConditions(), drivers: costDriverTable() }).finish();
 * conditionPrevalence(profiles, { from: '2025-01-01', to: '2025-12-31' }).observable; // => 0
 */
export function conditionPrevalence(profiles: MemberProfiles, o: PrevalenceOptions): ConditionPrevalence {
  const { inpatient = 1, other = 2 } = o;
  const [from, to] = [dayNumber(o.from), dayNumber(o.to)];
  if (to < from) throw invalid('to', o.to, 'an end after the start is needed');
  const period = monthIndexOfDay(to) - monthIndexOfDay(from) + 1;
  const minMonths = o.minMonths ?? Math.ceil((period * 10) / 12);
  const observable = [...profiles.people.values()].filter((person) => observedMonths(person, from, to) >= minMonths);
  const conditions = profiles.conditions.entries.map(({ name }): ConditionCount => {
    const persons = observable.filter((person) => {
      const trace = person.conditions.get(name);
      return trace !== undefined && isFlagged(trace, { from, to, inpatient, other });
    }).length;
    return { condition: name, persons, prevalence: observable.length === 0 ? 0 : persons / observable.length };
  });
  const small = conditions.filter((each) => each.persons > 0 && each.persons < defaultDisclosureRules.minPersons).length;
  const warnings: Warning[] =
    small === 0
      ? []
      : [
          {
            code: 'coe/small-counts',
            severity: 'warn',
            message: `${small} conditions have fewer than ${defaultDisclosureRules.minPersons} persons.`,
            fix: 'Protect the table before it leaves (deidentify/publish).',
          },
        ];
  return {
    conditions,
    observable: observable.length,
    unobservable: profiles.people.size - observable.length,
    steps: [
      { id: 'observable', label: `persons covered in at least ${minMonths} of ${period} months`, value: String(observable.length), unit: 'persons' },
    ],
    assumptions: [
      {
        id: 'rule',
        value: `${inpatient} inpatient claim or ${other} distinct days of other claims`,
        evidence: 'assumed',
        source: 'CMS Chronic Conditions Warehouse',
      },
    ],
    warnings,
    tables: [tableVersion(profiles.conditions)],
  };
}
