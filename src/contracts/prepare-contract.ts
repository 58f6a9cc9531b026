import { type Contract, measurementOf } from './contract.js';
import { contractHash } from './contract-hash.js';
import { analyseContract, type ContractAnalysis } from './lint-contract.js';

/** A contract that was read, linted and hashed once, to be settled many times. */
export interface PreparedContract extends ContractAnalysis {
  readonly kind: 'prepared';
  readonly contract: Contract;
  readonly hash: string;
  /** The day on which parameters are read: the last that is measured. */
  readonly day: string;
}

/**
 * Reads, lints and hashes a contract once, so that many settlements needn't.
 *
 * @param contract - The contract.
 * @returns What {@link settle} takes in its place.
 * @example
 * prepareContract(exampleContract()).day; // => '2026-12-31'
 */
export function prepareContract(contract: Contract): PreparedContract {
  return { kind: 'prepared', contract, hash: contractHash(contract), day: measurementOf(contract).to, ...analyseContract(contract) };
}

/** The prepared form of either. */
export function prepared(contract: Contract | PreparedContract): PreparedContract {
  return 'kind' in contract ? contract : prepareContract(contract);
}
