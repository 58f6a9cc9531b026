import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import type { PreparedContract } from './prepare-contract.js';
import type { Settlement, SettlementStatus } from './settlement.js';

/** What earlier settlements of a contract made payable. Unit: US dollars. */
export interface PaidBefore {
  readonly hashes: readonly string[];
  line(id: string): Decimal;
  member(id: string, line: string): Decimal;
  readonly members: readonly string[];
}

function refuse(status: SettlementStatus, after: string): CoalitionError<'contracts/life-cycle'> {
  return new CoalitionError(
    'contracts/life-cycle',
    `A settlement with status "${status}" can't follow one that is "${after}". After a final settlement restate, dispute or close; after closing nothing.`,
    { status, after },
  );
}

/**
 * Adds up what earlier settlements made payable, after checking that they belong to this contract and may be followed.
 * A projection pays nothing and is left out; a settlement that is given twice, or beside its own dispute, counts once.
 */
export function paidBefore(o: {
  readonly prepared: PreparedContract;
  readonly prior: readonly Settlement[];
  readonly status: SettlementStatus;
}): PaidBefore {
  const unique = new Map(o.prior.map((each) => [each.hash, each]));
  const { hash, contract } = o.prepared;
  // A dispute repeats the amounts of the settlement that it follows, which is the last that it names.
  const repeated = new Set(Array.from(unique.values()).flatMap((each) => (each.status === 'disputed' ? each.prior.slice(-1) : [])));
  const linked = linkedTo(Array.from(unique.values()), new Set([hash, ...(contract.supersedes === undefined ? [] : [contract.supersedes])]));
  const counted: Settlement[] = [];
  for (const each of unique.values()) {
    if (!linked.has(each.hash)) {
      throw new CoalitionError(
        'contracts/prior-mismatch',
        `The prior settlement "${each.id}" belongs to another contract. Pass settlements of this one, or link the amendment by "supersedes".`,
        { expected: hash, got: each.contractHash },
      );
    }
    if (each.status === 'closed') throw refuse(o.status, 'closed');
    const settled = each.status === 'final' || each.status === 'restated' || each.status === 'disputed';
    if (settled && (o.status === 'interim' || o.status === 'final')) throw refuse(o.status, each.status);
    if (each.status !== 'projected' && !repeated.has(each.hash)) counted.push(each);
  }
  if (o.status === 'restated' && !counted.some((each) => each.status !== 'interim')) throw refuse(o.status, 'not yet final');
  return {
    hashes: counted.map((each) => each.hash),
    line: (id) => counted.reduce((sum, each) => sum.plus(each.lines.find((line) => line.id === id)?.amount ?? 0), new Decimal(0)),
    member: (id, line) =>
      counted.reduce((sum, each) => {
        const amounts = each.members.find((member) => member.id === id)?.amounts;
        return sum.plus(amounts !== undefined && Object.hasOwn(amounts, line) ? (amounts[line] ?? 0) : 0);
      }, new Decimal(0)),
    members: Array.from(new Set(counted.flatMap((each) => each.members.map((member) => member.id)))),
  };
}

/** Settlements of these contracts, and those that they netted in turn: so a chain of amendments links back to the first. */
function linkedTo(prior: readonly Settlement[], contracts: ReadonlySet<string>): ReadonlySet<string> {
  const byHash = new Map(prior.map((each) => [each.hash, each]));
  const pending = prior.filter((each) => contracts.has(each.contractHash)).map((each) => each.hash);
  const linked = new Set<string>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (linked.has(next)) continue;
    linked.add(next);
    pending.push(...(byHash.get(next)?.prior ?? []));
  }
  return linked;
}
