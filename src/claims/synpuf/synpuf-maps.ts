import type { ColumnMap } from '../column-map/column-map.js';
import { wideColumns } from '../column-map/define-column-map.js';

/** The medical claim files of DE-SynPUF. */
export type SynpufFile = 'inpatient' | 'outpatient' | 'carrier';

const PARTIES = { person_id: 'DESYNPUF_ID', member_id: 'DESYNPUF_ID' } as const;

/**
 * The column map of the carrier file: up to 13 groups of wide columns on one row become the lines of a claim, by the map alone.
 *
 * Amounts are whole dollars. The line's processing code stands in `adjustment_reason_codes` (`A`: allowed); payments occur with other
 * codes too, so no code is read as a denial.
 *
 * @source CMS, DE-SynPUF User Manual, carrier claims; public use data
 * @returns The map.
 * @example
 * synpufCarrierMap().fold?.lines?.groups; // => [1, 13]
 */
export function synpufCarrierMap(): ColumnMap<'medicalClaimLine'> {
  return {
    id: 'cms/de-synpuf/carrier',
    version: '1',
    to: 'medicalClaimLine',
    dates: 'YYYYMMDD',
    columns: { claim_id: 'CLM_ID', ...PARTIES, claim_start_date: 'CLM_FROM_DT', claim_end_date: 'CLM_THRU_DT' },
    fold: {
      diagnosis_codes: 'ICD9_DGNS_CD_{1..8}',
      lines: {
        groups: [1, 13],
        present: ['HCPCS_CD_{n}', 'LINE_PRCSG_IND_CD_{n}'],
        columns: {
          hcpcs_code: 'HCPCS_CD_{n}',
          rendering_npi: 'PRF_PHYSN_NPI_{n}',
          rendering_tin: 'TAX_NUM_{n}',
          paid_amount: 'LINE_NCH_PMT_AMT_{n}',
          deductible_amount: 'LINE_BENE_PTB_DDCTBL_AMT_{n}',
          coinsurance_amount: 'LINE_COINSRNC_AMT_{n}',
          cob_paid_amount: 'LINE_BENE_PRMRY_PYR_PD_AMT_{n}',
          allowed_amount: 'LINE_ALOWD_CHRG_AMT_{n}',
          adjustment_reason_codes: ['LINE_PRCSG_IND_CD_{n}'],
        },
        derive: { claim_record_type: { kind: 'sign', of: 'LINE_NCH_PMT_AMT_{n}', negative: 'reversal', otherwise: 'original' } },
      },
    },
    constants: { claim_type: 'professional', payer: 'medicare', plan: 'medicare-ffs', diagnosis_code_type: 'icd-9-cm' },
    ignore: wideColumns('LINE_ICD9_DGNS_CD_{1..13}'),
  };
}

const FACILITY_CONSTANTS = { claim_type: 'institutional', payer: 'medicare', plan: 'medicare-ffs', diagnosis_code_type: 'icd-9-cm' } as const;
const FACILITY_COLUMNS = {
  claim_id: 'CLM_ID',
  claim_line_number: 'SEGMENT',
  ...PARTIES,
  claim_start_date: 'CLM_FROM_DT',
  claim_end_date: 'CLM_THRU_DT',
  paid_amount: 'CLM_PMT_AMT',
  cob_paid_amount: 'NCH_PRMRY_PYR_CLM_PD_AMT',
  rendering_npi: 'AT_PHYSN_NPI',
  admitting_diagnosis_code: 'ADMTNG_ICD9_DGNS_CD',
} as const;
const RECORD_TYPE = { kind: 'sign', of: 'CLM_PMT_AMT', negative: 'reversal', otherwise: 'original' } as const;
const FACILITY_IGNORED: readonly string[] = [
  'PRVDR_NUM',
  'OP_PHYSN_NPI',
  'OT_PHYSN_NPI',
  'CLM_PASS_THRU_PER_DIEM_AMT',
  ...['ICD9_PRCDR_CD_{1..6}', 'HCPCS_CD_{1..45}'].flatMap(wideColumns),
];

/**
 * The column map of the inpatient file: one row is one segment of a claim, with the claim's amounts.
 *
 * Limits: ICD-9 procedure codes have no field and are left out by name. `fromSynpuf` settles second segments and pass-through days.
 *
 * @source CMS, DE-SynPUF User Manual, inpatient claims; public use data
 * @returns The map.
 * @example
 * synpufInpatientMap().columns['drg_code']; // => 'CLM_DRG_CD'
 */
export function synpufInpatientMap(): ColumnMap<'medicalClaimLine'> {
  const blood = 'NCH_BENE_BLOOD_DDCTBL_LBLTY_AM';
  return {
    id: 'cms/de-synpuf/inpatient',
    version: '1',
    to: 'medicalClaimLine',
    dates: 'YYYYMMDD',
    columns: {
      ...FACILITY_COLUMNS,
      coinsurance_amount: 'NCH_BENE_PTA_COINSRNC_LBLTY_AM',
      admission_date: 'CLM_ADMSN_DT',
      discharge_date: 'NCH_BENE_DSCHRG_DT',
      drg_code: 'CLM_DRG_CD',
      service_unit_quantity: 'CLM_UTLZTN_DAY_CNT',
    },
    fold: { diagnosis_codes: 'ICD9_DGNS_CD_{1..10}' },
    derive: {
      deductible_amount: { kind: 'sum', of: ['NCH_BENE_IP_DDCTBL_AMT', blood] },
      allowed_amount: {
        kind: 'sum',
        of: ['CLM_PMT_AMT', 'NCH_PRMRY_PYR_CLM_PD_AMT', 'NCH_BENE_IP_DDCTBL_AMT', 'NCH_BENE_PTA_COINSRNC_LBLTY_AM', blood],
      },
      claim_record_type: RECORD_TYPE,
    },
    constants: { ...FACILITY_CONSTANTS, drg_code_type: 'ms-drg', unit_type: 'DA' },
    ignore: FACILITY_IGNORED,
  };
}

/**
 * The column map of the outpatient file: one row is one segment of a claim, with the claim's amounts.
 *
 * @source CMS, DE-SynPUF User Manual, outpatient claims; public use data
 * @returns The map.
 * @example
 * synpufOutpatientMap().to; // => 'medicalClaimLine'
 */
export function synpufOutpatientMap(): ColumnMap<'medicalClaimLine'> {
  const blood = 'NCH_BENE_BLOOD_DDCTBL_LBLTY_AM';
  return {
    id: 'cms/de-synpuf/outpatient',
    version: '1',
    to: 'medicalClaimLine',
    dates: 'YYYYMMDD',
    columns: { ...FACILITY_COLUMNS, coinsurance_amount: 'NCH_BENE_PTB_COINSRNC_AMT' },
    fold: { diagnosis_codes: 'ICD9_DGNS_CD_{1..10}' },
    derive: {
      deductible_amount: { kind: 'sum', of: ['NCH_BENE_PTB_DDCTBL_AMT', blood] },
      allowed_amount: { kind: 'sum', of: ['CLM_PMT_AMT', 'NCH_PRMRY_PYR_CLM_PD_AMT', 'NCH_BENE_PTB_DDCTBL_AMT', 'NCH_BENE_PTB_COINSRNC_AMT', blood] },
      claim_record_type: RECORD_TYPE,
    },
    constants: FACILITY_CONSTANTS,
    ignore: FACILITY_IGNORED,
  };
}

/**
 * The column map of the prescription drug events. What the patient paid isn't split, so all of it stands as copayment.
 *
 * @source CMS, DE-SynPUF User Manual, prescription drug events; public use data
 * @returns The map.
 * @example
 * synpufPdeMap().derive?.['paid_amount']; // => { kind: 'sum', of: ['TOT_RX_CST_AMT'], less: ['PTNT_PAY_AMT'] }
 */
export function synpufPdeMap(): ColumnMap<'pharmacyClaim'> {
  return {
    id: 'cms/de-synpuf/pde',
    version: '1',
    to: 'pharmacyClaim',
    dates: 'YYYYMMDD',
    columns: {
      claim_id: 'PDE_ID',
      ...PARTIES,
      dispensing_date: 'SRVC_DT',
      ndc_code: 'PROD_SRVC_ID',
      quantity: 'QTY_DSPNSD_NUM',
      days_supply: 'DAYS_SUPLY_NUM',
      copayment_amount: 'PTNT_PAY_AMT',
      allowed_amount: 'TOT_RX_CST_AMT',
    },
    derive: { paid_amount: { kind: 'sum', of: ['TOT_RX_CST_AMT'], less: ['PTNT_PAY_AMT'] } },
    constants: { claim_line_number: 1, claim_record_type: 'original', payer: 'medicare', plan: 'medicare-pdp' },
  };
}
