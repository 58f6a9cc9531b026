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

/** ln 2 in two parts, the first with enough zero bits that a whole number of them is exact. */
const LN2_HEAD = 0.69314718036912381649;
const LN2_TAIL = 1.90821492927058770002e-10;
/** 1 / n! for n from 13 down to 0. */
const FACTORIALS = /* @__PURE__ */ Object.freeze([
  1 / 6_227_020_800,
  1 / 479_001_600,
  1 / 39_916_800,
  1 / 3_628_800,
  1 / 362_880,
  1 / 40_320,
  1 / 5_040,
  1 / 720,
  1 / 120,
  1 / 24,
  1 / 6,
  1 / 2,
  1,
  1,
]);

/**
 * The exponential function by additions, multiplications and divisions alone, so that its bits are the same on every runtime.
 *
 * @formula x = k ln 2 + r with |r| at most ln 2 / 2; e^x = 2^k (1 + r + r^2/2! + ... + r^13/13!)
 * @unit none
 * @testedBy stats/portable-math.test.ts: mpmath; the inverse of portableLog
 * @param x - From -700 to 700.
 * @returns e^x within 1e-15 of its size.
 * @example
 * portableExp(0); // => 1
 * Math.abs(portableExp(1) - Math.E) < 1e-15; // => true
 */
export function portableExp(x: number): number {
  const k = Math.floor(x / LN2 + 0.5);
  const r = x - k * LN2_HEAD - k * LN2_TAIL;
  let sum = 0;
  for (let i = 0; i < FACTORIALS.length; i += 1) sum = sum * r + (FACTORIALS[i] ?? 0);
  let left = k;
  for (; left >= 16; left -= 16) sum *= 65_536;
  for (; left > 0; left -= 1) sum *= 2;
  for (; left <= -16; left += 16) sum /= 65_536;
  for (; left < 0; left += 1) sum /= 2;
  return sum;
}
