import {
  type AttributableCare,
  type Attribution,
  attributePlurality,
  type ChangePair,
  changeMeasure,
  daysAtHome,
  type EventsWithinInput,
  eventsWithin,
  exampleContract,
  exampleSettlement,
  type FhirMeasureReport,
  type FhirVbprInput,
  type HomeDays,
  type HomeWindow,
  homeDays,
  type MeasureCase,
  type MeasureOptions,
  type OutcomeMeasure,
  type PersonTime,
  type PersonTimeOptions,
  type ProportionOptions,
  personTimeMeasure,
  proportionMeasure,
  type StandardisedRatioOptions,
  type StratumCase,
  standardisedRatio,
  type ThresholdMeasure,
  type ThresholdRule,
  thresholdMeasure,
  toFhirVbpr,
  type WindowCase,
} from '../../../src/contracts/index.js';
import { type Operation, operation } from '../operation.js';
import { withoutNulls } from '../without-nulls.js';

/** What the report of the library's example contract is asked for. */
interface GivenReport {
  readonly o: Omit<FhirVbprInput, 'settlement' | 'contract'>;
}

export const operations: readonly Operation[] = [
  operation<GivenReport, FhirMeasureReport>(
    'contracts.toFhirVbpr',
    'Writes the settlement of the example contract (29,999.75 dollars of shared savings) as a report of the Da Vinci guide.',
    ({ o }) => toFhirVbpr({ ...withoutNulls(o), settlement: exampleSettlement(), contract: exampleContract() }),
  ),
  operation<{ readonly cases: readonly MeasureCase[]; readonly o: ProportionOptions }, OutcomeMeasure>(
    'contracts.proportionMeasure',
    'In which share of the cases something happened.',
    (given) => {
      const { cases, o } = withoutNulls(given);
      return proportionMeasure(cases, o);
    },
  ),
  operation<{ readonly rows: readonly PersonTime[]; readonly o: PersonTimeOptions }, OutcomeMeasure>(
    'contracts.personTimeMeasure',
    'Events by the time that persons were followed.',
    (given) => {
      const { rows, o } = withoutNulls(given);
      return personTimeMeasure(rows, o);
    },
  ),
  operation<{ readonly cases: readonly StratumCase[]; readonly o: StandardisedRatioOptions }, OutcomeMeasure>(
    'contracts.standardisedRatio',
    'Observed over expected events by indirect standardisation.',
    (given) => {
      const { cases, o } = withoutNulls(given);
      return standardisedRatio(cases, o);
    },
  ),
  operation<{ readonly values: readonly (string | null)[]; readonly rule: ThresholdRule }, ThresholdMeasure>(
    'contracts.thresholdMeasure',
    'Which share of values meets a threshold, with the response rate.',
    ({ values, rule }) => thresholdMeasure(values, withoutNulls(rule)),
  ),
  operation<{ readonly pairs: readonly ChangePair[]; readonly rule: ThresholdRule }, ThresholdMeasure>(
    'contracts.changeMeasure',
    'Which share of patients changed by at least a difference.',
    ({ pairs, rule }) => changeMeasure(pairs, withoutNulls(rule)),
  ),
  operation<EventsWithinInput, readonly WindowCase[]>(
    'contracts.eventsWithin',
    'Whether an event that counts followed each index event within its window.',
    (given) =>
      eventsWithin({ ...given, indexes: given.indexes.map((index) => ({ ...withoutNulls(index), coveredThrough: index.coveredThrough ?? null })) }),
  ),
  operation<{ readonly window: HomeWindow }, HomeDays>('contracts.homeDays', 'Days at home, away and after death of one window.', ({ window }) =>
    homeDays(withoutNulls(window)),
  ),
  operation<{ readonly windows: readonly HomeWindow[]; readonly o: MeasureOptions }, OutcomeMeasure>(
    'contracts.daysAtHome',
    'The share of days spent at home.',
    (given) => {
      const { windows, o } = withoutNulls(given);
      return daysAtHome(windows, o);
    },
  ),
  operation<{ readonly care: readonly AttributableCare[] }, readonly Attribution[]>(
    'contracts.attributePlurality',
    'Attributes persons by the plurality of allowed primary care.',
    ({ care }) => attributePlurality(care),
  ),
];
