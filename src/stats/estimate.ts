/**
 * How well a value is known. `interval` has both ends, an end being `null` where the method has none that may be shown;
 * `unbounded` is Fieller's answer when the denominator isn't distinguishable from zero; `degenerate` is constant data.
 */
export type Interval =
  | {
      readonly kind: 'interval';
      /** Unit: the value's own. */
      readonly low: number | null;
      /** Unit: the value's own. */
      readonly high: number | null;
      /** Unit: probability, such as 0.95. */
      readonly confidence: number;
      readonly method: string;
    }
  | { readonly kind: 'unbounded' /** Fieller's g, 1 or more. Unit: none. */; readonly g: number }
  | { readonly kind: 'degenerate' };

/** A statistic with how well it is known. Doubles with a stated tolerance, never NaN or infinite. */
export interface Estimate {
  /** Unit: the caller's. */
  readonly value: number;
  /** Unit: the value's own; `null` where the method has none. */
  readonly standardError: number | null;
  /** Unit: observations; `null` where it has no meaning. */
  readonly n: number | null;
  /** Degrees of freedom. Unit: none. */
  readonly df: number | null;
  readonly interval: Interval | null;
  readonly method: string;
}
