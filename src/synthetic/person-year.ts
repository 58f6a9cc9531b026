import { completedYears } from '../time/completed-years.js';
import { type DayNumber, isoFromDay } from '../time/iso-date.js';
import { monthIndexOfDay } from '../time/month.js';
import { type Draws, scoreAbove, shapeLog, tableExp } from './draws.js';
import type { SyntheticEmployer } from './employers.js';
import type { SyntheticPerson } from './households.js';
import type { Plan } from './options.js';
import { AGE_SEX, type AgeSexGroup, COST_SHAPE_MEAN } from './tables/cost-shape.js';

/** Most that one person's year may cost. Unit: US cents. */
const MOST = 400_000_000;
/** Least that a year with any cost costs: one visit. Unit: US cents. */
const LEAST = 2500;

/**
 * The age-sex group of the experiment that a person belongs to.
 *
 * @param gender - As the experiment has it.
 * @param age - Completed years; ages over 64 count as 50-64.
 * @returns The group.
 */
export function ageSexGroup(gender: 'female' | 'male', age: number): AgeSexGroup {
  let found = AGE_SEX[gender === 'female' ? 0 : 1];
  for (const group of AGE_SEX) if (group.gender === gender && group.fromAge <= age) found = group;
  if (found === undefined) throw new RangeError('There is no age group.');
  return found;
}

/**
 * Draws what a person's covered part of a year costs: nothing, or the experiment's shape scaled to age, sex, frailty,
 * employer, trend and the days covered.
 *
 * Whether there is any cost and how much there is are drawn from two independent lasting tendencies, so that both marginals
 * are those of the table, and a year resembles the year before. Within an age-sex group the spread is 0.95 of the table's,
 * which holds all ages.
 *
 * @unit US cents
 * @param random - The household's stream; always two draws, so that years stay aligned.
 * @param o - `plan`, `employer`, `person`; `from`, `to`: the covered days of the year.
 * @returns Whole cents of allowed medical cost.
 */
export function drawYearCents(
  random: Draws,
  o: {
    readonly plan: Plan;
    readonly employer: SyntheticEmployer;
    readonly person: SyntheticPerson;
    readonly from: DayNumber;
    readonly to: DayNumber;
  },
): number {
  const { plan, person } = o;
  const [noise, use] = [random.normal(), random.normal()];
  const age = completedYears({ birth: isoFromDay(person.birth), at: isoFromDay(o.from) });
  const group = ageSexGroup(person.gender, age);
  const part = Math.min(1, (o.to - o.from + 1) / 365);
  const spending = Math.floor((1000 - group.zeroShare) * (350 + 650 * part));
  if (0.8 * person.habit + 0.6 * use <= scoreAbove(spending)) return 0;
  const years = (monthIndexOfDay(o.from) - plan.firstMonth) / 12;
  const trend = tableExp(years * (plan.trendPerMille / 1000) * (1 - plan.trendPerMille / 2000));
  const mean = (plan.levelCents * 12 * group.relativity * o.employer.costLevel * trend * part) / spending;
  const shape = (tableExp(shapeLog(0.703 * person.frailty + 0.639 * noise)) * 100) / COST_SHAPE_MEAN;
  return Math.min(MOST, Math.max(LEAST, Math.floor(mean * shape)));
}
