import { CoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';
import type { Range } from '../money/range.js';
import type { Explanation, Step } from '../reference/explanation.js';
import { badInput, warning } from './bad-input.js';
import type { Comparison } from './compare-rates.js';
import { FEWEST_LIFE_YEARS } from './compare-rates.js';
import { detectability } from './luck.js';

/** What a program does to one category of spending. Unit of all: shares, 0 to 1. */
export interface Lever {
  readonly name?: string;
  /** How much lower prices are where it reaches. */
  readonly price: number;
  /** How much less is used where it reaches. */
  readonly use: number;
  /** How much of the category it reaches. */
  readonly adoption: number;
}

/** One category of spending with the levers that act on it. */
export interface LeverCategory {
  readonly category: string;
  /** Of total spending. Unit: share. */
  readonly share: number;
  readonly levers: readonly Lever[];
}

/**
 * The most that levers can save together: overlap-safe, and never more than the spending that they touch.
 *
 * @formula sum over categories of share x (1 - product over levers of (1 - adoption (1 - (1 - price)(1 - use))))
 * @unit share of total spending
 * @source spec of the benchmark area, 3.11
 * @testedBy test/benchmark/savings.test.ts: .06416166
 * @param categories - Shares and levers.
 * @returns The ceiling.
 * @throws {@link CoalitionError} `benchmark/adoption-over-one`, `benchmark/bad-input`.
 * @example
 * savingsCeiling([{ category: 'Rx', share: 0.24, levers: [{ price: 0.12, use: 0, adoption: 1 }] }]).toFixed(4); // => '0.0288'
 */
export function savingsCeiling(categories: readonly LeverCategory[]): number {
  const total = categories.reduce((sum, each) => sum + each.share, 0);
  if (!(total <= 1 + 1e-12)) throw badInput('share', total, 'shares of categories that sum to at most 1');
  return categories.reduce((sum, category) => {
    if (!(category.share >= 0)) throw badInput('share', category.share, 'a share of at least 0');
    const left = category.levers.reduce((rest, lever) => {
      for (const [name, value] of [
        ['adoption', lever.adoption],
        ['price', lever.price],
        ['use', lever.use],
      ] as const) {
        if (!(value >= 0 && value <= 1)) {
          throw new CoalitionError(
            'benchmark/adoption-over-one',
            `${name} of a lever on ${category.category} is ${value}. Give a share from 0 to 1.`,
            { category: category.category, adoption: String(value) },
          );
        }
      }
      return rest * (1 - lever.adoption * (1 - (1 - lever.price) * (1 - lever.use)));
    }, 1);
    return sum + category.share * (1 - left);
  }, 0);
}

/** What {@link evaluateSavingsClaim} looks at. Unit of shares: of total spending. */
export interface SavingsClaimInput {
  readonly claim: {
    /** Unit: share. */
    readonly low: number;
    readonly high: number;
    /** What it is measured against: `'market'` means that nobody said. */
    readonly against: 'benchmark' | 'trend' | 'comparisonGroup' | 'market';
    /** For `trend`: the annual trend it assumes. Unit: share. */
    readonly assumedTrend?: number;
    /** Fees of the program. Unit: share of total spending. Default 0. */
    readonly fees?: number;
  };
  /** Unit: life-years. */
  readonly lifeYears: number;
  /** CV of one life-year at the pooling point. Unit: ratio. */
  readonly cv: number;
  readonly designEffect?: number;
  /** Spending that the program touches, with its levers. */
  readonly categories?: readonly LeverCategory[];
  /** A single lever to be required alone: share of spending, and today's price level where known (percent of Medicare). */
  readonly singleLever?: { readonly category: string; readonly share: number; readonly priceIndex?: number };
  /** Where the group stands today, on its own mix. */
  readonly comparison?: Pick<Comparison, 'ratio' | 'verdict'>;
  /** Published trend of the same before- or after-change basis. Unit: share. */
  readonly publishedTrend?: Range<number>;
  readonly flags?: { readonly selfSelected?: boolean; readonly chosenForHighCost?: boolean; readonly riskScoreUsed?: boolean };
}

/** What to believe of a savings claim. */
export interface SavingsVerdict extends Explanation {
  readonly verdict: 'insufficientData' | 'implausible' | 'plausibleVerifiable' | 'plausibleUnverifiable';
  readonly reasons: readonly string[];
  /** Unit: share; `null` without categories. */
  readonly ceiling: number | null;
  /** Ceiling less fees. Unit: share. */
  readonly ceilingNetOfFees: number | null;
  /** What the single lever alone would have to save. Unit: share of its category; `null` without one. */
  readonly requiredLever: number | null;
  /** Price level that this leaves. Unit: percent of Medicare. */
  readonly requiredPriceIndex: number | null;
  /** Unit: share. */
  readonly smallestDetectable: number;
  /** Unit: life-years. */
  readonly livesNeeded: number;
  /** Chance that a program without effect shows the claim. Unit: probability. */
  readonly falseSuccess: number;
}

/**
 * Judges a vendor's savings claim: is it possible, what would have to be true, and could this group ever tell?
 *
 * Limits: a verdict about plausibility and verifiability, not about a vendor. Evidence beside: 13-17 % lower insured premiums in a few
 * high-price Colorado counties, 2017-21 (Peak Health Alliance), low transportability; no peer-reviewed 10-20 % total-cost result is known.
 *
 * @formula implausible: claim.low > ceiling - fees; verifiable: smallest detectable <= claim.low; see {@link savingsCeiling}, {@link detectability}
 * @unit shares
 * @source spec of the benchmark area, 3.11
 * @testedBy test/benchmark/savings.test.ts: four verdicts; hospital price from 254 % of Medicare
 * @param o - Claim, group, categories with levers, comparator, flags.
 * @returns Verdict with reasons and steps.
 * @throws {@link CoalitionError} `benchmark/adoption-over-one`, `benchmark/bad-input`.
 * @example
 * const claim = { low: 0.1, high: 0.2, against: 'benchmark' } as const;
 * evaluateSavingsClaim({ claim, lifeYears: 5000, cv: 2.4, categories: [{ category: 'Rx', share: 0.24, levers: [{ price: 0.12, use: 0, adoption: 1 }] }] }).verdict; // => 'implausible'
 */
export function evaluateSavingsClaim(o: SavingsClaimInput): SavingsVerdict {
  const { claim } = o;
  const fees = claim.fees ?? 0;
  if (!(claim.low > 0 && claim.high >= claim.low && claim.high < 1))
    throw badInput('claim', `${claim.low} to ${claim.high}`, 'shares above 0 and below 1, low first');
  if (!(fees >= 0 && fees < 1)) throw badInput('fees', fees, 'a share from 0 to below 1');
  const effect = o.designEffect ?? 1;
  const known = detectability({ cv: o.cv, lifeYears: o.lifeYears, saving: claim.low, designEffect: effect });
  const smallestDetectable = known.smallestDetectable ?? 1;
  const ceiling = o.categories === undefined ? null : savingsCeiling(o.categories);
  const net = ceiling === null ? null : ceiling - fees;
  const lever = o.singleLever;
  const requiredLever = lever === undefined ? null : claim.low / lever.share;
  const requiredPriceIndex = requiredLever === null || lever?.priceIndex === undefined ? null : lever.priceIndex * (1 - requiredLever);
  const warnings = flagsOf(o, ceiling);
  const { verdict, reasons } = judge(o, { net, smallestDetectable });
  return {
    verdict,
    reasons,
    ceiling,
    ceilingNetOfFees: net,
    requiredLever,
    requiredPriceIndex,
    smallestDetectable,
    livesNeeded: known.livesNeeded ?? 0,
    falseSuccess: known.falseSuccess ?? 1,
    steps: stepsOf(o, { ceiling, net, requiredLever, requiredPriceIndex, smallestDetectable, falseSuccess: known.falseSuccess ?? 1 }),
    assumptions: [
      { id: 'cv', value: String(o.cv), evidence: 'assumed', source: 'given with the claim' },
      { id: 'fees', value: String(fees), evidence: 'assumed', source: 'given with the claim' },
      {
        id: 'evidence',
        value: '13-17 % lower insured premiums in a few high-price Colorado counties, 2017-21; low transportability',
        evidence: 'published',
        source: 'Peak Health Alliance, Journal of Risk and Insurance',
      },
    ],
    warnings,
    tables: [],
  };
}

function judge(
  o: SavingsClaimInput,
  found: { readonly net: number | null; readonly smallestDetectable: number },
): Pick<SavingsVerdict, 'verdict' | 'reasons'> {
  const { claim } = o;
  if (o.lifeYears < FEWEST_LIFE_YEARS) return { verdict: 'insufficientData', reasons: [`${o.lifeYears} life-years are under ${FEWEST_LIFE_YEARS}`] };
  if (found.net === null && o.comparison === undefined)
    return { verdict: 'insufficientData', reasons: ['neither spending by category nor a benchmark is known'] };
  if (found.net !== null && claim.low > found.net) {
    return { verdict: 'implausible', reasons: [`the claim starts at ${claim.low} and the levers can save at most ${found.net} after fees`] };
  }
  const headroom = o.comparison?.verdict === 'lower' ? ['the group is already below the benchmark: less headroom'] : [];
  if (found.smallestDetectable <= claim.low)
    return { verdict: 'plausibleVerifiable', reasons: [`a saving of ${claim.low} can be seen in this group`, ...headroom] };
  return { verdict: 'plausibleUnverifiable', reasons: [`this group can't see savings below ${found.smallestDetectable}`, ...headroom] };
}

function flagsOf(o: SavingsClaimInput, ceiling: number | null): readonly Warning[] {
  const { claim } = o;
  const addressable = o.categories?.reduce((sum, each) => sum + each.share, 0) ?? null;
  const high = o.publishedTrend?.high;
  return [
    ...(claim.against === 'market' ? [warning('benchmark/undefined-benchmark', 'The claim compares with a market that nobody defined.')] : []),
    ...(claim.assumedTrend !== undefined && high !== undefined && claim.assumedTrend > high
      ? [warning('benchmark/inflated-trend', `The claim assumes a trend of ${claim.assumedTrend}, above the published range up to ${high}.`)]
      : []),
    ...(o.flags?.selfSelected === true ? [warning('benchmark/self-selected', 'Participants chose to take part.')] : []),
    ...(o.flags?.chosenForHighCost === true
      ? [warning('benchmark/regression-to-mean', 'Participants were chosen for high cost, which falls by itself.')]
      : []),
    ...(o.flags?.riskScoreUsed === true ? [warning('benchmark/risk-score-drift', 'A rise of risk scores by coding would look like a saving.')] : []),
    ...(addressable !== null && claim.high > addressable
      ? [
          warning(
            'benchmark/above-addressable',
            `The claim reaches ${claim.high} and the program touches ${addressable} of spending${ceiling === null ? '' : ` (at most ${ceiling} to be saved)`}.`,
          ),
        ]
      : []),
  ];
}

function stepsOf(
  o: SavingsClaimInput,
  found: {
    ceiling: number | null;
    net: number | null;
    requiredLever: number | null;
    requiredPriceIndex: number | null;
    smallestDetectable: number;
    falseSuccess: number;
  },
): readonly Step[] {
  const line = (id: string, label: string, value: number | null, unit: string): readonly Step[] =>
    value === null ? [] : [{ id, label, value: String(value), unit }];
  return [
    { id: 'claim', label: `claimed saving, against ${o.claim.against}`, value: `${o.claim.low} to ${o.claim.high}`, unit: 'share' },
    ...(o.comparison === undefined
      ? []
      : [{ id: 'position', label: 'where the group stands', value: `${o.comparison.ratio.toFixed()} of the benchmark, ${o.comparison.verdict}` }]),
    ...line('ceiling', 'most that the levers can save', found.ceiling, 'share'),
    ...line('net', 'the same net of fees', found.net, 'share'),
    ...line('requiredLever', `what ${o.singleLever?.category ?? 'one lever'} alone would have to save`, found.requiredLever, 'share of its category'),
    ...line('requiredPriceIndex', 'price level that it leaves', found.requiredPriceIndex, 'percent of Medicare'),
    ...line('smallestDetectable', 'smallest saving that this group can see', found.smallestDetectable, 'share'),
    ...line('falseSuccess', 'chance that a program without effect shows the claim', found.falseSuccess, 'probability'),
  ];
}
