import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the exposure area knows. */
export interface ExposureErrors {
}

/** Why each refusal of the exposure area happens and what a person does about it. */
export const exposureCodes: CodePages<ExposureErrors> = {
};

/** Findings of the exposure area. */
export const exposureFindings: FindingPages = {};
