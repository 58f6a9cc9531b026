import { civilFromDay, daysInCivilMonth } from '../time/iso-date.js';
import { monthFromIndex } from '../time/month.js';
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
  employeesFirstDay: number;
}

/** Counts coverage the slow way, one day after the other, independently of the counting rules that it is compared with. */
export class ExposureTruth {
  readonly #cells = new Map<string, Map<number, Tally>>();
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Walks every day of every person of a household. */
  add(household: Household): void {
    const persons = new Map<string, { readonly self: boolean; readonly days: Set<number> }>();
    for (const span of household.spans) {
      for (const person of span.persons) {
        const entry = persons.get(person.personId) ?? { self: person.relation === 'self', days: new Set<number>() };
        persons.set(person.personId, entry);
        const last = span.to ?? span.from + 40_000;
        for (let day = span.from; day <= last; day += 1) {
          const civil = civilFromDay(day);
          const month = civil.year * 12 + civil.month - 1;
          if (month > this.#plan.lastMonth) break;
          if (month >= this.#plan.firstMonth) entry.days.add(day);
        }
      }
    }
    for (const { self, days } of persons.values()) this.#count(household.employer.id, self, days);
  }

  #count(employer: string, self: boolean, days: ReadonlySet<number>): void {
    const months = new Map<number, { days: number; first: boolean; last: boolean; fifteenth: boolean; length: number }>();
    for (const day of days) {
      const civil = civilFromDay(day);
      const length = daysInCivilMonth(civil.year, civil.month);
      const index = civil.year * 12 + civil.month - 1;
      const tally = months.get(index) ?? { days: 0, first: false, last: false, fifteenth: false, length };
      months.set(index, tally);
      tally.days += 1;
      if (civil.day === 1) tally.first = true;
      if (civil.day === length) tally.last = true;
      if (civil.day === 15) tally.fifteenth = true;
    }
    for (const [index, month] of months) {
      const cell = this.#cell(employer, index);
      cell.anyDay += 1;
      cell.firstDay += month.first ? 1 : 0;
      cell.lastDay += month.last ? 1 : 0;
      cell.fifteenth += month.fifteenth ? 1 : 0;
      cell.majority += 2 * month.days >= month.length ? 1 : 0;
      cell.personDays += month.days;
      cell.employeesFirstDay += self && month.first ? 1 : 0;
    }
  }

  #cell(employer: string, index: number): Tally {
    const months = this.#cells.get(employer) ?? new Map<number, Tally>();
    this.#cells.set(employer, months);
    const cell = months.get(index) ?? { anyDay: 0, firstDay: 0, lastDay: 0, fifteenth: 0, majority: 0, personDays: 0, employeesFirstDay: 0 };
    months.set(index, cell);
    return cell;
  }

  /** The counts, by employer and month. */
  finish(): readonly TruthExposure[] {
    return [...this.#cells].flatMap(([employer, months]) =>
      [...months].sort((a, b) => a[0] - b[0]).map(([index, tally]) => ({ employer, month: monthFromIndex(index), ...tally })),
    );
  }
}
