import { CoalitionError } from '../errors/coalition-error.js';
import { ols } from '../stats/regression.js';
import type { KnownPrior, Prior } from './prior.js';
import type { Triangle } from './triangle.js';
import { monthsOfGrain, periodStart } from './triangle-spec.js';

/** The refusal of a measure that needs more months. */
export function seriesTooShort(what: string, observations: number, needed: number): CoalitionError<'trend/series-too-short'> {
  return new CoalitionError(
    'trend/series-too-short',
    `${what} needs ${needed} settled months and there are ${observations}. Give it from outside, or come back with more months.`,
    {
      observations,
      needed,
    },
  );
}

/**
 * Replaces what the caller left to be measured: the trend by the slope of the logarithm of settled cost per member, the season by
 * monthly dummies beside it. Trend needs 12 settled months, a season 24.
 */
export function measured(o: {
  readonly triangle: Triangle;
  readonly developed: readonly (number | null)[];
  readonly completionAt: readonly (number | null)[];
  readonly prior: Prior;
}): KnownPrior {
  const { triangle, developed, completionAt, prior } = o;
  const { trend: askedTrend, season: askedSeason, ...rest } = prior;
  const known: KnownPrior = {
    ...rest,
    ...(typeof askedTrend === 'number' ? { trend: askedTrend } : {}),
    ...(typeof askedSeason === 'object' ? { season: askedSeason } : {}),
  };
  if (askedTrend !== 'measured' && askedSeason !== 'measured') return known;
  const settled = developed.flatMap((u, i) => {
    const e = triangle.exposure?.[i] ?? 0;
    return u !== null && u > 0 && e > 0 && (completionAt[i] ?? 0) >= (prior.settledAt ?? 0.95) ? [{ i, y: Math.log(u / e) }] : [];
  });
  const monthly = triangle.spec.grain === 'month';
  const seasonal = prior.season === 'measured';
  if (seasonal && (settled.length < 24 || !monthly)) throw seriesTooShort('A season', monthly ? settled.length : 0, 24);
  if (settled.length < 12 && prior.trend === 'measured') throw seriesTooShort('A trend', settled.length, 12);
  const calendar = (i: number): number => periodStart(triangle.spec, i) % 12;
  const given = typeof prior.season === 'object' && monthly ? prior.season : null;
  const x = settled.map(({ i }) => [1, i, ...(seasonal ? Array.from({ length: 11 }, (_, m) => (calendar(i) === m + 1 ? 1 : 0)) : [])]);
  const trendKnown = typeof prior.trend === 'number' ? Math.log(1 + prior.trend) * (monthsOfGrain(triangle.spec.grain) / 12) : null;
  const y = settled.map(({ i, y: value }) => value - Math.log(given?.[calendar(i)] ?? 1) - (trendKnown === null ? 0 : trendKnown * i));
  const fit = ols(trendKnown === null ? x : x.map((row) => row.filter((_, column) => column !== 1)), y);
  const slope = trendKnown ?? fit.coefficients[1] ?? 0;
  const dummies = [0, ...fit.coefficients.slice(trendKnown === null ? 2 : 1)];
  const mean = dummies.reduce((sum, each) => sum + each, 0) / dummies.length;
  return {
    ...known,
    trend: Math.exp((slope * 12) / monthsOfGrain(triangle.spec.grain)) - 1,
    ...(seasonal ? { season: dummies.map((each) => Math.exp(each - mean)) } : {}),
  };
}
