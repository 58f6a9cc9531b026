import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from './decimal.js';

/** One party's part of an allocated whole. */
export interface Share {
  readonly id: string;
  /** In the unit of the total, with `scale` decimals. */
  readonly amount: Decimal;
}

/** What {@link allocate} divides, and by what. */
export interface AllocateInput {
  /** The whole, as decimal text, bigint or decimal, with at most `scale` decimals. Unit: the caller's. */
  readonly total: string | bigint | Decimal;
  /** One weight of at least 0 for each id. Unit: any, the same for all. */
  readonly weights: readonly (string | bigint | Decimal)[];
  /** One id for each weight, no two alike. */
  readonly ids: readonly string[];
  /** Decimals of the smallest unit that can be paid; 2 for dollars and cents. */
  readonly scale: number;
}

function refuse(reason: string): CoalitionError<'money/bad-weights'> {
  return new CoalitionError(
    'money/bad-weights',
    `The total can't be allocated: ${reason}. Give one weight of at least 0 for each id, and at least one above 0.`,
    { reason },
  );
}

function toDecimal(value: string | bigint | Decimal): Decimal {
  const decimal = new Decimal(typeof value === 'object' ? value : value.toString());
  if (!decimal.isFinite()) throw refuse('a value is not a finite decimal');
  return decimal;
}

/** Decimal as an integer of units of 10^-scale; exact. */
function toUnits(value: Decimal, scale: number): bigint {
  return BigInt(value.toFixed(scale).replace('.', ''));
}

/** Weights as whole numbers of one unit; plain texts needn't become decimals first. */
function unitsOf(weights: AllocateInput['weights']): readonly bigint[] {
  const plain = weights.flatMap((weight) => (typeof weight === 'string' && /^\d+(?:\.\d+)?$/.test(weight) ? [weight] : []));
  if (plain.length === weights.length) {
    const places = (text: string): number => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0);
    const scale = plain.reduce((most, text) => Math.max(most, places(text)), 0);
    return plain.map((text) => BigInt(text.replace('.', '') + '0'.repeat(scale - places(text))));
  }
  const exact = weights.map(toDecimal);
  if (exact.some((weight) => weight.isNegative() && !weight.isZero())) throw refuse('a weight is negative');
  const scale = exact.reduce((most, weight) => Math.max(most, weight.decimalPlaces()), 0);
  return exact.map((weight) => toUnits(weight, scale));
}

/**
 * Divides a whole among parties in proportion to weights so that the parts add up to it exactly: largest remainder.
 *
 * Limits: the total must have at most `scale` decimals; a weight of zero gets nothing; a negative total is the mirror
 * image of the positive one.
 *
 * @formula floor of each exact share in smallest units; the remaining units go to the largest fractions, ties by id (code-point order)
 * @unit the unit of the total
 * @source Hamilton's method of largest remainders
 * @testedBy money/allocate.test.ts: three published cases, properties of adding up, order and mirror
 * @param input - The whole, the weights with their ids, and the scale.
 * @returns One share for each id, in the order given.
 * @throws {@link CoalitionError} `money/bad-weights`.
 * @example
 * allocate({ total: '100', weights: ['1', '1', '1'], ids: ['a', 'b', 'c'], scale: 2 }).map((share) => share.amount.toFixed(2)); // => ['33.34', '33.33', '33.33']
 */
export function allocate(input: AllocateInput): readonly Share[] {
  const { weights, ids, scale } = input;
  if (weights.length !== ids.length) throw refuse(`${weights.length} weights for ${ids.length} ids`);
  if (new Set(ids).size !== ids.length) throw refuse('two ids are alike');
  const total = toDecimal(input.total);
  if (total.decimalPlaces() > scale) throw refuse(`the total has more than ${scale} decimals`);
  const units = unitsOf(weights);
  const sum = units.reduce((left, right) => left + right, 0n);
  const signed = toUnits(total, scale);
  if (sum === 0n) {
    if (signed !== 0n) throw refuse('every weight is zero');
    return ids.map((id) => ({ id, amount: new Decimal(0) }));
  }

  const whole = signed < 0n ? -signed : signed;
  const floors = units.map((unit) => (whole * unit) / sum);
  const fractions = units.map((unit) => (whole * unit) % sum);
  let left = whole - floors.reduce((a, b) => a + b, 0n);
  const order = Uint32Array.from(ids.keys()).sort((i, j) => {
    const a = fractions[i] ?? 0n;
    const b = fractions[j] ?? 0n;
    return a === b ? compareCodePoints(ids[i] ?? '', ids[j] ?? '') : a > b ? -1 : 1;
  });
  for (const index of order) {
    if (left === 0n) break;
    floors[index] = (floors[index] ?? 0n) + 1n;
    left -= 1n;
  }
  const unit = new Decimal(10).pow(-scale);
  return ids.map((id, index) => ({ id, amount: fromUnits(signed < 0n ? -(floors[index] ?? 0n) : (floors[index] ?? 0n)).times(unit) }));
}

/** Whole units as a decimal. Safe integers go in as such: parsing text for each of many members takes three times as long. */
function fromUnits(units: bigint): Decimal {
  const number = Number(units);
  return new Decimal(Number.isSafeInteger(number) ? number : units.toString());
}

/**
 * Orders two texts by code point, the same on every runtime and in every locale.
 *
 * @param left - A text.
 * @param right - A text.
 * @returns Below, at or above 0.
 * @example
 * ['b', 'a', 'B'].sort(compareCodePoints); // => ['B', 'a', 'b']
 */
export function compareCodePoints(left: string, right: string): number {
  if (left === right) return 0;
  // Where the first difference is between two plain UTF-16 units, their order is that of the code points.
  const shorter = Math.min(left.length, right.length);
  let at = 0;
  while (at < shorter && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  if (at === shorter) return left.length - right.length;
  const [here, there] = [left.charCodeAt(at), right.charCodeAt(at)];
  if (here < 0xd800 && there < 0xd800) return here - there;
  const [a, b] = [Array.from(left), Array.from(right)];
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const difference = (a[i]?.codePointAt(0) ?? 0) - (b[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
