import { isIsoDate } from '../../time/iso-date.js';
import type { Action, ActionContext } from './action.js';

/** A calendar year as four digits. */
export type YearText = string;

const isYear = (value: unknown): boolean => typeof value === 'string' && /^\d{4}$/.test(value);

/** Checks a date of a row: its form, and that it isn't after the end of the file. */
function dateProblem(value: string, o: { readonly context: ActionContext; readonly row: number }): boolean {
  if (!isIsoDate(value)) {
    o.context.report(
      {
        code: 'deidentify/not-a-date',
        severity: 'error',
        observedClass: 'text',
        expected: 'YYYY-MM-DD',
        message: 'A date field holds no calendar date; the row is left out.',
        fix: 'Correct the date in the source.',
      },
      o.row,
    );
    return true;
  }
  if (value > o.context.fileEnd) {
    o.context.report(
      {
        code: 'deidentify/date-after-file-end',
        severity: 'block',
        message: 'A date lies after the declared end of the file, so ages could be judged too young. No row is given out.',
        fix: 'Pass the last date that any field can hold as `fileEnd`.',
      },
      o.row,
    );
    return true;
  }
  return false;
}

/**
 * Keeps the year of a date. Month, quarter, week, weekday and season are date elements too and go with it.
 *
 * @source 45 CFR 164.514(b)(2)(i)(C)
 * @returns The action.
 * @example
 * year().derived; // => false
 */
export function year(): Action<string, YearText, 'year', false> {
  return {
    kind: 'year',
    derived: false,
    options: {},
    start: (context) => ({ apply: (value, row) => (dateProblem(value, { context, row: row.row }) ? null : value.slice(0, 4)) }),
    form: isYear,
  };
}

/**
 * Keeps the year of birth of members whom it makes at most 89 at the end of the file; older ones share one class, such as
 * `1935 or earlier`.
 *
 * @formula shown when year >= year(fileEnd) - 89, else `(year(fileEnd) - 90) or earlier`
 * @source 45 CFR 164.514(b)(2)(i)(C)
 * @testedBy deidentify/ages.test.ts: ages 89, 90, 91 and leap days
 * @returns The action, for a date or a year.
 * @example
 * yearTopCoded().kind; // => 'yearTopCoded'
 */
export function yearTopCoded(): Action<string | number, string, 'yearTopCoded', false> {
  return {
    kind: 'yearTopCoded',
    derived: false,
    options: {},
    start: (context) => ({
      apply: (value, row) => {
        if (typeof value === 'string' && dateProblem(value, { context, row: row.row })) return null;
        const born = typeof value === 'number' ? value : Number(value.slice(0, 4));
        const oldest = Number(context.fileEnd.slice(0, 4)) - 89;
        return row.over89 || born < oldest ? `${oldest - 1} or earlier` : String(born);
      },
    }),
    form: (value) => typeof value === 'string' && /^\d{4}( or earlier)?$/.test(value),
  };
}

/**
 * Keeps the year of death of members under 90 by the rule of {@link yearTopCoded}; of others nothing, because it would be
 * a date element indicative of their age.
 *
 * @returns The action.
 * @example
 * deathYear().kind; // => 'deathYear'
 */
export function deathYear(): Action<string, YearText, 'deathYear', false> {
  return {
    kind: 'deathYear',
    derived: false,
    options: {},
    start: (context) => ({ apply: (value, row) => (dateProblem(value, { context, row: row.row }) || row.over89 ? null : value.slice(0, 4)) }),
    form: isYear,
  };
}

/**
 * Keeps an age in whole years up to 89; 90 and older share one class. A member of 90 or more at the end of the file has
 * every age shown as `90+`, also ages at earlier dates.
 *
 * @unit years
 * @returns The action.
 * @example
 * ageTopCoded().kind; // => 'ageTopCoded'
 */
export function ageTopCoded(): Action<number, string, 'ageTopCoded', false> {
  return {
    kind: 'ageTopCoded',
    derived: false,
    options: {},
    start: () => ({ apply: (value, row) => (row.over89 || value >= 90 ? '90+' : value >= 0 ? String(Math.floor(value)) : null) }),
    form: (value) => typeof value === 'string' && /^([1-8]?\d|90\+)$/.test(value),
  };
}

/**
 * Keeps a band of ages such as `40-44` or `85+`; bands above 89 become `90+`, and bands that reach over 89 from below are
 * left out, as nobody could tell which they hold.
 *
 * @returns The action.
 * @example
 * ageBandTopCoded().kind; // => 'ageBandTopCoded'
 */
export function ageBandTopCoded(): Action<string, string, 'ageBandTopCoded', false> {
  return {
    kind: 'ageBandTopCoded',
    derived: false,
    options: {},
    start: () => ({
      apply: (value, row) => {
        if (row.over89) return '90+';
        const band = /^(\d{1,3})(?:-(\d{1,3})|(\+))?$/.exec(value.trim());
        if (band === null) return null;
        const [low, high] = [Number(band[1]), band[3] === '+' ? null : Number(band[2] ?? band[1])];
        if (low >= 90) return '90+';
        return high !== null && (high > 89 || high < low) ? null : high === null ? `${low}+` : low === high ? String(low) : `${low}-${high}`;
      },
    }),
    form: (value) => typeof value === 'string' && /^([1-8]?\d(-[1-8]?\d|\+)?|90\+)$/.test(value),
  };
}

/**
 * Replaces the first day of coverage by how many months of each year were covered, which PMPM needs, without saying which.
 * A month counts when any day of it is covered.
 *
 * @unit months by year, as text such as `2024:5 2025:12`
 * @param end - Field with the last covered day; null means to the end of the file.
 * @returns The action.
 * @example
 * monthsInYear('enrollment_end_date').options; // => { end: 'enrollment_end_date' }
 */
export function monthsInYear(end: string): Action<string, string, 'monthsInYear', false> {
  return {
    kind: 'monthsInYear',
    derived: false,
    options: { end },
    start: (context) => ({
      apply: (value, row) => {
        const until = row.fields[end];
        const last = typeof until === 'string' && until < context.fileEnd ? until : context.fileEnd;
        if (dateProblem(value, { context, row: row.row }) || !isIsoDate(last)) return null;
        const index = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
        const counts = new Map<number, number>();
        for (let month = index(value); month <= index(last); month += 1)
          counts.set(Math.floor(month / 12), (counts.get(Math.floor(month / 12)) ?? 0) + 1);
        return [...counts].map(([of, months]) => `${of}:${months}`).join(' ');
      },
    }),
    form: (value) => typeof value === 'string' && /^(\d{4}:\d{1,2}( \d{4}:\d{1,2})*)?$/.test(value),
  };
}
