/**
 * What does each party owe, and why? A contract as data: checked before it is signed, settled in exact arithmetic, explained
 * node by node, divided over the employers to the cent.
 *
 * @packageDocumentation
 */
export { type AllocateInput, allocate, type Share } from '../money/allocate.js';
export { type GateInput, gateTerms } from './builders/gate.js';
export { type LossSide, metricNode, parameterNode, sequester, sharedSavings, type SharedSavingsInput } from './builders/shared-savings.js';
export type {
  AllocationPolicy, Contract, ContractCalendar, CredibilityAllocation, Dimension, MetricSpec, MissingPolicy, OwnAllocation, ParameterRow, ParameterSpec, Party,
  PartyId, PooledAllocation, Population, SettlementLine, ShapleyAllocation, Term, Verification,
} from './contract.js';
export { canonicalContract, canonicalPart, contractHash, factsHash } from './contract-hash.js';
export { type ContractInput, defineContract, type Terms, type TermTools } from './define-contract.js';
export { exampleContract, exampleFacts, exampleSettlement } from './example-contract.js';
export { explain, type ExplainInput, type NodeExplanation } from './explain.js';
export type * from './expression.js';
export { type EstimateLike, type Fact, factFrom, type FactFromOptions, type FactId, factId } from './fact.js';
export type { FactOverride } from './fact-index.js';
export { formulaText, type NameOf } from './formula-text.js';
export { type ContractAnalysis, lintContract } from './lint-contract.js';
export { dated, type DatedInput, metric, type MetricBuilder, type MetricOptions } from './metric.js';
export { prepareContract, type PreparedContract } from './prepare-contract.js';
export { replayTrace, type ReplayReport } from './replay-trace.js';
export { DOCUMENT_LIMITS, parseContract, type ParsedContract } from './schema/parse-contract.js';
export { type ParsedSettlement, parseSettlement } from './schema/parse-settlement.js';
export { settle, type SettleInput, type SettleResult } from './settle.js';
export type { SettledLine, SettledMember, Settlement, SettlementStatus } from './settlement.js';
export { settlementJson } from './settlement-hash.js';
export { settlementOf } from './settlement-of.js';
export { settlementStatement, type StatementRow } from './statement.js';
export { type Operand, type ShortTier, term, type TermBuilder, type TierOptions, toExpr } from './term-builder.js';
export type { NodeConfig, Trace, TraceFact, TraceNode, TraceOperand, TraceTable } from './trace.js';
export type { Unit } from './unit.js';
export { verifySettlement, type VerifyInput, type VerifyReport } from './verify-settlement.js';
