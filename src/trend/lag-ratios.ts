import { type Month, monthIndex } from '../time/month.js';
import { gridRatioRows, type TriangleGrid } from './triangle-grid.js';
import { invalidInput, monthsOfGrain, type TriangleSpec } from './triangle-spec.js';

/** Which development ratios are left out. Applied after the window, in the order: named ones, highest and lowest, limits. */
export interface Exclusions {
  /** The ratio from `lag` to `lag + 1` of one incurred period. */
  readonly cells?: readonly { readonly period: Month /** Unit: periods of the grain. */; readonly lag: number }[];
  /** Incurred periods that are left out whole. */
  readonly periods?: readonly Month[];
  /** Paid periods (diagonals) in which a ratio ends. */
  readonly paidPeriods?: readonly Month[];
  /** How many of the highest ratios at each lag. Default 0. Unit: ratios. */
  readonly high?: number;
  /** How many of the lowest ratios at each lag. Default 0. Unit: ratios. */
  readonly low?: number;
  /** Highest and lowest, and likewise the limits, are left out only where at least so many ratios survive. Default 1. Unit: ratios. */
  readonly preserve?: number;
  /** Ratios above this. Unit: none. */
  readonly above?: number;
  /** Ratios below this. Unit: none. */
  readonly below?: number;
}

/** One ratio between two neighbouring lags of an incurred period. */
export interface LagRatio {
  /** Unit: incurred periods from the first. */
  readonly row: number;
  /** Cumulative amount at the lag. Unit: cell units. */
  readonly from: number;
  /** Cumulative amount at the next lag. Unit: cell units. */
  readonly to: number;
  /** `to / from`; null where `from` is zero or less. Unit: none. */
  readonly ratio: number | null;
}

/** The ratios at one lag that are used, and how many are not. */
export interface SelectedRatios {
  readonly used: readonly LagRatio[];
  /** Left out by the caller's exclusions. Unit: ratios. */
  readonly excluded: number;
  /** Without a ratio because the earlier amount is zero or less. Unit: ratios. */
  readonly unusable: number;
}

/** How {@link selectRatios} is asked. */
export interface RatioChoice {
  readonly grid: TriangleGrid;
  readonly spec: TriangleSpec;
  /** The earlier lag. Unit: periods of the grain. */
  readonly lag: number;
  /** Latest incurred periods used. Unit: periods, or all of them. */
  readonly window: number | 'all';
  readonly exclude?: Exclusions;
}

/** Checks exclusions once, before they are used at every lag. */
export function checkedExclusions(exclude: Exclusions | undefined): Exclusions {
  for (const key of ['high', 'low', 'preserve'] as const) {
    const value = exclude?.[key];
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0)) throw invalidInput(key, value, 'Give a whole number, 0 or more.');
  }
  for (const key of ['above', 'below'] as const) {
    const value = exclude?.[key];
    if (value !== undefined && !Number.isFinite(value)) throw invalidInput(key, value, 'Give a finite ratio.');
  }
  return exclude ?? {};
}

/**
 * Chooses the development ratios at one lag: window first, then named cells and diagonals, then highest and lowest (ties: the
 * older month goes first), then limits. Highest, lowest and limits leave a lag alone where too few ratios would survive.
 */
export function selectRatios({ grid, spec, lag, window, exclude = {} }: RatioChoice): SelectedRatios {
  const all = gridRatioRows(grid, lag);
  const inWindow = window === 'all' ? all : all.slice(Math.max(0, all.length - window));
  const named = inWindow.filter((row) => !isNamed({ exclude, spec, row, lag }));
  let used: LagRatio[] = named.map((row) => {
    const [from, to] = [grid.cumulative[row * grid.columns + lag] ?? 0, grid.cumulative[row * grid.columns + lag + 1] ?? 0];
    return { row, from, to, ratio: from > 0 ? to / from : null };
  });
  const preserve = exclude.preserve ?? 1;
  used = keep(used, extremes(used, exclude.high ?? 0, exclude.low ?? 0), preserve);
  const { above, below } = exclude;
  const beyond = used.filter(({ ratio }) => ratio !== null && ((above !== undefined && ratio > above) || (below !== undefined && ratio < below)));
  used = keep(used, beyond, preserve);
  return { used, excluded: inWindow.length - used.length, unusable: used.filter(({ ratio }) => ratio === null).length };
}

function isNamed(o: { readonly exclude: Exclusions; readonly spec: TriangleSpec; readonly row: number; readonly lag: number }): boolean {
  const { exclude, spec, row, lag } = o;
  const period = (month: Month): number => Math.floor((monthIndex(month) - monthIndex(spec.origin)) / monthsOfGrain(spec.grain));
  return (
    (exclude.cells?.some((cell) => cell.lag === lag && period(cell.period) === row) ?? false) ||
    (exclude.periods?.some((month) => period(month) === row) ?? false) ||
    (exclude.paidPeriods?.some((month) => period(month) === row + lag + 1) ?? false)
  );
}

function extremes(ratios: readonly LagRatio[], high: number, low: number): readonly LagRatio[] {
  if (high === 0 && low === 0) return [];
  const ranked = ratios.filter(({ ratio }) => ratio !== null);
  const value = ({ ratio }: LagRatio): number => ratio ?? 0;
  const fromTop = [...ranked].sort((a, b) => value(b) - value(a) || a.row - b.row).slice(0, high);
  const fromBottom = [...ranked]
    .sort((a, b) => value(a) - value(b) || a.row - b.row)
    .filter((each) => !fromTop.includes(each))
    .slice(0, low);
  return [...fromTop, ...fromBottom];
}

function keep(ratios: LagRatio[], drop: readonly LagRatio[], preserve: number): LagRatio[] {
  if (drop.length === 0) return ratios;
  const rest = ratios.filter((each) => !drop.includes(each));
  return rest.filter(({ ratio }) => ratio !== null).length >= preserve ? rest : ratios;
}
