import { civilFromDay, type DayNumber } from '../time/iso-date.js';
import { type Month, monthFromIndex, monthIndexOfDay } from '../time/month.js';
import type { ClaimTable, TruthControl, TruthMonth, TruthPersonYear } from './truth.js';

/** One row of claims as the tally sees it. Money in US cents. */
export interface TallyRow {
  readonly table: ClaimTable;
  readonly employer: string;
  readonly personId: string;
  /** Day of care, which says the incurred month. */
  readonly service: DayNumber;
  readonly paidDay: DayNumber;
  /** What the row changes beside what was known before. */
  readonly allowedDelta: number;
  readonly paidDelta: number;
  /** What stands on the row. */
  readonly charge: number;
  readonly allowed: number;
  readonly paid: number;
  /** Whether the delivery holds the row. */
  readonly known: boolean;
}

interface MonthSums {
  ultimateAllowed: number;
  ultimatePaid: number;
  knownAllowed: number;
  knownPaid: number;
}

interface ControlSums {
  rows: number;
  charge: number;
  allowed: number;
  paid: number;
  readonly byMonth: Map<number, number>;
}

/** Person-years below this are left out of the truth. Unit: US cents. */
const WORTH_LISTING = 100_000;

/** Adds up what rows come to while they are made: by incurred month, by payment month, by person and year. */
export class TruthTally {
  readonly #months = new Map<string, MonthSums>();
  readonly #controls: Readonly<Record<ClaimTable, ControlSums>> = { medical: emptyControl(), pharmacy: emptyControl() };
  readonly #persons = new Map<string, { readonly employer: string; readonly years: Map<number, number> }>();

  /** Adds one row, whether the delivery holds it or it comes later. */
  add(row: TallyRow): void {
    const month = monthIndexOfDay(row.service);
    const key = `${row.employer}|${row.table}|${month}`;
    const sums = this.#months.get(key) ?? { ultimateAllowed: 0, ultimatePaid: 0, knownAllowed: 0, knownPaid: 0 };
    this.#months.set(key, sums);
    sums.ultimateAllowed += row.allowedDelta;
    sums.ultimatePaid += row.paidDelta;
    if (!row.known) return;
    sums.knownAllowed += row.allowedDelta;
    sums.knownPaid += row.paidDelta;
    const control = this.#controls[row.table];
    control.rows += 1;
    control.charge += row.charge;
    control.allowed += row.allowed;
    control.paid += row.paid;
    const paidMonth = monthIndexOfDay(row.paidDay);
    control.byMonth.set(paidMonth, (control.byMonth.get(paidMonth) ?? 0) + row.paid);
    const person = this.#persons.get(row.personId) ?? { employer: row.employer, years: new Map<number, number>() };
    this.#persons.set(row.personId, person);
    const { year } = civilFromDay(row.service);
    person.years.set(year, (person.years.get(year) ?? 0) + row.paidDelta);
  }

  /** Dollars by employer, table and incurred month. */
  months(): readonly TruthMonth[] {
    return [...this.#months].map(([key, sums]) => {
      const [employer = '', table, month] = key.split('|');
      return { employer, table: table === 'pharmacy' ? 'pharmacy' : 'medical', month: monthFromIndex(Number(month)), ...sums };
    });
  }

  /** Totals of the delivery. */
  controls(): readonly TruthControl[] {
    const tables: readonly ClaimTable[] = ['medical', 'pharmacy'];
    return tables.map((table) => {
      const { rows, charge, allowed, paid, byMonth } = this.#controls[table];
      const paidByPaidMonth: Record<Month, number> = {};
      for (const [month, cents] of [...byMonth].sort((a, b) => a[0] - b[0])) paidByPaidMonth[monthFromIndex(month)] = cents;
      return { table, rows, charge, allowed, paid, paidByPaidMonth };
    });
  }

  /** Person-years of 1,000 dollars or more, as the delivery knows them. */
  personYears(): readonly TruthPersonYear[] {
    return [...this.#persons].flatMap(([personId, { employer, years }]) =>
      [...years].flatMap(([year, knownPaid]) => (knownPaid < WORTH_LISTING ? [] : [{ personId, employer, year, knownPaid }])),
    );
  }
}

function emptyControl(): ControlSums {
  return { rows: 0, charge: 0, allowed: 0, paid: 0, byMonth: new Map<number, number>() };
}
