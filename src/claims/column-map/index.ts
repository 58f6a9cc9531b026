/**
 * How do the columns of my administrator's extract become the fields of a claim, without code? As a map that is data: checked,
 * versioned, hashable and shareable.
 *
 * @packageDocumentation
 */
export { type Adapted, applyColumnMap, type DeliveryOptions, type SourceMetadata, type SourceRow } from './apply-column-map.js';
export type { CellRule, ColumnMap, ColumnRule, DeriveRule, Folds, LineFold, MoneyUnit, SchemaName, SchemaTables } from './column-map.js';
export { columnMapHash, defineColumnMap, wideColumns } from './define-column-map.js';
export { identityMap } from './identity-map.js';
export { lintColumnMap } from './lint-column-map.js';
export type { DeliveredRow } from './mapped-rows.js';
export { type MapCandidate, type MapSuggestion, suggestMap } from './suggest-map.js';
export type { ViaName } from './via.js';
