import type { NonClaimsPayment } from '../../claims/non-claims-payment.js';
import { drop } from '../actions/action.js';
import { randomCode } from '../actions/codes.js';
import { keep } from '../actions/keep.js';
import { limitedDataSetPolicy, type Policy } from './policy.js';

/**
 * What happens to every field of a payment beside claims under a limited data set.
 *
 * Full dates, ages and ZIP codes stay; names of employers and plans go, because they identify the employer.
 *
 * @source 45 CFR 164.514(e)(2)
 */
export const limitedNonClaimsActions = /* @__PURE__ */ (() =>
  ({
    data_source: drop,
    file_name: drop,
    file_date: drop,
    row_number: drop,
    payment_id: randomCode('claim'),
    employer_id: drop,
    payer: drop,
    payee_npi: keep<string>(),
    payee_tin: drop,
    category: keep<NonNullable<NonClaimsPayment['category']>>(),
    basis: keep<NonNullable<NonClaimsPayment['basis']>>(),
    rate: keep<string>(),
    units: keep<string>(),
    amount: keep<string>(),
    service_period_start: keep<string>(),
    service_period_end: keep<string>(),
    paid_date: keep<string>(),
    person_id: randomCode('member'),
    plan_id: drop,
    ndc_code: keep<string>(),
    allocation_rule: drop,
    estimated_flag: keep<boolean>(),
  }) as const)();

/** The limited data set policy for payment beside claimss. */
export const limitedNonClaims: Policy<NonClaimsPayment, 'limitedDataSet', typeof limitedNonClaimsActions> =
  /* @__PURE__ */ limitedDataSetPolicy<NonClaimsPayment>()(limitedNonClaimsActions, { id: 'limited-data-set-non-claims', version: '1' });
