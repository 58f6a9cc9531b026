import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import { estimatedUsd } from '../../money/estimated-usd.js';
import { type Usd } from '../../money/usd.js';
import { quantile } from '../../stats/quantile.js';
import type { OutlierRule } from '../definition/episode-definition.js';

/** What capping did. */
export interface CapResult {
  /** Amounts in the order given. Unit: US dollars. */
  readonly amounts: readonly Usd[];
  /** The rule in words, with its limits; `null` when nothing was asked for. */
  readonly cap: {
    readonly rule: string /** Unit: US dollars, text. */;
    readonly low: string | null /** Unit: US dollars, text. */;
    readonly high: string /** Unit: episodes. */;
    readonly capped: number;
  } | null;
}

/**
 * Caps extreme episodes at named quantiles; only summaries use it, never the episode itself.
 *
 * Limits: programs differ in the type of quantile (R: 7, SAS: 5), so that the 99th percentile of a small cell is its maximum
 * under one and not under another: there is no default without a name.
 *
 * @formula amounts above the upper quantile become it, likewise below
 * @unit US dollars
 * @source Hyndman and Fan 1996, quantile types 1 to 9
 * @testedBy coe/counterfactual.test.ts
 * @param amounts - Amounts.
 * @param rule - Type and shares; none: nothing is capped.
 * @returns The capped amounts and what was done.
 * @throws {@link CoalitionError} `coe/invalid-input` for a share outside 0 to 1.
 * @example
 * capOutliers([usd('1'), usd('2'), usd('9')], { quantileType: 1, upper: '0.5', lower: null }).amounts.map((each) => each.toFixed()); // => ['1', '2', '2']
 */
export function capOutliers(amounts: readonly Usd[], rule: OutlierRule | undefined): CapResult {
  if (rule === undefined || amounts.length === 0) return { amounts, cap: null };
  const values = amounts.map((each) => each.toNumber());
  const at = (share: string): Usd => {
    const p = Number(share);
    if (!/^(?:\d+|\d*\.\d+)$/.test(share) || !(p >= 0 && p <= 1))
      throw new CoalitionError('coe/invalid-input', `The quantile ${share} isn't a share from 0 to 1. Write it like '0.99'.`, {
        field: 'outlier',
        value: share,
      });
    return estimatedUsd(quantile(values, p, rule.quantileType));
  };
  const high = at(rule.upper);
  const low = rule.lower === null ? null : at(rule.lower);
  let capped = 0;
  const out = amounts.map((each) => {
    const amount = new Decimal(each);
    if (amount.gt(high)) {
      capped += 1;
      return high;
    }
    if (low !== null && amount.lt(low)) {
      capped += 1;
      return low;
    }
    return each;
  });
  const words = `winsorised at ${rule.lower ?? '0'} and ${rule.upper}, quantile type ${rule.quantileType}, over ${amounts.length} episodes`;
  return { amounts: out, cap: { rule: words, low: low?.toFixed() ?? null, high: high.toFixed(), capped } };
}
