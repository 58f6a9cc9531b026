import { Decimal as Base } from 'decimal.js';

/**
 * The only decimal constructor this library computes with.
 *
 * It is a private clone: a host that calls `Decimal.set({ precision: 3 })` can't change our results,
 * and no value ever prints in exponent form.
 *
 * @example
 * new Decimal('0.1').plus('0.2').toFixed(); // => '0.3'
 */
export const Decimal: Base.Constructor = /* @__PURE__ */ Base.clone({
  precision: 40,
  rounding: Base.ROUND_HALF_EVEN,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});

/** An exact decimal number of this library's own clone, 40 significant digits. */
export type Decimal = Base;
