import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the deidentify area knows. */
export interface DeidentifyErrors {
}

/** Why each refusal of the deidentify area happens and what a person does about it. */
export const deidentifyCodes: CodePages<DeidentifyErrors> = {
};

/** Findings of the deidentify area. */
export const deidentifyFindings: FindingPages = {};
