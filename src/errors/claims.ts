import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the claims area knows. */
export interface ClaimsErrors {
}

/** Why each refusal of the claims area happens and what a person does about it. */
export const claimsCodes: CodePages<ClaimsErrors> = {
};

/** Findings of the claims area. */
export const claimsFindings: FindingPages = {};
