/**
 * How do rows of the all-payer claims database common data layout become records, and records rows, by column ids alone?
 *
 * @packageDocumentation
 */
export type { CdlConventions } from './cdl-conventions.js';
export { type CdlColumn, type CdlEvidence, type CdlTable, cdlColumns, cdlNeverRead } from './cdl-ids.js';
export { type CdlMapOptions, type CdlRecordTable, type CdlSchema, type CdlSchemas, cdlMap } from './cdl-map.js';
export { type FromApcdCdlOptions, fromApcdCdl } from './from-apcd-cdl.js';
export { type CdlRows, toApcdCdl } from './to-apcd-cdl.js';
