import type { Warning } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import { sumUsd, type Usd, type UsdInput, usd } from '../../money/usd.js';
import type { Explanation } from '../../reference/explanation.js';
import { invalid } from '../performance/provider-rows.js';

/** One person in one period. */
export interface CohortRow {
  readonly person_id: string;
  /** Number of the period; the first is the base. Unit: period. */
  readonly period: number;
  /** Unit: member months covered in it. */
  readonly member_months: number;
  /** Completed claims, net of what a cap took. Unit: US dollars allowed. */
  readonly allowed: UsdInput;
  /** Whether the person has the condition by the claims of that period. */
  readonly identified: boolean;
  readonly died?: boolean;
}

/** How a cohort is followed. */
export interface CohortOptions {
  /** `fixed`: those identified in the base period, followed. `rolling`: identified anew in each period. */
  readonly cohort: 'fixed' | 'rolling';
  /** Cost to expect without a program as a multiple of the base, from {@link regressionToMean}. */
  readonly expectedChange?: number;
}

/** A cohort in one period. */
export interface CohortPeriod {
  readonly period: number;
  /** Unit: persons with covered months. */
  readonly persons: number;
  /** Unit: persons who died in it; persons of the fixed cohort not seen any more. */
  readonly deaths: number;
  readonly lost: number;
  readonly memberMonths: number;
  readonly allowed: Usd;
  /** Unit: US dollars per member month; `null` without months. */
  readonly perMemberMonth: Decimal | null;
}

/** A cohort over time. */
export interface CohortFollowUp extends Explanation {
  readonly summary: string;
  readonly cohort: 'fixed' | 'rolling';
  readonly periods: readonly CohortPeriod[];
  /** Last period beside the base, as a share; `null` without both. */
  readonly change: number | null;
  /** Change beyond what was to be expected; `null` when that wasn't given. */
  readonly beyondExpected: number | null;
}

/**
 * Follows people with a condition over time, with deaths, losses and months in view.
 *
 * Limits: before and after of chosen people alone proves nothing, so the warning `coe/pre-post-only` stays; a rolling cohort also
 * moves when coding does.
 *
 * @formula cost per member month = allowed / member months of the cohort in the period; change = last / base - 1; beyond = change - expected
 * @unit US dollars per member month
 * @source spec coe 3.14
 * @testedBy coe/follow-cohort.test.ts
 * @param rows - One row a person and period.
 * @param o - Fixed or rolling, and what is to be expected.
 * @returns The cohort period by period.
 * @throws {@link CoalitionError} `coe/invalid-input`, `money/not-an-amount`.
 * @example
 * const row = { person_id: 'p', member_months: 12, identified: true };
 * followCohort([{ ...row, period: 0, allowed: '24000' }, { ...row, period: 1, allowed: '12000' }], { cohort: 'fixed' }).change; // => -0.5
 */
export function followCohort(rows: readonly CohortRow[], o: CohortOptions): CohortFollowUp {
  if (rows.length === 0) throw invalid('rows', 'empty', 'rows are needed');
  const seen = new Set<string>();
  for (const { person_id, period, member_months: months } of rows) {
    const key = JSON.stringify([person_id, period]);
    if (seen.has(key)) throw invalid('rows', 'a person twice in a period', 'one row a person and period is needed');
    seen.add(key);
    if (!Number.isInteger(period)) throw invalid('period', period, 'a whole number is needed');
    if (!Number.isFinite(months) || months < 0) throw invalid('member_months', months, 'a number of at least 0 is needed');
  }
  const numbers = [...new Set(rows.map((row) => row.period))].sort((a, b) => a - b);
  const base = numbers[0] ?? 0;
  const fixed = new Set(rows.filter((row) => row.period === base && row.identified).map((row) => row.person_id));
  const dead = new Set<string>();
  const periods = numbers.map((period): CohortPeriod => {
    const own = rows.filter((row) => row.period === period && (o.cohort === 'fixed' ? fixed.has(row.person_id) : row.identified));
    const covered = own.filter((row) => row.member_months > 0);
    const present = new Set(covered.map((row) => row.person_id));
    const lost = o.cohort === 'fixed' ? [...fixed].filter((person) => !present.has(person) && !dead.has(person)).length : 0;
    const deaths = own.filter((row) => row.died === true);
    for (const row of deaths) dead.add(row.person_id);
    const memberMonths = covered.reduce((sum, row) => sum + row.member_months, 0);
    const allowed = sumUsd(covered.map((row) => usd(row.allowed)));
    return {
      period,
      persons: covered.length,
      deaths: deaths.length,
      lost,
      memberMonths,
      allowed,
      perMemberMonth: memberMonths === 0 ? null : new Decimal(allowed).div(memberMonths),
    };
  });
  const [first, last] = [periods[0]?.perMemberMonth ?? null, periods.at(-1)?.perMemberMonth ?? null];
  const change = first === null || last === null || first.isZero() || periods.length < 2 ? null : last.div(first).minus(1).toNumber();
  const beyondExpected = change === null || o.expectedChange === undefined ? null : change - o.expectedChange;
  const warnings: Warning[] = [
    {
      code: 'coe/pre-post-only',
      severity: 'warn',
      message: 'People chosen when they were sick get better by themselves.',
      fix: 'Bring a comparison group; read it beside the expected change.',
    },
  ];
  return {
    summary:
      change === null
        ? 'There is no change to show.'
        : `Cost per member month moved by ${(100 * change).toFixed(1)} %${beyondExpected === null ? '' : `, ${(100 * beyondExpected).toFixed(1)} points beyond what was to be expected`}; this alone proves no effect.`,
    cohort: o.cohort,
    periods,
    change,
    beyondExpected,
    steps: periods.map((each) => ({
      id: `period/${each.period}`,
      label: `${each.persons} persons, ${each.memberMonths} member months, ${each.lost} lost, ${each.deaths} deaths`,
      value: each.perMemberMonth?.toFixed() ?? 'none',
      unit: 'USD per member month',
    })),
    assumptions:
      o.expectedChange === undefined
        ? []
        : [{ id: 'expectedChange', value: String(o.expectedChange), evidence: 'assumed', source: 'given by the caller' }],
    warnings,
    tables: [],
  };
}
