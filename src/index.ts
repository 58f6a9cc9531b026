/**
 * The maths of an employer health coalition, by its most needed names. Everything else is one folder down:
 * `coalition-kit/claims`, `coalition-kit/benchmark`, `coalition-kit/trend` and so on.
 *
 * @packageDocumentation
 */
export { CoalitionError, isCoalitionError } from './errors/coalition-error.js';
export type { Finding, RowRef, Severity, Warning } from './errors/finding.js';
export { Decimal } from './money/decimal.js';
export { type Usd, usd } from './money/usd.js';
