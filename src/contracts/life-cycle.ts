import { CoalitionError } from '../errors/coalition-error.js';
import type { AsOf } from '../time/as-of.js';
import type { Settlement } from './settlement.js';
import { settlementHash } from './settlement-hash.js';

/** An event after a settlement; the settlement itself is never rewritten. */
export interface SettlementEvent {
  readonly asOf: AsOf;
  /** Who disputes or closes it, and why. */
  readonly reason: string;
}

function followed(settlement: Settlement, status: 'disputed' | 'closed', event: SettlementEvent): Settlement {
  if (settlement.status === 'closed' || settlement.status === 'projected') {
    throw new CoalitionError(
      'contracts/life-cycle',
      `A settlement that is "${settlement.status}" can't become "${status}". Only interim, final, restated and disputed settlements can.`,
      { status, after: settlement.status },
    );
  }
  const { hash, ...body } = settlement;
  const next = {
    ...body,
    id: `${settlement.contractId}:${status}:${event.asOf}`,
    status,
    asOf: event.asOf,
    knownAsOf: settlement.knownAsOf ?? settlement.asOf,
    prior: [...settlement.prior, hash],
    assumptions: [...settlement.assumptions, { id: status, value: settlement.id, evidence: 'assumed' as const, source: event.reason }],
  };
  return { ...next, hash: settlementHash(next) };
}

/**
 * Marks a settlement as disputed: a new record beside the old one, with the same amounts and the reason.
 *
 * @testedBy contracts/life-cycle.test.ts
 * @param settlement - An interim, final or restated settlement.
 * @param event - When and why.
 * @returns The record of the dispute.
 * @throws {@link CoalitionError} `contracts/life-cycle` for a closed or projected settlement.
 * @example
 * disputeSettlement(exampleSettlement(), { asOf: '2027-07-15', reason: 'clinic: two claims are not ours' }).status; // => 'disputed'
 */
export function disputeSettlement(settlement: Settlement, event: SettlementEvent): Settlement {
  return followed(settlement, 'disputed', event);
}

/**
 * Closes a settlement: after it nothing may follow.
 *
 * @testedBy contracts/life-cycle.test.ts
 * @param settlement - An interim, final, restated or disputed settlement.
 * @param event - When and why.
 * @returns The record of the closing.
 * @throws {@link CoalitionError} `contracts/life-cycle` for a closed or projected settlement.
 * @example
 * closeSettlement(exampleSettlement(), { asOf: '2027-12-31', reason: 'dispute window ended' }).status; // => 'closed'
 */
export function closeSettlement(settlement: Settlement, event: SettlementEvent): Settlement {
  return followed(settlement, 'closed', event);
}
