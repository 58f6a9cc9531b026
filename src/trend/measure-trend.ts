import { CoalitionError, isCoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';
import { unreachable } from '../errors/unreachable.js';
import type { Explanation } from '../reference/explanation.js';
import type { Interval } from '../stats/estimate.js';
import { ols, type Regression } from '../stats/regression.js';
import { durbinWatson, hac, hc3 } from '../stats/robust-errors.js';
import { studentT } from '../stats/student-t.js';
import { type Month, monthFromIndex, monthIndex } from '../time/month.js';
import { NOT_AN_OPINION } from './disclosure.js';
import { seriesTooShort } from './measured-prior.js';
import { type Series, type SeriesPoint, seriesOf } from './series.js';
import { trendWarning } from './trend-warning.js';
import { invalidInput } from './triangle-spec.js';

/** Something that happened to the series. `step` stays, `ramp` grows month by month, `pulse` is one month. */
export interface Intervention {
  readonly name: string;
  readonly kind: 'step' | 'ramp' | 'pulse';
  readonly from: Month;
}

/** How {@link measureTrend} is asked. */
export interface MeasureOptions {
  /**
   * `yoy`: latest month over the same a year before; `rolling`: the latest window over the one a year before; `rollingSlope`: slope of the
   * logarithm of rolling means; `logLinear`: regression.
   */
  readonly method: 'yoy' | 'rolling' | 'rollingSlope' | 'logLinear';
  /** Months of `rolling` and `rollingSlope`: 3, 6, 12 or another. Default 12. Unit: months. */
  readonly window?: number;
  /** Whether calendar months have their own level. Default: when there are 24 months or more. */
  readonly season?: boolean;
  /** Season from a larger block for `logLinear`, January to December: each value is divided by its month's. Not with a season of its own. Unit: ratio. */
  readonly bookSeason?: readonly number[];
  /** Dummies for benefit changes and outliers. */
  readonly interventions?: readonly Intervention[];
  /** Working days by month, entering as a logarithm. Unit: days. */
  readonly workingDays?: Readonly<Record<Month, number>>;
  /** Months that change nothing. */
  readonly mask?: readonly Month[];
  /** Lag of the Newey-West error. Default 12. Unit: months. */
  readonly hacLag?: number;
  /** Whether the Newey-West covariance is multiplied by n / (n - p). Default false. */
  readonly smallSample?: boolean;
  /** Confidence of the interval. Default 0.8. Unit: share. */
  readonly confidence?: number;
}

/** Standard errors of the yearly trend. Unit: share a year. */
export interface TrendStandardErrors {
  readonly ols: number | null;
  readonly hc3: number | null;
  readonly neweyWest: number | null;
}

/** A measured trend. */
export interface TrendEstimate extends Explanation {
  readonly note: string;
  readonly method: string;
  /** Unit: share a year, 0.07 for 7 %. */
  readonly annual: number;
  /** By the delta method; null for the ratio methods. */
  readonly standardErrors: TrendStandardErrors | null;
  readonly interval: Interval | null;
  /** Which rule by length applied. */
  readonly rule: string;
  /** Unit: months used. */
  readonly months: number;
  /** Coefficients of the regression by name; null for the ratio methods. Unit: logarithm. */
  readonly coefficients: Readonly<Record<string, number>> | null;
  /** Residual standard deviation of the logarithm; null for the ratio methods. */
  readonly sigma: number | null;
  readonly rSquared: number | null;
  readonly durbinWatson: number | null;
  /** Share of the months used that are less than 95 % complete. Unit: share. */
  readonly immatureShare: number;
}

/**
 * Measures the yearly trend of a completed cost series.
 *
 * Limits: fewer than 12 months give none; a season of its own needs 24. Look at all three standard errors: neighbouring months are
 * correlated and the classical one is then too small.
 *
 * An outlier dummy fits its month exactly, so HC3 is taken without that month, which leaves the trend as it is.
 *
 * @formula logLinear: ln y = a + b t + months + interventions, annual = exp(12 b) - 1, its error 12 exp(12 b) se(b); rollingSlope: b of
 *   ln(mean of the last 12 months) on t, annual = exp(12 b) - 1
 * @unit share a year
 * @source Newey and West 1987; MacKinnon and White 1985
 * @testedBy trend/measure-trend.test.ts: AirPassengers
 * @param series - Completed cost by month, normalised where it can be.
 * @param o - Method, window, season, interventions, mask.
 * @returns The trend with its errors and the rule that applied.
 * @throws {@link CoalitionError} `trend/series-too-short`, `trend/invalid-input`, `stats/rank-deficient`.
 * @example
 * const series = Array.from({ length: 24 }, (_, i) => ({ month: `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`, value: i < 12 ? '400' : '430' }));
 * measureTrend(series, { method: 'rolling', window: 12 }).annual.toFixed(4); // => '0.0750'
 */
export function measureTrend(series: readonly SeriesPoint[], o: MeasureOptions): TrendEstimate {
  const all = seriesOf(series);
  const mask = new Set((o.mask ?? []).map(monthIndex));
  const values = all.values.map((value, i) => (mask.has(all.first + i) ? null : value));
  const months = values.filter((value) => value !== null).length;
  if (months < 12) throw seriesTooShort('A trend', months, 12);
  const immature = values.filter((value, i) => value !== null && (all.completion[i] ?? 1) < 0.95).length / months;
  const warnings: Warning[] =
    immature > 0 ? [trendWarning('trend/immature-share', `${(100 * immature).toFixed(1)} % of the months are less than 95 % complete.`)] : [];
  const masked = { ...all, values };
  const base = {
    months,
    immatureShare: immature,
    assumptions: [{ id: 'method', value: o.method, evidence: 'assumed' as const, source: 'caller' }],
    tables: [],
  };
  switch (o.method) {
    case 'yoy':
      return { ...base, ...ratio(masked, 1), method: 'month over the same month a year before', warnings };
    case 'rolling': {
      const window = windowOf(o);
      return { ...base, ...ratio(masked, window), method: `rolling ${window} over prior ${window}`, warnings };
    }
    case 'rollingSlope': {
      const window = windowOf(o);
      return { ...base, ...rollingSlope(masked, window), method: `slope of rolling ${window}`, warnings };
    }
    case 'logLinear':
      return { ...base, ...regression(masked, o, warnings), method: 'log-linear regression', warnings };
    default:
      return unreachable(o.method);
  }
}

function windowOf({ window = 12 }: MeasureOptions): number {
  if (Number.isSafeInteger(window) && window >= 1) return window;
  throw invalidInput('window', window, 'Give how many months, such as 3, 6 or 12.');
}

type Measured = Omit<TrendEstimate, 'method' | 'months' | 'immatureShare' | 'warnings' | 'assumptions' | 'tables'>;

/** What a comparison of rolling windows can't tell: its windows share months. */
function withoutErrors(window: number): Omit<Measured, 'annual' | 'steps'> {
  return {
    standardErrors: null,
    interval: null,
    rule: `${window + 12} months or more`,
    coefficients: null,
    sigma: null,
    rSquared: null,
    durbinWatson: null,
    note: NOT_AN_OPINION,
  };
}

function ratio({ values }: Series, window: number): Measured {
  const n = values.length;
  if (n < window + 12) throw seriesTooShort(`A rolling measure of ${window} months`, n, window + 12);
  const sum = (end: number): number =>
    Array.from({ length: window }, (_, j) => values[end - j] ?? null).reduce<number>((total, value) => {
      if (value === null) throw invalidInput('series', 'a missing month', 'A ratio needs every month of both windows; use logLinear with a mask.');
      return total + value;
    }, 0);
  const [now, before] = [sum(n - 1), sum(n - 13)];
  if (!(before > 0)) throw invalidInput('series', before, 'The earlier window must be above 0.');
  return {
    annual: now / before - 1,
    ...withoutErrors(window),
    steps: [
      { id: 'before', label: `Mean of ${window} months, a year before`, value: String(before / window) },
      { id: 'now', label: `Mean of the latest ${window} months`, value: String(now / window) },
    ],
  };
}

/** The slope through the logarithms of rolling means; no errors, because the means share months. */
function rollingSlope({ values }: Series, window: number): Measured {
  const n = values.length;
  if (n < window + 12) throw seriesTooShort(`A slope of rolling ${window} months`, n, window + 12);
  const means: { readonly t: number; readonly log: number }[] = [];
  for (let end = window - 1; end < n; end += 1) {
    const own = values.slice(end - window + 1, end + 1).filter((value) => value !== null);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    if (own.length === window && mean > 0) means.push({ t: end, log: Math.log(mean) });
  }
  if (means.length < 12) throw seriesTooShort(`A slope of rolling ${window} months`, means.length, 12);
  const b =
    ols(
      means.map(({ t }) => [1, t]),
      means.map(({ log }) => log),
    ).coefficients[1] ?? 0;
  return {
    annual: Math.exp(12 * b) - 1,
    ...withoutErrors(window),
    steps: [
      { id: 'means', label: `Rolling means of ${window} months`, value: String(means.length) },
      { id: 'slope', label: 'Monthly slope of their logarithm', value: String(b) },
    ],
  };
}

const NAMES: readonly string[] = ['February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function regression(series: Series, o: MeasureOptions, warnings: Warning[]): Measured {
  const months = series.values.filter((value) => value !== null).length;
  const season = o.season ?? months >= 24;
  if (season && months < 24) throw seriesTooShort('A season of its own', months, 24);
  const book = checkedBook(o.bookSeason, season);
  if (!season && months < 24 && book === null) warnings.push(trendWarning('trend/no-own-season', 'Fewer than 24 months: no season of its own.'));
  const interventions = o.interventions ?? [];
  const names = [
    'intercept',
    'slope',
    ...(season ? NAMES : []),
    ...interventions.map(({ name }) => name),
    ...(o.workingDays === undefined ? [] : ['ln workingDays']),
  ];
  const rows: number[][] = [];
  const y: number[] = [];
  series.values.forEach((value, i) => {
    if (value === null) return;
    if (!(value > 0))
      throw invalidInput(`value of ${monthFromIndex(series.first + i)}`, value, 'A log-linear trend needs amounts above 0; mask the month.');
    rows.push(designRow(series, i, { season, interventions, workingDays: o.workingDays }));
    y.push(Math.log(value / (book?.[(series.first + i) % 12] ?? 1)));
  });
  const fit = fitted(rows, y, names);
  const b = fit.coefficients[1] ?? 0;
  const growth = Math.exp(12 * b);
  const toYear = (se: number | undefined): number | null => (se === undefined || !Number.isFinite(se) ? null : 12 * growth * se);
  const standardErrors = {
    ols: toYear(fit.standardErrors?.[1]),
    hc3: toYear(hc3Slope(fit, rows, y)),
    neweyWest: toYear(hac(fit, { lag: Math.min(o.hacLag ?? 12, fit.n - 1), smallSample: o.smallSample ?? false }).standardErrors[1]),
  };
  return {
    annual: growth - 1,
    standardErrors,
    interval: intervalOf(fit, b, standardErrors, { growth, confidence: o.confidence ?? 0.8 }),
    rule: ruleOf({ months, season, book: book !== null }),
    coefficients: Object.fromEntries(names.map((name, k) => [name, fit.coefficients[k] ?? 0])),
    sigma: fit.sigma,
    rSquared: fit.rSquared,
    durbinWatson: durbinWatson(fit.residuals),
    note: NOT_AN_OPINION,
    steps: [
      { id: 'slope', label: 'Monthly slope of the logarithm', value: String(b) },
      { id: 'annual', label: 'Yearly trend', formula: 'exp(12 b) - 1', value: String(growth - 1) },
    ],
  };
}

function ruleOf({ months, season, book }: { readonly months: number; readonly season: boolean; readonly book: boolean }): string {
  if (book) return `${months < 24 ? '12 to 23 months' : '24 months or more'}: trend, season of a larger block`;
  if (months < 24) return '12 to 23 months: trend, no season of its own';
  return season ? '24 months or more: trend and own season' : '24 months or more: trend, season not asked for';
}

function checkedBook(book: readonly number[] | undefined, season: boolean): readonly number[] | null {
  if (book === undefined) return null;
  if (season) throw invalidInput('bookSeason', 'beside a season of its own', 'Say season: false to use the season of a larger block.');
  if (book.length !== 12 || book.some((each) => !(Number.isFinite(each) && each > 0)))
    throw invalidInput('bookSeason', book.join(', '), 'Give twelve numbers above 0, January to December.');
  return book;
}

/** The regression; a design without full rank names its column. */
function fitted(rows: readonly (readonly number[])[], y: readonly number[], names: readonly string[]): Regression {
  try {
    return ols(rows, y);
  } catch (error) {
    if (!isCoalitionError(error, 'stats/rank-deficient')) throw error;
    const name = names[error.details.column] ?? `column ${error.details.column + 1}`;
    throw new CoalitionError(
      'stats/rank-deficient',
      `"${name}" says nothing that ${names.filter((each) => each !== name).join(', ')} don't say together. Leave it out, or one of those.`,
      error.details,
    );
  }
}

/** HC3 of the slope. Months that a coefficient of their own fits exactly say nothing about the others, so they and it are left out. */
function hc3Slope(fit: Regression, rows: readonly (readonly number[])[], y: readonly number[]): number | undefined {
  const kept = fit.leverages.flatMap((h, i) => (h > 1 - 1e-10 ? [] : [i]));
  if (kept.length === rows.length) return hc3(fit).standardErrors[1];
  const used = (rows[0] ?? []).flatMap((_, k) => (kept.some((i) => rows[i]?.[k] !== 0) ? [k] : []));
  if (kept.length <= used.length || used[1] !== 1) return undefined;
  try {
    const rest = ols(
      kept.map((i) => used.map((k) => rows[i]?.[k] ?? 0)),
      kept.map((i) => y[i] ?? 0),
    );
    return rest.leverages.some((h) => h > 1 - 1e-10) ? undefined : hc3(rest).standardErrors[1];
  } catch (error) {
    if (isCoalitionError(error, 'stats/rank-deficient')) return undefined;
    throw error;
  }
}

function designRow(
  series: Series,
  i: number,
  o: { readonly season: boolean; readonly interventions: readonly Intervention[]; readonly workingDays: MeasureOptions['workingDays'] },
): number[] {
  const m = series.first + i;
  const since = (from: Month): number => m - monthIndex(from);
  const row = [1, i + 1, ...(o.season ? NAMES.map((_, k) => (m % 12 === k + 1 ? 1 : 0)) : [])];
  for (const { kind, from } of o.interventions)
    row.push(kind === 'step' ? (since(from) >= 0 ? 1 : 0) : kind === 'ramp' ? Math.max(0, since(from) + 1) : since(from) === 0 ? 1 : 0);
  if (o.workingDays !== undefined) {
    const days = o.workingDays[monthFromIndex(m)];
    if (days === undefined || !(days > 0))
      throw invalidInput(`workingDays of ${monthFromIndex(m)}`, days, 'Give working days above 0 for every month.');
    row.push(Math.log(days));
  }
  return row;
}

/** From the widest of the three errors, on the logarithm. */
function intervalOf(
  fit: Regression,
  b: number,
  errors: TrendStandardErrors,
  o: { readonly growth: number; readonly confidence: number },
): Interval | null {
  const widest = Math.max(errors.ols ?? 0, errors.hc3 ?? 0, errors.neweyWest ?? 0) / (12 * o.growth);
  if (fit.df < 1 || !(o.confidence > 0 && o.confidence < 1)) return null;
  const half = studentT.quantile((1 + o.confidence) / 2, fit.df) * widest;
  return {
    kind: 'interval',
    low: Math.exp(12 * (b - half)) - 1,
    high: Math.exp(12 * (b + half)) - 1,
    confidence: o.confidence,
    method: 'widest of classical, HC3 and Newey-West errors',
  };
}
