import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { Evaluation } from './evaluate.js';
import type { Fact } from './fact.js';
import { FactIndex, type FactOverride } from './fact-index.js';
import type { PreparedContract } from './prepare-contract.js';

/** Most employers for whom every group is computed. Unit: employers. */
export const MOST_EXACT_PLAYERS = 12;

/** The contract's payment on the facts of some employers alone; zero for nobody, zero where it can't be settled on them. */
export function groupPayment(o: {
  readonly prepared: PreparedContract;
  readonly facts: readonly Fact[];
  readonly over: string;
  readonly overrides: readonly FactOverride[];
}, group: ReadonlySet<string>): Decimal {
  if (group.size === 0) return new Decimal(0);
  const own = o.facts.filter((fact) => fact.keys?.[o.over] === undefined || group.has(fact.keys[o.over] ?? ''));
  const { contract, order, units, day } = o.prepared;
  const evaluation = new Evaluation({ contract, order, units, facts: new FactIndex(contract, own, o.overrides), day, record: false }).run();
  return contract.settle.reduce((sum, line) => {
    const outcome = evaluation.outcomes.get(line.line);
    return outcome?.kind === 'value' && typeof outcome.value !== 'boolean' ? sum.plus(outcome.value) : sum;
  }, new Decimal(0));
}

/** Exact Shapley values of the employers in the game in which a group earns the contract's payment on its own facts. */
export function groupShares(o: {
  readonly prepared: PreparedContract;
  readonly facts: readonly Fact[];
  readonly over: string;
  readonly overrides: readonly FactOverride[];
}): readonly Decimal[] {
  const ids = new FactIndex(o.prepared.contract, o.facts).keysOf(o.over);
  if (ids.length > MOST_EXACT_PLAYERS) {
    throw new CoalitionError('contracts/too-many-players', `An exact Shapley value of ${ids.length} employers would take ${ids.length > 40 ? 'more than 2^40' : String(2 ** ids.length)} settlements. Sample with a seed, or use another policy.`, { players: ids.length, most: MOST_EXACT_PLAYERS });
  }
  const values = Array.from({ length: 2 ** ids.length }, (_, mask) => groupPayment(o, new Set(ids.filter((_id, i) => (mask >> i) % 2 === 1))));
  return shapleyOfTable(values, ids.length);
}

/** Shapley values from the values of all groups, indexed by bit mask; exact fractions of n! divided once, at the end. */
export function shapleyOfTable(values: readonly Decimal[], players: number): readonly Decimal[] {
  const factorial = (n: number): bigint => (n <= 1 ? 1n : BigInt(n) * factorial(n - 1));
  const weights = Array.from({ length: players }, (_, size) => new Decimal((factorial(size) * factorial(players - size - 1)).toString()));
  const all = new Decimal(factorial(players).toString());
  return Array.from({ length: players }, (_, i) => {
    let sum = new Decimal(0);
    for (let mask = 0; mask < values.length; mask += 1) {
      if ((mask >> i) % 2 === 1) continue;
      const size = bits(mask);
      const gain = (values[mask + 2 ** i] ?? new Decimal(0)).minus(values[mask] ?? 0);
      sum = sum.plus((weights[size] ?? new Decimal(0)).times(gain));
    }
    return sum.div(all);
  });
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
