/**
 * One line of a medical claim, the header's fields repeated on every line.
 *
 * Rows are snake_case with the field's standard column names; a missing value is `null`, never 0 or empty text.
 * Money is exact decimal text.
 */
export interface MedicalClaimLine {
  /** The source system or sender. Every row names it. */
  readonly data_source: string;
  /** Name of the delivered file. */
  readonly file_name: string | null;
  /** Date of the delivered file. */
  readonly file_date: string | null;
  /** Data row in the file, 1-based. Unit: rows. */
  readonly row_number: number | null;
  /** The claim's number at its source. */
  readonly claim_id: string;
  /** Line within the claim. Unit: line number, 1-based. */
  readonly claim_line_number: number;
  /** Version of the claim, 0 for the first. Unit: version number. */
  readonly claim_version: number;
  /** What the row is: a first statement, a correction, or a taking back (amounts at most 0). */
  readonly claim_record_type: 'original' | 'adjustment' | 'reversal';
  /** Where the claim stands. Denied means paid 0. */
  readonly claim_status: 'paid' | 'denied' | 'partially_paid' | 'capitated_encounter' | 'pending';
  /** The first claim that this row corrects or takes back. Needed when it isn't original. */
  readonly original_claim_id: string | null;
  /** The claim that this row replaces. */
  readonly replaces_claim_id: string | null;
  /** Derived: exactly one final version for each original line. */
  readonly is_final_action: boolean | null;
  /** Institutional by bill type, DRG, admission fields or revenue code; else professional by place of service; never guessed. */
  readonly claim_type: 'institutional' | 'professional' | 'dental' | 'undetermined';
  /** The person, stable across plans. Distinct counts use it. */
  readonly person_id: string;
  /** The person within one plan. */
  readonly member_id: string;
  /** The contract holder's id. */
  readonly subscriber_id: string | null;
  /** The coalition member that bears the cost. */
  readonly employer_id: string | null;
  /** Who administers the claim. */
  readonly payer: string;
  /** The plan under which it was adjudicated. */
  readonly plan: string;
  /** First day of the claim. */
  readonly claim_start_date: string;
  /** Last day of the claim. */
  readonly claim_end_date: string;
  /** First day of the line; within the claim. */
  readonly claim_line_start_date: string | null;
  /** Last day of the line; within the claim. */
  readonly claim_line_end_date: string | null;
  /** Day of admission; needed for a stay. */
  readonly admission_date: string | null;
  /** Day of discharge; needed for a stay. */
  readonly discharge_date: string | null;
  /** Day on which the payer received the claim. */
  readonly received_date: string | null;
  /** Day on which the payer decided. */
  readonly adjudication_date: string | null;
  /** Day of payment. Needed for lag triangles. */
  readonly paid_date: string | null;
  /** Place of service, two digits (CMS list). */
  readonly place_of_service_code: string | null;
  /** Type of bill, three characters without the leading 0. */
  readonly bill_type_code: string | null;
  /** Revenue code, four digits; 0001 is a total line and is never summed. */
  readonly revenue_center_code: string | null;
  /** Diagnosis related group, three digits. */
  readonly drg_code: string | null;
  /** Which grouper. */
  readonly drg_code_type: 'ms-drg' | 'apr-drg' | 'other' | null;
  /** Version of the grouper, such as 41. */
  readonly drg_version: string | null;
  /** Procedure code, five characters. */
  readonly hcpcs_code: string | null;
  /** Modifiers of the procedure code, in order. */
  readonly modifiers: readonly (string | null)[] | null;
  /** Units of service; the sign follows the record type. Unit: see `unit_type`. */
  readonly service_unit_quantity: string | null;
  /** What a unit is: UN, MJ (minutes), DA. */
  readonly unit_type: string | null;
  /** Diagnoses in order, without dots; the first is the principal one. A gap is `null`, so that positions match. */
  readonly diagnosis_codes: readonly (string | null)[] | null;
  /** Code system of the diagnoses, such as icd-10-cm. */
  readonly diagnosis_code_type: string | null;
  /** Present on admission, by position of the diagnosis. */
  readonly diagnosis_poa: readonly (string | null)[] | null;
  /** Diagnosis on admission. */
  readonly admitting_diagnosis_code: string | null;
  /** ICD-10-PCS procedures in order. */
  readonly procedure_codes: readonly (string | null)[] | null;
  /** Days of the procedures, by position. */
  readonly procedure_dates: readonly (string | null)[] | null;
  /** Type of admission; format only. */
  readonly admit_type_code: string | null;
  /** Point of origin; format only. */
  readonly admit_source_code: string | null;
  /** Discharge status; format only. */
  readonly discharge_disposition_code: string | null;
  /** Who rendered the service. */
  readonly rendering_npi: string | null;
  /** Who billed it. */
  readonly billing_npi: string | null;
  /** Where it was rendered. */
  readonly facility_npi: string | null;
  /** Who referred. */
  readonly referring_npi: string | null;
  /** Tax number of who rendered the service. */
  readonly rendering_tin: string | null;
  /** Tax number of who billed it. */
  readonly billing_tin: string | null;
  /** Specialty of who rendered the service. */
  readonly rendering_taxonomy: string | null;
  /** Whether the provider is in the network. */
  readonly in_network_flag: boolean | null;
  /** Bundle under a Center of Excellence contract. */
  readonly bundle_id: string | null;
  /** The contract under which the bundle was paid. */
  readonly episode_contract_id: string | null;
  /** Whether the service is covered by a payment per head. */
  readonly capitated_flag: boolean | null;
  /** Drug under the medical benefit, eleven digits. */
  readonly ndc_code: string | null;
  /** Quantity of the drug. Unit: see `ndc_unit`. */
  readonly ndc_quantity: string | null;
  /** Unit of the drug's quantity. */
  readonly ndc_unit: string | null;
  /** What the provider billed. Unit: US dollars, exact decimal text. */
  readonly charge_amount: string | null;
  /** Charges that the plan doesn't cover. Unit: US dollars, exact decimal text. */
  readonly noncovered_amount: string | null;
  /** Charges taken off by contract. Unit: US dollars, exact decimal text. */
  readonly discount_amount: string | null;
  /** Payable by contract before the member's share; needed for benchmarking. Unit: US dollars, exact decimal text. */
  readonly allowed_amount: string | null;
  /** Member's deductible. Unit: US dollars, exact decimal text. */
  readonly deductible_amount: string | null;
  /** Member's coinsurance. Unit: US dollars, exact decimal text. */
  readonly coinsurance_amount: string | null;
  /** Member's copay. Unit: US dollars, exact decimal text. */
  readonly copayment_amount: string | null;
  /** Penalty borne by the member. Unit: US dollars, exact decimal text. */
  readonly penalty_amount: string | null;
  /** All that the member owes, as the source sums it. Unit: US dollars, exact decimal text. */
  readonly member_liability_amount: string | null;
  /** Paid by another payer. Unit: US dollars, exact decimal text. */
  readonly cob_paid_amount: string | null;
  /** Held back from the provider; not deducted from the paid amount. Unit: US dollars, exact decimal text. */
  readonly withhold_amount: string | null;
  /** Paid from a health reimbursement account. Unit: US dollars, exact decimal text. */
  readonly hra_paid_amount: string | null;
  /** Taxes and state surcharges of ordinary billing. Unit: US dollars, exact decimal text. */
  readonly tax_surcharge_amount: string | null;
  /** Fee for the network. Unit: US dollars, exact decimal text. */
  readonly network_fee_amount: string | null;
  /** Late-payment interest; not in the paid amount. Unit: US dollars, exact decimal text. */
  readonly interest_amount: string | null;
  /** What a capitated service would have cost. Unit: US dollars, exact decimal text. */
  readonly prepaid_equivalent_amount: string | null;
  /** What the plan (employer) paid, after other payers and the member's share, before stop-loss recoveries. Unit: US dollars, exact decimal text. */
  readonly paid_amount: string;
  /** Why it was denied, as the source codes it. */
  readonly denial_reason_codes: readonly (string | null)[] | null;
  /** Why it was adjusted, as the source codes it. */
  readonly adjustment_reason_codes: readonly (string | null)[] | null;
}
