import { describe, expect, it } from 'vitest';
import { type HhsHccTables, loadHhsHcc } from '../../src/benchmark/hhs-hcc/hhs-hcc-tables.js';
import { type HhsHccPerson, scoreHhsHcc } from '../../src/benchmark/hhs-hcc/score-hhs-hcc.js';

/** Invented: not CMS's figures. */
const coefficient = (sub_model: 'adult' | 'child', variable: string, value: number) => ({
  model_year: 2025,
  sub_model,
  metal_level: 'silver',
  variable,
  coefficient: value,
});
const tables: HhsHccTables = {
  coefficients: [
    coefficient('adult', 'F30_34', 0.2),
    coefficient('adult', 'CC20', 1.5),
    coefficient('adult', 'CC21', 0.7),
    coefficient('adult', 'G1', 0.9),
    coefficient('adult', 'RX1', 0.4),
    coefficient('adult', 'CC20_RX1', -0.3),
    coefficient('adult', 'ED6', 0.1),
    coefficient('child', 'CC21', 2),
  ],
  diagnoses: [
    { model_year: 2025, diagnosis_code: 'A1', cc: 'CC20' },
    { model_year: 2025, diagnosis_code: 'A2', cc: 'CC21' },
    { model_year: 2025, diagnosis_code: 'B1', cc: 'CC30' },
    { model_year: 2025, diagnosis_code: 'B2', cc: 'CC31' },
    { model_year: 2025, diagnosis_code: 'P1', cc: 'CC40', sex: 'female', age_min: 12, age_max: 55 },
  ],
  hierarchy: [{ cc: 'CC20', drops_cc: 'CC21' }],
  groups: [
    { cc: 'CC30', group_variable: 'G1' },
    { cc: 'CC31', group_variable: 'G1' },
  ],
  drugs: [{ drug_code: '00012', rxc: 'RX1' }],
  interactions: [{ variable: 'CC20_RX1', parts: ['CC20', 'RX1'] }],
  demographics: [{ sub_model: 'adult', sex: 'female', age_min: 30, age_max: 34, variable: 'F30_34' }],
  enrolmentDuration: [{ months: 6, variable: 'ED6' }],
};
const person: HhsHccPerson = {
  birthDate: '1992-06-30',
  sex: 'female',
  modelYear: 2025,
  metalLevel: 'silver',
  lastEnrolledDay: '2025-06-30',
  enrolledMonths: 6,
  diagnoses: ['A1', 'A2', 'B1', 'B2', 'P1'],
  drugs: ['00012'],
};

describe('HHS-HCC on invented tables', () => {
  const model = loadHhsHcc(tables);

  it('drops the lower condition, counts a group once, and adds drugs, interactions and months enrolled', () => {
    const made = scoreHhsHcc(model, person);
    expect(made.age).toBe(33);
    expect(made.terms.map((term) => [term.variable, term.coefficient])).toEqual([
      ['F30_34', 0.2],
      ['CC20', 1.5],
      ['G1', 0.9],
      ['RX1', 0.4],
      ['CC20_RX1', -0.3],
      ['ED6', 0.1],
    ]);
    expect(made.score).toBeCloseTo(2.8, 12);
    expect(made.withoutCoefficient).toEqual(['CC40']);
    expect(made.predicts).toContain('not allowed');
  });

  it('edits by sex and age, and takes the model of the age on the last enrolled day', () => {
    expect(scoreHhsHcc(model, { ...person, sex: 'male' }).withoutCoefficient).toEqual([]);
    const child = scoreHhsHcc(model, { ...person, birthDate: '2004-07-01', diagnoses: ['A2'] });
    expect(child).toMatchObject({ subModel: 'child', score: 2 });
    expect(scoreHhsHcc(model, { ...person, birthDate: '2024-01-01' }).subModel).toBe('infant');
  });

  it('refuses without tables, and a year that is not loaded', () => {
    expect(() => loadHhsHcc({ ...tables, coefficients: [] })).toThrow(expect.objectContaining({ code: 'benchmark/table-missing' }));
    expect(() => scoreHhsHcc(model, { ...person, modelYear: 2024 })).toThrow(expect.objectContaining({ code: 'benchmark/table-missing' }));
  });
});
