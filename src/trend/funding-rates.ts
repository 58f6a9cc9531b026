import { allocate } from '../money/allocate.js';
import { Decimal } from '../money/decimal.js';
import { roundDecimal } from '../money/rounding.js';
import { type Usd, type UsdInput, usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { NOT_AN_OPINION } from './disclosure.js';
import { invalidInput } from './triangle-spec.js';

/** One coverage tier. */
export interface FundingTier {
  readonly tier: string;
  /** Cost of this tier over that of the first, decimal text. Unit: ratio. */
  readonly ratio: string;
  /** Contracts times months of the plan year. Whole. Unit: contract months. */
  readonly contractMonths: number;
}

/** What employees pay in one scenario. */
export interface ContributionScenario {
  readonly name: string;
  /** Employee's share of the rate by tier, decimal text; a tier without one pays nothing. Unit: share. */
  readonly employeeShare: Readonly<Record<string, string>>;
}

/** How {@link fundingRates} is asked. */
export interface FundingRatesInput {
  /** Projected cost of the plan year, decimal text; give it or `projectedPepm`. Unit: US dollars. */
  readonly projectedCost?: UsdInput;
  /** Projected cost per employee per month, decimal text; times all contract months it is the projected cost. Unit: US dollars per contract per month. */
  readonly projectedPepm?: UsdInput;
  readonly tiers: readonly FundingTier[];
  /** Added to the cost: fees, stop-loss premium, a reserve for claims run-out or adverse deviation. */
  readonly loads?: readonly { readonly name: string /** Decimal text. Unit: US dollars for the plan year. */; readonly amount: UsdInput }[];
  readonly scenarios?: readonly ContributionScenario[];
  /** Of the rate, for continuation coverage. Default `1.02`. Decimal text. Unit: ratio. */
  readonly cobra?: string;
}

/** One tier's rates. */
export interface TierRate {
  readonly tier: string;
  /** Exact premium equivalent. Unit: US dollars per contract per month. */
  readonly rate: Usd;
  /** Rounded half up to cents. Unit: US dollars per contract per month. */
  readonly printed: Usd;
  /** Rounded down to cents, so that it never exceeds the limit. Unit: US dollars per contract per month. */
  readonly cobra: Usd;
  /** This tier's part of the funded cost; tiers add up to it to the cent. Unit: US dollars for the plan year. */
  readonly amount: Usd;
}

/** What employees and employer pay in one scenario. Unit: US dollars. */
export interface ScenarioResult {
  readonly name: string;
  /** By tier, per contract per month, from the printed rate; employee + employer = printed rate. */
  readonly tiers: readonly { readonly tier: string; readonly employee: Usd; readonly employer: Usd }[];
  /** For the plan year. */
  readonly employeeTotal: Usd;
  /** For the plan year. */
  readonly employerTotal: Usd;
}

/** Rates that fund a plan year. */
export interface FundingRates extends Explanation {
  /** Projected cost plus loads. Unit: US dollars for the plan year. */
  readonly fundedCost: Usd;
  readonly tiers: readonly TierRate[];
  /** What printed rates times contract months collect beyond the funded cost; negative is short. Unit: US dollars for the plan year. */
  readonly roundingDifference: Usd;
  readonly scenarios: readonly ScenarioResult[];
  readonly note: string;
}

/**
 * Turns a projected cost into premium-equivalent and continuation-coverage rates by tier, and shows what employees pay.
 *
 * Limits: rates, not advice on affordability or nondiscrimination rules.
 *
 * @formula projected cost = PEPM x contract months, where that is given; first tier's rate = funded cost / sum(ratio x contract months); others x ratio; COBRA = 1.02 x rate, rounded down
 * @unit US dollars per contract per month
 * @source 26 USC 4980B(f)(2)(C): continuation premiums up to 102 % of the applicable premium
 * @testedBy trend/large-claims.test.ts
 * @param o - Cost, tiers with ratio and contract months, loads, scenarios.
 * @returns Rates, amounts by tier that add up to the cent, scenarios.
 * @throws {@link CoalitionError} `trend/invalid-input`, `money/not-an-amount`.
 * @example
 * const rates = fundingRates({ projectedCost: '1200000', tiers: [
 *   { tier: 'employee', ratio: '1', contractMonths: 1000 }, { tier: 'family', ratio: '2.5', contractMonths: 800 }] });
 * rates.tiers.map(({ rate, cobra }) => [rate.toFixed(2), cobra.toFixed(2)]); // => [['400.00', '408.00'], ['1000.00', '1020.00']]
 */
export function fundingRates(o: FundingRatesInput): FundingRates {
  const loads = (o.loads ?? []).map(({ name, amount }) => ({ name, amount: usd(amount) }));
  const tiers = o.tiers.map((tier) => ({ ...tier, ratio: positive(`ratio of ${tier.tier}`, tier.ratio), months: whole(tier) }));
  if (new Set(tiers.map(({ tier }) => tier)).size !== tiers.length) throw invalidInput('tiers', 'a tier twice', 'Give each tier once.');
  const weight = tiers.reduce((sum, { ratio, months }) => sum.plus(ratio.times(months)), new Decimal(0));
  const cost = projectedCost(
    o,
    tiers.reduce((sum, { months }) => sum.plus(months), new Decimal(0)),
  );
  const funded = loads.reduce((sum, { amount }) => sum.plus(amount), cost);
  if (!weight.gt(0)) throw invalidInput('tiers', 'no contract months', 'Give at least one tier with contracts.');
  const cobra = positive('cobra', o.cobra ?? '1.02');
  const total = roundDecimal(funded, { places: 2, mode: 'half-up' });
  const amounts = new Map(
    allocate({ total, weights: tiers.map(({ ratio, months }) => ratio.times(months)), ids: tiers.map(({ tier }) => tier), scale: 2 }).map(
      ({ id, amount }) => [id, amount] as const,
    ),
  );
  const rates = tiers.map(({ tier, ratio }) => {
    const rate = funded.times(ratio).div(weight);
    return {
      tier,
      rate: usd(rate),
      printed: usd(roundDecimal(rate, { places: 2, mode: 'half-up' })),
      cobra: usd(roundDecimal(rate.times(cobra), { places: 2, mode: 'floor' })),
      amount: usd(amounts.get(tier) ?? new Decimal(0)),
    };
  });
  const collected = tiers.reduce((sum, { months }, i) => sum.plus(new Decimal(rates[i]?.printed ?? 0).times(months)), new Decimal(0));
  return {
    fundedCost: usd(total),
    tiers: rates,
    roundingDifference: usd(collected.minus(total)),
    scenarios: (o.scenarios ?? []).map((scenario) =>
      scenarioOf(
        scenario,
        rates,
        tiers.map(({ months }) => months),
      ),
    ),
    note: NOT_AN_OPINION,
    steps: [
      { id: 'cost', label: 'Projected cost', value: cost.toFixed(2), unit: 'USD' },
      ...loads.map(({ name, amount }) => ({ id: `load-${name}`, label: name, value: amount.toFixed(2), unit: 'USD' })),
      { id: 'weight', label: 'Contract months weighted by ratio', formula: 'sum(ratio x contract months)', value: weight.toFixed() },
      ...rates.map(({ tier, printed }) => ({
        id: `rate-${tier}`,
        label: `Rate of ${tier}`,
        value: printed.toFixed(2),
        unit: 'USD per contract per month',
      })),
    ],
    assumptions: tiers.map(({ tier, ratio }) => ({ id: `ratio of ${tier}`, value: ratio.toFixed(), evidence: 'assumed', source: 'caller' })),
    warnings: [],
    tables: [],
  };
}

function projectedCost({ projectedCost: total, projectedPepm: each }: FundingRatesInput, months: Decimal): Decimal {
  if (total !== undefined && each === undefined) return new Decimal(usd(total));
  if (total === undefined && each !== undefined) return new Decimal(usd(each)).times(months);
  throw invalidInput('projectedCost', total === undefined ? 'missing' : 'beside projectedPepm', 'Give projectedCost or projectedPepm, one of them.');
}

function scenarioOf(scenario: ContributionScenario, rates: readonly TierRate[], months: readonly number[]): ScenarioResult {
  for (const tier of Object.keys(scenario.employeeShare)) {
    if (!rates.some((rate) => rate.tier === tier)) throw invalidInput(`employeeShare of ${scenario.name}`, tier, 'Name tiers that exist.');
  }
  const tiers = rates.map(({ tier, printed }) => {
    const share = shareOf(scenario, tier);
    const employee = roundDecimal(new Decimal(printed).times(share), { places: 2, mode: 'half-up' });
    return { tier, employee: usd(employee), employer: usd(new Decimal(printed).minus(employee)) };
  });
  const sum = (of: 'employee' | 'employer'): Usd =>
    usd(tiers.reduce((total, each, i) => total.plus(new Decimal(each[of]).times(months[i] ?? 0)), new Decimal(0)));
  return { name: scenario.name, tiers, employeeTotal: sum('employee'), employerTotal: sum('employer') };
}

function shareOf(scenario: ContributionScenario, tier: string): Decimal {
  const text = scenario.employeeShare[tier] ?? '0';
  if (!/^\d+(\.\d+)?$/.test(text) || new Decimal(text).gt(1))
    throw invalidInput(`employeeShare of ${tier}`, text, 'Give a share from 0 to 1 as decimal text.');
  return new Decimal(text);
}

function positive(field: string, text: string): Decimal {
  if (typeof text !== 'string' || !/^\d+(\.\d+)?$/.test(text) || !new Decimal(text).gt(0))
    throw invalidInput(field, text, 'Give decimal text above 0.');
  return new Decimal(text);
}

function whole({ tier, contractMonths }: FundingTier): number {
  if (!(Number.isSafeInteger(contractMonths) && contractMonths >= 0))
    throw invalidInput(`contractMonths of ${tier}`, contractMonths, 'Give a whole number, 0 or more.');
  return contractMonths;
}
