import { prepared } from '../prepare-contract.js';
import { type CurveInput, curvePieces } from './payment-curve.js';
import { compareCuts } from './piecewise.js';
import { compare, fromText, minus, over, type Rational, sign, toText } from './rational.js';

/** Where a payment has a given value. */
export type Solution =
  | {
      readonly kind: 'one' /** Unit: the metric's; 40 digits. */;
      readonly at: string /** The same as an exact fraction. */;
      readonly fraction: string;
      readonly exact: boolean;
    }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'many' /** Single points and stretches, in ascending order. */;
      readonly at: readonly { readonly from: string; readonly to: string }[];
      readonly exact: boolean;
    };

/** What {@link solveFor} looks for. */
export interface SolveForInput extends Omit<CurveInput, 'metric' | 'domain'> {
  /** Where to look, decimal text. Default the metric's `min` (0 when absent) to its `max` (10^12 when absent). Unit: the metric's. */
  readonly domain?: readonly [low: string, high: string];
  /** The metric that varies. */
  readonly input: string;
  /** Decimal text. Unit: US dollars, before rounding. */
  readonly payment: string;
}

/**
 * Finds the value of a metric at which a contract pays a given amount, before the line is rounded.
 *
 * @unit the metric's
 * @testedBy contracts/curve.test.ts
 * @param o - Contract, other facts, the metric and its domain, the payment.
 * @returns One exact point, none, or all points and stretches.
 * @throws {@link CoalitionError} `contracts/bad-options` as {@link paymentCurve}.
 * @example
 * solveFor({ contract: exampleContract(), facts: exampleFacts(), input: 'actual', domain: ['0', '2000000'], payment: '10000' }); // => { kind: 'one', at: '980000', fraction: '980000/1', exact: true }
 */
export function solveFor(o: SolveForInput): Solution {
  const { input, payment, domain, ...rest } = o;
  const { metrics } = prepared(o.contract).contract;
  const spec = Object.hasOwn(metrics, input) ? metrics[input] : undefined;
  const curve = curvePieces({ ...rest, metric: input, domain: domain ?? [spec?.min ?? '0', spec?.max ?? '1000000000000'] });
  const target = fromText(payment);
  const found: { readonly from: Rational; readonly to: Rational }[] = [];
  for (const { from, to, value } of curve.pieces) {
    if (value.kind !== 'linear') continue;
    const gap = minus(target, value.intercept);
    if (sign(value.slope) === 0) {
      if (sign(gap) === 0) found.push({ from: from.x, to: to.x });
      continue;
    }
    const x = over(gap, value.slope);
    const inside = compareCuts(from, { x, side: 0 }) <= 0 && compareCuts({ x, side: 1 }, to) <= 0;
    const before = found[found.length - 1];
    if (inside && (before === undefined || compare(before.to, x) !== 0)) found.push({ from: x, to: x });
  }
  const [first] = found;
  if (first === undefined) return { kind: 'none' };
  if (found.length === 1 && compare(first.from, first.to) === 0)
    return { kind: 'one', at: toText(first.from), fraction: `${first.from.n}/${first.from.d}`, exact: curve.exact };
  return { kind: 'many', at: found.map(({ from, to }) => ({ from: toText(from), to: toText(to) })), exact: curve.exact };
}
