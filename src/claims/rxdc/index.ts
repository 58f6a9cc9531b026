/**
 * What would a plan's year be in two totals of the federal prescription drug data collection: premium and life-years, and spending by
 * category? Unverified; no filing.
 *
 * @packageDocumentation
 */
export { type PrimaryCareMap, RXDC_CATEGORIES, type RxdcCategory, rxdcCategories } from './rxdc-category.js';
export { type RxdcColumn, type RxdcEvidence, rxdcColumns } from './rxdc-columns.js';
export type { RxdcPayment } from './rxdc-payments.js';
export type { RxdcControl, RxdcPile } from './rxdc-spending.js';
export {
  type RxdcDrugSpending,
  type RxdcInput,
  type RxdcOptions,
  type RxdcPremium,
  type RxdcSpending,
  type RxdcTotals,
  rxdcTotals,
} from './rxdc-totals.js';
