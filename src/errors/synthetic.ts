import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the synthetic area knows. */
export interface SyntheticErrors {
}

/** Why each refusal of the synthetic area happens and what a person does about it. */
export const syntheticCodes: CodePages<SyntheticErrors> = {
};

/** Findings of the synthetic area. */
export const syntheticFindings: FindingPages = {};
