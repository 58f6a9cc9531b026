/**
 * How do CMS's synthetic public use claims (DE-SynPUF) become our records? Mostly by column maps alone.
 *
 * @packageDocumentation
 */
export { type FromSynpufOptions, fromSynpuf, fromSynpufDrugs } from './from-synpuf.js';
export { type SynpufMemberYear, type SynpufPayments, type SynpufPerMonth, synpufMemberYears, synpufPerMonth } from './member-years.js';
export { type SynpufFile, synpufCarrierMap, synpufInpatientMap, synpufOutpatientMap, synpufPdeMap } from './synpuf-maps.js';
