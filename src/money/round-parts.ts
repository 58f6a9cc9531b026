import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from './decimal.js';

/** What {@link roundParts} rounds. */
export interface RoundPartsInput {
  /** Exact signed parts; with `over`, times it, or proportions. Unit: the caller's. */
  readonly parts: readonly Decimal[];
  /**
   * What the parts are given times, above 0; `'sum'`: they are proportions, of which the total is shared out. Either keeps thirds
   * exact, so that equal fractions stay equal. Default 1. Unit: none.
   */
  readonly over?: Decimal | 'sum';
  /** The rounded whole that the printed parts must add up to. Unit: the same. */
  readonly total: Decimal;
  /** Decimals that are printed; 2 for dollars and cents. */
  readonly scale: number;
  /**
   * `floor`: every part is floored toward minus infinity. `mirror`: a negative total is the mirror image of the positive one, and so
   * is a total of zero whose first part is negative.
   */
  readonly negative: 'floor' | 'mirror';
}

/**
 * Rounds signed parts so that the printed parts add up to the printed total.
 *
 * @formula floor every part; the missing smallest units go to the largest fractions, ties by the parts' order
 * @unit the unit of the parts
 * @testedBy money/round-parts.test.ts
 * @param input - The exact parts, the rounded total, the scale, and what negative means.
 * @returns One rounded part for each part, in the same order.
 * @throws {@link CoalitionError} `money/parts-differ` when rounding can't explain the difference between total and parts.
 * @example
 * roundParts({ parts: [new Decimal('0.335'), new Decimal('0.335'), new Decimal('0.33')], total: new Decimal('1'), scale: 2, negative: 'floor' }).map((part) => part.toFixed(2)); // => ['0.34', '0.33', '0.33']
 */
export function roundParts(input: RoundPartsInput): readonly Decimal[] {
  const { parts, total, scale, negative, over = new Decimal(1) } = input;
  if (over === 'sum' && total.isZero()) return parts.map(() => new Decimal(0));
  const first = parts.find((part) => !part.isZero());
  const mirrored = negative === 'mirror' && (total.isZero() ? first?.isNegative() === true : total.isNegative());
  if (mirrored) {
    // Proportions keep their signs when the total that they share out is turned.
    const opposite = over === 'sum' ? parts : parts.map((part) => part.negated());
    const turned = roundParts({ ...input, parts: opposite, total: total.negated(), negative: 'floor' });
    return turned.map((part) => new Decimal(0).minus(part));
  }
  // Whole numbers: a part is (its numerator / denominator) smallest units, exactly.
  const places = [...parts, ...(over === 'sum' ? [] : [over])].reduce((most, each) => Math.max(most, each.decimalPlaces()), 0);
  const units = parts.map((part) => whole(part, places));
  const bottom = over === 'sum' ? units.reduce((sum, each) => sum + each, 0n) : whole(over, places);
  const [denominator, times] = [
    bottom < 0n ? -bottom : bottom,
    (over === 'sum' ? whole(total, scale) : 10n ** BigInt(scale)) * (bottom < 0n ? -1n : 1n),
  ];
  if (denominator === 0n || (over !== 'sum' && bottom < 0n)) throw apart(total, parts.length, scale);
  const shares = units.map((each, index) => {
    const numerator = each * times;
    const rest = ((numerator % denominator) + denominator) % denominator;
    return { index, floor: (numerator - rest) / denominator, rest };
  });
  const missing = total.decimalPlaces() > scale ? null : whole(total, scale) - shares.reduce((sum, share) => sum + share.floor, 0n);
  if (missing === null || missing < 0n || missing > BigInt(parts.length)) {
    throw apart(total, parts.length, scale);
  }
  const order = Array.from(shares).sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const raised = new Set(order.slice(0, Number(missing)).map((share) => share.index));
  const unit = new Decimal(10).pow(-scale);
  return shares.map((share) => new Decimal((raised.has(share.index) ? share.floor + 1n : share.floor).toString()).times(unit));
}

/** A decimal as a whole number of units of 10^-decimals. */
function whole(value: Decimal, decimals: number): bigint {
  return BigInt(value.toFixed(decimals).replace('.', ''));
}

function apart(total: Decimal, parts: number, scale: number): CoalitionError<'money/parts-differ'> {
  return new CoalitionError(
    'money/parts-differ',
    `The total ${total.toFixed()} is further from its ${parts} parts than rounding to ${scale} decimals can explain. ` +
      'Pass the total that the parts add up to, rounded to the same scale.',
    { total: total.toFixed() },
  );
}
