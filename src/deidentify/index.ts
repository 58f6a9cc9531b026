/**
 * In which zone is this data, what must happen to every field, and what may the result be called? Policies, pseudonyms and
 * extracts that may leave; tables that may leave are in `deidentify/publish`.
 *
 * @packageDocumentation
 */
export {
  type Action,
  type ActionContext,
  type ActionRun,
  type Drop,
  drop,
  type LooseAction,
  type LooseRun,
  type RowFacts,
} from './actions/action.js';
export { band, roundTo, topCode } from './actions/amounts.js';
export { providerAbove, type RollUp, randomCode, relativeLine, rollUpRare } from './actions/codes.js';
export { ageBandTopCoded, ageTopCoded, deathYear, monthsInYear, type YearText, year, yearTopCoded } from './actions/dates.js';
export { pseudonym, shiftDate } from './actions/derived.js';
export { generalise } from './actions/generalise.js';
export { type Keepable, keep, keepMatching, stateOnly } from './actions/keep.js';
export { each } from './actions/lists.js';
export { nested } from './actions/nested.js';
export { zip3 } from './actions/places.js';
export { type AuditRecord, auditChain, type FieldAudit } from './audit-record.js';
export { batchFromZone, type ZoneRows } from './batch-from-zone.js';
export { type ClaimableMethod, claimableMethod } from './claimable-method.js';
export { type CodeBook, type CodeBookEntry, type CodePurpose, codeBook } from './code-book.js';
export type { DeidentifyContext } from './context.js';
export { type DateShifter, type DateShifterInput, dateShifter } from './date-shifter.js';
export { type Deidentifier, type DeidentifyResult, deidentifier, deidentify, type ZonedRow } from './deidentify.js';
export { type DeidentifiedEnvelope, type ParseOptions, parseDeidentified, type SealOptions, sealDeidentified } from './envelope.js';
export { type KeyRing, type KeyRingInput, keyRing } from './key-ring.js';
export { limitedEligibility, limitedEligibilityActions } from './policies/limited-data-set-eligibility.js';
export { limitedMedical, limitedMedicalActions } from './policies/limited-data-set-medical.js';
export { limitedNonClaims, limitedNonClaimsActions } from './policies/limited-data-set-non-claims.js';
export { limitedPharmacy, limitedPharmacyActions } from './policies/limited-data-set-pharmacy.js';
export {
  type Actions,
  type AnyAction,
  type DateField,
  expertPolicy,
  type GuardedField,
  type IdentifierField,
  limitedDataSetPolicy,
  type OutOf,
  type Policy,
  type PolicyMaker,
  type PolicyMethod,
  type PolicyName,
  safeHarborPolicy,
} from './policies/policy.js';
export { safeHarborEligibility, safeHarborEligibilityActions } from './policies/safe-harbor-eligibility.js';
export { safeHarborMedical, safeHarborMedicalActions } from './policies/safe-harbor-medical.js';
export { safeHarborNonClaims, safeHarborNonClaimsActions } from './policies/safe-harbor-non-claims.js';
export { safeHarborPharmacy, safeHarborPharmacyActions } from './policies/safe-harbor-pharmacy.js';
export { type KeyPurpose, type Pseudonymizer, type PseudonymizerInput, pseudonymizer, type RotatedToken, rotate } from './pseudonymizer.js';
export { cryptographicRandom, type RandomSource, seededForTests } from './random-source.js';
export { framed, hkdf, type Prf, type SecretKey, secretKey } from './secret-key.js';
export type { ActualKnowledgeAttestation, DataUseAgreement, ExpertDetermination, RiskAcceptance } from './statements.js';
export { type SummaryHealthInformation, type SummaryLine, type SummaryRequest, summaryHealthInformation } from './summary-health-information.js';
export { safeZip3, ZIP3_LEAST_POPULATION, ZIP3_WITHHELD, type Zip3Vintages, zip3Vintages } from './zip3-vintages.js';
export { type Deidentified, type Identified, identified, identifiedRecords, type Limited, type Method } from './zones.js';
