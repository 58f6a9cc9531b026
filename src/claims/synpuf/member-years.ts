import { Decimal } from '../../money/decimal.js';
import { sumUsd, type Usd, usd } from '../../money/usd.js';
import type { SourceRow } from '../column-map/apply-column-map.js';
import { type Arriving, type Fed, feedEither } from '../feed.js';

/** What was paid for one member in one year and setting, by who paid. */
export interface SynpufPayments {
  /** Unit: US dollars. */
  readonly medicare: Usd;
  /** Unit: US dollars. */
  readonly member: Usd;
  /** Unit: US dollars. */
  readonly otherPayer: Usd;
}

/** One row of the beneficiary summary file. */
export interface SynpufMemberYear {
  readonly person_id: string;
  readonly year: number;
  readonly birth_date: string | null;
  readonly death_date: string | null;
  readonly gender: 'male' | 'female' | 'unknown';
  /** Months of hospital coverage. Unit: months. */
  readonly partAMonths: number;
  /** Months of medical coverage. Unit: months. */
  readonly partBMonths: number;
  /** Months in managed care. Unit: months. */
  readonly hmoMonths: number;
  readonly inpatient: SynpufPayments;
  readonly outpatient: SynpufPayments;
  readonly carrier: SynpufPayments;
  /** All payers, all three settings. Unit: US dollars. */
  readonly total: Usd;
}

const SEXES: Readonly<Record<string, 'male' | 'female'>> = { '1': 'male', '2': 'female' };

function money(row: SourceRow, column: string): Usd {
  const text = (row[column] ?? '').trim();
  return text === '' ? usd('0') : usd(text);
}

function count(row: SourceRow, column: string): number {
  const text = (row[column] ?? '').trim();
  return /^\d{1,2}$/.test(text) ? Number(text) : 0;
}

function date(row: SourceRow, column: string): string | null {
  const text = (row[column] ?? '').trim();
  if (/^\d{8}$/.test(text)) return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
}

/**
 * Reads the beneficiary summary file: coverage months and annual payments of each member-year.
 *
 * Limits: the file says how many months, not which, so it gives no coverage spans.
 *
 * @testedBy claims/adapters/synpuf.test.ts: months and payments of 500 members
 * @source CMS, DE-SynPUF User Manual, beneficiary summary
 * @param rows - Rows as text, at hand or as they arrive; the year stands in `BENE_YEAR`, or is given when each year has its own file.
 * @param year - The year of the file, where rows don't say.
 * @returns One member-year for each row; a promise of them when the rows arrive over time.
 * @throws {@link CoalitionError} `money/not-an-amount` when an amount isn't one.
 * @example
 * synpufMemberYears([{ DESYNPUF_ID: 'A', BENE_YEAR: '2008', BENE_HI_CVRAGE_TOT_MONS: '12', MEDREIMB_IP: '1000', BENRES_IP: '100' }]).map(({ total }) => total.toFixed()); // => ['1100']
 * async function* arriving() { yield { DESYNPUF_ID: 'A', BENE_YEAR: '2008' }; }
 * (await synpufMemberYears(arriving())).length; // => 1
 */
export function synpufMemberYears<Rows extends Arriving<SourceRow>>(rows: Rows, year?: number): Fed<Rows, readonly SynpufMemberYear[]> {
  const read: SynpufMemberYear[] = [];
  return feedEither(rows, { add: (row: SourceRow) => read.push(memberYearOf(row, year)), finish: (): readonly SynpufMemberYear[] => read });
}

function memberYearOf(row: SourceRow, year: number | undefined): SynpufMemberYear {
  const paid = (suffix: string): SynpufPayments => ({
    medicare: money(row, `MEDREIMB_${suffix}`),
    member: money(row, `BENRES_${suffix}`),
    otherPayer: money(row, `PPPYMT_${suffix}`),
  });
  const [inpatient, outpatient, carrier] = [paid('IP'), paid('OP'), paid('CAR')];
  return {
    person_id: row['DESYNPUF_ID'] ?? '',
    year: year ?? Number(row['BENE_YEAR'] ?? '0'),
    birth_date: date(row, 'BENE_BIRTH_DT'),
    death_date: date(row, 'BENE_DEATH_DT'),
    gender: SEXES[(row['BENE_SEX_IDENT_CD'] ?? '').trim()] ?? 'unknown',
    partAMonths: count(row, 'BENE_HI_CVRAGE_TOT_MONS'),
    partBMonths: count(row, 'BENE_SMI_CVRAGE_TOT_MONS'),
    hmoMonths: count(row, 'BENE_HMO_CVRAGE_TOT_MONS'),
    inpatient,
    outpatient,
    carrier,
    total: sumUsd([inpatient, outpatient, carrier].flatMap(({ medicare, member, otherPayer }) => [medicare, member, otherPayer])),
  };
}

/** All-payer spending of a year by coverage month. */
export interface SynpufPerMonth {
  readonly year: number;
  /** Unit: member-years. */
  readonly memberYears: number;
  /** Unit: months of hospital coverage. */
  readonly partAMonths: number;
  /** Unit: US dollars. */
  readonly total: Usd;
  /** Unit: US dollars a month of hospital coverage; null without coverage. */
  readonly perMonth: Decimal | null;
}

/**
 * Divides a year's all-payer spending by its months of hospital coverage.
 *
 * @formula (Medicare + member + other payers, over inpatient, outpatient and carrier) / months of Part A
 * @unit US dollars per member per Part A month
 * @testedBy claims/adapters/synpuf.test.ts: 440.04159884 and 511.29388128 of 500 members
 * @param memberYears - Member-years of any years.
 * @returns One row for each year, ascending.
 * @example
 * synpufPerMonth([]); // => []
 */
export function synpufPerMonth(memberYears: readonly SynpufMemberYear[]): readonly SynpufPerMonth[] {
  const years = [...new Set(memberYears.map(({ year }) => year))].sort((a, b) => a - b);
  return years.map((year) => {
    const rows = memberYears.filter((row) => row.year === year);
    const partAMonths = rows.reduce((sum, row) => sum + row.partAMonths, 0);
    const total = sumUsd(rows.map((row) => row.total));
    return { year, memberYears: rows.length, partAMonths, total, perMonth: partAMonths === 0 ? null : new Decimal(total).div(partAMonths) };
  });
}
