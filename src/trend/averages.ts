import { unreachable } from '../errors/unreachable.js';
import type { LagRatio } from './lag-ratios.js';
import { invalidInput } from './triangle-spec.js';

/**
 * How the development ratios of several months become one factor. `medial` drops the highest and lowest ratios;
 * `completedMonths` averages the completion of the latest fully run-out months instead of ratios.
 */
export type Average =
  | 'volume'
  | 'simple'
  | 'geometric'
  | 'harmonic'
  | 'regression'
  | {
      readonly kind: 'medial' /** Unit: ratios. */;
      readonly high: number /** Unit: ratios. */;
      readonly low: number;
      readonly weights?: 'plain' | 'volume';
    }
  | { readonly kind: 'completedMonths' /** Unit: incurred periods. */; readonly months: number };

/** The averages that work on ratios. */
export type RatioAverage = 'volume' | 'simple' | 'geometric' | 'harmonic' | 'regression';

/**
 * Averages development ratios into one age-to-age factor.
 *
 * Limits: ratios whose earlier amount is zero or less count for volume and regression sums only.
 *
 * @formula volume: sum of later / sum of earlier; simple: mean of ratios; geometric: exp(mean(ln ratio)); harmonic: 1 / mean(1 / ratio);
 *   regression: sum(earlier x later) / sum(earlier^2)
 * @unit none (a multiplier from one lag to the next)
 * @testedBy trend/completion.test.ts: RAA, GenIns and Friedland's Exhibit I
 * @param average - Which average.
 * @param ratios - The ratios that were selected.
 * @returns The factor, or null when no ratio can be used or a denominator is zero or less.
 * @throws {@link CoalitionError} `trend/invalid-input` for an amount or a ratio that isn't a finite number.
 * @example
 * averageRatio('volume', [{ row: 0, from: 100, to: 150, ratio: 1.5 }, { row: 1, from: 300, to: 600, ratio: 2 }]); // => 1.875
 * averageRatio('simple', [{ row: 0, from: 100, to: 150, ratio: 1.5 }, { row: 1, from: 300, to: 600, ratio: 2 }]); // => 1.75
 */
export function averageRatio(average: RatioAverage, ratios: readonly LagRatio[]): number | null {
  const factor = averaged(average, ratios);
  if (factor !== null && !Number.isFinite(factor)) throw invalidInput('ratios', factor, 'Give finite amounts and ratios.');
  return factor;
}

function averaged(average: RatioAverage, ratios: readonly LagRatio[]): number | null {
  const values = ratios.flatMap(({ ratio }) => (ratio === null ? [] : [ratio]));
  const mean = (numbers: readonly number[]): number => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  switch (average) {
    case 'volume':
      return quotient(
        ratios,
        ({ to }) => to,
        ({ from }) => from,
      );
    case 'regression':
      return quotient(
        ratios,
        ({ from, to }) => from * to,
        ({ from }) => from * from,
      );
    case 'simple':
      return values.length === 0 ? null : mean(values);
    case 'geometric':
      return values.length === 0 || values.some((value) => value <= 0) ? null : Math.exp(mean(values.map(Math.log)));
    case 'harmonic':
      return values.length === 0 || values.some((value) => value <= 0) ? null : 1 / mean(values.map((value) => 1 / value));
    default:
      return unreachable(average);
  }
}

function quotient(ratios: readonly LagRatio[], over: (ratio: LagRatio) => number, under: (ratio: LagRatio) => number): number | null {
  let [top, bottom] = [0, 0];
  for (const ratio of ratios) {
    top += over(ratio);
    bottom += under(ratio);
  }
  return bottom > 0 ? top / bottom : null;
}
