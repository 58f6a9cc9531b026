/**
 * How do rows of the Tuva data model's input layer become our records, and ours become Tuva's, without losing anything?
 *
 * @packageDocumentation
 */
export { fromTuva, type FromTuvaOptions } from './from-tuva.js';
export { toTuva, type TuvaRows } from './to-tuva.js';
export { tuvaMap, type TuvaRecordTable, type TuvaSchema, type TuvaSchemas, type TuvaTable } from './tuva-map.js';
export { fromTuvaMonth, toTuvaMonth } from './tuva-month.js';
