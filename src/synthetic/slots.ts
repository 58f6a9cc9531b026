import { civilFromDay, type DayNumber, dayFromCivil } from '../time/iso-date.js';
import { firstDayOfMonth, lastDayOfMonth } from '../time/month.js';
import { type Draws, draws } from './draws.js';
import type { SyntheticEmployer } from './employers.js';
import { drawHouseholds, type Household, type SyntheticPerson } from './households.js';
import type { Plan } from './options.js';
import { drawYearCents } from './person-year.js';

/** The covered part of one calendar year of one person, and what it costs. */
export interface PersonYear {
  readonly person: SyntheticPerson;
  /** Unit: calendar year. */
  readonly year: number;
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Last covered day within the coalition's months, in whatever year. */
  readonly until: DayNumber;
  /** Last covered day, whether within the coalition's months or not; null when nobody has ended the coverage. */
  readonly leaves: DayNumber | null;
  /** Allowed medical cost. Unit: US cents. */
  readonly cents: number;
}

/** One household with its persons' years, and the stream from which their care is drawn. */
export interface SlotHousehold {
  readonly household: Household;
  readonly years: readonly PersonYear[];
  readonly care: Draws;
}

/**
 * Draws every household of a coalition with its persons' yearly costs, one job slot after the other.
 *
 * Each slot has two streams of its own: one for people and yearly totals, one for care, so that totals can be had without care.
 *
 * @param plan - The checked options.
 * @param employers - The employers, as they are laid out.
 * @returns Households, slot by slot.
 */
export function* drawSlots(plan: Plan, employers: readonly SyntheticEmployer[]): Generator<SlotHousehold> {
  let number = 2;
  for (const employer of employers) {
    for (let slot = 0; slot < employer.contracts; slot += 1) {
      const people = draws(plan.seed, number * 2);
      const care = draws(plan.seed, number * 2 + 1);
      number += 1;
      for (const household of drawHouseholds(people, { plan, employer, slot })) {
        yield { household, years: yearsOf(people, plan, household), care };
      }
    }
  }
}

function yearsOf(random: Draws, plan: Plan, household: Household): readonly PersonYear[] {
  const [open, close] = [firstDayOfMonth(plan.firstMonth), lastDayOfMonth(plan.lastMonth)];
  const last = household.spans[household.spans.length - 1];
  if (last === undefined) return [];
  const until = last.to === null ? close : Math.min(last.to, close);
  const years: PersonYear[] = [];
  for (const person of last.persons) {
    const first = household.spans.find((span) => span.persons.includes(person));
    const start = Math.max(first?.from ?? open, open);
    for (let { year } = civilFromDay(start); year <= civilFromDay(until).year; year += 1) {
      const [from, to] = [Math.max(start, dayFromCivil(year, 1, 1)), Math.min(until, dayFromCivil(year, 12, 31))];
      if (to < from) continue;
      const cents = drawYearCents(random, { plan, employer: household.employer, person, from, to });
      years.push({ person, year, from, to, until, leaves: last.to, cents });
    }
  }
  return years;
}
