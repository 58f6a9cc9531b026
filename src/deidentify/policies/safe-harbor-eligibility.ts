import type { EligibilitySpan } from '../../claims/eligibility-span.js';
import { drop } from '../actions/action.js';
import { randomCode } from '../actions/codes.js';
import { ageBandTopCoded, deathYear, year, yearTopCoded } from '../actions/dates.js';
import { keep, keepMatching, stateOnly } from '../actions/keep.js';
import { zip3 } from '../actions/places.js';
import { type Policy, safeHarborPolicy } from './policy.js';

/** Codes and short labels without spaces; free text does not match. */
const CODE_TEXT = /^[A-Za-z0-9_-]{1,12}$/;

/**
 * What happens to every field of a coverage span under Safe Harbor.
 *
 * Payer, plan, employer and provider numbers go with the identifiers, because each can stand for an employer or a place; change an
 * entry by spreading the actions into a policy of your own.
 *
 * @source 45 CFR 164.514(b)(2)
 */
export const safeHarborEligibilityActions = /* @__PURE__ */ (() =>
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
    enrollment_start_date: year(),
    enrollment_end_date: year(),
    is_primary: keep<boolean>(),
    employment_status: keep<NonNullable<EligibilitySpan['employment_status']>>(),
    medicare_primary_flag: keep<boolean>(),
    hdhp_flag: keep<boolean>(),
    account_type: keep<NonNullable<EligibilitySpan['account_type']>>(),
    birth_date: yearTopCoded(),
    birth_year: yearTopCoded(),
    age_band: ageBandTopCoded(),
    gender: keep<NonNullable<EligibilitySpan['gender']>>(),
    state: stateOnly(),
    zip_code: zip3(),
    zip3: zip3(),
    cbsa: drop,
    worksite_zip3: drop,
    race: keepMatching(CODE_TEXT),
    ethnicity: keepMatching(CODE_TEXT),
    wage_band: drop,
    union_flag: drop,
    death_date: deathYear(),
  }) as const)();

/** The Safe Harbor policy for coverage spans. */
export const safeHarborEligibility: Policy<EligibilitySpan, 'safeHarbor', typeof safeHarborEligibilityActions> =
  /* @__PURE__ */ safeHarborPolicy<EligibilitySpan>()(safeHarborEligibilityActions, { id: 'safe-harbor-eligibility', version: '1' });
