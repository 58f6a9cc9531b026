import { CoalitionError } from '../../errors/coalition-error.js';
import { quantile } from '../../stats/quantile.js';
import { type Seed, stream } from '../../stats/random.js';

/** One episode with its person, so that a person's episodes are drawn together. */
export interface MemberPrice {
  readonly personId: string;
  /** Unit: US dollars. */
  readonly amount: number;
}

/** What {@link bootstrapPrice} draws from. */
export interface BootstrapPriceInput {
  readonly center: readonly MemberPrice[];
  readonly comparison: readonly MemberPrice[];
  readonly seed: Seed;
  /** Default 2,000. Unit: replicates. */
  readonly replicates?: number;
  /** Default 0.95. Unit: probability. */
  readonly confidence?: number;
}

/** The difference of two mean prices with its bootstrap error. Unit: US dollars an episode. */
export interface BootstrapPrice {
  /** Mean of the comparison less mean of the center. */
  readonly difference: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly method: 'member-cluster bootstrap';
}

interface Member {
  readonly sum: number;
  readonly n: number;
}

function membersOf(prices: readonly MemberPrice[]): readonly Member[] {
  const members = new Map<string, Member>();
  for (const { personId, amount } of prices) {
    const known = members.get(personId) ?? { sum: 0, n: 0 };
    members.set(personId, { sum: known.sum + amount, n: known.n + 1 });
  }
  return [...members].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
}

/**
 * Bootstraps the difference of two mean prices by person: whoever has two episodes brings both or neither.
 *
 * @formula draw as many persons as there are, with replacement; difference of means; standard deviation and quantiles of the replicates
 * @unit US dollars an episode
 * @source Efron and Tibshirani 1993, cluster bootstrap
 * @testedBy coe/waterfall-uncertainty.test.ts: agrees with delta
 * @param i - Episodes on both sides, and the seed.
 * @returns The difference, its error and interval.
 * @throws {@link CoalitionError} `coe/no-comparator` with fewer than 2 persons on a side, `coe/invalid-input`.
 * @example
 * const rows = [{ personId: 'a', amount: 10 }, { personId: 'b', amount: 10 }];
 * bootstrapPrice({ center: rows, comparison: rows, seed: 1, replicates: 50 }).standardError; // => 0
 */
export function bootstrapPrice(i: BootstrapPriceInput): BootstrapPrice {
  const { replicates = 2000, confidence = 0.95 } = i;
  if (!Number.isInteger(replicates) || replicates < 2)
    throw new CoalitionError('coe/invalid-input', `${replicates} replicates are too few. Use 2,000.`, {
      field: 'replicates',
      value: String(replicates),
    });
  const sides = [membersOf(i.comparison), membersOf(i.center)];
  for (const side of sides)
    if (side.length < 2)
      throw new CoalitionError('coe/no-comparator', `${side.length} persons on one side; at least 2 are needed.`, {
        comparators: side.length,
        stratum: 'all',
      });
  const mean = (members: readonly Member[]): number => members.reduce((sum, each) => sum + each.sum, 0) / members.reduce((n, each) => n + each.n, 0);
  const drawn = Array.from({ length: replicates }, (_, j) => {
    const random = stream(i.seed, j);
    const [a = 0, b = 0] = sides.map((side) => {
      let [sum, n] = [0, 0];
      for (let k = 0; k < side.length; k += 1) {
        const member = side[random.below(side.length)];
        sum += member?.sum ?? 0;
        n += member?.n ?? 0;
      }
      return sum / n;
    });
    return a - b;
  });
  const center = drawn.reduce((sum, each) => sum + each, 0) / replicates;
  const standardError = Math.sqrt(drawn.reduce((sum, each) => sum + (each - center) ** 2, 0) / (replicates - 1));
  const [comparison = [], own = []] = sides;
  return {
    difference: mean(comparison) - mean(own),
    standardError,
    low: quantile(drawn, (1 - confidence) / 2),
    high: quantile(drawn, (1 + confidence) / 2),
    confidence,
    method: 'member-cluster bootstrap',
  };
}
