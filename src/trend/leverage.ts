import type { Explanation } from '../reference/explanation.js';
import { limitedExpectedValue, type Severity } from '../stats/limited-expected-value.js';
import { NOT_AN_OPINION } from './disclosure.js';
import { checkedSplice, type SplicedSizes, splicedExcess } from './spliced-sizes.js';
import { trendWarning } from './trend-warning.js';
import { finite, invalidInput } from './triangle-spec.js';

/** How {@link leverage} is asked. */
export interface LeverageOptions {
  /** Unit: US dollars, as the sizes. */
  readonly deductible: number;
  /** Of the ground-up cost. Unit: share a year. */
  readonly trend: number;
  /** What the member pays of the amount above the deductible. Default 0. Unit: share. */
  readonly coinsurance?: number;
  /** Most that the member pays, deductible included. Unit: US dollars. */
  readonly outOfPocketMax?: number;
  /** By how much deductible and out-of-pocket maximum rise too. Default 0. Unit: share a year. */
  readonly indexTo?: number;
}

/** How a fixed deductible turns one trend into another. */
export interface Leverage extends Explanation {
  readonly note: string;
  /** Mean paid above the deductible before. Unit: US dollars per claim or member-year, as the sizes. */
  readonly before: number;
  /** Mean paid after. Unit: the same. */
  readonly after: number;
  /** Trend of what is paid above the deductible; null when nothing was. Unit: share a year. */
  readonly leveraged: number | null;
  /** The trend given. Unit: share a year. */
  readonly groundUp: number;
}

/**
 * Tells how fast the cost above a deductible grows when the cost below it grows by a trend: why stop-loss rises faster, and plan-paid
 * faster than allowed.
 *
 * @formula t_L = E[paid(X (1 + t))] / E[paid(X)] - 1; paid = (1 - c) (X - D)+ + c (X - D - (M - D) / c)+ with coinsurance c and maximum M
 * @unit share a year
 * @source Klugman, Panjer and Willmot, Loss Models, chapter on coverage modifications
 * @testedBy trend/measure-trend.test.ts: published one-claim examples, family properties
 * @param sizes - Claim or member-year sizes: the plan's own, a family, or own sizes with a family beyond a splice. Unit: US dollars.
 * @param o - Deductible, trend, coinsurance, maximum, indexing.
 * @returns The leveraged trend; null with `trend/no-excess` when no size lies above the deductible.
 * @throws {@link CoalitionError} `trend/invalid-input`, `stats/bad-argument`.
 * @example
 * leverage({ kind: 'empirical', values: [150_000] }, { deductible: 100_000, trend: 0.08 }).leveraged?.toFixed(4); // => '0.2400'
 */
export function leverage(sizes: Severity | SplicedSizes, o: LeverageOptions): Leverage {
  const { deductible, trend } = o;
  const coinsurance = o.coinsurance ?? 0;
  if (!(finite('deductible', deductible) >= 0)) throw invalidInput('deductible', deductible, 'Give 0 or more.');
  if (!(finite('trend', trend) > -1)) throw invalidInput('trend', trend, 'A yearly trend is above -1.');
  if (!(coinsurance >= 0 && coinsurance <= 1)) throw invalidInput('coinsurance', coinsurance, "Give the member's share from 0 to 1.");
  if (o.outOfPocketMax !== undefined && !(o.outOfPocketMax >= deductible))
    throw invalidInput('outOfPocketMax', o.outOfPocketMax, 'It includes the deductible, so it is not below it.');
  const index = 1 + finite('indexTo', o.indexTo ?? 0);
  if (!(index > 0)) throw invalidInput('indexTo', o.indexTo, 'A yearly rise is above -1.');
  if (sizes.kind === 'spliced') checkedSplice(sizes);
  const above = (limit: number): number =>
    sizes.kind === 'spliced' ? splicedExcess(sizes, limit) : limitedExpectedValue({ severity: sizes, limit }).excess;
  const paid = (growth: number, scale: number): number => {
    const excess = (limit: number): number => growth * above(limit / growth);
    const d = deductible * scale;
    const share = (1 - coinsurance) * excess(d);
    return o.outOfPocketMax === undefined || coinsurance === 0
      ? share
      : share + coinsurance * excess(d + (o.outOfPocketMax * scale - d) / coinsurance);
  };
  const [before, after] = [paid(1, 1), paid(1 + trend, index)];
  for (const mean of [before, after]) if (!Number.isFinite(mean)) throw invalidInput('sizes', mean, 'Their mean is beyond what a number can hold.');
  const ratio = before > 0 ? after / before : Number.POSITIVE_INFINITY;
  const leveraged = Number.isFinite(ratio) ? ratio - 1 : null;
  return {
    before,
    after,
    leveraged,
    groundUp: trend,
    note: NOT_AN_OPINION,
    steps: [
      { id: 'before', label: `Mean paid above ${deductible}`, value: String(before), unit: 'USD' },
      { id: 'after', label: `The same after a trend of ${trend}`, value: String(after), unit: 'USD' },
    ],
    assumptions: [
      { id: 'trend', value: String(trend), evidence: 'assumed', source: 'caller' },
      { id: 'sizes', value: sizes.kind, evidence: sizes.kind === 'empirical' ? 'measured' : 'assumed', source: 'caller' },
      ...(sizes.kind === 'spliced'
        ? [{ id: 'tail', value: `${sizes.tail.kind} beyond ${sizes.splice}`, evidence: 'assumed' as const, source: 'caller' }]
        : []),
    ],
    warnings: leveraged === null ? [trendWarning('trend/no-excess', `No size lies above ${deductible}, so its trend has no meaning.`)] : [],
    tables: [],
  };
}
