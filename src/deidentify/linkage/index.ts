/**
 * Are these records of one person? Keyed tokens of combinations, matched at a linkage unit that sees no name.
 *
 * @packageDocumentation
 */
export { type LinkConflict, type LinkOptions, type LinkResult, linkPersons, type TokenRow } from './link-persons.js';
export { type LinkagePerson, type LinkageTokens, linkageTokens, type TokenKind, tokenKinds } from './linkage-tokens.js';
export { NAME_NORMALISATION, type NormalName, normaliseName, soundex } from './normalise-name.js';
