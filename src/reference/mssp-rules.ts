import type { Citation } from './citation.js';
import type { DatedTable } from './dated.js';

/** One band of assigned lives with the minimum savings rate at its printed ends. */
export interface MinimumRateBand {
  /** First number of the band. Unit: lives. */
  readonly lo: string;
  /** Last number of the band; open when absent. Unit: lives. */
  readonly hi?: string;
  /** Rate at `lo`, decimal text. Unit: share of the benchmark. */
  readonly atLo: string;
  /** Rate at `hi`, decimal text. Unit: share of the benchmark. */
  readonly atHi: string;
}

/** What a track or level of the programme shares. Decimal text throughout. */
export interface MsspTrack {
  readonly id: string;
  /** Greatest share of savings. */
  readonly maximumRate: string;
  /** Payment limit. Unit: share of the benchmark. */
  readonly paymentLimit: string;
  /** How losses are shared; `none` for one-sided tracks. */
  readonly loss:
    | { readonly kind: 'none' }
    | { readonly kind: 'fixed'; readonly rate: string }
    | { readonly kind: 'quality'; readonly times: string; readonly least: string; readonly most: string };
  /** Loss limit; `none` where no public rule was read. Unit: share of revenue, share of the benchmark. */
  readonly lossLimit:
    | { readonly kind: 'none' }
    | { readonly kind: 'benchmark'; readonly share: string }
    | { readonly kind: 'revenueOrBenchmark'; readonly revenueShare: string; readonly benchmarkShare: string };
}

const specification: Citation = /* @__PURE__ */ Object.freeze({
  publisher: 'Centers for Medicare & Medicaid Services',
  title:
    'Medicare Shared Savings Program, Shared Savings and Losses, Assignment and Quality Performance Standard Methodology Specifications, Version 11, January 2023',
  locator: 'pages 42 to 57; 42 CFR 425 subpart G',
  url: null,
  retrieved: '2026-11-24',
  lastVerified: null,
  status: 'primary',
  licence: 'US Government work, 17 USC 105',
} as const);

const publicFile: Citation = /* @__PURE__ */ Object.freeze({
  publisher: 'Centers for Medicare & Medicaid Services',
  title: 'Shared Savings Program ACO public use file, performance year 2018',
  locator: 'settlement columns; caps of tracks 2 and 3 never bind in the data',
  url: null,
  retrieved: '2026-11-24',
  lastVerified: null,
  status: 'derived',
  licence: 'US Government work, 17 USC 105',
} as const);

/** The programme's minimum savings rate by assigned lives: linear between the printed ends of a band (denominator hi - lo). */
export const minimumSavingsRates: DatedTable<readonly MinimumRateBand[]> = /* @__PURE__ */ Object.freeze({
  id: 'mssp/minimum-savings-rate',
  version: '2023-01',
  rows: [
    {
      from: '2012-01-01',
      to: '2023-12-31',
      citation: specification,
      value: [
        { lo: '1', hi: '499', atLo: '0.122', atHi: '0.122' },
        { lo: '500', hi: '999', atLo: '0.122', atHi: '0.087' },
        { lo: '1000', hi: '2999', atLo: '0.087', atHi: '0.050' },
        { lo: '3000', hi: '4999', atLo: '0.050', atHi: '0.039' },
        { lo: '5000', hi: '5999', atLo: '0.039', atHi: '0.036' },
        { lo: '6000', hi: '6999', atLo: '0.036', atHi: '0.034' },
        { lo: '7000', hi: '7999', atLo: '0.034', atHi: '0.032' },
        { lo: '8000', hi: '8999', atLo: '0.032', atHi: '0.031' },
        { lo: '9000', hi: '9999', atLo: '0.031', atHi: '0.030' },
        { lo: '10000', hi: '14999', atLo: '0.030', atHi: '0.027' },
        { lo: '15000', hi: '19999', atLo: '0.027', atHi: '0.025' },
        { lo: '20000', hi: '49999', atLo: '0.025', atHi: '0.022' },
        { lo: '50000', hi: '59999', atLo: '0.022', atHi: '0.020' },
        { lo: '60000', atLo: '0.020', atHi: '0.020' },
      ],
    },
  ],
} as const);

const byQuality = { kind: 'quality', times: '0.75', least: '0.40', most: '0.75' } as const;
const oneSided = { loss: { kind: 'none' }, lossLimit: { kind: 'none' } } as const;
const basicLoss = { kind: 'fixed', rate: '0.30' } as const;
const limit = (revenueShare: string, benchmarkShare: string): MsspTrack['lossLimit'] => ({
  kind: 'revenueOrBenchmark',
  revenueShare,
  benchmarkShare,
});

/** Rates, payment limits and losses by track (2018) or level (2022, 2023). */
export const msspTracks: DatedTable<readonly MsspTrack[]> = /* @__PURE__ */ (() =>
  Object.freeze({
    id: 'mssp/tracks',
    version: '2023-01',
    rows: [
      {
        from: '2018-01-01',
        to: '2018-12-31',
        citation: publicFile,
        value: [
          { id: '1', maximumRate: '0.50', paymentLimit: '0.10', ...oneSided },
          { id: '1+', maximumRate: '0.50', paymentLimit: '0.10', loss: basicLoss, lossLimit: { kind: 'none' } },
          {
            id: '2',
            maximumRate: '0.60',
            paymentLimit: '0.15',
            loss: { kind: 'quality', times: '0.60', least: '0.40', most: '0.60' },
            lossLimit: { kind: 'none' },
          },
          { id: '3', maximumRate: '0.75', paymentLimit: '0.20', loss: byQuality, lossLimit: { kind: 'none' } },
        ],
      },
      {
        from: '2022-01-01',
        to: '2023-12-31',
        citation: specification,
        value: [
          { id: 'A', maximumRate: '0.40', paymentLimit: '0.10', ...oneSided },
          { id: 'B', maximumRate: '0.40', paymentLimit: '0.10', ...oneSided },
          { id: 'C', maximumRate: '0.50', paymentLimit: '0.10', loss: basicLoss, lossLimit: limit('0.02', '0.01') },
          { id: 'D', maximumRate: '0.50', paymentLimit: '0.10', loss: basicLoss, lossLimit: limit('0.04', '0.02') },
          { id: 'E', maximumRate: '0.50', paymentLimit: '0.10', loss: basicLoss, lossLimit: limit('0.08', '0.04') },
          { id: 'ENHANCED', maximumRate: '0.75', paymentLimit: '0.20', loss: byQuality, lossLimit: { kind: 'benchmark', share: '0.15' } },
        ],
      },
    ],
  } as const))();
