import type { CostBasis, Measure, Per } from '../money/cost-basis.js';

const MEASURES: Readonly<Record<Measure, string>> = {
  billed: 'billed charges',
  allowed: 'allowed, incl. member cost sharing',
  planPaid: 'plan paid, excl. member cost sharing',
  memberShare: 'member cost sharing alone',
  tme: 'total medical expense, incl. member cost sharing and non-claims payments',
  planCost: 'plan cost, excl. member cost sharing, incl. fees',
  employerNet: "plan cost net of employees' contributions",
  premium: 'premium, excl. member cost sharing',
};

const PER: Readonly<Record<Per, string>> = {
  member: 'member',
  employee: 'employee',
  'contract:single': 'single contract',
  'contract:employeePlusOne': 'employee-plus-one contract',
  'contract:family': 'family contract',
  'contract:any': 'contract',
};

/**
 * Says in words what a basis measures, for messages and reports.
 *
 * @param basis - The basis.
 * @returns One line of plain words.
 * @example
 * basisInWords(basisPresets.kffSingle).startsWith('premium, excl. member cost sharing, per single contract and year'); // => true
 */
export function basisInWords(basis: CostBasis): string {
  const lines = Object.entries(basis.scope).flatMap(([line, inside]) => (inside ? [line] : []));
  const parts = [
    `${MEASURES[basis.measure]}, per ${PER[basis.per]} and ${basis.period}`,
    lines.length === 0 ? 'no benefit' : lines.join(' + '),
    `rebates ${basis.rebates}`,
    `non-claims payments ${basis.nonClaims}`,
    `administration ${basis.admin}`,
    `stop-loss ${basis.stopLoss}`,
    `${basis.dating}, ${basis.completion}`,
    `population ${basis.population}`,
    basis.largeClaims.kind === 'raw' ? 'large claims as they are' : `pooled at ${basis.largeClaims.point}, charge ${basis.largeClaims.charge}`,
    `months counted by ${basis.exposureRule}`,
  ];
  return parts.join('; ');
}

/**
 * Says in a few words which kind of basis it is, such as `allowed PMPM`.
 *
 * @param basis - The basis.
 * @returns Measure and unit.
 * @example
 * basisTitle(basisPresets.hcci); // => 'allowed per member and year'
 */
export function basisTitle(basis: CostBasis): string {
  return `${basis.measure} per ${PER[basis.per]} and ${basis.period}`;
}
