import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the synthetic area knows. */
export interface SyntheticErrors {
  readonly 'synthetic/bad-option': { readonly option: string; readonly value: string };
  readonly 'synthetic/unknown-rule': { readonly code: string };
}

/** Why each refusal of the synthetic area happens and what a person does about it. */
export const syntheticCodes: CodePages<SyntheticErrors> = {
  'synthetic/bad-option': {
    cause: 'An option of the synthetic coalition is outside the range in which the generator is meaningful.',
    fix: 'Give a whole number within the range that the message names.',
  },
  'synthetic/unknown-rule': {
    cause: 'A defect was asked for that breaks no rule of which violations can be planted in rows.',
    fix: 'Name a rule that injectableRules lists; rules about totals and deliveries have no rows.',
  },
};

/** Findings of the synthetic area. */
export const syntheticFindings: FindingPages = {};
