/**
 * When did it happen, and how many days or months were covered? Dates are text, days and months are integers;
 * there is no clock and no time zone.
 *
 * @packageDocumentation
 */
export { type AsOf, asOfDay, checkPaidThrough } from './as-of.js';
export { type CalendarUnit, moveDate, quarterOf } from './calendar.js';
export { completedYears } from './completed-years.js';
export { coveredDays, type DayPlace, type DaySpan, mergeSpans, monthUnits, placeDay } from './coverage.js';
export { dayOfMonth, type ExposureRule, type ExposureUnits, exposureRule, UNITS_PER_MONTH } from './exposure-rule.js';
export {
  type CivilDay,
  civilFromDay,
  type DayNumber,
  dayFromCivil,
  dayNumber,
  daysInCivilMonth,
  type IsoDate,
  isIsoDate,
  isoDate,
  isoFromDay,
} from './iso-date.js';
export {
  daysInMonth,
  firstDayOfMonth,
  isMonth,
  lastDayOfMonth,
  type Month,
  type MonthIndex,
  type MonthSpan,
  month,
  monthFromIndex,
  monthIndex,
  monthIndexOfDay,
  monthOf,
  monthsOf,
} from './month.js';
export { type Period, period } from './period.js';
