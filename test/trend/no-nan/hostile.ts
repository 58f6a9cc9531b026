import fc from 'fast-check';
import { isCoalitionError } from '../../../src/errors/index.js';
import { type Triangle, triangleFrom } from '../../../src/trend/index.js';

/** Paths of a result at which a number isn't finite, or a text prints one that isn't. */
export function strays(value: unknown, path = '$'): readonly string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (typeof value === 'string') return /\bNaN\b|\bInfinity\b/.test(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  if ('isFinite' in value && typeof value.isFinite === 'function') return value.isFinite() === true ? [] : [path];
  if (ArrayBuffer.isView(value))
    return Array.from(Object.values(value)).some((each) => typeof each === 'number' && !Number.isFinite(each)) ? [path] : [];
  if (value instanceof Map) return Array.from(value, ([key, each]) => strays(each, `${path}.${String(key)}`)).flat();
  return Object.entries(value).flatMap(([key, each]) => strays(each, `${path}.${key}`));
}

/** Runs it; a refusal by code is an answer too. Tells whether there was a result. */
export function clean(name: string, run: () => unknown): boolean {
  let result: unknown;
  try {
    result = run();
  } catch (error) {
    if (isCoalitionError(error)) return false;
    throw error;
  }
  const found = strays(result);
  if (found.length > 0) throw new Error(`${name} gives a number that isn't one at ${found.join(', ')}`);
  return true;
}

/** What is asked of a function: the area's exports by name, each with calls on whatever a generator gives. */
export type Calls<Given> = Readonly<Record<string, (given: Given) => readonly (() => unknown)[]>>;

/** Payments of every kind: none, small, taken back, a billion times another, and as large as a number holds. */
const amount = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 8, arbitrary: fc.integer({ min: -300, max: 5000 }) },
  { weight: 2, arbitrary: fc.constantFrom(1, 1_000_000_000, -1_000_000, 250_000_000_000_000) },
);

const unit = fc.constantFrom('cents', 'count', 'asGiven');
const grain = fc.constantFrom('month', 'quarter', 'year');
const inUnit = (cents: number, of: 'cents' | 'count' | 'asGiven'): string => (of === 'count' ? String(cents) : (cents / 100).toFixed(2));

const grown: fc.Arbitrary<Triangle> = fc
  .record({
    rows: fc.integer({ min: 1, max: 16 }),
    columns: fc.integer({ min: 1, max: 6 }),
    cells: fc.array(amount, { minLength: 96, maxLength: 96 }),
    unknown: fc.array(fc.nat({ max: 15 }), { minLength: 96, maxLength: 96 }),
    gaps: fc.boolean(),
    exposure: fc.array(fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 500 })), { minLength: 16, maxLength: 16 }),
    exposed: fc.boolean(),
    unit,
    grain,
  })
  .map(({ rows, columns, cells, unknown, gaps, exposure, exposed, ...o }) => {
    const cumulative = Array.from({ length: rows }, (_, i) => {
      let sum = 0;
      return Array.from({ length: Math.min(columns, rows - i) }, (_c, k) => {
        sum += cells[i * 6 + k] ?? 0;
        return gaps && unknown[i * 6 + k] === 0 && i + k > 0 ? null : inUnit(sum, o.unit);
      });
    });
    const known = cumulative.some((row) => row.some((cell) => cell !== null)) ? cumulative : [['1']];
    const members = exposure.slice(0, known.length).map((each) => (each === null ? null : String(each)));
    return triangleFrom({ origin: '2024-01', ...o, cumulative: known, ...(exposed ? { exposure: members } : {}) });
  });

/** Every row leaps by the largest factor that cents allow, each at another lag: their product is beyond a number. */
function leaping(lags: number): Triangle {
  const cumulative = Array.from({ length: lags + 1 }, (_, i) =>
    Array.from({ length: lags + 1 - i }, (_c, k) => (k > 0 && k + i === lags ? '90071992547409.91' : k + i < lags || k === 0 ? '0.01' : '0.01')),
  );
  return triangleFrom({ origin: '2000-01', grain: 'month', unit: 'cents', cumulative, exposure: cumulative.map(() => '100') });
}

const of = (cumulative: readonly (readonly (string | null)[])[], exposure?: readonly string[]): Triangle =>
  triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative, ...(exposure === undefined ? {} : { exposure }) });

/** Triangles that a generator seldom meets. */
export const NAMED_TRIANGLES: Readonly<Record<string, Triangle>> = {
  'one cell': of([['5']], ['1']),
  'one empty cell': of([['0']], ['0']),
  'one row': of([['5', '7', '7']], ['3']),
  'one column': of([['5'], ['7'], ['0']], ['3', '0', '1']),
  'a single diagonal': of(
    [
      [null, null, '5'],
      [null, '4', null],
      ['1', null, null],
    ],
    ['3', '3', '3'],
  ),
  'nothing at all': of([['0', '0', '0'], ['0', '0'], ['0']], ['1', '1', '1']),
  'no lag 0': of([['0', '50', '60'], ['0', '55'], ['0']], ['1', '1', '1']),
  'all paid back': of([['50', '0', '0'], ['50', '0'], ['50']], ['1', '1', '1']),
  'below zero': of([['-50', '-60', '-60'], ['-50', '-55'], ['-40']], ['1', '1', '1']),
  'as large as cents can be': of([['90071992547409.91', '90071992547409.91'], ['0.01']], ['1', '1']),
  'ratios of a billion': of([['0.01', '10000000', '10000000'], ['0.01', '10000000'], ['0.01']], ['1', '1', '1']),
  'leaps in every row': leaping(24),
  'all alike': of([['100', '150', '180', '198'], ['200', '300', '360'], ['400', '600'], ['80']], ['1', '2', '4', '1']),
};

/** Triangles of every kind, the named ones among them. */
export const hostileTriangle: fc.Arbitrary<Triangle> = fc.oneof(
  { weight: 9, arbitrary: grown },
  { weight: 1, arbitrary: fc.constantFrom(...Object.values(NAMED_TRIANGLES)) },
);

/** Doubles at every edge that is still a number, and some that are not. */
export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -3, max: 30, noNaN: true }) },
  { weight: 3, arbitrary: fc.constantFrom(0, 1, -1, 0.5, 1.05, 1e-12, 1e9, 1e-300, 1e300, Number.MAX_VALUE, Number.MIN_VALUE) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);
