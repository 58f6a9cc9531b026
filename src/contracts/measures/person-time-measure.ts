import { Decimal } from '../../money/decimal.js';
import { poissonInterval } from '../../stats/intervals.js';
import { badMeasure, countOf, type MeasureOptions, type OutcomeMeasure, outcomeMeasure } from './outcome-measure.js';

/** What a group of persons had in the time that they were followed. */
export interface PersonTime {
  /** Unit: events. */
  readonly events: number;
  /** Unit: days of persons; a person followed for a year gives 365 or 366. */
  readonly personDays: number;
}

/** How a rate is asked. */
export interface PersonTimeOptions extends MeasureOptions {
  /** What is counted, such as `unplanned admission`. */
  readonly of: string;
  /** To how many person-years the rate refers, such as 1,000. Unit: person-years. */
  readonly per: number;
}

/** Unit: days. */
const YEAR = new Decimal('365.25');

/**
 * Measures events by the time that persons were followed: admissions, avoidable hospital stays, emergency visits.
 *
 * The minimum is one of person-years. Limits: the interval takes events as independent (Poisson); people who come again and again make
 * it too narrow.
 *
 * @formula events / (days of persons / 365.25) x per
 * @unit events per `per` person-years
 * @source Garwood 1936, for the exact limits
 * @testedBy contracts/measures/outcome-measures.test.ts
 * @param rows - Groups or single persons.
 * @param o - What is counted, the person-years that the rate refers to, minimum, confidence.
 * @returns The rate with exact limits.
 * @throws {@link CoalitionError} `contracts/bad-options` for negative or fractional counts and for `per` not above 0.
 * @example
 * personTimeMeasure([{ events: 12, personDays: 36525 }], { of: 'admission', per: 1000 }).value?.toFixed(); // => '120'
 */
export function personTimeMeasure(rows: readonly PersonTime[], o: PersonTimeOptions): OutcomeMeasure {
  if (!(o.per > 0 && Number.isFinite(o.per))) throw badMeasure('per', `per is ${o.per}. Give person-years above 0, such as 1000.`);
  let [events, days] = [0, 0];
  for (const row of rows) {
    events += countOf('events', row.events);
    days += countOf('personDays', row.personDays);
  }
  const years = new Decimal(days).div(YEAR);
  const denominator = years.div(o.per);
  return outcomeMeasure({
    unit: 'ratio',
    numerator: new Decimal(events),
    denominator,
    cases: years,
    minimum: countOf('minimum', o.minimum ?? 0),
    excluded: {},
    interval: () => {
      const limits = poissonInterval({ count: events, confidence: o.confidence ?? 0.95 });
      const scale = denominator.toNumber();
      return { ...limits, low: limits.low === null ? null : limits.low / scale, high: limits.high / scale };
    },
    numeratorLabel: `Events (${o.of})`,
    denominatorLabel: `Person-years, divided by ${o.per}`,
    say: (value) => `${events} events (${o.of}) in ${years.toFixed(1)} person-years: ${value.toFixed(1)} per ${o.per} person-years.`,
  });
}
