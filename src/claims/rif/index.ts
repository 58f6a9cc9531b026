/**
 * How do CMS's research identifiable claim files, and what BFD and Synthea export in their layout, become our records?
 *
 * @packageDocumentation
 */
export { type FromRifOptions, fromRif, fromRifDrugs } from './from-rif.js';
export { type RifFacilityFile, type RifFile, rifFacilityMap, rifLineMap, rifPdeMap } from './rif-maps.js';
