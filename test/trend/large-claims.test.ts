import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import {
  completion,
  fundingRates,
  ibnr,
  ibnrWithLargeClaims,
  largeClaimLines,
  longRun,
  margin,
  netOfStopLoss,
  type Prior,
  retrospective,
  safeHarbor,
  scenarioFan,
  subtractTriangle,
  type Triangle,
  triangleFrom,
} from '../../src/trend/index.js';
import { sharedData } from '../kit/shared-data.js';
import { off, readJson } from './golden.js';

/** A tidy plan of 30 months that develops 50, 80, 95, 100 % with some noise. */
function plan(): Triangle {
  const noise = (i: number, k: number): number => 1 + 0.08 * Math.sin(i * 3.7 + k * 1.9);
  const incremental = Array.from({ length: 30 }, (_, i) =>
    [0.5, 0.3, 0.15, 0.05].slice(0, 30 - i).map((share, k) => (share * 1000 * 1.005 ** i * noise(i, k)).toFixed(2)),
  );
  return triangleFrom({ origin: '2023-01', grain: 'month', unit: 'cents', incremental, exposure: Array.from({ length: 30 }, () => '100') });
}

describe('the shock claim of health36', () => {
  const [data, wide] = [sharedData('trend/health/golden-health36.json'), sharedData('trend/health/health36_incremental_paid.csv')];
  if (data === null || wide === null) return test.skip('its files lie beside the repository');
  const health: {
    readonly memberMonths: readonly number[];
    readonly knownCumulative: readonly (readonly number[])[];
    readonly prior: { readonly seasonality: readonly number[] };
  } = readJson(data);
  const exposure = health.memberMonths.map(String);
  const cumulative = health.knownCumulative.map((row) => row.map((cents) => (cents / 100).toFixed(2)));
  const all = triangleFrom({ origin: '2022-01', grain: 'month', unit: 'cents', cumulative, exposure });
  const shock = triangleFrom({
    origin: '2022-01',
    grain: 'month',
    unit: 'cents',
    cumulative: cumulative.map((row, i) => row.map((_, k) => (i === 20 && k >= 3 ? '850000' : '0'))),
    exposure,
  });
  const prior: Prior = { trend: 0.07, season: health.prior.seasonality };
  const clean = completion(subtractTriangle(all, shock));

  test.each(['factorsOnly', 'exclude', 'capAndLoad'] as const)('is taken out of the factors by %s, and totals reconcile', (treatment) => {
    const result = ibnrWithLargeClaims(all, { largeClaims: { treatment, large: shock, poolingCharge: '4.10' }, ibnr: { method: 'blend', prior } });
    expect(result.rest.rows[30]?.completionFactor).toBe(clean.completionFactors[5]);
    expect(clean.lags[2]?.factor ?? 0).toBeLessThan(completion(all).lags[2]?.factor ?? 0);
    expect(result.paid.times(100).toNumber()).toBe(all.total());
    expect(result.largePaid.toFixed(2)).toBe(treatment === 'factorsOnly' ? '0.00' : '850000.00');
    const parts = (result.rest.total.ultimate?.toNumber() ?? 0) + result.largePaid.toNumber() + result.poolingCharge.toNumber();
    expect(off(result.ultimate?.toNumber() ?? 0, parts)).toBeLessThan(1e-12);
    if (treatment === 'capAndLoad')
      expect(result.poolingCharge.toNumber()).toBeCloseTo(4.1 * health.memberMonths.reduce((sum, each) => sum + each, 0), 2);
  });
});

describe('large claimants', () => {
  test('are found by member-year; what is beyond the threshold follows the order of payment', () => {
    const line = (person: string, incurred: string, paid: string, cents: number) => ({ person, incurred, paid, cents });
    const found = largeClaimLines(
      [
        line('a', '2024-03-01', '2024-05-01', 900),
        line('a', '2024-06-01', '2024-08-01', 300),
        line('a', '2024-06-01', '2024-09-01', -150),
        line('b', '2024-03-01', '2024-04-01', 1000),
        line('a', '2025-01-01', '2025-02-01', 1040),
      ],
      { thresholdCents: 1000, baseYear: 2024, trend: 0.05 },
    );
    expect(found.memberYears).toBe(1);
    expect(found.whole.map(({ cents }) => cents)).toEqual([900, 300, -150]);
    expect(found.excess.map(({ cents }) => cents)).toEqual([200, -150]);
  });

  test('are split alike whatever the order of lines, also of those paid on one day', () => {
    const line = fc.record({
      person: fc.constantFrom('a', 'b'),
      incurred: fc.constantFrom('2024-02-01', '2024-03-01', '2024-04-01'),
      paid: fc.constantFrom('2024-05-01', '2024-06-01'),
      cents: fc.integer({ min: -300, max: 900 }),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (lines, keys) => {
        const shuffled = lines.map((each, i) => [keys[i] ?? 0, each] as const).sort(([a], [b]) => a - b);
        const split = (given: typeof lines) => {
          const { excess, memberYears } = largeClaimLines(given, { thresholdCents: 1000, baseYear: 2024 });
          return { memberYears, excess: excess.map((each) => JSON.stringify(each)).sort() };
        };
        expect(split(shuffled.map(([, each]) => each))).toEqual(split(lines));
      }),
    );
    expect(() =>
      largeClaimLines([{ person: 'a', incurred: '2024-01-01', paid: '2024-01-02', cents: 0.5 }], { thresholdCents: 1, baseYear: 2024 }),
    ).toThrow(/whole cents/);
  });

  test('have excess that adds up to what lies beyond the threshold', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            person: fc.constantFrom('a', 'b', 'c'),
            paid: fc.constantFrom('2024-05-01', '2024-06-01', '2024-07-01'),
            cents: fc.integer({ min: -500, max: 2000 }),
          }),
          { maxLength: 30 },
        ),
        (rows) => {
          const lines = rows.map((row) => ({ ...row, incurred: '2024-03-01' }));
          const beyond = ['a', 'b', 'c'].reduce(
            (sum, person) => sum + Math.max(0, lines.filter((each) => each.person === person).reduce((total, { cents }) => total + cents, 0) - 1000),
            0,
          );
          expect(largeClaimLines(lines, { thresholdCents: 1000, baseYear: 2024 }).excess.reduce((sum, { cents }) => sum + cents, 0)).toBe(beyond);
        },
      ),
    );
  });
});

describe('margins and limits', () => {
  const result = ibnr(plan(), completion(plan(), { window: 12 }), { method: 'development' });

  test('leave the best estimate as it is', () => {
    for (const rule of [
      { kind: 'percent', value: 0.1 },
      { kind: 'quantile', value: 0.9 },
      { kind: 'factor', value: 0.02 },
    ] as const) {
      const line = margin(result, rule);
      expect(line.bestEstimate.eq(result.total.ibnr ?? 0)).toBe(true);
      expect(line.withMargin.eq(line.bestEstimate.plus(line.margin))).toBe(true);
    }
    expect(margin(result, { kind: 'percent', value: 0.1 }).margin.eq(result.total.ibnr?.times('0.1') ?? 0)).toBe(true);
    expect(margin(result, { kind: 'factor', value: 0.02 }).margin.toNumber()).toBeGreaterThan(0);
  });

  test('of the safe harbour are a share of qualified direct costs, labelled unverified', () => {
    const line = safeHarbor({ qualifiedDirectCosts: '2000000.00' });
    expect(line.limit.toFixed(2)).toBe('700000.00');
    expect(line.assumptions[0]?.source).toContain('unverified');
  });

  test('refuse values that mean nothing', () => {
    for (const action of [
      () => margin(result, { kind: 'percent', value: Number.NaN }),
      () => margin(result, { kind: 'quantile', value: 1 }),
      () => margin(result, { kind: 'factor', value: 1 }),
      () => safeHarbor({ qualifiedDirectCosts: '1', percent: 2 }),
    ]) {
      expect(action).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')));
    }
  });
});

describe('net of stop-loss', () => {
  test('three results add, each from its own triangle', () => {
    const gross = ibnr(plan(), completion(plan()), { method: 'development' });
    const back = triangleFrom({
      origin: '2023-01',
      grain: 'month',
      unit: 'cents',
      cumulative: Array.from({ length: 30 }, (_, i) => ['0', '10', '30', '40'].slice(0, 30 - i)),
      exposure: Array.from({ length: 30 }, () => '100'),
    });
    const { net, recoverable } = netOfStopLoss(gross, ibnr(back, completion(back), { method: 'additive' }));
    for (const key of ['paid', 'ultimate', 'ibnr'] as const) {
      const whole = key === 'paid' ? gross.total.paid : gross.total[key];
      expect(net[key].plus(recoverable[key]).eq(whole ?? 0)).toBe(true);
    }
  });
});

describe('a retrospective', () => {
  test('scores methods at past valuations on what was known then', () => {
    const card = retrospective(plan(), { methods: ['development', 'capeCod', 'additive'], completion: { window: 12 } });
    expect(card.valuations.length).toBe(13);
    for (const row of card.rows) {
      expect(row.rmse).toBeGreaterThanOrEqual(Math.abs(row.bias) - 1e-12);
      expect(row.errors.every(({ stillOpen }) => stillOpen < 0.1)).toBe(true);
      expect(row.mape ?? 1).toBeLessThan(0.5);
    }
  });

  test('does not change when later payments do', () => {
    const card = (triangle: Triangle) => retrospective(triangle.at('2024-12'), { methods: ['development'] }).rows[0]?.errors[0];
    const more = plan();
    expect(card(more)).toEqual(card(plan()));
  });
});

describe('a fan', () => {
  const base = { firstMonth: '2026-01', expected: Array.from({ length: 12 }, () => 1_000_000) };
  const drivers = {
    ibnr: { sd: 0.02 },
    process: { cv: 0.08 },
    trend: { sd: 0.03 },
    largeClaims: { perYear: 4, sizes: [100_000, 250_000, 800_000] },
    enrolment: { sd: 0.02 },
  };

  test('without drivers is the point', () => {
    const fan = scenarioFan(base, { drivers: {}, sims: 20, seed: 1 });
    expect(fan.total.mean).toBe(12_000_000);
    expect(fan.total.standardDeviation).toBe(0);
  });

  test('orders its quantiles, and its total comes from joint draws', () => {
    const fan = scenarioFan(base, { drivers, sims: 4000, seed: 1 });
    for (const each of [...fan.months, fan.total])
      each.quantiles.slice(1).forEach(({ value }, i) => expect(value).toBeGreaterThanOrEqual(each.quantiles[i]?.value ?? 0));
    expect(fan.total.standardDeviation).toBeLessThanOrEqual(fan.byDriver.reduce((sum, each) => sum + each.standardDeviation, 0));
    const summed = fan.months.reduce((sum, { quantiles }) => sum + (quantiles.at(-1)?.value ?? 0), 0);
    expect(fan.total.quantiles.at(-1)?.value ?? 0).toBeLessThan(summed);
    const mean = 12_000_000 + (4 * 1_150_000) / 3;
    expect(Math.abs(fan.total.mean - mean)).toBeLessThan((4 * fan.total.standardDeviation) / Math.sqrt(4000) + 0.002 * mean);
  });

  test('gives the same draws for one seed, and first draws whatever else is switched on', () => {
    const of = (seed: number) => scenarioFan(base, { drivers, sims: 50, seed }).draws;
    expect(of(5)).toEqual(of(5));
    expect(of(6)).not.toEqual(of(5));
    const alone = scenarioFan(base, { drivers: { enrolment: drivers.enrolment }, sims: 400, seed: 5 }).total.standardDeviation;
    expect(scenarioFan(base, { drivers, sims: 400, seed: 5 }).byDriver.find(({ driver }) => driver === 'enrolment')?.standardDeviation).toBe(alone);
  });

  test('is the same to the byte by any number of workers', () => {
    const whole = scenarioFan(base, { drivers, sims: 90, seed: 11 }).draws;
    for (const cuts of [
      [0, 90],
      [0, 1, 90],
      [0, 30, 60, 90],
      [0, 7, 8, 41, 90],
    ]) {
      const parts = cuts.slice(1).flatMap((to, i) => Array.from(scenarioFan(base, { drivers, sims: 90, seed: 11, part: [cuts[i] ?? 0, to] }).draws));
      expect(Float64Array.from(parts)).toEqual(whole);
    }
    for (const part of [
      [0, 0],
      [5, 3],
      [0, 91],
      [-1, 4],
      [0.5, 2],
    ] as const)
      expect(() => scenarioFan(base, { drivers, sims: 90, seed: 11, part })).toThrow(
        expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')),
      );
  });

  test('refuses drivers that mean nothing', () => {
    for (const bad of [
      { process: { cv: -1 } },
      { trend: { sd: 0.1, correlation: 2 } },
      { largeClaims: { perYear: 1, sizes: [] } },
      { ibnr: { errors: [-2] } },
    ]) {
      expect(() => scenarioFan(base, { drivers: bad, sims: 5, seed: 1 })).toThrow(
        expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')),
      );
    }
  });
});

describe('funding rates', () => {
  const tiers = [
    { tier: 'employee', ratio: '1', contractMonths: 5231 },
    { tier: 'employee + spouse', ratio: '2.1', contractMonths: 1844 },
    { tier: 'family', ratio: '2.95', contractMonths: 3107 },
  ];

  test('times enrolment add up to the projected cost and its loads, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (cents) => {
        const cost = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        const result = fundingRates({ projectedCost: cost, tiers, loads: [{ name: 'reserve', amount: '12345.67' }] });
        const exact = result.tiers.reduce(
          (sum, { rate }, i) => sum.plus(rate.times(tiers[i]?.contractMonths ?? 0)),
          result.fundedCost.minus(result.fundedCost),
        );
        expect(exact.toFixed(2)).toBe(result.fundedCost.toFixed(2));
        expect(result.tiers.reduce((sum, { amount }) => sum.plus(amount), result.fundedCost.minus(result.fundedCost)).eq(result.fundedCost)).toBe(
          true,
        );
        const printed = result.tiers.reduce(
          (sum, { printed: each }, i) => sum.plus(each.times(tiers[i]?.contractMonths ?? 0)),
          result.fundedCost.minus(result.fundedCost),
        );
        expect(printed.minus(result.roundingDifference).eq(result.fundedCost)).toBe(true);
      }),
    );
  });

  test('follow from a projected cost per employee per month, which the tiers then collect', () => {
    const result = fundingRates({ projectedPepm: '1234.56', tiers });
    expect(result.fundedCost.toFixed(2)).toBe((1234.56 * (5231 + 1844 + 3107)).toFixed(2));
    expect(result.tiers.map(({ rate }) => rate.toFixed(20))).toEqual(
      fundingRates({ projectedCost: result.fundedCost, tiers }).tiers.map(({ rate }) => rate.toFixed(20)),
    );
    for (const cost of [{}, { projectedCost: '1', projectedPepm: '1' }])
      expect(() => fundingRates({ ...cost, tiers })).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')));
  });

  test('of continuation coverage never exceed 102 %', () => {
    const result = fundingRates({ projectedCost: '7654321.09', tiers });
    for (const { rate, cobra } of result.tiers) {
      expect(cobra.lte(rate.times('1.02'))).toBe(true);
      expect(rate.times('1.02').minus(cobra).lt('0.01')).toBe(true);
    }
  });

  test('split between employee and employer by scenario', () => {
    const result = fundingRates({
      projectedCost: '5000000',
      tiers,
      scenarios: [{ name: '20 / 30', employeeShare: { employee: '0.2', family: '0.3' } }],
    });
    result.scenarios[0]?.tiers.forEach(({ employee, employer }, i) => expect(employee.plus(employer).eq(result.tiers[i]?.printed ?? 0)).toBe(true));
    expect(result.scenarios[0]?.tiers[1]?.employee.toFixed(2)).toBe('0.00');
    expect(() => fundingRates({ projectedCost: '1', tiers, scenarios: [{ name: 'x', employeeShare: { nobody: '0.2' } }] })).toThrow(/Name tiers/);
    expect(() => fundingRates({ projectedCost: '1', tiers: [{ tier: 'a', ratio: '0', contractMonths: 1 }] })).toThrow(/above 0/);
  });
});

describe('the long run', () => {
  const input = {
    firstYear: 2026,
    nearTerm: [0.08, 0.075],
    blendUntil: 2032,
    cpi: 0.022,
    real: 0.012,
    extra: 0.011,
    startShare: 0.18,
    resistance: 0.22,
    limitYear: 2055,
    lastYear: 2070,
    source: 'test',
  };

  test('starts as given, blends in a straight line, and ends with income', () => {
    const path = longRun(input).years;
    const at = (year: number): number => path.find((each) => each.year === year)?.growth ?? Number.NaN;
    const income = 1.022 * 1.012;
    expect([at(2026), at(2027)]).toEqual([0.08, 0.075]);
    expect(at(2030)).toBeCloseTo(0.075 + (income * 1.011 - 1 - 0.075) * (3 / 5), 12);
    for (const year of [2055, 2060, 2070]) expect(at(year)).toBeCloseTo(income - 1, 12);
    const late = path.filter(({ year }) => year >= 2055);
    late.forEach(({ share }) => expect(share).toBeCloseTo(late[0]?.share ?? 0, 12));
  });

  test('meets resistance only above the stated share', () => {
    const free = longRun({ ...input, resistance: 1 }).years.find(({ year }) => year === 2050)?.growth ?? 0;
    const held = longRun(input).years.find(({ year }) => year === 2050)?.growth ?? 0;
    expect(free).toBeCloseTo(1.022 * 1.012 * 1.011 - 1, 12);
    expect(held).toBeLessThan(free);
  });
});
