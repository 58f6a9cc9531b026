/**
 * How does a Synthea CSV export, in either layout, become our records, and does its money add up?
 *
 * @packageDocumentation
 */
export { fromSynthea, type FromSynthea, type FromSyntheaOptions, type SyntheaBalance, type SyntheaTables } from './from-synthea.js';
