import type { Compiled } from './joined-doubles.js';

/** Whether a node drops out of an average in the current draw; null where it never does. */
export type Missing = (() => boolean) | null;

/** A node that needs all of its operands is missing where one of them is, unless another is blocked: that blocks the node. */
export function missingAmong(missing: readonly Missing[], valueOf: (operand: number) => Compiled): Missing {
  if (missing.every((each) => each === null)) return null;
  const operands = missing.map((each, i) => ({ missing: each, value: valueOf(i) }));
  return () => {
    let some = false;
    for (const each of operands) {
      if (each.missing?.() === true) some = true;
      else if (Number.isNaN(each.value())) return false;
    }
    return some;
  };
}
