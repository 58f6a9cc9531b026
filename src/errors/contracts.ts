import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the contracts area knows. */
export interface ContractsErrors {
  readonly 'contracts/number-as-money': { readonly where: string };
  readonly 'contracts/unknown-term': { readonly name: string };
  readonly 'contracts/unknown-preset': { readonly preset: string; readonly value: string; readonly known: string };
  readonly 'contracts/invalid-document': { readonly codes: string };
  readonly 'contracts/lives-not-integer': { readonly value: string };
  readonly 'contracts/empty-slope': { readonly target: string };
  readonly 'contracts/zero-weights': { readonly what: string };
  readonly 'contracts/prior-mismatch': { readonly expected: string; readonly got: string };
  readonly 'contracts/life-cycle': { readonly status: string; readonly after: string };
  readonly 'contracts/too-many-players': { readonly players: number; readonly most: number };
  readonly 'contracts/not-a-fact': { readonly metric: string; readonly value: string };
  readonly 'contracts/unknown-node': { readonly node: string };
  readonly 'contracts/bad-options': { readonly what: string };
  readonly 'contracts/not-settled': { readonly codes: string };
}

/** Why each refusal of the contracts area happens and what a person does about it. */
export const contractsCodes: CodePages<ContractsErrors> = {
  'contracts/number-as-money': {
    cause: 'A JavaScript number stands where money, a rate or a share is due.',
    fix: "Pass decimal text such as '0.02': binary floats can't hold it.",
  },
  'contracts/unknown-term': {
    cause: 'A node names an operation that the algebra does not have, or a builder was given a name that it does not know.',
    fix: 'Use the operations of the guide "Write a contract as data".',
  },
  'contracts/unknown-preset': {
    cause: 'A preset was asked for a year, level or track that it does not carry.',
    fix: 'Use one of the years that the message lists; the nearest year is never taken instead.',
  },
  'contracts/invalid-document': {
    cause: 'A contract that was defined in code has faults that would change money or block its settlement.',
    fix: 'Correct what the message lists, or read the document with parseContract to get findings instead.',
  },
  'contracts/lives-not-integer': {
    cause: 'A table by lives was asked for a number of lives that is not a whole number of at least 1.',
    fix: 'Give the number of assigned lives as the programme counts them.',
  },
  'contracts/empty-slope': {
    cause: 'A sliding guarantee has its target and its floor at the same value.',
    fix: 'Set the floor apart from the target, or use a binary guarantee.',
  },
  'contracts/zero-weights': {
    cause: 'An amount should be divided by weights that are all zero, or by savings that add up to zero.',
    fix: 'Agree on another allocation policy for this case.',
  },
  'contracts/prior-mismatch': {
    cause: 'A prior settlement belongs to another contract.',
    fix: 'Pass the settlements of this contract, or link an amendment by its supersedes hash.',
  },
  'contracts/life-cycle': {
    cause: 'A settlement was asked for that may not follow what happened before.',
    fix: 'After a final settlement only restate, dispute or close; after closing nothing.',
  },
  'contracts/too-many-players': {
    cause: 'An exact Shapley value was asked for more players than can be enumerated.',
    fix: 'Sample with a seed instead.',
  },
  'contracts/not-a-fact': {
    cause: 'An estimate that is not finite should become a fact.',
    fix: 'Look at the warnings of the estimate.',
  },
  'contracts/unknown-node': {
    cause: 'An explanation was asked for a node that the settlement does not have.',
    fix: 'Use the id of a term, a metric (`metric:id`) or a parameter (`parameter:id`).',
  },
  'contracts/bad-options': {
    cause: 'Options contradict one another or lack what the function needs.',
    fix: 'The message says which.',
  },
  'contracts/not-settled': {
    cause: 'A function that needs a settlement met facts with which the contract can not be settled.',
    fix: 'Call settle with the same input and read its findings.',
  },
};

/** Findings of the contracts area. */
export const contractsFindings: FindingPages = {
  TIER_GAP: {
    cause: 'A value inside the domain of a step table falls in no tier.',
    fix: 'Correct the ends of the tiers, or agree which tier the value belongs to.',
  },
  TIER_OVERLAP: {
    cause: 'A value falls in two tiers.',
    fix: 'Correct the ends; under precedence "first" the earlier tier wins, and the finding is a warning.',
  },
  UNREACHABLE_BAND: { cause: 'A tier or band can never be reached.', fix: 'Remove it, or correct the ends of the ones before it.' },
  UNORDERED_TIERS: { cause: 'Tiers, bands or points do not ascend.', fix: 'Sort them by their lower end.' },
  DISCONTINUOUS_BAND: {
    cause: 'Marginal bands leave a hole or overlap, or do not start at zero.',
    fix: 'Let each band start where the one before it ends.',
  },
  UNDECLARED_CLIFF: {
    cause: 'A table jumps and does not say that the jump is meant.',
    fix: "Declare it with cliff: 'declared', or use marginal bands.",
  },
  NON_MONOTONE: {
    cause: 'Somebody can be paid less for a better result.',
    fix: 'Look at the payment curve where the finding says; most often a tier or a cap is out of place.',
  },
  UNKNOWN_REF: { cause: 'A node names a term, metric, parameter, dimension or party that is not there.', fix: 'Correct the name or declare it.' },
  CYCLE: { cause: 'Terms need one another in a circle.', fix: 'Break the circle.' },
  UNIT_MISMATCH: { cause: 'Figures of different units are joined, or a line does not pay dollars.', fix: 'Bring both to one unit.' },
  CURRENCY_MIX: { cause: 'Figures of different currencies are joined.', fix: 'Convert by a parameter.' },
  DATE_OUTSIDE_TERM: {
    cause: 'A date of the document lies outside the term of the contract, or no parameter row covers the day.',
    fix: 'Correct the dates.',
  },
  OVERLAPPING_PERIODS: { cause: 'Two rows of one parameter hold on the same day.', fix: 'End one row the day before the next begins.' },
  CONTRADICTORY_TERMS: {
    cause: 'Two terms or lines define one amount for one day, and nothing says which wins.',
    fix: 'State precedence, or give the terms dates that do not overlap.',
  },
  WEIGHTS_NOT_ONE: { cause: 'Fixed weights of an average do not add up to one.', fix: 'Correct the weights.' },
  CAP_BELOW_FLOOR: { cause: 'The upper end of a clamp lies below its lower end.', fix: 'Swap or correct the ends.' },
  DEAD_PARAMETER: { cause: 'A parameter is used by nothing.', fix: 'Use it or remove it: a reader takes it for a term of the contract.' },
  ROUNDING_AMBIGUOUS: {
    cause: 'A line is paid without a rounding being declared, or to less than a cent.',
    fix: 'End its term in a rounding node, or state the rounding of lines.',
  },
  MISSING_METRIC: { cause: 'There is no fact for a metric.', fix: 'Supply it, or agree on a policy for it.' },
  DENOMINATOR_TOO_SMALL: {
    cause: 'A fact rests on fewer cases than the contract asks for, and counts as missing.',
    fix: 'Pool periods, or agree on a policy.',
  },
  OUT_OF_RANGE: { cause: 'A fact or an intermediate value lies outside what the contract allows.', fix: 'Correct the fact at its source.' },
  STALE_RUNOUT: { cause: 'Payments have not run out as long as the contract asks for.', fix: 'Wait, or settle as interim.' },
  DUPLICATE_FACT: {
    cause:
      'One fact was given twice with different figures, known on the same day, or for two periods of which the later known does not hold the other.',
    fix: 'Decide which is right; a correction carries a later knownOn, and parts of a year need a dimension of their own.',
  },
  PERIOD_MISMATCH: { cause: 'A fact is about another period than the one measured.', fix: 'Give the facts of the measurement period.' },
  SUPPRESSED_CELL: { cause: 'A fact rests on fewer persons than the contract lets anybody see.', fix: 'Pool it, or override it with a reason.' },
  UNVERIFIED_PRESET: {
    cause: 'Figures of a preset rest on sources that were not read in the original.',
    fix: 'Check them against the signed contract before anything is paid.',
  },
  'contracts/fact-not-yet-known': {
    cause: 'A fact became known after the day of the settlement.',
    fix: 'Nothing: it is left out on purpose and used by a later settlement.',
  },
  'contracts/fact-unused': { cause: 'A fact is about a metric that the contract does not have.', fix: 'Remove it or correct its name.' },
  'contracts/fact-malformed': {
    cause: 'A fact is no plain decimal, has another unit than its metric, or lacks a key.',
    fix: 'Correct it at its source.',
  },
  'contracts/division-by-zero': { cause: 'A node divides by zero.', fix: 'Look at the fact that is zero.' },
  'contracts/base-not-positive': { cause: 'Bands are shares of a base that is not above zero.', fix: 'Look at the base; a share needs one.' },
  'contracts/document-too-large': {
    cause: 'A document is larger or deeper than the limits.',
    fix: 'Split it; no contract that a person reads comes near the limits.',
  },
  'contracts/document-malformed': { cause: 'A document does not have the form of a contract.', fix: 'Correct the place that the path names.' },
  'contracts/negative-contributor': {
    cause: 'An employer without own savings gets nothing, or pays in, by the allocation policy.',
    fix: 'Nothing; it is listed so that nobody is surprised.',
  },
  'contracts/trace-broken': {
    cause: 'A figure of a stored settlement does not follow from its operands.',
    fix: 'Take the settlement from its source again; it was changed or cut.',
  },
  'contracts/hash-mismatch': {
    cause: 'A stored hash is not the hash of what it stands for.',
    fix: 'Take contract, facts and settlement from their source again.',
  },
  'contracts/clause-mismatch': {
    cause: 'A node of a stored settlement is not what the contract says.',
    fix: 'Check which version of the contract was settled.',
  },
  'contracts/fact-mismatch': { cause: 'A figure of a stored settlement is not the fact that was given.', fix: 'Check which facts were settled.' },
  'contracts/lines-do-not-add': {
    cause: "Lines, earlier payments or the employers' shares of a stored settlement do not add up.",
    fix: 'Take the settlement from its source again.',
  },
};
