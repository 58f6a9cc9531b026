import { isoFromDay } from '../../time/iso-date.js';
import { providerNumber } from '../drafts.js';

/** One member of the bench data. */
export interface BenchMember {
  readonly memberId: string;
  readonly subscriberId: string;
  readonly relation: 'self' | 'spouse' | 'child';
  readonly gender: 'female' | 'male';
  readonly birthDate: string;
  readonly zip: string;
  readonly employerId: string;
  readonly plan: string;
}

/** Employers of the bench data. */
export const BENCH_EMPLOYERS = 40;

/** A whole number of 32 bits that follows from two others. */
export function mixed(a: number, b: number): number {
  let x = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** First household of each employer beside the sum of all weights: sizes fall off as 1 / (rank + 2). */
const SHARES: readonly number[] = /* @__PURE__ */ Array.from({ length: BENCH_EMPLOYERS }, (_, rank) => Math.floor(1_000_000 / (rank + 3)));

function employerOf(word: number): string {
  let left = word % 2_900_000;
  for (let rank = 0; rank < BENCH_EMPLOYERS; rank += 1) {
    left -= SHARES[rank] ?? 0;
    if (left < 0) return `employer-${String(rank + 1).padStart(2, '0')}`;
  }
  return 'employer-01';
}

/**
 * Makes one member from its number; members of one household share employer, plan and place.
 *
 * @param seed - Of the bench data.
 * @param n - Number of the member, 0-based. Every third begins a household.
 * @returns The member.
 */
export function benchMember(seed: number, n: number): BenchMember {
  const household = Math.floor(n / 3);
  const place = n % 3;
  const [home, own] = [mixed(seed, household), mixed(seed + 1, n)];
  const relation = place === 0 ? 'self' : place === 1 ? 'spouse' : 'child';
  const age = relation === 'child' ? own % 24 : 22 + (own % 43);
  return {
    memberId: `M${String(n).padStart(8, '0')}`,
    subscriberId: `S${String(household).padStart(8, '0')}`,
    relation,
    gender: (own >>> 9) % 2 === 0 ? 'female' : 'male',
    birthDate: isoFromDay(19_358 - age * 365 - ((own >>> 12) % 365)),
    zip: `${530 + (home % 40)}${String((home >>> 8) % 100).padStart(2, '0')}`,
    employerId: employerOf(home),
    plan: ['ppo', 'hdhp', 'epo'][(home >>> 5) % 3] ?? 'ppo',
  };
}

/** One provider of the bench data: its number and its billing name as CSV text. */
export function benchProvider(n: number): { readonly npi: string; readonly name: string } {
  const town = ['Lakeside', 'Northfield', 'Riverbend', 'Summit', 'Oak Valley'][n % 5] ?? 'Lakeside';
  const kind = ['Clinic', 'Medical Group', 'Hospital', 'Imaging', 'Care Partners'][(n >> 3) % 5] ?? 'Clinic';
  const name = n % 11 === 0 ? `"${town} ${kind}, LLC"` : n % 49 === 1 ? `"The ""${town}"" ${kind}"` : `${town} ${kind} ${n % 97}`;
  return { npi: providerNumber(50_000 + n), name };
}
