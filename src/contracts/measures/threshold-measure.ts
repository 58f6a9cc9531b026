import { Decimal } from '../../money/decimal.js';
import type { Citation } from '../../reference/citation.js';
import { binomialInterval } from '../../stats/intervals.js';
import { badMeasure, countOf, type MeasureOptions, type OutcomeMeasure, outcomeMeasure } from './outcome-measure.js';

/** What counts as met. */
export interface ThresholdRule extends MeasureOptions {
  readonly of: string;
  readonly direction: 'atLeast' | 'atMost' | 'above' | 'below';
  /** Decimal text. Unit: the values'. */
  readonly threshold: string;
  /** Whose cut-off it is; published ones differ by method. */
  readonly source: Citation | string;
  /** Whether a missing value is left out or counts as not met. */
  readonly missing: 'leaveOut' | 'notMet';
  /** Least share of values that must be there, decimal text. Default `'0'`. */
  readonly completeness?: string;
}

/** A value before and after treatment; null where there was no answer. Decimal text. */
export interface ChangePair {
  readonly before: string | null;
  readonly after: string | null;
}

/** A share that met the threshold, with how many answered. */
export interface ThresholdMeasure extends OutcomeMeasure {
  /** Values that are there over all. Unit: share; null when there is nobody. */
  readonly responseRate: Decimal | null;
}

/**
 * Measures which share of values meets a threshold: blood sugar, blood pressure, scores of a survey.
 *
 * Limits: the specifications of licensed measures aren't in this library; the threshold and whom it is asked of are the caller's. A
 * response rate below `completeness` gives no value: those who answer differ from those who don't.
 *
 * @formula values that meet the threshold / values that count
 * @unit ratio
 * @source the caller's, cited in the result
 * @testedBy contracts/measures/outcome-measures.test.ts
 * @param values - Decimal text, null where missing.
 * @param rule - Direction, threshold, its source, what a missing value means, least completeness.
 * @returns The share, the response rate, the interval.
 * @throws {@link CoalitionError} `contracts/bad-options` for a value that isn't plain decimal text.
 * @example
 * const rule = { of: 'HbA1c below 8', direction: 'below', threshold: '8', source: 'contract, exhibit C', missing: 'leaveOut' } as const;
 * thresholdMeasure(['7.2', '8.0', null, '6.9'], rule).value?.toFixed(4); // => '0.6667'
 */
export function thresholdMeasure(values: readonly (string | null)[], rule: ThresholdRule): ThresholdMeasure {
  const threshold = decimalOf('threshold', rule.threshold);
  const least = decimalOf('completeness', rule.completeness ?? '0');
  const given = values.flatMap((value, i) => (value === null ? [] : [decimalOf(`value ${i + 1}`, value)]));
  const met = given.filter((value) => meets(value, rule.direction, threshold)).length;
  const counted = rule.missing === 'leaveOut' ? given.length : values.length;
  const responseRate = values.length === 0 ? null : new Decimal(given.length).div(values.length);
  const complete = responseRate !== null && responseRate.gte(least);
  const minimum = countOf('minimum', rule.minimum ?? 0);
  const measure = outcomeMeasure({
    unit: 'ratio',
    numerator: new Decimal(met),
    denominator: new Decimal(counted),
    cases: complete ? new Decimal(counted) : new Decimal(0),
    minimum: complete ? minimum : Math.max(minimum, 1),
    excluded: rule.missing === 'leaveOut' ? { 'no value': values.length - given.length } : {},
    interval: () => binomialInterval({ successes: met, trials: counted, confidence: rule.confidence ?? 0.95, method: 'wilson' }),
    numeratorLabel: `Values that meet the threshold (${rule.of})`,
    denominatorLabel: rule.missing === 'leaveOut' ? 'Values that are there' : 'All who were asked',
    assumptions: [{ id: 'threshold', value: `${rule.direction} ${rule.threshold}`, evidence: 'published', source: rule.source }],
    warnings: complete
      ? []
      : [
          {
            code: 'DENOMINATOR_TOO_SMALL',
            severity: 'warn',
            message: `${given.length} of ${values.length} values are there, fewer than the share of ${least.toFixed()} that is asked for.`,
            fix: 'Collect the missing values, or agree on a policy for a missing metric.',
          },
        ],
    say: (value) =>
      `${met} of ${counted} meet the threshold (${rule.of}): ${value.times(100).toFixed(1)} %; ${given.length} of ${values.length} answered.`,
  });
  return { ...measure, responseRate };
}

/**
 * Measures which share of patients changed by at least the cited difference between two surveys, such as joint scores before and a year
 * after surgery.
 *
 * Limits: a pair without one of its answers is no answer; the response rate is part of the result.
 *
 * @formula pairs with (after - before) meeting the threshold / pairs with both answers
 * @unit ratio
 * @source the caller's, cited in the result
 * @testedBy contracts/measures/outcome-measures.test.ts
 * @param pairs - Both answers of each patient.
 * @param rule - As of {@link thresholdMeasure}; the threshold is one of change.
 * @returns The share, the response rate, the interval.
 * @throws {@link CoalitionError} `contracts/bad-options` for a value that isn't plain decimal text.
 * @example
 * const rule = { of: 'gain of 20 points', direction: 'atLeast', threshold: '20', source: 'contract, exhibit D', missing: 'leaveOut' } as const;
 * changeMeasure([{ before: '40', after: '61' }, { before: '50', after: '60' }, { before: '30', after: null }], rule).value?.toFixed(); // => '0.5'
 */
export function changeMeasure(pairs: readonly ChangePair[], rule: ThresholdRule): ThresholdMeasure {
  return thresholdMeasure(
    pairs.map(({ before, after }, i) =>
      before === null || after === null
        ? null
        : decimalOf(`after ${i + 1}`, after)
            .minus(decimalOf(`before ${i + 1}`, before))
            .toFixed(),
    ),
    rule,
  );
}

function meets(value: Decimal, direction: ThresholdRule['direction'], threshold: Decimal): boolean {
  switch (direction) {
    case 'atLeast':
      return value.gte(threshold);
    case 'atMost':
      return value.lte(threshold);
    case 'above':
      return value.gt(threshold);
    case 'below':
      return value.lt(threshold);
  }
}

function decimalOf(what: string, text: string): Decimal {
  if (typeof text !== 'string' || !/^-?\d+(\.\d+)?$/.test(text)) throw badMeasure(what, `${what} isn't plain decimal text. Write it like '7.2'.`);
  return new Decimal(text);
}
