import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the benchmark area knows. */
export interface BenchmarkErrors {
}

/** Why each refusal of the benchmark area happens and what a person does about it. */
export const benchmarkCodes: CodePages<BenchmarkErrors> = {
};

/** Findings of the benchmark area. */
export const benchmarkFindings: FindingPages = {};
