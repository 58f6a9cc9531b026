import type { EligibilitySpan } from '../../claims/eligibility-span.js';
import { drop } from '../actions/action.js';
import { randomCode } from '../actions/codes.js';
import { keep, keepMatching, stateOnly } from '../actions/keep.js';
import { limitedDataSetPolicy, type Policy } from './policy.js';

/** Codes and short labels without spaces; free text does not match. */
const CODE_TEXT = /^[A-Za-z0-9_-]{1,12}$/;
const AGE_BAND = /^\d{1,3}(-\d{1,3}|\+)?$/;

/**
 * What happens to every field of a coverage span under a limited data set.
 *
 * Full dates, ages and ZIP codes stay; names of employers and plans go, because they identify the employer.
 *
 * @source 45 CFR 164.514(e)(2)
 */
export const limitedEligibilityActions = /* @__PURE__ */ (() =>
  ({
    data_source: drop,
    file_name: drop,
    file_date: drop,
    row_number: drop,
    person_id: randomCode('member'),
    member_id: drop,
    subscriber_id: randomCode('subscriber'),
    subscriber_relation: keep<NonNullable<EligibilitySpan['subscriber_relation']>>(),
    employer_id: drop,
    group_id: drop,
    group_name: drop,
    division_id: drop,
    payer: drop,
    plan: drop,
    payer_type: keepMatching(CODE_TEXT),
    benefit_type: keep<NonNullable<EligibilitySpan['benefit_type']>>(),
    coverage_tier: keep<NonNullable<EligibilitySpan['coverage_tier']>>(),
    funding_type: keep<NonNullable<EligibilitySpan['funding_type']>>(),
    enrollment_start_date: keep<string>(),
    enrollment_end_date: keep<string>(),
    is_primary: keep<boolean>(),
    employment_status: keep<NonNullable<EligibilitySpan['employment_status']>>(),
    medicare_primary_flag: keep<boolean>(),
    hdhp_flag: keep<boolean>(),
    account_type: keep<NonNullable<EligibilitySpan['account_type']>>(),
    birth_date: keep<string>(),
    birth_year: keep<number>(),
    age_band: keepMatching(AGE_BAND),
    gender: keep<NonNullable<EligibilitySpan['gender']>>(),
    state: stateOnly(),
    zip_code: keep<string>(),
    zip3: keep<string>(),
    cbsa: keep<string>(),
    worksite_zip3: drop,
    race: keepMatching(CODE_TEXT),
    ethnicity: keepMatching(CODE_TEXT),
    wage_band: drop,
    union_flag: drop,
    death_date: keep<string>(),
  }) as const)();

/** The limited data set policy for coverage spans. */
export const limitedEligibility: Policy<EligibilitySpan, 'limitedDataSet', typeof limitedEligibilityActions> =
  /* @__PURE__ */ limitedDataSetPolicy<EligibilitySpan>()(limitedEligibilityActions, { id: 'limited-data-set-eligibility', version: '1' });
