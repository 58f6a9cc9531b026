import { CoalitionError } from '../../errors/coalition-error.js';
import type { Terms } from '../define-contract.js';
import type { Expr } from '../expression.js';
import { type Operand, term as t } from '../term-builder.js';

/** One channel of drugs with a guaranteed discount off the average wholesale price. */
export interface RxChannel {
  /** Letters and digits, such as `retailBrand`. */
  readonly id: string;
  /** Average wholesale price of all scripts. Unit: US dollars. */
  readonly awp: Operand;
  /** Guaranteed discount; 0.17 is AWP less 17 %. */
  readonly discount: Operand;
  /** Unit: US dollars. */
  readonly ingredientCost: Operand;
  /** Channels of one group offset one another; alone when absent. */
  readonly offsetGroup?: string;
}

/** A guarantee by script: a dispensing fee that may not be exceeded, or a rebate that must be paid. */
export interface RxScripts {
  readonly id: string;
  readonly scripts: Operand;
  /** Unit: US dollars by script. */
  readonly guaranteed: Operand;
  /** Dispensing fees charged, or rebates paid. Unit: US dollars. */
  readonly amount: Operand;
  /** Offsets, and is offset by, the others of this group; alone when absent. */
  readonly offsetGroup?: string;
}

/** What a pharmacy guarantee must declare before it can be measured. */
export interface RxGuaranteeInput {
  readonly channels: readonly RxChannel[];
  readonly dispensing?: readonly RxScripts[];
  readonly rebates?: readonly RxScripts[];
  /** What is left out: usual and customary, zero balance, specialty, repackaged, 340B, no AWP. `[]` says that nothing is. */
  readonly exclusions: readonly string[];
  readonly scope: 'client' | 'bookOfBusiness';
}

const cap = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1)}`;

/**
 * Writes a pharmacy discount guarantee: what the manager owes for discounts, dispensing fees and rebates that fell short.
 *
 * Shortfalls offset one another only inside a group that the contract names; dispensing and rebates offset discounts only where they
 * are put into a group with them.
 *
 * @formula shortfall_k = AWP_k x discount_k - (AWP_k - ingredient cost_k); sum inside a group, then +, then over groups; (fees - scripts x fee)+; (rebate x scripts - paid)+
 * @unit US dollars
 * @testedBy contracts/builders/rx-guarantee.test.ts: separate 15,000 and combined 5,000; combined <= grouped <= separate
 * @param o - Channels, guarantees by script, exclusions and scope, both of which must be declared.
 * @returns Terms: one shortfall for each channel, one owed for each group, `rxOwed`.
 * @throws {@link CoalitionError} `contracts/bad-options` without channels, with two of one id in one list, or where a group has the name of
 *   a channel that stands alone.
 * @example
 * Object.keys(rxGuarantee({ channels: [{ id: 'brand', awp: 'awp', discount: '0.17', ingredientCost: 'cost' }], exclusions: [], scope: 'client' })); // => ['shortfallBrand', 'owedBrand', 'rxOwed']
 */
export function rxGuarantee(o: RxGuaranteeInput): Terms {
  const lists = [o.channels, o.dispensing ?? [], o.rebates ?? []];
  const groupNames = new Set(lists.flatMap((list) => list.flatMap((each) => each.offsetGroup ?? [])));
  const owners = new Set([...groupNames, ...o.channels.map((each) => each.offsetGroup ?? each.id)]);
  const twice =
    lists.some((list) => new Set(list.map((each) => cap(each.id))).size !== list.length) || new Set(Array.from(owners, cap)).size !== owners.size;
  // A channel that stands alone is owed under its own name, so no group may have that name too.
  const taken = o.channels.find((each) => each.offsetGroup === undefined && groupNames.has(each.id));
  if (o.channels.length === 0 || twice || taken !== undefined) {
    throw new CoalitionError(
      'contracts/bad-options',
      taken === undefined
        ? 'A pharmacy guarantee needs channels and groups whose ids differ by more than their first letter. Name each once.'
        : `"${taken.id}" is a channel that stands alone and also the name of an offset group. Name the group otherwise.`,
      { what: 'channels' },
    );
  }
  const note = `Scope: ${o.scope}. Excluded: ${o.exclusions.length === 0 ? 'nothing' : o.exclusions.join(', ')}.`;
  const terms: Record<string, Terms[string]> = {};
  const groups = new Map<string, string[]>();
  const alone: string[] = [];
  for (const channel of o.channels) {
    const id = `shortfall${cap(channel.id)}`;
    terms[id] = {
      label: `Shortfall of ${channel.id}, negative when over the guarantee`,
      note,
      expr: t.sub(t.mul(channel.awp, channel.discount), t.sub(channel.awp, channel.ingredientCost)),
    };
    const group = channel.offsetGroup ?? channel.id;
    groups.set(group, [...(groups.get(group) ?? []), id]);
  }
  const scripts = (kind: 'dispensing' | 'rebate', label: string, each: RxScripts, short: Expr): void => {
    const id = `${kind}${cap(each.id)}`;
    const group = each.offsetGroup;
    terms[id] = { label: `${label}: ${each.id}`, expr: group === undefined ? t.positive(short) : short };
    if (group === undefined) alone.push(id);
    else groups.set(group, [...(groups.get(group) ?? []), id]);
  };
  for (const each of o.dispensing ?? [])
    scripts('dispensing', 'Dispensing fees above the guarantee', each, t.sub(each.amount, t.mul(each.scripts, each.guaranteed)));
  for (const each of o.rebates ?? [])
    scripts('rebate', 'Rebates short of the guarantee', each, t.sub(t.mul(each.guaranteed, each.scripts), each.amount));
  const owed: string[] = [];
  for (const [group, members] of groups) {
    const id = `owed${cap(group)}`;
    terms[id] = { label: `Owed for ${group}`, expr: t.positive(t.add(...members)) };
    owed.push(id);
  }
  owed.push(...alone);
  return { ...terms, rxOwed: { label: 'Owed by the pharmacy manager', expr: t.add(...owed) } };
}
