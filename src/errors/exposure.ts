import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the exposure area knows. */
export interface ExposureErrors {
  readonly 'exposure/rule-required': { readonly option: string };
  readonly 'exposure/bad-option': { readonly option: string; readonly value: string };
  readonly 'exposure/unknown-dimension': { readonly dimension: string };
  readonly 'exposure/orphan-contracts': { readonly contractMonths: number };
  readonly 'exposure/negative': { readonly field: string; readonly value: string };
}

/** Why each refusal of the exposure area happens and what a person does about it. */
export const exposureCodes: CodePages<ExposureErrors> = {
  'exposure/rule-required': {
    cause: 'No counting rule was given; two rules give two PMPMs for the same data, so none is assumed.',
    fix: 'Say how a month counts: anyDay, firstDay, lastDay, dayOfMonth15, majority or fractional. Most billing counts the first day.',
  },
  'exposure/bad-option': {
    cause: 'An option of the count is outside what it can be.',
    fix: 'Use one of the values that the message names.',
  },
  'exposure/unknown-dimension': {
    cause: "The count was asked for by something that isn't a column of coverage spans, nor `tier`, `age` or `age_band`.",
    fix: 'Name a column of EligibilitySpan as the schema spells it.',
  },
  'exposure/orphan-contracts': {
    cause: 'Contracts have covered dependants but no covered employee, and the count was told to refuse them.',
    fix: 'Get the subscriber file, or count such contracts once or not at all with orphanContracts.',
  },
  'exposure/negative': {
    cause: 'A supplied month holds a negative figure or more than one month.',
    fix: 'Correct the figure: months run from 0 to 1 for a person.',
  },
};

/** Findings of the exposure area. */
export const exposureFindings: FindingPages = {
  'exposure/no-employees': {
    cause: 'There are member months but no employee months, so nothing can be given per employee.',
    fix: 'Load subscriber ids and relations, or report per member.',
  },
  'exposure/void-span': {
    cause: 'A span ends before it starts. It covers no day and is left out; its ends are never swapped.',
    fix: 'Correct it at the source; some systems write a cancelled enrolment like this.',
  },
  'exposure/other-benefit': {
    cause: 'A span covers a benefit that is not counted, such as dental.',
    fix: 'Nothing, or name the benefit in `benefits`.',
  },
  'exposure/multi-coverage': {
    cause: 'Persons are covered under two plans or employers in one month.',
    fix: 'Nothing with dedupe person: the month is given to one of them. With dedupe coverage each counts.',
  },
  'exposure/orphan-contract': {
    cause: 'Contracts have counted dependants but no counted employee.',
    fix: 'Get the subscriber file; until then choose orphanContracts.',
  },
  'exposure/several-selves': {
    cause: 'More than one person stands as the employee of one contract in a month: two families may share an id.',
    fix: 'Ask the vendor which record is the holder.',
  },
  'exposure/no-contract': {
    cause: 'Spans have no subscriber id. Their persons count as members and in no contract.',
    fix: 'Ask for the subscriber id on every row; per-employee figures need it.',
  },
  'exposure/status-excluded': {
    cause: 'Contracts were left out of employee months because of the employment status.',
    fix: 'Nothing, or name the status in `employeeStatus`.',
  },
  'exposure/tier-disagrees': {
    cause: "The tier's label differs from who is covered on the contract that month.",
    fix: 'Check late changes; the count uses who is covered.',
  },
  'exposure/age-unknown': {
    cause: 'Spans tell no birth date, year or age band.',
    fix: 'Ask for the birth year; until then their age is null and their band `unknown`.',
  },
  'exposure/age-from-year': {
    cause: 'Only the year of birth is known; age is that at the end of the year.',
    fix: 'Nothing.',
  },
  'exposure/gap-bridged': {
    cause: 'Gaps of up to the number of days asked for were closed.',
    fix: 'Nothing; it was asked for.',
  },
  'exposure/headcount': {
    cause: 'Counted employees differ from billed employees by more than the tolerance.',
    fix: 'Reconcile with the bill before anything is given per employee; the causes listed beside say where to look first.',
  },
  'exposure/headcount-missing': {
    cause: 'An employer and month has counted employees but no billed headcount, or the reverse.',
    fix: 'Get the bill of that month.',
  },
};
