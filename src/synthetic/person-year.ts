import { completedYears } from '../time/completed-years.js';
import { type DayNumber, isoFromDay } from '../time/iso-date.js';
import { monthIndexOfDay } from '../time/month.js';
import { type Draws, shapeLog, tableExp } from './draws.js';
import type { SyntheticEmployer } from './employers.js';
import type { SyntheticPerson } from './households.js';
import type { Plan } from './options.js';
import { AGE_SEX, COST_SHAPE_MEAN } from './tables/cost-shape.js';

/** Most that one person's year may cost. Unit: US cents. */
const MOST = 400_000_000;

/**
 * Draws what a person's covered part of a year costs: nothing, or the experiment's shape scaled to age, sex, frailty,
 * employer, trend and the days covered.
 *
 * @unit US cents
 * @param random - The household's stream.
 * @param o - `plan`, `employer`, `person`; `from`, `to`: the covered days of the year.
 * @returns Whole cents of allowed medical cost.
 */
export function drawYearCents(
  random: Draws,
  o: { readonly plan: Plan; readonly employer: SyntheticEmployer; readonly person: SyntheticPerson; readonly from: DayNumber; readonly to: DayNumber },
): number {
  const { plan, person } = o;
  const noise = random.normal();
  const lot = random.below(1000);
  const days = o.to - o.from + 1;
  const age = Math.max(0, completedYears({ birth: isoFromDay(person.birth), at: isoFromDay(o.from) }));
  const groups = AGE_SEX.filter((group) => group.gender === person.gender && group.fromAge <= age);
  const group = groups[groups.length - 1];
  if (group === undefined) throw new RangeError('There is no age group.');
  const part = Math.min(1, days / 365);
  const spending = (1000 - group.zeroShare) * (0.35 + 0.65 * part);
  if (lot >= spending) return 0;
  const years = (monthIndexOfDay(o.from) - plan.firstMonth) / 12;
  const trend = tableExp(years * (plan.trendPerMille / 1000) * (1 - plan.trendPerMille / 2000));
  const mean = (plan.levelCents * 12 * group.relativity * o.employer.costLevel * trend * part) / (1000 * spending);
  const shape = (tableExp(shapeLog(0.7 * person.frailty + 0.714 * noise)) * 100) / COST_SHAPE_MEAN;
  return Math.min(MOST, Math.max(2500, Math.floor(mean * shape)));
}
