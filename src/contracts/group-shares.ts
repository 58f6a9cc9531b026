import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { MOST_SHAPLEY_FACTORS, shapleyTimes } from '../stats/shapley.js';
import type { Contract } from './contract.js';
import { Evaluation } from './evaluate.js';
import type { Fact } from './fact.js';
import { FactIndex, type FactOverride } from './fact-index.js';
import type { PreparedContract } from './prepare-contract.js';

/** The contract's payment on the facts of some employers alone; zero for nobody, zero where it can't be settled on them. */
export function groupPayment(
  o: {
    readonly prepared: PreparedContract;
    readonly facts: readonly Fact[];
    readonly over: string;
    readonly overrides: readonly FactOverride[];
  },
  group: ReadonlySet<string>,
): Decimal {
  if (group.size === 0) return new Decimal(0);
  const own = o.facts.filter((fact) => fact.keys?.[o.over] === undefined || group.has(fact.keys[o.over] ?? ''));
  const { order, units, day } = o.prepared;
  const contract = ofGroup(o.prepared.contract, o.over, group);
  const evaluation = new Evaluation({ contract, order, units, facts: new FactIndex(contract, own, o.overrides), day, record: false }).run();
  return contract.settle.reduce((sum, line) => {
    const outcome = evaluation.outcomes.get(line.line);
    return outcome?.kind === 'value' && typeof outcome.value !== 'boolean' ? sum.plus(outcome.value) : sum;
  }, new Decimal(0));
}

/** The contract as the group has it: a fixed list of employers shrinks to the group's, or every group would lack facts. */
function ofGroup(contract: Contract, over: string, group: ReadonlySet<string>): Contract {
  const { dimensions } = contract;
  if (dimensions === undefined) return contract;
  return {
    ...contract,
    dimensions: dimensions.map((each) =>
      each.id === over && each.keys !== undefined ? { ...each, keys: each.keys.filter((key) => group.has(key)) } : each,
    ),
  };
}

/**
 * Exact Shapley values of the employers in the game in which a group earns the contract's payment on its own facts, times the
 * factorial of their number: what matters is their proportion.
 */
export function groupShares(o: {
  readonly prepared: PreparedContract;
  readonly facts: readonly Fact[];
  readonly over: string;
  readonly overrides: readonly FactOverride[];
}): readonly Decimal[] {
  const ids = new FactIndex(o.prepared.contract, o.facts).keysOf(o.over);
  if (ids.length > MOST_SHAPLEY_FACTORS) {
    throw new CoalitionError(
      'contracts/too-many-players',
      `An exact Shapley value of ${ids.length} employers would take ${ids.length > 40 ? 'more than 2^40' : String(2 ** ids.length)} settlements. Sample with a seed, or use another policy.`,
      { players: ids.length, most: MOST_SHAPLEY_FACTORS },
    );
  }
  return shapleyTimes({ factors: ids.length, value: (set) => groupPayment(o, new Set(ids.filter((_id, i) => (set >> i) % 2 === 1))) }).parts;
}
