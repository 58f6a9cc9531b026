import type { Outcome } from '../outcome.js';
import type { Missing } from './missing.js';

/** Computes one node from the current draw; conditions are 1 or 0; NaN where nothing can be computed, which never leaves. */
export type Compiled = () => number;

/** A figure that doesn't vary. */
export function numberOf(outcome: Outcome): number {
  return outcome.kind === 'value' && typeof outcome.value !== 'boolean' ? outcome.value.toNumber() : Number.NaN;
}

/** Two operands are joined without a call, since that is what most nodes have. */
export function joined(op: 'add' | 'mul' | 'min' | 'max', of: readonly Compiled[]): Compiled {
  const [a, b] = of;
  if (a === undefined || b === undefined || of.length > 2) {
    const join = { add: (x: number, y: number) => x + y, mul: (x: number, y: number) => x * y, min: Math.min, max: Math.max }[op];
    return folded(of, (x, y) => join(x, y));
  }
  switch (op) {
    case 'add':
      return () => a() + b();
    case 'mul':
      return () => a() * b();
    case 'min':
      return () => Math.min(a(), b());
    case 'max':
      return () => Math.max(a(), b());
  }
}

export function folded(of: readonly Compiled[], join: (a: number, b: number) => number): Compiled {
  const [first, second, ...rest] = of;
  if (first === undefined) return () => Number.NaN;
  if (second === undefined) return first;
  if (rest.length === 0) return () => join(first(), second());
  return () => {
    let value = join(first(), second());
    for (const each of rest) value = join(value, each());
    return value;
  };
}

export function averaged(items: readonly { readonly of: Compiled; readonly weight: Compiled; readonly missing: Missing }[]): Compiled {
  return () => {
    let top = 0;
    let bottom = 0;
    for (const item of items) {
      if (item.missing?.() === true) continue;
      const weight = item.weight();
      top += weight * item.of();
      bottom += weight;
    }
    return bottom === 0 ? Number.NaN : top / bottom;
  };
}
