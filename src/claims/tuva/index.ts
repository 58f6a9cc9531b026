/**
 * How do rows of the Tuva data model's input layer become our records, and ours become Tuva's, without losing anything?
 *
 * @packageDocumentation
 */
export { type FromTuvaOptions, fromTuva } from './from-tuva.js';
export { type TuvaRows, toTuva } from './to-tuva.js';
export { type TuvaRecordTable, type TuvaSchema, type TuvaSchemas, type TuvaTable, tuvaMap } from './tuva-map.js';
export { fromTuvaMonth, toTuvaMonth } from './tuva-month.js';
