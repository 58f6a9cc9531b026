import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the stats area knows. */
export interface StatsErrors {
}

/** Why each refusal of the stats area happens and what a person does about it. */
export const statsCodes: CodePages<StatsErrors> = {
};

/** Findings of the stats area. */
export const statsFindings: FindingPages = {};
