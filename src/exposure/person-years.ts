import { compareCodePoints } from '../money/allocate.js';
import { countedRows } from './counted-rows.js';
import type { ExposureSpec } from './exposure-options.js';
import type { PersonYearUnits } from './member-years.js';
import { MonthWindow } from './month-window.js';
import { monthByMonth, personMonths } from './person-months.js';
import { AT, type SpanStore } from './span-store.js';

/**
 * Adds units up by person, employer and plan year.
 *
 * @param store - The rows.
 * @param spec - How to count them.
 * @param yearStartMonth - Month in which plan years begin, 1 to 12.
 * @returns Rows by person, employer and year, in code-point order.
 */
export function personYearUnits(store: SpanStore, spec: ExposureSpec, yearStartMonth: number): readonly PersonYearUnits[] {
  const window = new MonthWindow(spec.months, spec.rule);
  const counted = countedRows(store, spec, window);
  const sums = new Map<string, { person_id: string; employer_id: string | null; year: number; units: number }>();
  personMonths({
    counted,
    sink: monthByMonth(window, (month, row, units) => {
      if (units === 0) return;
      const [person, employer] = [store.texts[AT.person]?.at(row) ?? 0, store.texts[AT.employer]?.at(row) ?? 0];
      const year = Math.floor((window.first + month - yearStartMonth + 1) / 12);
      const key = `${person},${employer},${year}`;
      const sum = sums.get(key) ?? { person_id: store.pool.textOf(person) ?? '', employer_id: store.pool.textOf(employer), year, units: 0 };
      sums.set(key, sum);
      sum.units += units;
    }),
  });
  return [...sums.values()].sort(
    (a, b) => compareCodePoints(a.person_id, b.person_id) || compareCodePoints(a.employer_id ?? '', b.employer_id ?? '') || a.year - b.year,
  );
}
