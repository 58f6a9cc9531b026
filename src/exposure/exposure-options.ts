import { columnsOf } from '../claims/batch-layout.js';
import { eligibilitySpanFields } from '../claims/fields/eligibility-span.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';
import { type ExposureRule, exposureRule } from '../time/exposure-rule.js';
import { dayNumber, type IsoDate, isoFromDay } from '../time/iso-date.js';
import { firstDayOfMonth, lastDayOfMonth, type MonthSpan, monthIndex } from '../time/month.js';

/** What a person's month under several plans or employers counts as. */
export type Dedupe = 'person' | 'coverage';
/** To which of several plans or employers a person's month goes: most days, or the first or last covered day of the month. */
export type Allocate = 'mostDays' | 'first' | 'last';
/** What becomes of a contract-month with counted dependants and no counted employee. */
export type OrphanContracts = 'countOnce' | 'exclude' | 'refuse';

/** How coverage is counted. */
export interface ExposureOptions {
  /** First and last month that count, both included. */
  readonly months: MonthSpan;
  /** By which rule a month counts. Never assumed. */
  readonly rule: ExposureRule;
  /** Default `person`: a person counts once a month, whatever the number of plans. */
  readonly dedupe?: Dedupe;
  /** Default `mostDays`; ties go to the earlier start, then the plan's name. */
  readonly allocate?: Allocate;
  /** Default `countOnce`, and flagged. */
  readonly orphanContracts?: OrphanContracts;
  /** Contracts of which employment status count as employees. Default active, cobra, leave, unknown; no status counts as unknown. */
  readonly employeeStatus?: readonly string[];
  /** Which benefits count. Default medical. */
  readonly benefits?: readonly string[];
  /** Columns of coverage spans by which to count, and `tier`, `age`, `age_band`. Default none. */
  readonly dims?: readonly string[];
  /** Gaps of up to so many days under one plan are closed. Default 0. Unit: days. */
  readonly bridgeDays?: number;
  /** Day at which age is counted. Default: the middle of the months. */
  readonly ageAsOf?: IsoDate;
  /** First ages of the bands of `age_band`; who tells no age is in band `unknown`. Default 0, 18, 35, 50, 65. Unit: completed years. */
  readonly ageBands?: readonly number[];
}

/** The options with every default filled in. */
export interface ExposureSpec {
  readonly months: MonthSpan;
  readonly rule: ExposureRule;
  readonly dedupe: Dedupe;
  readonly allocate: Allocate;
  readonly orphanContracts: OrphanContracts;
  readonly employeeStatus: readonly string[];
  readonly benefits: readonly string[];
  readonly dims: readonly string[];
  readonly bridgeDays: number;
  readonly ageAsOf: IsoDate;
  readonly ageBands: readonly number[];
}

/** Statuses that count as employees unless others are asked for. */
export const EMPLOYEE_STATUS: readonly string[] = ['active', 'cobra', 'leave', 'unknown'];

const COMPUTED = ['tier', 'age', 'age_band'];

function oneOf<T extends string>(option: string, value: T, values: readonly T[]): T {
  if (values.includes(value)) return value;
  throw new CoalitionError('exposure/bad-option', `${option} is "${value}". Use ${values.join(', ')}.`, { option, value });
}

function valuesOf(field: string): readonly string[] {
  return eligibilitySpanFields.find((each) => each.name === field)?.values ?? [];
}

function distinct(option: string, list: readonly string[], values: readonly string[]): readonly string[] {
  for (const each of list) oneOf(option, each, values);
  return [...new Set(list)].sort();
}

function checkedDims(dims: readonly string[]): readonly string[] {
  const columns = [...columnsOf('eligibility', 'codes'), ...columnsOf('eligibility', 'flags'), 'data_source', ...COMPUTED];
  for (const dimension of dims) {
    if (!columns.includes(dimension)) {
      throw new CoalitionError(
        'exposure/unknown-dimension',
        `"${dimension}" isn't a column that coverage can be counted by. Use a column of coverage spans, or ${COMPUTED.join(', ')}.`,
        { dimension },
      );
    }
  }
  return [...new Set(dims)];
}

/**
 * Checks how coverage is to be counted and fills in the defaults.
 *
 * @param o - The options.
 * @returns The specification.
 * @throws {@link CoalitionError} `exposure/rule-required`, `exposure/bad-option`, `exposure/unknown-dimension`, `time/bad-rule`, `time/not-a-month`, `time/backwards`.
 * @example
 * exposureSpec({ months: ['2025-01', '2025-12'], rule: 'firstDay' }).ageAsOf; // => '2025-07-02'
 */
export function exposureSpec(o: ExposureOptions): ExposureSpec {
  if (o.rule === undefined || o.rule === null) {
    throw new CoalitionError(
      'exposure/rule-required',
      'No counting rule was given. Say how a month counts: anyDay, firstDay, lastDay, dayOfMonth15, majority or fractional.',
      { option: 'rule' },
    );
  }
  const rule = exposureRule(o.rule);
  if (rule === 'supplied') {
    throw new CoalitionError(
      'exposure/bad-option',
      'rule is "supplied", but spans are counted. Use suppliedExposure for months that come with their figures.',
      { option: 'rule', value: rule },
    );
  }
  const [first, last] = [monthIndex(o.months[0]), monthIndex(o.months[1])];
  if (last < first || last - first >= 1200) {
    throw new CoalitionError(
      'exposure/bad-option',
      `months run from ${o.months[0]} to ${o.months[1]}. Give the earlier month first, and at most 100 years.`,
      { option: 'months', value: o.months.join(' ') },
    );
  }
  const bridgeDays = o.bridgeDays ?? 0;
  if (!Number.isSafeInteger(bridgeDays) || bridgeDays < 0 || bridgeDays > 366) {
    throw new CoalitionError('exposure/bad-option', `bridgeDays is ${bridgeDays}. Give whole days from 0 to 366.`, {
      option: 'bridgeDays',
      value: String(bridgeDays),
    });
  }
  const bands = o.ageBands ?? [0, 18, 35, 50, 65];
  if (bands.length === 0 || bands.some((age, i) => !Number.isSafeInteger(age) || age < 0 || age <= (bands[i - 1] ?? -1))) {
    throw new CoalitionError('exposure/bad-option', 'ageBands must be whole first ages in ascending order, such as 0, 18, 65.', {
      option: 'ageBands',
      value: bands.join(' '),
    });
  }
  const middle = Math.floor((firstDayOfMonth(first) + lastDayOfMonth(last)) / 2);
  if (o.ageAsOf !== undefined) dayNumber(o.ageAsOf);
  return {
    months: [o.months[0], o.months[1]],
    rule,
    dedupe: oneOf('dedupe', o.dedupe ?? 'person', ['person', 'coverage']),
    allocate: oneOf('allocate', o.allocate ?? 'mostDays', ['mostDays', 'first', 'last']),
    orphanContracts: oneOf('orphanContracts', o.orphanContracts ?? 'countOnce', ['countOnce', 'exclude', 'refuse']),
    employeeStatus: distinct('employeeStatus', o.employeeStatus ?? EMPLOYEE_STATUS, valuesOf('employment_status')),
    benefits: distinct('benefits', o.benefits ?? ['medical'], valuesOf('benefit_type')),
    dims: checkedDims(o.dims ?? []),
    bridgeDays,
    ageAsOf: o.ageAsOf ?? isoFromDay(middle),
    ageBands: [...bands],
  };
}

/** The specification as JSON, for stored forms and comparison. */
export function specJson(spec: ExposureSpec): { readonly [key: string]: JsonValue } {
  return { ...spec };
}
