import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the trend area knows. */
export interface TrendErrors {
  readonly 'trend/invalid-input': { readonly field: string; readonly value: string };
  readonly 'trend/insufficient-development': { readonly lag: number; readonly ratios: number };
  readonly 'trend/missing-month': { readonly period: string; readonly axis: 'incurred' | 'paid' };
  readonly 'trend/as-of-invalid': { readonly asOf: string; readonly paidThrough: string };
  readonly 'trend/prior-missing': { readonly method: string };
  readonly 'trend/series-too-short': { readonly observations: number; readonly needed: number };
  readonly 'trend/decompose-nonpositive': { readonly factor: string };
  readonly 'trend/exposure-needed': { readonly method: string };
}

/** Why each refusal of the trend area happens and what a person does about it. */
export const trendCodes: CodePages<TrendErrors> = {
  'trend/invalid-input': {
    cause: 'An argument is NaN, infinite, of the wrong form or outside its range.',
    fix: 'Correct the argument that the message names; amounts are whole cents or decimal text, months are YYYY-MM.',
  },
  'trend/insufficient-development': {
    cause:
      'Fewer months than the method needs have been seen at two neighbouring lags; one diagonal has no development at all. As a warning: a factor rests on a single month, or a spread is unknown.',
    fix: 'Use more history, a smaller maxLag, selected factors, or a pattern borrowed from a larger block.',
  },
  'trend/missing-month': {
    cause: 'A month between the first and the last holds no line at all: a missing extract is not zero cost.',
    fix: "Load the missing extract, or say fillMissing: 'zero' when nothing was incurred or paid in that month.",
  },
  'trend/as-of-invalid': {
    cause: 'Payments are said complete after the day of what was known, or what was known ends before the first month.',
    fix: 'Give paidThrough on or before asOf, and asOf on or after the first month.',
  },
  'trend/prior-missing': {
    cause: 'The method needs an expected cost (a priori) and none was given.',
    fix: 'Give prior: an expected cost by month, or a trend with a season, or choose a method that needs none.',
  },
  'trend/series-too-short': {
    cause: 'A trend was asked of fewer months than the measure needs.',
    fix: 'Give at least the months that the message names, or a trend from outside as an argument.',
  },
  'trend/decompose-nonpositive': {
    cause: 'The logarithmic method needs every factor above zero.',
    fix: "Use method: 'shapley', which needs no logarithm.",
  },
  'trend/exposure-needed': {
    cause: 'The method works on cost per member month and the triangle has no exposure.',
    fix: 'Build the triangle with exposure.',
  },
};

/** Findings of the trend area. */
export const trendFindings: FindingPages = {
  'trend/zero-paid': {
    cause: 'A month has nothing paid so far, so development would say zero for ever.',
    fix: 'Use a method with a prior; blend does it by itself.',
  },
  'trend/negative-cumulative': {
    cause: 'A month has a cumulative amount of zero or less at some lag, so it has no ratio there.',
    fix: 'Check the reversals of that month; volume averages keep it in both sums.',
  },
  'trend/completion-above-one': {
    cause: 'Later recoveries make an early completion factor exceed 1.',
    fix: "Leave it when recoveries are real, or ask for monotone: 'cap' or 'isotonic'.",
  },
  'trend/odp-negative-column': {
    cause: 'A fitted row or column total of the over-dispersed Poisson model is zero or negative.',
    fix: 'Use Mack, or merge late lags into one.',
  },
  'trend/exposure-missing': {
    cause: 'A month with claims has no member months, or a quarter or year lacks some of its months.',
    fix: 'Complete the exposure; per-member figures of that month stay empty.',
  },
  'trend/lag-overflow': {
    cause: 'Lines were paid later than the largest lag.',
    fix: "Raise maxLag, or say lagPolicy: 'clampToMax'.",
  },
  'trend/negative-lag': {
    cause: 'Lines were paid before the month in which they were incurred.',
    fix: 'Correct the dates, or state the policy for them.',
  },
  'trend/out-of-period': {
    cause: 'Lines were incurred outside the months of the triangle.',
    fix: 'Move origin or months, or filter the lines beforehand.',
  },
  'trend/no-date': {
    cause: 'Lines have no incurred or no paid date.',
    fix: 'Ask the administrator for paid dates: without them there is no lag.',
  },
  'trend/unobserved-lag': {
    cause: 'No month has been seen beyond this lag, so nothing tells what is paid later.',
    fix: 'Use more history, a smaller maxLag or a tail.',
  },
  'trend/calendar-effect': {
    cause: 'Ratios that end in one paid period are high or low together, more than chance explains.',
    fix: 'Look for backlogs, price changes or system moves; exclude those paid periods or lean on a prior.',
  },
  'trend/development-correlation': {
    cause: 'Ratios at neighbouring lags are correlated.',
    fix: 'Prefer a method with a prior over plain development.',
  },
  'trend/short-window': {
    cause: 'The factors rest on fewer than six recent months, which did worst in every simulation.',
    fix: 'Use 12 months or all.',
  },
  'trend/shock-cell': {
    cause: "One cell carries more than a tenth of a factor's denominator.",
    fix: 'Look at the large claims behind it; largeClaims or exclude can take them out of the factors.',
  },
  'trend/tail-fit': {
    cause: 'Ages with a factor of 1 or less were left out of the fit of the tail.',
    fix: 'Look at the fitted ages; a constant tail may be wiser.',
  },
  'trend/tail-error-missing': {
    cause: 'A tail factor other than 1 was given without its standard error.',
    fix: 'Give tailSe and tailSigma, or ask for extrapolation.',
  },
  'trend/sigma-unavailable': {
    cause: 'The cells are too few, or too much alike, for the dispersion or the errors of the model.',
    fix: 'Use more history; the errors stay empty.',
  },
  'trend/auto-default': {
    cause: 'The history is too short to test methods on the own past, so the default for the size was used.',
    fix: 'Come back with more months, or choose a method yourself.',
  },
  'trend/interval-unsupported': {
    cause: 'Too few past errors for an interval of the confidence asked for.',
    fix: 'Ask for a lower confidence, more history or a shorter horizon.',
  },
  'trend/missing-filled': {
    cause: 'Months of a series are missing.',
    fix: 'Load them where you can; a forecast from filled months is weaker.',
  },
  'trend/growth-capped': {
    cause: 'The forecast implied a growth beyond the cap.',
    fix: 'Look at the series; raise the cap when the growth is real.',
  },
  'trend/ols-interval': {
    cause: 'Regression prediction intervals were far too narrow on real cost series.',
    fix: "Use interval: 'conformal'.",
  },
  'trend/undamped-trend': {
    cause: 'The full trend of the last year is carried on without damping.',
    fix: 'Use a damping below 1; undamped errors were several times larger.',
  },
  'trend/model-dropped': {
    cause: 'A member of the combination could not be fitted.',
    fix: 'Read the reason; the others were combined.',
  },
  'trend/no-excess': {
    cause: 'No claim lies above the deductible.',
    fix: 'Use a parametric family or a lower deductible.',
  },
  'trend/restated-history': {
    cause: 'Cells that were known before have other amounts now.',
    fix: 'Ask the administrator what was restated; compareTriangles lists the cells.',
  },
  'trend/no-own-season': {
    cause: 'Fewer than 24 settled months, so no season is estimated from the own data.',
    fix: 'Give a season from a larger block.',
  },
  'trend/paid-months-adjusted': {
    cause: 'Payments of some paid months were evened out by factors that the caller stated.',
    fix: 'Use the adjusted triangle where factors are made, and the original for amounts.',
  },
  'trend/level-break': {
    cause: 'The level or the trend of a series changed along the way.',
    fix: 'Find out what happened, then mask the months or name the change as an intervention.',
  },
  'trend/partial-diagonal': {
    cause: 'The last paid month is not complete.',
    fix: 'It was left out, or scaled by working days, as asked.',
  },
  'trend/truncated-draws': {
    cause: 'Some simulated amounts fell below zero and were set to zero.',
    fix: 'Read the count; many of them mean that the normal process is unsuitable.',
  },
  'trend/immature-share': {
    cause: 'Part of the series rests on months that are less than 95 % complete.',
    fix: 'Read the trend with the stated share in mind, or leave those months out.',
  },
};
