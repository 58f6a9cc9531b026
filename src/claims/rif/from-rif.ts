import type { Finding } from '../../errors/finding.js';
import { type Adapted, ColumnMapper, type DeliveryOptions, type SourceMetadata, type SourceRow } from '../column-map/apply-column-map.js';
import type { ColumnMap } from '../column-map/column-map.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import { GatheredRows, MappedRows } from '../column-map/row-feeds.js';
import { type Arriving, type Fed, feedEither } from '../feed.js';
import { RIF_HEADER_AMOUNTS, type RifFacilityFile, type RifFile, rifFacilityMap, rifLineMap, rifPdeMap } from './rif-maps.js';

/** What the files themselves leave open. */
export interface FromRifOptions extends Partial<DeliveryOptions> {
  /** Whether the weekly process date may stand for the paid date. Default false: then there is none. */
  readonly processDateAsPaid?: boolean;
}

const LACKS: readonly string[] = ['paid_date', 'employer_id', 'subscriber_id', 'allowed_amount'];

function text(row: SourceRow, column: string): string {
  return (row[column] ?? '').trim();
}

function isTotal(row: SourceRow): boolean {
  return /^0*1$/.test(text(row, 'REV_CNTR'));
}

/**
 * Leaves the header's amounts on one row of each claim: the first that is no total line. Where all are total lines they go to a line of
 * their own, because total lines are left out of sums and the payment must not vanish with them.
 */
function facilityRows(rows: readonly SourceRow[], seen: { claims: number; repeated: number; own: number }): readonly SourceRow[] {
  const byClaim = new Map<string, SourceRow[]>();
  for (const row of rows) {
    const claim = byClaim.get(text(row, 'CLM_ID')) ?? [];
    claim.push(row);
    byClaim.set(text(row, 'CLM_ID'), claim);
  }
  const bearer = new Map<SourceRow, boolean>();
  const own = new Map<SourceRow, SourceRow>();
  for (const claim of byClaim.values()) {
    seen.claims += 1;
    seen.repeated += claim.length - 1;
    const first = claim.find((row) => !isTotal(row));
    const last = claim.at(-1);
    if (first !== undefined) bearer.set(first, true);
    else if (last !== undefined) {
      seen.own += 1;
      const highest = Math.max(...claim.map((row) => Number(text(row, 'CLM_LINE_NUM')) || 0));
      own.set(last, {
        ...last,
        CLM_LINE_NUM: String(highest + 1),
        REV_CNTR: '',
        REV_CNTR_TOT_CHRG_AMT: '',
        REV_CNTR_NCVRD_CHRG_AMT: '',
        REV_CNTR_UNIT_CNT: '',
        HCPCS_CD: '',
      });
    }
  }
  const blank = Object.fromEntries(RIF_HEADER_AMOUNTS.map((name) => [name, '']));
  return rows.flatMap((row) => {
    const line = bearer.has(row) ? row : { ...row, ...blank };
    const extra = own.get(row);
    return extra === undefined ? [line] : [line, extra];
  });
}

function withPaidDate<S extends 'medicalClaimLine'>(map: ColumnMap<S>, o: FromRifOptions): ColumnMap<S> {
  return o.processDateAsPaid === true ? { ...map, columns: { ...map.columns, paid_date: 'NCH_WKLY_PROC_DT' } } : map;
}

function headerFinding(seen: { readonly claims: number; readonly repeated: number; readonly own: number }): readonly Finding[] {
  if (seen.repeated === 0 && seen.own === 0) return [];
  return [
    {
      code: 'rif/header-once',
      severity: 'info',
      table: 'medical',
      rows: seen.repeated,
      message: `${seen.claims} claims repeat their header amounts on ${seen.repeated} more rows; each amount counts once, and on ${seen.own} claims of total lines only it stands on a line of its own.`,
      fix: 'Nothing: adding the header over rows would count it many times.',
    },
  ];
}

/**
 * Reads a medical claim file of CMS's research identifiable layout (as exported by BFD and Synthea): pipes, `DD-Mon-YYYY`.
 *
 * A facility's header amounts count once for each claim, never once for each row. The weekly process date is read as adjudication date;
 * as paid date only when asked.
 *
 * @source CMSgov/beneficiary-fhir-data, Synthea RIF export (CC0); column names of CMS's file layouts
 * @testedBy claims/adapters/rif.test.ts: seven published files
 * @param file - Which file.
 * @param rows - Rows as text, one object a row; at hand, or as they arrive.
 * @param o - Lineage; whether the process date is the paid date.
 * @returns Records, findings, accounting and metadata; a promise of them when the rows arrive over time. A line of its own for a header
 * counts as a row.
 * @example
 * const rows = [1, 2].map((line) => ({ CLM_ID: '7', CLM_LINE_NUM: String(line), BENE_ID: 'B', CLM_FROM_DT: '01-Mar-2015', CLM_THRU_DT: '02-Mar-2015', CLM_PMT_AMT: '90.00', REV_CNTR: '0450' }));
 * fromRif('outpatient', rows).records.map((record) => record.paid_amount); // => ['90.00', null]
 * async function* arriving() { yield* rows; }
 * (await fromRif('outpatient', arriving())).records.length; // => 2
 */
export function fromRif<Rows extends Arriving<SourceRow>>(
  file: Exclude<RifFile, 'pde'>,
  rows: Rows,
  o: FromRifOptions = {},
): Fed<Rows, Adapted<DeliveredRow<'medical'>>> {
  const seen = { claims: 0, repeated: 0, own: 0 };
  const facility: RifFacilityFile | null = file === 'carrier' || file === 'dme' ? null : file;
  const map = facility === null ? rifLineMap(file === 'dme' ? 'dme' : 'carrier') : rifFacilityMap(facility);
  const metadata: Partial<SourceMetadata> = {
    layout: `cms rif, ${file}`,
    amountBasis: facility === null ? 'Medicare payment of the line' : 'Medicare payment of the claim, once',
    style: 'replacement',
    lacks: LACKS.filter((field) => !(field === 'paid_date' && o.processDateAsPaid === true) && !(field === 'allowed_amount' && facility === null)),
  };
  const mapped = new MappedRows(new ColumnMapper(withPaidDate(map, o), { ...o, dataSource: o.dataSource ?? 'rif' }), (mapper) => {
    const rest = mapper.finish(metadata);
    return { ...rest, findings: [...headerFinding(seen), ...rest.findings] };
  });
  // Rows of a claim may stand anywhere, and its header counts once, so facility files are settled when all rows are there.
  return feedEither(rows, facility === null ? mapped : new GatheredRows(mapped, (all) => facilityRows(all, seen)));
}

/**
 * Reads the prescription drug events of the research identifiable layout.
 *
 * @source CMSgov/beneficiary-fhir-data, Synthea RIF export (CC0)
 * @testedBy claims/adapters/rif.test.ts
 * @param rows - Rows as text, one object a row; at hand, or as they arrive.
 * @param o - Lineage.
 * @returns Records, findings, accounting and metadata; a promise of them when the rows arrive over time.
 * @example
 * const rows = [{ PDE_ID: '1', BENE_ID: 'B', SRVC_DT: '01-Mar-2015', PD_DT: '03-Mar-2015', PROD_SRVC_ID: '50090443201', TOT_RX_CST_AMT: '35.74', CVRD_D_PLAN_PD_AMT: '0.00', PTNT_PAY_AMT: '40.00' }];
 * fromRifDrugs(rows).records.map((record) => [record.paid_date, record.allowed_amount]); // => [['2015-03-03', '35.74']]
 * async function* arriving() { yield* rows; }
 * (await fromRifDrugs(arriving())).records.length; // => 1
 */
export function fromRifDrugs<Rows extends Arriving<SourceRow>>(
  rows: Rows,
  o: Partial<DeliveryOptions> = {},
): Fed<Rows, Adapted<DeliveredRow<'pharmacy'>>> {
  return feedEither(
    rows,
    new MappedRows(new ColumnMapper(rifPdeMap(), { ...o, dataSource: o.dataSource ?? 'rif' }), (mapper) =>
      mapper.finish({
        layout: 'cms rif, pde',
        amountBasis: 'what the Part D plan paid for covered drugs',
        style: 'replacement',
        lacks: ['employer_id'],
      }),
    ),
  );
}
