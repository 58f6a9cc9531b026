import type { CodePages, FindingPages } from './codes.js';

/** What each refusal of the benchmark area knows. */
export interface BenchmarkErrors {
  readonly 'benchmark/zero-exposure': { readonly cents: number };
  readonly 'benchmark/immature': { readonly through: string };
  readonly 'benchmark/bad-input': { readonly field: string; readonly value: string };
  readonly 'benchmark/coverage-missing': { readonly rows: number };
  readonly 'benchmark/bridge-input-missing': { readonly inputs: readonly string[] };
  readonly 'benchmark/adjusted-twice': { readonly kind: string };
  readonly 'benchmark/no-dispersion-for-point': { readonly point: string };
  readonly 'benchmark/outside-table': { readonly table: string; readonly value: string };
  readonly 'benchmark/too-little-structure': { readonly units: number; readonly periods: number };
  readonly 'benchmark/too-many-factors': { readonly factors: number };
  readonly 'benchmark/log-of-non-positive': { readonly factor: string; readonly cell: string };
  readonly 'benchmark/empty-stratum': { readonly strata: readonly string[] };
  readonly 'benchmark/too-many-members': { readonly members: number };
  readonly 'benchmark/adoption-over-one': { readonly category: string; readonly adoption: string };
  readonly 'benchmark/bad-weights': { readonly sum: string };
  readonly 'benchmark/series-break': { readonly series: string; readonly years: readonly number[] };
  readonly 'benchmark/fact-missing': { readonly query: string };
  readonly 'benchmark/fact-invalid': { readonly path: string };
  readonly 'benchmark/stale': { readonly id: string; readonly status: string };
  readonly 'benchmark/table-missing': { readonly table: string };
  readonly 'benchmark/too-few-contributors': { readonly contributors: number };
}

/** Why each refusal of the benchmark area happens and what a person does about it. */
export const benchmarkCodes: CodePages<BenchmarkErrors> = {
  'benchmark/zero-exposure': {
    cause: 'There are dollars and no member months, so no rate exists.',
    fix: 'Add the exposure of the same keys and months, or look at why these lines have no enrolment.',
  },
  'benchmark/immature': {
    cause: 'Recent months are still being paid and nothing says how complete they are.',
    fix: 'Complete the months with a completion step from trend, end the period earlier, or say that the run-out is complete.',
  },
  'benchmark/bad-input': {
    cause: 'An argument has the wrong form or lies outside its range.',
    fix: 'Correct the argument that the message names.',
  },
  'benchmark/coverage-missing': {
    cause: 'Lines are to be placed beside coverage, and no coverage was given.',
    fix: "Pass the coverage, or say placement: 'trusted' when the lines were joined to enrolment before.",
  },
  'benchmark/bridge-input-missing': {
    cause: 'A bridge between two bases needs an assumption that was not given.',
    fix: 'Give each input that the message names as low, mid and high with its source.',
  },
  'benchmark/adjusted-twice': {
    cause: 'A rate would be adjusted twice for the same thing.',
    fix: 'Leave one of the steps out; allow the overlap only when the two are known to be about different things.',
  },
  'benchmark/no-dispersion-for-point': {
    cause: 'The coefficient of variation belongs to another pooling point than the figure.',
    fix: 'Give the dispersion of this pooling point, a sample of at least 5,000 member-years, or the severity model.',
  },
  'benchmark/outside-table': {
    cause: 'A value lies outside a published table, which is never extrapolated.',
    fix: 'Use a point inside the table, or load a table that reaches it.',
  },
  'benchmark/too-little-structure': {
    cause: 'Credibility between units needs at least two units and two periods.',
    fix: 'Bring more employers or more periods, or use limited fluctuation.',
  },
  'benchmark/too-many-factors': {
    cause: 'An exact decomposition visits every subset of the factors.',
    fix: 'Combine factors to at most 12.',
  },
  'benchmark/log-of-non-positive': {
    cause: 'A logarithmic method met a factor of zero or below.',
    fix: "Roll the cell up, use method: 'shapley', or give an explicit epsilon for zeros.",
  },
  'benchmark/empty-stratum': {
    cause: 'A stratum has weight in the standard and nobody in the group.',
    fix: "Say emptyStratum: 'collapse' or 'borrowReference', or choose coarser strata.",
  },
  'benchmark/too-many-members': {
    cause: 'Resampling so many members costs much and tells no more than the closed form.',
    fix: "Use method: 'logDelta'.",
  },
  'benchmark/adoption-over-one': {
    cause: 'A lever reaches less than none or more than all of its category.',
    fix: 'Give adoption, price and use effects as shares from 0 to 1.',
  },
  'benchmark/bad-weights': { cause: "Weights don't sum to exactly 1.", fix: 'Correct the weights; the message gives their sum.' },
  'benchmark/series-break': {
    cause: 'The series changed its definition between the years asked for, or vintages are mixed.',
    fix: 'Ask for years of one definition, or allow the break and trend explicitly.',
  },
  'benchmark/fact-missing': {
    cause: 'No benchmark fact answers the query.',
    fix: 'Ask for one of the years and cuts that the message lists, or load the series.',
  },
  'benchmark/fact-invalid': {
    cause: "A loaded benchmark record doesn't have its form.",
    fix: 'Correct the field that the message names; no field of the basis may be missing.',
  },
  'benchmark/stale': {
    cause: 'The fact is older than its next edition.',
    fix: 'Load the newer edition, or ask without requireFresh and print the warning.',
  },
  'benchmark/table-missing': { cause: "A table that can't be shipped was not loaded.", fix: 'Load the published table; the message names it.' },
  'benchmark/too-few-contributors': {
    cause: 'A distribution rests on too few contributors, one is too large, or the data is too fresh.',
    fix: 'Show the coalition as one figure, or wait; the dollars stay inside.',
  },
};

/** Findings of the benchmark area. */
export const benchmarkFindings: FindingPages = {
  'benchmark/short-run-out': {
    cause: 'Fewer than three months of payments follow the last month.',
    fix: 'Complete the months with a completion step, or wait for more run-out.',
  },
  'benchmark/too-few-lives': {
    cause: 'Under 30 life-years no interval is honest.',
    fix: 'Use the credibility answer, combine years, or join the pooled estimate of the coalition.',
  },
  'benchmark/bound-not-shown': {
    cause: 'The method gives a negative bound of a cost, which is not shown.',
    fix: 'Use the pooled external-CV interval; the raw bound is kept for checking.',
  },
  'benchmark/quantile-outside': {
    cause: 'Too few replicates for this confidence: the rank lies outside the sample.',
    fix: 'Draw more replicates.',
  },
  'benchmark/default-dispersion': {
    cause: 'The variation of cost comes from the default severity model, which is for all ages.',
    fix: "Give your own population's dispersion.",
  },
  'benchmark/unpooled': {
    cause: 'There are totals but no member-years, so large claims could not be pooled and the interval is wider than need be.',
    fix: 'Give member-years and a pooling point.',
  },
  'benchmark/suppressed': { cause: 'Fewer than 10 events: the rate is too unreliable to show.', fix: 'Combine years or strata.' },
  'benchmark/empty-stratum-filled': {
    cause: 'A stratum without anybody was collapsed or borrowed from the reference.',
    fix: 'Read the rate with that in mind.',
  },
  'benchmark/negative-variance': {
    cause: 'The estimated variance between units is negative: the units are not distinguishable.',
    fix: 'Every unit gets the collective; the raw estimate is shown.',
  },
  'benchmark/capitation-missing': {
    cause: 'Capitated services are said to be in the rate and no amounts were given for them.',
    fix: 'Load the non-claims payments.',
  },
  'benchmark/stale': { cause: 'The fact is older than its next edition.', fix: 'Load the newer edition.' },
  'benchmark/unverified': {
    cause: 'The fact is cited at second hand or could not be verified.',
    fix: 'Look it up at its publisher before relying on it.',
  },
  'benchmark/too-few-contributors': {
    cause: 'A distribution rests on too few contributors, one is too large, or the data is too fresh.',
    fix: 'The distribution is withheld; show the coalition as one figure.',
  },
  'benchmark/category-one-sided': {
    cause: 'A category exists on one side only; it enters with no use and the price of the other side.',
    fix: 'Check that both sides use the same categories.',
  },
  'benchmark/preventive-cost-share': {
    cause: 'Members paid for services of the preventive set.',
    fix: 'Have the claims reprocessed, or correct the set.',
  },
  'benchmark/hsa-first-dollar': {
    cause: 'A plan marked as HSA-qualified paid before the deductible outside the preventive set.',
    fix: 'Let counsel look at it: members may lose eligibility for contributions.',
  },
  'benchmark/undefined-benchmark': {
    cause: 'The claim compares with a market that nobody defined.',
    fix: 'Ask for the population, basis and year of the comparison.',
  },
  'benchmark/inflated-trend': {
    cause: 'Savings are counted against a trend above the published range.',
    fix: 'Use a published forecast of the same before- or after-change basis.',
  },
  'benchmark/self-selected': { cause: 'Participants chose to take part.', fix: 'Ask for an evaluation of everybody who was offered it.' },
  'benchmark/regression-to-mean': {
    cause: 'Participants were chosen for high cost, which falls by itself.',
    fix: 'Ask for a comparison group chosen the same way.',
  },
  'benchmark/above-addressable': { cause: 'Claimed savings exceed the spending that the program touches.', fix: 'Ask how.' },
  'benchmark/risk-score-drift': { cause: 'Risk scores rose by coding, which makes cost look lower.', fix: 'Ask for unadjusted figures beside.' },
  'benchmark/arc-at-zero': {
    cause: 'An arc elasticity at a price of zero gives the same answer whatever the price was before.',
    fix: 'Use a semi-arc elasticity for a move to zero.',
  },
};
