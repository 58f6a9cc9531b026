import { describe, expect, test } from 'vitest';
import { bernoulliExp, discreteGaussian, discreteLaplace, uniformBelow } from '../../../src/deidentify/noise/exact-draws.js';
import { noiseDistribution } from '../../../src/deidentify/noise/index.js';
import { ratioOf } from '../../../src/deidentify/noise/ratio.js';
import { seededForTests } from '../../../src/deidentify/random-source.js';

const DRAWS = 20_000;

/** Pearson's statistic of draws against exact probabilities, by whole number from -reach to reach and one bin for all others. */
function chiSquareOf(draws: readonly bigint[], pmf: (x: number) => number, reach: number): number {
  const counts = new Map<number, number>();
  for (const each of draws) {
    const bin = each < -reach || each > reach ? reach + 1 : Number(each);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  let [sum, rest] = [0, 1];
  for (let x = -reach; x <= reach; x += 1) {
    const expected = draws.length * pmf(x);
    rest -= pmf(x);
    sum += ((counts.get(x) ?? 0) - expected) ** 2 / expected;
  }
  const expected = draws.length * rest;
  return sum + ((counts.get(reach + 1) ?? 0) - expected) ** 2 / expected;
}

// Published upper 0.001 points of chi-square: 18.467 (4 df), 26.124 (8), 29.588 (10), 45.315 (20); never more degrees than there are.
describe('draws follow the exact probabilities (chi-square, fixed seeds)', () => {
  test.each([
    ['1', 5, 29.588],
    ['5/2', 10, 45.315],
    ['1/3', 4, 26.124],
  ] as const)('discrete Laplace of scale %s', (scale, reach, critical) => {
    const random = seededForTests(20_261_125);
    const draws = Array.from({ length: DRAWS }, () => discreteLaplace(random, ratioOf(scale, 'scale')));
    const statistic = chiSquareOf(draws, noiseDistribution({ kind: 'discreteLaplace', scale }).pmf, reach);
    expect(statistic).toBeGreaterThan(0);
    expect(statistic).toBeLessThan(critical);
  });

  test.each([
    ['1', 4, 26.124],
    ['10/3', 5, 29.588],
    ['0.25', 2, 18.467],
    ['9', 10, 45.315],
  ] as const)('discrete Gaussian of sigma squared %s', (sigma2, reach, critical) => {
    const random = seededForTests(20_261_126);
    const draws = Array.from({ length: DRAWS }, () => discreteGaussian(random, ratioOf(sigma2, 'sigma2')));
    const statistic = chiSquareOf(draws, noiseDistribution({ kind: 'discreteGaussian', sigma2 }).pmf, reach);
    expect(statistic).toBeLessThan(critical);
  });

  test('a wrong law is found: draws of scale 1 against scale 11/10', () => {
    const random = seededForTests(20_261_125);
    const draws = Array.from({ length: DRAWS }, () => discreteLaplace(random, { n: 1n, d: 1n }));
    expect(chiSquareOf(draws, noiseDistribution({ kind: 'discreteLaplace', scale: '1.1' }).pmf, 5)).toBeGreaterThan(29.588);
  });
});

test('exp(-gamma) comes up as often as it should, below and above one', () => {
  const random = seededForTests(3);
  for (const [n, d] of [
    [0n, 1n],
    [1n, 1n],
    [1n, 3n],
    [5n, 2n],
    [4n, 1n],
  ] as const) {
    const p = Math.exp(-Number(n) / Number(d));
    let hits = 0;
    for (let i = 0; i < DRAWS; i += 1) if (bernoulliExp(random, { n, d })) hits += 1;
    expect(Math.abs(hits / DRAWS - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / DRAWS));
  }
});

test('a uniform draw reaches both ends, also beyond 32 bits, and takes no byte too few', () => {
  const bytes = (fill: number) => ({ ...seededForTests(1), bytes: (count: number) => new Uint8Array(count).fill(fill) });
  expect(uniformBelow(bytes(0), 10n ** 30n)).toBe(0n);
  expect(uniformBelow(bytes(255), 256n ** 5n)).toBe(256n ** 5n - 1n);
  expect(uniformBelow(bytes(7), 1n)).toBe(0n);
});
