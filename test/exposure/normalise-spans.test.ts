import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CoverageSpan, normaliseSpans } from '../../src/exposure/index.js';
import { coveredDays, dayNumber, isoFromDay, mergeSpans } from '../../src/time/index.js';
import { span } from './span.js';

describe('normalised spans', () => {
  test('keep the union of days and account for every row', () => {
    const spans = [
      span('a', '2025-01-01', '2025-01-31'),
      span('a', '2025-02-01', '2025-02-10'),
      span('a', '2025-02-05', '2025-03-01'),
      span('a', '2025-03-04', '2025-03-09'),
      span('a', '2025-06-01', null),
      span('b', '2025-02-02', '2025-02-01'),
    ];
    const result = normaliseSpans(spans, { bridgeDays: 2 });
    expect(result.changes).toEqual({ void: 1, overlap: 1, touching: 1, bridged: 1, openEnd: 1 });
    expect(spans.length - result.spans.length).toBe(result.changes.void + result.changes.overlap + result.changes.touching + result.changes.bridged);
    const plain = normaliseSpans(spans);
    const days = (list: typeof plain.spans): number =>
      coveredDays(
        mergeSpans(
          list.flatMap((each) =>
            each.enrollment_end_date === null ? [] : [{ from: dayNumber(each.enrollment_start_date), to: dayNumber(each.enrollment_end_date) }],
          ),
        ),
        { from: 0, to: 40_000 },
      );
    expect(days(plain.spans)).toBe(days(spans));
    expect(plain.coveredDays).toBe(days(spans));
  });

  test('keep every day of any spans, whatever their order, and count every change', () => {
    const spanArbitrary = fc
      .record({
        person: fc.constantFrom('a', 'b'),
        plan: fc.constantFrom('ppo', 'hdhp'),
        payer: fc.constantFrom('tpa', 'tpb'),
        from: fc.integer({ min: 20_000, max: 20_120 }),
        length: fc.integer({ min: -2, max: 40 }),
      })
      .map((o) => span(o.person, isoFromDay(o.from), isoFromDay(o.from + o.length), { plan: o.plan, payer: o.payer }));
    const daysOf = (spans: readonly CoverageSpan[]): ReadonlySet<string> => {
      const days = new Set<string>();
      for (const each of spans)
        for (let day = dayNumber(each.enrollment_start_date); day <= dayNumber(each.enrollment_end_date ?? ''); day += 1)
          days.add(`${each.person_id} ${each.payer} ${each.plan} ${day}`);
      return days;
    };
    fc.assert(
      fc.property(fc.array(spanArbitrary, { maxLength: 14 }), (spans) => {
        const result = normaliseSpans(spans);
        expect(daysOf(result.spans)).toEqual(daysOf(spans));
        expect(result.coveredDays).toBe(daysOf(spans).size);
        const { changes } = result;
        expect(changes.bridged).toBe(0);
        expect(spans.length - result.spans.length).toBe(changes.void + changes.overlap + changes.touching);
        expect(normaliseSpans(spans.toReversed())).toEqual(result);
        expect(normaliseSpans(result.spans).changes).toEqual({ void: 0, overlap: 0, touching: 0, bridged: 0, openEnd: 0 });
      }),
      { seed: 14, numRuns: 200 },
    );
  });
});
