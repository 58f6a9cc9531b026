import type { Explanation } from '../../reference/explanation.js';
import { normal } from '../../stats/normal.js';
import { badPanel } from './panel.js';

/** People chosen because they cost much, and how cost goes on from year to year. */
export type RegressionToMeanInput =
  | {
      readonly kind: 'normal';
      /** Unit: US dollars a year. */
      readonly mean: number;
      readonly sd: number;
      /** Correlation of one year's cost with the next. Unit: -1 to 1. */
      readonly correlation: number;
      readonly cutoff: number;
    }
  | {
      readonly kind: 'lognormal';
      /** Mean and deviation of the logarithm of yearly cost. */
      readonly logMean: number;
      readonly logSd: number;
      /** Correlation of the logarithms. Unit: -1 to 1. */
      readonly correlation: number;
      /** Unit: US dollars a year. */
      readonly cutoff: number;
    }
  | {
      readonly kind: 'empirical';
      /** Pairs of cost of two years in which there was no program. Unit: US dollars. */
      readonly pairs: readonly (readonly [first: number, second: number])[];
      readonly cutoff: number;
    };

/** What happens to people chosen by high cost, with no program at all. Unit: US dollars a year. */
export interface RegressionToMean extends Explanation {
  readonly summary: string;
  /** Share of people above the cutoff. Unit: share, 0 to 1. */
  readonly share: number;
  readonly baseMean: number;
  readonly expectedFollowUp: number;
  /** Change with no program. Unit: share of the base. */
  readonly change: number;
}

/** People, share, base and follow-up of those above the cutoff. */
function moments(i: RegressionToMeanInput): readonly [share: number, base: number, follow: number] {
  if (i.kind === 'empirical') {
    const chosen = i.pairs.filter(([first]) => first > i.cutoff);
    if (chosen.length === 0) throw badPanel('cutoff', i.cutoff, 'nobody lies above it');
    const mean = (at: 0 | 1): number => chosen.reduce((sum, pair) => sum + pair[at], 0) / chosen.length;
    return [chosen.length / i.pairs.length, mean(0), mean(1)];
  }
  if (!(i.correlation >= -1 && i.correlation <= 1)) throw badPanel('correlation', i.correlation, 'a number from -1 to 1 is needed');
  if (i.kind === 'normal') {
    if (!(i.sd > 0)) throw badPanel('sd', i.sd, 'a number above 0 is needed');
    const z = (i.cutoff - i.mean) / i.sd;
    const above = normal.cdf(-z);
    if (!(above > 0)) throw badPanel('cutoff', i.cutoff, 'nobody lies above it');
    const lambda = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) / above;
    return [above, i.mean + i.sd * lambda, i.mean + i.correlation * i.sd * lambda];
  }
  const { logMean: m, logSd: s, correlation: rho } = i;
  if (!(s > 0) || !(i.cutoff > 0)) throw badPanel('logSd', s, 'a deviation and a cutoff above 0 are needed');
  const cut = Math.log(i.cutoff);
  const above = normal.cdf((m - cut) / s);
  if (!(above > 0)) throw badPanel('cutoff', i.cutoff, 'nobody lies above it');
  const all = Math.exp(m + (s * s) / 2);
  return [above, (all * normal.cdf((m + s * s - cut) / s)) / above, (all * normal.cdf((m + rho * s * s - cut) / s)) / above];
}

/**
 * Tells what people who were chosen for their high cost cost a year later with no program: much less, by themselves.
 *
 * Limits: normal and lognormal are closed forms of a model; the empirical form needs two years without a program.
 *
 * @formula normal: lambda = phi(z) / (1 - Phi(z)), base mu + sd lambda, follow-up mu + rho sd lambda; lognormal: base e^(m + s^2/2) Phi((m + s^2 - ln c)/s) / P,
 *   follow-up e^(m + s^2/2) Phi((m + rho s^2 - ln c)/s) / P
 * @unit US dollars a year
 * @source truncated normal and lognormal moments
 * @testedBy coe/evaluation.test.ts: -41.18 % and -58.958 % with no program
 * @param i - The distribution, the correlation between years, and the cutoff.
 * @returns Share, base, and the follow-up to expect.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * regressionToMean({ kind: 'normal', mean: 6000, sd: 9000, correlation: 0.45, cutoff: 20000 }).change.toFixed(4); // => '-0.4118'
 */
export function regressionToMean(i: RegressionToMeanInput): RegressionToMean {
  for (const [name, value] of Object.entries(i))
    if (typeof value === 'number' && !Number.isFinite(value)) throw badPanel(name, value, 'a finite number is needed');
  const [share, baseMean, expectedFollowUp] = moments(i);
  if (baseMean === 0) throw badPanel('base', 0, 'the base must not be zero');
  const change = expectedFollowUp / baseMean - 1;
  return {
    summary: `With no program at all, those above the cutoff would cost ${(100 * change).toFixed(1)} % beside their base year.`,
    share,
    baseMean,
    expectedFollowUp,
    change,
    steps: [
      { id: 'share', label: 'share above the cutoff', value: String(share) },
      { id: 'base', label: 'their mean in the base year', value: String(baseMean), unit: 'USD' },
      { id: 'follow', label: 'their mean to expect a year later', value: String(expectedFollowUp), unit: 'USD' },
    ],
    assumptions: [{ id: 'distribution', value: i.kind, evidence: i.kind === 'empirical' ? 'measured' : 'assumed', source: 'given by the caller' }],
    warnings: [],
    tables: [],
  };
}
