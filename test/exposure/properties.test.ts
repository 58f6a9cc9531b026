import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CountedTier, countExposure, type ExposureOptions, TIERS } from '../../src/exposure/index.js';
import type { CoverageSpan } from '../../src/exposure/span-store.js';
import { civilFromDay, dayNumber, dayOfMonth, daysInCivilMonth, type ExposureRule, isoFromDay, UNITS_PER_MONTH } from '../../src/time/index.js';
import { span } from './span.js';

const RULES: readonly ExposureRule[] = ['anyDay', 'firstDay', 'lastDay', dayOfMonth(15), 'majority', 'fractional'];
const MONTHS = ['2025-01', '2025-06'] as const;
const FIRST = dayNumber('2025-01-01');

const spanArbitrary: fc.Arbitrary<CoverageSpan> = fc
  .record({
    person: fc.integer({ min: 1, max: 5 }),
    subscriber: fc.constantFrom('s1', 's2', 's3', null),
    relation: fc.constantFrom('self', 'spouse', 'child', 'unknown' as const),
    employer: fc.constantFrom('e1', 'e2'),
    plan: fc.constantFrom('ppo', 'hdhp'),
    from: fc.integer({ min: -40, max: 170 }),
    length: fc.integer({ min: -2, max: 130 }),
    open: fc.boolean(),
  })
  .map((o) =>
    span(`p${o.person}`, isoFromDay(FIRST + o.from), o.open && o.length > 100 ? null : isoFromDay(FIRST + o.from + o.length), {
      subscriber_id: o.subscriber,
      subscriber_relation: o.relation,
      employer_id: o.employer,
      plan: o.plan,
    }),
  );
const spansArbitrary = fc.array(spanArbitrary, { minLength: 1, maxLength: 9 });

/** Member units counted day by day, without any of the library's span arithmetic. */
function membersByDay(spans: readonly CoverageSpan[], rule: ExposureRule): number {
  let units = 0;
  for (const person of new Set(spans.map((each) => each.person_id))) {
    for (let m = 0; m < 6; m += 1) {
      const n = daysInCivilMonth(2025, m + 1);
      const covered = Array.from({ length: n }, (_, d) => {
        const text = `2025-${String(m + 1).padStart(2, '0')}-${String(d + 1).padStart(2, '0')}`;
        return spans.some(
          (each) =>
            each.person_id === person &&
            each.enrollment_start_date <= text &&
            (each.enrollment_end_date === null || text <= each.enrollment_end_date),
        );
      });
      const days = covered.filter(Boolean).length;
      const counts: Readonly<Record<string, boolean | undefined>> = {
        anyDay: days > 0,
        firstDay: covered[0],
        lastDay: covered[n - 1],
        dayOfMonth15: covered[14],
        majority: 2 * days >= n,
      };
      units += rule === 'fractional' ? days * (UNITS_PER_MONTH / n) : counts[rule] === true ? UNITS_PER_MONTH : 0;
    }
  }
  return units;
}

const count = (spans: readonly CoverageSpan[], options: Partial<ExposureOptions> = {}) =>
  countExposure(spans, { months: MONTHS, rule: 'anyDay', ...options }).finish();

describe('for any coverage', () => {
  test('members by every rule are those counted day by day', () => {
    fc.assert(
      fc.property(spansArbitrary, fc.constantFrom(...RULES), (spans, rule) => {
        expect(count(spans, { rule }).memberUnits).toBe(membersByDay(spans, rule));
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  test('no rule counts more than any day does, and the 31st is the last day', () => {
    fc.assert(
      fc.property(spansArbitrary, (spans) => {
        const any = count(spans);
        for (const rule of RULES) expect(count(spans, { rule }).memberUnits).toBeLessThanOrEqual(any.memberUnits);
        expect(count(spans, { rule: dayOfMonth(31) }).cells).toEqual(count(spans, { rule: 'lastDay' }).cells);
      }),
      { seed: 9, numRuns: 100 },
    );
  });

  test('employee months are contracts of employees and orphan contracts, tiers add up to them, and members are no fewer', () => {
    fc.assert(
      fc.property(spansArbitrary, fc.constantFrom(...RULES), fc.constantFrom('person', 'coverage' as const), (spans, rule, dedupe) => {
        const result = count(spans, { rule, dedupe, dims: ['tier'] });
        expect(result.employeeUnits).toBe(result.contracts.selfUnits + result.contracts.orphanUnits);
        const tiers = TIERS.reduce(
          (sum, tier: CountedTier) => sum.plus(result.contractMonths[tier]),
          result.employeeMonths.minus(result.employeeMonths),
        );
        expect(tiers.minus(result.employeeMonths).abs().lt('1e-30')).toBe(true);
        expect(result.cells.reduce((sum, cell) => sum + cell.employeeUnits, 0)).toBe(result.employeeUnits);
        if (rule !== 'fractional') expect(result.memberUnits).toBeGreaterThanOrEqual(result.employeeUnits);
      }),
      { seed: 10, numRuns: 400 },
    );
  });

  test('persons counted once are no more than coverages counted each, and the difference is listed by month', () => {
    fc.assert(
      fc.property(spansArbitrary, fc.constantFrom('anyDay', 'firstDay', 'lastDay', 'fractional' as const), (spans, rule) => {
        const [person, coverage] = [count(spans, { rule }), count(spans, { rule, dedupe: 'coverage' })];
        const surplus = person.multiCoverage.reduce((sum, month) => sum + month.surplusUnits, 0);
        expect(coverage.memberUnits - person.memberUnits).toBe(surplus);
        expect(surplus).toBeGreaterThanOrEqual(0);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  test('cutting a span at any day, and the order of spans, change nothing', () => {
    fc.assert(
      fc.property(spansArbitrary, fc.constantFrom(...RULES), fc.double({ min: 0, max: 1, noNaN: true }), (spans, rule, share) => {
        const cut = spans.flatMap((each) => {
          if (each.enrollment_end_date === null) return [each];
          const [from, to] = [dayNumber(each.enrollment_start_date), dayNumber(each.enrollment_end_date)];
          const at = from + Math.floor((to - from) * share);
          return at >= from && at < to
            ? [
                { ...each, enrollment_start_date: isoFromDay(at + 1) },
                { ...each, enrollment_end_date: isoFromDay(at) },
              ]
            : [each];
        });
        for (const dedupe of ['person', 'coverage'] as const) {
          for (const allocate of ['mostDays', 'first', 'last'] as const) {
            const options = { rule, dedupe, allocate, dims: ['employer_id', 'plan', 'tier'] };
            const [whole, parts] = [count(spans, options), count(cut.toReversed(), options)];
            expect(parts.cells).toEqual(whole.cells);
            expect(parts.contracts).toEqual(whole.contracts);
            expect(parts.multiCoverage).toEqual(whole.multiCoverage);
          }
        }
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  test('rows of person-months and of person-years add up to the count', () => {
    fc.assert(
      fc.property(spansArbitrary, fc.constantFrom(...RULES), fc.constantFrom('person', 'coverage' as const), (spans, rule, dedupe) => {
        const exposure = countExposure(spans, { months: MONTHS, rule, dedupe });
        const { memberUnits, employeeUnits, cells } = exposure.finish();
        const rows = exposure.memberMonthRows();
        const units = (of: 'member_months' | 'employee_months'): number =>
          Math.round(rows.reduce((sum, row) => sum + Number(row[of]), 0) * UNITS_PER_MONTH);
        expect([units('member_months'), units('employee_months')]).toEqual([memberUnits, employeeUnits]);
        expect(rows.reduce((sum, row) => sum + row.covered_days, 0)).toBe(cells.reduce((sum, cell) => sum + cell.coveredDays, 0));
        expect(exposure.personYears().reduce((sum, row) => sum + row.units, 0)).toBe(memberUnits);
      }),
      { seed: 15, numRuns: 200 },
    );
  });

  test('persons of all employers together are no more than the sum over employers', () => {
    fc.assert(
      fc.property(spansArbitrary, fc.constantFrom('anyDay', 'firstDay', 'lastDay', dayOfMonth(15), 'fractional' as const), (spans, rule) => {
        const apart = ['e1', 'e2'].reduce(
          (sum, employer) =>
            sum +
            count(
              spans.filter((each) => each.employer_id === employer),
              { rule },
            ).memberUnits,
          0,
        );
        expect(count(spans, { rule }).memberUnits).toBeLessThanOrEqual(apart);
      }),
      { seed: 16, numRuns: 200 },
    );
  });

  test('by majority alone, two halves of a month under two plans make a month that neither plan has', () => {
    const halves = [span('a', '2025-01-01', '2025-01-12'), span('a', '2025-01-13', '2025-01-24', { plan: 'hdhp' })];
    const result = count(halves, { rule: 'majority' });
    expect([result.memberUnits, count(halves, { rule: 'majority', dedupe: 'coverage' }).memberUnits]).toEqual([UNITS_PER_MONTH, 0]);
    expect(result.multiCoverage).toEqual([{ month: '2025-01', persons: 1, surplusUnits: -UNITS_PER_MONTH }]);
  });

  test('covered days of persons add up to the fraction', () => {
    fc.assert(
      fc.property(spansArbitrary, (spans) => {
        const result = count(spans, { rule: 'fractional' });
        const weighted = result.cells.reduce(
          (sum, cell) => sum + cell.coveredDays * (UNITS_PER_MONTH / daysInCivilMonth(2025, Number(cell.month.slice(5)))),
          0,
        );
        expect(weighted).toBe(result.memberUnits);
      }),
      { seed: 13, numRuns: 100 },
    );
  });
});

test('a contract of 30,000 persons and a person of 30,000 spans stay linear', () => {
  const day = (n: number): string => isoFromDay(FIRST + n);
  const crowd = Array.from({ length: 30_000 }, (_, i) =>
    span(`p${i}`, day(0), null, { subscriber_id: 's', subscriber_relation: i === 0 ? 'self' : 'child' }),
  );
  expect(count(crowd).employeeUnits).toBe(6 * UNITS_PER_MONTH);
  const one = Array.from({ length: 30_000 }, (_, i) => span('p', day(i % 170), day((i % 170) + 3), { plan: `plan${i}` }));
  expect(count(one).memberUnits).toBe(6 * UNITS_PER_MONTH);
  expect(civilFromDay(FIRST).year).toBe(2025);
}, 60_000);

/** 2^stages texts whose 32-bit FNV-1a hashes are equal: at each stage two endings of three letters that lead to the same state. */
function colliding(stages: number): readonly string[] {
  const step = (hash: number, text: string): number => {
    let h = hash;
    for (let at = 0; at < text.length; at += 1) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
    return h;
  };
  let texts = ['p'];
  let state = step(0x811c9dc5, 'p');
  for (let stage = 0; stage < stages; stage += 1) {
    const seen = new Map<number, string>();
    let pair: readonly [string, string] | null = null;
    for (let n = 0; pair === null; n += 1) {
      const ending = n.toString(36).padStart(6, '0');
      const hash = step(state, ending);
      const before = seen.get(hash);
      if (before === undefined) seen.set(hash, ending);
      else pair = [before, ending];
    }
    state = step(state, pair[0]);
    texts = texts.flatMap((text) => [`${text}${pair[0]}`, `${text}${pair[1]}`]);
  }
  return texts;
}

test('ids that were made to collide stay apart, and linear', () => {
  const ids = colliding(15);
  expect(new Set(ids).size).toBe(32_768);
  const spans = ids.flatMap((id) => [span(id, '2025-01-01', '2025-01-31'), span(id, '2025-02-01', '2025-02-28')]);
  const start = performance.now();
  const result = count(spans, { rule: 'firstDay' });
  expect(performance.now() - start).toBeLessThan(20_000);
  expect([result.memberUnits, result.employeeUnits]).toEqual([2 * 32_768 * UNITS_PER_MONTH, 2 * 32_768 * UNITS_PER_MONTH]);
}, 60_000);
