import { describe, expect, test } from 'vitest';
import { splitmix64, stream, xoshiro128 } from '../../src/stats/random.js';

// Vectors: trend requirements 5.10, after the authors' reference implementations of splitmix64 and xoshiro128**.
describe('streams of random numbers', () => {
  test('splitmix64 gives its published sequence', () => {
    const next = splitmix64(1234567n);
    expect([next(), next()]).toEqual([6457827717110365317n, 3203168211198807973n]);
  });

  test('xoshiro128** gives its published sequence', () => {
    const sequence = xoshiro128([1, 2, 3, 4]);
    expect(Array.from({ length: 6 }, () => sequence.nextUint32())).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492]);
  });

  test('streams are seeded as agreed', () => {
    const first = stream(0, 0);
    expect(Array.from({ length: 3 }, () => first.nextUint32())).toEqual([3495876724, 3831880261, 497033325]);
    const words = stream(20260101, 0);
    expect(Array.from({ length: 3 }, () => words.nextUint32())).toEqual([3353516598, 3477712889, 3596264676]);
    const uniforms = stream(20260101, 0);
    expect(Array.from({ length: 3 }, () => uniforms.uniform())).toEqual([0.7808014289268711, 0.8373206225933606, 0.17976661324040788]);
    const small = stream(20260101, 0);
    expect(Array.from({ length: 8 }, () => small.below(55))).toEqual([3, 24, 26, 18, 29, 43, 30, 16]);
  });

  test('a gamma deviate ends whatever its shape, and refuses what is none', () => {
    const random = stream(1, 0);
    for (const shape of [0, 1e-300, 1e11, 1e13, 1e32, 1e300]) {
      const draw = random.gamma(shape);
      expect(Number.isFinite(draw)).toBe(true);
      if (shape > 1e10) expect(Math.abs(draw / shape - 1)).toBeLessThan(1e-4);
    }
    for (const shape of [Number.NaN, Number.POSITIVE_INFINITY, -1]) expect(() => random.gamma(shape)).toThrow(/shape/);
  });

  test('deviates have the moments of their distributions', () => {
    const random = stream(7, 1);
    const n = 40_000;
    const moments = (draw: () => number): readonly [number, number] => {
      let [sum, squares] = [0, 0];
      for (let i = 0; i < n; i += 1) {
        const x = draw();
        sum += x;
        squares += x * x;
      }
      return [sum / n, squares / n - (sum / n) ** 2];
    };
    const [mean, variance] = moments(() => random.normal());
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
    for (const shape of [0.3, 2.5, 40]) {
      const [m, v] = moments(() => random.gamma(shape));
      expect(Math.abs(m / shape - 1)).toBeLessThan(0.04);
      expect(Math.abs(v / shape - 1)).toBeLessThan(0.08);
    }
  });
});
