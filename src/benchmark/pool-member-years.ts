import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { badInput } from './bad-input.js';

/** One member-year, exact. */
export interface MemberYearTotal {
  /** Unit: US dollars. */
  readonly dollars: Usd;
  /** Unit: months, at least 0. */
  readonly months: Decimal | string;
}

/** Dollars below and above a pooling point. Unit: US dollars over all member-years. */
export interface PooledTotals extends Explanation {
  readonly pooled: Usd;
  readonly excess: Usd;
  /** pooled + excess, to the cent what went in. */
  readonly total: Usd;
  readonly months: Decimal;
  /** Pooled dollars per member month, with the charge where one is given. Unit: US dollars per member and month. */
  readonly pooledRate: Usd;
  /** Member-years above their point. Unit: member-years. */
  readonly above: number;
}

/**
 * Cuts large member-years at a pooling point: what stays, what is pooled away, and the rate with a charge in its place.
 *
 * @formula pooled = sum min(x, d), d = point or point x months / 12; rate = pooled / months + charge
 * @unit US dollars; US dollars per member and month
 * @source spec of the benchmark area, 3.4
 * @testedBy test/benchmark/severity.test.ts: pooled + excess = total to the cent
 * @param o - Member-years, point, whether the point is prorated by months (must be chosen), charge per member and month.
 * @returns Both parts and the pooled rate.
 * @throws {@link CoalitionError} `benchmark/bad-input`, `benchmark/zero-exposure`.
 * @example
 * poolMemberYears({ totals: [{ dollars: usd('150'), months: '12' }, { dollars: usd('50'), months: '12' }], point: usd('100'), prorate: 'none' }).excess.toFixed(2); // => '50.00'
 */
export function poolMemberYears(o: {
  readonly totals: readonly MemberYearTotal[];
  readonly point: Usd;
  readonly prorate: 'byMonths' | 'none';
  /** Unit: US dollars per member and month. Default 0. */
  readonly charge?: Usd;
}): PooledTotals {
  if (o.prorate !== 'byMonths' && o.prorate !== 'none')
    throw badInput('prorate', o.prorate, "'byMonths' or 'none'; part-year members make the choice matter");
  if (!o.point.gt(0)) throw badInput('point', o.point.toFixed(), 'a pooling point above 0');
  let [pooled, total, months] = [new Decimal(0), new Decimal(0), new Decimal(0)];
  let above = 0;
  for (const each of o.totals) {
    const own = new Decimal(each.months);
    if (own.isNegative()) throw badInput('months', own.toFixed(), 'months of at least 0');
    const point = o.prorate === 'byMonths' ? o.point.times(own).div(12) : new Decimal(o.point);
    const kept = Decimal.min(each.dollars, point);
    pooled = pooled.plus(kept);
    total = total.plus(each.dollars);
    months = months.plus(own);
    if (each.dollars.gt(point)) above += 1;
  }
  if (!months.gt(0)) {
    throw new CoalitionError('benchmark/zero-exposure', `${total.toFixed(2)} dollars stand against no months. Give member-years with months.`, {
      cents: total.times(100).round().toNumber(),
    });
  }
  const excess = total.minus(pooled);
  const rate = usd(pooled.div(months).plus(o.charge ?? 0));
  return {
    pooled: usd(pooled),
    excess: usd(excess),
    total: usd(total),
    months,
    pooledRate: rate,
    above,
    steps: [
      { id: 'pooled', label: `dollars up to ${o.point.toFixed()} a member-year`, value: pooled.toFixed(), unit: 'US dollars' },
      { id: 'excess', label: 'dollars above', value: excess.toFixed(), unit: 'US dollars' },
      {
        id: 'rate',
        label: 'pooled rate with charge',
        formula: 'pooled / months + charge',
        value: rate.toFixed(),
        unit: 'US dollars per member and month',
      },
    ],
    assumptions: [
      { id: 'prorate', value: o.prorate, evidence: 'assumed', source: 'chosen by the caller' },
      { id: 'charge', value: (o.charge ?? new Decimal(0)).toFixed(), evidence: 'assumed', source: 'chosen by the caller' },
    ],
    warnings: [],
    tables: [],
  };
}
