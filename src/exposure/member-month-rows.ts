import type { MemberMonth } from '../claims/member-month.js';
import { compareCodePoints } from '../money/allocate.js';
import { Decimal } from '../money/decimal.js';
import { type ExposureRule, UNITS_PER_MONTH } from '../time/exposure-rule.js';
import { monthFromIndex } from '../time/month.js';
import { contractMonths } from './contract-months.js';
import { countedRows } from './counted-rows.js';
import type { ExposureSpec } from './exposure-options.js';
import { MonthWindow } from './month-window.js';
import { monthByMonth, personMonths } from './person-months.js';
import { placePersons } from './place-persons.js';
import { AT, BASE, type SpanStore } from './span-store.js';
import { tierOf } from './tier.js';

const BENEFITS: readonly MemberMonth['benefit_type'][] = ['medical', 'pharmacy', 'dental', 'vision', 'behavioral', 'other'];

/** The rule's name in rows: `first_day`, `day_of_month_15`. */
export function ruleText(rule: ExposureRule): string {
  return rule.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`);
}

const monthsText = (units: number): string => new Decimal(units).div(UNITS_PER_MONTH).toDecimalPlaces(12).toFixed();

/** Who holds a contract in a month in which it counts. */
interface Holder {
  readonly contract: number;
  readonly month: number;
  readonly row: number;
  readonly units: number;
}

/**
 * Lists every person-month of a count with its figures, as a row of its own.
 *
 * A contract's employee month stands on the row of the person it was counted by: the employee, or the nearest dependant of an orphan
 * contract. Where that person's month went to another contract, it has a row of its own without member months or days. Rows of persons
 * whose month counts nothing but who were covered are kept with 0.
 *
 * @param store - The rows.
 * @param spec - How to count them.
 * @returns Rows by month, person, employer and plan, in code-point order.
 */
export function memberMonthRows(store: SpanStore, spec: ExposureSpec): readonly MemberMonth[] {
  const window = new MonthWindow(spec.months, spec.rule);
  const counted = countedRows(store, spec, window);
  const active = new Uint8Array(counted.contracts * window.months);
  const holders: Holder[] = [];
  contractMonths({
    counted,
    elsewhere: placePersons(counted),
    sink: (contract, first, last, state) => {
      active.fill(state.active, contract * window.months + first, contract * window.months + last + 1);
      if (state.row < 0 || !state.admitted || (state.selves === 0 && spec.orphanContracts !== 'countOnce')) return;
      for (let month = first; month <= last; month += 1) holders.push({ contract, month, row: state.row, units: state.units });
    },
  });
  const text = (at: number, row: number): string | null => store.pool.textOf(store.texts[at]?.at(row) ?? 0);
  const computed = spec.dims.filter((dim) => dim !== 'tier');
  const dimension = (name: string, row: number): string | null => (computed.includes(name) ? text(BASE.length + computed.indexOf(name), row) : null);
  const rowOf = (month: number, row: number, units: number, days: number): MemberMonth => {
    const contract = counted.contractOf[row] ?? -1;
    const age = dimension('age', row);
    const sex = dimension('gender', row);
    return {
      person_id: text(AT.person, row) ?? '',
      subscriber_id: text(AT.subscriber, row),
      employer_id: text(AT.employer, row) ?? '',
      plan: text(AT.plan, row) ?? '',
      benefit_type: BENEFITS.find((benefit) => benefit === spec.benefits[0]) ?? 'other',
      year_month: monthFromIndex(window.first + month),
      member_months: monthsText(units),
      employee_months: '0',
      covered_days: days,
      days_in_month: window.lengthOf(month),
      counting_rule: ruleText(spec.rule),
      tier: contract < 0 ? null : tierOf(active[contract * window.months + month] ?? 0),
      age: age === null ? null : Number(age),
      sex: sex === 'male' || sex === 'female' ? sex : 'unknown',
    };
  };
  const rows: MemberMonth[] = [];
  const places = new Map<string, number>();
  const placeOf = (contract: number, month: number, row: number): string => `${contract},${month},${store.texts[AT.person]?.at(row)}`;
  personMonths({
    counted,
    sink: monthByMonth(window, (month, row, units, days) => {
      const place = placeOf(counted.contractOf[row] ?? -1, month, row);
      if (!places.has(place)) places.set(place, rows.length);
      rows.push(rowOf(month, row, units, days));
    }),
  });
  for (const { contract, month, row, units } of holders) {
    const at = places.get(placeOf(contract, month, row)) ?? rows.length;
    rows[at] = { ...(rows[at] ?? rowOf(month, row, 0, 0)), employee_months: monthsText(units) };
  }
  return rows.sort(
    (a, b) =>
      compareCodePoints(a.year_month, b.year_month) ||
      compareCodePoints(a.person_id, b.person_id) ||
      compareCodePoints(a.employer_id, b.employer_id) ||
      compareCodePoints(a.plan, b.plan),
  );
}
