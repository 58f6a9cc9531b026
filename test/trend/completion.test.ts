import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { type CompletionOptions, completion, triangleFrom } from '../../src/trend/index.js';
import { golden, off, published, readJson } from './golden.js';

interface Friedland {
  readonly exhibitI: { readonly triangle: readonly (readonly number[])[] };
  readonly printed: Readonly<Record<string, readonly number[]>>;
}
const friedland: Friedland = readJson('test/golden/trend-friedland.json');
const exhibit = triangleFrom({
  origin: '1998-01',
  grain: 'year',
  unit: 'asGiven',
  cumulative: friedland.exhibitI.triangle.map((row) => row.map(String)),
});
const factors = (o: CompletionOptions, triangle = exhibit): readonly number[] =>
  completion(triangle, o).lags.map(({ factor }) => factor ?? Number.NaN);

describe('volume averages of published triangles', () => {
  for (const [name, windows] of Object.entries(golden.volumeAverages)) {
    for (const [window, expected] of Object.entries(windows)) {
      test(`${name}, ${window}, to 1e-12`, () => {
        const found = factors({ window: window === 'all' ? 'all' : Number(window.slice(6)) }, published(name));
        expect(found).toHaveLength(expected.length);
        found.forEach((factor, k) => expect(off(factor, expected[k] ?? 0)).toBeLessThan(1e-12));
      });
    }
  }
});

describe('exclusions of RAA', () => {
  const cases: Readonly<Record<string, CompletionOptions>> = {
    none: {},
    high1: { exclude: { high: 1 } },
    high1low1: { exclude: { high: 1, low: 1 } },
    high1low1_window5: { window: 5, exclude: { high: 1, low: 1 } },
    above40dropped: { exclude: { above: 40 } },
    'above1.2dropped': { exclude: { above: 1.2 } },
    high1_preserve2: { exclude: { high: 1, preserve: 2 } },
  };
  test.each(Object.entries(cases))('%s', (name, o) => {
    const cdf = completion(published('raa'), o).cdf;
    expect((golden.raaExclusionsCdf[name] ?? []).map((_, k) => Number((cdf[k] ?? 0).toFixed(4)))).toEqual(golden.raaExclusionsCdf[name]);
  });

  test('a named cell, period or diagonal goes, and nothing else', () => {
    const all = completion(published('raa'));
    const [cell, period, diagonal] = [
      completion(published('raa'), { exclude: { cells: [{ period: '1982-01', lag: 0 }] } }),
      completion(published('raa'), { exclude: { periods: ['1982-01'] } }),
      completion(published('raa'), { exclude: { paidPeriods: ['1990-01'] } }),
    ];
    expect(cell.lags.map(({ excluded }) => excluded)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(cell.lags.slice(1)).toEqual(all.lags.slice(1));
    expect(period.lags.map(({ excluded }) => excluded)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0]);
    expect(diagonal.lags.slice(0, -1).every(({ excluded }) => excluded === 1)).toBe(true);
  });
});

describe("Friedland's Exhibit I", () => {
  test.each([
    ['simple5', { average: 'simple', window: 5 }],
    ['simple3', { average: 'simple', window: 3 }],
    ['medial5x1', { average: { kind: 'medial', high: 1, low: 1 }, window: 5 }],
    ['geometric4', { average: 'geometric', window: 4 }],
  ] satisfies readonly (readonly [string, CompletionOptions])[])('%s is printed', (name, o) => {
    expect(factors(o).map((factor) => Number(factor.toFixed(3)))).toEqual(friedland.printed[name]);
  });

  test('text-book rounding gives the printed chain, no rounding the exact one', () => {
    const rounded = completion(exhibit, { average: 'simple', window: 3, rounding: { ldf: 3, cdf: 3 } });
    expect(rounded.cdf).toEqual(friedland.printed['cdfSimple3Rounded']);
    expect(completion(exhibit, { average: 'simple', window: 3 }).cdf.map((value) => Number(value?.toFixed(6)))).toEqual(
      friedland.printed['cdfSimple3'],
    );
    const ultimates = exhibit.latest().map((latest, i) => (latest / 100) * (rounded.cdf[9 - i] ?? 0));
    ultimates.forEach((ultimate, i) => {
      const latest = (exhibit.latest()[i] ?? 0) / 100;
      expect(Math.abs(Math.round(ultimate) - (friedland.printed['ultimates']?.[i] ?? 0))).toBeLessThanOrEqual(1);
      expect(Math.abs(Math.round(ultimate - latest) - (friedland.printed['ibnr']?.[i] ?? 0))).toBeLessThanOrEqual(1);
    });
  });
});

describe('completion factors', () => {
  test('agree for every average when all months develop alike', () => {
    const triangle = triangleFrom({
      origin: '2024-01',
      grain: 'month',
      unit: 'cents',
      cumulative: [['100', '150', '180'], ['200', '300', '360'], ['400', '600'], ['50']],
    });
    for (const average of ['volume', 'simple', 'geometric', 'harmonic', 'regression', { kind: 'completedMonths', months: 2 }] as const) {
      completion(triangle, { average }).cdf.forEach((value, k) => expect(off(value ?? 0, [1.8, 1.2, 1][k] ?? 0)).toBeLessThan(1e-15 * 10));
    }
  });

  test('stay within 0 and 1 and never fall when nothing is taken back', () => {
    const p = completion(published('genins')).completionFactors.map((value) => value ?? 0);
    p.forEach((value, k) => expect(value).toBeGreaterThanOrEqual(k === 0 ? 0 : (p[k - 1] ?? 0)));
    expect(p.at(-1)).toBe(1);
  });

  test('above 1 are kept with a warning, capped or pooled as asked', () => {
    const triangle = triangleFrom({
      origin: '2024-01',
      grain: 'month',
      unit: 'cents',
      cumulative: [['100', '160', '150', '150'], ['100', '150', '147'], ['100', '155'], ['100']],
    });
    const [off_, cap, pooled] = [completion(triangle), completion(triangle, { monotone: 'cap' }), completion(triangle, { monotone: 'isotonic' })];
    expect(off_.warnings.map(({ code }) => code)).toContain('trend/completion-above-one');
    expect(Math.max(...cap.completionFactors.map((value) => value ?? 0))).toBe(1);
    const p = pooled.completionFactors.map((value) => value ?? 0);
    p.slice(1).forEach((value, k) => expect(value).toBeGreaterThanOrEqual(p[k] ?? 0));
  });

  test('report what was paid beyond a cut-off', () => {
    const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [['100', '150', '160'], ['100', '150'], ['100']] });
    const cut = completion(triangle, { tail: { kind: 'cutOff', lag: 1 } });
    expect(cut.cdf).toEqual([1.5, 1, 1]);
    expect(cut.paidBeyondCutOff).toBe(10 / 160);
  });

  test('cut medical lines off at lag 24 and pharmacy at 12, exactly, and say what was paid beyond', () => {
    const cumulative = Array.from({ length: 32 }, (_, i) =>
      Array.from({ length: Math.min(30, 32 - i) }, (_c, k) => (100_000 * (1 - 0.8 ** (k + 1)) + 13 * ((i * k) % 5)).toFixed(2)),
    );
    const triangle = triangleFrom({ origin: '2022-01', grain: 'month', unit: 'cents', cumulative });
    for (const [lag, at] of [
      ['medical', 24],
      ['pharmacy', 12],
    ] as const) {
      const { cdf, completionFactors, paidBeyondCutOff, tail } = completion(triangle, { tail: { kind: 'cutOff', lag } });
      expect(tail).toBe(1);
      expect(cdf.slice(at)).toEqual(cdf.slice(at).map(() => 1));
      expect(completionFactors[at - 1]).not.toBe(1);
      let [late, all] = [0, 0];
      triangle.latest().forEach((latest, i) => {
        const before = triangle.cumulative(i, at);
        if (before === null || triangle.cumulative(i, at + 1) === null) return;
        late += latest - before;
        all += latest;
      });
      expect(paidBeyondCutOff).toBe(late / all);
      expect(paidBeyondCutOff ?? 0).toBeGreaterThan(0);
    }
  });

  test('borrow from a larger block: nothing at Z = 1, everything at Z = 0', () => {
    const [plan, book] = [published('raa'), completion(published('genins'))];
    const own = completion(plan);
    expect(completion(plan, { borrowed: { completion: book, credibility: 1 } }).cdf).toEqual(own.cdf);
    expect(completion(plan, { borrowed: { completion: book, credibility: 0 } }).cdf).toEqual(book.cdf);
  });

  test('borrow what a larger block has beyond the last lag too: its tail, and the lags that the plan is too young for', () => {
    const [whole, young] = [published('raa'), published('raa').slice({ periods: [4, 9], maxLag: 5 })];
    const book = completion(published('genins'), { tail: { kind: 'constant', factor: 1.05 } });
    expect(completion(whole, { borrowed: { completion: book, credibility: 0 } }).cdf).toEqual(book.cdf);
    expect(completion(whole, { borrowed: { completion: book, credibility: 1 } }).cdf).toEqual(completion(whole).cdf);
    completion(young, { borrowed: { completion: book, credibility: 0 } }).cdf.forEach((each, k) =>
      expect(off(each ?? 0, book.cdf[k] ?? 0)).toBeLessThan(1e-14),
    );
    const half = completion(young, { borrowed: { completion: book, credibility: 0.5 } });
    expect(off(half.tail, 0.5 + 0.5 * (book.cdf[5] ?? 0))).toBeLessThan(1e-14);
    expect(completion(young, { borrowed: { completion: book, credibility: 0.5 }, tail: { kind: 'none' } }).tail).toBe(1);
  });

  test('are refused for a single diagonal unless factors are selected', () => {
    const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [['100', null], ['110']] });
    expect(() => completion(triangle)).toThrow(expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/insufficient-development')));
    expect(completion(triangle, { selected: { factors: [1.5] } }).cdf).toEqual([1.5, 1]);
    for (const bad of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => completion(triangle, { selected: { factors: [bad] } })).toThrow(
        expect.toSatisfy((error: unknown) => isCoalitionError(error, 'trend/invalid-input')),
      );
    }
  });

  test('warn of months without a ratio and of factors from a few recent months', () => {
    const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [['0', '150', '160'], ['100', '150'], ['100']] });
    const result = completion(triangle, { window: 3 });
    expect(result.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['trend/negative-cumulative', 'trend/short-window', 'trend/insufficient-development']),
    );
    expect(result.lags[0]?.factor).toBe(3);
  });
});
