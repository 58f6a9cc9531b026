/**
 * How do X12 files become records: remittances (835) a balanced ledger, enrolment (834) spans, claims (837) charges, premium
 * payments (820) capitation?
 *
 * @packageDocumentation
 */
export { type Balance835, type BalanceCount, type Balanced835, balance835 } from './balance-835.js';
export type { Claim837, Line837, OtherPayer837 } from './claims-837.js';
export type { BenefitType } from './codes-834.js';
export {
  type Adjustment820,
  type EarlierAdjustment820,
  type Item820,
  type Payment820,
  type Read820,
  type Read820Options,
  read820,
} from './read-820.js';
export { type Benefit834, type Event834, type Maintenance834, type Read834, read834 } from './read-834.js';
export { type BalancedRemittance, type Read835, type Read835Options, read835 } from './read-835.js';
export { type Joined837, type JoinedClaim, joinRemittances, type Read837, type Read837Options, read837 } from './read-837.js';
export { readX12, type X12File, type X12Segment, type X12Separators, type X12Transaction } from './read-x12.js';
export type { Adjustment835, Claim835, Line835, ProviderAdjustment835, Remittance835 } from './remittance.js';
export {
  compareFull834,
  type Difference834,
  type Replay834Options,
  type Replayed834,
  replay834,
  type Span834,
} from './replay-834.js';
export type { Ticks } from './x12-values.js';
