import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the reference area knows. */
export interface ReferenceErrors {
  readonly 'reference/out-of-range': { readonly table: string; readonly at: string };
}

/** Why each refusal of the reference area happens and what a person does about it. */
export const referenceCodes: CodePages<ReferenceErrors> = {
  'reference/out-of-range': {
    cause: 'The table has no row for this date or key.',
    fix: 'Load a vintage of the table that covers it; tables are never extrapolated.',
  },
};

/** Findings of the reference area. */
export const referenceFindings: FindingPages = {};
