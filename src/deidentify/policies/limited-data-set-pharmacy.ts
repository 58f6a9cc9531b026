import type { PharmacyClaim } from '../../claims/pharmacy-claim.js';
import { drop } from '../actions/action.js';
import { randomCode, relativeLine } from '../actions/codes.js';
import { keep, keepMatching } from '../actions/keep.js';
import { limitedDataSetPolicy, type Policy } from './policy.js';

/** Codes and short labels without spaces; free text does not match. */
const CODE_TEXT = /^[A-Za-z0-9_-]{1,12}$/;

/**
 * What happens to every field of a pharmacy claim under a limited data set.
 *
 * Full dates, ages and ZIP codes stay; names of employers and plans go, because they identify the employer.
 *
 * @source 45 CFR 164.514(e)(2)
 */
export const limitedPharmacyActions = /* @__PURE__ */ (() =>
  ({
    data_source: drop,
    file_name: drop,
    file_date: drop,
    row_number: drop,
    claim_id: randomCode('claim'),
    claim_line_number: relativeLine(),
    claim_version: keep<number>(),
    claim_record_type: keep<NonNullable<PharmacyClaim['claim_record_type']>>(),
    claim_status: keep<NonNullable<PharmacyClaim['claim_status']>>(),
    original_claim_id: randomCode('claim'),
    replaces_claim_id: randomCode('claim'),
    is_final_action: keep<boolean>(),
    person_id: randomCode('member'),
    member_id: drop,
    subscriber_id: randomCode('subscriber'),
    employer_id: drop,
    payer: drop,
    plan: drop,
    dispensing_date: keep<string>(),
    adjudication_date: keep<string>(),
    paid_date: keep<string>(),
    ndc_code: keep<string>(),
    quantity: keep<string>(),
    unit_of_measure: keep<NonNullable<PharmacyClaim['unit_of_measure']>>(),
    days_supply: keep<number>(),
    fill_number: keep<number>(),
    refills: keep<number>(),
    prescription_number: drop,
    daw_code: keep<string>(),
    brand_generic_code: keep<NonNullable<PharmacyClaim['brand_generic_code']>>(),
    compound_flag: keep<boolean>(),
    formulary_tier: keepMatching(CODE_TEXT),
    channel: keep<NonNullable<PharmacyClaim['channel']>>(),
    specialty_flag: keep<boolean>(),
    pharmacy_ncpdp_id: keep<string>(),
    dispensing_provider_npi: keep<string>(),
    prescribing_provider_npi: keep<string>(),
    prior_auth_flag: keep<boolean>(),
    is_340b_flag: keep<boolean>(),
    ingredient_cost_amount: keep<string>(),
    dispensing_fee_amount: keep<string>(),
    sales_tax_amount: keep<string>(),
    admin_fee_amount: keep<string>(),
    usual_and_customary_amount: keep<string>(),
    awp_unit_price: keep<string>(),
    charge_amount: keep<string>(),
    allowed_amount: keep<string>(),
    deductible_amount: keep<string>(),
    coinsurance_amount: keep<string>(),
    copayment_amount: keep<string>(),
    copay_assistance_amount: keep<string>(),
    cob_paid_amount: keep<string>(),
    paid_amount: keep<string>(),
    pharmacy_paid_amount: keep<string>(),
    point_of_sale_rebate_amount: keep<string>(),
    rebate_eligible_flag: keep<boolean>(),
  }) as const)();

/** The limited data set policy for pharmacy claims. */
export const limitedPharmacy: Policy<PharmacyClaim, 'limitedDataSet', typeof limitedPharmacyActions> =
  /* @__PURE__ */ limitedDataSetPolicy<PharmacyClaim>()(limitedPharmacyActions, { id: 'limited-data-set-pharmacy', version: '1' });
