import type { MemberMonth } from '../claims/member-month.js';
import { compareCodePoints } from '../money/allocate.js';
import { Decimal } from '../money/decimal.js';
import { type ExposureRule, UNITS_PER_MONTH } from '../time/exposure-rule.js';
import { monthFromIndex } from '../time/month.js';
import { contractMonths } from './contract-months.js';
import { countedRows } from './counted-rows.js';
import type { ExposureSpec } from './exposure-options.js';
import { MonthWindow } from './month-window.js';
import { personMonths } from './person-months.js';
import { AT, BASE, type SpanStore } from './span-store.js';
import { TIERS, tierOf } from './tier.js';

const BENEFITS: readonly MemberMonth['benefit_type'][] = ['medical', 'pharmacy', 'dental', 'vision', 'behavioral', 'other'];

/** The rule's name in rows: `first_day`, `day_of_month_15`. */
export function ruleText(rule: ExposureRule): string {
  return rule.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`);
}

const monthsText = (units: number): string => new Decimal(units).div(UNITS_PER_MONTH).toDecimalPlaces(12).toFixed();

/**
 * Lists every person-month of a count with its figures, as a row of its own.
 *
 * A contract's employee month stands on the row of the person it was counted by: the employee, or the nearest dependant of an orphan
 * contract. Rows of persons whose month counts nothing but who were covered are kept with 0.
 *
 * @param store - The rows.
 * @param spec - How to count them.
 * @returns Rows by month, person, employer and plan, in code-point order.
 */
export function memberMonthRows(store: SpanStore, spec: ExposureSpec): readonly MemberMonth[] {
  const window = new MonthWindow(spec.months, spec.rule);
  const counted = countedRows(store, spec, window);
  const contracts = contractMonths(counted);
  const text = (at: number, row: number): string | null => store.pool.textOf(store.texts[at]?.at(row) ?? 0);
  const dimension = (name: string, row: number): string | null => {
    const at = spec.dims.filter((dim) => dim !== 'tier').indexOf(name);
    return at < 0 ? null : text(BASE.length + at, row);
  };
  const rows: MemberMonth[] = [];
  const pending: { readonly at: number; readonly row: number; readonly index: number }[] = [];
  personMonths({
    counted,
    contracts,
    sink: (month, row, units, days) => {
      const contract = counted.contractOf[row] ?? -1;
      const at = contract * window.months + month;
      const age = dimension('age', row);
      const sex = dimension('gender', row);
      if (contract >= 0) pending.push({ at, row, index: rows.length });
      rows.push({
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
        tier: contract < 0 ? null : (TIERS[TIERS.indexOf(tierOf(contracts.active[at] ?? 0))] ?? null),
        age: age === null ? null : Number(age),
        sex: sex === 'male' || sex === 'female' ? sex : 'unknown',
      });
    },
  });
  for (const { at, row, index } of pending) {
    const own = rows[index];
    const holder = (contracts.row[at] ?? 0) - 1;
    if (own === undefined || holder < 0 || text(AT.person, holder) !== text(AT.person, row)) continue;
    const selves = (contracts.selves[at] ?? 0) - (contracts.yielded[at] ?? 0);
    const orphan = selves <= 0;
    if (contracts.admitted[at] === 0 || (orphan && (contracts.dependants[at] === 0 || spec.orphanContracts !== 'countOnce'))) continue;
    rows[index] = { ...own, employee_months: monthsText(contracts.units[at] ?? 0) };
    contracts.admitted[at] = 0;
  }
  return rows.sort(
    (a, b) =>
      compareCodePoints(a.year_month, b.year_month) ||
      compareCodePoints(a.person_id, b.person_id) ||
      compareCodePoints(a.employer_id, b.employer_id) ||
      compareCodePoints(a.plan, b.plan),
  );
}
