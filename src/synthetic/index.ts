/**
 * What would a coalition look like if we knew everything about it? A seeded synthetic coalition with its truth: the same
 * seed gives the same bytes on every runtime.
 *
 * @packageDocumentation
 */
export { type BenchControl, BenchFile, type BrokenLine } from './bench/bench-file.js';
export { BENCH_COLUMNS, type BenchOptions, benchLines } from './bench/bench-lines.js';
export { BENCH_ELIGIBILITY_COLUMNS, BENCH_MEMBER_COLUMNS, type BenchMembersOptions, benchEligibility, benchMembers } from './bench/bench-tables.js';
export { type CalibrationReport, type CalibrationTarget, calibrationReport } from './calibration.js';
export { coalitionChecksum } from './checksum.js';
export type { BilledHeadcount, Coalition, EarlierEligibility } from './coalition.js';
export { type InjectedDefects, type InjectOptions, injectableRules, injectDefects } from './defects/inject-defects.js';
export type { DirtyRow, DirtyTables, PlantedDefect } from './defects/work.js';
export type { SyntheticEmployer, SyntheticTpa } from './employers.js';
export { type GeneratedCoalition, generateCoalition, generateMembers } from './generate-coalition.js';
export type { HouseholdRecords } from './household-records.js';
export type { SyntheticJoint } from './joints.js';
export type { CoalitionOptions } from './options.js';
export { type CoalitionStream, type StreamEnd, streamCoalition } from './stream-coalition.js';
export type {
  ClaimTable,
  CoalitionTruth,
  TruthControl,
  TruthExposure,
  TruthLine,
  TruthLink,
  TruthMonth,
  TruthPersonYear,
} from './truth.js';
export { write834 } from './write/write-834.js';
export { write835 } from './write/write-835.js';
export { type SyntheaCoalition, type TextRow, writeSynthea } from './write/write-synthea.js';
export { type TuvaCoalition, writeTuva } from './write/write-tuva.js';
