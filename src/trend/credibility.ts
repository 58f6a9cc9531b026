import { limitedFluctuationZ } from '../stats/limited-fluctuation.js';
import { finite, invalidInput } from './triangle-spec.js';

/** How much the own experience counts: a share, or a rule on member months. */
export type Credibility =
  /** Unit: share. */
  | number
  | {
      readonly kind: 'limitedFluctuation';
      /** Of the experience. Unit: member months. */
      readonly memberMonths: number;
      /** From which the experience counts fully. Unit: member months. */
      readonly full: number;
    }
  | {
      readonly kind: 'buhlmann';
      /** Of the experience. Unit: member months. */
      readonly memberMonths: number;
      /** At which own experience and manual rate count alike. Unit: member months. */
      readonly k: number;
    };

/**
 * Tells how much the own experience counts against a rate from outside.
 *
 * @formula limitedFluctuation: Z = min(1, sqrt(n / full)); buhlmann: Z = n / (n + K)
 * @unit share
 * @source Longley-Cook 1962 (limited fluctuation); Buhlmann 1967
 * @testedBy trend/project.test.ts
 * @param credibility - A share, or a rule with member months.
 * @returns Z, 0 to 1.
 * @throws {@link CoalitionError} `trend/invalid-input` for a share outside 0 to 1, negative member months or a standard that isn't above 0.
 * @example
 * credibilityWeight({ kind: 'limitedFluctuation', memberMonths: 30_000, full: 120_000 }); // => 0.5
 * credibilityWeight({ kind: 'buhlmann', memberMonths: 30_000, k: 10_000 }); // => 0.75
 */
export function credibilityWeight(credibility: Credibility): number {
  if (typeof credibility === 'number') {
    if (!(credibility >= 0 && credibility <= 1)) throw invalidInput('credibility', credibility, 'Credibility is a share from 0 to 1.');
    return credibility;
  }
  const n = finite('memberMonths', credibility.memberMonths);
  if (!(n >= 0)) throw invalidInput('memberMonths', n, 'Give member months, 0 or more.');
  const [name, standard] = credibility.kind === 'buhlmann' ? (['k', credibility.k] as const) : (['full', credibility.full] as const);
  if (!(finite(name, standard) > 0)) throw invalidInput(name, standard, 'Give member months above 0.');
  return credibility.kind === 'buhlmann' ? n / (n + standard) : limitedFluctuationZ({ n, full: standard });
}
