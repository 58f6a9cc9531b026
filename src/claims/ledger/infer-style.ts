import { type Chains, type ClaimRows, chainsOf } from './chains.js';
import type { StyleInference } from './style.js';
import { StyleEvidence } from './style-evidence.js';

/**
 * Says for each sender how it seems to write corrections, with the evidence. Never applies it: a person confirms.
 *
 * @formula confidence = corrected lines that look like the style / corrected lines
 * @unit lines; confidence is a share
 * @testedBy claims/ledger/ledger.test.ts: three styles, mixed evidence, no evidence
 * @param batch - Medical or pharmacy rows.
 * @returns One inference for each sender, in order of its name.
 * @example
 * inferAdjustmentStyle(batchOf({ table: 'medical' }, [])); // => []
 */
export function inferAdjustmentStyle(batch: ClaimRows): readonly StyleInference[] {
  return stylesOf(chainsOf(batch));
}

/**
 * Infers styles from chains that were already made.
 *
 * @param chains - The chains.
 * @returns One inference for each sender, in order of its name.
 */
export function stylesOf(chains: Chains): readonly StyleInference[] {
  return new StyleEvidence().count(chains).explain(chains).list();
}
