import { expect, test } from 'vitest';
import { deliveryOf, yearOf } from './small-year.js';

/** Half up to whole, away from zero, of a quotient of whole numbers. */
function halfUp(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

test('on data that has run out, settlement and allocation equal a calculation in whole numbers from the generator’s truth', () => {
  const delivered = deliveryOf({ seed: 11, members: 500, paidThrough: '2028-12-31' });
  const { truth } = delivered;
  const { settled, frame } = yearOf(delivered);
  expect(frame?.year).toEqual(['2025-01', '2025-12']);
  const settlement = settled.value?.settlement;
  expect(settlement?.status).toBe('final');
  if (truth === null || settlement === undefined) throw new Error('nothing settled');

  // By hand: what was paid and who was covered, from what the generator knows, in cents and months.
  const inYear = (month: string, year: string): boolean => month.startsWith(year);
  const paid = (year: string, employer?: string): bigint =>
    truth.months
      .filter((each) => inYear(each.month, year) && (employer === undefined || each.employer === employer))
      .reduce((sum, each) => sum + BigInt(each.ultimatePaid), 0n);
  const months = (year: string, employer?: string): bigint =>
    truth.exposure
      .filter((each) => inYear(each.month, year) && (employer === undefined || each.employer === employer))
      .reduce((sum, each) => sum + BigInt(each.firstDay), 0n);
  expect(truth.months.every(({ ultimatePaid, knownPaid }) => ultimatePaid === knownPaid)).toBe(true);

  // Target = base cost / base months x 1.10 x months; savings = target - paid; all over one denominator.
  const denominator = months('2023') * 10n;
  const target = paid('2023') * 11n * months('2024');
  const savings = target - paid('2024') * denominator;
  const counts = savings * 50n >= target && savings > 0n;
  const losing = -savings * 50n >= target && savings < 0n;
  // 50 % of savings, at most 10 % of the target; 30 % of a loss, at most 5 % of the target. Over 20 x the denominator.
  const earned = counts ? (savings * 10n < target * 2n ? savings * 10n : target * 2n) : 0n;
  const owed = losing ? (-savings * 6n < target ? -savings * 6n : target) : 0n;
  const payable = halfUp(earned - owed, denominator * 20n);
  expect(payable).not.toBe(0n);
  expect(settlement.lines.map((line) => BigInt(line.amount.times(100).toFixed(0)))).toEqual([payable]);

  // Largest remainder by member months; ties go to the id that comes first.
  const employers = settlement.members.map(({ id }) => id);
  const total = employers.reduce((sum, id) => sum + months('2024', id), 0n);
  expect(total).toBe(months('2024'));
  const sign = payable < 0n ? -1n : 1n;
  const shares = employers.map((id) => {
    const exact = payable * sign * months('2024', id);
    return { id, whole: exact / total, rest: exact % total };
  });
  let left = payable * sign - shares.reduce((sum, { whole }) => sum + whole, 0n);
  const order = [...shares].sort((a, b) => (a.rest === b.rest ? (a.id < b.id ? -1 : 1) : a.rest > b.rest ? -1 : 1));
  const extra = new Set<string>();
  for (const { id } of order) {
    if (left === 0n) break;
    extra.add(id);
    left -= 1n;
  }
  const expected = shares.map(({ id, whole }) => [id, sign * (whole + (extra.has(id) ? 1n : 0n))]);
  expect(settlement.members.map(({ id, amounts }) => [id, BigInt(amounts['sharedSavings']?.times(100).toFixed(0) ?? '0')])).toEqual(expected);
});
