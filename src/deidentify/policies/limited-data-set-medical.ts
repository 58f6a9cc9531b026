import type { MedicalClaimLine } from '../../claims/medical-claim-line.js';
import { drop } from '../actions/action.js';
import { randomCode, relativeLine } from '../actions/codes.js';
import { keep, keepMatching } from '../actions/keep.js';
import { each } from '../actions/lists.js';
import { limitedDataSetPolicy, type Policy } from './policy.js';

const VERSION = /^\d{1,2}(\.\d)?$/;
const CODE_TYPE = /^[Ii][Cc][Dd]-?(9|10)(-([Cc][Mm]|[Pp][Cc][Ss]))?$/;
const TAXONOMY = /^[0-9A-Z]{9}X$/;
const REASON = /^([A-Z]{2}-?)?[A-Z]{0,2}\d{1,4}$/;

/**
 * What happens to every field of a medical claim line under a limited data set.
 *
 * Full dates, ages and ZIP codes stay; names of employers and plans go, because they identify the employer.
 *
 * @source 45 CFR 164.514(e)(2)
 */
export const limitedMedicalActions = /* @__PURE__ */ (() =>
  ({
    data_source: drop,
    file_name: drop,
    file_date: drop,
    row_number: drop,
    claim_id: randomCode('claim'),
    claim_line_number: relativeLine(),
    claim_version: keep<number>(),
    claim_record_type: keep<NonNullable<MedicalClaimLine['claim_record_type']>>(),
    claim_status: keep<NonNullable<MedicalClaimLine['claim_status']>>(),
    original_claim_id: randomCode('claim'),
    replaces_claim_id: randomCode('claim'),
    is_final_action: keep<boolean>(),
    claim_type: keep<NonNullable<MedicalClaimLine['claim_type']>>(),
    person_id: randomCode('member'),
    member_id: drop,
    subscriber_id: randomCode('subscriber'),
    employer_id: drop,
    payer: drop,
    plan: drop,
    claim_start_date: keep<string>(),
    claim_end_date: keep<string>(),
    claim_line_start_date: keep<string>(),
    claim_line_end_date: keep<string>(),
    admission_date: keep<string>(),
    discharge_date: keep<string>(),
    received_date: keep<string>(),
    adjudication_date: keep<string>(),
    paid_date: keep<string>(),
    place_of_service_code: keep<string>(),
    bill_type_code: keep<string>(),
    revenue_center_code: keep<string>(),
    drg_code: keep<string>(),
    drg_code_type: keep<NonNullable<MedicalClaimLine['drg_code_type']>>(),
    drg_version: keepMatching(VERSION),
    hcpcs_code: keep<string>(),
    modifiers: keep<readonly (string | null)[]>(),
    service_unit_quantity: keep<string>(),
    unit_type: keep<string>(),
    diagnosis_codes: keep<readonly (string | null)[]>(),
    diagnosis_code_type: keepMatching(CODE_TYPE),
    diagnosis_poa: keep<readonly (string | null)[]>(),
    admitting_diagnosis_code: keep<string>(),
    procedure_codes: keep<readonly (string | null)[]>(),
    procedure_dates: keep<readonly (string | null)[]>(),
    admit_type_code: keep<string>(),
    admit_source_code: keep<string>(),
    discharge_disposition_code: keep<string>(),
    rendering_npi: keep<string>(),
    billing_npi: keep<string>(),
    facility_npi: keep<string>(),
    referring_npi: keep<string>(),
    rendering_tin: drop,
    billing_tin: drop,
    rendering_taxonomy: keepMatching(TAXONOMY),
    in_network_flag: keep<boolean>(),
    bundle_id: drop,
    episode_contract_id: drop,
    capitated_flag: keep<boolean>(),
    ndc_code: keep<string>(),
    ndc_quantity: keep<string>(),
    ndc_unit: keep<string>(),
    charge_amount: keep<string>(),
    noncovered_amount: keep<string>(),
    discount_amount: keep<string>(),
    allowed_amount: keep<string>(),
    deductible_amount: keep<string>(),
    coinsurance_amount: keep<string>(),
    copayment_amount: keep<string>(),
    penalty_amount: keep<string>(),
    member_liability_amount: keep<string>(),
    cob_paid_amount: keep<string>(),
    withhold_amount: keep<string>(),
    hra_paid_amount: keep<string>(),
    tax_surcharge_amount: keep<string>(),
    network_fee_amount: keep<string>(),
    interest_amount: keep<string>(),
    prepaid_equivalent_amount: keep<string>(),
    paid_amount: keep<string>(),
    denial_reason_codes: each(keepMatching(REASON)),
    adjustment_reason_codes: each(keepMatching(REASON)),
  }) as const)();

/** The limited data set policy for medical claim lines. */
export const limitedMedical: Policy<MedicalClaimLine, 'limitedDataSet', typeof limitedMedicalActions> =
  /* @__PURE__ */ limitedDataSetPolicy<MedicalClaimLine>()(limitedMedicalActions, { id: 'limited-data-set-medical', version: '1' });
