/**
 * Which figures can be handed out without giving anybody away? Protecting tables, checking their certificates, attacking
 * them, and a ledger of what was released.
 *
 * @packageDocumentation
 */
export type { ChainEntry, ChainStore } from '../hash-chain.js';
export { type AttackOptions, attackTable, type CellInterval, type Insider, insidersOf, type KnownPart } from './attack-table.js';
export type { LedgerRelease, LedgerRow, Release } from './ledger-release.js';
export { type OrderStatisticInput, orderStatistic, orderWindowsSafe, type WindowMean } from './order-statistic.js';
export { parsePublishableTable } from './parse-publishable-table.js';
export { type BackCalculation, type PrintedPercentage, percentageBackCalculation } from './percentage-back-calculation.js';
export { type ProtectedTable, type ProtectOptions, protectTable } from './protect-table.js';
export {
  type Attacker,
  type CellStatus,
  type CustodyCell,
  type CustodyRecord,
  type IntervalProof,
  OPEN_END,
  type OutsiderInterval,
  type Proof,
  type PublicCertificate,
  type PublishableTable,
  type PublishableTableData,
  type PublishedCategory,
  type PublishedCell,
  type PublishedDimension,
  type PublishedMeasure,
  type PublishedPart,
  type PublishedQuotient,
  type Requirement,
  type Witness,
} from './publishable-table.js';
export { type LedgerEntry, type LedgerStore, memoryLedgerStore, type ReleaseLedger, type ReleaseVerdict, releaseLedger } from './release-ledger.js';
export type { Category, Dimension, EmployerCode, LinkedTables, MeasureSpec, TableCell, TableInput } from './table-input.js';
export { type Verification, verifyTable } from './verify-table.js';
