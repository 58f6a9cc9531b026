import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { type Seed, stream } from '../stats/random.js';
import { MOST_SHAPLEY_FACTORS, shapleyExact } from '../stats/shapley.js';

/** A game of employers, and how exactly it is to be solved. */
export interface ShapleyGame {
  readonly players: readonly string[];
  /** What a group of players earns, decimal text or decimal; nobody earns what it says for the empty group. Unit: the caller's. */
  readonly value: (group: readonly string[]) => string | Decimal;
  /** Up to how many players every group is visited, at most 12. Default 12. Unit: players. */
  readonly exactUpTo?: number;
  /** Sampled orders, in antithetic pairs. Default 20,000. Unit: orders. */
  readonly runs?: number;
  /** Needed above `exactUpTo`. */
  readonly seed?: Seed;
}

/** Each player's value; they add up to what all earn together. */
export interface ShapleyResult {
  readonly method: 'exact' | 'sampled';
  readonly values: readonly {
    readonly id: string;
    readonly value: Decimal;
    /** Of the sampled mean, double; null where it is exact. Unit: the caller's. */
    readonly standardError: number | null;
  }[];
}

/**
 * Shapley values: what each player adds to the group, on average over all orders in which the group can form.
 *
 * Exact up to twelve players; beyond that it samples orders by seed, each with its reverse, and corrects the sample so that the
 * values add up to the whole.
 *
 * @formula phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! x [v(S + i) - v(S)]
 * @unit the unit of the game
 * @source Shapley 1953; airport game, Littlechild and Owen 1973
 * @testedBy contracts/shapley.test.ts: airport game; efficiency, symmetry, null player, additivity; sample against exact
 * @param o - The game and how to solve it.
 * @returns Values in the order of the players.
 * @throws {@link CoalitionError} `contracts/too-many-players` above the exact limit without a seed.
 * @example
 * const cost = new Map([['a', 8], ['b', 11], ['c', 13], ['d', 18]]);
 * shapley({ players: ['a', 'b', 'c', 'd'], value: (group) => String(Math.max(0, ...group.map((id) => cost.get(id) ?? 0))) }).values.map((each) => each.value.toFixed()); // => ['2', '3', '4', '9']
 */
export function shapley(o: ShapleyGame): ShapleyResult {
  const { players } = o;
  const exactUpTo = Math.min(o.exactUpTo ?? MOST_SHAPLEY_FACTORS, MOST_SHAPLEY_FACTORS);
  const worth = (group: readonly string[]): Decimal => new Decimal(o.value(group));
  if (players.length > 0 && players.length <= exactUpTo) {
    const values = shapleyExact({ factors: players.length, value: (set) => worth(players.filter((_, i) => (set >> i) % 2 === 1)) });
    return { method: 'exact', values: players.map((id, i) => ({ id, value: values[i] ?? new Decimal(0), standardError: null })) };
  }
  if (o.seed === undefined) {
    throw new CoalitionError('contracts/too-many-players', `${players.length} players are too many for every group. Give a seed to sample orders.`, {
      players: players.length,
      most: exactUpTo,
    });
  }
  return sampled(o, worth, o.seed);
}

function sampled(o: ShapleyGame, worth: (group: readonly string[]) => Decimal, seed: Seed): ShapleyResult {
  const { players } = o;
  const pairs = Math.max(2, Math.ceil((o.runs ?? 20_000) / 2));
  const [empty, full] = [worth([]), worth(players)];
  const sums = players.map(() => new Decimal(0));
  const means = players.map(() => 0);
  const squares = players.map(() => 0);
  for (let pair = 0; pair < pairs; pair += 1) {
    const random = stream(seed, pair);
    const order = players.map((_, i) => i);
    for (let i = order.length - 1; i > 0; i -= 1) {
      const j = random.below(i + 1);
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    const gains = players.map(() => new Decimal(0));
    for (const way of [order, Array.from(order).reverse()]) {
      const group: string[] = [];
      let before = empty;
      for (const i of way) {
        group.push(players[i] ?? '');
        const after = group.length === players.length ? full : worth(group);
        gains[i] = (gains[i] ?? new Decimal(0)).plus(after.minus(before));
        before = after;
      }
    }
    gains.forEach((gain, i) => {
      sums[i] = (sums[i] ?? new Decimal(0)).plus(gain);
      const x = gain.div(2).toNumber();
      const delta = x - (means[i] ?? 0);
      means[i] = (means[i] ?? 0) + delta / (pair + 1);
      squares[i] = (squares[i] ?? 0) + delta * (x - (means[i] ?? 0));
    });
  }
  const raw = sums.map((sum) => sum.div(2 * pairs));
  // Every sampled order already adds up to the whole; only the last digit of the division may be off.
  const rest = full.minus(empty).minus(raw.reduce((sum, each) => sum.plus(each), new Decimal(0)));
  return {
    method: 'sampled',
    values: players.map((id, i) => ({
      id,
      value: (raw[i] ?? new Decimal(0)).plus(i === 0 ? rest : 0),
      standardError: Math.sqrt((squares[i] ?? 0) / (pairs - 1) / pairs),
    })),
  };
}
