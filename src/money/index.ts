/**
 * How much, exactly? Dollars are decimals of a private clone, cents are safe integers, and every rounding has a name.
 *
 * @packageDocumentation
 */
export { type AllocateInput, allocate, compareCodePoints, type Share } from './allocate.js';
export { addCents, type Cents, cents, centsFromText, centsOf, centsToText, usdFromCents } from './cents.js';
export type { CostBasis, Measure, Per } from './cost-basis.js';
export { Decimal } from './decimal.js';
export { estimatedUsd } from './estimated-usd.js';
export type { Range } from './range.js';
export { type RoundPartsInput, roundParts } from './round-parts.js';
export { decimalMode, type RoundingMode, roundDecimal } from './rounding.js';
export { toCents } from './to-cents.js';
export { minus, negate, plus, sumUsd, times, type Usd, type UsdInput, usd, zeroUsd } from './usd.js';
