import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import {
  barnettZehnwirth,
  bootstrapOdp,
  clark,
  compareTriangles,
  completion,
  diagnostics,
  glmReserve,
  ibnr,
  mack,
  mackBootstrap,
  margin,
  munich,
  odp,
  oneYear,
  retrospective,
  runOffError,
  type TrendDisclosure,
  TriangleBuilder,
  type TriangleLine,
  type TriangleSpec,
  triangleFrom,
} from '../../src/trend/index.js';

// One test for each row of the specification's table of edge cases that has no test beside its own concept.

const SPEC: TriangleSpec = {
  grain: 'month',
  unit: 'cents',
  origin: '2024-01',
  months: 3,
  maxLag: 2,
  basis: 'paid',
  netOf: [],
  incurredDate: 'default',
  lagPolicy: 'reject',
  negativeLag: 'quarantine',
};
const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return isCoalitionError(error) ? error.code : 'other';
  }
  return 'none';
};
const codes = (warnings: readonly { readonly code: string }[]): readonly string[] => warnings.map(({ code }) => code);
const yearly = (cumulative: readonly (readonly (string | null)[])[], exposure?: readonly string[]) =>
  triangleFrom({ origin: '2015-01', grain: 'year', unit: 'asGiven', cumulative, ...(exposure === undefined ? {} : { exposure }) });

describe('lines that have no place', () => {
  const quality = (line: TriangleLine, spec: Partial<TriangleSpec> = {}) => {
    const builder = new TriangleBuilder({ ...SPEC, ...spec });
    builder.add(line);
    return builder.quality();
  };

  test.each([
    ['trend/no-date', { incurred: '', paid: '2024-01-20', cents: 7 }, {}, 'quarantined'],
    ['trend/out-of-period', { incurred: '2023-12-31', paid: '2024-01-20', cents: 7 }, {}, 'rejected'],
    ['trend/negative-lag', { incurred: '2024-02-01', paid: '2024-01-31', cents: 7 }, {}, 'quarantined'],
    ['trend/negative-lag', { incurred: '2024-02-01', paid: '2024-01-31', cents: 7 }, { negativeLag: 'reject' }, 'rejected'],
    ['trend/lag-overflow', { incurred: '2024-01-01', paid: '2024-04-01', cents: 7 }, {}, 'rejected'],
    ['trend/lag-overflow', { incurred: '2024-01-01', paid: '2024-04-01', cents: 7 }, { lagPolicy: 'clampToMax' }, 'accepted'],
  ] as const)('%s', (code, line, spec, outcome) => {
    const found = quality(line, spec);
    expect(codes(found.findings)).toEqual([code]);
    expect(found.findings[0]?.message).toMatch(/^1 lines /);
    expect(found[outcome]).toEqual({ rows: 1, cents: 7 });
    expect(found.input).toEqual({ rows: 1, cents: 7 });
  });
});

describe('a single diagonal', () => {
  const single = yearly([['180', '180', '180'].map((cell, k) => (k === 2 ? cell : null)), [null, '150', null], ['100', null, null]]);

  test('is refused by whatever needs development, and answered with selected factors', () => {
    for (const action of [() => completion(single), () => mack(single, { sigma: 'mack' })]) {
      expect(codeOf(action)).toBe('trend/insufficient-development');
    }
    const selected = completion(single, { selected: { factors: [1.5, 1.2] } });
    expect(ibnr(single, selected, { method: 'development' }).total.ultimate?.toFixed(2)).toBe('540.00');
  });
});

describe('history', () => {
  test('that was restated is listed cell by cell, with its code', () => {
    const older = yearly([['100', '150'], ['110']]);
    expect(compareTriangles(older, yearly([['120', '150'], ['110']]))).toEqual([
      { code: 'trend/restated-history', period: '2015-01', lag: 0, before: 10_000, after: 12_000 },
      { code: 'trend/restated-history', period: '2015-01', lag: 1, before: 5000, after: 3000 },
    ]);
    expect(compareTriangles(older, yearly([['100', '150', '170'], ['110', '160'], ['90']]))).toEqual([]);
  });

  test('too short for a choice leaves the default, and says so', () => {
    const short = yearly([['100', '150', '180'], ['110', '176'], ['120']], ['10', '10', '10']);
    const result = ibnr(short, completion(short), { method: 'auto', prior: { expected: ['180', '200', '220'] } });
    expect(codes(result.warnings)).toContain('trend/auto-default');
    expect(result.auto?.reason).toBe('tooLittleHistory');
  });
});

describe('cells that spoil a factor', () => {
  test('one that carries a tenth of its denominator is named', () => {
    const rows = Array.from({ length: 12 }, (_, i) => (i === 11 ? ['100'] : ['100', i === 4 ? '900' : '110']));
    const { warnings } = completion(yearly(rows));
    expect(warnings.filter(({ code }) => code === 'trend/shock-cell').map(({ path }) => path)).toEqual(['lags[0]']);
  });

  test('a lag that no month has reached counts as settled, and says so', () => {
    const { warnings, cdf } = completion(
      yearly([
        ['100', '150', null],
        ['110', '165', null],
        ['120', null, null],
      ]),
    );
    expect(codes(warnings)).toContain('trend/unobserved-lag');
    expect(cdf.map((each) => each?.toFixed(4))).toEqual(['1.5000', '1.0000', '1.0000']);
  });

  test('a column of nothing at lag 0, one month of nothing, and a ratio of a billion give numbers or names', () => {
    const empty = yearly([['0', '100', '120'], ['0', '110'], ['0']], ['10', '11', '12']);
    const additive = ibnr(empty, completion(empty, { selected: { factors: [1, 1.2] } }), { method: 'additive' });
    expect(additive.total.ibnr?.toFixed(4)).toBe('166.0000');
    expect(codeOf(() => mack(empty, { sigma: 'mack' }))).toBe('trend/insufficient-development');
    const zero = yearly([['100', '150'], ['0', '0'], ['120']], ['10', '10', '10']);
    expect(completion(zero, { average: 'simple' }).lags[0]).toMatchObject({ factor: 1.5, unusable: 1 });
    const steep = yearly([['1', '1000000000'], ['2']]);
    expect(ibnr(steep, completion(steep), { method: 'development' }).total.ultimate?.toFixed(0)).toBe('3000000000');
  });

  test('a column that is paid back has no Poisson model; volume keeps it, ratio averages leave it out', () => {
    const back = yearly([['100', '-10', '20'], ['100', '-20'], ['100']]);
    expect(codes(odp(back).warnings)).toContain('trend/odp-negative-column');
    expect(odp(back).total).toBeNull();
    const { lags, warnings } = completion(back, { average: 'simple' });
    expect(lags[1]).toMatchObject({ factor: null, unusable: 1 });
    expect(codes(warnings)).toContain('trend/negative-cumulative');
  });

  test.each([0, -1.5, Number.NaN, Number.POSITIVE_INFINITY])('a selected factor of %s is refused', (factor) => {
    const triangle = yearly([['100', '150'], ['110']]);
    expect(codeOf(() => completion(triangle, { selected: { factors: [factor] } }))).toBe('trend/invalid-input');
  });
});

describe('errors that nobody can know', () => {
  test('stay empty with their code when ratios or cells are too few', () => {
    const two = yearly([['100', '150'], ['110']]);
    expect(codes(mack(two, { sigma: 'mack' }).warnings)).toContain('trend/insufficient-development');
    expect(mack(two, { sigma: 'mack' }).total.standardError).toBeNull();
    expect(codes(odp(two).warnings)).toContain('trend/sigma-unavailable');
    expect(odp(two).phi).toBeNull();
  });

  test('simulated amounts below zero are counted', () => {
    const wild = yearly([['100', '900', '950', '960'], ['400', '410', '900'], ['10', '300'], ['50']]);
    const draws = mackBootstrap(wild, { sims: 200, seed: 1, sigma: 'mack', process: 'normal' });
    expect(codes(draws.warnings)).toContain('trend/truncated-draws');
    expect(draws.total.every((each) => Number.isFinite(each))).toBe(true);
    expect(bootstrapOdp(wild, { sims: 50, seed: 1 }).total.every((each) => Number.isFinite(each))).toBe(true);
  });

  test('ratios that follow one another are flagged', () => {
    const [high, low] = [1.9, 1.1];
    const rows = Array.from({ length: 8 }, (_, i) => {
      const row = [100];
      for (let k = 1; k < 8 - i; k += 1) row.push((row[k - 1] ?? 0) * (1 + ((i % 2 === 0 ? high : low) - 1 + i / 100) / (k * k)));
      return row.map((cell) => cell.toFixed(2));
    });
    const { correlation, warnings } = diagnostics(yearly(rows));
    expect(correlation?.statistic).toBeGreaterThan(0.9);
    expect(codes(warnings)).toContain('trend/development-correlation');
  });
});

describe('amounts at the edge of whole numbers', () => {
  test('2^53 - 1 cents are held exactly, one more is refused', () => {
    const builder = new TriangleBuilder(SPEC);
    builder.add({ incurred: '2024-01-05', paid: '2024-01-20', cents: Number.MAX_SAFE_INTEGER });
    expect(builder.build({ asOf: '2024-03', fillMissing: 'zero' }).total()).toBe(Number.MAX_SAFE_INTEGER);
    expect(codeOf(() => builder.add({ incurred: '2024-01-05', paid: '2024-01-20', cents: -1 }))).toBe('aggregate/cents-overflow');
  });
});

describe('disclosure', () => {
  const triangle = yearly([['100', '150', '170', '178'], ['110', '165', '187'], ['120', '180'], ['130']], ['10', '11', '12', '13']);
  const pattern = completion(triangle);
  const reserve = ibnr(triangle, pattern, { method: 'development' });
  const results: Readonly<Record<string, { readonly disclosure: TrendDisclosure; readonly warnings: readonly unknown[] }>> = {
    completion: pattern,
    ibnr: reserve,
    margin: margin(reserve, { kind: 'percent', value: 0.05 }),
    mack: mack(triangle, { sigma: 'mack' }),
    odp: odp(triangle),
    bootstrapOdp: bootstrapOdp(triangle, { sims: 10, seed: 1 }),
    mackBootstrap: mackBootstrap(triangle, { sims: 10, seed: 1, sigma: 'mack' }),
    oneYear: oneYear(triangle, { sigma: 'mack' }),
    runOffError: runOffError(triangle, { sigma: 'mack' }),
    clark: clark(triangle, { form: 'capeCod' }),
    munich: munich(triangle, triangle, { sigma: 'mack' }),
    glmReserve: glmReserve(triangle, { power: 2 }),
    barnettZehnwirth: barnettZehnwirth(triangle, { lags: [0, 3] }),
    diagnostics: diagnostics(triangle),
    retrospective: retrospective(triangle, { methods: ['development'] }),
  };

  test.each(Object.entries(results))(
    '%s says what was measured, as of when, by which method, and that it is no opinion',
    (_, { disclosure, warnings }) => {
      expect(disclosure).toMatchObject({ measure: 'unpaid', basis: 'paid', asOf: '2018-12', firstPeriod: '2015-01', lastPeriod: '2018-01' });
      expect(disclosure.methods.length).toBeGreaterThan(0);
      expect(disclosure.note).toBe('Calculation aid, not an actuarial opinion.');
      expect(Array.isArray(warnings)).toBe(true);
    },
  );
});
