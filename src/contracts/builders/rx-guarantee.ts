import { CoalitionError } from '../../errors/coalition-error.js';
import type { Terms } from '../define-contract.js';
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
 * Shortfalls offset one another only inside a group that the contract names; dispensing and rebates never offset discounts.
 *
 * @formula shortfall_k = AWP_k x discount_k - (AWP_k - ingredient cost_k); sum inside a group, then +, then over groups; (fees - scripts x fee)+; (rebate x scripts - paid)+
 * @unit US dollars
 * @testedBy contracts/builders/rx-guarantee.test.ts: separate 15,000 and combined 5,000; combined <= grouped <= separate
 * @param o - Channels, guarantees by script, exclusions and scope, both of which must be declared.
 * @returns Terms: one shortfall for each channel, one owed for each group, `rxOwed`.
 * @throws {@link CoalitionError} `contracts/bad-options` without channels or with two of one id.
 * @example
 * Object.keys(rxGuarantee({ channels: [{ id: 'brand', awp: 'awp', discount: '0.17', ingredientCost: 'cost' }], exclusions: [], scope: 'client' })); // => ['shortfallBrand', 'owedBrand', 'rxOwed']
 */
export function rxGuarantee(o: RxGuaranteeInput): Terms {
  const ids = [...o.channels, ...(o.dispensing ?? []), ...(o.rebates ?? [])].map((each) => each.id);
  if (o.channels.length === 0 || new Set(ids).size !== ids.length) {
    throw new CoalitionError('contracts/bad-options', 'A pharmacy guarantee needs channels with ids that differ. Name each channel once.', {
      what: 'channels',
    });
  }
  const note = `Scope: ${o.scope}. Excluded: ${o.exclusions.length === 0 ? 'nothing' : o.exclusions.join(', ')}.`;
  const terms: Record<string, Terms[string]> = {};
  const groups = new Map<string, string[]>();
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
  const owed: string[] = [];
  for (const [group, members] of groups) {
    const id = `owed${cap(group)}`;
    terms[id] = { label: `Owed for ${group}`, expr: t.positive(t.add(...members)) };
    owed.push(id);
  }
  for (const each of o.dispensing ?? []) {
    terms[`dispensing${cap(each.id)}`] = {
      label: `Dispensing fees above the guarantee: ${each.id}`,
      expr: t.positive(t.sub(each.amount, t.mul(each.scripts, each.guaranteed))),
    };
    owed.push(`dispensing${cap(each.id)}`);
  }
  for (const each of o.rebates ?? []) {
    terms[`rebate${cap(each.id)}`] = {
      label: `Rebates short of the guarantee: ${each.id}`,
      expr: t.positive(t.sub(t.mul(each.guaranteed, each.scripts), each.amount)),
    };
    owed.push(`rebate${cap(each.id)}`);
  }
  return { ...terms, rxOwed: { label: 'Owed by the pharmacy manager', expr: t.add(...owed) } };
}
