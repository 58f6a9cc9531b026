import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the trend area knows. */
export interface TrendErrors {
}

/** Why each refusal of the trend area happens and what a person does about it. */
export const trendCodes: CodePages<TrendErrors> = {
};

/** Findings of the trend area. */
export const trendFindings: FindingPages = {};
