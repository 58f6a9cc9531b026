import type { Citation } from './citation.js';
import type { DatedTable } from './dated.js';

/** One band of a marginal schedule, decimal text. Unit: shares of the base; the share that is paid. */
export interface ScheduleBand {
  readonly from: string;
  readonly to?: string;
  readonly share: string;
}

/** Points from a percentile on. Unit: percentile, points; decimal text. */
export interface PercentilePoints {
  readonly from: string;
  readonly points: string;
}

/** Limits and discounts of one performance year of the joint replacement model. Decimal text, shares. */
export interface CjrYear {
  readonly year: number;
  /** Discount when money is owed to the hospital. */
  readonly discount: string;
  /** Discount when money is owed by the hospital. */
  readonly repaymentDiscount: string;
  /** Most that is repaid, as a share of the aggregate target; null where nothing is repaid. */
  readonly stopLoss: string | null;
  readonly stopGain: string;
}

/** Points and classes of the joint replacement model's composite. */
export interface CjrQuality {
  readonly complications: readonly PercentilePoints[];
  readonly experience: readonly PercentilePoints[];
  readonly outcomesData: string;
}

const law = (title: string, locator: string, status: Citation['status'] = 'primary'): Citation => ({
  publisher: 'United States',
  title,
  locator,
  url: null,
  retrieved: '2026-11-24',
  lastVerified: null,
  status,
  licence: 'US law, public domain',
});

/** Risk corridors of the Affordable Care Act: share of what lies above 103 or below 97 % of target, by distance from target. */
export const acaCorridorBands: DatedTable<readonly ScheduleBand[]> = /* @__PURE__ */ (() =>
  Object.freeze({
    id: 'aca/risk-corridors',
    version: '42-usc-18062',
    rows: [
      {
        from: '2014-01-01',
        to: '2016-12-31',
        citation: law('Patient Protection and Affordable Care Act', '42 USC 18062'),
        value: [
          { from: '0', to: '0.03', share: '0' },
          { from: '0.03', to: '0.08', share: '0.5' },
          { from: '0.08', share: '0.8' },
        ],
      },
    ],
  } as const))();

/** ACO REACH risk bands; secondary source only. */
export const reachBands: DatedTable<Readonly<Record<'global' | 'professional', readonly ScheduleBand[]>>> = /* @__PURE__ */ (() =>
  Object.freeze({
    id: 'reach/risk-bands',
    version: 'unverified',
    rows: [
      {
        from: '2021-01-01',
        to: '2026-12-31',
        citation: law('ACO REACH model materials, as summarised by others', 'risk corridors', 'unverified'),
        value: {
          global: [
            { from: '0', to: '0.25', share: '1' },
            { from: '0.25', to: '0.35', share: '0.5' },
            { from: '0.35', to: '0.5', share: '0.25' },
            { from: '0.5', share: '0.1' },
          ],
          professional: [
            { from: '0', to: '0.05', share: '0.5' },
            { from: '0.05', to: '0.1', share: '0.35' },
            { from: '0.1', to: '0.15', share: '0.15' },
            { from: '0.15', share: '0.05' },
          ],
        },
      },
    ],
  } as const))();

/** ACO REACH discount off the benchmark for Global participants, by performance year; secondary source only. */
export const reachDiscounts: DatedTable<string> = /* @__PURE__ */ (() =>
  Object.freeze({
    id: 'reach/global-discount',
    version: 'unverified',
    rows: [
      {
        from: '2021-01-01',
        to: '2022-12-31',
        citation: law('ACO REACH model materials, as summarised by others', 'discount', 'unverified'),
        value: '0.02',
      },
      {
        from: '2025-01-01',
        to: '2026-12-31',
        citation: law('ACO REACH model materials, as summarised by others', 'discount', 'unverified'),
        value: '0.035',
      },
    ],
  } as const))();

/** Domain weights of hospital value-based purchasing by fiscal year (federal: from 1 October of the year before). */
export const hvbpWeights: DatedTable<Readonly<Record<string, string>>> = /* @__PURE__ */ (() =>
  Object.freeze({
    id: 'hvbp/domain-weights',
    version: 'fy2016-fy2021',
    rows: [
      {
        from: '2015-10-01',
        to: '2016-09-30',
        citation: law('42 CFR 412.165', 'domain weights, fiscal year 2016'),
        value: { process: '0.10', experience: '0.25', outcome: '0.40', efficiency: '0.25' },
      },
      {
        from: '2017-10-01',
        to: '2021-09-30',
        citation: law('42 CFR 412.165', 'domain weights, fiscal years 2018 to 2021'),
        value: { outcome: '0.25', experience: '0.25', safety: '0.25', efficiency: '0.25' },
      },
    ],
  } as const))();

/** Limits and discounts of the joint replacement model by performance year (1 = 2016). */
export const cjrYears: DatedTable<readonly CjrYear[]> = /* @__PURE__ */ (() =>
  Object.freeze({
    id: 'cjr/years',
    version: '2020',
    rows: [
      {
        from: '2016-04-01',
        to: '2021-12-31',
        citation: law('42 CFR 510.300 and 510.305', 'text of 2017 and 2020'),
        value: [
          { year: 1, discount: '0.03', repaymentDiscount: '0', stopLoss: null, stopGain: '0.05' },
          { year: 2, discount: '0.03', repaymentDiscount: '0.02', stopLoss: '0.05', stopGain: '0.05' },
          { year: 3, discount: '0.03', repaymentDiscount: '0.02', stopLoss: '0.10', stopGain: '0.10' },
          { year: 4, discount: '0.03', repaymentDiscount: '0.03', stopLoss: '0.20', stopGain: '0.20' },
          { year: 5, discount: '0.03', repaymentDiscount: '0.03', stopLoss: '0.20', stopGain: '0.20' },
        ],
      },
    ],
  } as const))();

/** Points of the joint replacement model's quality composite, from a percentile on. */
export const cjrQuality: DatedTable<CjrQuality> = /* @__PURE__ */ (() =>
  Object.freeze({
    id: 'cjr/quality-points',
    version: '2020',
    rows: [
      {
        from: '2016-04-01',
        to: '2021-12-31',
        citation: law('42 CFR 510.315', 'composite quality score'),
        value: {
          complications: [
            { from: '0', points: '0' },
            { from: '30', points: '5.50' },
            { from: '40', points: '6.25' },
            { from: '50', points: '7.00' },
            { from: '60', points: '7.75' },
            { from: '70', points: '8.50' },
            { from: '80', points: '9.25' },
            { from: '90', points: '10.00' },
          ],
          experience: [
            { from: '0', points: '0' },
            { from: '30', points: '4.40' },
            { from: '40', points: '5.00' },
            { from: '50', points: '5.60' },
            { from: '60', points: '6.20' },
            { from: '70', points: '6.80' },
            { from: '80', points: '7.40' },
            { from: '90', points: '8.00' },
          ],
          outcomesData: '2',
        },
      },
    ],
  } as const))();
