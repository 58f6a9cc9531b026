import { stream } from '../stats/random.js';
import { COST_SHAPE } from './tables/cost-shape.js';
import { NORMAL_KNOTS } from './tables/normal-knots.js';
import { POWER_KNOTS } from './tables/power-knots.js';

const LOG2_E = 1.4426950408889634;

/**
 * e to the power x by a table of powers of two: `+ - * /` alone, so that its bits are the same on every runtime.
 *
 * @unit none
 * @param x - From -60 to 60.
 * @returns e^x within 2 parts in 100,000.
 */
export function tableExp(x: number): number {
  const scaled = x * LOG2_E;
  const whole = Math.floor(scaled);
  const place = (scaled - whole) * 64;
  const knot = Math.floor(place);
  const low = POWER_KNOTS[knot] ?? 0;
  const high = POWER_KNOTS[knot + 1] ?? low;
  let value = (low + (high - low) * (place - knot)) / 1_073_741_824;
  for (let i = 0; i < whole; i += 1) value *= 2;
  for (let i = 0; i > whole; i -= 1) value /= 2;
  return value;
}

/**
 * The logarithm of a positive year's cost at a normal score, from the experiment's quantiles.
 *
 * @unit natural logarithm of RAND dollars
 * @param score - Standard normal score.
 * @returns The logarithm.
 */
export function shapeLog(score: number): number {
  const z = score * 1000;
  let left = COST_SHAPE[0];
  for (const right of COST_SHAPE) {
    if (left !== undefined && z <= right.score && right !== left) {
      return (left.log + ((right.log - left.log) * (z - left.score)) / (right.score - left.score)) / 10_000;
    }
    left = right;
  }
  return (left?.log ?? 0) / 10_000;
}

/** Upper quantile of the standard normal at tail probability v / 2^32, where 2^k is the highest power of two in v. */
function tailScore(v: number, k: number): number {
  const octave = (1 << k) >>> 0;
  const place = ((v - octave) / octave) * 16;
  const column = Math.floor(place);
  const low = NORMAL_KNOTS[k * 16 + column] ?? 0;
  const high = NORMAL_KNOTS[k * 16 + column + 1] ?? 0;
  return (low + (high - low) * (place - column)) / 1_000_000;
}

/**
 * The score that a standard normal passes with a given probability, by the table that also draws scores.
 *
 * @unit standard deviations
 * @param perMillion - Probability of a greater score. Unit: millionths, 1 to 999,999.
 * @returns The score.
 * @example
 * scoreAbove(500_000); // => 0
 */
export function scoreAbove(perMillion: number): number {
  const rare = perMillion > 500_000 ? 1_000_000 - perMillion : perMillion;
  const v = Math.max(1, Math.floor((rare * 4_294_967_296) / 1_000_000));
  const score = tailScore(v, 31 - Math.clz32(v));
  return score === 0 ? 0 : perMillion > 500_000 ? -score : score;
}

/** Draws of one stream, each made from integers and tables. One stream a household, so that order never matters. */
export interface Draws {
  /** A whole number from 0 to n - 1. */
  below(n: number): number;
  /** A whole number from low to high, both included. */
  between(low: number, high: number): number;
  /** True in so many of 1,000 cases. */
  inThousand(n: number): boolean;
  /** An index in proportion to whole weights. */
  pick(weights: readonly number[]): number;
  /** One of a list. */
  oneOf<T>(list: readonly T[]): T;
  /** A standard normal score by table. */
  normal(): number;
}

/**
 * Opens the draws of one stream.
 *
 * @param seed - The coalition's seed.
 * @param j - The stream's number.
 * @returns The draws.
 */
export function draws(seed: number, j: number): Draws {
  const random = stream(seed, j);
  const below = (n: number): number => random.below(n);
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    inThousand: (n) => below(1000) < n,
    pick(weights) {
      let sum = 0;
      for (const weight of weights) sum += weight;
      let left = below(sum);
      for (let i = 0; i < weights.length; i += 1) {
        left -= weights[i] ?? 0;
        if (left < 0) return i;
      }
      return weights.length - 1;
    },
    oneOf<T>(list: readonly T[]): T {
      const value = list[below(list.length)];
      if (value === undefined) throw new RangeError('There is nothing to draw from an empty list.');
      return value;
    },
    normal() {
      const word = random.nextUint32();
      const v = (word >>> 1) + 1;
      const k = 31 - Math.clz32(v);
      const z = tailScore(v, k);
      return (word & 1) === 1 ? z : -z;
    },
  };
}

/**
 * Divides whole cents in proportion to whole weights so that the parts add up: largest remainder, ties by position.
 *
 * @unit US cents
 * @param total - Whole cents, at least 0.
 * @param weights - Whole weights; total x weight stays below 2^53.
 * @returns One part for each weight.
 */
export function splitCents(total: number, weights: readonly number[]): number[] {
  let sum = 0;
  for (const weight of weights) sum += weight;
  const parts: number[] = [];
  const rest: { readonly i: number; readonly remainder: number }[] = [];
  let left = total;
  weights.forEach((weight, i) => {
    const product = total * weight;
    const part = Math.floor(product / sum);
    parts.push(part);
    rest.push({ i, remainder: product - part * sum });
    left -= part;
  });
  rest.sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of rest) {
    if (left === 0) break;
    parts[i] = (parts[i] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
