import { Decimal } from '../../money/decimal.js';
import { binomialInterval } from '../../stats/intervals.js';
import { badMeasure, countOf, type Exclusions, type MeasureOptions, type OutcomeMeasure, outcomeMeasure } from './outcome-measure.js';

/** One case of a proportion: it had the event or not, or it doesn't count. */
export interface MeasureCase {
  readonly event: boolean;
  /** Why the case doesn't count, such as `transferred`; absent when it does. */
  readonly excluded?: string;
}

/** How a proportion is asked. */
export interface ProportionOptions extends MeasureOptions {
  /** What is counted, such as `readmission`. */
  readonly of: string;
}

/**
 * Measures in which share of the cases something happened: readmissions, complications, returns to the operating room.
 *
 * Limits: every case weighs the same; compare populations of unlike patients by {@link standardisedRatio}.
 *
 * @formula cases with the event / cases that count
 * @unit ratio
 * @source Wilson 1927, for the interval
 * @testedBy contracts/measures/outcome-measures.test.ts
 * @param cases - Every case once, with those that don't count.
 * @param o - What is counted, minimum of cases, confidence.
 * @returns The share with its interval; no value below the minimum.
 * @throws {@link CoalitionError} `contracts/bad-options` for a minimum that is no whole number.
 * @example
 * const measure = proportionMeasure([{ event: true }, { event: false }, { event: false, excluded: 'transferred' }], { of: 'readmission' });
 * measure.sentence; // => '1 of 2 cases had the event (readmission): 50.0 %.'
 */
export function proportionMeasure(cases: readonly MeasureCase[], o: ProportionOptions): OutcomeMeasure {
  const minimum = countOf('minimum', o.minimum ?? 0);
  const excluded = exclusionsOf(cases);
  const counted = cases.filter((each) => each.excluded === undefined);
  const events = counted.filter(({ event }) => event).length;
  const denominator = new Decimal(counted.length);
  return outcomeMeasure({
    unit: 'ratio',
    numerator: new Decimal(events),
    denominator,
    cases: denominator,
    minimum,
    excluded,
    interval: () => binomialInterval({ successes: events, trials: counted.length, confidence: o.confidence ?? 0.95, method: 'wilson' }),
    numeratorLabel: `Cases with ${o.of}`,
    denominatorLabel: 'Cases that count',
    say: (value) => `${events} of ${counted.length} cases had the event (${o.of}): ${value.times(100).toFixed(1)} %.`,
  });
}

/** Counts the reasons for which cases are left out. */
export function exclusionsOf(cases: readonly { readonly excluded?: string }[]): Exclusions {
  const counts = new Map<string, number>();
  for (const { excluded } of cases) {
    if (excluded === undefined) continue;
    if (excluded === '') throw badMeasure('excluded', 'A case is left out without a reason. Name it, such as transferred.');
    counts.set(excluded, (counts.get(excluded) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
