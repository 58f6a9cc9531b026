import type { ColumnMap, ColumnRule } from '../column-map/column-map.js';

/** The claim files of CMS's research identifiable layout. */
export type RifFile = 'inpatient' | 'outpatient' | 'snf' | 'hospice' | 'hha' | 'carrier' | 'dme' | 'pde';

/** Files with revenue centre lines and a header payment. */
export type RifFacilityFile = Exclude<RifFile, 'carrier' | 'dme' | 'pde'>;

const FINAL: ColumnRule = { from: 'FINAL_ACTION', values: { F: 'true', N: 'false' } };

const SHARED: Readonly<Record<string, ColumnRule>> = {
  claim_id: 'CLM_ID',
  person_id: 'BENE_ID',
  member_id: 'BENE_ID',
  is_final_action: FINAL,
  claim_start_date: 'CLM_FROM_DT',
  claim_end_date: 'CLM_THRU_DT',
  // The day a claim was processed in the weekly run is no payment date, unless the caller says so.
  adjudication_date: 'NCH_WKLY_PROC_DT',
  hcpcs_code: 'HCPCS_CD',
};

const CONSTANTS = { payer: 'medicare', plan: 'medicare-ffs', diagnosis_code_type: 'icd-10-cm', claim_record_type: 'original' } as const;

/** Amounts of the header, which stand on every row of a claim. */
export const RIF_HEADER_AMOUNTS: readonly string[] = [
  'CLM_PMT_AMT',
  'NCH_PRMRY_PYR_CLM_PD_AMT',
  'NCH_BENE_IP_DDCTBL_AMT',
  'NCH_BENE_PTA_COINSRNC_LBLTY_AM',
  'NCH_BENE_PTB_DDCTBL_AMT',
  'NCH_BENE_PTB_COINSRNC_AMT',
];

/**
 * The column map of a facility file: one row is one revenue centre; amounts of the header are read where the adapter leaves them.
 *
 * @source CMS Chronic Conditions Warehouse, research identifiable file layouts, names of columns only
 * @param file - Which file.
 * @returns The map.
 * @example
 * rifFacilityMap('snf').dates; // => 'DD-Mon-YYYY'
 */
export function rifFacilityMap(file: RifFacilityFile): ColumnMap<'medicalClaimLine'> {
  return {
    id: `cms/rif/${file}`,
    version: '1',
    to: 'medicalClaimLine',
    dates: 'DD-Mon-YYYY',
    columns: {
      ...SHARED,
      claim_line_number: 'CLM_LINE_NUM',
      claim_line_start_date: 'REV_CNTR_DT',
      admission_date: 'CLM_ADMSN_DT',
      discharge_date: 'NCH_BENE_DSCHRG_DT',
      revenue_center_code: 'REV_CNTR',
      service_unit_quantity: 'REV_CNTR_UNIT_CNT',
      charge_amount: 'REV_CNTR_TOT_CHRG_AMT',
      noncovered_amount: 'REV_CNTR_NCVRD_CHRG_AMT',
      paid_amount: 'CLM_PMT_AMT',
      cob_paid_amount: 'NCH_PRMRY_PYR_CLM_PD_AMT',
      deductible_amount: ['NCH_BENE_IP_DDCTBL_AMT', 'NCH_BENE_PTB_DDCTBL_AMT'],
      coinsurance_amount: ['NCH_BENE_PTA_COINSRNC_LBLTY_AM', 'NCH_BENE_PTB_COINSRNC_AMT'],
      drg_code: 'CLM_DRG_CD',
      discharge_disposition_code: 'PTNT_DSCHRG_STUS_CD',
      admit_type_code: 'CLM_IP_ADMSN_TYPE_CD',
      admit_source_code: 'CLM_SRC_IP_ADMSN_CD',
      admitting_diagnosis_code: 'ADMTG_DGNS_CD',
      billing_npi: 'ORG_NPI_NUM',
      rendering_npi: 'AT_PHYSN_NPI',
    },
    fold: {
      modifiers: ['HCPCS_1ST_MDFR_CD', 'HCPCS_2ND_MDFR_CD'],
      diagnosis_codes: 'ICD_DGNS_CD{1..25}',
      diagnosis_poa: 'CLM_POA_IND_SW{1..25}',
      procedure_codes: 'ICD_PRCDR_CD{1..25}',
      procedure_dates: 'PRCDR_DT{1..25}',
    },
    derive: { bill_type_code: { kind: 'join', of: ['CLM_FAC_TYPE_CD', 'CLM_SRVC_CLSFCTN_TYPE_CD', 'CLM_FREQ_CD'], with: '' } },
    constants: { ...CONSTANTS, claim_type: 'institutional', drg_code_type: 'ms-drg' },
  };
}

/**
 * The column map of the carrier or the equipment file: one row is one line with its own payment.
 *
 * @source CMS Chronic Conditions Warehouse, research identifiable file layouts, names of columns only
 * @param file - Which file.
 * @returns The map.
 * @example
 * rifLineMap('carrier').columns['paid_amount']; // => 'LINE_NCH_PMT_AMT'
 */
export function rifLineMap(file: 'carrier' | 'dme'): ColumnMap<'medicalClaimLine'> {
  return {
    id: `cms/rif/${file}`,
    version: '1',
    to: 'medicalClaimLine',
    dates: 'DD-Mon-YYYY',
    columns: {
      ...SHARED,
      claim_line_number: 'LINE_NUM',
      claim_line_start_date: 'LINE_1ST_EXPNS_DT',
      claim_line_end_date: 'LINE_LAST_EXPNS_DT',
      place_of_service_code: 'LINE_PLACE_OF_SRVC_CD',
      service_unit_quantity: 'LINE_SRVC_CNT',
      charge_amount: 'LINE_SBMTD_CHRG_AMT',
      allowed_amount: 'LINE_ALOWD_CHRG_AMT',
      paid_amount: 'LINE_NCH_PMT_AMT',
      deductible_amount: 'LINE_BENE_PTB_DDCTBL_AMT',
      coinsurance_amount: 'LINE_COINSRNC_AMT',
      cob_paid_amount: 'LINE_BENE_PRMRY_PYR_PD_AMT',
      rendering_npi: file === 'dme' ? 'PRVDR_NPI' : 'PRF_PHYSN_NPI',
      rendering_tin: 'TAX_NUM',
      billing_npi: file === 'dme' ? 'PRVDR_NPI' : ['CARR_CLM_BLG_NPI_NUM', 'ORG_NPI_NUM'],
      referring_npi: 'RFR_PHYSN_NPI',
      ndc_code: 'LINE_NDC_CD',
    },
    fold: {
      modifiers: ['HCPCS_1ST_MDFR_CD', 'HCPCS_2ND_MDFR_CD', 'HCPCS_3RD_MDFR_CD', 'HCPCS_4TH_MDFR_CD'],
      diagnosis_codes: 'ICD_DGNS_CD{1..12}',
      adjustment_reason_codes: ['LINE_PRCSG_IND_CD'],
    },
    constants: { ...CONSTANTS, claim_type: 'professional' },
  };
}

/**
 * The column map of the prescription drug events.
 *
 * @source CMS Chronic Conditions Warehouse, research identifiable file layouts, names of columns only
 * @returns The map.
 * @example
 * rifPdeMap().columns['paid_amount']; // => 'CVRD_D_PLAN_PD_AMT'
 */
export function rifPdeMap(): ColumnMap<'pharmacyClaim'> {
  return {
    id: 'cms/rif/pde',
    version: '1',
    to: 'pharmacyClaim',
    dates: 'DD-Mon-YYYY',
    columns: {
      claim_id: 'PDE_ID',
      person_id: 'BENE_ID',
      member_id: 'BENE_ID',
      is_final_action: FINAL,
      dispensing_date: 'SRVC_DT',
      paid_date: 'PD_DT',
      ndc_code: 'PROD_SRVC_ID',
      quantity: 'QTY_DSPNSD_NUM',
      days_supply: 'DAYS_SUPLY_NUM',
      fill_number: 'FILL_NUM',
      prescription_number: 'RX_SRVC_RFRNC_NUM',
      daw_code: 'DAW_PROD_SLCTN_CD',
      brand_generic_code: { from: 'BRND_GNRC_CD', values: { B: 'brand', G: 'generic' } },
      prescribing_provider_npi: 'PRSCRBR_ID',
      allowed_amount: 'TOT_RX_CST_AMT',
      paid_amount: 'CVRD_D_PLAN_PD_AMT',
      copayment_amount: 'PTNT_PAY_AMT',
    },
    derive: { cob_paid_amount: { kind: 'sum', of: ['OTHR_TROOP_AMT', 'PLRO_AMT'] } },
    constants: { claim_line_number: 1, claim_record_type: 'original', payer: 'medicare', plan: 'medicare-pdp' },
  };
}
