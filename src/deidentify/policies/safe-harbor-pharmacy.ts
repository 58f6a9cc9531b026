import type { PharmacyClaim } from '../../claims/pharmacy-claim.js';
import { drop } from '../actions/action.js';
import { randomCode, relativeLine, rollUpRare } from '../actions/codes.js';
import { year } from '../actions/dates.js';
import { keep, keepMatching } from '../actions/keep.js';
import { type Policy, safeHarborPolicy } from './policy.js';

/** Members from which a code isn't rare. Unit: persons. */
const RARE = 11;
/** Codes and short labels without spaces; free text does not match. */
const CODE_TEXT = /^[A-Za-z0-9_-]{1,12}$/;

/**
 * What happens to every field of a pharmacy claim under Safe Harbor.
 *
 * Payer, plan, employer and provider numbers go with the identifiers, because each can stand for an employer or a place; change an
 * entry by spreading the actions into a policy of your own.
 *
 * @source 45 CFR 164.514(b)(2)
 */
export const safeHarborPharmacyActions = /* @__PURE__ */ (() =>
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
    dispensing_date: year(),
    adjudication_date: year(),
    paid_date: year(),
    ndc_code: rollUpRare(RARE),
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
    pharmacy_ncpdp_id: drop,
    dispensing_provider_npi: drop,
    prescribing_provider_npi: drop,
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

/** The Safe Harbor policy for pharmacy claims. */
export const safeHarborPharmacy: Policy<PharmacyClaim, 'safeHarbor', typeof safeHarborPharmacyActions> =
  /* @__PURE__ */ safeHarborPolicy<PharmacyClaim>()(safeHarborPharmacyActions, { id: 'safe-harbor-pharmacy', version: '1' });
