import { crossReferenceRules } from './cross-reference.js';
import { deidentifiedRules } from './deidentified.js';
import { eligibilityRules } from './eligibility.js';
import { eligibilityOfClaimsRules } from './eligibility-of-claims.js';
import { medicalCodeRules } from './medical-codes.js';
import { medicalDateRules } from './medical-dates.js';
import { medicalIdentityRules } from './medical-identity.js';
import { medicalMoneyRules } from './medical-money.js';
import { nettingRules } from './netting.js';
import { nonClaimsRules } from './non-claims.js';
import { pharmacyRules } from './pharmacy.js';
import { pharmacyUseRules } from './pharmacy-use.js';
import { plausibilityRules } from './plausibility.js';
import { possibleDuplicatesRule } from './possible-duplicates.js';
import type { Rule } from './rule.js';
import { structureRules } from './structure.js';

/** Every rule that runs over rows, in the order in which findings are listed. STR-4, STR-5 and ELG-10 compare totals and stand apart. */
export const ruleCatalogue: readonly Rule[] = /* @__PURE__ */ (() => [
  ...structureRules,
  ...eligibilityRules,
  ...medicalIdentityRules,
  ...medicalDateRules,
  ...medicalCodeRules,
  ...medicalMoneyRules,
  ...nettingRules,
  possibleDuplicatesRule,
  ...eligibilityOfClaimsRules,
  ...pharmacyRules,
  ...pharmacyUseRules,
  ...nonClaimsRules,
  ...crossReferenceRules,
  ...plausibilityRules,
  ...deidentifiedRules,
])();
