import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { chainLadder, completion, mack, mackFigures, type SigmaRule, triangleFrom } from '../../src/trend/index.js';
import { golden, off, published } from './golden.js';

const RULES: Readonly<Record<string, SigmaRule>> = {
  mack: 'mack',
  logLinear: { rule: 'logLinear', fallbackAtP: 0.05 },
  'logLinear, fallbackAtP .05 (fell back)': { rule: 'logLinear', fallbackAtP: 0.05 },
  'logLinear, fallbackAtP null': 'logLinear',
};

describe("Mack's errors of the published triangles", () => {
  for (const [name, rules] of Object.entries(golden.mack)) {
    for (const [rule, expected] of Object.entries(rules)) {
      test(`${name}, rule ${rule}, to 1e-9`, () => {
        const sigma = RULES[rule];
        if (sigma === undefined) throw new Error(rule);
        const result = mack(published(name), { alpha: 1, sigma });
        expect(off(result.total.standardError?.toNumber() ?? 0, expected.totalMackSe)).toBeLessThan(1e-9);
        expect(off(result.total.processError?.toNumber() ?? 0, expected.totalProcessRisk)).toBeLessThan(1e-9);
        expect(off(result.total.parameterError?.toNumber() ?? 0, expected.totalParameterRisk)).toBeLessThan(1e-9);
        if (expected.f === undefined) return;
        expect(off(result.total.ibnr.toNumber(), expected.totalIbnr)).toBeLessThan(1e-9);
        expect([result.factors.length, result.rows.length]).toEqual([expected.sigma.length, expected.ultimate.length]);
        expect(expected.f.slice(expected.sigma.length)).toEqual([1]);
        result.factors.forEach((each, k) => {
          expect(off(each.factor, expected.f[k] ?? 0)).toBeLessThan(1e-9);
          expect(off(each.standardError ?? 0, expected.fSe[k] ?? 0)).toBeLessThan(1e-9);
          expect(off(each.sigma ?? 0, expected.sigma[k] ?? 0)).toBeLessThan(1e-9);
        });
        result.rows.forEach((row, i) => {
          expect(off(row.ultimate.toNumber(), expected.ultimate[i] ?? 0)).toBeLessThan(1e-9);
          expect(Math.abs(row.ibnr.toNumber() - (expected.ibnr[i] ?? Number.NaN))).toBeLessThan(1e-9 * row.ultimate.toNumber());
          expect(off(row.standardError?.toNumber() ?? 0, expected.mackSe[i] ?? 0)).toBeLessThan(1e-9);
        });
      });
    }
  }

  test('rest on the chain ladder of the fast path, to 1e-12', () => {
    for (const name of ['raa', 'genins', 'abc', 'ukmotor']) {
      const { grid } = published(name);
      const [fast, full] = [chainLadder(grid), mackFigures(grid, { alpha: 1, sigma: 'mack' })];
      fast.factor.forEach((factor, k) => expect(off(factor, full.factor[k] ?? 0)).toBeLessThan(1e-12));
      fast.ultimate.forEach((u, i) => expect(off(u, full.ultimate[i] ?? 0)).toBeLessThan(1e-12));
      expect(off(fast.ibnr / 100, golden.mack[name]?.['mack']?.totalIbnr ?? 0)).toBeLessThan(1e-9);
    }
    const empty = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'cents', cumulative: [['0', '5'], ['0']] });
    expect(() => chainLadder(empty.grid)).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/insufficient-development')));
  });

  test('say whether the log-linear rule fell back, and its p-value', () => {
    const result = mack(published('ukmotor'), { sigma: { rule: 'logLinear', fallbackAtP: 0.05 } });
    expect(result.fellBack).toBe(true);
    expect(off(result.slopeP ?? 0, 0.07019148390366185)).toBeLessThan(1e-9);
  });
});

describe("Mack's errors", () => {
  test('are 0, not NaN, when all months develop alike', () => {
    const triangle = triangleFrom({
      origin: '2021-01',
      grain: 'year',
      unit: 'asGiven',
      cumulative: [['100', '150', '180'], ['200', '300'], ['400']],
    });
    expect(mack(triangle, { sigma: 'mack' }).total.standardError?.toFixed(6)).toBe('0.000000');
  });

  test('follow the scale of the amounts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 100, max: 9000 }), { minLength: 15, maxLength: 15 }),
        fc.constantFrom<0 | 1 | 2>(0, 1, 2),
        (cells, alpha) => {
          const rows = (scale: number) =>
            [0, 1, 2, 3, 4].map((i) => cells.slice(i * 5 - (i * (i - 1)) / 2, i * 5 - (i * (i - 1)) / 2 + 5 - i).map((cell) => String(cell * scale)));
          const se = (scale: number) => {
            const { grid } = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', incremental: rows(scale) });
            const { total } = mackFigures(grid, { alpha, sigma: 'mack' });
            return Math.sqrt(total.processVariance + total.parameterVariance);
          };
          expect(off(se(8), 8 * se(1))).toBeLessThan(1e-9);
        },
      ),
    );
  });

  test('stay empty when a tail has no errors of its own', () => {
    const result = mack(published('raa'), { sigma: 'mack', tail: { factor: 1.05 } });
    expect(result.total.standardError).toBeNull();
    expect(result.warnings.map(({ code }) => code)).toContain('trend/tail-error-missing');
  });

  test('with a tail follow the recursion worked out by hand', () => {
    const base = mackFigures(published('raa').grid, { alpha: 1, sigma: 'mack' });
    const result = mackFigures(published('raa').grid, { alpha: 1, sigma: 'mack', tail: { factor: 1.05, tailSe: 0.02, tailSigma: 7 } });
    const i = 9;
    const u = base.ultimate[i] ?? 0;
    expect(off(result.processVariance[i] ?? 0, (base.processVariance[i] ?? 0) * 1.05 ** 2 + 49 * u)).toBeLessThan(1e-12);
    expect(off(result.parameterVariance[i] ?? 0, (base.parameterVariance[i] ?? 0) * 1.05 ** 2 + u * u * 0.02 ** 2)).toBeLessThan(1e-12);
    expect(off(result.total.parameterVariance, base.total.parameterVariance * 1.05 ** 2 + base.total.ultimate ** 2 * 0.02 ** 2)).toBeLessThan(1e-12);
  });

  test('are refused for a single diagonal', () => {
    const triangle = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['1', null], ['2']] });
    expect(() => mack(triangle, { sigma: 'mack' })).toThrow(
      expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/insufficient-development')),
    );
  });

  test.each([0, 1, 2] as const)(
    'with alpha %i do not know in which unit cells are kept, with and without a tail (spreads were 100 times off)',
    (alpha) => {
      const cumulative = golden.triangles['ukmotor']?.cumulative ?? [];
      const tail = { factor: 1.03, tailSe: 0.01, tailSigma: 5 };
      const of = (unit: 'count' | 'asGiven') => triangleFrom({ origin: '2007-01', grain: 'year', unit, cumulative });
      const [whole, hundredths] = [mack(of('count'), { alpha, sigma: 'mack', tail }), mack(of('asGiven'), { alpha, sigma: 'mack', tail })];
      whole.factors.forEach(({ sigma }, k) => expect(off(hundredths.factors[k]?.sigma ?? 0, sigma ?? 1)).toBeLessThan(1e-12));
      expect(off(hundredths.total.standardError?.toNumber() ?? 0, whole.total.standardError?.toNumber() ?? 1)).toBeLessThan(1e-12);
    },
  );

  test('rest on the same factors as the average of their alpha, also beside months below zero', () => {
    const triangle = triangleFrom({
      origin: '2021-01',
      grain: 'year',
      unit: 'asGiven',
      cumulative: [['100', '150', '180', '190'], ['-20', '30', '40', '44'], ['0', '90', '120'], ['90', '110'], ['70']],
    });
    for (const [alpha, average] of [
      [0, 'simple'],
      [1, 'volume'],
      [2, 'regression'],
    ] as const) {
      const factors = completion(triangle, { average }).lags.map(({ factor }) => factor ?? Number.NaN);
      mack(triangle, { alpha, sigma: 'mack' }).factors.forEach(({ factor }, k) => expect(off(factor, factors[k] ?? 0)).toBeLessThan(1e-14));
    }
  });

  test('and the plain chain ladder leave an unknown cell out instead of reading it as zero', () => {
    const { grid } = triangleFrom({
      origin: '2021-01',
      grain: 'year',
      unit: 'asGiven',
      cumulative: [['100', '150', '180', '190'], ['110', null, '200', '210'], ['120', '170', '210'], ['130', '200'], ['140']],
    });
    const [fast, full] = [chainLadder(grid), mackFigures(grid, { alpha: 1, sigma: 'mack' })];
    expect(Array.from(fast.factor)).toEqual([520 / 350, 390 / 320, 400 / 380]);
    expect(Array.from(full.factor)).toEqual(Array.from(fast.factor));
  });

  test('as plain numbers are refused where a spread or a tail has no error that a number could hold', () => {
    const two = triangleFrom({ origin: '2021-01', grain: 'year', unit: 'asGiven', cumulative: [['100', '150'], ['110']] });
    const code = (run: () => unknown): string => {
      try {
        run();
      } catch (error) {
        return isCoalitionError(error) ? error.code : 'other';
      }
      return 'none';
    };
    expect(code(() => mackFigures(two.grid, { alpha: 1, sigma: 'mack' }))).toBe('trend/insufficient-development');
    expect(code(() => mackFigures(published('raa').grid, { alpha: 1, sigma: 'mack', tail: { factor: 1.05 } }))).toBe('trend/invalid-input');
    expect(mack(two, { sigma: 'mack' }).total.standardError).toBeNull();
  });
});
