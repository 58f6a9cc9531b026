import { compare, equal, middle, minus, negated, over, plus, type Rational, sign, times, ZERO } from './rational.js';

/** A place just before (0) or just after (1) a value of the varying figure. */
export interface Cut {
  readonly x: Rational;
  readonly side: 0 | 1;
}

/** What holds on a stretch: slope and intercept, a condition, or nothing that can be computed. */
export type PieceValue =
  | { readonly kind: 'linear'; readonly slope: Rational; readonly intercept: Rational }
  | { readonly kind: 'condition'; readonly holds: boolean }
  | { readonly kind: 'blocked'; readonly code: string };

/** A stretch from one cut to another. */
export interface Piece {
  readonly from: Cut;
  readonly to: Cut;
  readonly value: PieceValue;
}

/** Stretches that cover the domain without a gap. */
export type Pieces = readonly Piece[];

export type Linear = Extract<PieceValue, { readonly kind: 'linear' }>;

export const compareCuts = (a: Cut, b: Cut): number => compare(a.x, b.x) || a.side - b.side;
export const linear = (slope: Rational, intercept: Rational): Linear => ({ kind: 'linear', slope, intercept });
export const constant = (value: Rational): Linear => linear(ZERO, value);
export const at = (value: Linear, x: Rational): Rational => plus(times(value.slope, x), value.intercept);
export const add = (a: Linear, b: Linear): Linear => linear(plus(a.slope, b.slope), plus(a.intercept, b.intercept));
export const subtract = (a: Linear, b: Linear): Linear => linear(minus(a.slope, b.slope), minus(a.intercept, b.intercept));
export const scale = (a: Linear, by: Rational): Linear => linear(times(a.slope, by), times(a.intercept, by));
export const negate = (a: Linear): Linear => linear(negated(a.slope), negated(a.intercept));

/** A value inside a stretch: its single value, or the middle of it. */
export function insideOf(from: Cut, to: Cut): Rational {
  return equal(from.x, to.x) ? from.x : middle(from.x, to.x);
}

/** Where a line meets zero strictly inside or at a closed end of a stretch; null where it doesn't or always does. */
export function rootIn(value: Linear, from: Cut, to: Cut): Rational | null {
  if (sign(value.slope) === 0) return null;
  const x = over(negated(value.intercept), value.slope);
  return compareCuts({ x, side: 0 }, from) >= 0 && compareCuts({ x, side: 1 }, to) <= 0 ? x : null;
}

/** Cuts a stretch at the given values, each apart, and gives each part its value. */
export function split(from: Cut, to: Cut, xs: readonly Rational[], valueIn: (x: Rational) => PieceValue): Pieces {
  const cuts = xs
    .flatMap((x): readonly Cut[] => [
      { x, side: 0 },
      { x, side: 1 },
    ])
    .filter((cut) => compareCuts(cut, from) > 0 && compareCuts(cut, to) < 0);
  cuts.sort(compareCuts);
  const pieces: Piece[] = [];
  let start = from;
  for (const cut of [...cuts, to]) {
    if (compareCuts(start, cut) >= 0) continue;
    pieces.push({ from: start, to: cut, value: valueIn(insideOf(start, cut)) });
    start = cut;
  }
  return pieces;
}

/** Lays two or more functions over one another and computes what holds on each common stretch. */
export function overlay(all: readonly Pieces[], compute: (values: readonly PieceValue[], from: Cut, to: Cut) => Pieces): Pieces {
  const [first] = all;
  const last = first?.[first.length - 1];
  if (first === undefined || last === undefined) return [];
  const positions = all.map(() => 0);
  const out: Piece[] = [];
  let start = first[0]?.from;
  while (start !== undefined && compareCuts(start, last.to) < 0) {
    const current = all.map((pieces, i) => pieces[positions[i] ?? 0]);
    let end = last.to;
    for (const piece of current) if (piece !== undefined && compareCuts(piece.to, end) < 0) end = piece.to;
    out.push(
      ...compute(
        current.flatMap((piece) => (piece === undefined ? [] : [piece.value])),
        start,
        end,
      ),
    );
    all.forEach((pieces, i) => {
      const position = positions[i] ?? 0;
      const piece = pieces[position];
      if (piece !== undefined && compareCuts(piece.to, end) === 0) positions[i] = position + 1;
    });
    start = end;
  }
  return joined(out);
}

/** Joins neighbouring stretches on which the same holds. */
export function joined(pieces: Pieces): Pieces {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const before = out[out.length - 1];
    if (before !== undefined && same(before.value, piece.value)) out[out.length - 1] = { ...before, to: piece.to };
    else out.push(piece);
  }
  return out;
}

function same(a: PieceValue, b: PieceValue): boolean {
  if (a.kind === 'linear' && b.kind === 'linear') return equal(a.slope, b.slope) && equal(a.intercept, b.intercept);
  if (a.kind === 'condition' && b.kind === 'condition') return a.holds === b.holds;
  return a.kind === 'blocked' && b.kind === 'blocked' && a.code === b.code;
}
