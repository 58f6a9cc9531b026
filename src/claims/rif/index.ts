/**
 * How do CMS's research identifiable claim files, and what BFD and Synthea export in their layout, become our records?
 *
 * @packageDocumentation
 */
export { fromRif, fromRifDrugs, type FromRifOptions } from './from-rif.js';
export { type RifFacilityFile, rifFacilityMap, type RifFile, rifLineMap, rifPdeMap } from './rif-maps.js';
