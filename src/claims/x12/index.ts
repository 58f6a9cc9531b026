/**
 * How do X12 files become records: remittances (835) a balanced ledger, enrolment (834) spans, claims (837) charges?
 *
 * @packageDocumentation
 */
export { balance835, type Balance835, type BalanceCount, type Balanced835 } from './balance-835.js';
export { read835, type BalancedRemittance, type Read835, type Read835Options } from './read-835.js';
export { readX12, type X12File, type X12Segment, type X12Separators, type X12Transaction } from './read-x12.js';
export type { Adjustment835, Claim835, Line835, ProviderAdjustment835, Remittance835 } from './remittance.js';
export type { Ticks } from './x12-values.js';
