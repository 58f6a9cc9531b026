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
  /** `yoy`: latest month over the same a year before; `rolling`: the latest window over the one a year before; `logLinear`: regression. */
  readonly method: 'yoy' | 'rolling' | 'logLinear';
  /** Months of `rolling`: 3, 6, 12 or another. Default 12. Unit: months. */
  readonly window?: number;
  /** Whether calendar months have their own level. Default: when there are 24 months or more. */
  readonly season?: boolean;
  /** Dummies for benefit changes and outliers. */
  readonly interventions?: readonly Intervention[];
  /** Working days by month, entering as a logarithm. Unit: days. */
  readonly workingDays?: Readonly<Record<Month, number>>;
  /** Months that change nothing. */
  readonly mask?: readonly Month[];
  /** Lag of the Newey-West error. Default 12. Unit: months. */
  readonly hacLag?: number;
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
 * @formula logLinear: ln y = a + b t + months + interventions, annual = exp(12 b) - 1, its error 12 exp(12 b) se(b)
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
      const window = o.window ?? 12;
      if (!(Number.isSafeInteger(window) && window >= 1)) throw invalidInput('window', window, 'Give how many months, such as 3, 6 or 12.');
      return { ...base, ...ratio(masked, window), method: `rolling ${window} over prior ${window}`, warnings };
    }
    case 'logLinear':
      return { ...base, ...regression(masked, o, warnings), method: 'log-linear regression', warnings };
    default:
      return unreachable(o.method);
  }
}

type Measured = Omit<TrendEstimate, 'method' | 'months' | 'immatureShare' | 'warnings' | 'assumptions' | 'tables'>;

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
    standardErrors: null,
    interval: null,
    rule: `${window + 12} months or more`,
    coefficients: null,
    sigma: null,
    rSquared: null,
    durbinWatson: null,
    note: NOT_AN_OPINION,
    steps: [
      { id: 'before', label: `Mean of ${window} months, a year before`, value: String(before / window) },
      { id: 'now', label: `Mean of the latest ${window} months`, value: String(now / window) },
    ],
  };
}

const NAMES: readonly string[] = ['February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function regression(series: Series, o: MeasureOptions, warnings: Warning[]): Measured {
  const months = series.values.filter((value) => value !== null).length;
  const season = o.season ?? months >= 24;
  if (season && months < 24) throw seriesTooShort('A season of its own', months, 24);
  if (!season && months < 24) warnings.push(trendWarning('trend/no-own-season', 'Fewer than 24 months: no season of its own.'));
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
    y.push(Math.log(value));
  });
  const fit = ols(rows, y);
  const b = fit.coefficients[1] ?? 0;
  const growth = Math.exp(12 * b);
  const toYear = (se: number | undefined): number | null => (se === undefined || !Number.isFinite(se) ? null : 12 * growth * se);
  const standardErrors = {
    ols: toYear(fit.standardErrors?.[1]),
    hc3: fit.leverages.some((h) => h > 1 - 1e-10) ? null : toYear(hc3(fit).standardErrors[1]),
    neweyWest: toYear(hac(fit, { lag: Math.min(o.hacLag ?? 12, fit.n - 1) }).standardErrors[1]),
  };
  return {
    annual: growth - 1,
    standardErrors,
    interval: intervalOf(fit, b, standardErrors, { growth, confidence: o.confidence ?? 0.8 }),
    rule: months < 24 ? '12 to 23 months: trend, no season of its own' : '24 months or more: trend and own season',
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
