/**
 * What is a claim, is this delivery fit for use, and what is its final and its transaction view?
 *
 * Start with {@link validateDelivery}: rows in; columns, findings, an accounting that adds up and a verdict for each calculation out.
 *
 * @packageDocumentation
 */
export type { Accounting, Pile } from './accounting.js';
export type { Aggregate, AggregateJson, AggregateKind, ControlTotals as AggregateControlTotals, MemberScope } from './aggregate.js';
export {
  type CentsColumn,
  type ClaimBatch,
  type CodedColumn,
  type DaysColumn,
  type Dictionary,
  type EligibilityBatch,
  isValid,
  type LineageColumns,
  type ListColumn,
  type ScaledColumn,
  type TableName,
  type TextColumn,
  type Validity,
} from './batch.js';
export { BatchBuilder, type BatchOptions, type CentsRounding, type ColumnBuilders } from './batch-builder.js';
export { batchesOf, batchOf } from './batch-from-records.js';
export { joinBatches } from './batch-join.js';
export { type ColumnGroup, columnGroup, columnsOf } from './batch-layout.js';
export { codeAt, dateAt, listAt, quantityAt, recordAt, rowsOf, sliceBatch, textAt } from './batch-records.js';
export { type CamelCase, type CamelCased, camelKeys } from './camel-keys.js';
export { type DrgKind, drgKind } from './categories/drg-numbers.js';
export { type LevelTwoMap, type ServiceCategories, serviceCategories } from './categories/service-categories.js';
export { type RollUp, rollUps, type ServiceLeaf, serviceLeaves } from './categories/service-leaf.js';
export { type ClaimDatePolicy, claimDateDays, isInpatientBill } from './claim-date.js';
export { type CodeSet, type CodeSets, codeSets } from './code-sets.js';
export { centsReader, daysReader, flagReader, type NumberReader, quantityReader, type WordReader, wordReader } from './columns.js';
export type { EligibilitySpan } from './eligibility-span.js';
export type { EmployeesOfMonth, Employer } from './employer.js';
export { type ExtractChecklist, type ExtractElement, extractChecklist } from './extract/extract-checklist.js';
export type { Arriving, Fed, FedAny } from './feed.js';
export { type FeedbackGroup, type FeedbackOptions, type FeedbackPack, feedbackPack } from './feedback/feedback-pack.js';
export { type QuestionAbout, questionOf } from './feedback/questions.js';
export {
  type Checker,
  type CheckSink,
  checkSink,
  compileChecker,
  compileValueChecker,
  type FormIssue,
  type FormIssueCode,
  type ValueChecker,
} from './fields/compile-checker.js';
export type { FieldKind, FieldRole, FieldSpec } from './fields/field-spec.js';
export { fieldsOf } from './fields/tables.js';
export type { Link, LinkReason, Tangle } from './ledger/chains.js';
export { inferAdjustmentStyle } from './ledger/infer-style.js';
export {
  buildLedger,
  type FinalLine,
  type FinalView,
  type Ledger,
  type LedgerCents,
  type LedgerEntry,
  type LedgerOptions,
  type LineKey,
  type UnresolvedRow,
  type ViewOptions,
} from './ledger/ledger.js';
export type { AdjustmentStyle, StyleInference } from './ledger/style.js';
export { groupClaims, type MedicalClaim } from './medical-claim.js';
export type { MedicalClaimLine } from './medical-claim-line.js';
export type { MemberMonth } from './member-month.js';
export { type NonClaimsSum, type NonClaimsSumOptions, sumNonClaims } from './non-claims/sum-non-claims.js';
export type { NonClaimsPayment } from './non-claims-payment.js';
export {
  compileNormaliser,
  type NormalisedRow,
  type Normaliser,
  type NormaliserOptions,
  normaliserSteps,
  type ValueNormaliser,
} from './normalise/compile-normaliser.js';
export { type DateForm, normaliseDate } from './normalise/date.js';
export { normaliseMoney } from './normalise/money.js';
export { normaliseNull } from './normalise/null-spelling.js';
export type { Repaired, RepairKind } from './normalise/repair.js';
export { type RepairCount, RepairCounts } from './normalise/repair-counts.js';
export type { PharmacyClaim } from './pharmacy-claim.js';
export type { Plan } from './plan.js';
export type { CoeDesignation, Provider } from './provider.js';
export type { ProviderAttribution } from './provider-attribution.js';
export {
  type AmountTerm,
  type FieldCondition,
  type Hypothesis,
  type HypothesisResult,
  type ReconcileOptions,
  type Reconciliation,
  reconcile,
  type TextRow,
} from './reconcile/reconcile.js';
export type { RecordOf, Records } from './records.js';
export type { Agreements, ContractPeriod, RebateGuarantee } from './rules/agreements.js';
export { type BreakClass, type BreakClassRow, breakClasses } from './rules/allowed-identity.js';
export { ruleCatalogue } from './rules/catalogue.js';
export { type DeliveryData, deliveryData, type StrayColumn, type TableData, tableData } from './rules/delivery-data.js';
export { type HeaderOnLines, headerOnLines } from './rules/header-on-lines.js';
export { type FieldVote, type HeaderVote, voteHeader } from './rules/header-vote.js';
export { npiPasses } from './rules/npi.js';
export type { Handling, Hit, Rule, RuleContext, RuleSink } from './rules/rule.js';
export { type TotalLines, totalLines } from './rules/total-lines.js';
export { eligibilitySpanSchema } from './schema/eligibility-span.js';
export { medicalClaimLineSchema } from './schema/medical-claim-line.js';
export { nonClaimsPaymentSchema } from './schema/non-claims-payment.js';
export { pharmacyClaimSchema } from './schema/pharmacy-claim.js';
export {
  employerSchema,
  memberMonthSchema,
  planSchema,
  providerAttributionSchema,
  providerSchema,
  stopLossContractSchema,
} from './schema/reference-records.js';
export type { Sourced, SourceOptions } from './sources.js';
export type { AggregateCover, Laser, StopLossBasis, StopLossContract } from './stop-loss-contract.js';
export { type ControlComparison, type ControlTotal, type ControlTotals, compareControlTotals } from './validate/control-totals.js';
export type { AcceptedBatches, DeliveryDetail, DeliveryReport, TableReport, UnbatchedReport } from './validate/delivery-report.js';
export { type DeliverySnapshot, type Drift, driftOf, snapshotOf, type TableSnapshot } from './validate/drift.js';
export { type BilledEmployees, compareHeadcount, type HeadcountComparison, type HeadcountOptions } from './validate/headcount.js';
export { coveredMonths } from './validate/member-months.js';
export type { OutcomeClass, RuleOutcome } from './validate/outcome.js';
export {
  defaultProfile,
  type ProfileName,
  profileOf,
  type RuleProfile,
  type SourceOverrides,
  syntheticProfile,
  tuvaStrictProfile,
} from './validate/profile.js';
export { type Delivery, type RawRows, type RawStream, type ValidateOptions, validateDelivery, validateStream } from './validate/validate-delivery.js';
export { type PartOptions, type RowSource, validateInParts } from './validate/validate-parts.js';
export { type Waiver, waiverHolds } from './validate/waiver.js';
export { type Calculation, calculations, defineCalculation, type FieldNeed, type RuleUse } from './verdict/calculation.js';
export type { FitForPurpose, Fitness, FitnessReason, FitnessStatus } from './verdict/fitness.js';
