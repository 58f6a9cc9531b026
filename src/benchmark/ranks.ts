import { Decimal } from '../money/decimal.js';
import type { Explanation } from '../reference/explanation.js';
import { normal } from '../stats/normal.js';
import { badInput, warning } from './bad-input.js';
import { buhlmannStraub, type RatioRows } from './buhlmann-straub.js';
import { logSigma } from './external-cv-interval.js';
import type { LuckInput } from './luck.js';

/** Where a figure stands among others. */
export interface PercentileRank {
  /** Share of the others below, ties half. Unit: share, 0 to 1; `null` outside published quantiles. */
  readonly rank: number | null;
  /** Ranks of the subject's bounds. */
  readonly low: number | null;
  readonly high: number | null;
  /** Outside published quantiles: on which side. */
  readonly outside: 'belowLowest' | 'aboveHighest' | null;
}

/** What {@link percentileRank} needs: the others' figures, or published quantiles of them. */
export type PercentileRankInput = {
  readonly subject: number;
  /** The subject's interval. */
  readonly low?: number;
  readonly high?: number;
} & (
  | { readonly others: readonly number[] }
  | { readonly quantiles: readonly { /** Unit: share. */ readonly share: number; readonly value: number }[] }
);

/**
 * Where a figure stands among others, and how sure that is.
 *
 * @formula (below + ties / 2) / N; with published quantiles linear between them
 * @unit share, 0 to 1
 * @testedBy test/benchmark/ranks.test.ts
 * @param o - Subject with its bounds, and others or quantiles.
 * @returns The rank and the ranks of the bounds.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * percentileRank({ subject: 5, others: [1, 5, 9, 10] }).rank; // => 0.375
 */
export function percentileRank(o: PercentileRankInput): PercentileRank {
  const bound = (value: number | undefined): number | null => (value === undefined ? null : rankOf(o, value).rank);
  const { rank, outside } = rankOf(o, o.subject);
  return { rank, low: bound(o.low), high: bound(o.high), outside };
}

function rankOf(o: PercentileRankInput, value: number): { readonly rank: number | null; readonly outside: PercentileRank['outside'] } {
  if (!Number.isFinite(value)) throw badInput('subject', value, 'a finite figure');
  if ('others' in o) {
    if (o.others.length === 0 || o.others.some((each) => !Number.isFinite(each)))
      throw badInput('others', o.others.length, 'at least one finite figure');
    const below = o.others.filter((each) => each < value).length;
    const ties = o.others.filter((each) => each === value).length;
    return { rank: (below + ties / 2) / o.others.length, outside: null };
  }
  const rows = [...o.quantiles].sort((a, b) => a.share - b.share);
  const [first, last] = [rows[0], rows[rows.length - 1]];
  if (first === undefined || last === undefined) throw badInput('quantiles', 0, 'at least one');
  if (value < first.value) return { rank: null, outside: 'belowLowest' };
  if (value > last.value) return { rank: null, outside: 'aboveHighest' };
  const at = rows.findIndex((row) => row.value >= value);
  const [low, high] = [rows[at - 1] ?? rows[at], rows[at]];
  if (low === undefined || high === undefined) return { rank: null, outside: null };
  const rank = high.value === low.value ? high.share : low.share + ((value - low.value) / (high.value - low.value)) * (high.share - low.share);
  return { rank, outside: null };
}

/**
 * Limits within which an average group of some size lies by chance: for a funnel plot of cost.
 *
 * Limits: for an *observed* value around a known target; the interval of an unknown mean has the other sign of sigma squared.
 *
 * @formula target x exp(-+ z sigma - sigma^2 / 2)
 * @unit as the target
 * @source spec of the benchmark area, 3.10
 * @testedBy test/benchmark/ranks.test.ts: 100 and 1,000 lives
 * @param o - `target`, life-years, CV, `confidence` (default 0.95).
 * @returns Both limits.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * funnelLimits({ target: 1, lifeYears: 100, cv: 2.415364 }).high.toFixed(6); // => '1.550159'
 */
export function funnelLimits(o: LuckInput & { readonly target: number; readonly confidence?: number }): {
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
} {
  const confidence = o.confidence ?? 0.95;
  if (!(confidence > 0 && confidence < 1)) throw badInput('confidence', confidence, 'a share above 0 and below 1');
  if (!(Number.isFinite(o.target) && o.target > 0)) throw badInput('target', o.target, 'a target above 0');
  const sigma = logSigma(o);
  const z = normal.quantile((1 + confidence) / 2);
  return { low: o.target * Math.exp(-z * sigma - (sigma * sigma) / 2), high: o.target * Math.exp(z * sigma - (sigma * sigma) / 2), confidence };
}

/** One test among many. */
export interface AdjustedTest {
  readonly p: number;
  /** Unit: probability. */
  readonly adjusted: number;
  readonly found: boolean;
}

/**
 * Adjusts many p-values so that among the findings only a share q is expected to be false (Benjamini and Hochberg).
 *
 * @formula adjusted p of rank i of m = min over j >= i of m p_j / j
 * @unit probability
 * @source Benjamini and Hochberg 1995
 * @testedBy test/benchmark/ranks.test.ts: R's p.adjust
 * @param o - Two-sided p-values; `q`, default 0.10.
 * @returns One for each p-value, in order.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * falseDiscovery({ p: [0.01, 0.5] }).map((test) => test.found); // => [true, false]
 */
export function falseDiscovery(o: { readonly p: readonly number[]; readonly q?: number }): readonly AdjustedTest[] {
  const q = o.q ?? 0.1;
  if (!(q > 0 && q < 1)) throw badInput('q', q, 'a share above 0 and below 1');
  for (const p of o.p) if (!(p >= 0 && p <= 1)) throw badInput('p', p, 'probabilities from 0 to 1');
  const m = o.p.length;
  const order = o.p.map((p, i) => ({ p, i })).sort((a, b) => b.p - a.p || a.i - b.i);
  const adjusted = new Array<number>(m).fill(1);
  let least = 1;
  order.forEach(({ p, i }, k) => {
    least = Math.min(least, (p * m) / (m - k));
    adjusted[i] = least;
  });
  return o.p.map((p, i) => ({ p, adjusted: adjusted[i] ?? 1, found: (adjusted[i] ?? 1) <= q }));
}

/** One line of a league table. */
export interface LeagueRow {
  readonly unit: string;
  /** Unit: as the ratios. */
  readonly own: number | null;
  readonly shrunken: number;
  readonly z: number;
  /** 1 is lowest; ties share the mean rank. */
  readonly rank: number;
}

/**
 * A league table that doesn't shout: every employer's figure is drawn to the collective as far as it isn't credible.
 *
 * @formula Buhlmann-Straub premiums, ranked
 * @unit as the ratios
 * @testedBy test/benchmark/ranks.test.ts
 * @param o - Names, ratios and weights by unit and period.
 * @returns Rows in ascending order.
 * @throws {@link CoalitionError} `benchmark/too-little-structure`, `benchmark/bad-input`.
 * @example
 * leagueTable({ units: ['a', 'b'], ratios: [[10, 12], [20, 22]], weights: [[1, 1], [1, 1]] }).map((row) => row.unit); // => ['a', 'b']
 */
export function leagueTable(o: {
  readonly units: readonly string[];
  readonly ratios: RatioRows;
  readonly weights: readonly (readonly (number | null)[])[];
}): readonly LeagueRow[] {
  if (o.units.length !== o.ratios.length) throw badInput('units', o.units.length, `a name for each of ${o.ratios.length} units`);
  const fit = buhlmannStraub(o);
  const rows = o.units.map((unit, i) => ({ unit, own: fit.individual[i] ?? null, shrunken: fit.premiums[i] ?? fit.collective, z: fit.z[i] ?? 0 }));
  const rankOfRow = (value: number): number =>
    rows.filter((row) => row.shrunken < value).length + (rows.filter((row) => row.shrunken === value).length + 1) / 2;
  return rows.map((row) => ({ ...row, rank: rankOfRow(row.shrunken) })).sort((a, b) => a.rank - b.rank || (a.unit < b.unit ? -1 : 1));
}

/** What {@link contributorGuard} looks at. */
export interface ContributorGuardInput {
  /** Contribution of each employer. Unit: US dollars or member months, at least 0. */
  readonly contributions: readonly (Decimal | string)[];
  /** Full months between the end of the period and now. Unit: months. */
  readonly ageMonths: number;
  /** Default 5. Unit: employers. */
  readonly fewest?: number;
  /** Default `'0.25'`; equal passes. Unit: share. */
  readonly largestShare?: Decimal | string;
  /** Data must be older. Default 3. Unit: months. */
  readonly olderThanMonths?: number;
}

/** Whether a distribution over employers may be shown inside the coalition. */
export interface ContributorGuard extends Explanation {
  readonly shown: boolean;
  readonly reasons: readonly ('tooFew' | 'oneTooLarge' | 'tooFresh')[];
  /** Unit: share. */
  readonly largest: Decimal | null;
}

/**
 * Withholds a distribution over employers when it rests on few, on one, or on fresh data. The dollars stay inside either way.
 *
 * Limits: it follows a withdrawn antitrust safety zone (DOJ 3 February 2023; FTC summer 2023) as a voluntary floor: no promise of safety, no
 * legal advice. What is published needs `protectTable`.
 *
 * @formula employers >= 5, largest share <= 25 %, data more than 3 months old
 * @unit employers, share, months
 * @source DOJ and FTC, Statements of Antitrust Enforcement Policy in Health Care, Statement 6, 1996 (withdrawn)
 * @testedBy test/benchmark/ranks.test.ts
 * @param o - Contributions, age of the data, thresholds.
 * @returns Whether it may be shown, and why not.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * contributorGuard({ contributions: ['50', '10', '10', '10', '20'], ageMonths: 6 }).reasons; // => ['oneTooLarge']
 */
export function contributorGuard(o: ContributorGuardInput): ContributorGuard {
  const amounts = o.contributions.map((each) => new Decimal(each));
  if (amounts.some((each) => !each.isFinite() || each.isNegative())) throw badInput('contributions', 'a negative one', 'contributions of at least 0');
  const present = amounts.filter((each) => each.gt(0));
  const total = present.reduce((sum, each) => sum.plus(each), new Decimal(0));
  const largest = total.gt(0) ? Decimal.max(...present).div(total) : null;
  const [fewest, share, months] = [o.fewest ?? 5, new Decimal(o.largestShare ?? '0.25'), o.olderThanMonths ?? 3];
  const reasons: ContributorGuard['reasons'] = [
    ...(present.length < fewest ? ['tooFew' as const] : []),
    ...(largest?.gt(share) === true ? ['oneTooLarge' as const] : []),
    ...(o.ageMonths <= months ? ['tooFresh' as const] : []),
  ];
  return {
    shown: reasons.length === 0,
    reasons,
    largest,
    steps: [
      { id: 'contributors', label: 'employers that contribute', value: String(present.length), unit: 'employers' },
      { id: 'largest', label: 'largest share', value: largest === null ? 'none' : largest.toFixed(), unit: 'share' },
      { id: 'age', label: 'age of the data', value: String(o.ageMonths), unit: 'months' },
    ],
    assumptions: [
      {
        id: 'guard',
        value: `${fewest} employers, ${share.toFixed()}, more than ${months} months`,
        evidence: 'assumed',
        source: 'voluntary floor after a withdrawn safety zone',
      },
    ],
    warnings: reasons.length === 0 ? [] : [warning('benchmark/too-few-contributors', `The distribution is withheld: ${reasons.join(', ')}.`)],
    tables: [],
  };
}
