import { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { normal } from '../stats/normal.js';
import { badInput } from './bad-input.js';
import { logSigma } from './external-cv-interval.js';
import { type Lever, type LeverCategory, savingsCeiling } from './savings-claim.js';

/** A lever whose reach, price and use effects are ranges. Unit: shares, 0 to 1. */
export interface LeverRange {
  /** In plain words, such as `joint replacements at the CoE`. */
  readonly name: string;
  readonly category: string;
  /** Share of total cost that the category is. */
  readonly share: number;
  readonly price: readonly [low: number, mid: number, high: number];
  readonly use: readonly [low: number, mid: number, high: number];
  readonly adoption: readonly [low: number, mid: number, high: number];
}

/** What {@link evaluateMembership} needs. */
export interface MembershipInput {
  /** Today's cost. Unit: US dollars per employee and year. */
  readonly costWithout: Usd;
  /** Dues and fees of the coalition. Unit: US dollars per employee and year. */
  readonly fees: Usd;
  /** One-time costs of joining. Unit: US dollars per employee. Default 0. */
  readonly oneTime?: Usd;
  readonly levers: readonly LeverRange[];
  /** Unit: life-years. */
  readonly lifeYears: number;
  /** CV of one life-year at the pooling point. Unit: ratio. */
  readonly cv: number;
}

/** Whether joining pays, and what would have to be true. */
export interface MembershipVerdict extends Explanation {
  readonly verdict: 'worthIt' | 'notWorthIt' | 'dependsOn' | 'cannotTell';
  /** For `dependsOn`: the lever, what it takes, in words. */
  readonly dependsOn: { readonly lever: string; readonly adoption: number; readonly words: string } | null;
  /** Cost without less cost with: positive is gain. Unit: US dollars per employee and year. */
  readonly net: { readonly low: Usd; readonly mid: Usd; readonly high: Usd };
  /** Fees over the cost that the levers touch. Unit: share; `null` when they touch nothing. */
  readonly breakEvenSaving: number | null;
  /** One-time costs over net; `null` where net isn't positive. Unit: years. */
  readonly yearsToBreakEven: { readonly fast: number | null; readonly mid: number | null; readonly slow: number | null };
  /** Chance that the first year looks worse than staying out although the effect is the assumed one. Unit: probability. */
  readonly chanceWorse: number;
}

/**
 * Says whether an employer should join, and what must be true for the fee to pay.
 *
 * Limits: levers act through adoption, price and use, never as a flat percentage; `cannotTell` where even the sign is open and no single
 * lever decides.
 *
 * @formula net = cost x levers' effect - fees; breakEvenSaving = fees / addressable cost; chanceWorse = chance that the year's noise exceeds net
 * @unit US dollars per employee and year
 * @source spec of the benchmark area, 3.14
 * @testedBy test/benchmark/coverage.test.ts
 * @param o - Cost, fees, levers as ranges, group size.
 * @returns Verdict with its reasons.
 * @throws {@link CoalitionError} `benchmark/bad-input`, `benchmark/adoption-over-one`.
 * @example
 * evaluateMembership({ costWithout: usd('10000'), fees: usd('100'), levers: [], lifeYears: 500, cv: 2.4 }).net.mid.toFixed(2); // => '-100.00'
 */
export function evaluateMembership(o: MembershipInput): MembershipVerdict {
  if (!o.costWithout.gt(0)) throw badInput('costWithout', o.costWithout.toFixed(), 'a cost above 0');
  if (!o.fees.gte(0)) throw badInput('fees', o.fees.toFixed(), 'fees of at least 0');
  const effects = [0, 1, 2].map((end) => savingsCeiling(categoriesAt(o.levers, end)));
  const netOf = (effect: number): Decimal => o.costWithout.times(new Decimal(effect)).minus(o.fees);
  const [low, mid, high] = [netOf(effects[0] ?? 0), netOf(effects[1] ?? 0), netOf(effects[2] ?? 0)];
  const touched = [...new Map(o.levers.map((lever) => [lever.category, lever.share])).values()].reduce((sum, share) => sum + share, 0);
  const years = (net: Decimal): number | null => (net.gt(0) ? new Decimal(o.oneTime ?? 0).div(net).toNumber() : null);
  const needed = low.lt(0) && high.gt(0) ? requiredAdoption(o) : null;
  const verdict = low.gt(0) ? 'worthIt' : high.lte(0) ? 'notWorthIt' : needed !== null ? 'dependsOn' : 'cannotTell';
  return {
    verdict,
    dependsOn: verdict === 'dependsOn' ? needed : null,
    net: { low: usd(low), mid: usd(mid), high: usd(high) },
    breakEvenSaving: touched > 0 ? o.fees.div(o.costWithout).div(touched).toNumber() : null,
    yearsToBreakEven: { fast: years(high), mid: years(mid), slow: years(low) },
    chanceWorse: chanceWorse(o, mid.toNumber()),
    steps: [
      { id: 'effect', label: 'what the levers save together', value: `${effects[0] ?? 0} to ${effects[2] ?? 0}`, unit: 'share' },
      { id: 'fees', label: 'dues and fees', value: o.fees.toFixed(), unit: 'US dollars per employee and year' },
      {
        id: 'net',
        label: 'net',
        formula: 'cost x effect - fees',
        value: `${low.toFixed()} to ${high.toFixed()}`,
        unit: 'US dollars per employee and year',
      },
    ],
    assumptions: o.levers.map((lever) => ({
      id: lever.name,
      value: `reach ${lever.adoption.join(' to ')}, price ${lever.price.join(' to ')}, use ${lever.use.join(' to ')}`,
      evidence: 'assumed',
      source: 'given',
    })),
    warnings: [],
    tables: [],
  };
}

function leverAt(lever: LeverRange, end: number): Lever {
  for (const range of [lever.price, lever.use, lever.adoption]) {
    if (!(range[0] <= range[1] && range[1] <= range[2])) throw badInput(lever.name, range.join(', '), 'low, mid and high in ascending order');
  }
  return { name: lever.name, price: lever.price[end] ?? 0, use: lever.use[end] ?? 0, adoption: lever.adoption[end] ?? 0 };
}

function categoriesAt(levers: readonly LeverRange[], end: number): readonly LeverCategory[] {
  const byCategory = new Map<string, { share: number; levers: Lever[] }>();
  for (const lever of levers) {
    const known = byCategory.get(lever.category) ?? { share: lever.share, levers: [] };
    if (known.share !== lever.share) throw badInput(lever.category, `${known.share} and ${lever.share}`, 'one share for a category');
    known.levers.push(leverAt(lever, end));
    byCategory.set(lever.category, known);
  }
  return Array.from(byCategory, ([category, each]) => ({ category, ...each }));
}

/** The lever with the widest swing, and the reach at which it pays with everything else at mid. */
function requiredAdoption(o: MembershipInput): MembershipVerdict['dependsOn'] {
  const wanted = o.fees.div(o.costWithout).toNumber();
  const effectAt = (index: number, adoption: number): number =>
    savingsCeiling(
      categoriesAt(
        o.levers.map((lever, i) => (i === index ? { ...lever, adoption: [adoption, adoption, adoption] as const } : lever)),
        1,
      ),
    );
  const swings = o.levers.map((lever, i) => ({ i, lever, swing: effectAt(i, lever.adoption[2]) - effectAt(i, lever.adoption[0]) }));
  const widest = swings.sort((a, b) => b.swing - a.swing || a.i - b.i)[0];
  if (widest === undefined || effectAt(widest.i, 1) < wanted) return null;
  let [low, high] = [0, 1];
  if (effectAt(widest.i, 0) >= wanted) high = 0;
  for (let round = 0; round < 60 && high - low > 1e-12; round += 1) {
    const middle = (low + high) / 2;
    if (effectAt(widest.i, middle) >= wanted) high = middle;
    else low = middle;
  }
  return {
    lever: widest.lever.name,
    adoption: high,
    words: `pays for itself only if at least ${Math.ceil(high * 100 - 1e-9)} in 100 reach: ${widest.lever.name}`,
  };
}

function chanceWorse(o: MembershipInput, net: number): number {
  const sigma = logSigma(o);
  const cost = o.costWithout.toNumber();
  const expected = Math.max(cost - net, 1e-9);
  if (sigma === 0) return net < 0 ? 1 : 0;
  return normal.upper((Math.log(cost / expected) + (sigma * sigma) / 2) / sigma);
}

/**
 * The cost of a group with the levers in place, for a reader who wants the figure and not the difference.
 *
 * @formula cost x (1 - effect) + fees
 * @unit US dollars per employee and year
 * @testedBy test/benchmark/coverage.test.ts
 * @param o - As {@link evaluateMembership}.
 * @returns The mid estimate.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * costWithMembership({ costWithout: usd('10000'), fees: usd('100'), levers: [], lifeYears: 500, cv: 2.4 }).toFixed(2); // => '10100.00'
 */
export function costWithMembership(o: MembershipInput): Usd {
  const effect = savingsCeiling(categoriesAt(o.levers, 1));
  return usd(o.costWithout.times(new Decimal(1).minus(effect)).plus(o.fees));
}
