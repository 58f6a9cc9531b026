import { CoalitionError } from '../errors/coalition-error.js';
import { normal } from '../stats/normal.js';

/** One member's cost with the time that it covers. */
export interface MemberCost {
  /** Cost by year of coverage. Unit: US dollars per member year, double. */
  readonly annualCost: number;
  /** Unit: member years, above 0, at most 1. */
  readonly memberYears: number;
}

/**
 * The coefficient of variation of one person's annual cost, from the coalition's own members; costs above the truncation count as it.
 *
 * Limits: Medicare's value doesn't transfer to a commercial population, which is why this takes your own.
 *
 * @formula sd / mean of min(cost, truncation), weighted by member years
 * @unit ratio
 * @testedBy contracts/msr.test.ts: closed form
 * @param members - Members with their time.
 * @param o - `truncation`: in US dollars per member year; none when absent.
 * @returns The coefficient of variation.
 * @throws {@link CoalitionError} `contracts/bad-options` for fewer than two members, no time, or a mean of 0.
 * @example
 * sigmaFrom([{ annualCost: 0, memberYears: 1 }, { annualCost: 2000, memberYears: 1 }], {}); // => 1
 */
export function sigmaFrom(members: readonly MemberCost[], o: { readonly truncation?: number }): number {
  const most = o.truncation ?? Number.POSITIVE_INFINITY;
  let [weight, sum] = [0, 0];
  for (const { annualCost, memberYears } of members) {
    if (!Number.isFinite(annualCost) || !(memberYears > 0)) throw bad('every member needs a finite cost and some time');
    weight += memberYears;
    sum += Math.min(annualCost, most) * memberYears;
  }
  const mean = sum / weight;
  if (members.length < 2 || !(mean > 0)) throw bad('at least two members and a mean above 0 are needed');
  let squares = 0;
  for (const { annualCost, memberYears } of members) squares += memberYears * (Math.min(annualCost, most) - mean) ** 2;
  return Math.sqrt(squares / weight) / mean;
}

function bad(what: string): CoalitionError<'contracts/bad-options'> {
  return new CoalitionError('contracts/bad-options', `No answer is possible: ${what}. Look at the input.`, { what });
}

/** A saving to be told from luck. */
export interface DistinguishableInput {
  /** Measured saving. Unit: share of the benchmark, double. */
  readonly savingRate: number;
  /** Unit: lives. */
  readonly lives: number;
  /** Coefficient of variation of one person's annual cost. Unit: ratio. */
  readonly sigma: number;
  /** From which rate on savings are paid. Unit: share of the benchmark. */
  readonly minimumRate: number;
  /** The true saving for which missing it is asked. Unit: share. Default `savingRate`. */
  readonly trueRate?: number;
}

/** How sure a saving is. Probabilities, doubles. */
export interface Distinguishable {
  /** One-sided confidence at which the saving differs from zero. */
  readonly confidence: number;
  /** Chance of being paid when nothing was saved. */
  readonly paidByLuck: number;
  /** Chance of not being paid although the true saving was made. */
  readonly missedTrueSavings: number;
}

/**
 * Tells how sure a saving is, how often luck alone is paid, and how often a true saving is missed.
 *
 * @formula standard error = sigma / sqrt(lives); confidence = N(saving / se); by luck 1 - N(minimum / se); missed N((minimum - true) / se)
 * @unit probability
 * @testedBy contracts/msr.test.ts: the table's own confidence; simulation
 * @param o - Saving, lives, spread, minimum.
 * @returns The three probabilities.
 * @throws {@link CoalitionError} `contracts/lives-not-integer`, `contracts/bad-options`.
 * @example
 * isDistinguishable({ savingRate: 0.03, lives: 10000, sigma: 1.8, minimumRate: 0.02960736528512649 }).paidByLuck.toFixed(4); // => '0.0500'
 */
export function isDistinguishable(o: DistinguishableInput): Distinguishable {
  if (!Number.isSafeInteger(o.lives) || o.lives < 1)
    throw new CoalitionError('contracts/lives-not-integer', `${o.lives} isn't a number of lives. Give a whole number of at least 1.`, {
      value: String(o.lives),
    });
  if (!(o.sigma > 0) || !Number.isFinite(o.savingRate) || !Number.isFinite(o.minimumRate)) throw bad('sigma is above 0, rates are finite');
  const error = o.sigma / Math.sqrt(o.lives);
  return {
    confidence: normal.cdf(o.savingRate / error),
    paidByLuck: normal.upper(o.minimumRate / error),
    missedTrueSavings: normal.cdf((o.minimumRate - (o.trueRate ?? o.savingRate)) / error),
  };
}
