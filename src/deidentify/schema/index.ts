/**
 * Does a stored extract hold exactly what its policy leaves? zod schemas made from policies.
 *
 * @packageDocumentation
 */
export { deidentifiedSchema } from './deidentified-schema.js';
