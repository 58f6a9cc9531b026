import { civilFromDay, daysInCivilMonth } from '../time/iso-date.js';
import { firstDayOfMonth, lastDayOfMonth, monthFromIndex } from '../time/month.js';
import type { Household } from './households.js';
import type { Plan } from './options.js';
import type { TruthExposure } from './truth.js';

interface Tally {
  anyDay: number;
  firstDay: number;
  lastDay: number;
  fifteenth: number;
  majority: number;
  personDays: number;
  employeesAnyDay: number;
  employeesFirstDay: number;
}

interface MonthMarks {
  readonly index: number;
  /** First place of the month in the marks. */
  readonly at: number;
  readonly length: number;
}

/** Counts coverage the slow way, one day after the other, independently of the counting rules that it is compared with. */
export class ExposureTruth {
  readonly #cells = new Map<string, Tally[]>();
  readonly #first: number;
  readonly #months: readonly MonthMarks[];
  readonly #marks: Uint8Array;

  /** @param plan - The checked options. */
  constructor(plan: Plan) {
    this.#first = firstDayOfMonth(plan.firstMonth);
    this.#marks = new Uint8Array(lastDayOfMonth(plan.lastMonth) - this.#first + 1);
    const months: MonthMarks[] = [];
    for (let day = 0; day < this.#marks.length; ) {
      const { year, month } = civilFromDay(this.#first + day);
      const length = daysInCivilMonth(year, month);
      months.push({ index: year * 12 + month - 1, at: day, length });
      day += length;
    }
    this.#months = months;
  }

  /** Marks every covered day of every person of a household, and counts the marks. */
  add(household: Household): void {
    const persons = new Set(household.spans.flatMap((span) => span.persons));
    for (const person of persons) {
      this.#marks.fill(0);
      for (const span of household.spans) {
        if (!span.persons.includes(person)) continue;
        const last = span.to === null ? this.#marks.length - 1 : Math.min(span.to - this.#first, this.#marks.length - 1);
        for (let day = Math.max(0, span.from - this.#first); day <= last; day += 1) this.#marks[day] = 1;
      }
      this.#count(household.employer.id, person.relation === 'self');
    }
  }

  #count(employer: string, self: boolean): void {
    const cells = this.#cells.get(employer) ?? this.#months.map(() => emptyTally());
    this.#cells.set(employer, cells);
    this.#months.forEach(({ at, length }, i) => {
      const cell = cells[i];
      let days = 0;
      for (let day = at; day < at + length; day += 1) days += this.#marks[day] ?? 0;
      if (cell === undefined || days === 0) return;
      const first = this.#marks[at] ?? 0;
      cell.anyDay += 1;
      cell.firstDay += first;
      cell.lastDay += this.#marks[at + length - 1] ?? 0;
      cell.fifteenth += this.#marks[at + 14] ?? 0;
      cell.majority += 2 * days >= length ? 1 : 0;
      cell.personDays += days;
      cell.employeesAnyDay += self ? 1 : 0;
      cell.employeesFirstDay += self ? first : 0;
    });
  }

  /** The counts, by employer and month. */
  finish(): readonly TruthExposure[] {
    return [...this.#cells].flatMap(([employer, cells]) =>
      cells.map((cell, i) => ({ employer, month: monthFromIndex(this.#months[i]?.index ?? 0), ...cell })),
    );
  }
}

function emptyTally(): Tally {
  return { anyDay: 0, firstDay: 0, lastDay: 0, fifteenth: 0, majority: 0, personDays: 0, employeesAnyDay: 0, employeesFirstDay: 0 };
}
