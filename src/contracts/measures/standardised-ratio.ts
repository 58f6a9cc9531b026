import { Decimal } from '../../money/decimal.js';
import { indirectRatio } from '../../stats/intervals.js';
import { badMeasure, countOf, type MeasureOptions, type OutcomeMeasure, outcomeMeasure } from './outcome-measure.js';
import { exclusionsOf, type MeasureCase } from './proportion-measure.js';

/** A case with the stratum that says how likely the event was. */
export interface StratumCase extends MeasureCase {
  /** Such as `65-74, knee, diabetes`. */
  readonly stratum: string;
}

/** How an observed over expected ratio is asked. */
export interface StandardisedRatioOptions extends MeasureOptions {
  readonly of: string;
  /** The reference's rate of each stratum, decimal text. Unit: share of cases. */
  readonly rates: Readonly<Record<string, string>>;
  /** Whose rates they are. */
  readonly source: string;
}

/**
 * Compares events with what a reference population's rates would have given for the same patients: indirect standardisation.
 *
 * Limits: two sites' ratios compare each with the reference, not with one another. It isn't the hierarchical model by which the
 * Centers for Medicare & Medicaid Services report readmissions: small sites aren't pulled towards the mean.
 *
 * @formula O / E; E = sum over cases of the reference's rate of the case's stratum
 * @unit ratio, 1 as expected
 * @source Breslow and Day, Statistical Methods in Cancer Research II, 1987
 * @testedBy contracts/measures/outcome-measures.test.ts
 * @param cases - Every case once.
 * @param o - Rates by stratum with their source, minimum of cases, confidence.
 * @returns Observed over expected with exact (fewer than ten events) or Byar's limits.
 * @throws {@link CoalitionError} `contracts/bad-options` when a stratum has no rate or a rate is no share.
 * @example
 * const cases = [{ stratum: 'knee', event: true }, { stratum: 'knee', event: false }, { stratum: 'hip', event: false }];
 * standardisedRatio(cases, { of: 'readmission', rates: { knee: '0.1', hip: '0.05' }, source: 'coalition 2025' }).value?.toFixed(); // => '4'
 */
export function standardisedRatio(cases: readonly StratumCase[], o: StandardisedRatioOptions): OutcomeMeasure {
  const rates = new Map(Object.entries(o.rates).map(([stratum, text]) => [stratum, shareOf(stratum, text)]));
  const counted = cases.filter((each) => each.excluded === undefined);
  const observed = counted.filter(({ event }) => event).length;
  let expected = new Decimal(0);
  for (const { stratum } of counted) {
    const rate = rates.get(stratum);
    if (rate === undefined) throw badMeasure('rates', `Stratum ${stratum} has no rate. Give one, or leave its cases out with a reason.`);
    expected = expected.plus(rate);
  }
  return outcomeMeasure({
    unit: 'ratio',
    numerator: new Decimal(observed),
    denominator: expected,
    cases: new Decimal(counted.length),
    minimum: countOf('minimum', o.minimum ?? 0),
    excluded: exclusionsOf(cases),
    interval: () => indirectRatio({ observed, expected: expected.toNumber(), confidence: o.confidence ?? 0.95 }).interval,
    numeratorLabel: `Observed (${o.of})`,
    denominatorLabel: 'Expected at the rates of the reference',
    assumptions: [{ id: 'reference rates', value: `${rates.size} strata`, evidence: 'published', source: o.source }],
    say: (value) => `${observed} events (${o.of}) where ${expected.toFixed(1)} were expected: ${value.toFixed(2)} times the reference.`,
  });
}

function shareOf(stratum: string, text: string): Decimal {
  if (!/^\d+(\.\d+)?$/.test(text) || new Decimal(text).gt(1))
    throw badMeasure('rates', `The rate of ${stratum} is no share. Write it as decimal text from 0 to 1, such as '0.045'.`);
  return new Decimal(text);
}
