import {
  asOfDay,
  checkPaidThrough,
  completedYears,
  coveredDays,
  type DayPlace,
  type DaySpan,
  dayNumber,
  dayOfMonth,
  daysInMonth,
  exposureRule,
  firstDayOfMonth,
  isIsoDate,
  isMonth,
  isoDate,
  isoFromDay,
  lastDayOfMonth,
  mergeSpans,
  month,
  monthFromIndex,
  monthIndex,
  monthIndexOfDay,
  monthOf,
  monthsOf,
  monthUnits,
  moveDate,
  period,
  placeDay,
  quarterOf,
} from '../../../src/time/index.js';
import { civilFromDay, dayFromCivil, daysInCivilMonth } from '../../../src/time/iso-date.js';
import { type Operation, operation } from '../operation.js';

/** Covered days, both ends included. */
interface Span {
  /** `YYYY-MM-DD`. */
  readonly from: string;
  /** `YYYY-MM-DD`, included. */
  readonly to: string;
}

const numbers = (spans: readonly Span[]): readonly DaySpan[] => spans.map((span) => ({ from: dayNumber(span.from), to: dayNumber(span.to) }));
const texts = (spans: readonly DaySpan[]): readonly Span[] => spans.map((span) => ({ from: isoFromDay(span.from), to: isoFromDay(span.to) }));

export const operations: readonly Operation[] = [
  operation<{ readonly date: string }, number>('time.dayNumber', 'Days since 1970-01-01.', ({ date }) => dayNumber(date)),
  operation<{ readonly day: number }, string>('time.isoFromDay', 'The date of a day number.', ({ day }) => isoFromDay(day)),
  operation<{ readonly text: string }, string>('time.isoDate', 'Checks a date.', ({ text }) => isoDate(text)),
  operation<{ readonly text: string }, boolean>('time.isIsoDate', 'Whether a text is a date.', ({ text }) => isIsoDate(text)),
  operation<{ readonly year: number; readonly month: number; readonly day: number }, number>(
    'time.dayFromCivil',
    'Day number of year, month and day.',
    (o) => dayFromCivil(o.year, o.month, o.day),
  ),
  operation<{ readonly day: number }, ReturnType<typeof civilFromDay>>('time.civilFromDay', 'Year, month and day of a day number.', ({ day }) =>
    civilFromDay(day),
  ),
  operation<{ readonly year: number; readonly month: number }, number>('time.daysInCivilMonth', 'Days of a month.', (o) =>
    daysInCivilMonth(o.year, o.month),
  ),
  operation<{ readonly text: string }, string>('time.month', 'Checks a month.', ({ text }) => month(text)),
  operation<{ readonly text: string }, boolean>('time.isMonth', 'Whether a text is a month.', ({ text }) => isMonth(text)),
  operation<{ readonly month: string }, number>('time.monthIndex', 'Year x 12 + month - 1.', (o) => monthIndex(o.month)),
  operation<{ readonly index: number }, string>('time.monthFromIndex', 'The month of an index.', ({ index }) => monthFromIndex(index)),
  operation<{ readonly date: string }, string>('time.monthOf', 'The month of a date.', ({ date }) => monthOf(date)),
  operation<{ readonly day: number }, number>('time.monthIndexOfDay', 'The month index of a day number.', ({ day }) => monthIndexOfDay(day)),
  operation<{ readonly index: number }, number>('time.firstDayOfMonth', 'First day number of a month index.', ({ index }) => firstDayOfMonth(index)),
  operation<{ readonly index: number }, number>('time.lastDayOfMonth', 'Last day number of a month index.', ({ index }) => lastDayOfMonth(index)),
  operation<{ readonly index: number }, number>('time.daysInMonth', 'Days of a month index.', ({ index }) => daysInMonth(index)),
  operation<{ readonly first: string; readonly last: string }, readonly string[]>(
    'time.monthsOf',
    'Every month from the first to the last.',
    ({ first, last }) => monthsOf([first, last]),
  ),
  operation<{ readonly from: string; readonly to: string }, Span>('time.period', 'Checks a period.', ({ from, to }) => period(from, to)),
  operation<{ readonly asOf: string }, number>('time.asOfDay', 'Day number of a date, or of the last day of a month.', ({ asOf }) => asOfDay(asOf)),
  operation<{ readonly asOf: string; readonly paidThrough: string }, null>(
    'time.checkPaidThrough',
    'Refuses payments said complete after the day of what was known.',
    (o) => {
      checkPaidThrough(o);
      return null;
    },
  ),
  operation<{ readonly birth: string; readonly at: string }, number>(
    'time.completedYears',
    'Age in completed years; 29 February ages on 28 February.',
    completedYears,
  ),
  operation<{ readonly text: string }, string>('time.exposureRule', 'Checks the name of a counting rule.', ({ text }) => exposureRule(text)),
  operation<{ readonly k: number }, string>('time.dayOfMonth', 'The rule that counts by the k-th day.', ({ k }) => dayOfMonth(k)),
  operation<{ readonly spans: readonly Span[]; readonly bridgeDays?: number }, readonly Span[]>(
    'time.mergeSpans',
    'Merges spans that overlap or touch.',
    ({ spans, bridgeDays }) => texts(mergeSpans(numbers(spans), bridgeDays === undefined ? {} : { bridgeDays })),
  ),
  operation<{ readonly spans: readonly Span[]; readonly window: Span }, number>(
    'time.coveredDays',
    'Covered days within a window; spans are merged first.',
    ({ spans, window }) => coveredDays(mergeSpans(numbers(spans)), numbers([window])[0] ?? { from: 0, to: -1 }),
  ),
  operation<{ readonly spans: readonly Span[]; readonly month: string; readonly rule: string }, number>(
    'time.monthUnits',
    'Units of 1/377,580 month that a rule counts; spans are merged first.',
    (o) => monthUnits({ spans: mergeSpans(numbers(o.spans)), month: monthIndex(o.month), rule: exposureRule(o.rule) }),
  ),
  operation<{ readonly spans: readonly Span[]; readonly date: string }, DayPlace>(
    'time.placeDay',
    'Where a day falls beside coverage; spans are merged first.',
    ({ spans, date }) => placeDay(mergeSpans(numbers(spans)), dayNumber(date)),
  ),
  operation<{ readonly date: string; readonly by: number; readonly unit: 'month' | 'quarter' | 'year' | 'businessDay' }, string>(
    'time.moveDate',
    'Moves a date by calendar units.',
    (o) => moveDate(o),
  ),
  operation<{ readonly date: string }, Span>('time.quarterOf', 'First and last day of the quarter of a date.', ({ date }) => quarterOf(date)),
];
