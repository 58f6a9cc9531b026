import { CoalitionError } from '../../errors/coalition-error.js';
import { completedYears } from '../../time/completed-years.js';
import type { IsoDate } from '../../time/iso-date.js';
import { coefficientKey, type HhsHccModel, type SubModel } from './hhs-hcc-tables.js';

/** What a person's score is made from. Never printed in a message. */
export interface HhsHccPerson {
  readonly birthDate: IsoDate;
  readonly sex: 'female' | 'male';
  readonly modelYear: number;
  readonly metalLevel: string;
  /** Last enrolled day of the benefit year: at it age is counted. */
  readonly lastEnrolledDay: IsoDate;
  /** Unit: months, 1 to 12. */
  readonly enrolledMonths: number;
  readonly diagnoses: readonly string[];
  /** NDCs and HCPCS classes. */
  readonly drugs: readonly string[];
}

/** One term of a score. */
export interface HhsHccTerm {
  readonly variable: string;
  readonly kind: 'demographic' | 'condition' | 'group' | 'drug' | 'interaction' | 'enrolment';
  readonly coefficient: number;
}

/** A score with every term, and what a reader must know of it. */
export interface HhsHccScore {
  readonly score: number;
  readonly subModel: SubModel;
  /** Unit: completed years. */
  readonly age: number;
  readonly terms: readonly HhsHccTerm[];
  /** Variables of the person that the tables have no coefficient for. */
  readonly withoutCoefficient: readonly string[];
  readonly predicts: string;
}

/**
 * Scores one person by the loaded HHS-HCC tables.
 *
 * @formula age and sex; diagnoses to categories with age and sex edits; hierarchies; groups count once; drug classes; interactions; months
 *   enrolled; sum of coefficients at the metal level
 * @unit relative plan liability; 1 is the average of the model's population
 * @source 45 CFR 153.320 and CMS's annual notices
 * @testedBy test/benchmark/hhs-hcc.test.ts: invented tables, each step by hand
 * @param model - The loaded tables.
 * @param person - Age, sex, diagnoses, drugs, enrolment.
 * @returns Score and terms.
 * @throws {@link CoalitionError} `benchmark/table-missing` for a year that isn't loaded.
 * @example
 * const tables = { coefficients: [{ model_year: 2025, sub_model: 'adult', metal_level: 'silver', variable: 'CC1', coefficient: 0.3 }], diagnoses: [{ model_year: 2025, diagnosis_code: 'X', cc: 'CC1' }], hierarchy: [], groups: [], drugs: [], interactions: [], demographics: [], enrolmentDuration: [] } as const;
 * scoreHhsHcc(loadHhsHcc(tables), { birthDate: '1980-01-01', sex: 'female', modelYear: 2025, metalLevel: 'silver', lastEnrolledDay: '2025-12-31', enrolledMonths: 12, diagnoses: ['X'], drugs: [] }).score; // => 0.3
 */
export function scoreHhsHcc(model: HhsHccModel, person: HhsHccPerson): HhsHccScore {
  const { tables } = model;
  if (!model.years.includes(person.modelYear)) {
    throw new CoalitionError(
      'benchmark/table-missing',
      `The tables of model year ${person.modelYear} aren't loaded (loaded: ${model.years.join(', ')}). Load that year's.`,
      { table: String(person.modelYear) },
    );
  }
  const age = completedYears({ birth: person.birthDate, at: person.lastEnrolledDay });
  const ages = tables.ages ?? { child: 2, adult: 21 };
  const subModel: SubModel = age >= ages.adult ? 'adult' : age >= ages.child ? 'child' : 'infant';
  const kept = conditions(model, person, age);
  const grouped = groupedVariables(model, kept);
  const drugClasses = [...new Set(tables.drugs.flatMap((row) => (person.drugs.includes(row.drug_code) ? [row.rxc] : [])))];
  const demographic = tables.demographics.flatMap((row) =>
    row.sub_model === subModel && row.sex === person.sex && row.age_min <= age && age <= row.age_max ? [row.variable] : [],
  );
  const enrolment =
    subModel === 'adult' ? tables.enrolmentDuration.flatMap((row) => (row.months === person.enrolledMonths ? [row.variable] : [])) : [];
  const set = new Set([...demographic, ...kept, ...grouped.groups, ...drugClasses, ...enrolment]);
  const interactions = tables.interactions.flatMap((row) => (row.parts.length > 0 && row.parts.every((part) => set.has(part)) ? [row.variable] : []));
  const named: readonly (readonly [HhsHccTerm['kind'], readonly string[]])[] = [
    ['demographic', demographic],
    ['condition', grouped.alone],
    ['group', grouped.groups],
    ['drug', drugClasses],
    ['interaction', [...new Set(interactions)]],
    ['enrolment', enrolment],
  ];
  const terms: HhsHccTerm[] = [];
  const withoutCoefficient: string[] = [];
  for (const [kind, variables] of named) {
    for (const variable of variables) {
      const coefficient = model.coefficients.get(coefficientKey({ year: person.modelYear, subModel, metalLevel: person.metalLevel, variable }));
      if (coefficient === undefined) withoutCoefficient.push(variable);
      else terms.push({ variable, kind, coefficient });
    }
  }
  return {
    score: terms.reduce((sum, term) => sum + term.coefficient, 0),
    subModel,
    age,
    terms,
    withoutCoefficient,
    predicts: `plan liability at the ${person.metalLevel} level, not allowed cost; concurrent; renormalise to your population`,
  };
}

/** Categories of the diagnoses, with age and sex edits, after the hierarchy dropped the lower ones. */
function conditions(model: HhsHccModel, person: HhsHccPerson, age: number): readonly string[] {
  const codes = new Set(person.diagnoses);
  const found = new Set<string>();
  for (const row of model.tables.diagnoses) {
    if (row.model_year !== person.modelYear || !codes.has(row.diagnosis_code)) continue;
    if ((row.age_min ?? 0) > age || (row.age_max ?? 999) < age || (row.sex ?? person.sex) !== person.sex) continue;
    found.add(row.cc);
  }
  const dropped = new Set(model.tables.hierarchy.flatMap((row) => (found.has(row.cc) ? [row.drops_cc] : [])));
  return [...found].filter((cc) => !dropped.has(cc)).sort();
}

function groupedVariables(model: HhsHccModel, kept: readonly string[]): { readonly alone: readonly string[]; readonly groups: readonly string[] } {
  const groupOf = new Map(model.tables.groups.map((row) => [row.cc, row.group_variable]));
  return {
    alone: kept.filter((cc) => !groupOf.has(cc)),
    groups: [...new Set(kept.flatMap((cc) => groupOf.get(cc) ?? []))].sort(),
  };
}
