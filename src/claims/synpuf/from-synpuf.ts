import type { Finding } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import { type Adapted, ColumnMapper, type DeliveryOptions, type SourceRow } from '../column-map/apply-column-map.js';
import type { ColumnMap } from '../column-map/column-map.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import { GatheredRows, MappedRows } from '../column-map/row-feeds.js';
import { type Arriving, type Fed, feedEither } from '../feed.js';
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
 * @param rows - Rows as text, one object a row; at hand, or as they arrive.
 * @param o - How segments and pass-through amounts count; lineage.
 * @returns Records, findings, accounting and metadata; a promise of them when the rows arrive over time.
 * @example
 * const rows = [{ DESYNPUF_ID: 'A', CLM_ID: '9', SEGMENT: '1', CLM_FROM_DT: '20090101', CLM_THRU_DT: '20090103', CLM_PMT_AMT: '500' }];
 * fromSynpuf('outpatient', rows).records.map((record) => [record.claim_start_date, record.paid_amount]); // => [['2009-01-01', '500']]
 * async function* arriving() { yield* rows; }
 * (await fromSynpuf('outpatient', arriving())).records.length; // => 1
 */
export function fromSynpuf<Rows extends Arriving<SourceRow>>(
  file: SynpufFile,
  rows: Rows,
  o: FromSynpufOptions = {},
): Fed<Rows, Adapted<DeliveredRow<'medical'>>> {
  const seen = { rows: 0, cents: 0 };
  const passThrough = file === 'inpatient' && o.passThrough === 'added' ? ' with daily pass-through amounts' : '';
  const mapped = new MappedRows(new ColumnMapper(medicalMap(file), { ...o, dataSource: o.dataSource ?? 'de-synpuf' }), (mapper) => {
    const rest = mapper.finish({
      layout: `cms de-synpuf, ${file}`,
      style: 'unknown',
      amountBasis: `Medicare payment${passThrough}, whole dollars`,
      lacks: LACKS,
    });
    return { ...rest, findings: [...rest.findings, ...segmentFinding(seen, o.segmentPayment ?? 'sum')] };
  });
  // The second segment of a claim may stand before its first, so facility files are settled when all rows are there.
  return feedEither(rows, file === 'carrier' ? mapped : new GatheredRows(mapped, (all) => facilityRows(all, o, seen)));
}

/**
 * Reads the prescription drug events of DE-SynPUF.
 *
 * What the plan paid is total cost less patient pay, which is negative where the patient paid more; days supply and quantity are often 0.
 *
 * @testedBy claims/adapters/synpuf.test.ts: totals of 500 members
 * @source CMS, Data Entrepreneurs' Synthetic Public Use File, user manual
 * @param rows - Rows as text, one object a row; at hand, or as they arrive.
 * @param o - Lineage.
 * @returns Records, findings, accounting and metadata; a promise of them when the rows arrive over time.
 * @example
 * const rows = [{ DESYNPUF_ID: 'A', PDE_ID: '1', SRVC_DT: '20080115', PROD_SRVC_ID: '49288010404', QTY_DSPNSD_NUM: '30', DAYS_SUPLY_NUM: '30', PTNT_PAY_AMT: '10', TOT_RX_CST_AMT: '40' }];
 * fromSynpufDrugs(rows).records.map((record) => [record.dispensing_date, record.paid_amount]); // => [['2008-01-15', '30']]
 * async function* arriving() { yield* rows; }
 * (await fromSynpufDrugs(arriving())).records.length; // => 1
 */
export function fromSynpufDrugs<Rows extends Arriving<SourceRow>>(
  rows: Rows,
  o: Partial<DeliveryOptions> = {},
): Fed<Rows, Adapted<DeliveredRow<'pharmacy'>>> {
  return feedEither(
    rows,
    new MappedRows(new ColumnMapper(synpufPdeMap(), { ...o, dataSource: o.dataSource ?? 'de-synpuf' }), (mapper) =>
      mapper.finish({
        layout: 'cms de-synpuf, pde',
        amountBasis: 'total cost less patient pay, whole dollars',
        lacks: ['paid_date', 'employer_id', 'prescribing_provider_npi'],
      }),
    ),
  );
}
