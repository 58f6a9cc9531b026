import {
  type CentsColumn,
  type ClaimBatch,
  type CodedColumn,
  type DaysColumn,
  isValid,
  type ListColumn,
  type TextColumn,
} from '../../claims/batch.js';
import { codeAt, listAt, textAt } from '../../claims/batch-records.js';
import type { EpisodeLine } from './episode-line.js';

const MEASURES = [
  'allowed_amount',
  'paid_amount',
  'member_liability_amount',
  'deductible_amount',
  'coinsurance_amount',
  'copayment_amount',
  'penalty_amount',
  'cob_paid_amount',
] as const;

function centsReader(column: CentsColumn | undefined): (row: number) => number | null {
  if (column === undefined || column.values.length === 0) return () => null;
  const { values, validity } = column;
  return (row) => (isValid(validity, row) ? (values[row] ?? 0) : null);
}

function daysReader(column: DaysColumn | undefined): (row: number) => number | null {
  if (column === undefined || column.values.length === 0) return () => null;
  const { values, validity } = column;
  return (row) => (isValid(validity, row) ? (values[row] ?? 0) : null);
}

function codeReader(column: CodedColumn | undefined): (row: number) => string | null {
  return column === undefined ? () => null : (row) => codeAt(column, row);
}

function textReader(column: TextColumn | undefined): (row: number) => string | null {
  return column === undefined ? () => null : (row) => textAt(column, row);
}

const NOTHING: readonly (string | null)[] = [];

function listReader(column: ListColumn | undefined): (row: number) => readonly (string | null)[] {
  return column === undefined ? () => NOTHING : (row) => listAt(column, row) ?? NOTHING;
}

/** What may be asked of a row before it is read whole. */
export interface LineReader {
  readonly rows: number;
  /** The four measures of a row, nulls as nothing. */
  money(row: number): { readonly allowed: number; readonly planPaid: number; readonly memberPaid: number; readonly cobPaid: number };
  /** First day of a row's service. Unit: days since 1970-01-01. */
  days(row: number): number;
  /** True for a row that a final view has set aside. */
  superseded(row: number): boolean;
  line(row: number): EpisodeLine;
}

/** Opens the columns of a batch of medical lines for reading row by row. */
export function lineReader(batch: ClaimBatch<'medical'>): LineReader {
  const [allowed, paid, liability, deductible, coinsurance, copay, penalty, cob] = MEASURES.map((name) => centsReader(batch.cents[name]));
  const read = (reader: ((row: number) => number | null) | undefined, row: number): number | null => reader?.(row) ?? null;
  const day = (name: string): ((row: number) => number | null) => daysReader(batch.days[name]);
  const code = (name: string): ((row: number) => string | null) => codeReader(batch.codes[name]);
  const text = (name: string): ((row: number) => string | null) => textReader(batch.texts[name]);
  const list = (name: string): ((row: number) => readonly (string | null)[]) => listReader(batch.lists[name]);
  const whole = (name: string): ((row: number) => number) => {
    const values = batch.quantities[name]?.values;
    return (row) => values?.[row] ?? 0;
  };
  const source = codeReader(batch.lineage.dataSource);
  const [claimId, original, replaces, bundle] = ['claim_id', 'original_claim_id', 'replaces_claim_id', 'bundle_id'].map(text);
  const at = <T>(reader: ((row: number) => T) | undefined, row: number, fallback: T): T => (reader === undefined ? fallback : reader(row));
  const [number, version] = [whole('claim_line_number'), whole('claim_version')];
  const [claimStart, claimEnd, lineStart, lineEnd] = [
    day('claim_start_date'),
    day('claim_end_date'),
    day('claim_line_start_date'),
    day('claim_line_end_date'),
  ];
  const [admission, discharge, paidDay] = [day('admission_date'), day('discharge_date'), day('paid_date')];
  const [type, status, record] = [code('claim_type'), code('claim_status'), code('claim_record_type')];
  const [drg, drgType, hcpcs, billType, place] = [
    code('drg_code'),
    code('drg_code_type'),
    code('hcpcs_code'),
    code('bill_type_code'),
    code('place_of_service_code'),
  ];
  const [disposition, rendering, billing, facility, employer] = [
    code('discharge_disposition_code'),
    code('rendering_npi'),
    code('billing_npi'),
    code('facility_npi'),
    code('employer_id'),
  ];
  const [diagnoses, procedures, poa] = [list('diagnosis_codes'), list('procedure_codes'), list('diagnosis_poa')];
  const [capitatedFlag, final] = [batch.flags['capitated_flag'], batch.flags['is_final_action']];

  const money: LineReader['money'] = (row) => ({
    allowed: read(allowed, row) ?? 0,
    planPaid: read(paid, row) ?? 0,
    memberPaid:
      read(liability, row) ?? (read(deductible, row) ?? 0) + (read(coinsurance, row) ?? 0) + (read(copay, row) ?? 0) + (read(penalty, row) ?? 0),
    cobPaid: read(cob, row) ?? 0,
  });
  return {
    rows: batch.rowCount,
    money,
    days: (row) => lineStart(row) ?? claimStart(row) ?? 0,
    superseded: (row) => final?.[row] === 0,
    line: (row) => {
      const id = at(claimId, row, null) ?? '';
      const start = lineStart(row) ?? claimStart(row) ?? 0;
      const state = status(row);
      return {
        ...money(row),
        source: source(row) ?? '',
        claimId: id,
        root: at(original, row, null) ?? id,
        lineNumber: number(row),
        version: version(row),
        recordType: record(row) ?? 'original',
        replacesItself: at(replaces, row, null) === id,
        denied: state === 'denied' || state === 'pending',
        capitated: state === 'capitated_encounter' || capitatedFlag?.[row] === 1,
        institutional: type(row) === 'institutional',
        start,
        end: Math.max(start, lineEnd(row) ?? claimEnd(row) ?? start),
        admission: admission(row),
        discharge: discharge(row),
        paid: paidDay(row),
        drg: drg(row),
        drgType: drgType(row),
        hcpcs: hcpcs(row),
        procedures: procedures(row).filter((each) => each !== null),
        diagnoses: diagnoses(row),
        presentOnAdmission: poa(row),
        billType: billType(row),
        placeOfService: place(row),
        disposition: disposition(row),
        facility: facility(row) ?? billing(row),
        rendering: rendering(row),
        employer: employer(row),
        bundleId: at(bundle, row, null),
      };
    },
  };
}
