/**
 * How do coverage and money become the financial tables of the OMOP common data model?
 *
 * @packageDocumentation
 */
export { type OmopRows, type ToOmopInput, type ToOmopOptions, toOmop } from './to-omop.js';
