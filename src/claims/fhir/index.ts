/**
 * How do FHIR explanations of benefit become claim records, without mistaking one amount for another?
 *
 * @packageDocumentation
 */
export type { EobSlot } from './eob-categories.js';
export type { EobType } from './eob-claim.js';
export type { EobAmounts, UnknownAmount } from './eob-lines.js';
export { type EobView, type ReadEob, type ReadEobOptions, readEob } from './read-eob.js';
