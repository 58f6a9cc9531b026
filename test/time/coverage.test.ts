import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import {
  coveredDays,
  type DaySpan,
  dayNumber,
  dayOfMonth,
  type ExposureRule,
  exposureRule,
  firstDayOfMonth,
  isoFromDay,
  lastDayOfMonth,
  mergeSpans,
  monthIndexOfDay,
  monthUnits,
  placeDay,
  UNITS_PER_MONTH,
} from '../../src/time/index.js';

interface Golden {
  readonly spans: readonly { from: string; to: string; months: readonly number[]; units: number }[];
  readonly tuva: { spans: readonly (readonly [string, string])[]; months: readonly number[]; units: number };
}
const golden: Golden = JSON.parse(readFileSync('test/golden/time-counting-rules.json', 'utf8'));
const RULES: readonly ExposureRule[] = ['anyDay', 'firstDay', 'lastDay', 'dayOfMonth15', 'majority', 'fractional'];

function units(spans: readonly DaySpan[], rule: ExposureRule): number {
  const [first, last] = [spans[0]?.from ?? 0, spans[spans.length - 1]?.to ?? 0];
  let sum = 0;
  for (let m = monthIndexOfDay(first); m <= monthIndexOfDay(last); m += 1) sum += monthUnits({ spans, month: m, rule });
  return sum;
}

describe('the counting rules', () => {
  test.each(golden.spans)('count $from to $to as the table says', ({ from, to, months, units: fractional }) => {
    const spans = [{ from: dayNumber(from), to: dayNumber(to) }];
    expect(RULES.map((rule) => units(spans, rule))).toEqual([...months.map((m) => m * UNITS_PER_MONTH), fractional]);
  });

  test("count Tuva's member-month example", () => {
    const spans = mergeSpans(golden.tuva.spans.map(([from, to]) => ({ from: dayNumber(from), to: dayNumber(to) })));
    expect(RULES.map((rule) => units(spans, rule))).toEqual([...golden.tuva.months.map((m) => m * UNITS_PER_MONTH), golden.tuva.units]);
  });

  const spansArbitrary = fc
    .array(fc.tuple(fc.integer({ min: 18_000, max: 19_500 }), fc.integer({ min: 0, max: 200 })), { minLength: 1, maxLength: 6 })
    .map((list) => list.map(([from, length]) => ({ from, to: from + length })));

  test('never count more than any day does, and the 31st is the last day', () => {
    fc.assert(
      fc.property(spansArbitrary, (raw) => {
        const spans = mergeSpans(raw);
        const any = units(spans, 'anyDay');
        for (const rule of RULES) expect(units(spans, rule)).toBeLessThanOrEqual(any);
        expect(units(spans, dayOfMonth(31))).toBe(units(spans, 'lastDay'));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('do not change when a span is cut at any day', () => {
    fc.assert(
      fc.property(spansArbitrary, fc.double({ min: 0, max: 1, noNaN: true }), (raw, share) => {
        const cut = raw.flatMap((span) => {
          const at = span.from + Math.floor((span.to - span.from) * share);
          return at < span.to
            ? [
                { from: at + 1, to: span.to },
                { from: span.from, to: at },
              ]
            : [span];
        });
        expect(mergeSpans(cut)).toEqual(mergeSpans(raw));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test('merging preserves the union of days', () => {
    fc.assert(
      fc.property(spansArbitrary, (raw) => {
        const days = new Set<number>();
        for (const span of raw) for (let d = span.from; d <= span.to; d += 1) days.add(d);
        expect(coveredDays(mergeSpans(raw), { from: 0, to: 40_000 })).toBe(days.size);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  test('refuse a rule that is none of the seven', () => {
    expect(exposureRule('dayOfMonth15')).toBe('dayOfMonth15');
    for (const bad of ['', 'AnyDay', 'dayOfMonth0', 'dayOfMonth32', 'dayOfMonth1.5']) {
      expect(() => exposureRule(bad)).toThrow(/counting rule/);
    }
    try {
      monthUnits({ spans: [], month: 24_000, rule: 'supplied' });
      expect.unreachable();
    } catch (error) {
      expect(isCoalitionError(error, 'time/bad-rule')).toBe(true);
    }
  });

  test('place a day before, inside, in a gap, after, or unknown', () => {
    const spans = [
      { from: 10, to: 12 },
      { from: 20, to: 22 },
    ];
    expect([9, 10, 12, 13, 19, 22, 23].map((day) => placeDay(spans, day))).toEqual(['before', 'inside', 'inside', 'gap', 'gap', 'inside', 'after']);
    expect(placeDay([], 10)).toBe('unknown');
  });

  test('bridge a gap only on request', () => {
    const spans = [
      { from: 1, to: 4 },
      { from: 7, to: 9 },
    ];
    expect(mergeSpans(spans)).toHaveLength(2);
    expect(mergeSpans(spans, { bridgeDays: 1 })).toHaveLength(2);
    expect(mergeSpans(spans, { bridgeDays: 2 })).toEqual([{ from: 1, to: 9 }]);
  });

  test('know the ends of every month of four centuries', () => {
    for (let m = 1900 * 12; m < 2300 * 12; m += 1) {
      expect(isoFromDay(firstDayOfMonth(m)).slice(8)).toBe('01');
      expect(lastDayOfMonth(m) + 1).toBe(firstDayOfMonth(m + 1));
    }
  });
});
