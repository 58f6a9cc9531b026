import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the engines area knows. */
export interface EnginesErrors {
}

/** Why each refusal of the engines area happens and what a person does about it. */
export const enginesCodes: CodePages<EnginesErrors> = {
};

/** Findings of the engines area. */
export const enginesFindings: FindingPages = {};
