import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import type { Explanation } from '../../reference/explanation.js';
import { binomialInterval } from '../../stats/intervals.js';
import type { RateInput } from './waterfall-input.js';
import { rate, volume } from './waterfall-rules.js';

/** What avoided surgeries are credited by. */
export interface AvoidedSurgeryInput {
  /** People whose surgery was avoided after evaluation. Unit: people. */
  readonly avoided: number;
  /** Probability that they would have been operated on otherwise, as an assumption. */
  readonly probability?: RateInput;
  /** The same, measured on comparable people outside the program. Wins over `probability`. */
  readonly comparison?: {
    /** Unit: people. */ readonly people: number /** Unit: people operated on within the horizon. */;
    readonly operated: number;
  };
  /** Share of avoided cases operated on elsewhere within the horizon, as an assumption. Default 0, said to be assumed. */
  readonly leakage?: RateInput;
  /** The same, measured by follow-up. Wins over `leakage`. */
  readonly followed?: { /** Unit: people. */ readonly people: number /** Unit: people. */; readonly operatedElsewhere: number };
}

/** How many avoided surgeries may be credited. */
export interface AvoidedEstimate extends Explanation {
  readonly summary: string;
  /** avoided x probability x (1 - leakage). Unit: surgeries. */
  readonly credited: Decimal;
  readonly probability: Decimal;
  readonly leakage: Decimal;
  readonly evidence: { readonly probability: 'measured' | 'assumed'; readonly leakage: 'measured' | 'assumed' };
  /** Wilson's 95 % interval of a measured probability; `null` when it is assumed. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

function share(field: string, part: number, whole: number): Decimal {
  const [a, b] = [volume(`${field} (part)`, part), volume(`${field} (people)`, whole)];
  if (b.isZero() || a.gt(b))
    throw new CoalitionError('coe/volume-invalid', `${field}: ${part} of ${whole} people. Give a part of at least one person.`, {
      field,
      value: `${part}/${whole}`,
    });
  return a.div(b);
}

/**
 * Tells how many avoided surgeries may be credited: nobody knows that all of them would have happened.
 *
 * Limits: there is no default probability; a measured one needs people who are like those evaluated.
 *
 * @formula credited = avoided x probability x (1 - leakage)
 * @unit surgeries
 * @source spec coe P3
 * @testedBy coe/avoided-surgery.test.ts
 * @param i - Counts, and what is assumed or measured.
 * @returns The credit, and whether it is measured.
 * @throws {@link CoalitionError} `coe/volume-invalid` also when no probability is given.
 * @example
 * avoidedSurgery({ avoided: 30, probability: '0.80' }).credited.toFixed(2); // => '24.00'
 */
export function avoidedSurgery(i: AvoidedSurgeryInput): AvoidedEstimate {
  if (i.probability === undefined && i.comparison === undefined) {
    throw new CoalitionError(
      'coe/volume-invalid',
      'No probability that avoided surgeries would have happened was given. Give one, or a comparison group; 100 % is no default.',
      { field: 'probability', value: 'none' },
    );
  }
  const measured = i.comparison !== undefined;
  const probability =
    i.comparison === undefined ? rate('probability', i.probability ?? '') : share('comparison', i.comparison.operated, i.comparison.people);
  const leakage = i.followed === undefined ? rate('leakage', i.leakage ?? '0') : share('followed', i.followed.operatedElsewhere, i.followed.people);
  const credited = volume('avoided', i.avoided).times(probability).times(new Decimal(1).minus(leakage));
  const wilson =
    i.comparison === undefined ? null : binomialInterval({ successes: i.comparison.operated, trials: i.comparison.people, method: 'wilson' });
  const evidence = {
    probability: measured ? ('measured' as const) : ('assumed' as const),
    leakage: i.followed === undefined ? ('assumed' as const) : ('measured' as const),
  };
  return {
    summary: `Of ${i.avoided} avoided surgeries ${credited.toFixed(2)} are credited; the probability is ${evidence.probability}.`,
    credited,
    probability,
    leakage,
    evidence,
    interval: wilson === null ? null : { low: wilson.low, high: wilson.high },
    steps: [
      { id: 'credited', label: 'credited surgeries', formula: 'avoided x probability x (1 - leakage)', value: credited.toFixed(), unit: 'surgeries' },
    ],
    assumptions: [
      {
        id: 'probability',
        value: probability.toFixed(),
        evidence: evidence.probability,
        source: measured ? 'comparison group' : 'given by the caller',
      },
      { id: 'leakage', value: leakage.toFixed(), evidence: evidence.leakage, source: i.followed === undefined ? 'given by the caller' : 'follow-up' },
    ],
    warnings: [],
    tables: [],
  };
}
