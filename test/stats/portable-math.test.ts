import { expect, test } from 'vitest';
import { portableLog } from '../../src/stats/portable-math.js';

test("the portable logarithm agrees with the platform's to the last few bits", () => {
  for (let k = -40; k <= 40; k += 1) {
    const x = 10 ** (k / 4) * 1.37;
    expect(Math.abs(portableLog(x) - Math.log(x))).toBeLessThan(1e-14 * Math.max(1, Math.abs(Math.log(x))));
  }
  expect(portableLog(1)).toBe(0);
});
