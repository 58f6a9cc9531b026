/**
 * One pharmacy claim: a fill, its reversal, or its rebill.
 *
 * Rows are snake_case with the field's standard column names; a missing value is `null`, never 0 or empty text.
 * Money is exact decimal text.
 */
export interface PharmacyClaim {
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
  /** Day of the fill. */
  readonly dispensing_date: string;
  /** Day on which the claim was decided. */
  readonly adjudication_date: string | null;
  /** Day of payment. Needed for lag triangles. */
  readonly paid_date: string | null;
  /** Drug, eleven digits. */
  readonly ndc_code: string;
  /** Quantity dispensed; decimal, for millilitres and grams. Unit: see `unit_of_measure`. */
  readonly quantity: string | null;
  /** Unit of the quantity. */
  readonly unit_of_measure: 'EA' | 'ML' | 'GM' | null;
  /** Days that the fill lasts; negative on a reversal. Unit: days. */
  readonly days_supply: number | null;
  /** 0 for the first fill, then refills. Unit: fills. */
  readonly fill_number: number | null;
  /** Refills allowed. Unit: fills. */
  readonly refills: number | null;
  /** The prescription. */
  readonly prescription_number: string | null;
  /** Dispense-as-written code. */
  readonly daw_code: string | null;
  /** Brand or generic. */
  readonly brand_generic_code: 'brand' | 'generic' | 'unknown' | null;
  /** Whether the drug was compounded. */
  readonly compound_flag: boolean | null;
  /** Tier of the formulary. */
  readonly formulary_tier: string | null;
  /** Where it was dispensed. */
  readonly channel: 'retail' | 'mail' | 'specialty' | 'other' | null;
  /** Whether it is a specialty drug. */
  readonly specialty_flag: boolean | null;
  /** The pharmacy. */
  readonly pharmacy_ncpdp_id: string | null;
  /** The pharmacy's provider number. */
  readonly dispensing_provider_npi: string | null;
  /** Who prescribed. */
  readonly prescribing_provider_npi: string | null;
  /** Whether it was authorised beforehand. */
  readonly prior_auth_flag: boolean | null;
  /** Whether it was bought under 340B. */
  readonly is_340b_flag: boolean | null;
  /** Cost of the drug. Unit: US dollars, exact decimal text. */
  readonly ingredient_cost_amount: string | null;
  /** Fee for dispensing. Unit: US dollars, exact decimal text. */
  readonly dispensing_fee_amount: string | null;
  /** Sales tax. Unit: US dollars, exact decimal text. */
  readonly sales_tax_amount: string | null;
  /** Administration fee on the claim. Unit: US dollars, exact decimal text. */
  readonly admin_fee_amount: string | null;
  /** Price without insurance. Unit: US dollars, exact decimal text. */
  readonly usual_and_customary_amount: string | null;
  /** Average wholesale price of one unit. Unit: US dollars, exact decimal text. */
  readonly awp_unit_price: string | null;
  /** What the pharmacy billed. Unit: US dollars, exact decimal text. */
  readonly charge_amount: string | null;
  /** Payable by contract before the member's share. Unit: US dollars, exact decimal text. */
  readonly allowed_amount: string | null;
  /** Member's deductible. Unit: US dollars, exact decimal text. */
  readonly deductible_amount: string | null;
  /** Member's coinsurance. Unit: US dollars, exact decimal text. */
  readonly coinsurance_amount: string | null;
  /** Member's copay. Unit: US dollars, exact decimal text. */
  readonly copayment_amount: string | null;
  /** Paid by a manufacturer's assistance program. Unit: US dollars, exact decimal text. */
  readonly copay_assistance_amount: string | null;
  /** Paid by another payer. Unit: US dollars, exact decimal text. */
  readonly cob_paid_amount: string | null;
  /** What the plan was billed. Unit: US dollars, exact decimal text. */
  readonly paid_amount: string;
  /** What the pharmacy received; the spread is paid minus this. Unit: US dollars, exact decimal text. */
  readonly pharmacy_paid_amount: string | null;
  /** Rebate passed on at the counter. Unit: US dollars, exact decimal text. */
  readonly point_of_sale_rebate_amount: string | null;
  /** Whether the manufacturer pays a rebate on it. */
  readonly rebate_eligible_flag: boolean | null;
}
