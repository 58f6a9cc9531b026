import { CoalitionError } from '../../errors/coalition-error.js';
import { badInput } from '../bad-input.js';

/** Which of the three models a person falls under, by age. */
export type SubModel = 'adult' | 'child' | 'infant';

/** One coefficient of CMS's published tables. */
export interface CoefficientRow {
  readonly model_year: number;
  readonly sub_model: SubModel;
  /** Such as `silver`. */
  readonly metal_level: string;
  readonly variable: string;
  readonly coefficient: number;
}

/** Maps a diagnosis to a condition category, within age and sex where the table says so. */
export interface DiagnosisRow {
  readonly model_year: number;
  readonly diagnosis_code: string;
  readonly cc: string;
  readonly age_min?: number | null;
  readonly age_max?: number | null;
  readonly sex?: 'female' | 'male' | null;
}

/** The tables that a user loads from CMS's own publications. Ports of them under other licences are no source. */
export interface HhsHccTables {
  readonly coefficients: readonly CoefficientRow[];
  readonly diagnoses: readonly DiagnosisRow[];
  /** A category drops those below it. */
  readonly hierarchy: readonly { readonly cc: string; readonly drops_cc: string }[];
  /** Categories that count once together, under the group's variable. */
  readonly groups: readonly { readonly cc: string; readonly group_variable: string }[];
  /** NDC or HCPCS class to drug class. */
  readonly drugs: readonly { readonly drug_code: string; readonly rxc: string }[];
  /** Variables that are set when all of their parts are. */
  readonly interactions: readonly { readonly variable: string; readonly parts: readonly string[] }[];
  /** Age and sex variable by sub-model and age. */
  readonly demographics: readonly {
    readonly sub_model: SubModel;
    readonly sex: 'female' | 'male';
    readonly age_min: number;
    readonly age_max: number;
    readonly variable: string;
  }[];
  /** Variable by number of enrolled months, of adults. */
  readonly enrolmentDuration: readonly { readonly months: number; readonly variable: string }[];
  /** Ages at which the child and the adult model begin. Default 2 and 21. */
  readonly ages?: { readonly child: number; readonly adult: number };
}

/** A loaded model, ready to score. */
export interface HhsHccModel {
  readonly tables: HhsHccTables;
  readonly years: readonly number[];
  readonly coefficients: ReadonlyMap<string, number>;
}

/** Key of a coefficient. */
export function coefficientKey(o: {
  readonly year: number;
  readonly subModel: SubModel;
  readonly metalLevel: string;
  readonly variable: string;
}): string {
  return JSON.stringify([o.year, o.subModel, o.metalLevel, o.variable]);
}

/**
 * Loads the tables of the HHS-HCC risk adjustment model.
 *
 * Limits: no table ships. It predicts plan liability at a metal level, not allowed cost; its age and sex terms are conditional on conditions and
 * are no demographic factors; coding intensity drives concurrent scores.
 *
 * @source 45 CFR 153.320 and CMS's annual notices, from which the user takes the tables
 * @testedBy test/benchmark/hhs-hcc.test.ts: invented tables
 * @param tables - All tables; an empty coefficient or diagnosis table is refused.
 * @returns The model.
 * @throws {@link CoalitionError} `benchmark/table-missing`, `benchmark/bad-input`.
 * @example
 * const tables = { coefficients: [{ model_year: 2025, sub_model: 'adult', metal_level: 'silver', variable: 'F30', coefficient: 0.3 }], diagnoses: [{ model_year: 2025, diagnosis_code: 'X', cc: '1' }], hierarchy: [], groups: [], drugs: [], interactions: [], demographics: [], enrolmentDuration: [] } as const;
 * loadHhsHcc(tables).years; // => [2025]
 */
export function loadHhsHcc(tables: HhsHccTables): HhsHccModel {
  for (const [name, rows] of [
    ['coefficients', tables.coefficients],
    ['diagnoses', tables.diagnoses],
  ] as const) {
    if (rows.length === 0)
      throw new CoalitionError('benchmark/table-missing', `The ${name} of HHS-HCC aren't shipped. Load CMS's published table.`, { table: name });
  }
  const coefficients = new Map<string, number>();
  for (const row of tables.coefficients) {
    if (!Number.isFinite(row.coefficient)) throw badInput(`coefficient of ${row.variable}`, row.coefficient, 'a finite number');
    coefficients.set(
      coefficientKey({ year: row.model_year, subModel: row.sub_model, metalLevel: row.metal_level, variable: row.variable }),
      row.coefficient,
    );
  }
  return { tables, years: [...new Set(tables.coefficients.map((row) => row.model_year))].sort((a, b) => a - b), coefficients };
}
