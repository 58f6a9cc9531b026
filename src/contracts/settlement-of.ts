import { CoalitionError } from '../errors/coalition-error.js';
import type { SettleResult } from './settle.js';
import type { Settlement } from './settlement.js';

/**
 * Takes the settlement out of a result for callers that can't go on without one.
 *
 * @param result - What {@link settle} gave.
 * @returns The settlement.
 * @throws {@link CoalitionError} `contracts/not-settled` when the result is blocked; the message lists why.
 * @example
 * settlementOf(settle({ contract: exampleContract(), facts: exampleFacts(), status: 'final', asOf: '2027-06-30' })).status; // => 'final'
 */
export function settlementOf(result: SettleResult): Settlement {
  if (result.kind === 'settled') return result.settlement;
  const blocking = result.findings.filter((finding) => finding.severity === 'block');
  const codes = blocking.map((finding) => finding.code).join(', ');
  throw new CoalitionError(
    'contracts/not-settled',
    `Nothing was settled: ${blocking.map((finding) => `${finding.code} at ${finding.path ?? ''}: ${finding.message}`).join(' ')} Correct it, then settle again.`,
    { codes },
  );
}
