import type { EpisodeMoney } from './episode-line.js';

/** A payment that covers days on both sides of a window's end. */
export interface ProrateInput {
  /** Unit: US cents. */
  readonly cents: number;
  /** Days of the payment that are inside. Unit: days. */
  readonly insideDays: number;
  /** Days that the payment covers. Unit: days. */
  readonly days: number;
}

/**
 * Splits a payment that covers several days into the part inside a window and the rest, exactly.
 *
 * @formula inside = amount x inside days / days, half-up to the cent (ties away from zero); outside = amount - inside
 * @unit US cents
 * @testedBy coe/windows.test.ts: $14,400.00 over 30 days, 20 inside
 * @param input - The amount and the days.
 * @returns Two parts that add up to the amount.
 * @example
 * prorate({ cents: 1440000, insideDays: 20, days: 30 }); // => { inside: 960000, outside: 480000 }
 */
export function prorate(input: ProrateInput): { readonly inside: number; readonly outside: number } {
  const { cents, insideDays, days } = input;
  const product = BigInt(Math.abs(cents)) * BigInt(insideDays);
  const whole = Number((2n * product + BigInt(days)) / (2n * BigInt(days)));
  const inside = cents < 0 ? 0 - whole : whole;
  return { inside, outside: cents - inside };
}

/** All four measures of a line, each prorated on its own. */
export function prorateMoney(money: EpisodeMoney, insideDays: number, days: number): EpisodeMoney {
  const part = (cents: number): number => prorate({ cents, insideDays, days }).inside;
  return { allowed: part(money.allowed), planPaid: part(money.planPaid), memberPaid: part(money.memberPaid), cobPaid: part(money.cobPaid) };
}
