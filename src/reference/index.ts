/**
 * Which public figure or rule held when, and who says so? Dated tables with their sources, and the explanation that
 * every disputable result carries.
 *
 * @packageDocumentation
 */
export { basisPresets } from './basis-presets.js';
export { type BenchmarkFact, cite, type FactQuery, type FactSet, factSet, factWarnings, type Staleness, staleness } from './benchmark-fact.js';
export { benchmarkFacts } from './benchmark-facts.js';
export type { Citation } from './citation.js';
export type { CodeRef } from './code-ref.js';
export { type CredibilityRule, credibilityRules, interpolate } from './credibility-rules.js';
export { at, type Dated, type DatedRange, type DatedTable, type TableVersion, versionOf } from './dated.js';
export {
  type DisclosureRuleSet,
  type DisclosureRules,
  defaultDisclosureRules,
  disclosureRuleSet,
  disclosureRuleSets,
  statement6Rules,
} from './disclosure-rules.js';
export type { Assumption, Explanation, LedgerFactor, Step } from './explanation.js';
export { loadBenchmark } from './load-benchmark.js';
export { type FederalHoliday, federalHolidayCitation, usFederalHolidays } from './us-federal-holidays.js';
export { type Zip3Vintage, type Zip3VintageInput, zip3Population2020, zip3Vintage } from './zip3-population.js';
