import type { CostBasis } from '../money/cost-basis.js';

const premium = {
  measure: 'premium',
  period: 'year',
  scope: { medical: true, rx: true, dental: false, vision: false },
  rebates: 'net',
  nonClaims: 'in',
  admin: 'in',
  stopLoss: 'premiumIn',
  dating: 'survey',
  completion: 'notApplicable',
  population: 'activeUnder65',
  largeClaims: { kind: 'raw' },
  exposureRule: 'survey',
} as const satisfies Omit<CostBasis, 'per'>;

const claims = {
  measure: 'allowed',
  scope: { medical: true, rx: true, dental: false, vision: false },
  admin: 'out',
  stopLoss: 'none',
  dating: 'incurred',
  completion: 'complete',
  population: 'under65',
  largeClaims: { kind: 'raw' },
  exposureRule: 'survey',
} as const;

/**
 * What the published series measure, literal by literal, so that comparing a claims PMPM with a premium doesn't compile.
 *
 * Limits: what a publisher doesn't say is marked unverified in the facts' warnings: Mercer's cost sharing, dental, rebates and
 * population; MEPS-IC's dental; Milliman's rebates and administration.
 *
 * @source spec of the benchmark area, table 3.2, from the methods pages of KFF EHBS, AHRQ MEPS-IC, Mercer, Aon, Milliman, HCCI and CMS NHE
 */
export const basisPresets: {
  readonly kffSingle: typeof premium & { readonly per: 'contract:single' };
  readonly kffFamily: typeof premium & { readonly per: 'contract:family' };
  readonly mepsIcSingle: typeof premium & { readonly per: 'contract:single' };
  readonly mepsIcFamily: typeof premium & { readonly per: 'contract:family' };
  readonly mepsIcEmployeePlusOne: typeof premium & { readonly per: 'contract:employeePlusOne' };
  readonly mercer: Omit<typeof premium, 'measure' | 'scope'> & {
    readonly measure: 'planCost';
    readonly per: 'employee';
    readonly scope: { readonly medical: true; readonly rx: true; readonly dental: true; readonly vision: false };
  };
  readonly aon: typeof premium & { readonly per: 'employee' };
  readonly mmiPerson: typeof claims & { readonly per: 'member'; readonly period: 'year'; readonly rebates: 'net'; readonly nonClaims: 'in' };
  readonly mmiFamilyOfFour: Omit<typeof claims, 'per'> & {
    readonly per: 'contract:family';
    readonly period: 'year';
    readonly rebates: 'net';
    readonly nonClaims: 'in';
  };
  readonly hcci: typeof claims & { readonly per: 'member'; readonly period: 'year'; readonly rebates: 'gross'; readonly nonClaims: 'out' };
  readonly nhePrivate: Omit<typeof premium, 'measure' | 'population' | 'stopLoss'> & {
    readonly measure: 'planCost';
    readonly per: 'member';
    readonly population: 'all';
    readonly stopLoss: 'unknown';
  };
} = /* @__PURE__ */ Object.freeze({
  kffSingle: { ...premium, per: 'contract:single' },
  kffFamily: { ...premium, per: 'contract:family' },
  mepsIcSingle: { ...premium, per: 'contract:single' },
  mepsIcFamily: { ...premium, per: 'contract:family' },
  mepsIcEmployeePlusOne: { ...premium, per: 'contract:employeePlusOne' },
  mercer: { ...premium, measure: 'planCost', per: 'employee', scope: { medical: true, rx: true, dental: true, vision: false } },
  aon: { ...premium, per: 'employee' },
  mmiPerson: { ...claims, per: 'member', period: 'year', rebates: 'net', nonClaims: 'in' },
  mmiFamilyOfFour: { ...claims, per: 'contract:family', period: 'year', rebates: 'net', nonClaims: 'in' },
  hcci: { ...claims, per: 'member', period: 'year', rebates: 'gross', nonClaims: 'out' },
  nhePrivate: { ...premium, measure: 'planCost', per: 'member', population: 'all', stopLoss: 'unknown' },
} as const);
