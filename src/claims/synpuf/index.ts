/**
 * How do CMS's synthetic public use claims (DE-SynPUF) become our records? Mostly by column maps alone.
 *
 * @packageDocumentation
 */
export { fromSynpuf, fromSynpufDrugs, type FromSynpufOptions } from './from-synpuf.js';
export { type SynpufMemberYear, synpufMemberYears, type SynpufPayments, type SynpufPerMonth, synpufPerMonth } from './member-years.js';
export { type SynpufFile, synpufCarrierMap, synpufInpatientMap, synpufOutpatientMap, synpufPdeMap } from './synpuf-maps.js';
