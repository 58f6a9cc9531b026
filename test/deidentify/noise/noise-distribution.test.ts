import { describe, expect, test } from 'vitest';
import { noiseDistribution } from '../../../src/deidentify/noise/index.js';

const close = (actual: number, expected: number): void => expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-12);

describe('noiseDistribution', () => {
  // Scale 1: the figures of the specification. All: mpmath 1.3.0 with 30 digits, by the formulas of the doc comment.
  test.each([
    ['1', [0.46211715726000974, 0.06254075636628172], 1.8413471884155846, 3],
    ['5/2', [0.197375320224904, 0.088686448178961011], 12.334658248220549, 7],
    ['1/3', [0.90514825364486644, 0.0022436382039279658], 0.11028201100411953, 1],
    ['200', [0.0024999947916796875, 0.0024751194278762606], 79999.833333541666, 599],
    ['10000000', [4.9999999999999958e-8, 4.9999990000000958e-8], 199999999999999.83, 29957323],
  ] as const)('discrete Laplace of scale %s', (scale, [zero, two], variance, half) => {
    const noise = noiseDistribution({ kind: 'discreteLaplace', scale });
    close(noise.pmf(0), zero);
    close(noise.pmf(-2), two);
    close(noise.variance, variance);
    expect(noise.halfWidth(0.95)).toBe(half);
  });

  test.each([
    ['1', [0.39894227826686171, 0.24197072322446061], 0.99999978876772808, 2],
    ['10/3', [0.21850968611841581, 0.18807302976825622], 3.3333333333333333, 4],
    ['0.25', [0.7865707070419479, 0.10645076942314472], 0.21501267508813849, 1],
    ['400', [0.019947114020071634, 0.0199221957047382], 400, 39],
  ] as const)('discrete Gaussian of sigma squared %s', (sigma2, [zero, one], variance, half) => {
    const noise = noiseDistribution({ kind: 'discreteGaussian', sigma2 });
    close(noise.pmf(0), zero);
    close(noise.pmf(1), one);
    close(noise.variance, variance);
    expect(noise.halfWidth(0.95)).toBe(half);
  });

  test('a very wide Gaussian is the normal curve: sigma 10^6 reaches 1.959963985 sigma', () => {
    const noise = noiseDistribution({ kind: 'discreteGaussian', sigma2: '1000000000000' });
    expect(noise.halfWidth(0.95)).toBe(1_959_964);
    close(noise.pmf(0), 3.989422804014327e-7);
    expect(noise.variance).toBe(1e12);
  });

  test.each(['0', '', '-1', '1e3', '0/4', '1/0', 'NaN', ' 1', '1.'])('refuses a scale written %j', (scale) => {
    expect(() => noiseDistribution({ kind: 'discreteLaplace', scale })).toThrow('exact number above zero');
  });

  test.each([0, 1, -1, Number.NaN])('refuses the half width of probability %d', (probability) => {
    expect(() => noiseDistribution({ kind: 'discreteLaplace', scale: '1' }).halfWidth(probability)).toThrow('has no half width');
    expect(() => noiseDistribution({ kind: 'discreteGaussian', sigma2: '1' }).halfWidth(probability)).toThrow('has no half width');
  });
});
