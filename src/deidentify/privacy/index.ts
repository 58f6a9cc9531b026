/**
 * How well are members hidden, and how coarse must a table be before they are? k, l, t and risks by member, and two engines
 * that reach them.
 *
 * @packageDocumentation
 */
export { type AnonymizeOptions, type AnonymizeResult, anonymize, type ColumnDiagnosis } from './anonymize.js';
export type { PopulationRisk, ProsecutorRisk } from './class-risks.js';
export { type Classes, type CodedValues, groupByCodes } from './classes.js';
export { type Distance, equalDistance, hierarchicalDistance, orderedDistance } from './distances.js';
export { ageHierarchy, icd10Hierarchy, zipHierarchy } from './hierarchies.js';
export { type ClassWeight, individualRisk } from './individual-risk.js';
export { LATTICE_NODE_CAP, type LatticeNode, type LatticeReport } from './lattice.js';
export { measurePrivacy, type PrivacyOptions, type PrivacyReport, type SensitiveSpec } from './measure-privacy.js';
export { CONFLICT, type EncodedColumn, type MemberTable, type MemberTableOptions, memberTable, type PrivacyRow } from './member-table.js';
export { type PrivacyClass, PrivacyClasses, type PrivacyClassesResult, type PrivacyClassesSpec, privacyClassesKind } from './privacy-classes.js';
export type { RecursiveBound, SensitiveReport } from './sensitive-models.js';
export { type Separation, separations } from './separation.js';
export type { PrivacyTargets } from './targets.js';
export type { Utility } from './utility.js';
export { type Hierarchy, hierarchyFromLines } from './value-tree.js';
