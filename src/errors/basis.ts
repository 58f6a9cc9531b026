import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the basis area knows. */
export interface BasisErrors {
  readonly 'basis/mismatch': { readonly left: string; readonly right: string; readonly gaps: readonly string[] };
}

/** Why each refusal of the basis area happens and what a person does about it. */
export const basisCodes: CodePages<BasisErrors> = {
  'basis/mismatch': {
    cause: 'Two rates measure different things.',
    fix: "Bridge one of them to the other's basis, with the inputs that the message names.",
  },
};

/** Findings of the basis area. */
export const basisFindings: FindingPages = {};
