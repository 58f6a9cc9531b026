import { badPanel } from './panel.js';

/** An effect on everybody who was offered the program, and how many took it. */
export interface IttBloomInput {
  /** Intention to treat. Unit: the outcome's. */
  readonly itt: number;
  readonly standardError?: number;
  /** Difference of uptake between the arms. Unit: share, above 0 to 1. */
  readonly uptake: number;
}

/** Both effects, the one on all first. */
export interface IttBloom {
  readonly itt: number;
  readonly ittStandardError: number | null;
  /** Effect on those who took part because it was offered. */
  readonly bloom: number;
  /** Uptake taken as certain. */
  readonly bloomStandardError: number | null;
  readonly uptake: number;
}

/**
 * Tells what an effect on everybody means for those who took part (Bloom).
 *
 * Limits: right only when the offer changed nothing for those who did not take part.
 *
 * @formula bloom = itt / uptake
 * @unit the outcome's
 * @source Bloom 1984
 * @testedBy coe/evaluation.test.ts: -120 at 25 % is -480
 * @param i - The effect on all and the uptake difference.
 * @returns Both effects.
 * @throws {@link CoalitionError} `coe/invalid-input` for an uptake of 0.
 * @example
 * ittAndBloom({ itt: -120, uptake: 0.25 }).bloom; // => -480
 */
export function ittAndBloom(i: IttBloomInput): IttBloom {
  if (!(i.uptake > 0 && i.uptake <= 1)) throw badPanel('uptake', i.uptake, 'a share above 0 and up to 1 is needed');
  if (!Number.isFinite(i.itt)) throw badPanel('itt', i.itt, 'a finite number is needed');
  const error = i.standardError ?? null;
  return {
    itt: i.itt,
    ittStandardError: error,
    bloom: i.itt / i.uptake,
    bloomStandardError: error === null ? null : error / i.uptake,
    uptake: i.uptake,
  };
}
