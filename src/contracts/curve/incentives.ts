import { CoalitionError } from '../../errors/coalition-error.js';
import type { CurvePiece, PiecewiseLinear } from './payment-curve.js';
import { compare, fromText, minus, negated, plus, times, toText } from './rational.js';

/** What the next dollar is worth to the one who is paid. */
export interface Incentives {
  /** Payment gained by one unit less of the metric, decimal text. Unit: US dollars by unit. */
  readonly keptPerDollarSaved: string;
  /** The next jump on the way down, or null. Unit: the metric's. */
  readonly nextCliff: string | null;
  /** What is gained from here by reaching the far side of that jump, or null. Unit: US dollars. */
  readonly gainThere: string | null;
  /** The stretch around here on which nothing changes, or null. Unit: the metric's. */
  readonly deadZone: { readonly from: string; readonly to: string } | null;
}

function holds(piece: CurvePiece, x: string): boolean {
  const [low, high] = [compare(fromText(x), fromText(piece.from)), compare(fromText(x), fromText(piece.to))];
  return (low > 0 || (low === 0 && piece.fromInclusive)) && (high < 0 || (high === 0 && piece.toInclusive));
}

/**
 * Reads the payment off a curve.
 *
 * @unit US dollars
 * @testedBy contracts/curve.test.ts
 * @param curve - As {@link paymentCurve} draws it.
 * @param at - Decimal text. Unit: the metric's.
 * @returns Decimal text, or null outside the curve or where nothing can be settled.
 * @example
 * paymentOn(paymentCurve({ contract: exampleContract(), facts: exampleFacts(), metric: 'actual', domain: ['0', '2000000'] }), '900000'); // => '50000'
 */
export function paymentOn(curve: PiecewiseLinear, at: string): string | null {
  const piece = curve.pieces.find((each) => holds(each, at));
  return piece === undefined ? null : toText(plus(fromText(piece.atFrom), times(fromText(piece.slope), minus(fromText(at), fromText(piece.from)))));
}

/**
 * Tells what one dollar less of a metric is worth at a point, where the next cliff is, and whether the point lies in a dead zone.
 *
 * @formula kept by dollar saved = -slope, towards less of the metric
 * @unit US dollars by unit of the metric
 * @testedBy contracts/curve.test.ts
 * @param curve - As {@link paymentCurve} draws it.
 * @param at - Decimal text. Unit: the metric's.
 * @returns The incentive at the margin.
 * @throws {@link CoalitionError} `contracts/bad-options` outside the curve.
 * @example
 * incentives(paymentCurve({ contract: exampleContract(), facts: exampleFacts(), metric: 'actual', domain: ['0', '2000000'] }), '1200000'); // => { keptPerDollarSaved: '0', nextCliff: null, gainThere: null, deadZone: { from: '1000000', to: '2000000' } }
 */
export function incentives(curve: PiecewiseLinear, at: string): Incentives {
  const i = curve.pieces.findIndex((each) => holds(each, at));
  const here = curve.pieces[i];
  const now = paymentOn(curve, at);
  if (here === undefined || now === null) {
    throw new CoalitionError('contracts/bad-options', `The curve has no payment at ${at}. Draw it over a domain that holds the point.`, {
      what: 'at',
    });
  }
  const below = compare(fromText(at), fromText(here.from)) === 0 && i > 0 ? (curve.pieces[i - 1] ?? here) : here;
  const cliff = Array.from(curve.cliffs)
    .reverse()
    .find((each) => compare(fromText(each.at), fromText(at)) < 0);
  const best = cliff === undefined ? null : compare(fromText(cliff.below), fromText(cliff.there)) === 0 ? cliff.below : cliff.there;
  return {
    keptPerDollarSaved: toText(negated(fromText(below.slope))),
    nextCliff: cliff?.at ?? null,
    gainThere: best === null ? null : toText(minus(fromText(best), fromText(now))),
    deadZone: fromText(here.slope).n === 0n ? { from: here.from, to: here.to } : null,
  };
}
