/**
 * What a normaliser changed in the spelling of a value, never in its meaning; `unknown-value` and `start-sentinel` mark a value
 * that a person should look at.
 */
export type RepairKind =
  | 'empty'
  | 'null-spelling'
  | 'white-space'
  | 'date-form'
  | 'open-end-sentinel'
  | 'start-sentinel'
  | 'currency-sign'
  | 'thousands-separator'
  | 'parentheses'
  | 'trailing-minus'
  | 'zero-padded'
  | 'leading-zero-removed'
  | 'hyphens-removed'
  | 'dot-removed'
  | 'zip-plus-4'
  | 'case'
  | 'float-text'
  | 'unknown-value';

/** A value after normalising, with what was done to it. */
export interface Repaired {
  /** The canonical text where there was a way to it, else the text as it came; `null` for nothing. */
  readonly value: string | null;
  readonly repairs: readonly RepairKind[];
}

const NOTHING: readonly RepairKind[] = /* @__PURE__ */ Object.freeze([]);

/**
 * A value that needed no repair.
 *
 * @param value - The value as it came.
 * @returns The value without repairs.
 * @example
 * unchanged('00012'); // => { value: '00012', repairs: [] }
 */
export function unchanged(value: string | null): Repaired {
  return { value, repairs: NOTHING };
}
