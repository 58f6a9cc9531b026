import { usdFromCents } from '../../money/cents.js';
import { type Usd, type UsdInput, usd } from '../../money/usd.js';
import type { Explanation } from '../../reference/explanation.js';
import { invalid } from '../performance/provider-rows.js';
import { spendOf } from './cost-drivers.js';
import type { MemberProfiles } from './member-profile.js';

/** Which members count as high-cost. */
export interface HighCostOptions {
  /** Unit: calendar year. */
  readonly year: number;
  /** Default 50,000, 100,000 and 250,000. Unit: US dollars allowed a year. */
  readonly thresholds?: readonly UsdInput[];
}

/** Members above one threshold. */
export interface HighCostBand {
  /** Unit: US dollars allowed a year. */
  readonly threshold: Usd;
  /** Unit: persons. */
  readonly persons: number;
  readonly allowed: Usd;
  /** Share of all allowed dollars; `null` without dollars. */
  readonly share: number | null;
  /** Of them, above it in the year before too (persistent), and not (shock); only those with lines in both years. Unit: persons. */
  readonly persistent: number;
  readonly shock: number;
  /** Driver with most dollars among them; `null` when nobody is above. */
  readonly topDriver: string | null;
}

/** How concentrated cost is. */
export interface HighCostMembers extends Explanation {
  readonly bands: readonly HighCostBand[];
  /** Share of dollars of the costliest 1 % and 5 % of persons with coverage or lines; `null` without dollars. */
  readonly topOnePercent: number | null;
  readonly topFivePercent: number | null;
  /** 0 equal, 1 all with one person; `null` without dollars. */
  readonly gini: number | null;
  /** Unit: persons. */
  readonly persons: number;
}

function gini(sortedCents: readonly number[], total: number): number | null {
  if (!(total > 0)) return null;
  const n = sortedCents.length;
  const weighted = sortedCents.reduce((sum, cents, i) => sum + (i + 1) * cents, 0);
  return (2 * weighted) / (n * total) - (n + 1) / n;
}

/**
 * Tells how few members make how much of cost, and whether they stay high.
 *
 * Limits: dollars net of nothing (no stop-loss recovery); a list of one identifies a person: protect every table that leaves.
 *
 * @formula share = dollars of members above the threshold / all; Gini = 2 sum of i x_i / (n sum x) - (n + 1) / n, x ascending, negative totals as they are
 * @unit US dollars allowed a year
 * @source spec coe 3.13
 * @testedBy coe/conditions.test.ts
 * @param profiles - Finished member profiles.
 * @param o - The year and thresholds.
 * @returns Bands, concentration, persistence.
 * @throws {@link CoalitionError} `coe/invalid-input`, `money/not-an-amount`.
 * @example
 * const profiles = new MemberProfileAggregate({ conditions: chronicConditions(), drivers: costDriverTable() }).finish();
 * highCostMembers(profiles, { year: 2025 }).gini; // => null
 */
export function highCostMembers(profiles: MemberProfiles, o: HighCostOptions): HighCostMembers {
  if (!Number.isInteger(o.year)) throw invalid('year', o.year, 'a whole calendar year is needed');
  const thresholds = (o.thresholds ?? ['50000', '100000', '250000']).map((each) => usd(each));
  const people = [...profiles.people.values()].map((person) => {
    const drivers = spendOf(person, [o.year, o.year]);
    const before = spendOf(person, [o.year - 1, o.year - 1]);
    const sum = (map: ReadonlyMap<string, number>): number => [...map.values()].reduce((a, b) => a + b, 0);
    return { cents: sum(drivers), before: before.size === 0 ? null : sum(before), drivers };
  });
  const total = people.reduce((sum, person) => sum + person.cents, 0);
  const bands = thresholds.map((threshold): HighCostBand => {
    const cut = threshold.times(100).toNumber();
    const above = people.filter((person) => person.cents > cut);
    const cents = above.reduce((sum, person) => sum + person.cents, 0);
    const drivers = new Map<string, number>();
    for (const person of above) for (const [driver, part] of person.drivers) drivers.set(driver, (drivers.get(driver) ?? 0) + part);
    const top = [...drivers].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0];
    const seen = above.filter((person) => person.before !== null);
    const persistent = seen.filter((person) => (person.before ?? 0) > cut).length;
    return {
      threshold,
      persons: above.length,
      allowed: usdFromCents(cents),
      share: total > 0 ? cents / total : null,
      persistent,
      shock: seen.length - persistent,
      topDriver: top?.[0] ?? null,
    };
  });
  const ascending = people.map((person) => person.cents).sort((a, b) => a - b);
  const topShare = (share: number): number | null => {
    if (!(total > 0)) return null;
    const count = Math.max(1, Math.round(ascending.length * share));
    return ascending.slice(-count).reduce((sum, cents) => sum + cents, 0) / total;
  };
  return {
    bands,
    topOnePercent: topShare(0.01),
    topFivePercent: topShare(0.05),
    gini: gini(ascending, total),
    persons: people.length,
    steps: [{ id: 'total', label: 'all allowed dollars of the year', value: usdFromCents(total).toFixed(), unit: 'USD' }],
    assumptions: [],
    warnings: [],
    tables: [],
  };
}
