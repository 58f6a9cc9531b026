import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedSavings } from '../../../src/contracts/builders/shared-savings.js';
import { attributePlurality } from '../../../src/contracts/measures/attribute-plurality.js';
import { daysAtHome, homeDays } from '../../../src/contracts/measures/days-at-home.js';
import { eventsWithin } from '../../../src/contracts/measures/events-within.js';
import { measureFact, type OutcomeMeasure } from '../../../src/contracts/measures/outcome-measure.js';
import { personTimeMeasure } from '../../../src/contracts/measures/person-time-measure.js';
import { type MeasureCase, proportionMeasure } from '../../../src/contracts/measures/proportion-measure.js';
import { standardisedRatio } from '../../../src/contracts/measures/standardised-ratio.js';
import { changeMeasure, type ThresholdRule, thresholdMeasure } from '../../../src/contracts/measures/threshold-measure.js';
import { metric } from '../../../src/contracts/metric.js';
import { term as t } from '../../../src/contracts/term-builder.js';
import { isoFromDay } from '../../../src/time/iso-date.js';
import { fact, settled, simpleContract, YEAR } from '../kit.js';

const ends = ({ interval }: OutcomeMeasure): readonly (number | null)[] => (interval?.kind === 'interval' ? [interval.low, interval.high] : []);
const cases = (events: number, all: number): readonly MeasureCase[] => Array.from({ length: all }, (_, i) => ({ event: i < events }));

describe('proportions', () => {
  test('3 of 40 with the limits of Wilson (scipy 1.17.1, by the formula)', () => {
    const measure = proportionMeasure([...cases(3, 40), { event: true, excluded: 'transferred' }, { event: false, excluded: 'died' }], {
      of: 'complication',
    });
    expect(measure.value?.toFixed()).toBe('0.075');
    expect(ends(measure)[0]).toBeCloseTo(0.025836025774588198, 12);
    expect(ends(measure)[1]).toBeCloseTo(0.19864233524310543, 12);
    expect(measure.excluded).toEqual({ died: 1, transferred: 1 });
  });
  test('below the minimum there is no value and a warning, at the minimum there is one; nobody gives none', () => {
    expect(proportionMeasure(cases(2, 24), { of: 'x', minimum: 25 })).toMatchObject({ value: null, interval: null });
    expect(proportionMeasure(cases(2, 24), { of: 'x', minimum: 25 }).warnings[0]?.code).toBe('DENOMINATOR_TOO_SMALL');
    expect(proportionMeasure(cases(2, 25), { of: 'x', minimum: 25 }).value?.toFixed()).toBe('0.08');
    expect(proportionMeasure([], { of: 'x' })).toMatchObject({ value: null, interval: null });
  });
  test('a reason without words and a fractional minimum are refused', () => {
    expect(() => proportionMeasure([{ event: false, excluded: '' }], { of: 'x' })).toThrow(/without a reason/);
    expect(() => proportionMeasure([], { of: 'x', minimum: 2.5 })).toThrow(/whole number/);
  });
});

describe('rates and ratios', () => {
  test('12 admissions in 36,525 person-days are 120 per 1,000 person-years, with exact limits (scipy 1.17.1: 6.2006 to 20.9616 events)', () => {
    const measure = personTimeMeasure(
      [
        { events: 5, personDays: 20_000 },
        { events: 7, personDays: 16_525 },
      ],
      { of: 'admission', per: 1000 },
    );
    expect(measure.value?.toFixed()).toBe('120');
    expect(ends(measure)[0]).toBeCloseTo(62.00575108722218, 8);
    expect(ends(measure)[1]).toBeCloseTo(209.6158504817696, 8);
  });
  test('the minimum of a rate is one of person-years', () => {
    const rows = [{ events: 1, personDays: 36_525 }];
    expect(personTimeMeasure(rows, { of: 'x', per: 1000, minimum: 100 }).value?.toFixed()).toBe('10');
    expect(personTimeMeasure(rows, { of: 'x', per: 1000, minimum: 101 }).value).toBeNull();
    expect(() => personTimeMeasure([{ events: 0.5, personDays: 10 }], { of: 'x', per: 1 })).toThrow(/whole number/);
  });
  test('observed over expected: 4 where 2 x 0.5 + 4 x 0.25 are expected, exact limits over 2 (scipy 1.17.1)', () => {
    const rows = ['a', 'a', 'b', 'b', 'b', 'b'].map((stratum, i) => ({ stratum, event: i < 4 }));
    const measure = standardisedRatio(rows, { of: 'readmission', rates: { a: '0.5', b: '0.25' }, source: 'hand' });
    expect(measure.value?.toFixed()).toBe('2');
    expect(ends(measure)[0]).toBeCloseTo(1.0898653736263249 / 2, 9);
    expect(ends(measure)[1]).toBeCloseTo(10.241588675403694 / 2, 9);
  });
  test('a population with its own rates comes out at 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 31, max: 60 }), (events, all) => {
        const rows = cases(events, all).map((each) => ({ ...each, stratum: 's' }));
        // A rate of 40 digits is not exactly events / all.
        const rate = proportionMeasure(rows, { of: 'x' }).value?.toFixed() ?? '';
        expect(standardisedRatio(rows, { of: 'x', rates: { s: rate }, source: 'own' }).value?.toNumber()).toBeCloseTo(1, 12);
      }),
    );
  });
  test('a stratum without a rate, and a rate that is no share, are refused', () => {
    expect(() => standardisedRatio([{ stratum: 'hip', event: false }], { of: 'x', rates: {}, source: '' })).toThrow(/hip has no rate/);
    expect(() => standardisedRatio([], { of: 'x', rates: { a: '1.5' }, source: '' })).toThrow(/no share/);
  });
});

describe('thresholds', () => {
  const rule = { of: 'below 8', direction: 'below', threshold: '8', source: 'contract', missing: 'leaveOut' } as const satisfies ThresholdRule;
  test('the threshold itself meets at least and at most, not above and below', () => {
    const met = (direction: ThresholdRule['direction']): string | undefined => thresholdMeasure(['8.0'], { ...rule, direction }).value?.toFixed();
    expect([met('atLeast'), met('atMost'), met('above'), met('below')]).toEqual(['1', '1', '0', '0']);
  });
  test('missing values are left out or not met; three of four answer', () => {
    const values = ['7.2', '8.0', null, '6.9'];
    expect(thresholdMeasure(values, rule)).toMatchObject({ excluded: { 'no value': 1 } });
    expect(thresholdMeasure(values, { ...rule, missing: 'notMet' }).value?.toFixed()).toBe('0.5');
    expect(thresholdMeasure(values, rule).responseRate?.toFixed()).toBe('0.75');
  });
  test('completeness of exactly three quarters is enough, less gives no value and says so', () => {
    const values = ['7.2', '8.0', null, '6.9'];
    expect(thresholdMeasure(values, { ...rule, completeness: '0.75' }).value).not.toBeNull();
    const short = thresholdMeasure(values, { ...rule, completeness: '0.76' });
    expect(short.value).toBeNull();
    expect(short.warnings.some(({ message }) => message.includes('3 of 4'))).toBe(true);
  });
  test('change needs both answers; a gain of exactly the threshold counts', () => {
    const pairs = [
      { before: '40', after: '60' },
      { before: '40', after: '59.9' },
      { before: null, after: '90' },
    ];
    const measure = changeMeasure(pairs, { ...rule, direction: 'atLeast', threshold: '20' });
    expect(measure.value?.toFixed()).toBe('0.5');
    expect(measure.responseRate?.toFixed(4)).toBe('0.6667');
  });
  test('a value that is no decimal is refused without being quoted', () => {
    expect(() => thresholdMeasure(['7,2'], rule)).toThrow(/value 1 isn't plain decimal text/);
    expect(() => thresholdMeasure(['7,2'], rule)).not.toThrow(/7,2/);
  });
});

describe('events within windows', () => {
  const windows = [
    { kind: 'readmission', fromDay: 1, toDay: 30 },
    { kind: 'infection', fromDay: 0, toDay: 90 },
  ];
  const index = { id: 'c', person: 'p', on: '2026-03-01', coveredThrough: null } as const;
  const one = (o: Partial<Parameters<typeof eventsWithin>[0]>) => eventsWithin({ indexes: [index], events: [], windows, death: 'leaveOut', ...o })[0];

  test('first and last day of a window count, the days beside them do not', () => {
    const on = (kind: string, day: string): boolean | undefined => one({ events: [{ person: 'p', on: day, kind }] })?.event;
    expect([
      on('readmission', '2026-03-01'),
      on('readmission', '2026-03-02'),
      on('readmission', '2026-03-31'),
      on('readmission', '2026-04-01'),
    ]).toEqual([false, true, true, false]);
    expect([on('infection', '2026-03-01'), on('infection', '2026-05-30'), on('infection', '2026-05-31'), on('infection', '2026-02-28')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
  test('planned events, other kinds and other persons do not count; the first that counts is named', () => {
    expect(one({ events: [{ person: 'p', on: '2026-03-10', kind: 'readmission', planned: true }] })?.event).toBe(false);
    expect(one({ events: [{ person: 'p', on: '2026-03-10', kind: 'fall' }] })?.event).toBe(false);
    expect(one({ events: [{ person: 'q', on: '2026-03-10', kind: 'readmission' }] })?.event).toBe(false);
    const both = [
      { person: 'p', on: '2026-03-12', kind: 'readmission' },
      { person: 'p', on: '2026-03-10', kind: 'infection' },
    ];
    expect(one({ events: both })).toMatchObject({ kind: 'infection', on: '2026-03-10' });
  });
  test('transfer, death and lost coverage', () => {
    expect(one({ indexes: [{ ...index, transferred: true }] })?.excluded).toBe('transferred');
    expect(one({ indexes: [{ ...index, diedOn: '2026-05-30' }] })?.excluded).toBe('died');
    expect(one({ indexes: [{ ...index, diedOn: '2026-05-30' }], death: 'counts' })).toMatchObject({ event: true, kind: 'death' });
    expect(one({ indexes: [{ ...index, diedOn: '2026-05-31' }] })?.excluded).toBeUndefined();
    expect(one({ indexes: [{ ...index, coveredThrough: '2026-05-29' }] })?.excluded).toBe('coverage ended within the window');
    expect(one({ indexes: [{ ...index, coveredThrough: '2026-05-30' }] })?.excluded).toBeUndefined();
    const seen = [{ person: 'p', on: '2026-03-05', kind: 'readmission' }];
    expect(one({ indexes: [{ ...index, coveredThrough: '2026-03-20' }], events: seen })).toMatchObject({ event: true });
  });
  test('no window, and one that ends before it starts, are refused', () => {
    expect(() => one({ windows: [] })).toThrow(/no window/);
    expect(() => one({ windows: [{ kind: 'x', fromDay: 5, toDay: 4 }] })).toThrow(/day 5 to day 4/);
  });
});

describe('days at home', () => {
  test('overlapping stays count once, stays are cut at the window, death ends it', () => {
    const away = [
      { from: '2025-12-20', to: '2026-01-02', kind: 'inpatient' },
      { from: '2026-01-02', to: '2026-01-04', kind: 'nursing' },
      { from: '2026-01-30', to: '2026-03-01', kind: 'hospice' },
    ];
    expect(homeDays({ from: '2026-01-01', days: 30, away })).toEqual({ atHome: 25, away: 5, afterDeath: 0 });
    expect(homeDays({ from: '2026-01-01', days: 30, away, diedOn: '2026-01-11' })).toEqual({ atHome: 6, away: 5, afterDeath: 19 });
  });
  test('it is what a count day by day gives', () => {
    const stay = fc.record({ from: fc.integer({ min: -20, max: 120 }), length: fc.integer({ min: 0, max: 40 }) });
    const window = fc.record({
      days: fc.integer({ min: 1, max: 100 }),
      stays: fc.array(stay, { maxLength: 6 }),
      death: fc.integer({ min: -5, max: 130 }),
    });
    fc.assert(
      fc.property(window, ({ days, stays, death }) => {
        const found = homeDays({
          from: isoFromDay(20_000),
          days,
          away: stays.map(({ from, length }) => ({ from: isoFromDay(20_000 + from), to: isoFromDay(20_000 + from + length), kind: 'x' })),
          diedOn: isoFromDay(20_000 + death),
        });
        const all = Array.from({ length: days }, (_, day) => day);
        const isAway = (day: number): boolean => stays.some(({ from, length }) => from <= day && day <= from + length);
        expect(found.away).toBe(all.filter(isAway).length);
        expect(found.atHome).toBe(all.filter((day) => !isAway(day) && day < death).length);
        expect(found.atHome + found.away + found.afterDeath).toBe(days);
      }),
    );
  });
  test('15 of 20 days of two persons; those left out are counted', () => {
    const stay = { from: '2026-02-01', to: '2026-02-05', kind: 'nursing' };
    const measure = daysAtHome(
      [
        { from: '2026-01-01', days: 10, away: [] },
        { from: '2026-02-01', days: 10, away: [stay] },
        { from: '2026-02-01', days: 10, away: [], excluded: 'moved away' },
      ],
      { minimum: 2 },
    );
    expect(measure.value?.toFixed()).toBe('0.75');
    expect(measure.excluded).toEqual({ 'moved away': 1 });
    expect(() => homeDays({ from: '2026-01-01', days: 0, away: [] })).toThrow(/no days/);
    expect(() => homeDays({ from: '2026-01-01', days: 5, away: [{ from: '2026-01-03', to: '2026-01-02', kind: 'x' }] })).toThrow(/ends before/);
  });
});

describe('attribution', () => {
  const row = (provider: string, allowed: number, on: string) => ({ person: 'p', provider, allowed, on });
  test('dollars, then the later visit, then the id decide', () => {
    expect(attributePlurality([row('a', 100, '2026-01-01'), row('b', 60, '2026-02-01'), row('b', 50, '2026-01-01')])[0]).toMatchObject({
      provider: 'b',
      allowed: 110,
      decidedBy: 'allowed',
    });
    expect(attributePlurality([row('b', 100, '2026-01-01'), row('a', 100, '2026-01-02')])[0]).toMatchObject({
      provider: 'a',
      decidedBy: 'latest visit',
    });
    expect(attributePlurality([row('b', 100, '2026-01-01'), row('a', 100, '2026-01-01')])[0]).toMatchObject({
      provider: 'a',
      decidedBy: 'provider id',
    });
    expect(attributePlurality([row('a', 100, '2026-01-01'), row('a', -100, '2026-01-02')])).toEqual([]);
  });
  test('the order of rows decides nothing', () => {
    const care = fc.record({
      person: fc.constantFrom('p', 'q', 'r'),
      provider: fc.constantFrom('a', 'b', 'c'),
      allowed: fc.integer({ min: -5, max: 5 }),
      on: fc.constantFrom('2026-01-01', '2026-01-02'),
    });
    fc.assert(
      fc.property(fc.array(care, { maxLength: 30 }), (rows) => {
        expect(attributePlurality([...rows].reverse())).toEqual(attributePlurality(rows));
      }),
    );
  });
});

test('a measured complication rate settles a contract: 1,000,000 of savings are shared by half when the rate is at most 5 %', () => {
  const complications = eventsWithin({
    indexes: Array.from({ length: 40 }, (_, i) => ({ id: `c${i}`, person: `p${i}`, on: '2022-03-01', coveredThrough: null })),
    events: [{ person: 'p3', on: '2022-03-20', kind: 'infection' }],
    windows: [{ kind: 'infection', fromDay: 0, toDay: 90 }],
    death: 'leaveOut',
  });
  const measure = proportionMeasure(complications, { of: 'infection', minimum: 25 });
  const rate = { op: 'metric', id: 'complications' } as const;
  const [benchmark, actual] = [
    { op: 'metric', id: 'benchmark' },
    { op: 'metric', id: 'actual' },
  ] as const;
  const savings = sharedSavings({
    benchmark,
    actual,
    minimumRate: '0',
    inclusive: true,
    mode: 'firstDollar',
    rate: '0.5',
    rounding: { to: 'cent', mode: 'half-up' },
  });
  const contract = simpleContract(
    {
      ...savings,
      gated: t.round(t.if(t.le(rate, '0.05'), t.ref('payable'), t.literal('0', 'USD'), 'at most 5 % of cases with a complication'), {
        to: 'cent',
        mode: 'half-up',
      }),
    },
    {
      metrics: {
        benchmark: metric.money(),
        actual: metric.money({ better: 'lower' }),
        complications: metric.ratio({ better: 'lower', minDenominator: '25' }),
      },
      settle: [{ id: 'line', line: 'gated', positive: { from: 'payer', to: 'provider' } }],
    },
  );
  const measured = measureFact(measure, { metric: 'complications', period: YEAR, knownOn: '2023-05-01', source: 'claims' });
  expect(measured).toMatchObject({ value: '0.025', unit: 'ratio', denominator: '40' });
  const settlement = settled(contract, [fact('benchmark', '9000000'), fact('actual', '8000000'), measured]);
  expect(settlement.lines[0]?.amount.toFixed()).toBe('500000');
  expect(() => measureFact(proportionMeasure([], { of: 'x' }), { metric: 'm', period: YEAR, knownOn: '2023-05-01', source: 's' })).toThrow(
    /no value/,
  );
});
