import type { Finding } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import { type Adapted, ColumnMapper, type DeliveryOptions, type SourceRow } from '../column-map/apply-column-map.js';
import type { ColumnMap } from '../column-map/column-map.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import { type SynpufFile, synpufCarrierMap, synpufInpatientMap, synpufOutpatientMap, synpufPdeMap } from './synpuf-maps.js';

/** How the facility files are read where CMS leaves a choice. */
export interface FromSynpufOptions extends Partial<DeliveryOptions> {
  /** A second segment may carry a payment of its own: add it, or count the first alone. Default `sum`. */
  readonly segmentPayment?: 'sum' | 'first';
  /** Whether the daily pass-through amount times covered days belongs to an inpatient payment. Default `leftOut`. */
  readonly passThrough?: 'leftOut' | 'added';
}

const LACKS: readonly string[] = [
  'paid_date',
  'employer_id',
  'subscriber_id',
  'place_of_service_code',
  'bill_type_code',
  'revenue_center_code',
  'charge_amount',
];

function dollars(row: SourceRow, column: string): Decimal {
  const text = (row[column] ?? '').trim();
  return /^-?\d+(\.\d+)?$/.test(text) ? new Decimal(text) : new Decimal(0);
}

function first(row: SourceRow): boolean {
  return (row['SEGMENT'] ?? '').trim() !== '2';
}

const DATES: readonly string[] = ['CLM_FROM_DT', 'CLM_THRU_DT', 'CLM_ADMSN_DT', 'NCH_BENE_DSCHRG_DT'];

/** Puts the two segments of a facility claim together and settles its payment. */
function* facilityRows(rows: readonly SourceRow[], o: FromSynpufOptions, seen: { rows: number; cents: number }): Generator<SourceRow> {
  const firsts = new Map(rows.filter(first).map((row) => [row['CLM_ID'] ?? '', row]));
  for (const row of rows) {
    const lead = first(row) ? row : firsts.get(row['CLM_ID'] ?? '');
    const dates = Object.fromEntries(
      DATES.flatMap((name) => (Object.hasOwn(row, name) && (row[name] ?? '').trim() === '' && lead !== undefined ? [[name, lead[name] ?? '']] : [])),
    );
    let payment = dollars(row, 'CLM_PMT_AMT');
    if (o.passThrough === 'added') payment = payment.plus(dollars(row, 'CLM_PASS_THRU_PER_DIEM_AMT').times(dollars(row, 'CLM_UTLZTN_DAY_CNT')));
    if (!first(row)) {
      seen.rows += 1;
      seen.cents += payment.times(100).toNumber();
      if (o.segmentPayment === 'first') payment = new Decimal(0);
    }
    yield { ...row, ...dates, CLM_PMT_AMT: payment.toFixed() };
  }
}

function medicalMap(file: SynpufFile): ColumnMap<'medicalClaimLine'> {
  switch (file) {
    case 'inpatient':
      return synpufInpatientMap();
    case 'outpatient':
      return synpufOutpatientMap();
    case 'carrier':
      return synpufCarrierMap();
  }
}

function segmentFinding(seen: { readonly rows: number; readonly cents: number }, choice: 'sum' | 'first'): readonly Finding[] {
  if (seen.rows === 0) return [];
  return [
    {
      code: 'synpuf/second-segment',
      severity: 'info',
      table: 'medical',
      rows: seen.rows,
      cents: seen.cents,
      message: `${seen.rows} claims have a second segment; its payments ${choice === 'sum' ? 'are added' : 'are left out'}.`,
      fix: 'Compare both choices of `segmentPayment` with the annual summary and keep the one that agrees.',
    },
  ];
}

/**
 * Reads a medical claim file of CMS's synthetic public use data DE-SynPUF.
 *
 * Both segments of a facility claim become lines of one claim, with the dates of the first. Amounts are whole dollars. The source has
 * no paid dates, so it can't feed lag triangles, and its provider numbers are invented: switch MED-12 off (profile `synthetic`).
 *
 * @testedBy claims/adapters/synpuf.test.ts: 500 members, agreement with the annual summaries
 * @source CMS, Data Entrepreneurs' Synthetic Public Use File, user manual
 * @param file - `inpatient`, `outpatient` or `carrier`.
 * @param rows - Rows as text, one object a row.
 * @param o - How segments and pass-through amounts count; lineage.
 * @returns Records, findings, accounting and metadata.
 * @example
 * const rows = [{ DESYNPUF_ID: 'A', CLM_ID: '9', SEGMENT: '1', CLM_FROM_DT: '20090101', CLM_THRU_DT: '20090103', CLM_PMT_AMT: '500' }];
 * fromSynpuf('outpatient', rows).records.map((record) => [record.claim_start_date, record.paid_amount]); // => [['2009-01-01', '500']]
 */
export function fromSynpuf(file: SynpufFile, rows: Iterable<SourceRow>, o: FromSynpufOptions = {}): Adapted<DeliveredRow<'medical'>> {
  const mapper = new ColumnMapper(medicalMap(file), { ...o, dataSource: o.dataSource ?? 'de-synpuf' });
  const seen = { rows: 0, cents: 0 };
  const records: DeliveredRow<'medical'>[] = [];
  let number = 0;
  for (const row of file === 'carrier' ? rows : facilityRows([...rows], o, seen)) {
    number += 1;
    for (const record of mapper.records(row, number)) records.push(record);
  }
  const passThrough = file === 'inpatient' && o.passThrough === 'added' ? ' with daily pass-through amounts' : '';
  const rest = mapper.finish({
    layout: `cms de-synpuf, ${file}`,
    style: 'unknown',
    amountBasis: `Medicare payment${passThrough}, whole dollars`,
    lacks: LACKS,
  });
  return { records, ...rest, findings: [...rest.findings, ...segmentFinding(seen, o.segmentPayment ?? 'sum')] };
}

/**
 * Reads the prescription drug events of DE-SynPUF.
 *
 * What the plan paid is total cost less patient pay, which is negative where the patient paid more; days supply and quantity are often 0.
 *
 * @testedBy claims/adapters/synpuf.test.ts: totals of 500 members
 * @source CMS, Data Entrepreneurs' Synthetic Public Use File, user manual
 * @param rows - Rows as text, one object a row.
 * @param o - Lineage.
 * @returns Records, findings, accounting and metadata.
 * @example
 * const rows = [{ DESYNPUF_ID: 'A', PDE_ID: '1', SRVC_DT: '20080115', PROD_SRVC_ID: '49288010404', QTY_DSPNSD_NUM: '30', DAYS_SUPLY_NUM: '30', PTNT_PAY_AMT: '10', TOT_RX_CST_AMT: '40' }];
 * fromSynpufDrugs(rows).records.map((record) => [record.dispensing_date, record.paid_amount]); // => [['2008-01-15', '30']]
 */
export function fromSynpufDrugs(rows: Iterable<SourceRow>, o: Partial<DeliveryOptions> = {}): Adapted<DeliveredRow<'pharmacy'>> {
  const mapper = new ColumnMapper(synpufPdeMap(), { ...o, dataSource: o.dataSource ?? 'de-synpuf' });
  const records: DeliveredRow<'pharmacy'>[] = [];
  let number = 0;
  for (const row of rows) {
    number += 1;
    for (const record of mapper.records(row, number)) records.push(record);
  }
  return {
    records,
    ...mapper.finish({
      layout: 'cms de-synpuf, pde',
      amountBasis: 'total cost less patient pay, whole dollars',
      lacks: ['paid_date', 'employer_id', 'prescribing_provider_npi'],
    }),
  };
}
