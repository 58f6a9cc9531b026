import { type DayNumber, dayFromCivil } from '../time/iso-date.js';
import { firstDayOfMonth, lastDayOfMonth, monthIndexOfDay } from '../time/month.js';
import type { Draws } from './draws.js';
import type { SyntheticEmployer } from './employers.js';
import type { Plan } from './options.js';

/** One person of the synthetic coalition. */
export interface SyntheticPerson {
  readonly personId: string;
  readonly memberId: string;
  readonly relation: 'self' | 'spouse' | 'child';
  readonly gender: 'female' | 'male';
  readonly birth: DayNumber;
  /** Lasting tendency to need dear care. Unit: standard normal score. */
  readonly frailty: number;
  /** Lasting tendency to use care at all. Unit: standard normal score. */
  readonly habit: number;
  readonly conditions: readonly string[];
  /** True when another payer shares in the cost. */
  readonly coordinated: boolean;
}

/** Coverage of a whole household from one day to another, under one tier. */
export interface HouseholdSpan {
  readonly from: DayNumber;
  /** Last covered day; `null` while it goes on. */
  readonly to: DayNumber | null;
  readonly tier: 'EMP' | 'ESP' | 'ECH' | 'FAM';
  readonly persons: readonly SyntheticPerson[];
}

/** One contract: an employee, who is covered with whom, and when. */
export interface Household {
  readonly employer: SyntheticEmployer;
  readonly subscriberId: string;
  readonly zip: string;
  readonly state: string;
  readonly spans: readonly HouseholdSpan[];
  /** Days after the start of coverage until a delivery knows it. Unit: days. */
  readonly joinLag: number;
  /** Days after the end of coverage until a delivery knows it. Unit: days. */
  readonly leaveLag: number;
}

const PLACES: readonly { readonly zip: string; readonly state: string }[] = [
  { zip: '53703', state: 'WI' },
  { zip: '53202', state: 'WI' },
  { zip: '54301', state: 'WI' },
  { zip: '55401', state: 'MN' },
  { zip: '60601', state: 'IL' },
  { zip: '50309', state: 'IA' },
];
/** Shares of contracts by tier EMP, ESP, ECH, FAM. *Assumed.* Unit: of 1,000. */
const TIERS: readonly number[] = [490, 150, 110, 250];
/** Ages of employees by five-year band from 20. *Assumed.* */
const AGES: readonly number[] = [90, 120, 125, 120, 115, 110, 110, 105, 70];
const CONDITIONS = ['E119', 'I10', 'J45909', 'M5450', 'F329', 'E785'] as const;

function birthday(random: Draws, at: DayNumber, age: number): DayNumber {
  return at - age * 365 - Math.floor(age / 4) - random.below(365);
}

function person(
  random: Draws,
  o: {
    readonly id: string;
    readonly nth: number;
    readonly relation: SyntheticPerson['relation'];
    readonly birth: DayNumber;
    readonly gender: 'female' | 'male';
    readonly capitated: boolean;
  },
): SyntheticPerson {
  const frailty = random.normal();
  const habit = random.normal();
  const old = o.birth < dayFromCivil(1985, 1, 1);
  const conditions = CONDITIONS.filter(() => random.inThousand(frailty > 1 ? 380 : old ? 140 : 40));
  return {
    personId: `p-${o.id}-${o.nth}`,
    memberId: `m-${o.id}-${o.nth}`,
    relation: o.relation,
    gender: o.gender,
    birth: o.birth,
    frailty,
    habit,
    conditions,
    coordinated: o.relation !== 'self' && random.inThousand(25) && !o.capitated,
  };
}

function tierOf(persons: readonly SyntheticPerson[]): HouseholdSpan['tier'] {
  const spouse = persons.some((each) => each.relation === 'spouse');
  const child = persons.some((each) => each.relation === 'child');
  return spouse ? (child ? 'FAM' : 'ESP') : child ? 'ECH' : 'EMP';
}

/**
 * Draws one job slot over the coalition's months: the households that hold it one after the other.
 *
 * People start on any day of a month, leave on any day, are followed by somebody else after a vacancy, and have children
 * who are covered from the first of the next month. Nobody is covered twice.
 *
 * @param random - The slot's own stream.
 * @param o - `plan`, `employer`, `slot`: the slot's number within the employer.
 * @returns Households in order of time.
 */
export function drawHouseholds(
  random: Draws,
  o: { readonly plan: Plan; readonly employer: SyntheticEmployer; readonly slot: number },
): readonly Household[] {
  const { plan, employer } = o;
  const end = lastDayOfMonth(plan.lastMonth);
  const households: Household[] = [];
  let start = firstDayOfMonth(plan.firstMonth);
  let nth = 0;
  while (start <= end) {
    const open = start === firstDayOfMonth(plan.firstMonth);
    // *Assumed*: 15 of 100 leave within a year.
    const stay = random.inThousand(550) ? null : random.between(40, 2000);
    const last = stay === null || start + stay > end ? null : start + stay;
    const id = `${employer.id.slice(-2)}${String(o.slot).padStart(5, '0')}-${nth}`;
    households.push(household(random, { plan, employer, id, from: open ? start - random.between(0, 900) : start, first: start, last }));
    if (last === null) break;
    start = last + 1 + random.between(10, 120);
    nth += 1;
  }
  return households;
}

function household(
  random: Draws,
  o: {
    readonly plan: Plan;
    readonly employer: SyntheticEmployer;
    readonly id: string;
    readonly from: DayNumber;
    readonly first: DayNumber;
    readonly last: DayNumber | null;
  },
): Household {
  const { employer } = o;
  const age = 20 + 5 * random.pick(AGES) + random.below(5);
  const tier = employer.tiny ? random.below(2) : random.pick(TIERS);
  const selfGender = random.inThousand(480) ? 'female' : 'male';
  const persons: SyntheticPerson[] = [];
  const add = (relation: SyntheticPerson['relation'], birth: DayNumber, gender: 'female' | 'male'): void => {
    persons.push(person(random, { id: o.id, nth: persons.length + 1, relation, birth, gender, capitated: employer.capitatedPrimaryCare }));
  };
  add('self', birthday(random, o.from, age), selfGender);
  if (tier === 1 || tier === 3) {
    add('spouse', birthday(random, o.from, Math.max(20, age + random.between(-4, 4))), selfGender === 'female' ? 'male' : 'female');
  }
  if (tier >= 2) {
    const children = 1 + random.pick([40, 42, 14, 4]);
    // A child is covered to 26 at most, and nobody ages out within the coalition's months.
    const eldest = 25 - Math.floor((lastDayOfMonth(o.plan.lastMonth) - o.from) / 365) - 1;
    for (let i = 0; i < children; i += 1) {
      const oldest = Math.min(19, eldest, age - 18);
      add('child', birthday(random, o.from, random.below(Math.max(0, oldest) + 1)), random.inThousand(490) ? 'female' : 'male');
    }
  }
  return {
    employer,
    subscriberId: `s-${o.id}`,
    ...random.oneOf(PLACES),
    spans: spansOf(random, { ...o, persons, age }),
    joinLag: random.inThousand(250) ? random.between(10, 45) : 0,
    leaveLag: random.inThousand(300) ? random.between(20, 75) : 0,
  };
}

/** One span, or two when a child is born and covered from the first of the next month. */
function spansOf(
  random: Draws,
  o: {
    readonly plan: Plan;
    readonly employer: SyntheticEmployer;
    readonly id: string;
    readonly from: DayNumber;
    readonly first: DayNumber;
    readonly last: DayNumber | null;
    readonly persons: readonly SyntheticPerson[];
    readonly age: number;
  },
): readonly HouseholdSpan[] {
  const whole: HouseholdSpan = { from: o.from, to: o.last, tier: tierOf(o.persons), persons: o.persons };
  const end = o.last ?? lastDayOfMonth(o.plan.lastMonth);
  const born = random.inThousand(130);
  if (!born || o.employer.tiny || o.age >= 42 || end - o.first < 150) return [whole];
  const birth = o.first + 30 + random.below(end - o.first - 120);
  const covered = firstDayOfMonth(monthIndexOfDay(birth) + 1);
  const gender = random.inThousand(490) ? 'female' : 'male';
  const child = person(random, { id: o.id, nth: o.persons.length + 1, relation: 'child', birth, gender, capitated: o.employer.capitatedPrimaryCare });
  const persons = [...o.persons, child];
  return [
    { ...whole, to: covered - 1 },
    { from: covered, to: o.last, tier: tierOf(persons), persons },
  ];
}
