import type { NonClaimsPayment } from '../../claims/non-claims-payment.js';
import { drop } from '../actions/action.js';
import { randomCode, rollUpRare } from '../actions/codes.js';
import { year } from '../actions/dates.js';
import { keep } from '../actions/keep.js';
import { type Policy, safeHarborPolicy } from './policy.js';

/** Members from which a code isn't rare. Unit: persons. */
const RARE = 11;

/**
 * What happens to every field of a payment beside claims under Safe Harbor.
 *
 * Payer, plan, employer and provider numbers go with the identifiers, because each can stand for an employer or a place; change an
 * entry by spreading the actions into a policy of your own.
 *
 * @source 45 CFR 164.514(b)(2)
 */
export const safeHarborNonClaimsActions = /* @__PURE__ */ (() =>
  ({
    data_source: drop,
    file_name: drop,
    file_date: drop,
    row_number: drop,
    payment_id: randomCode('claim'),
    employer_id: drop,
    payer: drop,
    payee_npi: drop,
    payee_tin: drop,
    category: keep<NonNullable<NonClaimsPayment['category']>>(),
    basis: keep<NonNullable<NonClaimsPayment['basis']>>(),
    rate: keep<string>(),
    units: keep<string>(),
    amount: keep<string>(),
    service_period_start: year(),
    service_period_end: year(),
    paid_date: year(),
    person_id: randomCode('member'),
    plan_id: drop,
    ndc_code: rollUpRare(RARE),
    allocation_rule: drop,
    estimated_flag: keep<boolean>(),
  }) as const)();

/** The Safe Harbor policy for payment beside claimss. */
export const safeHarborNonClaims: Policy<NonClaimsPayment, 'safeHarbor', typeof safeHarborNonClaimsActions> =
  /* @__PURE__ */ safeHarborPolicy<NonClaimsPayment>()(safeHarborNonClaimsActions, { id: 'safe-harbor-non-claims', version: '1' });
