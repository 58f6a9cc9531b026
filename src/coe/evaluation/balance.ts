import { badPanel } from './panel.js';

/** One person, with what is known of it before the program. */
export interface StudyRow {
  readonly id: string;
  readonly treated: boolean;
  readonly covariates: Readonly<Record<string, number>>;
  /** What is to be compared; needed for effects only. */
  readonly outcome?: number;
}

/** One covariate in both groups. */
export interface CovariateBalance {
  readonly covariate: string;
  readonly treatedMean: number;
  readonly controlMean: number;
  /** (treated - control) / sqrt((v1 + v0) / 2), variances unweighted; `null` when nobody differs. */
  readonly standardisedDifference: number | null;
}

/** Checked rows as columns. */
export interface StudyColumns {
  readonly names: readonly string[];
  readonly x: readonly (readonly number[])[];
  readonly treated: readonly boolean[];
}

/** Checks rows and lays their covariates out by name. */
export function studyColumns(rows: readonly StudyRow[]): StudyColumns {
  const treated = rows.map((row) => row.treated);
  if (!treated.includes(true) || !treated.includes(false)) throw badPanel('rows', 'one group only', 'treated and control persons are needed');
  if (new Set(rows.map((row) => row.id)).size !== rows.length) throw badPanel('id', 'twice', 'one row a person is needed');
  const names = Object.keys(rows[0]?.covariates ?? {}).sort();
  const x = rows.map((row) =>
    names.map((name) => {
      const value = row.covariates[name];
      if (value === undefined || !Number.isFinite(value)) throw badPanel(`covariates.${name}`, value, 'a finite number is needed in every row');
      return value;
    }),
  );
  return { names, x, treated };
}

/** Means and standardised differences under weights. */
export function weightedBalance(columns: StudyColumns, weights: readonly number[]): readonly CovariateBalance[] {
  const { names, x, treated } = columns;
  return names.map((covariate, k) => {
    const side = (wanted: boolean): { readonly mean: number; readonly variance: number } => {
      let [sum, weight, plain, squares, n] = [0, 0, 0, 0, 0];
      x.forEach((row, i) => {
        if (treated[i] !== wanted) return;
        const value = row[k] ?? 0;
        sum += (weights[i] ?? 0) * value;
        weight += weights[i] ?? 0;
        plain += value;
        squares += value * value;
        n += 1;
      });
      return { mean: sum / weight, variance: n < 2 ? 0 : Math.max(0, (squares - (plain * plain) / n) / (n - 1)) };
    };
    const [a, b] = [side(true), side(false)];
    const scale = Math.sqrt((a.variance + b.variance) / 2);
    return { covariate, treatedMean: a.mean, controlMean: b.mean, standardisedDifference: scale === 0 ? null : (a.mean - b.mean) / scale };
  });
}

/**
 * Shows how users of a program differ from others before it: age, sex, risk, illnesses.
 *
 * @formula standardised difference = (treated - control) / sqrt((v1 + v0) / 2)
 * @unit standard deviations
 * @source Austin 2009, balance diagnostics
 * @testedBy coe/weighting.test.ts
 * @param rows - Persons of both groups with their covariates.
 * @returns Every covariate, in order of name.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * selectionReport([{ id: 'a', treated: true, covariates: { age: 50 } }, { id: 'b', treated: false, covariates: { age: 60 } }])[0]?.controlMean; // => 60
 */
export function selectionReport(rows: readonly StudyRow[]): readonly CovariateBalance[] {
  return weightedBalance(
    studyColumns(rows),
    rows.map(() => 1),
  );
}
