import type { Outcome } from '../outcome.js';

/** Computes one node from the current draw; conditions are 1 or 0; NaN where nothing can be computed, which never leaves. */
export type Compiled = () => number;

/** The turns of a loop: a node is compiled once and reads its figures at the turn that runs. */
export interface Turns {
  readonly keys: readonly Readonly<Record<string, string>>[];
  readonly now: { turn: number };
}

/** A figure that doesn't vary: one value, or one for each turn of the loop around it. */
export function figure(turns: Turns | null, read: (keys: Readonly<Record<string, string>> | null) => Outcome): Compiled {
  const number = (outcome: Outcome): number =>
    outcome.kind === 'value' && typeof outcome.value !== 'boolean' ? outcome.value.toNumber() : Number.NaN;
  if (turns === null) {
    const value = number(read(null));
    return () => value;
  }
  const values = Float64Array.from(turns.keys, (keys) => number(read(keys)));
  const { now } = turns;
  return () => values[now.turn] ?? Number.NaN;
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

export function summed({ keys, now }: Turns, of: Compiled): Compiled {
  const { length } = keys;
  return () => {
    let total = length === 0 ? Number.NaN : 0;
    for (now.turn = 0; now.turn < length; now.turn += 1) total += of();
    return total;
  };
}

export function averagedOver({ keys, now }: Turns, item: { readonly of: Compiled; readonly weight: Compiled }): Compiled {
  const { length } = keys;
  return () => {
    let [top, bottom] = [0, 0];
    for (now.turn = 0; now.turn < length; now.turn += 1) {
      const weight = item.weight();
      top += weight * item.of();
      bottom += weight;
    }
    return bottom === 0 ? Number.NaN : top / bottom;
  };
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

export function averaged(items: readonly { readonly of: Compiled; readonly weight: Compiled }[]): Compiled {
  return () => {
    let [top, bottom] = [0, 0];
    for (const item of items) {
      const weight = item.weight();
      top += weight * item.of();
      bottom += weight;
    }
    return bottom === 0 ? Number.NaN : top / bottom;
  };
}
