import { type Month, monthIndex } from '../time/month.js';
import { makeTriangle, type Triangle } from './triangle.js';
import { gridOf, incrementalAt } from './triangle-grid.js';
import { invalidInput, monthsOfGrain } from './triangle-spec.js';

/**
 * Evens out the speed of single paid months: payments of a month with a factor of 0.8 are divided by it. For backlogs, catch-ups and months
 * with five payment weeks. Use the result where factors are made; amounts stay those of the triangle.
 *
 * @formula adjusted increment = increment / factor of its paid period; cells rounded to whole units
 * @unit cell units
 * @testedBy trend/triangle-tools.test.ts
 * @param triangle - The triangle.
 * @param factors - Speed by paid month; 1 is normal, a month without one has 1.
 * @returns An adjusted triangle with a finding that says so.
 * @throws {@link CoalitionError} `trend/invalid-input` for a factor that isn't above 0.
 * @example
 * const triangle = triangleFrom({ origin: '2025-01', grain: 'month', unit: 'cents', cumulative: [['80', '130'], ['100']] });
 * adjustPaidMonths(triangle, { '2025-01': 0.8 }).latest(); // => [15000, 10000]
 */
export function adjustPaidMonths(triangle: Triangle, factors: Readonly<Record<Month, number>>): Triangle {
  const { grid, spec } = triangle;
  const byPeriod = new Map(
    Object.entries(factors).map(([month, factor]) => {
      if (!(factor > 0 && Number.isFinite(factor))) throw invalidInput(`factor of ${month}`, factor, 'Give a speed above 0; 1 is normal.');
      return [Math.floor((monthIndex(month) - monthIndex(spec.origin)) / monthsOfGrain(spec.grain)), factor] as const;
    }),
  );
  const cumulative = new Float64Array(grid.cumulative.length);
  for (let i = 0; i < grid.rows; i += 1) {
    let sum = 0;
    for (let k = 0; k < grid.columns; k += 1) {
      const increment = incrementalAt(grid, i, k);
      sum = increment === null ? (grid.cumulative[i * grid.columns + k] ?? 0) : sum + Math.round(increment / (byPeriod.get(i + k) ?? 1));
      if (!Number.isSafeInteger(sum))
        throw invalidInput('factors', sum, 'Payments divided by them are beyond what a number holds; 1 is normal speed.');
      cumulative[i * grid.columns + k] = grid.known[i * grid.columns + k] === 1 ? sum : 0;
    }
  }
  return makeTriangle({
    spec,
    lastPaid: triangle.lastPaid,
    grid: gridOf(grid.rows, grid.columns, cumulative, grid.known),
    exposure: triangle.exposure,
    control: triangle.control,
    findings: [
      ...triangle.findings,
      {
        code: 'trend/paid-months-adjusted',
        severity: 'info',
        fix: 'Use it for factors only.',
        message: `Payments of ${byPeriod.size} paid months were evened out by stated factors.`,
      },
    ],
  });
}
