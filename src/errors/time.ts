import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the time area knows. */
export interface TimeErrors {
  readonly 'time/not-a-date': { readonly value: string };
  readonly 'time/not-a-month': { readonly value: string };
  readonly 'time/backwards': { readonly from: string; readonly to: string };
  readonly 'time/bad-rule': { readonly rule: string };
}

/** Why each refusal of the time area happens and what a person does about it. */
export const timeCodes: CodePages<TimeErrors> = {
  'time/not-a-date': {
    cause: "The text isn't a calendar date of the form YYYY-MM-DD.",
    fix: "Write the date like '2025-01-31'.",
  },
  'time/not-a-month': {
    cause: "The text isn't a month of the form YYYY-MM.",
    fix: "Write the month like '2025-01'.",
  },
  'time/backwards': {
    cause: 'A period ends before it starts.',
    fix: 'Swap the two ends after checking which one is wrong.',
  },
  'time/bad-rule': {
    cause: "The exposure rule isn't one of the seven counting rules.",
    fix: 'Use anyDay, firstDay, lastDay, dayOfMonth(k), majority, fractional or supplied.',
  },
};

/** Findings of the time area. */
export const timeFindings: FindingPages = {};
