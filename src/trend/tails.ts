import { unreachable } from '../errors/unreachable.js';
import { chosen, finite, invalidInput } from './triangle-spec.js';

/** A decay that is fitted to the logarithm of the development that is left. */
export type DecayCurve = 'exponential' | 'inversePower' | 'weibull';

/**
 * What is paid beyond the last lag. `cutOff` sets all factors from a lag on to 1 and reports what had been paid beyond it.
 * `medical` cuts off at lag 24, `pharmacy` at 12 (unverified defaults of the trade).
 */
export type Tail =
  | { readonly kind: 'none' }
  | { readonly kind: 'constant' /** Unit: none (a multiplier). */; readonly factor: number }
  | {
      readonly kind: DecayCurve /** How far to extrapolate. Unit: periods of the grain. */;
      readonly periods: number;
      readonly fit?: readonly [from: number, to: number];
    }
  | { readonly kind: 'bondy' }
  | { readonly kind: 'generalisedBondy'; readonly fit?: readonly [from: number, to: number] }
  | { readonly kind: 'cutOff' /** Unit: periods of the grain. */; readonly lag: number | 'medical' | 'pharmacy' };

/** A fitted decay. */
export interface DecayFit {
  readonly curve: DecayCurve;
  readonly intercept: number;
  readonly slope: number;
  /** Ages left out because their factor is 1 or less. Unit: ages. */
  readonly leftOut: number;
  /** The fitted factor at an age counted 1, 2, ... Unit: none. */
  factorAt(age: number): number;
}

/**
 * Fits a decay to development factors by ordinary least squares.
 *
 * Limits: ages are counted 1, 2, ... in development periods. `weibull` is fitted to the completion that the factors imply without a
 * tail, linear in ln(age): ln(-ln(1 - 1/CDF)) for ages whose CDF exceeds 1; packages differ in its exact form.
 *
 * @formula exponential: ln(f - 1) = a + b age; inverse power: ln(f - 1) = a + b ln(age); weibull: ln(-ln(1 - 1/CDF)) = a + b ln(age)
 * @testedBy trend/tails.test.ts: closed forms on constructed factors
 * @param o - `curve`; `factors`: age-to-age factors from age 1 on; `fit`: first and last age used, default all.
 * @returns The fit, or null with fewer than two usable ages.
 * @throws {@link CoalitionError} `trend/invalid-input` for a factor that isn't a finite number, or a fitted one that would not be.
 * @example
 * const fit = fitDecay({ curve: 'exponential', factors: [1.5, 1.25, 1.125] });
 * Math.round((fit?.factorAt(4) ?? 0) * 1e9) / 1e9; // => 1.0625
 */
export function fitDecay(o: {
  readonly curve: DecayCurve;
  readonly factors: readonly (number | null)[];
  readonly fit?: readonly [from: number, to: number] | undefined;
}): DecayFit | null {
  const { curve, factors } = o;
  const [from, to] = checkedFit(factors, o.fit);
  const cdf = cumulativeFrom(factors);
  const points: (readonly [number, number])[] = [];
  let leftOut = 0;
  for (let age = Math.max(1, from); age <= Math.min(to, factors.length); age += 1) {
    const y = curve === 'weibull' ? completionLog(cdf[age - 1] ?? null) : developmentLog(factors[age - 1] ?? null);
    if (y === null) leftOut += 1;
    else points.push([curve === 'exponential' ? age : Math.log(age), y]);
  }
  if (points.length < 2) return null;
  const { intercept, slope } = line(points);
  const weibullCdf = (age: number): number => 1 / (1 - Math.exp(-Math.exp(intercept + slope * Math.log(age))));
  const factorAt = (age: number): number =>
    finite(
      `the fitted factor at age ${age}`,
      curve === 'weibull' ? weibullCdf(age) / weibullCdf(age + 1) : 1 + Math.exp(intercept + slope * (curve === 'exponential' ? age : Math.log(age))),
    );
  return { curve, intercept, slope, leftOut, factorAt };
}

/** The ages that a fit uses, and no factor among them that isn't a number. */
function checkedFit(factors: readonly (number | null)[], fit: readonly [number, number] | undefined): readonly [from: number, to: number] {
  factors.forEach((factor, i) => {
    if (factor !== null) finite(`factors[${i}]`, factor);
  });
  fit?.forEach((age) => finite('fit', age));
  return fit ?? [1, factors.length];
}

function developmentLog(factor: number | null): number | null {
  return factor !== null && factor > 1 ? Math.log(factor - 1) : null;
}

function completionLog(cdf: number | null): number | null {
  return cdf !== null && cdf > 1 ? Math.log(-Math.log(1 - 1 / cdf)) : null;
}

/** Products of the factors from each age to the last; null below a missing factor. */
function cumulativeFrom(factors: readonly (number | null)[]): readonly (number | null)[] {
  let product: number | null = 1;
  return factors
    .map((_, i) => factors[factors.length - 1 - i] ?? null)
    .map((factor) => {
      product = product === null || factor === null ? null : product * factor;
      return product;
    })
    .reverse();
}

/** A straight line by least squares. */
export function line(points: readonly (readonly [x: number, y: number])[]): { readonly intercept: number; readonly slope: number } {
  const n = points.length;
  const [mx, my] = [points.reduce((sum, [x]) => sum + x, 0) / n, points.reduce((sum, [, y]) => sum + y, 0) / n];
  let [sxy, sxx] = [0, 0];
  for (const [x, y] of points) {
    sxy += (x - mx) * (y - my);
    sxx += (x - mx) ** 2;
  }
  const slope = sxx === 0 ? 0 : sxy / sxx;
  return { intercept: my - slope * mx, slope };
}

const TAILS: readonly Tail['kind'][] = ['none', 'constant', 'exponential', 'inversePower', 'weibull', 'bondy', 'generalisedBondy', 'cutOff'];

/** What a tail came to. */
export interface TailResult {
  /** Unit: none (a multiplier beyond the last lag). */
  readonly factor: number;
  readonly method: string;
  /** Ages left out of the fit. Unit: ages. */
  readonly leftOut: number;
  /** From this lag on the factors are 1; null without a cut-off. Unit: periods of the grain. */
  readonly cutOff: number | null;
}

/**
 * Tells the factor from the last lag to the end.
 *
 * @formula fitted curves: product of the fitted factors over the periods asked for; Bondy: the last factor again; generalised Bondy:
 *   last factor ^ (b / (1 - b)) with ln f[k + 1] = b ln f[k] fitted through the origin
 * @unit none (a multiplier)
 * @testedBy trend/tails.test.ts
 * @param tail - Which tail.
 * @param factors - Age-to-age factors from lag 0 on.
 * @returns The factor and how it was found.
 * @throws {@link CoalitionError} `trend/invalid-input` for a factor that isn't positive, or a fit with fewer than two usable ages.
 * @example
 * tailFactor({ kind: 'bondy' }, [1.5, 1.1]).factor; // => 1.1
 */
export function tailFactor(tail: Tail, factors: readonly (number | null)[]): TailResult {
  const plain = (factor: number, method: string = tail.kind): TailResult => ({ factor: finite('tail', factor), method, leftOut: 0, cutOff: null });
  const last = factors.at(-1) ?? null;
  chosen('tail.kind', tail.kind, TAILS);
  switch (tail.kind) {
    case 'none':
      return plain(1);
    case 'constant':
      if (!(finite('tail.factor', tail.factor) > 0)) throw invalidInput('tail.factor', tail.factor, 'A tail is a positive multiplier, 1 for none.');
      return plain(tail.factor);
    case 'bondy':
      return plain(last ?? 1);
    case 'generalisedBondy':
      return generalisedBondy(factors, tail.fit);
    case 'cutOff': {
      const lag = tail.lag === 'medical' ? 24 : tail.lag === 'pharmacy' ? 12 : tail.lag;
      if (!(Number.isSafeInteger(lag) && lag >= 0)) throw invalidInput('tail.lag', lag, 'Give the lag from which nothing more is expected.');
      return { ...plain(1), cutOff: lag };
    }
    case 'exponential':
    case 'inversePower':
    case 'weibull': {
      if (!(Number.isSafeInteger(tail.periods) && tail.periods >= 0 && tail.periods <= 100_000))
        throw invalidInput('tail.periods', tail.periods, 'Give whole periods, 0 or more.');
      const fit = fitDecay({ curve: tail.kind, factors, fit: tail.fit });
      if (fit === null) throw invalidInput('tail.fit', 'fewer than two factors above 1', 'Fit over more ages, or give a constant tail.');
      let factor = 1;
      for (let age = factors.length + 1; age <= factors.length + tail.periods; age += 1) factor *= fit.factorAt(age);
      return { factor: finite('tail', factor), method: tail.kind, leftOut: fit.leftOut, cutOff: null };
    }
    default:
      return unreachable(tail);
  }
}

function generalisedBondy(factors: readonly (number | null)[], fit: readonly [number, number] | undefined): TailResult {
  const [from, to] = checkedFit(factors, fit);
  let [xy, xx, leftOut] = [0, 0, 0];
  for (let age = Math.max(1, from); age < Math.min(to, factors.length); age += 1) {
    const [now, next] = [factors[age - 1] ?? 0, factors[age] ?? 0];
    if (now > 1 && next > 1) {
      xy += Math.log(now) * Math.log(next);
      xx += Math.log(now) ** 2;
    } else leftOut += 1;
  }
  const b = xx === 0 ? 0 : xy / xx;
  if (!(b > 0 && b < 1)) throw invalidInput('tail.b', b, 'The factors do not decay, so generalised Bondy has no tail. Give a constant.');
  return { factor: finite('tail', Math.max(factors.at(-1) ?? 1, 1) ** (b / (1 - b))), method: 'generalisedBondy', leftOut, cutOff: null };
}
