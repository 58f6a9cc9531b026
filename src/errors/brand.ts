declare const brand: unique symbol;

/** Marks a type so that values that look alike can't be mixed. A brand has exactly one constructor that checks. */
export interface Brand<K extends string> {
  readonly [brand]: K;
}
