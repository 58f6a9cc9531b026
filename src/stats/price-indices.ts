import { badArgument, finite, nonNegative } from './check.js';

/** Prices and quantities of the same items in two situations. */
export interface PriceIndexInput {
  /** Price of each item in the base, at least 0. Unit: the same for all. */
  readonly basePrice: readonly number[];
  /** Quantity of each item in the base, at least 0. */
  readonly baseUse: readonly number[];
  /** Price of each item in the subject. */
  readonly subjectPrice: readonly number[];
  /** Quantity of each item in the subject. */
  readonly subjectUse: readonly number[];
}

/** Three answers to "how much dearer?". Unit: ratio, 1 is equal. */
export interface PriceIndices {
  /** At the base's quantities. */
  readonly laspeyres: number;
  /** At the subject's quantities. */
  readonly paasche: number;
  /** The geometric mean of the two. */
  readonly fisher: number;
}

/**
 * How much dearer the same basket is: Laspeyres, Paasche and Fisher.
 *
 * @formula Laspeyres = sum p1 q0 / sum p0 q0; Paasche = sum p1 q1 / sum p0 q1; Fisher = sqrt(Laspeyres x Paasche)
 * @unit ratio
 * @source Laspeyres 1871, Paasche 1874, Fisher 1922
 * @testedBy test/stats/attribution.test.ts: spec/trend.md 5.6
 * @param o - Prices and quantities by item.
 * @returns The three indices.
 * @throws {@link CoalitionError} `stats/bad-argument` also when a basket is worth nothing.
 * @example
 * priceIndices({ basePrice: [10, 20], baseUse: [1, 1], subjectPrice: [11, 20], subjectUse: [1, 1] }).laspeyres.toFixed(6); // => '1.033333'
 */
export function priceIndices(o: PriceIndexInput): PriceIndices {
  const items = o.basePrice.length;
  for (const [name, list] of Object.entries({ baseUse: o.baseUse, subjectPrice: o.subjectPrice, subjectUse: o.subjectUse })) {
    if (list.length !== items) throw badArgument(name, `${list.length} items`, `the same ${items} items in every list`);
  }
  const laspeyres = worth(o.subjectPrice, o.baseUse) / worthOfBasket('the base', o.basePrice, o.baseUse);
  const paasche = worth(o.subjectPrice, o.subjectUse) / worthOfBasket('the subject', o.basePrice, o.subjectUse);
  return { laspeyres: finite('Laspeyres', laspeyres), paasche: finite('Paasche', paasche), fisher: Math.sqrt(laspeyres * paasche) };
}

function worth(prices: readonly number[], uses: readonly number[]): number {
  return prices.reduce((sum, price, item) => sum + nonNegative('a price', price) * nonNegative('a quantity', uses[item] ?? 0), 0);
}

function worthOfBasket(whose: string, prices: readonly number[], uses: readonly number[]): number {
  const total = worth(prices, uses);
  if (total === 0) throw badArgument(`the worth of ${whose}'s basket at base prices`, 0, 'at least one item with a price and a quantity');
  return total;
}
