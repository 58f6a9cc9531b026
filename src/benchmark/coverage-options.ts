import { Decimal } from '../money/decimal.js';
import { estimatedUsd } from '../money/estimated-usd.js';
import type { Range } from '../money/range.js';
import { type Usd, usd } from '../money/usd.js';
import type { Citation } from '../reference/citation.js';
import type { Explanation, Step } from '../reference/explanation.js';
import { normal } from '../stats/normal.js';
import { badInput } from './bad-input.js';
import { logSigma } from './external-cv-interval.js';

/** Fixed costs and flows of an option. Unit of all: US dollars per employee and year; absent is 0. */
export interface OptionFees {
  readonly administration?: Usd;
  readonly network?: Usd;
  readonly stopLossPremium?: Usd;
  readonly coalitionDues?: Usd;
  /** A PEO's fee net of the non-health services bundled in it. */
  readonly peoService?: Usd;
  readonly brokerCompensation?: Usd;
  readonly employerTaxes?: Usd;
  /** What flows back, as magnitudes. */
  readonly expectedRecoveries?: Usd;
  readonly rebates?: Usd;
}

/** A fact that decides whether an employer may take an option; a missing one is a gap, never a pass. */
export interface EligibilityFact {
  readonly name: string;
  readonly met: boolean | null;
  readonly source: Citation | string;
}

/** One way to cover employees. */
export interface CoverageOption {
  readonly id: string;
  readonly kind: 'fullyInsured' | 'levelFunded' | 'selfFundedAlone' | 'selfFundedCoalition' | 'associationPlan' | 'peo';
  /** A premium as quoted; absent where claims are the employer's own. Unit: US dollars per employee and year. */
  readonly premium?: Usd;
  /** How much of the group's own experience moves next year's premium, 0 to 1. Default 0. */
  readonly passThrough?: number;
  /** Expected plan claims, pooled with charge, trended to the plan year. Unit: US dollars per employee and year. */
  readonly expectedClaims?: Range;
  readonly fees?: OptionFees;
  /** Most that claims can cost, as a multiple of expected claims (aggregate stop-loss). Absent: no limit. */
  readonly aggregateLimit?: number;
  /** Employees' premium share and expected cost sharing, shown beside and never mixed in. Unit: US dollars per employee and year. */
  readonly employeeShare?: Usd;
  readonly expectedCostSharing?: Usd;
  readonly eligibility?: readonly EligibilityFact[];
}

/** What {@link compareCoverageOptions} needs. */
export interface CoverageInput {
  readonly options: readonly CoverageOption[];
  /** Unit: life-years. */
  readonly lifeYears: number;
  /** CV of one life-year at the pooling point. Unit: ratio. */
  readonly cv: number;
  /** Annual trend of claims and premiums into the second year. Unit: share. Default 0. */
  readonly trend?: number;
}

/** One option on the common basis: fully loaded cost per employee and year. */
export interface OptionCost extends Explanation {
  readonly id: string;
  readonly kind: CoverageOption['kind'];
  /** Unit: US dollars per employee and year. */
  readonly mean: Usd;
  readonly low: Usd;
  readonly high: Usd;
  readonly p75: Usd;
  readonly p95: Usd;
  /** The same a year later: a premium then carries part of this year's experience. */
  readonly nextYear: { readonly mean: Usd; readonly p95: Usd };
  /** Chance that the year costs more than the fully insured quote; `null` without one. Unit: probability. */
  readonly chanceAboveInsured: number | null;
  readonly employeeShare: Usd | null;
  readonly expectedCostSharing: Usd | null;
  /** Eligibility facts that are missing or not met. */
  readonly gaps: readonly string[];
  readonly eligible: 'yes' | 'no' | 'unknown';
}

/** Options side by side; they are ranked only where the noise allows. */
export interface CoverageComparison extends Explanation {
  /** In the order given: the order decides nothing. */
  readonly options: readonly OptionCost[];
  /** Pairs that differ by more than the year's noise and the inputs' ranges. */
  readonly distinguishable: readonly { readonly cheaper: string; readonly dearer: string }[];
}

const FEES: readonly (readonly [keyof OptionFees, string, 1 | -1])[] = [
  ['administration', 'administration', 1],
  ['network', 'network', 1],
  ['stopLossPremium', 'stop-loss premium', 1],
  ['coalitionDues', 'coalition dues', 1],
  ['peoService', 'PEO service, net of what is bundled in', 1],
  ['brokerCompensation', 'broker compensation', 1],
  ['employerTaxes', 'employer taxes that depend on the option', 1],
  ['expectedRecoveries', 'less expected stop-loss recoveries', -1],
  ['rebates', 'less rebates and refunds', -1],
];

/**
 * Puts every way to cover employees on one basis, fully loaded cost per employee and year, with its risk this year and next.
 *
 * Limits: no ranking inside the noise; eligibility facts are inputs, and a missing one is a named gap. No legal advice.
 *
 * @formula mean = premium or expected claims + fees - recoveries - rebates; quantiles lognormal with sigma = sqrt(ln(1 + CV^2 / n)), cut by the
 *   aggregate limit; next year's premium = quote x trend x (1 + pass-through x (experience - 1))
 * @unit US dollars per employee and year
 * @source spec of the benchmark area, 3.14
 * @testedBy test/benchmark/coverage.test.ts
 * @param o - Options, group size, CV, trend.
 * @returns Each option's cost, risk and gaps, and the pairs that differ beyond the noise.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * const insured = { id: 'insured', kind: 'fullyInsured', premium: usd('9000'), fees: { brokerCompensation: usd('200') } } as const;
 * compareCoverageOptions({ options: [insured], lifeYears: 100, cv: 2.4 }).options[0]?.mean.toFixed(2); // => '9200.00'
 */
export function compareCoverageOptions(o: CoverageInput): CoverageComparison {
  if (new Set(o.options.map((option) => option.id)).size !== o.options.length)
    throw badInput('options', 'two of one id', 'options with different ids');
  const sigma = logSigma(o);
  const insured = o.options.find((option) => option.kind === 'fullyInsured');
  const quote = insured === undefined ? null : baseOf(insured).mid.plus(feesOf(insured).total).toNumber();
  const options = o.options.map((option) => costOf(option, { sigma, quote, trend: o.trend ?? 0 }));
  const bounds = options.map((each) => ({ id: each.id, low: each.low.toNumber(), high: each.high.toNumber() }));
  const distinguishable = bounds.flatMap((a) => bounds.flatMap((b) => (a.id !== b.id && a.high < b.low ? [{ cheaper: a.id, dearer: b.id }] : [])));
  return {
    options,
    distinguishable,
    steps: options.flatMap((each) => each.steps),
    assumptions: [
      { id: 'cv', value: String(o.cv), evidence: 'assumed', source: 'given with the options' },
      { id: 'trend', value: String(o.trend ?? 0), evidence: 'assumed', source: 'given with the options' },
    ],
    warnings: [],
    tables: [],
  };
}

function baseOf(option: CoverageOption): { readonly low: Decimal; readonly mid: Decimal; readonly high: Decimal } {
  const { premium, expectedClaims } = option;
  if ((premium === undefined) === (expectedClaims === undefined))
    throw badInput(option.id, premium === undefined ? 'neither' : 'both', 'either a premium or expected claims');
  if (premium !== undefined) return { low: new Decimal(premium), mid: new Decimal(premium), high: new Decimal(premium) };
  if (
    expectedClaims === undefined ||
    !expectedClaims.low.gte(0) ||
    !expectedClaims.low.lte(expectedClaims.mid) ||
    !expectedClaims.mid.lte(expectedClaims.high)
  )
    throw badInput(option.id, 'expected claims out of order', 'low, mid and high in ascending order, at least 0');
  return expectedClaims;
}

function feesOf(option: CoverageOption): { readonly total: Decimal; readonly steps: readonly Step[] } {
  let total = new Decimal(0);
  const steps: Step[] = [];
  for (const [name, label, sign] of FEES) {
    const amount = option.fees?.[name];
    if (amount === undefined) continue;
    total = total.plus(amount.times(sign));
    steps.push({
      id: `${option.id} ${name}`,
      label: `${option.id}: ${label}`,
      value: amount.times(sign).toFixed(),
      unit: 'US dollars per employee and year',
    });
  }
  return { total, steps };
}

function costOf(option: CoverageOption, o: { readonly sigma: number; readonly quote: number | null; readonly trend: number }): OptionCost {
  const base = baseOf(option);
  const fees = feesOf(option);
  const own = option.premium === undefined;
  const fixed = fees.total.toNumber();
  const limit = own && option.aggregateLimit !== undefined ? option.aggregateLimit : Number.POSITIVE_INFINITY;
  if (!(limit >= 1)) throw badInput(`${option.id}.aggregateLimit`, option.aggregateLimit, 'a multiple of expected claims of at least 1');
  const passThrough = option.passThrough ?? 0;
  if (!(passThrough >= 0 && passThrough <= 1)) throw badInput(`${option.id}.passThrough`, passThrough, 'a share from 0 to 1');
  const { sigma } = o;
  const experience = (share: number): number => Math.min(limit, Math.exp(normal.quantile(share) * sigma - (sigma * sigma) / 2));
  const at = (share: number, mean: Decimal): Usd =>
    estimatedUsd(own ? mean.toNumber() * experience(share) + fixed : mean.plus(fees.total).toNumber());
  const growth = 1 + o.trend;
  const renewed = (share: number): number =>
    base.mid.toNumber() *
      growth *
      (own ? experience(share) : 1 + passThrough * (Math.exp(normal.quantile(share) * sigma - (sigma * sigma) / 2) - 1)) +
    fixed;
  const facts = option.eligibility ?? [];
  return {
    id: option.id,
    kind: option.kind,
    mean: usd(base.mid.plus(fees.total)),
    low: own ? at(0.025, base.low) : usd(base.low.plus(fees.total)),
    high: own ? at(0.975, base.high) : usd(base.high.plus(fees.total)),
    p75: at(0.75, base.mid),
    p95: at(0.95, base.mid),
    nextYear: { mean: estimatedUsd(base.mid.toNumber() * growth + fixed), p95: estimatedUsd(renewed(0.95)) },
    chanceAboveInsured: o.quote === null ? null : chanceAbove({ quote: o.quote, mean: base.mid.toNumber(), fixed, own, sigma, limit }),
    employeeShare: option.employeeShare ?? null,
    expectedCostSharing: option.expectedCostSharing ?? null,
    gaps: facts.filter((fact) => fact.met !== true).map((fact) => (fact.met === null ? `${fact.name}: not known` : `${fact.name}: not met`)),
    eligible: facts.some((fact) => fact.met === false) ? 'no' : facts.some((fact) => fact.met === null) ? 'unknown' : 'yes',
    steps: [
      {
        id: `${option.id} base`,
        label: `${option.id}: ${own ? 'expected plan claims' : 'premium as quoted'}`,
        value: base.mid.toFixed(),
        unit: 'US dollars per employee and year',
      },
      ...fees.steps,
      {
        id: `${option.id} total`,
        label: `${option.id}: fully loaded`,
        formula: 'base + fees - recoveries - rebates',
        value: base.mid.plus(fees.total).toFixed(),
        unit: 'US dollars per employee and year',
      },
    ],
    assumptions:
      option.expectedClaims === undefined
        ? []
        : [
            {
              id: `${option.id} claims`,
              value: `${base.low.toFixed()} to ${base.high.toFixed()}`,
              evidence: 'assumed',
              source: option.expectedClaims.source,
            },
          ],
    warnings: [],
    tables: [],
  };
}

function chanceAbove(o: {
  readonly quote: number;
  readonly mean: number;
  readonly fixed: number;
  readonly own: boolean;
  readonly sigma: number;
  readonly limit: number;
}): number {
  const room = o.quote - o.fixed;
  if (!o.own || o.mean === 0 || o.sigma === 0) return o.mean > room ? 1 : 0;
  if (room <= 0) return 1;
  if (room >= o.mean * o.limit) return 0;
  return normal.upper((Math.log(room / o.mean) + (o.sigma * o.sigma) / 2) / o.sigma);
}
