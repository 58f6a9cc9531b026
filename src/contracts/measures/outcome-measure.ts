import { CoalitionError } from '../../errors/coalition-error.js';
import type { Warning } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import type { Assumption, Explanation, Step } from '../../reference/explanation.js';
import type { Interval } from '../../stats/estimate.js';
import type { Fact, FactFromOptions } from '../fact.js';
import type { Unit } from '../unit.js';

/** Cases that a measure leaves out, by reason. Unit: cases. */
export type Exclusions = Readonly<Record<string, number>>;

/** A measured outcome: the figure that a contract pays on, with everything from which it was made. */
export interface OutcomeMeasure extends Explanation {
  /** Numerator over denominator, exact to 40 digits; null where the denominator is zero or below the minimum. Unit: `unit`. */
  readonly value: Decimal | null;
  readonly unit: Unit;
  /** Unit: cases, events or days, as the measure says. */
  readonly numerator: Decimal;
  /** Unit: cases, persons' time or expected events, as the measure says. */
  readonly denominator: Decimal;
  readonly excluded: Exclusions;
  readonly interval: Interval | null;
  /** What a benefits manager reads. */
  readonly sentence: string;
}

/** What every measure may be asked for. */
export interface MeasureOptions {
  /** Fewest cases for a value to be shown. Default 0. Unit: the denominator's. */
  readonly minimum?: number;
  /** Of the interval. Default 0.95. Unit: probability. */
  readonly confidence?: number;
}

/** What a measure found, before the minimum is applied. */
export interface MeasureParts {
  readonly unit: Unit;
  readonly numerator: Decimal;
  readonly denominator: Decimal;
  /** What the minimum is compared with. Unit: cases. */
  readonly cases: Decimal;
  readonly minimum: number;
  readonly excluded: Exclusions;
  readonly interval: () => Interval | null;
  readonly numeratorLabel: string;
  readonly denominatorLabel: string;
  readonly assumptions?: readonly Assumption[];
  readonly warnings?: readonly Warning[];
  /** The sentence when there is a value. */
  readonly say: (value: Decimal) => string;
}

/** Puts a measure together: below the minimum there is no value, and the result says so. */
export function outcomeMeasure(o: MeasureParts): OutcomeMeasure {
  const small = o.cases.lt(o.minimum);
  const empty = o.denominator.isZero();
  const value = small || empty ? null : o.numerator.div(o.denominator);
  const warnings: Warning[] = [...(o.warnings ?? [])];
  if (small || empty) {
    warnings.push({
      code: 'DENOMINATOR_TOO_SMALL',
      severity: 'warn',
      message: `There are ${o.cases.toFixed()} of at least ${Math.max(o.minimum, 1)}: no value is shown.`,
      fix: 'Pool periods or sites, or agree on a policy for a missing metric.',
    });
  }
  const left = Object.entries(o.excluded).filter(([, cases]) => cases > 0);
  const steps: Step[] = [
    ...left.map(([reason, cases]) => ({ id: `excluded: ${reason}`, label: `Left out: ${reason}`, value: String(cases), unit: 'cases' })),
    { id: 'numerator', label: o.numeratorLabel, value: o.numerator.toFixed() },
    { id: 'denominator', label: o.denominatorLabel, value: o.denominator.toFixed() },
  ];
  if (value !== null) steps.push({ id: 'value', label: 'Value', formula: 'numerator / denominator', value: value.toFixed(), unit: o.unit });
  return {
    value,
    unit: o.unit,
    numerator: o.numerator,
    denominator: o.denominator,
    excluded: Object.fromEntries(left),
    interval: value === null ? null : o.interval(),
    sentence: value === null ? `No value: ${o.cases.toFixed()} cases are too few.` : o.say(value),
    steps,
    assumptions: o.assumptions ?? [],
    warnings,
    tables: [],
  };
}

/**
 * Turns a measured outcome into a contract's fact: the exact value as decimal text, with its denominator and the ends of its interval.
 *
 * @unit the measure's
 * @testedBy contracts/measures/outcome-measures.test.ts: a complication rate settles a contract
 * @param measure - The outcome.
 * @param o - Which metric it is, its period, when it was known and who measured it.
 * @returns The fact.
 * @throws {@link CoalitionError} `contracts/not-a-fact` when the measure has no value: then leave the fact away and let the contract's
 *   policy for a missing metric decide.
 * @example
 * measureFact(proportionMeasure([{ event: true }, { event: false }], { of: 'readmission' }), { metric: 'readmissions', period: { from: '2026-01-01', to: '2026-12-31' }, knownOn: '2027-04-01', source: 'claims' }).value; // => '0.5'
 */
export function measureFact(measure: OutcomeMeasure, o: Omit<FactFromOptions, 'unit'>): Fact {
  if (measure.value === null) {
    throw new CoalitionError(
      'contracts/not-a-fact',
      `${o.metric} has no value. Leave the fact away; the contract says what a missing metric means.`,
      {
        metric: o.metric,
        value: 'none',
      },
    );
  }
  const { interval } = measure;
  const ends = interval?.kind === 'interval' && interval.low !== null && interval.high !== null ? { low: interval.low, high: interval.high } : null;
  return {
    metric: o.metric,
    value: measure.value.toFixed(),
    unit: measure.unit,
    period: o.period,
    knownOn: o.knownOn,
    denominator: measure.denominator.toFixed(),
    source: o.source,
    ...(o.keys === undefined ? {} : { keys: o.keys }),
    ...(ends === null ? {} : { range: { low: new Decimal(ends.low).toFixed(), high: new Decimal(ends.high).toFixed() } }),
    ...(o.paidThrough === undefined ? {} : { paidThrough: o.paidThrough }),
  };
}

/** The refusal of an option or row that a measure can't use. */
export function badMeasure(what: string, message: string): CoalitionError<'contracts/bad-options'> {
  return new CoalitionError('contracts/bad-options', message, { what });
}

/** A whole number of at least zero, or a refusal. */
export function countOf(what: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw badMeasure(what, `${what} is ${value}. Give a whole number of at least 0.`);
  return value;
}
