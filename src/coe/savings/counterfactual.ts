import { CoalitionError } from '../../errors/coalition-error.js';
import type { Warning } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import { estimatedUsd } from '../../money/estimated-usd.js';
import { toCents } from '../../money/to-cents.js';
import { sumUsd, times, type Usd, type UsdInput, usd } from '../../money/usd.js';
import type { Explanation } from '../../reference/explanation.js';
import type { OutlierRule } from '../definition/episode-definition.js';
import { capOutliers } from './cap-outliers.js';
import type { Inclusion } from './waterfall-input.js';

/** One episode as a price comparison needs it. */
export interface PricedEpisode {
  /** Unit: US dollars. */
  readonly amount: UsdInput;
  /** What it is compared within, such as `drg` and `ageBand`; a missing value is a stratum of its own. */
  readonly strata?: Readonly<Record<string, string | null>>;
}

/** What {@link counterfactual} compares. */
export interface CounterfactualInput {
  /** `local-mean`: the plain mean. `mix-standardised`: local means weighted by the mix of the center's cases. */
  readonly method: 'local-mean' | 'mix-standardised';
  /** Comparison episodes outside the center, complete ones only. */
  readonly comparison: readonly PricedEpisode[];
  /** The center's episodes, whose mix is wanted. Needed for `mix-standardised`. */
  readonly center?: readonly PricedEpisode[];
  /** Strata that are held alike. Needed for `mix-standardised`. */
  readonly by?: readonly string[];
  /** Strata to give up, one after the other, while a cell of the center has fewer than two comparators. Default: refuse. */
  readonly collapse?: readonly string[];
  /** Cap of extreme episodes, named in the result. Default: none. */
  readonly outlier?: OutlierRule;
  /** What the price covers; handed on to the waterfall. */
  readonly includes?: readonly Inclusion[];
}

/** One cell of a mix-standardised price. */
export interface PriceStratum {
  readonly key: string;
  /** Share of the center's cases. Unit: share, 0 to 1. */
  readonly weight: Decimal;
  /** Unit: comparison episodes. */
  readonly n: number;
  /** Unit: US dollars. */
  readonly mean: Usd;
  /** Unit: US dollars. */
  readonly standardDeviation: number;
}

/** What an episode would have cost elsewhere. */
export interface ComparisonPrice extends Explanation {
  readonly summary: string;
  /** Unit: US dollars an episode. */
  readonly value: Usd;
  /** Unit: US dollars an episode. */
  readonly standardError: number;
  /** Unit: comparison episodes. */
  readonly n: number;
  /** Welch-Satterthwaite. Unit: degrees of freedom; `null` when nothing varies. */
  readonly df: number | null;
  readonly method: 'local-mean' | 'mix-standardised';
  /** Strata that were held alike in the end. */
  readonly by: readonly string[];
  readonly strata: readonly PriceStratum[];
  readonly includes: readonly Inclusion[];
}

interface Cell {
  readonly n: number;
  readonly mean: Usd;
  readonly deviation: number;
}

function cellOf(amounts: readonly Usd[]): Cell {
  const mean = usd(new Decimal(sumUsd(amounts)).div(amounts.length));
  const squares = amounts.reduce((sum, amount) => sum.plus(new Decimal(amount).minus(mean).pow(2)), new Decimal(0));
  return { n: amounts.length, mean, deviation: Math.sqrt(squares.div(amounts.length - 1).toNumber()) };
}

function keyOf(episode: PricedEpisode, by: readonly string[]): string {
  return by.length === 0 ? 'all' : by.map((name) => `${name}=${episode.strata?.[name] ?? 'unknown'}`).join(', ');
}

function counted(episodes: readonly PricedEpisode[], by: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const episode of episodes) counts.set(keyOf(episode, by), (counts.get(keyOf(episode, by)) ?? 0) + 1);
  return counts;
}

/** The strata that remain when cells of the center without two comparators are collapsed, in the stated order. */
function settledStrata(i: CounterfactualInput, center: readonly PricedEpisode[]): readonly string[] {
  let by = i.by ?? [];
  const order = [...(i.collapse ?? [])];
  for (;;) {
    const local = counted(i.comparison, by);
    const thin = [...counted(center, by).keys()].sort().find((key) => (local.get(key) ?? 0) < 2);
    if (thin === undefined) return by;
    const next = order.shift();
    if (next === undefined) throw noComparator(local.get(thin) ?? 0, thin);
    by = by.filter((name) => name !== next);
  }
}

function noComparator(comparators: number, stratum: string): CoalitionError<'coe/no-comparator'> {
  return new CoalitionError(
    'coe/no-comparator',
    `The stratum ${stratum} has ${comparators} comparison episodes; at least 2 are needed. Widen the comparison or name strata to collapse.`,
    { comparators, stratum },
  );
}

/**
 * Tells what an episode would have cost elsewhere, from comparison episodes of the same window and inclusions.
 *
 * Limits: a comparison of means, not of like with like beyond the strata held alike; people choose centers. Fewer than 11
 * comparators get a warning.
 *
 * @formula local mean = sum / n; mix-standardised = sum of (center's share of cell x local mean of cell); se^2 = sum of share^2 x s^2 / n;
 *   df = (sum of a)^2 / sum of (a^2 / (n - 1)), a = share^2 x s^2 / n
 * @unit US dollars an episode
 * @source spec coe 3.6; Welch 1947, Satterthwaite 1946
 * @testedBy coe/counterfactual.test.ts
 * @param i - Comparison episodes, the center's, and what is held alike.
 * @returns The price with its standard error.
 * @throws {@link CoalitionError} `coe/no-comparator`, `coe/invalid-input`.
 * @example
 * const price = counterfactual({ method: 'local-mean', comparison: [{ amount: '30000' }, { amount: '34000' }] });
 * price.value.toFixed(2); // => '32000.00'
 * price.standardError.toFixed(6); // => '2000.000000'
 */
export function counterfactual(i: CounterfactualInput): ComparisonPrice {
  const center = i.method === 'local-mean' ? i.comparison : i.center;
  if (center === undefined || center.length === 0) {
    if (i.comparison.length === 0) throw noComparator(0, 'all');
    throw new CoalitionError(
      'coe/invalid-input',
      'A mix-standardised price needs the episodes of the center. Give them, or ask for the local mean.',
      { field: 'center', value: 'none' },
    );
  }
  if (i.comparison.length < 2) throw noComparator(i.comparison.length, 'all');
  const { amounts, cap } = capOutliers(
    i.comparison.map((each) => usd(each.amount)),
    i.outlier,
  );
  const by = i.method === 'local-mean' ? [] : settledStrata(i, center);
  const groups = new Map<string, Usd[]>();
  i.comparison.forEach((episode, at) => {
    const key = keyOf(episode, by);
    groups.set(key, [...(groups.get(key) ?? []), amounts[at] ?? estimatedUsd(0)]);
  });
  const mix = [...counted(center, by)].sort(([a], [b]) => (a < b ? -1 : 1));
  const strata = mix.map(([key, cases]): PriceStratum => {
    const { n, mean, deviation } = cellOf(groups.get(key) ?? []);
    return { key, weight: new Decimal(cases).div(center.length), n, mean, standardDeviation: deviation };
  });
  const parts = strata.map((each) => ({ a: (each.weight.toNumber() ** 2 * each.standardDeviation ** 2) / each.n, n: each.n }));
  const variance = parts.reduce((sum, part) => sum + part.a, 0);
  const spread = parts.reduce((sum, part) => sum + part.a ** 2 / (part.n - 1), 0);
  const value = strata.length === 1 ? (strata[0]?.mean ?? estimatedUsd(0)) : sumUsd(strata.map((each) => times(each.mean, each.weight)));
  const n = strata.reduce((sum, each) => sum + each.n, 0);
  const warnings: Warning[] =
    n >= 11
      ? []
      : [
          {
            code: 'coe/few-comparators',
            severity: 'warn',
            message: `${n} comparison episodes stand behind the price.`,
            fix: 'Widen the comparison; do not show it to others.',
          },
        ];
  if (cap !== null && cap.capped > 0)
    warnings.push({
      code: 'coe/outlier-capped',
      severity: 'info',
      rows: cap.capped,
      message: `${cap.capped} episodes were capped (${cap.rule}).`,
      fix: 'Read the cap in the steps.',
    });
  const standardError = Math.sqrt(variance);
  return {
    summary: `Elsewhere such an episode costs $${toCents(value, 'half-up')} on average (standard error $${toCents(estimatedUsd(standardError), 'half-up')}, ${n} episodes${by.length === 0 ? '' : `, same mix of ${by.join(' and ')}`}).`,
    value,
    standardError,
    n,
    df: spread === 0 ? null : variance ** 2 / spread,
    method: i.method,
    by,
    strata,
    includes: i.includes ?? [],
    steps: [
      ...(cap === null ? [] : [{ id: 'cap', label: cap.rule, value: `${cap.low ?? 'none'} to ${cap.high}`, unit: 'USD' }]),
      ...strata.map((each) => ({
        id: `stratum/${each.key}`,
        label: `local mean of ${each.n} episodes, weight ${each.weight.toFixed(6)}`,
        value: each.mean.toFixed(),
        unit: 'USD',
      })),
      {
        id: 'price',
        label: 'comparison price',
        formula: i.method === 'local-mean' ? 'sum / n' : 'sum of weight x local mean',
        value: value.toFixed(),
        unit: 'USD',
      },
    ],
    assumptions: [
      {
        id: 'comparable',
        value: by.length === 0 ? "comparison cases are like the center's" : `within ${by.join(' and ')}, comparison cases are like the center's`,
        evidence: 'assumed',
        source: 'method',
      },
    ],
    warnings,
    tables: [],
  };
}
