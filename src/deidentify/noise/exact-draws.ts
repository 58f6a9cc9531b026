import type { RandomSource } from '../random-source.js';
import type { Ratio } from './ratio.js';

// Whole numbers only, after Canonne, Kamath and Steinke, "The discrete Gaussian for differential privacy" (2020), algorithms 1 to 3.
// A floating-point draw leaves gaps between the values it can take, and the gaps tell what was added.

/** A whole number from 0 to n - 1, each equally likely. */
export function uniformBelow(random: RandomSource, n: bigint): bigint {
  const bytes = Math.ceil((n - 1n).toString(2).length / 8);
  const span = 1n << BigInt(8 * bytes);
  const limit = span - (span % n);
  for (;;) {
    let value = 0n;
    for (const byte of random.bytes(bytes)) value = (value << 8n) | BigInt(byte);
    if (value < limit) return value % n;
  }
}

/** True with the probability exp(-gamma); gamma may be 0. */
export function bernoulliExp(random: RandomSource, gamma: Ratio): boolean {
  let { n } = gamma;
  const { d } = gamma;
  for (; n > d; n -= d) if (!belowOne(random, 1n, 1n)) return false;
  return belowOne(random, n, d);
}

/** For n / d of at most 1: how long a run of successes of probability (n / d) / k grows decides by its parity. */
function belowOne(random: RandomSource, n: bigint, d: bigint): boolean {
  let k = 1n;
  while (uniformBelow(random, d * k) < n) k += 1n;
  return k % 2n === 1n;
}

/** A whole number with probability in proportion to exp(-|x| / scale). */
export function discreteLaplace(random: RandomSource, scale: Ratio): bigint {
  const { n: t, d: s } = scale;
  for (;;) {
    const u = uniformBelow(random, t);
    if (!bernoulliExp(random, { n: u, d: t })) continue;
    let v = 0n;
    while (belowOne(random, 1n, 1n)) v += 1n;
    const size = (u + t * v) / s;
    const negative = uniformBelow(random, 2n) === 1n;
    if (!(negative && size === 0n)) return negative ? -size : size;
  }
}

/** A whole number with probability in proportion to exp(-x^2 / (2 sigma2)). */
export function discreteGaussian(random: RandomSource, sigma2: Ratio): bigint {
  const { n, d } = sigma2;
  const t = root(n / d) + 1n;
  for (;;) {
    const y = discreteLaplace(random, { n: t, d: 1n });
    const gap = (y < 0n ? -y : y) * t * d - n;
    if (bernoulliExp(random, { n: gap * gap, d: 2n * n * d * t * t })) return y;
  }
}

/** The whole part of a square root. */
function root(value: bigint): bigint {
  let [low, high] = [0n, 1n];
  while (high * high <= value) high *= 2n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle * middle <= value) low = middle;
    else high = middle;
  }
  return low;
}
