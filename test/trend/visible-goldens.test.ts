import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stream } from '../../src/stats/random.js';
import { ols } from '../../src/stats/regression.js';
import { hac, hc3 } from '../../src/stats/robust-errors.js';
import { completion, ibnr, mack, TriangleBuilder, triangleFrom } from '../../src/trend/index.js';
import { sharedData } from '../kit/shared-data.js';
import { off, published, readJson } from './golden.js';

// Figures of the specification's pages that no concept's own test holds: whole vectors, printed tables, exact cents.

describe('printed tables', () => {
  test("Mack's of RAA (1994) and GenIns (1993), as the papers round them", () => {
    const raa = mack(published('raa'), { sigma: 'mack' });
    expect(raa.rows.slice(1).map(({ standardError }) => Math.round(standardError?.toNumber() ?? 0))).toEqual([
      206, 623, 747, 1469, 2002, 2209, 5358, 6333, 24566,
    ]);
    const printed = ['27883', '1109', '691', '61.2', '119', '40.8', '1.34', '7.88'];
    const decimals = (text: string): number => text.split('.')[1]?.length ?? 0;
    expect(printed.map((text, k) => ((raa.factors[k]?.sigma ?? 0) ** 2).toFixed(decimals(text)))).toEqual(printed);
    expect(off(raa.factors[8]?.sigma ?? 0, 1.1590623217172196)).toBeLessThan(1e-9);
    expect(off(mack(published('raa'), { sigma: 'logLinear' }).factors[8]?.sigma ?? 0, 0.8033494284835296)).toBeLessThan(1e-9);
    const genins = mack(published('genins'), { sigma: 'mack' }).rows.slice(1);
    const thousands = (value: number): number => Math.round(value / 1000);
    expect(genins.map((row) => thousands(row.ibnr.toNumber()))).toEqual([95, 470, 710, 985, 1419, 2178, 3920, 4279, 4626]);
    expect(genins.map((row) => thousands(row.standardError?.toNumber() ?? 0))).toEqual([76, 122, 134, 261, 411, 558, 875, 971, 1363]);
  });

  test('the worked table of Tuva: $11,326,000 paid becomes $12,000,000 (Tuva documentation, Apache-2.0)', () => {
    const complete = [1, 1, 1, 1, 1, 1, 0.996, 0.99, 0.96, 0.93, 0.85, 0.6];
    const cumulative = complete.map((p, i) => complete.map((_, k) => (k === 11 - i ? (1_000_000 * p).toFixed(2) : null)));
    const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative });
    const pattern = completion(triangle, { selected: { factors: complete.slice(1).map(() => 1), cdf: [...complete].reverse().map((p) => 1 / p) } });
    const { total } = ibnr(triangle, pattern, { method: 'development' });
    expect(total.paid.toFixed(2)).toBe('11326000.00');
    expect(total.ultimate?.toFixed(2)).toBe('12000000.00');
  });

  test("Tuva's vector of thirteen completion factors comes back from its own reciprocals, to 1e-12", () => {
    const vector = [0.6, 0.84, 0.92, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.993, 0.995, 0.998, 1];
    const cumulative = vector.map((_, i) => vector.map((_p, k) => (k === 12 - i ? '100' : null)));
    const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative });
    const pattern = completion(triangle, { selected: { factors: vector.slice(1).map(() => 1), cdf: vector.map((p) => 1 / p) } });
    vector.forEach((p, lag) => expect(off(pattern.completionFactors[lag] ?? 0, p)).toBeLessThan(1e-12));
  });
});

interface Visible {
  readonly random: {
    readonly streams: readonly {
      readonly seed: number | string;
      readonly stream: number;
      readonly words: readonly number[];
      readonly uniforms?: readonly number[];
      readonly below55?: readonly number[];
    }[];
  };
  readonly airPassengers: {
    readonly values: readonly number[];
    readonly log_linear_first_132: Readonly<Record<'coef' | 'se' | 'nwSe12' | 'nwSe12adj' | 'hc3', readonly number[]>>;
  };
}

describe('whole vectors of golden-visible.json', () => {
  const path = sharedData('trend/golden-visible.json');
  if (path === null) return test.skip('its file lies beside the repository');
  const { random, airPassengers }: Visible = readJson(path);

  test('all streams, also of the largest seed and stream', () => {
    for (const each of random.streams) {
      const fresh = () => stream(Number(each.seed), each.stream);
      const words = fresh();
      expect(each.words.map(() => words.nextUint32())).toEqual(each.words);
      const uniforms = fresh();
      expect((each.uniforms ?? []).map(() => uniforms.uniform())).toEqual(each.uniforms ?? []);
      const below = fresh();
      expect((each.below55 ?? []).map(() => below.below(55))).toEqual(each.below55 ?? []);
    }
  });

  test('all thirteen coefficients of AirPassengers and their four standard errors', () => {
    const { coef, se, nwSe12, nwSe12adj, hc3: robust } = airPassengers.log_linear_first_132;
    const rows = Array.from({ length: 132 }, (_, i) => [1, i + 1, ...Array.from({ length: 11 }, (_m, m) => (i % 12 === m + 1 ? 1 : 0))]);
    const fit = ols(
      rows,
      rows.map((_, i) => Math.log(airPassengers.values[i] ?? 1)),
    );
    const same = (found: readonly number[], expected: readonly number[]): void => {
      expect(found).toHaveLength(expected.length);
      found.forEach((each, k) => expect(off(each, expected[k] ?? 0)).toBeLessThan(1e-9));
    };
    same(fit.coefficients, coef);
    same(fit.standardErrors ?? [], se);
    same(hac(fit, { lag: 12 }).standardErrors, nwSe12);
    same(hac(fit, { lag: 12, smallSample: true }).standardErrors, nwSe12adj);
    same(hc3(fit).standardErrors, robust);
  });
});

describe('the cents of health36', () => {
  const [lines, figures] = [sharedData('trend/health/health36_incremental_paid.csv'), sharedData('trend/health/golden-health36.json')];
  if (lines === null || figures === null) return test.skip('its files lie beside the repository');
  const rows = readFileSync(lines, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const health: { readonly knownCumulative: readonly (readonly (number | null)[])[]; readonly trueIbnr: number } = readJson(figures);

  test('add up exactly: every cell known at the valuation, control totals, the run-out that came later', () => {
    const builder = new TriangleBuilder({
      grain: 'month',
      unit: 'cents',
      origin: '2022-01',
      months: 36,
      maxLag: 24,
      basis: 'paid',
      netOf: [],
      incurredDate: 'default',
      lagPolicy: 'reject',
      negativeLag: 'reject',
    });
    builder.add(rows.map(([incurred = '', , paid = '', cents = '']) => ({ incurred, paid, cents: Number(cents) })));
    const everything = rows.reduce((sum, row) => sum + BigInt(row[3] ?? '0'), 0n);
    const { input, accepted } = builder.quality();
    expect([input.rows, accepted.rows, BigInt(accepted.cents)]).toEqual([rows.length, rows.length, everything]);
    const triangle = builder.build({ asOf: '2024-12' });
    health.knownCumulative.forEach((row, i) => row.forEach((cents, k) => expect(triangle.cumulative(i, k)).toBe(cents)));
    expect(Number(everything) - triangle.total()).toBe(health.trueIbnr);
  });
});
