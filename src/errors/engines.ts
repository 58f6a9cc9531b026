import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the engines area knows. */
export interface EnginesErrors {
  readonly 'engines/incomplete': { readonly what: string; readonly expected: string; readonly got: string };
}

/** Why each refusal of the engines area happens and what a person does about it. */
export const enginesCodes: CodePages<EnginesErrors> = {
  'engines/incomplete': {
    cause: 'The control totals of a result are not those that were expected from outside the query.',
    fix: 'Look for the shard, file or month that is missing or was read twice, then run it again over everything.',
  },
};

/** Findings of the engines area. */
export const enginesFindings: FindingPages = {};
