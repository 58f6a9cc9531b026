import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the csv area knows. */
export interface CsvErrors {
}

/** Why each refusal of the csv area happens and what a person does about it. */
export const csvCodes: CodePages<CsvErrors> = {
};

/** Findings of the csv area. */
export const csvFindings: FindingPages = {};
