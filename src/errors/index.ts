/**
 * How we refuse and how we report. A caller's mistake throws a {@link CoalitionError} with a stable code;
 * a problem in the data comes back as a {@link Finding}.
 *
 * @packageDocumentation
 */
export type { Brand } from './brand.js';
export { CoalitionError, isCoalitionError } from './coalition-error.js';
export type { CodePage, CodePages, FindingPages } from './codes.js';
export type { ErrorCode, ErrorDetails } from './details.js';
export type { Finding, FindingCode, RowRef, Severity, Warning } from './finding.js';
export type { JsonValue } from './json.js';
export { unreachable } from './unreachable.js';
export { aggregateCodes, aggregateFindings, type AggregateErrors } from './aggregate.js';
export { basisCodes, basisFindings, type BasisErrors } from './basis.js';
export { benchmarkCodes, benchmarkFindings, type BenchmarkErrors } from './benchmark.js';
export { claimsCodes, claimsFindings, type ClaimsErrors } from './claims.js';
export { coeCodes, coeFindings, type CoeErrors } from './coe.js';
export { contractsCodes, contractsFindings, type ContractsErrors } from './contracts.js';
export { csvCodes, csvFindings, type CsvErrors } from './csv.js';
export { deidentifyCodes, deidentifyFindings, type DeidentifyErrors } from './deidentify.js';
export { enginesCodes, enginesFindings, type EnginesErrors } from './engines.js';
export { exposureCodes, exposureFindings, type ExposureErrors } from './exposure.js';
export { moneyCodes, moneyFindings, type MoneyErrors } from './money.js';
export { referenceCodes, referenceFindings, type ReferenceErrors } from './reference.js';
export { statsCodes, statsFindings, type StatsErrors } from './stats.js';
export { syntheticCodes, syntheticFindings, type SyntheticErrors } from './synthetic.js';
export { timeCodes, timeFindings, type TimeErrors } from './time.js';
export { trendCodes, trendFindings, type TrendErrors } from './trend.js';
