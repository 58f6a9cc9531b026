import { usdFromCents } from '../../money/cents.js';
import { sumUsd, type Usd } from '../../money/usd.js';
import type { Explanation } from '../../reference/explanation.js';
import { dayFromCivil } from '../../time/iso-date.js';
import { invalid } from '../performance/provider-rows.js';
import { tableVersion } from './code-tables.js';
import { isFlagged } from './condition-prevalence.js';
import type { MemberProfile, MemberProfiles } from './member-profile.js';

/** Which accounting is asked for. The two are never mixed. */
export interface CostDriverOptions {
  /** `primary-diagnosis`: each dollar has one driver. `person`: all dollars of people with a condition, which overlap. */
  readonly accounting: 'primary-diagnosis' | 'person';
  /** Unit: calendar years, both included. */
  readonly years: readonly [first: number, last: number];
}

/** What one driver or condition costs. Unit: US dollars allowed. */
export interface CostDriver {
  readonly name: string;
  readonly allowed: Usd;
  /** Unit: persons. */
  readonly persons: number;
}

/** Costs by driver or condition. */
export interface CostDrivers extends Explanation {
  readonly accounting: 'primary-diagnosis' | 'person';
  /** Largest first. */
  readonly rows: readonly CostDriver[];
  /** All allowed dollars of the years. */
  readonly total: Usd;
  /** By person: sum of rows less dollars of anybody with any condition; refuse to stack such rows to 100 %. `null` for primary diagnosis, which sums exactly. */
  readonly overlap: Usd | null;
}

/** A person's dollars by driver within years. */
export function spendOf(person: MemberProfile, years: readonly [number, number]): ReadonlyMap<string, number> {
  const spend = new Map<string, number>();
  for (const [key, cents] of person.spend) {
    const [year = '', driver = ''] = key.split('|');
    if (Number(year) >= years[0] && Number(year) <= years[1]) spend.set(driver, (spend.get(driver) ?? 0) + cents);
  }
  return spend;
}

function sumOf(map: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const cents of map.values()) sum += cents;
  return sum;
}

/**
 * Tells what care costs by cause: by principal diagnosis (adds up to the total) or by person (everything of people who have a condition).
 *
 * Limits: the two answer different questions and aren't comparable; people have several conditions, so rows by person overlap.
 *
 * @formula primary: each line's allowed to the driver of its principal diagnosis, else `unclassified`; person: sum of allowed of flagged persons
 * @unit US dollars allowed
 * @source AHRQ CCSR default categories
 * @testedBy coe/conditions.test.ts: rows sum to the total
 * @param profiles - Finished member profiles.
 * @param o - The accounting and the years.
 * @returns Rows, the total, and the overlap.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * const profiles = new MemberProfileAggregate({ conditions: chronicConditions(), drivers: costDriverTable() }).finish();
 * costDrivers(profiles, { accounting: 'primary-diagnosis', years: [2025, 2025] }).rows; // => []
 */
export function costDrivers(profiles: MemberProfiles, o: CostDriverOptions): CostDrivers {
  const [first, last] = o.years;
  if (!Number.isInteger(first) || !Number.isInteger(last) || last < first)
    throw invalid('years', `${first} to ${last}`, 'whole years in order are needed');
  const days = { from: dayFromCivil(first, 1, 1), to: dayFromCivil(last, 12, 31), inpatient: 1, other: 2 };
  const rows = new Map<string, { cents: number; persons: number }>();
  const add = (name: string, cents: number): void => {
    const row = rows.get(name) ?? { cents: 0, persons: 0 };
    rows.set(name, { cents: row.cents + cents, persons: row.persons + 1 });
  };
  let [total, anybody] = [0, 0];
  for (const person of profiles.people.values()) {
    const spend = spendOf(person, o.years);
    const own = sumOf(spend);
    total += own;
    if (o.accounting === 'primary-diagnosis') for (const [driver, cents] of spend) add(driver, cents);
    else {
      const flagged = [...person.conditions].filter(([, trace]) => isFlagged(trace, days));
      for (const [condition] of flagged) add(condition, own);
      if (flagged.length > 0) anybody += own;
    }
  }
  const list = [...rows]
    .map(([name, { cents, persons }]): CostDriver => ({ name, allowed: usdFromCents(cents), persons }))
    .sort((a, b) => b.allowed.cmp(a.allowed) || (a.name < b.name ? -1 : 1));
  const sum = sumUsd(list.map((each) => each.allowed));
  return {
    accounting: o.accounting,
    rows: list,
    total: usdFromCents(total),
    overlap: o.accounting === 'person' ? sumUsd([sum, usdFromCents(0 - anybody)]) : null,
    steps: [
      { id: 'total', label: 'all allowed dollars', value: usdFromCents(total).toFixed(), unit: 'USD' },
      { id: 'rows', label: 'sum of the rows', value: sum.toFixed(), unit: 'USD' },
    ],
    assumptions: [],
    warnings: [],
    tables: [tableVersion(o.accounting === 'person' ? profiles.conditions : profiles.drivers)],
  };
}
