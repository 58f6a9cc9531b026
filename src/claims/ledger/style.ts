/**
 * How a source writes corrections. `fullReplacement`: a new version takes the place of the old one, which stays or vanishes.
 * `reversalAndRebill`: a negative copy, then a new claim. `delta`: a signed change that is added to the original.
 */
export type AdjustmentStyle = 'fullReplacement' | 'reversalAndRebill' | 'delta';

/** Which style a source seems to use, and why. */
export interface StyleInference {
  readonly dataSource: string;
  /** `null` when the source has no correction at all. */
  readonly style: AdjustmentStyle | null;
  /** Lines that were corrected. Unit: lines. */
  readonly adjusted: number;
  /** Corrected lines that look like each style. Unit: lines. */
  readonly evidence: Readonly<Record<AdjustmentStyle, number>>;
  /** Share of corrected lines that the style explains, 0 to 1; `null` when there is none. */
  readonly confidence: number | null;
  /** Claims whose corrections the style doesn't explain, in order. Claim ids, never persons. */
  readonly unexplained: readonly string[];
}
