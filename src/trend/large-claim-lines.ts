import { CoalitionError } from '../errors/coalition-error.js';
import { monthIndex } from '../time/month.js';
import type { TriangleLine } from './read-lines.js';
import { finite, invalidInput } from './triangle-spec.js';

/** A transaction of a member. */
export interface MemberLine extends TriangleLine {
  /** Stable key of the member; it stays here and is in no result. */
  readonly person: string;
}

/** Transactions of large claimants, and how many there are. */
export interface LargeClaimLines {
  /** Every transaction of member-years beyond the threshold. */
  readonly whole: readonly TriangleLine[];
  /** Only the part beyond the threshold, in order of payment. */
  readonly excess: readonly TriangleLine[];
  /** Unit: member-years. */
  readonly memberYears: number;
}

/**
 * Finds the transactions of large claimants: members whose payments for care of one calendar year pass a threshold at the valuation.
 *
 * @formula threshold of a year = threshold x (1 + trend) ^ (year - base year); excess of a line = growth of max(0, running sum - threshold)
 * @unit US cents
 * @testedBy trend/large-claims.test.ts
 * @param lines - Transactions with their member; only those paid by the valuation.
 * @param o - `thresholdCents` of `baseYear`; `trend` of the threshold, default 0.
 * @returns Lines to build a triangle of, whole or beyond the threshold.
 * @throws {@link CoalitionError} `trend/invalid-input`, `aggregate/cents-overflow`.
 * @example
 * const line = (paid: string, cents: number) => ({ person: 'p1', incurred: '2025-01-10', paid, cents });
 * largeClaimLines([line('2025-02-01', 800), line('2025-03-01', 700)], { thresholdCents: 1000, baseYear: 2025 }).excess.map(({ cents }) => cents); // => [500]
 */
export function largeClaimLines(
  lines: readonly MemberLine[],
  o: { readonly thresholdCents: number; readonly baseYear: number; readonly trend?: number },
): LargeClaimLines {
  if (!(Number.isSafeInteger(o.thresholdCents) && o.thresholdCents > 0))
    throw invalidInput('thresholdCents', o.thresholdCents, 'Give whole cents above 0.');
  const trend = finite('trend', o.trend ?? 0);
  const byMemberYear = new Map<string, MemberLine[]>();
  let gross = 0;
  for (const line of lines) {
    if (!Number.isSafeInteger(line.cents)) throw invalidInput('cents', line.cents, 'Amounts are whole cents.');
    gross += Math.abs(line.cents);
    const year = Math.floor(monthIndex(line.incurred.slice(0, 7)) / 12);
    const key = `${year}\u0000${line.person}`;
    const own = byMemberYear.get(key) ?? [];
    byMemberYear.set(key, own);
    own.push(line);
  }
  if (gross > Number.MAX_SAFE_INTEGER)
    throw new CoalitionError('aggregate/cents-overflow', 'The absolute amounts sum to more than 2^53 - 1 cents. Check their unit, or split them.', {
      measure: 'paid',
    });
  const [whole, excess]: [TriangleLine[], TriangleLine[]] = [[], []];
  let memberYears = 0;
  for (const [key, own] of byMemberYear) {
    const year = Number(key.slice(0, key.indexOf('\u0000')));
    const threshold = Math.round(o.thresholdCents * (1 + trend) ** (year - o.baseYear));
    if (own.reduce((sum, { cents }) => sum + cents, 0) <= threshold) continue;
    memberYears += 1;
    let running = 0;
    for (const { incurred, paid, cents } of [...own].sort(byPayment)) {
      const before = Math.max(0, running - threshold);
      running += cents;
      const more = Math.max(0, running - threshold) - before;
      whole.push({ incurred, paid, cents });
      if (more !== 0) excess.push({ incurred, paid, cents: more });
    }
  }
  return { whole, excess, memberYears };
}

/** In order of payment; lines paid on one day in an order of their own, so that the order in which they are given changes nothing. */
function byPayment(a: MemberLine, b: MemberLine): number {
  return compare(a.paid, b.paid) || compare(a.incurred, b.incurred) || b.cents - a.cents;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
