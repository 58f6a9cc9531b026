import type { IsoDate } from '../time/iso-date.js';
import type { Citation } from './citation.js';
import type { Dated, DatedTable } from './dated.js';

const source = (title: string, locator: string, status: Citation['status']): Citation => ({
  publisher: 'Internal Revenue Service',
  title,
  locator,
  url: null,
  retrieved: '2026-11-24',
  lastVerified: null,
  status,
  licence: 'US government work, facts only',
});

/** Least deductibles of a high-deductible health plan. Unit: US dollars a plan year, decimal text. */
export interface HdhpMinimum {
  readonly self: string;
  readonly family: string;
}

/**
 * Statutory minimum deductible of a plan beside a health savings account, by year.
 *
 * Limits: 2018 to 2026; the rows from 2022 on are unverified. No tax advice.
 */
export const hdhpMinimums: DatedTable<HdhpMinimum> = /* @__PURE__ */ hdhpTable();

function hdhpTable(): DatedTable<HdhpMinimum> {
  const figures: readonly (readonly [year: number, self: string, family: string])[] = [
    [2018, '1350', '2700'],
    [2019, '1350', '2700'],
    [2020, '1400', '2800'],
    [2021, '1400', '2800'],
    [2022, '1400', '2800'],
    [2023, '1500', '3000'],
    [2024, '1600', '3200'],
    [2025, '1650', '3300'],
    [2026, '1700', '3400'],
  ];
  const rows = figures.map(
    ([year, self, family]): Dated<HdhpMinimum> => ({
      from: `${year}-01-01`,
      to: `${year}-12-31`,
      value: { self, family },
      citation: source('Inflation adjusted items for health savings accounts', `calendar year ${year}`, year < 2022 ? 'secondary' : 'unverified'),
    }),
  );
  return Object.freeze({ id: 'hdhp-minimum-deductible', version: '2018-2026', rows });
}

/**
 * Tax-free rate for driving to medical care, by date: it changed within 2022.
 *
 * Limits: 2018 to 2026. Unit: US cents a mile, decimal text. No tax advice.
 */
export const medicalMileage: DatedTable<string> = /* @__PURE__ */ mileageTable();

function mileageTable(): DatedTable<string> {
  const figures: readonly (readonly [from: IsoDate, to: IsoDate, cents: string])[] = [
    ['2018-01-01', '2018-12-31', '18'],
    ['2019-01-01', '2019-12-31', '20'],
    ['2020-01-01', '2020-12-31', '17'],
    ['2021-01-01', '2021-12-31', '16'],
    ['2022-01-01', '2022-06-30', '18'],
    ['2022-07-01', '2022-12-31', '22'],
    ['2023-01-01', '2023-12-31', '22'],
    ['2024-01-01', '2024-12-31', '21'],
    ['2025-01-01', '2025-12-31', '21'],
    ['2026-01-01', '2026-12-31', '20.5'],
  ];
  const rows = figures.map(
    ([from, to, value]): Dated<string> => ({ from, to, value, citation: source('Standard mileage rates', 'medical', 'secondary') }),
  );
  return Object.freeze({ id: 'medical-mileage', version: '2018-2026', rows });
}

/**
 * Lodging for medical care that is free of tax. Unit: US dollars a night and person, decimal text; the patient and one companion.
 *
 * Limits: no tax advice.
 */
export const medicalLodging: DatedTable<string> = /* @__PURE__ */ lodgingTable();

function lodgingTable(): DatedTable<string> {
  const row: Dated<string> = {
    from: '2018-01-01',
    to: '2026-12-31',
    value: '50',
    citation: source('Medical and dental expenses', 'lodging: $50 a night and person, meals excluded', 'secondary'),
  };
  return Object.freeze({ id: 'medical-lodging', version: '2018-2026', rows: [row] });
}
