import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { badInput } from './bad-input.js';

/** One criterion of a score. */
export interface Criterion {
  readonly name: string;
  /** Unit: share; all sum to exactly 1. */
  readonly weight: Decimal | string;
  /** Unit: points, 0 to `maximum`; `null` where it isn't known, which is never zero. */
  readonly score: Decimal | string | null;
}

/** What {@link vendorScorecardInputs} needs. */
export interface VendorInput {
  /** Unit: employees. */
  readonly eligibleEmployees: number;
  /** Unit: members. */
  readonly eligibleMembers: number;
  /** Unit: members a month. */
  readonly engagedMembers: number;
  /** Unit of the amount: US dollars a month, per what `per` says. */
  readonly fee: { readonly amount: Usd; readonly per: 'employee' | 'member' | 'engagedMember' };
  /** Share of the fee at risk, 0 to 1. Default 0. */
  readonly atRisk?: Decimal | string;
  /** Measured effect per employee and month (saving positive), from an evaluation. Unit: US dollars. */
  readonly effect?: { readonly low: Usd; readonly mid: Usd; readonly high: Usd };
  /** Saving per engaged member and month, for the break-even. Unit: US dollars. */
  readonly savingPerEngaged?: Usd;
  /** Share of the data that arrived, 0 to 1. */
  readonly completeness?: Decimal | string;
  readonly criteria?: readonly Criterion[];
  /** Most points of a criterion. Default 100. */
  readonly maximum?: Decimal | string;
}

/** A vendor on one basis, comparable with the next. */
export interface VendorScorecard extends Explanation {
  /** Unit: US dollars per employee and month. */
  readonly feePepm: Usd;
  readonly feeAtRiskPepm: Usd;
  /** Effect less fee. Unit: US dollars per employee and month; `null` without a measured effect. */
  readonly netPepm: { readonly low: Usd; readonly mid: Usd; readonly high: Usd } | null;
  /** All fees over engaged members. Unit: US dollars per engaged member and month; `null` without one. */
  readonly costPerEngaged: Usd | null;
  /** Saving per engaged member and month at which the fee pays. */
  readonly breakEvenSaving: Usd | null;
  /** Share of members that would have to engage; `null` without a saving per engaged member. */
  readonly breakEvenEngagement: Decimal | null;
  /** Weighted score: a missing criterion makes it a range. Unit: points; `null` without criteria. */
  readonly score: { readonly low: Decimal; readonly high: Decimal /** Share of the weight that is known. */; readonly coverage: Decimal } | null;
}

/**
 * Puts a vendor's fees, effect and score on one basis; what isn't known stays a range.
 *
 * @formula fee PEPM = fee x units / employees; net = effect - fee; score = sum weight x points, missing from 0 to maximum
 * @unit US dollars per employee and month; points
 * @source spec of the benchmark area, 3.12
 * @testedBy test/benchmark/plan-value.test.ts: 47 to 82, coverage .65
 * @param o - Eligible, engaged, fee, effect, criteria.
 * @returns The scorecard.
 * @throws {@link CoalitionError} `benchmark/bad-weights`, `benchmark/bad-input`.
 * @example
 * vendorScorecardInputs({ eligibleEmployees: 100, eligibleMembers: 200, engagedMembers: 20, fee: { amount: usd('3'), per: 'member' } }).feePepm.toFixed(2); // => '6.00'
 */
export function vendorScorecardInputs(o: VendorInput): VendorScorecard {
  for (const [name, value] of [
    ['eligibleEmployees', o.eligibleEmployees],
    ['eligibleMembers', o.eligibleMembers],
    ['engagedMembers', o.engagedMembers],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < 0 || (value === 0 && name !== 'engagedMembers'))
      throw badInput(name, value, 'a whole number above 0 (engaged: at least 0)');
  }
  const units = o.fee.per === 'employee' ? o.eligibleEmployees : o.fee.per === 'member' ? o.eligibleMembers : o.engagedMembers;
  const total = o.fee.amount.times(units);
  const feePepm = usd(total.div(o.eligibleEmployees));
  const perEngaged = o.engagedMembers === 0 ? null : usd(total.div(o.engagedMembers));
  const net = o.effect;
  const saving = o.savingPerEngaged;
  const score = scoreOf(o.criteria, new Decimal(o.maximum ?? 100));
  return {
    feePepm,
    feeAtRiskPepm: usd(feePepm.times(o.atRisk ?? 0)),
    netPepm: net === undefined ? null : { low: usd(net.low.minus(feePepm)), mid: usd(net.mid.minus(feePepm)), high: usd(net.high.minus(feePepm)) },
    costPerEngaged: perEngaged,
    breakEvenSaving: perEngaged,
    breakEvenEngagement: saving === undefined || !saving.gt(0) ? null : breakEven(o, total, saving),
    score,
    steps: [
      { id: 'fee', label: 'fee per employee and month', formula: 'fee x units / employees', value: feePepm.toFixed(), unit: 'US dollars' },
      ...(net === undefined
        ? []
        : [
            {
              id: 'net',
              label: 'effect less fee',
              value: `${net.low.minus(feePepm).toFixed()} to ${net.high.minus(feePepm).toFixed()}`,
              unit: 'US dollars per employee and month',
            },
          ]),
      ...(score === null
        ? []
        : [{ id: 'score', label: 'weighted score', value: `${score.low.toFixed()} to ${score.high.toFixed()}`, unit: 'points' }]),
    ],
    assumptions: [
      ...(o.completeness === undefined
        ? []
        : [{ id: 'completeness', value: new Decimal(o.completeness).toFixed(), evidence: 'measured' as const, source: 'data received' }]),
      ...(net === undefined ? [{ id: 'effect', value: 'not measured', evidence: 'assumed' as const, source: 'no evaluation given' }] : []),
    ],
    warnings: [],
    tables: [],
  };
}

function breakEven(o: VendorInput, total: Decimal, saving: Usd): Decimal {
  // A fee per engaged member grows with engagement, so it pays at any level or at none.
  if (o.fee.per === 'engagedMember') return new Decimal(saving.gte(o.fee.amount) ? 0 : 1);
  return total.div(saving).div(o.eligibleMembers);
}

function scoreOf(criteria: readonly Criterion[] | undefined, maximum: Decimal): VendorScorecard['score'] {
  if (criteria === undefined) return null;
  const sum = criteria.reduce((all, each) => all.plus(each.weight), new Decimal(0));
  if (!sum.eq(1))
    throw new CoalitionError('benchmark/bad-weights', `The weights sum to ${sum.toFixed()}. They must sum to exactly 1.`, { sum: sum.toFixed() });
  let [low, high, coverage] = [new Decimal(0), new Decimal(0), new Decimal(0)];
  for (const { name, weight, score } of criteria) {
    if (score === null) {
      high = high.plus(maximum.times(weight));
      continue;
    }
    const points = new Decimal(score);
    if (!points.gte(0) || !points.lte(maximum)) throw badInput(`the score of ${name}`, points.toFixed(), `points from 0 to ${maximum.toFixed()}`);
    low = low.plus(points.times(weight));
    high = high.plus(points.times(weight));
    coverage = coverage.plus(weight);
  }
  return { low, high, coverage };
}
