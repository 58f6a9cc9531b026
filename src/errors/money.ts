import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the money area knows. */
export interface MoneyErrors {
  readonly 'money/not-an-amount': { readonly value: string };
  readonly 'money/not-finite': { readonly value: string };
  readonly 'money/cents-unsafe': { readonly value: string };
  readonly 'money/parts-differ': { readonly total: string };
  readonly 'money/bad-weights': { readonly reason: string };
}

/** Why each refusal of the money area happens and what a person does about it. */
export const moneyCodes: CodePages<MoneyErrors> = {
  'money/not-an-amount': {
    cause: "The text isn't a plain decimal amount.",
    fix: "Write it like '1200.50': no sign for dollars, no separators, no exponent.",
  },
  'money/not-finite': {
    cause: 'A statistic that became money was NaN or infinite.',
    fix: 'Look at the warnings of the estimate; it has no value.',
  },
  'money/cents-unsafe': {
    cause: "The amount isn't a whole number of cents within plus or minus 2^53 - 1.",
    fix: 'Check the unit of the amounts; 2^53 cents are 90 trillion dollars.',
  },
  'money/parts-differ': {
    cause: 'The printed total is further from its parts than rounding can explain.',
    fix: 'Pass the total that the parts add up to, rounded to the same scale.',
  },
  'money/bad-weights': {
    cause: "Weights of an allocation are negative, all zero, or don't match their ids.",
    fix: 'Give one weight of at least 0 for each id, and at least one above 0.',
  },
};

/** Findings of the money area. */
export const moneyFindings: FindingPages = {};
