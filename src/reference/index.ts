/**
 * Which public figure or rule held when, and who says so? Dated tables with their sources, and the explanation that
 * every disputable result carries.
 *
 * @packageDocumentation
 */
export type { Citation } from './citation.js';
export type { CodeRef } from './code-ref.js';
export { at, type Dated, type DatedRange, type DatedTable, type TableVersion, versionOf } from './dated.js';
export type { Assumption, Explanation, LedgerFactor, Step } from './explanation.js';
