/**
 * Money that doesn't ride on a claim: fees, capitation, rebates, recoveries, stop-loss.
 *
 * Rows are snake_case with the field's standard column names; a missing value is `null`, never 0 or empty text.
 * Money is exact decimal text.
 */
export interface NonClaimsPayment {
  /** The source system or sender. Every row names it. */
  readonly data_source: string;
  /** Name of the delivered file. */
  readonly file_name: string | null;
  /** Date of the delivered file. */
  readonly file_date: string | null;
  /** Data row in the file, 1-based. Unit: rows. */
  readonly row_number: number | null;
  /** The payment's number at its source. */
  readonly payment_id: string;
  /** The coalition member. */
  readonly employer_id: string;
  /** Who administers the payment. */
  readonly payer: string | null;
  /** Provider who was paid. */
  readonly payee_npi: string | null;
  /** Tax number of who was paid. */
  readonly payee_tin: string | null;
  /** What the payment is for. */
  readonly category:
    | 'capitation'
    | 'admin_fee'
    | 'pbm_fee'
    | 'network_access_fee'
    | 'care_management'
    | 'incentive'
    | 'shared_savings'
    | 'recovery'
    | 'subrogation'
    | 'rx_rebate'
    | 'stop_loss_premium'
    | 'stop_loss_reimbursement'
    | 'bundle_settlement'
    | 'other';
  /** By what it is counted. */
  readonly basis: 'pepm' | 'pmpm' | 'per_claim' | 'percent_of_savings' | 'flat' | null;
  /** Rate. Unit: US dollars for each unit of the basis, exact decimal text. */
  readonly rate: string | null;
  /** How many units of the basis. */
  readonly units: string | null;
  /** Signed: what the employer bears is positive, money to the employer is negative. Unit: US dollars, exact decimal text. */
  readonly amount: string;
  /** First day that the payment is for. */
  readonly service_period_start: string;
  /** Last day that the payment is for, included. */
  readonly service_period_end: string;
  /** Day of payment. */
  readonly paid_date: string | null;
  /** The person it concerns, if one. */
  readonly person_id: string | null;
  /** The plan it concerns, if one. */
  readonly plan_id: string | null;
  /** The drug it concerns, if one. */
  readonly ndc_code: string | null;
  /** How it is divided among employers, if it is. */
  readonly allocation_rule: string | null;
  /** Whether it is an accrual rather than cash. */
  readonly estimated_flag: boolean | null;
}
