// Names of columns only, as the input layer of the Tuva data model has them (Apache-2.0, tuva-health/tuva, integration_tests/seeds).

/** Columns of `medical_claim`; a range stands for wide columns: 148 when written out. */
export const TUVA_MEDICAL: readonly string[] = [
  'claim_id', 'claim_line_number', 'claim_type', 'person_id', 'member_id', 'payer', 'plan', 'claim_start_date', 'claim_end_date',
  'claim_line_start_date', 'claim_line_end_date', 'admission_date', 'discharge_date', 'admit_source_code', 'admit_type_code',
  'discharge_disposition_code', 'place_of_service_code', 'bill_type_code', 'drg_code_type', 'drg_code', 'revenue_center_code',
  'service_unit_quantity', 'hcpcs_code', 'hcpcs_modifier_{1..5}', 'rendering_npi', 'rendering_tin', 'billing_npi', 'billing_tin', 'facility_npi',
  'paid_date', 'paid_amount', 'allowed_amount', 'charge_amount', 'coinsurance_amount', 'copayment_amount', 'deductible_amount', 'total_cost_amount',
  'diagnosis_code_type', 'diagnosis_code_{1..25}', 'diagnosis_poa_{1..25}', 'procedure_code_type', 'procedure_code_{1..25}', 'procedure_date_{1..25}',
  'in_network_flag', 'data_source', 'file_name', 'file_date', 'ingest_datetime',
];

/** Columns of `pharmacy_claim`: 25. */
export const TUVA_PHARMACY: readonly string[] = [
  'claim_id', 'claim_line_number', 'person_id', 'member_id', 'payer', 'plan', 'prescribing_provider_npi', 'dispensing_provider_npi',
  'dispensing_date', 'ndc_code', 'quantity', 'days_supply', 'refills', 'paid_date', 'paid_amount', 'allowed_amount', 'charge_amount',
  'coinsurance_amount', 'copayment_amount', 'deductible_amount', 'in_network_flag', 'data_source', 'file_name', 'file_date', 'ingest_datetime',
];

/** Columns of `eligibility`: 39. */
export const TUVA_ELIGIBILITY: readonly string[] = [
  'person_id', 'member_id', 'subscriber_id', 'gender', 'race', 'birth_date', 'death_date', 'death_flag', 'enrollment_start_date',
  'enrollment_end_date', 'payer', 'payer_type', 'plan', 'original_reason_entitlement_code', 'dual_status_code', 'medicare_status_code', 'group_id',
  'group_name', 'name_suffix', 'first_name', 'middle_name', 'last_name', 'social_security_number', 'subscriber_relation', 'address', 'city', 'state',
  'zip_code', 'phone', 'email', 'ethnicity', 'data_source', 'file_name', 'file_date', 'ingest_datetime', 'enrollment_status', 'hospice_flag',
  'snp_type', 'medicaid_indicator',
];
