import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the aggregate area knows. */
export interface AggregateErrors {
  readonly 'aggregate/cents-overflow': { readonly measure: string };
  readonly 'aggregate/spec-mismatch': { readonly path: string };
  readonly 'aggregate/member-overlap': { readonly left: string; readonly right: string };
  readonly 'aggregate/already-merged': { readonly source: string };
  readonly 'aggregate/source-unnamed': { readonly sources: number };
  readonly 'aggregate/corrupt': { readonly kind: string };
}

/** Why each refusal of the aggregate area happens and what a person does about it. */
export const aggregateCodes: CodePages<AggregateErrors> = {
  'aggregate/cents-overflow': {
    cause: 'The sum of absolute cents would pass 2^53 - 1 (90 trillion dollars).',
    fix: 'Check the unit of the amounts, or split the aggregate.',
  },
  'aggregate/spec-mismatch': {
    cause: "Two aggregates of different kind, version or specification can't be merged.",
    fix: 'Build both with the same specification; the message names the first difference.',
  },
  'aggregate/member-overlap': {
    cause: "Both aggregates may hold the same members, so distinct members can't be added.",
    fix: 'Merge aggregates over disjoint members only, or rebuild over all lines.',
  },
  'aggregate/already-merged': {
    cause: 'A delivery of the same name went into the aggregate before, so its lines would count twice.',
    fix: 'Leave it out, or pass allowRepeats when a delivery really comes in parts.',
  },
  'aggregate/source-unnamed': {
    cause: 'A source without a name was given.',
    fix: 'Name each delivery so that it can be told from the others, such as by vendor and month.',
  },
  'aggregate/corrupt': {
    cause: "The stored aggregate doesn't match its checksum or form.",
    fix: 'Get it again from where it was made.',
  },
};

/** Findings of the aggregate area. */
export const aggregateFindings: FindingPages = {};
