const LN2 = 0.6931471805599453;

/**
 * The natural logarithm by additions, multiplications and divisions alone, so that its bits are the same on every runtime.
 *
 * @formula x = m 2^k with m from 1 to 2; ln x = k ln 2 + 2 (t + t^3/3 + t^5/5 + ...), t = (m - 1) / (m + 1)
 * @unit none
 * @testedBy stats/portable-math.test.ts: against the platform's logarithm
 * @param x - Above 0 and finite.
 * @returns ln x within 1e-15 of its size.
 * @example
 * portableLog(1); // => 0
 * portableLog(0.125) === -3 * portableLog(2); // => true
 */
export function portableLog(x: number): number {
  let m = x;
  let k = 0;
  while (m >= 2) {
    m /= 2;
    k += 1;
  }
  while (m < 1) {
    m *= 2;
    k -= 1;
  }
  const t = (m - 1) / (m + 1);
  const square = t * t;
  let power = t;
  let sum = 0;
  for (let n = 1; n < 40; n += 2) {
    sum += power / n;
    power *= square;
  }
  return k * LN2 + 2 * sum;
}
