import { unreachable } from '../errors/unreachable.js';
import { Decimal } from '../money/decimal.js';
import { estimatedUsd } from '../money/estimated-usd.js';
import { times, type Usd, type UsdInput, usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { quantile } from '../stats/quantile.js';
import { totalOf } from './auto.js';
import { NOT_AN_OPINION, type TrendDisclosure } from './disclosure.js';
import type { IbnrResult } from './ibnr.js';
import { chosen, finite, invalidInput } from './triangle-spec.js';

/** How careful a reserve is beyond its best estimate. */
export interface MarginRule {
  /** `percent` of the IBNR; `quantile` of past errors; `factor`: completion factors below 1 lowered by a share. */
  readonly kind: 'percent' | 'quantile' | 'factor';
  /** 0.05 for 5 %; a probability above 0.5 for `quantile`. Unit: share. */
  readonly value: number;
}

/** A margin, always its own line. Unit of amounts: US dollars. */
export interface MarginLine extends Explanation {
  readonly disclosure: TrendDisclosure;
  readonly kind: MarginRule['kind'];
  /** Unchanged by the margin. */
  readonly bestEstimate: Usd;
  readonly margin: Usd;
  /** Best estimate plus margin. */
  readonly withMargin: Usd;
}

/**
 * Adds a margin for adverse deviation to a best estimate, as a line of its own.
 *
 * @formula percent: value x IBNR; quantile: that quantile of past errors x average month; factor: sum of C / (p (1 - value)) - C / p over
 *   months with p below 1
 * @unit US dollars
 * @source Actuarial Standard of Practice 5 (best estimate and margin stay apart)
 * @testedBy trend/large-claims.test.ts
 * @param result - A reserve.
 * @param rule - Kind and value.
 * @returns Best estimate, margin and their sum.
 * @throws {@link CoalitionError} `trend/invalid-input` also when the reserve has no total or no past errors.
 * @example
 * const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [['1000', '1500'], ['2000', '3000'], ['1200']] });
 * margin(ibnr(triangle, completion(triangle), { method: 'development' }), { kind: 'percent', value: 0.1 }).withMargin.toFixed(2); // => '660.00'
 */
export function margin(result: IbnrResult, rule: MarginRule): MarginLine {
  const best = result.total.ibnr;
  if (best === null) throw invalidInput('result', 'no total', 'Choose a method that answers for every month.');
  const amount = amountOf(result, best, rule);
  return {
    kind: rule.kind,
    bestEstimate: best,
    margin: amount,
    withMargin: usd(new Decimal(best).plus(amount)),
    disclosure: result.disclosure,
    steps: [
      { id: 'best', label: 'Best estimate', value: best.toFixed(2), unit: 'USD' },
      { id: 'margin', label: `Margin by ${rule.kind} ${rule.value}`, value: amount.toFixed(2), unit: 'USD' },
    ],
    assumptions: [{ id: 'margin', value: `${rule.kind} ${rule.value}`, evidence: 'assumed', source: 'caller' }],
    warnings: [],
    tables: [],
  };
}

function amountOf(result: IbnrResult, best: Usd, rule: MarginRule): Usd {
  const value = finite('value', rule.value);
  chosen('kind', rule.kind, ['percent', 'quantile', 'factor']);
  switch (rule.kind) {
    case 'percent':
      if (value < 0) throw invalidInput('value', value, 'Give 0 or more.');
      return times(best, new Decimal(value));
    case 'quantile': {
      if (!(value > 0 && value < 1)) throw invalidInput('value', value, 'Give a probability between 0 and 1.');
      if (result.pastErrors.length < 4 || result.averageMonth === null)
        throw invalidInput('pastErrors', result.pastErrors.length, 'A quantile needs at least four past valuations.');
      return estimatedUsd(quantile(result.pastErrors.map(totalOf), value) * result.averageMonth);
    }
    case 'factor': {
      if (!(value >= 0 && value < 1)) throw invalidInput('value', value, 'Give a share from 0 up to 1.');
      const more = result.rows.reduce(
        (sum, { paid, completionFactor: p }) => (p === null || p <= 0 || p >= 1 ? sum : sum + (paid.toNumber() / p) * (1 / (1 - value) - 1)),
        0,
      );
      return estimatedUsd(more);
    }
    default:
      return unreachable(rule.kind);
  }
}

/** A safe-harbour limit. Unit: US dollars. */
export interface SafeHarborLine extends Explanation {
  readonly note: string;
  readonly limit: Usd;
}

/**
 * Computes the safe-harbour limit on a reserve for incurred and unpaid claims as a share of qualified direct costs.
 *
 * Limits: the default of 35 % (Internal Revenue Code 419A) was taken from secondary sources and is unverified: ask counsel.
 *
 * @formula limit = percent x qualified direct costs other than insurance premiums, of the preceding year
 * @unit US dollars
 * @source Internal Revenue Code 419A(c)(5), unverified
 * @testedBy trend/large-claims.test.ts
 * @param o - `qualifiedDirectCosts`, decimal text in US dollars; `percent`, default 0.35.
 * @returns The limit.
 * @throws {@link CoalitionError} `trend/invalid-input`, `money/not-an-amount`.
 * @example
 * safeHarbor({ qualifiedDirectCosts: '1000000' }).limit.toFixed(2); // => '350000.00'
 */
export function safeHarbor(o: { readonly qualifiedDirectCosts: UsdInput; readonly percent?: number }): SafeHarborLine {
  const percent = o.percent ?? 0.35;
  if (!(percent >= 0 && percent <= 1)) throw invalidInput('percent', percent, 'Give a share from 0 to 1.');
  const limit = times(usd(o.qualifiedDirectCosts), new Decimal(percent));
  return {
    limit,
    note: NOT_AN_OPINION,
    steps: [{ id: 'limit', label: `${100 * percent} % of qualified direct costs`, value: limit.toFixed(2), unit: 'USD' }],
    assumptions: [
      {
        id: 'percent',
        value: String(percent),
        evidence: 'assumed',
        source: o.percent === undefined ? 'default from secondary sources, unverified; ask counsel' : 'caller',
      },
    ],
    warnings: [],
    tables: [],
  };
}
