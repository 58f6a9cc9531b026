/**
 * How does a Synthea CSV export, in either layout, become our records, and does its money add up?
 *
 * @packageDocumentation
 */
export { type FromSynthea, type FromSyntheaOptions, fromSynthea, type SyntheaBalance, type SyntheaTables } from './from-synthea.js';
