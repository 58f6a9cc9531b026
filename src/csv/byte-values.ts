/** No value could be read for certain. */
export const NO_VALUE: number = -9_007_199_254_740_991;

/**
 * Reads plain decimal text with at most two decimals as whole cents.
 *
 * @unit US cents
 * @param bytes - A buffer.
 * @param from - First byte.
 * @param to - Byte after the last.
 * @returns Cents, or {@link NO_VALUE} when it isn't certain.
 * @example
 * moneyCents(new TextEncoder().encode('-12.5'), 0, 5); // => -1250
 */
export function moneyCents(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  const negative = bytes[at] === 45 && at < to;
  if (negative) at += 1;
  const first = at;
  let value = 0;
  while (at < to) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    at += 1;
  }
  if (at === first || at - first > 13) return NO_VALUE;
  if (at === to) value *= 100;
  else {
    const decimals = to - at - 1;
    if (bytes[at] !== 46 || decimals < 1 || decimals > 2) return NO_VALUE;
    const tenths = (bytes[at + 1] ?? 0) - 48;
    const hundredths = decimals === 2 ? (bytes[at + 2] ?? 0) - 48 : 0;
    if (tenths < 0 || tenths > 9 || hundredths < 0 || hundredths > 9) return NO_VALUE;
    value = value * 100 + tenths * 10 + hundredths;
  }
  return negative && value !== 0 ? -value : value;
}

const DAYS_BEFORE: readonly number[] = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN: readonly number[] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads `YYYY-MM-DD` of the years 1901 to 2099 as a day number.
 *
 * @unit days since 1970-01-01
 * @param bytes - A buffer.
 * @param from - First byte.
 * @param to - Byte after the last.
 * @returns The day, or {@link NO_VALUE} when it isn't certain.
 * @example
 * civilDay(new TextEncoder().encode('2024-02-29'), 0, 10); // => 19782
 */
export function civilDay(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== 10 || bytes[from + 4] !== 45 || bytes[from + 7] !== 45) return NO_VALUE;
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2);
  const month = pair(bytes, from + 5);
  const day = pair(bytes, from + 8);
  if (!(year > 1900 && year < 2100 && month > 0 && month < 13 && day > 0)) return NO_VALUE;
  const leap = year % 4 === 0 ? 1 : 0;
  if (day > (DAYS_IN[month] ?? 0) + (month === 2 ? leap : 0)) return NO_VALUE;
  const years = year - 1901;
  return years * 365 + (years >> 2) + (DAYS_BEFORE[month] ?? 0) + (month > 2 ? leap : 0) + day - 1 - 25_202;
}

/** Two digits; not a number of use when they aren't. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 48;
  const ones = (bytes[at + 1] ?? 0) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -100_000;
}
