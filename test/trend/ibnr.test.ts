import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import {
  completion,
  completionStep,
  type IbnrMethodChoice,
  ibnr,
  mack,
  type Prior,
  type Triangle,
  triangleFrom,
  triangleFromWide,
} from '../../src/trend/index.js';
import { sharedData } from '../kit/shared-data.js';
import { off, readJson } from './golden.js';

interface Xyz {
  readonly reported: readonly number[];
  readonly paid: readonly number[];
  readonly cdfReported: readonly number[];
  readonly cdfPaid: readonly number[];
  readonly ch10: { readonly apriori: readonly number[]; readonly bfReported: readonly number[]; readonly bfPaid: readonly number[] };
  readonly benktander2_reported_from_ch9_apriori_printed_cdf: readonly number[];
}
interface Ch9 {
  readonly apriori: readonly number[];
  readonly bfReported: readonly number[];
  readonly bfPaid: readonly number[];
  readonly development2008: { readonly reported: number; readonly paid: number };
}
const friedland: { readonly xyz: Xyz; readonly xyzCh9: Ch9 } = readJson('test/golden/trend-friedland.json');
const { xyz, xyzCh9 } = friedland;

/** Only the latest diagonal is published: AY 1998 at age 10 down to AY 2008 at age 0. */
function diagonal(latest: readonly number[], exposure?: readonly string[]): Triangle {
  const cumulative = latest.map((value, i) => Array.from({ length: 11 }, (_, k) => (k === 10 - i ? String(value) : null)));
  return triangleFrom({ origin: '1998-01', grain: 'year', unit: 'asGiven', cumulative, ...(exposure === undefined ? {} : { exposure }) });
}
const byLag = (cdf: readonly number[]): readonly number[] => [...cdf].reverse();
function ultimates(o: {
  latest: readonly number[];
  cdf: readonly number[];
  method: IbnrMethodChoice;
  prior?: Prior;
  exposure?: readonly string[];
}): readonly number[] {
  const triangle = diagonal(o.latest, o.exposure);
  const pattern = completion(triangle, { selected: { factors: o.cdf.slice(1).map(() => 1), cdf: byLag(o.cdf) } });
  return ibnr(triangle, pattern, { method: o.method, ...(o.prior === undefined ? {} : { prior: o.prior }) }).rows.map(
    ({ ultimate }) => ultimate?.toNumber() ?? Number.NaN,
  );
}

describe("Friedland's XYZ automobile insurer", () => {
  const text = (values: readonly number[]): readonly string[] => values.map(String);

  test('Bornhuetter-Ferguson of chapter 10 within 1', () => {
    const { apriori, bfReported, bfPaid } = xyz.ch10;
    const prior = { expected: text(apriori) };
    ultimates({ latest: xyz.reported, cdf: xyz.cdfReported, method: 'bornhuetterFerguson', prior }).forEach((u, i) =>
      expect(Math.abs(u - (bfReported[i] ?? 0))).toBeLessThanOrEqual(1),
    );
    ultimates({ latest: xyz.paid, cdf: xyz.cdfPaid, method: 'bornhuetterFerguson', prior }).forEach((u, i) =>
      expect(off(u, bfPaid[i] ?? 0)).toBeLessThan(1e-3),
    );
  });

  test('Bornhuetter-Ferguson of chapter 9 within 0.1 %, and the newest year by development', () => {
    const { apriori, bfReported, bfPaid, development2008 } = xyzCh9;
    const by = (basis: 'Reported' | 'Paid', method: IbnrMethodChoice): readonly number[] =>
      ultimates({
        latest: basis === 'Paid' ? xyz.paid : xyz.reported,
        cdf: basis === 'Paid' ? xyz.cdfPaid : xyz.cdfReported,
        method,
        prior: { expected: text(apriori) },
      });
    by('Reported', 'bornhuetterFerguson').forEach((u, i) => expect(off(u, bfReported[i] ?? 0)).toBeLessThan(1e-3));
    by('Paid', 'bornhuetterFerguson').forEach((u, i) => expect(off(u, bfPaid[i] ?? 0)).toBeLessThan(1e-3));
    expect(off(by('Reported', 'development')[10] ?? 0, development2008.reported)).toBeLessThan(1e-3);
    expect(off(by('Paid', 'development')[10] ?? 0, development2008.paid)).toBeLessThan(1e-3);
  });

  test('Benktander in its second step', () => {
    const found = ultimates({
      latest: xyz.reported,
      cdf: xyz.cdfReported,
      method: { kind: 'benktander', iterations: 2 },
      prior: { expected: text(xyzCh9.apriori) },
    });
    found.forEach((u, i) => expect(Math.abs(u - (xyz.benktander2_reported_from_ch9_apriori_printed_cdf[i] ?? 0))).toBeLessThan(1e-6));
  });

  test('Cape Cod with on-level premium, trend and reform', () => {
    const premium = [20000, 31500, 45000, 50000, 61183, 69175, 99322, 138151, 107578, 62438, 47797];
    const onLevel = [0.989, 0.97, 0.951, 0.932, 0.914, 0.87, 0.81, 0.704, 0.64, 0.8, 1];
    const reform = [0.67, 0.67, 0.67, 0.67, 0.67, 0.67, 0.67, 0.67, 0.75, 1, 1];
    const periodFactors = reform.map((factor, i) => 1 / (1.0342 ** (10 - i) * factor));
    const exposure = premium.map((each, i) => String(Math.round(each * (onLevel[i] ?? 1) * 1e6) / 1e6));
    const found = ultimates({
      latest: xyz.reported,
      cdf: xyz.cdfReported,
      method: { kind: 'capeCod', months: 'all', decay: 1 },
      prior: { periodFactors },
      exposure,
    });
    const total = found.reduce((sum, u) => sum + u, 0);
    const unpaid = total - xyz.reported.reduce((sum, c) => sum + c, 0);
    expect(off(total, 504289.7245639523)).toBeLessThan(1e-9);
    expect(off(unpaid, 54663.7245639523)).toBeLessThan(1e-9);
    expect(off(total, 504300)).toBeLessThan(1e-3);
    expect(off(unpaid, 54674)).toBeLessThan(1e-3);
    // Years that still develop give kappa back: IBNR = (1 - 1 / CDF) x premium x kappa x on-level / trend / reform.
    const kappas = found.flatMap((u, i) => {
      const open = 1 - 1 / (xyz.cdfReported[i] ?? 1);
      const level = (premium[i] ?? 0) * (onLevel[i] ?? 1) * (periodFactors[i] ?? 1);
      return open === 0 ? [] : [(u - (xyz.reported[i] ?? 0)) / (open * level)];
    });
    expect(kappas).toHaveLength(7);
    kappas.forEach((kappa) => expect(off(kappa, 0.7075857718159008)).toBeLessThan(1e-9));
    expect(kappas[0]?.toFixed(3)).toBe('0.708');
  });
});

/** IBNR of health36 as the specification prints it. Unit: US cents. */
const PRINTED = {
  volume_all: 838228711.660034,
  volume_12: 843381877.4352542,
  simple_12: 860670294.3901712,
  'blend_0.8': 960463672.6366653,
  bornhuetter_ferguson: 906608202.3365822,
} as const;

interface Health {
  readonly knownCumulative: readonly (readonly (number | null)[])[];
  readonly memberMonths: readonly number[];
  readonly trueUltimate: readonly number[];
  readonly trueIbnr: number;
  readonly methods: Readonly<
    Record<
      string,
      { readonly ibnr: number; readonly ultimate: readonly number[]; readonly completion?: readonly number[]; readonly ldf?: readonly number[] }
    >
  >;
  readonly prior: { readonly seasonality: readonly number[]; readonly apriori: readonly number[]; readonly basePmpmCentsAtMonth0: number };
}

describe('the synthetic health triangle health36', () => {
  const [data, wide] = [sharedData('trend/health/golden-health36.json'), sharedData('trend/health/tri.csv')];
  if (data === null || wide === null) return test.skip('its files lie beside the repository');
  const health: Health = readJson(data);
  const given = triangleFromWide(readFileSync(wide, 'utf8'), { origin: '2022-01', grain: 'month', unit: 'cents', values: 'cumulative' });
  const rows = Array.from({ length: 36 }, (_, i) =>
    Array.from({ length: 25 }, (_, k) => {
      const cents = given.cumulative(i, k);
      return cents === null ? null : (cents / 100).toFixed(2);
    }),
  );
  const triangle = triangleFrom({ origin: '2022-01', grain: 'month', unit: 'cents', cumulative: rows, exposure: health.memberMonths.map(String) });
  const prior: Prior = { trend: 0.07, season: health.prior.seasonality };

  test.each([
    ['volume_all', { kind: 'development' }, 'all', 'volume'],
    ['volume_12', { kind: 'development' }, 12, 'volume'],
    ['simple_12', { kind: 'development' }, 12, 'simple'],
    ['blend_0.8', { kind: 'blend', threshold: 0.8 }, 12, 'volume'],
    ['bornhuetter_ferguson', { kind: 'bornhuetterFerguson' }, 12, 'volume'],
  ] as const)('%s to 1e-12', (name, method, window, average) => {
    const expected = health.methods[name];
    const result = ibnr(triangle, completion(triangle, { average, window }), { method, prior });
    expect(off((result.total.ibnr?.toNumber() ?? 0) * 100, expected?.ibnr ?? 0)).toBeLessThan(1e-12);
    expect(off((result.total.ibnr?.toNumber() ?? 0) * 100, PRINTED[name])).toBeLessThan(1e-12);
    expect(result.rows).toHaveLength(expected?.ultimate.length ?? 0);
    result.rows.forEach((row, i) => expect(off((row.ultimate?.toNumber() ?? 0) * 100, expected?.ultimate[i] ?? 0)).toBeLessThan(1e-12));
  });

  test.each([
    ['volume_all', 'all', 'volume'],
    ['volume_12', 12, 'volume'],
    ['simple_12', 12, 'simple'],
  ] as const)('%s has the factors and the completion of the exact rationals, to 1e-12', (name, window, average) => {
    const expected = health.methods[name];
    const { lags, completionFactors } = completion(triangle, { average, window });
    expect(expected?.ldf?.length).toBe(24);
    expect(lags).toHaveLength(24);
    expect(completionFactors).toHaveLength(expected?.completion?.length ?? 0);
    lags.forEach(({ factor }, k) => expect(off(factor ?? 0, expected?.ldf?.[k] ?? 0)).toBeLessThan(1e-12));
    completionFactors.forEach((p, k) => expect(off(p ?? 0, expected?.completion?.[k] ?? 0)).toBeLessThan(1e-12));
  });

  test('completion of volume over twelve months is the printed one, lags 0 to 8', () => {
    const printed = [
      0.3269000834349587, 0.6923579546102341, 0.8463396017495949, 0.9234776329212306, 0.9567066221196863, 0.976339169482111, 0.9935936930715393,
      0.9964433629891261, 0.9974100444437876,
    ];
    const { completionFactors } = completion(triangle, { window: 12 });
    printed.forEach((p, k) => expect(off(completionFactors[k] ?? 0, p)).toBeLessThan(1e-12));
  });

  test('the a priori cost: its base from the twelve settled months 2023-09 to 2024-08, and every month of it', () => {
    const pattern = completion(triangle, { window: 12 });
    const result = ibnr(triangle, pattern, { method: 'expected', prior });
    const base = result.steps.find(({ id }) => id === 'base');
    expect(off(Number(base?.value) * 100, 50767.40215089157)).toBeLessThan(1e-12);
    expect(off(Number(base?.value) * 100, health.prior.basePmpmCentsAtMonth0)).toBeLessThan(1e-12);
    expect(base?.label).toContain('12 settled periods from 2023-09');
    expect(result.rows).toHaveLength(health.prior.apriori.length);
    result.rows.forEach((row, i) => expect(off((row.ultimate?.toNumber() ?? 0) * 100, health.prior.apriori[i] ?? 0)).toBeLessThan(1e-12));
  });

  test('the pasted table and the payments are one triangle, cell by cell in cents, and a paste of its own cells comes back', () => {
    health.knownCumulative.forEach((row, i) => row.forEach((cents, k) => expect(given.cumulative(i, k)).toBe(cents)));
    const pasted = Array.from({ length: 36 }, (_, i) =>
      Array.from({ length: 25 }, (_c, k) => {
        const cents = given.cumulative(i, k);
        return cents === null ? '' : (cents / 100).toFixed(2);
      }).join('\t'),
    ).join('\n');
    const again = triangleFromWide(pasted, { origin: '2022-01', grain: 'month', unit: 'cents', values: 'cumulative' });
    expect(again.toRows()).toEqual(given.toRows());
    expect(given.asOf).toBe('2024-12');
  });

  test('blend replaces the two newest months, and says so', () => {
    const result = ibnr(triangle, completion(triangle, { window: 12 }), { method: 'blend', prior });
    expect(result.rows.filter(({ method }) => method === 'projection').map(({ period }) => period)).toEqual(['2024-11', '2024-12']);
  });

  test("Mack's error of volume over all months", () => {
    expect(off(mack(triangle, { sigma: 'mack' }).total.standardError?.toNumber() ?? 0, 1059258.7637827)).toBeLessThan(1e-9);
  });

  test('the interval of the IBNR holds the truth, and the factor of a period is the reciprocal of its completion', () => {
    const result = ibnr(triangle, completion(triangle, { window: 12 }), {
      method: 'blend',
      prior,
      compareWith: ['development', 'capeCod', 'additive', 'benktander'],
    });
    const { interval } = result.total;
    if (interval?.kind !== 'interval') throw new Error('no interval');
    expect(interval.low).toBeLessThan(health.trueIbnr / 100);
    expect(interval.high).toBeGreaterThan(health.trueIbnr / 100);
    expect(result.comparison).toHaveLength(5);
    const step = completionStep(result, { from: '2024-09-01', to: '2024-09-30' });
    expect(off(step.factor.toNumber(), 1 / (result.rows[32]?.completionFactor ?? 0))).toBeLessThan(1e-12);
    expect(step.low.lt(step.factor) && step.factor.lt(step.high)).toBe(true);
  });

  test('auto says why it chose', () => {
    const result = ibnr(triangle, completion(triangle, { window: 12 }), { method: 'auto', prior });
    expect(result.auto?.valuations.length).toBeGreaterThanOrEqual(6);
    expect(result.auto?.scores.map(({ method }) => method)).toContain('development');
  });
});

describe('reserves', () => {
  const triangle = (exposure = true) =>
    triangleFrom({
      origin: '2024-01',
      grain: 'month',
      unit: 'cents',
      cumulative: [['100', '150', '180'], ['100', '160', '180'], ['120', '150'], ['90']],
      ...(exposure ? { exposure: ['10', '10', '10', '10'] } : {}),
    });
  const total = (method: IbnrMethodChoice, prior?: Prior, t = triangle()): number =>
    ibnr(t, completion(t), { method, ...(prior === undefined ? {} : { prior }) }).total.ultimate?.toNumber() ?? Number.NaN;
  const expected = { expected: ['180', '190', '170', '200'] };

  test('Bornhuetter-Ferguson is p development + (1 - p) expectation, and the credibility blend with Z = p', () => {
    const t = triangle();
    const pattern = completion(t);
    const rows = (method: IbnrMethodChoice) =>
      ibnr(t, pattern, { method, prior: expected }).rows.map(({ ultimate }) => ultimate?.toNumber() ?? Number.NaN);
    const [bf, dev, credible] = [rows('bornhuetterFerguson'), rows('development'), rows({ kind: 'credibility', z: 'p' })];
    bf.forEach((u, i) => {
      const p = pattern.completionFactors[t.grid.age[i] ?? 0] ?? 0;
      expect(off(u, p * (dev[i] ?? 0) + (1 - p) * Number(expected.expected[i]))).toBeLessThan(1e-12);
      expect(off(credible[i] ?? 0, u)).toBeLessThan(1e-12);
    });
  });

  test('Benktander runs from Bornhuetter-Ferguson to development', () => {
    expect(off(total({ kind: 'benktander', iterations: 1 }, expected), total('bornhuetterFerguson', expected))).toBeLessThan(1e-12);
    expect(off(total({ kind: 'benktander', iterations: 400 }, expected), total('development', expected))).toBeLessThan(1e-9);
  });

  test('blend with threshold 0 is development, above 1 the projection floored at what is paid', () => {
    expect(total({ kind: 'blend', threshold: 0 }, expected)).toBe(total('development', expected));
    const t = triangle();
    const prior = { expected: ['170', '190', '170', '60'] };
    const rows = (method: IbnrMethodChoice): readonly number[] =>
      ibnr(t, completion(t), { method, prior }).rows.map(({ ultimate }) => ultimate?.toNumber() ?? Number.NaN);
    expect(rows({ kind: 'blend', threshold: 1.1 })).toEqual([180, 180, 170, 90]);
    expect(rows({ kind: 'blend', threshold: 1.1 })).toEqual(rows('projection').map((each, i) => Math.max(each, [180, 180, 150, 90][i] ?? 0)));
  });

  test('Cape Cod with exposure proportional to developed ultimates is development', () => {
    const t = triangle(false);
    const developed = ibnr(t, completion(t), { method: 'development' }).rows.map(({ ultimate }) => ultimate?.toFixed() ?? '');
    const weighted = triangleFrom({
      origin: '2024-01',
      grain: 'month',
      unit: 'cents',
      cumulative: [['100', '150', '180'], ['100', '160', '180'], ['120', '150'], ['90']],
      exposure: developed,
    });
    expect(off(total({ kind: 'capeCod', months: 'all' }, undefined, weighted), total('development'))).toBeLessThan(1e-12);
    expect(off(total({ kind: 'capeCod', months: 'all', decay: 1 }, undefined, weighted), total('development'))).toBeLessThan(1e-12);
  });

  test('additive adds the same cost per member to every month of one age', () => {
    const t = triangle();
    const unpaid = ibnr(t, completion(t), { method: { kind: 'additive', window: 'all' } }).rows.map(
      ({ ibnr: each }) => each?.toNumber() ?? Number.NaN,
    );
    expect(unpaid.slice(0, 2)).toEqual([0, 0]);
    expect(unpaid[2]).toBeCloseTo(25, 12);
    expect(unpaid[3]).toBeCloseTo((50 + 60 + 30) / 3 + 25, 12);
  });

  test('of a settled month are nothing, whatever the method, but for the expectation itself', () => {
    const other = { expected: ['500', '500', '170', '200'] };
    const methods: readonly IbnrMethodChoice[] = [
      'development',
      'projection',
      'bornhuetterFerguson',
      'benktander',
      'capeCod',
      'additive',
      'blend',
      { kind: 'blend', threshold: 1.2 },
      { kind: 'capeCod', decay: 0.5 },
      { kind: 'benktander', iterations: 50 },
      { kind: 'credibility', z: 'p' },
      { kind: 'credibility', z: 'sqrt' },
      { kind: 'credibility', z: [0.1, 0.2, 0.3] },
      'auto',
    ];
    const t = triangle();
    for (const method of methods) {
      const { rows } = ibnr(t, completion(t), { method, prior: other });
      expect([method, ...rows.slice(0, 2).map(({ ibnr: each }) => each?.toNumber())]).toEqual([method, 0, 0]);
    }
    expect(ibnr(t, completion(t), { method: 'expected', prior: other }).rows[0]?.ultimate?.toNumber()).toBe(500);
  });

  test('take the expectation where nothing is paid yet', () => {
    const t = triangleFrom({
      origin: '2024-01',
      grain: 'month',
      unit: 'cents',
      cumulative: [['100', '150'], ['100', '150'], ['0']],
      exposure: ['10', '10', '10'],
    });
    const result = ibnr(t, completion(t), { method: 'development' });
    expect(result.rows[2]?.ultimate?.toNumber()).toBe(150);
    expect(result.rows[2]?.method).toBe('projection');
    expect(result.warnings.map(({ code }) => code)).toContain('trend/zero-paid');
  });

  test('ask for an expectation or exposure where the method needs one', () => {
    const t = triangle(false);
    const code = (method: IbnrMethodChoice) => {
      try {
        ibnr(t, completion(t), { method });
      } catch (error) {
        return isCoalitionError(error) ? error.code : 'other';
      }
      return 'none';
    };
    expect(code('bornhuetterFerguson')).toBe('trend/prior-missing');
    expect(code('blend')).toBe('trend/prior-missing');
    expect(code('capeCod')).toBe('trend/exposure-needed');
    expect(code('additive')).toBe('trend/exposure-needed');
  });

  test.each([
    ['month', '4999', 'capeCod 24'],
    ['month', '5000', 'blend 0.8'],
    ['quarter', '14997', 'capeCod 24'],
    ['quarter', '15000', 'blend 0.8'],
    ['year', '59999', 'capeCod 24'],
    ['year', '60000', 'blend 0.8'],
  ] as const)('by %s with %s member months a period take %s: 5,000 members a month are large at any grain', (grain, memberMonths, method) => {
    const exposure = [memberMonths, memberMonths, memberMonths];
    const t = triangleFrom({ origin: '2024-01', grain, unit: 'cents', cumulative: [['1000', '1500', '1600'], ['1000', '1500'], ['900']], exposure });
    expect(ibnr(t, completion(t)).method).toBe(method);
  });

  test('of a short history have an interval for development only, from the model, and say so', () => {
    const t = triangleFrom({
      origin: '2024-01',
      grain: 'month',
      unit: 'asGiven',
      cumulative: [['100', '151', '180'], ['110', '160', '190'], ['120', '182'], ['90']],
      exposure: ['10', '10', '10', '10'],
    });
    const [model, none] = (['development', 'capeCod'] as const).map((method) => ibnr(t, completion(t), { method }));
    const interval = model?.total.interval;
    expect(
      interval?.kind === 'interval' &&
        (interval.low ?? 0) < (model?.total.ibnr?.toNumber() ?? 0) &&
        (interval.high ?? 0) > (model?.total.ibnr?.toNumber() ?? 0),
    ).toBe(true);
    expect(none?.total.interval).toBeNull();
    for (const result of [model, none]) expect(result?.warnings.map(({ code }) => code)).toContain('trend/interval-unsupported');
  });

  test('warn of claims without members, and leave the cost per member empty', () => {
    const t = triangleFrom({
      origin: '2024-01',
      grain: 'month',
      unit: 'cents',
      cumulative: [['100', '150'], ['100', '150'], ['90']],
      exposure: ['10', null, '10'],
    });
    const result = ibnr(t, completion(t), { method: 'development' });
    expect(result.rows[1]?.perMemberMonth).toBeNull();
    expect(result.rows[1]?.ultimate?.toNumber()).toBe(150);
    expect(result.warnings.map(({ code }) => code)).toContain('trend/exposure-missing');
  });

  test('of slow and thin months go wrong by development in the published way', () => {
    const slow = (paid: string) => {
      const t = triangleFrom({ origin: '2023-01', grain: 'month', unit: 'cents', cumulative: [[paid, null]] });
      return ibnr(t, completion(t, { selected: { cdf: [1 / 0.3, 1] } }), { method: 'development' }).total.ibnr?.toFixed(2);
    };
    expect(slow('30000')).toBe('70000.00');
    expect(slow('20000')).toBe('46666.67');
    const whole = (paid: string) => {
      const t = triangleFrom({ origin: '2023-01', grain: 'month', unit: 'cents', cumulative: [[paid, null]] });
      return ibnr(t, completion(t, { selected: { cdf: [1 / 0.3, 1] } }), { method: 'development' }).total.ultimate?.toFixed(2);
    };
    expect([whole('30000'), whole('20000')]).toEqual(['100000.00', '66666.67']);
  });
});
