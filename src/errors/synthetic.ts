import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the synthetic area knows. */
export interface SyntheticErrors {
  readonly 'synthetic/bad-option': { readonly option: string; readonly value: string };
}

/** Why each refusal of the synthetic area happens and what a person does about it. */
export const syntheticCodes: CodePages<SyntheticErrors> = {
  'synthetic/bad-option': {
    cause: 'An option of the synthetic coalition is outside the range in which the generator is meaningful.',
    fix: 'Give a whole number within the range that the message names.',
  },
};

/** Findings of the synthetic area. */
export const syntheticFindings: FindingPages = {};
