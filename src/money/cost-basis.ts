import type { ExposureRule } from '../time/exposure-rule.js';

/** What is measured. `tme` is total medical expense (allowed plus non-claims payments to providers). */
export type Measure = 'billed' | 'allowed' | 'planPaid' | 'memberShare' | 'tme' | 'planCost' | 'employerNet' | 'premium';

/** Per whom. */
export type Per = 'member' | 'employee' | 'contract:single' | 'contract:employeePlusOne' | 'contract:family' | 'contract:any';

/** What a cost rate measures, per whom, when, over what and net of what. A rate never travels without it. */
export interface CostBasis {
  readonly measure: Measure;
  readonly per: Per;
  readonly period: 'month' | 'year';
  readonly scope: { readonly medical: boolean; readonly rx: boolean; readonly dental: boolean; readonly vision: boolean };
  readonly rebates: 'gross' | 'net' | 'unknown';
  readonly nonClaims: 'in' | 'out' | 'unknown';
  readonly admin: 'in' | 'out' | 'unknown';
  readonly stopLoss: 'none' | 'premiumIn' | 'netOfRecoveries' | 'unknown';
  readonly dating: 'incurred' | 'paid' | 'survey';
  readonly completion: 'complete' | 'completed' | 'immature' | 'notApplicable';
  readonly population: 'activeUnder65' | 'under65' | 'earlyRetiree' | 'medicare' | 'all';
  readonly largeClaims:
    | { readonly kind: 'raw' }
    | {
        readonly kind: 'pooled' /** Unit: US dollars per person-year, decimal text. */;
        readonly point: string;
        readonly charge: 'added' | 'notAdded';
      };
  readonly exposureRule: ExposureRule | 'survey';
}
