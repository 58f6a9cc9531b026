import { CoalitionError } from '../../errors/coalition-error.js';
import type { Finding } from '../../errors/finding.js';

/** A percentage as printed, and what is known of its base. */
export interface PrintedPercentage {
  /** Exactly as printed, such as `'5.1'`. */
  readonly printed: string;
  /** Unit: digits after the point. */
  readonly decimals: number;
  /** Known number that the percentage is of. Unit: persons. */
  readonly base: number;
  /** Counts from 1 to one less are withheld. Default 11. Unit: persons. */
  readonly threshold?: number;
}

/** What a reader can work out from a percentage. */
export interface BackCalculation {
  /** Least and greatest count that gives this print; `null` when none does. Unit: persons. */
  readonly counts: readonly [low: number, high: number] | null;
  readonly refused: boolean;
  /** `count`: the count lies below the threshold; `complement`: the rest does; `impossible`: no count gives this print. */
  readonly because: 'count' | 'complement' | 'impossible' | null;
  /** `deidentify/impossible-print`, which blocks the print; absent where a count fits. */
  readonly finding?: Finding;
}

/**
 * Works back from a printed percentage on a known base to the count behind it: does it give away a small one?
 *
 * @formula C = { c in 0..n : 100c/n rounded half up to d decimals = printed }, exact; refused when all of C, or n less all of C, lies in 1..t-1
 * @unit persons
 * @source CMS cell size suppression policy (ResDAC, 26 January 2024): no percentage from which a count of 1 to 10 follows
 * @testedBy deidentify/publish/percentage.test.ts: 137 and 40 and 5,000; all bases to 2,000 by brute force
 * @param o - The print, its decimals, its base, the threshold.
 * @returns The counts that fit and whether the print must be refused.
 * @throws {@link CoalitionError} `deidentify/not-a-percentage`.
 * @example
 * percentageBackCalculation({ printed: '5.1', decimals: 1, base: 137, threshold: 11 }); // => { counts: [7, 7], refused: true, because: 'count' }
 */
export function percentageBackCalculation(o: PrintedPercentage): BackCalculation {
  const { decimals, base, threshold = 11 } = o;
  const refuse = (reason: string): CoalitionError<'deidentify/not-a-percentage'> =>
    new CoalitionError(
      'deidentify/not-a-percentage',
      `The percentage can't be worked back: ${reason}. Pass it as printed, with its base as a whole number.`,
      { reason },
    );
  if (!Number.isSafeInteger(base) || base < 1) throw refuse('its base is no whole number of at least 1');
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 10) throw refuse('its decimals are no whole number from 0 to 10');
  const digits = /^(\d+)(?:\.(\d+))?$/.exec(o.printed);
  if (digits === null || (digits[2] ?? '').length !== decimals) throw refuse(`"${o.printed}" doesn't have ${decimals} decimals`);
  // printed x 10^d = floor(100 x 10^d x c / n + 1/2), so c lies in a half-open range of exact fractions.
  const print = BigInt(`${digits[1] ?? ''}${digits[2] ?? ''}`);
  const n = BigInt(base);
  const scale = 200n * 10n ** BigInt(decimals);
  const least = ceiling((2n * print - 1n) * n, scale);
  const past = ceiling((2n * print + 1n) * n, scale);
  const low = least < 0n ? 0n : least;
  const high = past - 1n > n ? n : past - 1n;
  if (low > high) return { counts: null, refused: true, because: 'impossible', finding: impossiblePrint(o) };
  const counts: readonly [number, number] = [Number(low), Number(high)];
  const small = (from: number, to: number): boolean => from >= 1 && to <= threshold - 1;
  if (small(...counts)) return { counts, refused: true, because: 'count' };
  if (small(base - counts[1], base - counts[0])) return { counts, refused: true, because: 'complement' };
  return { counts, refused: false, because: null };
}

function impossiblePrint({ printed, decimals, base }: PrintedPercentage): Finding {
  return {
    code: 'deidentify/impossible-print',
    severity: 'block',
    fix: 'Check base, decimals and rounding.',
    message: `No count on a base of ${base} prints as ${printed} % with ${decimals} decimals.`,
  };
}

/** Least whole number at or above a fraction with a positive denominator. */
function ceiling(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return quotient * denominator < numerator ? quotient + 1n : quotient;
}
