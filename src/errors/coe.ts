import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the coe area knows. */
export interface CoeErrors {
}

/** Why each refusal of the coe area happens and what a person does about it. */
export const coeCodes: CodePages<CoeErrors> = {
};

/** Findings of the coe area. */
export const coeFindings: FindingPages = {};
