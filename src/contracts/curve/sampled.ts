import type { Decimal } from '../../money/decimal.js';
import { plainText } from '../decimal-text.js';
import { type Cut, linear, type Piece, type Pieces } from './piecewise.js';
import { fromText, minus, over, sign, times } from './rational.js';

/** How often a stretch is halved where the payment isn't straight. */
const DEEPEST = 14;
/** Stretches at the start, so that no short tier is stepped over unseen. */
const START = 64;
/** A payment this close to the straight line counts as on it. Unit: US dollars. */
const TOLERANCE = '0.005';

/** Straight stretches that follow a payment by bisection, for contracts in which a metric multiplies itself. */
export function sampledPieces(o: { readonly low: Decimal; readonly high: Decimal; readonly payment: (value: Decimal) => Decimal | null }): Pieces {
  const pieces: Piece[] = [];
  const cut = (x: Decimal, side: 0 | 1): Cut => ({ x: fromText(plainText(x)), side });
  const push = (a: Decimal, b: Decimal, pa: Decimal | null, pb: Decimal | null): void => {
    const last = b.eq(o.high);
    const [from, to] = [cut(a, 0), cut(b, last ? 1 : 0)];
    if (pa === null || pb === null) {
      pieces.push({ from, to, value: { kind: 'blocked', code: 'OUT_OF_RANGE' } });
      return;
    }
    const width = minus(to.x, from.x);
    const slope = sign(width) === 0 ? fromText('0') : over(minus(fromText(plainText(pb)), fromText(plainText(pa))), width);
    pieces.push({ from, to, value: linear(slope, minus(fromText(plainText(pa)), times(slope, from.x))) });
  };
  const follow = (a: Decimal, b: Decimal, pa: Decimal | null, pb: Decimal | null, depth: number): void => {
    const middle = a.plus(b).div(2);
    const pm = o.payment(middle);
    const blocked = [pa, pm, pb].filter((each) => each === null).length;
    const straight = pa !== null && pb !== null && pm !== null && pa.plus(pb).div(2).minus(pm).abs().lte(TOLERANCE);
    if (depth >= DEEPEST || straight || blocked === 3) push(a, b, pa, pb);
    else {
      follow(a, middle, pa, pm, depth + 1);
      follow(middle, b, pm, pb, depth + 1);
    }
  };
  const step = o.high.minus(o.low).div(START);
  let [a, pa] = [o.low, o.payment(o.low)];
  for (let i = 1; i <= START; i += 1) {
    const b = i === START ? o.high : o.low.plus(step.times(i));
    const pb = o.payment(b);
    follow(a, b, pa, pb, 0);
    [a, pa] = [b, pb];
  }
  return pieces;
}
