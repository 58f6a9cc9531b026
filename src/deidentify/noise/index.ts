/**
 * What can be told about many without telling whether any one was among them? Counts and sums with exact noise, and a budget for
 * what each recipient was told. Opt-in: certified tables without noise are in `deidentify/publish`.
 *
 * @packageDocumentation
 */
export type { ChainEntry, ChainStore } from '../hash-chain.js';
export { type BudgetEntry, type BudgetPartition, type BudgetStore, memoryBudgetStore } from './budget-ledger.js';
export type { ContributionBounds, Cut, NoiseRow } from './contributions.js';
export { type NoiseDistribution, type NoiseLaw, noiseDistribution } from './noise-distribution.js';
export { type NoiseMechanism, type NoisyRelease, type NoisyTable, type NoisyTableOptions, noisyTable } from './noisy-table.js';
export { type BudgetOptions, type BudgetRequest, type PrivacyBudget, privacyBudget } from './privacy-budget.js';
