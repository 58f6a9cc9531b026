import { CoalitionError } from '../errors/coalition-error.js';
import { badInput } from './bad-input.js';

/** One member-year. */
export interface MemberYear {
  /** Unit: US dollars. */
  readonly dollars: number;
  /** Unit: months, above 0. */
  readonly months: number;
}

/** What intervals of a ratio of totals rest on. */
export interface RatioMoments {
  readonly n: number;
  /** Sum of dollars over sum of months. Unit: US dollars per month. */
  readonly ratio: number;
  /** Linearised standard error. */
  readonly standardError: number;
  readonly meanMonths: number;
  /** Variances of the means. */
  readonly varianceDollars: number;
  readonly varianceMonths: number;
  readonly covariance: number;
  /** Leave-one-out ratios. */
  readonly jackknife: { readonly standardError: number; readonly acceleration: number } | null;
}

/**
 * Dollars per month over member-years, with the moments that its intervals rest on.
 *
 * @formula R = sum x / sum y; SE = sqrt(n / (n-1) sum (x - R y)^2) / sum y; jackknife by leaving each member out
 * @unit US dollars per month
 * @source Cochran, Sampling Techniques
 * @testedBy test/benchmark/intervals.test.ts: survey 4.1-1, boot 1.3-28.1
 * @param members - At least two member-years.
 * @returns Ratio, standard error, variances of the means, jackknife (`null` when one member has all months).
 * @throws {@link CoalitionError} `benchmark/bad-input`, `benchmark/zero-exposure`.
 * @example
 * ratioMoments([{ dollars: 0, months: 12 }, { dollars: 2400, months: 12 }]).ratio; // => 100
 */
export function ratioMoments(members: readonly MemberYear[]): RatioMoments {
  const n = members.length;
  if (n < 2) throw badInput('members', n, 'at least two member-years');
  let [x, y] = [0, 0];
  for (const member of members) {
    if (!Number.isFinite(member.dollars)) throw badInput('dollars', member.dollars, 'finite dollars');
    if (!(Number.isFinite(member.months) && member.months >= 0)) throw badInput('months', member.months, 'months of at least 0');
    x += member.dollars;
    y += member.months;
  }
  if (!(y > 0)) {
    throw new CoalitionError('benchmark/zero-exposure', `${x} dollars stand against no months. Give members with months.`, {
      cents: Math.round(x * 100),
    });
  }
  const ratio = x / y;
  const [mx, my] = [x / n, y / n];
  let [ee, xx, yy, xy] = [0, 0, 0, 0];
  for (const { dollars, months } of members) {
    ee += (dollars - ratio * months) ** 2;
    xx += (dollars - mx) ** 2;
    yy += (months - my) ** 2;
    xy += (dollars - mx) * (months - my);
  }
  const scale = 1 / ((n - 1) * n);
  return {
    n,
    ratio,
    standardError: Math.sqrt((n / (n - 1)) * ee) / y,
    meanMonths: my,
    varianceDollars: xx * scale,
    varianceMonths: yy * scale,
    covariance: xy * scale,
    jackknife: jackknifeOf(members, x, y),
  };
}

function jackknifeOf(members: readonly MemberYear[], x: number, y: number): RatioMoments['jackknife'] {
  const n = members.length;
  if (members.some((member) => y - member.months <= 0)) return null;
  const out = Float64Array.from(members, (member) => (x - member.dollars) / (y - member.months));
  const mean = out.reduce((sum, each) => sum + each, 0) / n;
  let [squares, cubes] = [0, 0];
  for (const each of out) {
    const l = (n - 1) * (mean - each);
    squares += l * l;
    cubes += l ** 3;
  }
  const standardError = Math.sqrt(((n - 1) / n) * (squares / (n - 1) ** 2));
  return { standardError, acceleration: squares === 0 ? 0 : cubes / (6 * squares ** 1.5) };
}
