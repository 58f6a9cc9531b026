/**
 * How we refuse and how we report. A caller's mistake throws a {@link CoalitionError} with a stable code;
 * a problem in the data comes back as a {@link Finding}.
 *
 * @packageDocumentation
 */

export { type AggregateErrors, aggregateCodes, aggregateFindings } from './aggregate.js';
export { type BasisErrors, basisCodes, basisFindings } from './basis.js';
export { type BenchmarkErrors, benchmarkCodes, benchmarkFindings } from './benchmark.js';
export type { Brand } from './brand.js';
export { type ClaimsErrors, claimsCodes, claimsFindings } from './claims.js';
export { CoalitionError, isCoalitionError } from './coalition-error.js';
export type { CodePage, CodePages, FindingPages } from './codes.js';
export { type CoeErrors, coeCodes, coeFindings } from './coe.js';
export { type ContractsErrors, contractsCodes, contractsFindings } from './contracts.js';
export { type CsvErrors, csvCodes, csvFindings } from './csv.js';
export { type DeidentifyErrors, deidentifyCodes, deidentifyFindings } from './deidentify.js';
export type { ErrorCode, ErrorDetails } from './details.js';
export { type EnginesErrors, enginesCodes, enginesFindings } from './engines.js';
export { type ExposureErrors, exposureCodes, exposureFindings } from './exposure.js';
export type { Finding, FindingCode, RowRef, Severity, Warning } from './finding.js';
export type { JsonValue } from './json.js';
export { type MoneyErrors, moneyCodes, moneyFindings } from './money.js';
export { type ReferenceErrors, referenceCodes, referenceFindings } from './reference.js';
export { type StatsErrors, statsCodes, statsFindings } from './stats.js';
export { type SyntheticErrors, syntheticCodes, syntheticFindings } from './synthetic.js';
export { type TimeErrors, timeCodes, timeFindings } from './time.js';
export { type TrendErrors, trendCodes, trendFindings } from './trend.js';
export { unreachable } from './unreachable.js';
