import { Decimal } from '../../money/decimal.js';
import { type Usd } from '../../money/usd.js';

/** Net over cost, or why there is no such number. */
export type Roi =
  | {
      readonly kind: 'ratio';
      /** Net over cost. Unit: none. */
      readonly roi: Decimal;
      /** Gross over cost, which vendors like to call ROI; printed beside it. Unit: none. */
      readonly grossOverCost: Decimal;
    }
  | { readonly kind: 'undefined'; readonly why: string };

/** From how many surgeries the program pays for its fixed cost. */
export type BreakEven =
  | { readonly kind: 'cases' /** Unit: surgeries. */; readonly exact: Decimal /** Unit: whole surgeries. */; readonly surgeries: number }
  | { readonly kind: 'immediate' }
  | { readonly kind: 'never'; readonly why: string };

/** What {@link roi} divides. */
export interface RoiInput {
  /** Sum of the positive components. Unit: US dollars. */
  readonly gross: Usd;
  /** Sum of the negative components, as a positive amount. Unit: US dollars. */
  readonly cost: Usd;
}

/**
 * Tells what a dollar spent on the program brings, net.
 *
 * Limits: without cost there is no ratio, and that is said instead of an infinity.
 *
 * @formula roi = (gross - cost) / cost; gross over cost stands beside it
 * @unit none
 * @testedBy coe/waterfall.test.ts: 1.277692
 * @param w - Gross and cost, as a waterfall has them.
 * @returns The ratio, or why it is undefined.
 * @example
 * const result = roi({ gross: usd('3002681'), cost: usd('1318300') });
 * result.kind === 'ratio' && result.roi.toFixed(6); // => '1.277692'
 */
export function roi(w: RoiInput): Roi {
  const { gross, cost } = w;
  if (new Decimal(cost).lte(0)) return { kind: 'undefined', why: 'the program has no cost, so nothing was returned on anything' };
  return { kind: 'ratio', roi: new Decimal(gross).minus(cost).div(cost), grossOverCost: new Decimal(gross).div(cost) };
}

/** What {@link breakEven} compares. */
export interface BreakEvenInput {
  /** Cost that doesn't depend on volume, as a positive amount. Unit: US dollars. */
  readonly fixed: Usd;
  /** Net of a surgery before fixed cost; `null` without surgeries. Unit: US dollars a surgery. */
  readonly netPerSurgeryBeforeFixed: Usd | null;
}

/**
 * Tells from how many surgeries the program pays for its fixed cost.
 *
 * @formula fixed cost / net of a surgery before fixed cost, up to the next whole surgery
 * @unit surgeries
 * @testedBy coe/waterfall.test.ts: 9.2478 -> 10; below negative, above positive
 * @param w - Fixed cost and net of a surgery, as a waterfall has them.
 * @returns The number of surgeries, `immediate` without fixed cost, `never` when a surgery loses money.
 * @example
 * const result = breakEven({ fixed: usd('96900'), netPerSurgeryBeforeFixed: usd('10478.12') });
 * result.kind === 'cases' && result.surgeries; // => 10
 */
export function breakEven(w: BreakEvenInput): BreakEven {
  const { fixed, netPerSurgeryBeforeFixed: net } = w;
  if (new Decimal(fixed).isZero()) return { kind: 'immediate' };
  if (net === null) return { kind: 'never', why: 'there is no surgery' };
  if (new Decimal(net).lte(0)) return { kind: 'never', why: 'a surgery saves nothing before fixed cost' };
  const exact = new Decimal(fixed).div(net);
  return { kind: 'cases', exact, surgeries: exact.ceil().toNumber() };
}
