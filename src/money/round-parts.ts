import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from './decimal.js';

/** What {@link roundParts} rounds. */
export interface RoundPartsInput {
  /** Exact signed parts. Unit: the caller's. */
  readonly parts: readonly Decimal[];
  /** The rounded whole that the printed parts must add up to. Unit: the same. */
  readonly total: Decimal;
  /** Decimals that are printed; 2 for dollars and cents. */
  readonly scale: number;
  /** `floor`: every part is floored toward minus infinity. `mirror`: a negative total is the mirror image of the positive one. */
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
  const { parts, total, scale, negative } = input;
  if (negative === 'mirror' && total.isNegative()) {
    const turned = roundParts({ parts: parts.map((part) => part.negated()), total: total.negated(), scale, negative: 'floor' });
    return turned.map((part) => new Decimal(0).minus(part));
  }
  const unit = new Decimal(10).pow(-scale);
  const floors = parts.map((part) => new Decimal(part).div(unit).floor());
  const floorSum = floors.reduce((sum, floor) => sum.plus(floor), new Decimal(0));
  const missing = new Decimal(total).div(unit).minus(floorSum);
  if (!missing.isInteger() || missing.lt(0) || missing.gt(parts.length)) {
    throw new CoalitionError(
      'money/parts-differ',
      `The total ${total.toFixed()} is further from its ${parts.length} parts than rounding to ${scale} decimals can explain. ` +
        'Pass the total that the parts add up to, rounded to the same scale.',
      { total: total.toFixed() },
    );
  }
  const order = parts
    .map((part, index) => ({ index, fraction: new Decimal(part).div(unit).minus(floors[index] ?? 0) }))
    .sort((a, b) => b.fraction.cmp(a.fraction) || a.index - b.index);
  const raised = new Set(order.slice(0, missing.toNumber()).map((entry) => entry.index));
  return floors.map((floor, index) => floor.plus(raised.has(index) ? 1 : 0).times(unit));
}
