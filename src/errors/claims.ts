import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the claims area knows. */
export interface ClaimsErrors {
  readonly 'claims/money-is-number': { readonly table: string; readonly field: string; readonly row: number };
  readonly 'claims/not-canonical': { readonly table: string; readonly field: string; readonly row: number; readonly issue: string };
  readonly 'claims/no-such-row': { readonly from: number; readonly to: number; readonly rows: number };
  readonly 'claims/column-map': { readonly path: string; readonly problem: string };
  readonly 'claims/unknown-field': { readonly table: string; readonly field: string };
}

/** Why each refusal of the claims area happens and what a person does about it. */
export const claimsCodes: CodePages<ClaimsErrors> = {
  'claims/money-is-number': {
    cause: 'A JavaScript number stands in a money field of a record.',
    fix: "Pass the amount as text such as '1234.50': binary floats can't hold cents.",
  },
  'claims/not-canonical': {
    cause: "A record that goes into a batch doesn't have its canonical form.",
    fix: 'Normalise the rows and check them with the schema or the compiled checker first; the details name the field and the row.',
  },
  'claims/no-such-row': {
    cause: 'A row outside the batch was asked for.',
    fix: 'Rows are 0-based and ranges half-open; ask for rows below rowCount.',
  },
  'claims/column-map': {
    cause: 'A column map contradicts itself or names something that does not exist.',
    fix: 'The message gives the path inside the map; correct it there.',
  },
  'claims/unknown-field': {
    cause: "Options name a field that the table doesn't have.",
    fix: 'Use the names of the field table; they are snake_case.',
  },
};

/** Findings of the claims area. */
export const claimsFindings: FindingPages = {};
