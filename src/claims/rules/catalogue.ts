import { crossReferenceRules } from './cross-reference.js';
import { deidentifiedRules } from './deidentified.js';
import { eligibilityOfClaimsRules } from './eligibility-of-claims.js';
import { eligibilityRules } from './eligibility.js';
import { medicalCodeRules } from './medical-codes.js';
import { medicalDateRules } from './medical-dates.js';
import { medicalIdentityRules } from './medical-identity.js';
import { medicalMoneyRules } from './medical-money.js';
import { nettingRules } from './netting.js';
import { pharmacyRules } from './pharmacy.js';
import { possibleDuplicatesRule } from './possible-duplicates.js';
import type { Rule } from './rule.js';
import { structureRules } from './structure.js';

/** Every rule that runs over rows, in the order in which findings are listed. STR-4 and STR-5 compare totals and stand apart. */
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
  ...crossReferenceRules,
  ...deidentifiedRules,
])();
