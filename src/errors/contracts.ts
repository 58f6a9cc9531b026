import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the contracts area knows. */
export interface ContractsErrors {
}

/** Why each refusal of the contracts area happens and what a person does about it. */
export const contractsCodes: CodePages<ContractsErrors> = {
};

/** Findings of the contracts area. */
export const contractsFindings: FindingPages = {};
