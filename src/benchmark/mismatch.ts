import { CoalitionError } from '../errors/coalition-error.js';
import type { CostBasis } from '../money/cost-basis.js';
import { basisInWords } from './basis-words.js';
import { type Comparability, comparability } from './comparability.js';

/** The refusal to compare two rates: both bases in words, the gaps, and what would bridge them. */
export function mismatch(left: CostBasis, right: CostBasis, verdict: Exclude<Comparability, { kind: 'direct' }>): CoalitionError<'basis/mismatch'> {
  const gaps = verdict.gaps.map((gap) => `${gap.field} (${gap.left} against ${gap.right})`);
  const way =
    verdict.kind === 'bridgeable'
      ? verdict.inputs.length === 0
        ? 'A bridge needs no further input: call bridge().'
        : `A bridge needs: ${verdict.inputs.join(', ')}.`
      : `Nothing bridges ${verdict.gaps
          .filter((gap) => !gap.bridgeable)
          .map((gap) => gap.field)
          .join(' and ')}: find another benchmark.`;
  return new CoalitionError(
    'basis/mismatch',
    `Cannot compare [${basisInWords(left)}] with [${basisInWords(right)}]. Differences: ${gaps.join('; ')}. ${way}`,
    { left: basisInWords(left), right: basisInWords(right), gaps: verdict.gaps.map((gap) => gap.field) },
  );
}

/** Refuses unless both bases are the same thing. */
export function assertComparable(left: CostBasis, right: CostBasis): void {
  const verdict = comparability(left, right);
  if (verdict.kind !== 'direct') throw mismatch(left, right, verdict);
}
