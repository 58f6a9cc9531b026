import fc from 'fast-check';
import {
  type Average,
  adjustPaidMonths,
  averageRatio,
  barnettZehnwirth,
  bootstrapOdp,
  type CompletionOptions,
  chainLadder,
  clark,
  compareTriangles,
  completeExposure,
  completion,
  completionStep,
  conformalHalfWidth,
  diagnostics,
  fitDecay,
  glmReserve,
  type IbnrMethodChoice,
  type IbnrResult,
  ibnr,
  ibnrWithLargeClaims,
  isotonic,
  largeClaimLines,
  mack,
  mackBootstrap,
  mackFigures,
  margin,
  monthsOfGrain,
  munich,
  netOfStopLoss,
  odp,
  oneYear,
  type Prior,
  retrospective,
  runOffError,
  safeHarbor,
  splitByDay,
  subtractTriangle,
  type Tail,
  type Triangle,
  TriangleBuilder,
  tailFactor,
  triangleFrom,
  triangleFromWide,
  trianglesBy,
} from '../../../src/trend/index.js';
import { type Calls, hostileNumber, hostileTriangle } from './hostile.js';

/** What the reserve half of the area is called with. */
export interface HostileReserve {
  readonly t: Triangle;
  readonly other: Triangle;
  readonly options: CompletionOptions;
  readonly method: IbnrMethodChoice;
  readonly prior: Prior;
  readonly alpha: 0 | 1 | 2;
  readonly sigma: 'mack' | 'logLinear';
  readonly x: number;
  readonly y: number;
  readonly numbers: readonly number[];
  readonly cents: readonly number[];
}

const AVERAGES: readonly Average[] = [
  'volume',
  'simple',
  'geometric',
  'harmonic',
  'regression',
  { kind: 'medial', high: 1, low: 1 },
  { kind: 'medial', high: 2, low: 0, weights: 'volume' },
  { kind: 'completedMonths', months: 3 },
];

const average = fc.constantFrom(...AVERAGES);
const tail: fc.Arbitrary<Tail> = fc.oneof(
  fc.constantFrom<Tail>(
    { kind: 'none' },
    { kind: 'bondy' },
    { kind: 'generalisedBondy' },
    { kind: 'exponential', periods: 5 },
    { kind: 'inversePower', periods: 500 },
    { kind: 'weibull', periods: 3 },
    { kind: 'cutOff', lag: 1 },
    { kind: 'cutOff', lag: 'medical' },
  ),
  hostileNumber.map((factor) => ({ kind: 'constant', factor }) as const),
);
const options: fc.Arbitrary<CompletionOptions> = fc.record(
  {
    average,
    window: fc.constantFrom<number | 'all'>('all', 1, 3, 12),
    exclude: fc.constantFrom({ high: 1, low: 1 }, { above: 1.2, preserve: 0 }, { periods: ['2024-02'] }, { paidPeriods: ['2024-03'], below: 0.5 }),
    smooth: fc.constantFrom<NonNullable<CompletionOptions['smooth']>>(
      { curve: 'exponential', from: 2 },
      { curve: 'inversePower', from: 1 },
      { curve: 'weibull', from: 1 },
    ),
    tail,
    monotone: fc.constantFrom('off', 'cap', 'isotonic'),
    rounding: fc.constantFrom({ ldf: 3, cdf: 3 }, { ldf: 0 }, { cdf: 15 }),
    selected: fc.oneof(
      fc.array(fc.oneof(fc.constant(null), hostileNumber), { maxLength: 6 }).map((factors) => ({ factors })),
      fc.array(hostileNumber, { maxLength: 7 }).map((cdf) => ({ cdf })),
    ),
  },
  { requiredKeys: [] },
);
const method = fc.oneof(
  fc.constantFrom<IbnrMethodChoice>(
    'development',
    'blend',
    'projection',
    'expected',
    'bornhuetterFerguson',
    'benktander',
    'capeCod',
    'additive',
    'auto',
  ),
  fc.constantFrom<IbnrMethodChoice>(
    { kind: 'capeCod', decay: 0.7 },
    { kind: 'capeCod', decay: 0, months: 'all' },
    { kind: 'benktander', iterations: 10_000 },
    { kind: 'additive', window: 2, trended: false },
    { kind: 'credibility', z: 'sqrt' },
    { kind: 'credibility', z: 'square' },
    { kind: 'credibility', z: [0, 0.5, 1] },
  ),
  hostileNumber.map((threshold) => ({ kind: 'blend', threshold }) as const),
);
const prior: fc.Arbitrary<Prior> = fc.record(
  {
    trend: fc.oneof(fc.constant<'measured'>('measured'), hostileNumber),
    season: fc.constantFrom<'measured' | readonly number[]>(
      'measured',
      Array.from({ length: 12 }, (_, m) => 0.9 + m / 60),
      Array(12).fill(1e300),
    ),
    expected: fc.constantFrom(
      Array.from({ length: 40 }, () => '100.00'),
      Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? null : '0')),
      Array.from({ length: 40 }, () => '9'.repeat(320)),
    ),
    settledAt: fc.constantFrom(0, 0.95, 2),
  },
  { requiredKeys: [] },
);

export const hostileReserve: fc.Arbitrary<HostileReserve> = fc.record({
  t: hostileTriangle,
  other: hostileTriangle,
  options,
  method,
  prior,
  alpha: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
  sigma: fc.constantFrom('mack', 'logLinear'),
  x: hostileNumber,
  y: hostileNumber,
  numbers: fc.array(hostileNumber, { maxLength: 9 }),
  cents: fc.array(fc.oneof(fc.integer({ min: -900, max: 900 }), fc.constantFrom(Number.MAX_SAFE_INTEGER, 0.5, Number.NaN)), { maxLength: 6 }),
});

const valuations = { runout: 2, history: 4 };
const reserve = ({ t, options: o, method: m, prior: p }: HostileReserve): IbnrResult =>
  ibnr(t, completion(t, o), { method: m, prior: p, valuations, compareWith: ['development', 'capeCod'] });
/** Nothing hostile but the triangle, so that there is an answer now and then. */
const plain = (t: Triangle): IbnrResult => ibnr(t, completion(t), { method: 'development', valuations });
const shown = (triangle: Triangle) => ({ rows: triangle.toRows(), latest: triangle.latest(), total: triangle.total(), exposure: triangle.exposure });
const SPEC = {
  grain: 'month',
  unit: 'cents',
  origin: '2024-01',
  months: 3,
  maxLag: 2,
  basis: 'paid',
  netOf: [],
  incurredDate: 'default',
  lagPolicy: 'clampToMax',
  negativeLag: 'lag0',
} as const;
const linesOf = (cents: readonly number[]) =>
  cents.map((each, i) => ({ incurred: `2024-0${1 + (i % 3)}-10`, paid: '2024-03-31', cents: each, person: 'p' }));

/** Every export of the reserve half. */
export const reserveCalls: Calls<HostileReserve> = {
  TriangleBuilder: ({ cents }) => [
    () => {
      const builder = new TriangleBuilder(SPEC);
      builder.add(linesOf(cents));
      return { ...shown(builder.build({ asOf: '2024-03', fillMissing: 'zero' })), quality: builder.quality(), control: builder.control() };
    },
  ],
  adjustPaidMonths: ({ t, x }) => [() => shown(adjustPaidMonths(t, { '2024-02': x }))],
  averageRatio: ({ numbers }) => {
    const ratios = numbers.map((to, row) => {
      const from = numbers[row + 1] ?? 1;
      return { row, from, to, ratio: from > 0 ? to / from : null };
    });
    return (['volume', 'simple', 'geometric', 'harmonic', 'regression'] as const).map((kind) => () => averageRatio(kind, ratios));
  },
  barnettZehnwirth: ({ t }) => [
    () => barnettZehnwirth(t, { lags: [0, 2, 5], paid: [0, 4, 30] }),
    () => barnettZehnwirth(t, { levels: [0, 1, 2], lags: [0, 1, 2, 3] }),
  ],
  bootstrapOdp: ({ t }) => [
    () => bootstrapOdp(t, { sims: 5, seed: 1 }),
    () => bootstrapOdp(t, { sims: 3, seed: 2, process: 'none', zeroResiduals: 'drop' }),
  ],
  chainLadder: ({ t }) => [() => chainLadder(t.grid)],
  clark: ({ t, x }) => [
    () => clark(t, { form: 'ldf' }),
    () => clark(t, { form: 'capeCod', curve: 'weibull' }),
    () => clark(t, { form: 'ldf', curve: 'weibull', maxAge: x }),
  ],
  compareTriangles: ({ t, other }) => [() => compareTriangles(t, other)],
  completeExposure: ({ t, options: o }) => [() => completeExposure(t, o)],
  completion: ({ t, other, options: o, x }) => [
    () => completion(t, o),
    () => completion(t, { borrowed: { completion: completion(other, o), credibility: x } }),
  ],
  completionStep: (given) => [
    () => completionStep(reserve(given), ['2024-01', '2024-06']),
    () => completionStep(reserve(given), ['2024-01', '2024-01']),
    () => completionStep(plain(given.t), ['2024-01', '2026-12']),
  ],
  conformalHalfWidth: ({ numbers, x }) => [() => conformalHalfWidth(numbers, x), () => conformalHalfWidth(numbers, 0.8)],
  diagnostics: ({ t }) => [() => diagnostics(t)],
  fitDecay: ({ numbers, x }) =>
    (['exponential', 'inversePower', 'weibull'] as const).map((curve) => () => {
      const fit = fitDecay({ curve, factors: numbers });
      return fit === null ? null : { ...fit, at: [1, 5, 400, x].map((age) => fit.factorAt(age)) };
    }),
  glmReserve: ({ t }) => [1, 1.5, 2].map((power) => () => glmReserve(t, { power })),
  ibnr: (given) => [() => reserve(given), () => ibnr(given.t, completion(given.t, given.options))],
  ibnrWithLargeClaims: ({ t, options: o, prior: p }) => {
    const large = t.grid.cumulative.map((cells) => Math.trunc(cells / 2));
    const part: Triangle = { ...t, grid: { ...t.grid, cumulative: large } };
    return (['factorsOnly', 'exclude', 'capAndLoad'] as const).map(
      (treatment) => () =>
        ibnrWithLargeClaims(t, {
          largeClaims: { treatment, large: part, poolingCharge: '4.10' },
          completion: o,
          ibnr: { method: 'development', prior: p, interval: 'none' },
        }),
    );
  },
  isotonic: ({ numbers }) => [() => isotonic(numbers, numbers.map(Math.abs)), () => isotonic(numbers, [])],
  largeClaimLines: ({ cents, x }) => [() => largeClaimLines(linesOf(cents), { thresholdCents: 100, baseYear: 2020, trend: x })],
  mack: ({ t, alpha, sigma, x, y }) => [
    () => mack(t, { alpha, sigma }),
    () => mack(t, { alpha, sigma: { rule: 'logLinear', fallbackAtP: 0.05 } }),
    () => mack(t, { alpha, sigma, tail: { factor: 1.1, extrapolate: 'logLinear' } }),
    () => mack(t, { alpha, sigma, tail: { factor: x, tailSe: y, tailSigma: 1 } }),
  ],
  mackBootstrap: ({ t, sigma }) => [
    () => mackBootstrap(t, { sims: 5, seed: 1, sigma }),
    () => mackBootstrap(t, { sims: 5, seed: 1, sigma, process: 'normal' }),
  ],
  mackFigures: ({ t, alpha, sigma, x, y }) => [
    () => mackFigures(t.grid, { alpha, sigma }),
    () => mackFigures(t.grid, { alpha, sigma, tail: { factor: x, tailSe: y, tailSigma: y } }),
  ],
  margin: (given) =>
    (['percent', 'quantile', 'factor'] as const).flatMap((kind) =>
      [given.x, 0.1, 0.9].flatMap((value) => [() => margin(reserve(given), { kind, value }), () => margin(plain(given.t), { kind, value })]),
    ),
  monthsOfGrain: ({ t }) => [() => monthsOfGrain(t.spec.grain)],
  munich: ({ t, other, sigma, x }) => [
    () => munich(t, t, { sigma }),
    () => munich(t, other, { sigma }),
    () => munich(t, t, { sigma, lastSigma: { paid: x, incurred: 0 } }),
  ],
  netOfStopLoss: (given) => [() => netOfStopLoss(plain(given.t), plain(given.other)), () => netOfStopLoss(reserve(given), plain(given.other))],
  odp: ({ t }) => [() => odp(t)],
  oneYear: ({ t, sigma }) => [() => oneYear(t, { sigma })],
  retrospective: ({ t, options: o, prior: p }) => [
    () => retrospective(t, { methods: ['development', 'capeCod', 'additive'], completion: o, prior: p, valuations }),
    () => retrospective(t, { methods: [], completion: o, valuations }),
  ],
  runOffError: ({ t, sigma }) => [() => runOffError(t, { sigma })],
  safeHarbor: ({ x }) => [() => safeHarbor({ qualifiedDirectCosts: '123.45', percent: x })],
  splitByDay: ({ cents }) => cents.map((each) => () => splitByDay({ from: '2024-02-27', to: '2024-03-01', paid: '2024-03-31', cents: each })),
  subtractTriangle: ({ t, other }) => [() => shown(subtractTriangle(t, other)), () => shown(subtractTriangle(t, t))],
  tailFactor: ({ numbers, options: o, x }) => [
    () => tailFactor(o.tail ?? { kind: 'bondy' }, numbers),
    () => tailFactor({ kind: 'constant', factor: x }, numbers),
    () => tailFactor({ kind: 'exponential', periods: 100_000 }, numbers),
    () => tailFactor({ kind: 'weibull', periods: 4 }, numbers),
    () => tailFactor({ kind: 'generalisedBondy' }, numbers),
  ],
  triangleFrom: ({ x, y }) => [
    () => shown(triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [[String(x)]], exposure: [String(y)] })),
    () => shown(triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [['1']], exposure: ['9'.repeat(400)] })),
    () =>
      shown(triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', incremental: [Array.from({ length: 3 }, () => '90071992547409.91')] })),
  ],
  triangleFromWide: ({ numbers }) => [
    () => shown(triangleFromWide(numbers.join(','), { origin: '2024-01', grain: 'month', unit: 'cents', values: 'cumulative' })),
  ],
  trianglesBy: ({ cents }) => [
    () =>
      new Map(
        Array.from(
          trianglesBy(linesOf(cents), { spec: SPEC, build: { asOf: '2024-03', fillMissing: 'zero' }, key: ({ cents: each }) => String(each > 0) }),
          ([key, triangle]) => [key, shown(triangle)],
        ),
      ),
  ],
};
