import { CoalitionError, isCoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';
import { unreachable } from '../errors/unreachable.js';
import type { Explanation, Step } from '../reference/explanation.js';
import { lmdi } from '../stats/lmdi.js';
import { MOST_SHAPLEY_FACTORS, shapley } from '../stats/shapley.js';
import { badInput, warning } from './bad-input.js';

/**
 * One population: its factors, each with a value for every cell (or one value for all). Addressed by name, never by pattern.
 * Unit: the caller's; the value of a cell is the product of its factors unless `value` says otherwise.
 */
export type FactorVectors = Readonly<Record<string, readonly number[] | number>>;

/** How a difference is split. */
export type DecompositionMethod = 'shapley' | 'lmdi' | 'lmdiMultiplicative' | 'sequential' | 'threeFold';

/** What {@link decompose} needs. */
export interface DecomposeInput {
  readonly base: FactorVectors;
  readonly subject: FactorVectors;
  /** Names, in the order of the result; 1 to 12. */
  readonly factors: readonly string[];
  /** Names of the cells, for the result. */
  readonly cells?: readonly string[];
  /** Value of a population from its factors; default: sum over cells of the product. */
  readonly value?: (factors: Readonly<Record<string, readonly number[]>>) => number;
  /** Default `shapley`. */
  readonly method?: DecompositionMethod;
  /** For `sequential`: in which order factors change; printed. */
  readonly order?: readonly string[];
  /** For LMDI: what a zero factor is replaced by; must be said. */
  readonly epsilon?: number;
}

/** A difference split into the parts of its factors. Unit: the value's (multiplicative: ratios). */
export interface Decomposition extends Explanation {
  readonly method: DecompositionMethod;
  readonly base: number;
  readonly subject: number;
  /** subject - base; for `lmdiMultiplicative` subject / base. */
  readonly total: number;
  readonly effects: Readonly<Record<string, number>>;
  /** Part of no single factor; 0 except for `threeFold`. */
  readonly interaction: number;
  /** By cell and factor, for methods that have it (`shapley` and `lmdi` of a sum of products). */
  readonly byCell: readonly { readonly cell: string; readonly effects: Readonly<Record<string, number>> }[];
}

/** Vectors of a population, checked and of one length. */
function readVectors(vectors: FactorVectors, factors: readonly string[], cells: number, whose: string): Readonly<Record<string, readonly number[]>> {
  const pairs = factors.map((name) => {
    const given = Object.hasOwn(vectors, name) ? vectors[name] : undefined;
    if (given === undefined) throw badInput(`${whose}.${name}`, 'absent', 'a value for every factor');
    const list = typeof given === 'number' ? [given] : given;
    if (list.length !== cells) throw badInput(`${whose}.${name}`, `${list.length} cells`, `${cells} cells, as the other factors have`);
    for (const value of list) if (!Number.isFinite(value)) throw badInput(`${whose}.${name}`, value, 'finite numbers');
    return [name, list] as const;
  });
  return Object.fromEntries(pairs);
}

function cellsOf(vectors: FactorVectors, factors: readonly string[]): number {
  const [name = ''] = factors;
  const given = Object.hasOwn(vectors, name) ? vectors[name] : undefined;
  return given === undefined || typeof given === 'number' ? 1 : given.length;
}

function sumOfProducts(factors: Readonly<Record<string, readonly number[]>>): number {
  const lists = Object.values(factors);
  return (lists[0] ?? []).reduce((sum, _, cell) => sum + lists.reduce((product, list) => product * (list[cell] ?? 0), 1), 0);
}

/**
 * Splits the difference of two populations into the parts of its factors: price, use, mix, or whatever the factors are.
 *
 * Limits: Shapley (equal to Das Gupta's standardisation) needs no order and leaves no rest; sequential depends on its order, which is
 * printed; LMDI needs positive factors; three-fold keeps an interaction.
 *
 * @formula Shapley: sum over S of |S|! (K - |S| - 1)! / K! [f(S + k) - f(S)]; LMDI: sum L(v1, v0) ln(x1 / x0); three-fold: at base weights
 * @unit the value's
 * @source Das Gupta, US Census P23-186, 1993; Ang 2015; Kitagawa 1955
 * @testedBy test/benchmark/decompose.test.ts: spec/benchmark.md 5.4
 * @param o - Base, subject, factors, method.
 * @returns The parts; they add up to the difference (multiplicative: multiply to the ratio).
 * @throws {@link CoalitionError} `benchmark/too-many-factors`, `benchmark/log-of-non-positive`, `benchmark/bad-input`.
 * @example
 * decompose({ base: { price: 10, use: 2 }, subject: { price: 12, use: 3 }, factors: ['price', 'use'] }).effects; // => { price: 5, use: 11 }
 */
export function decompose(o: DecomposeInput): Decomposition {
  const { factors } = o;
  const method = o.method ?? 'shapley';
  if (factors.length === 0 || new Set(factors).size !== factors.length)
    throw badInput('factors', factors.join(', '), 'different names, at least one');
  if (factors.length > MOST_SHAPLEY_FACTORS) {
    throw new CoalitionError(
      'benchmark/too-many-factors',
      `${factors.length} factors would need 2^${factors.length} valuations. Combine them to at most ${MOST_SHAPLEY_FACTORS}.`,
      { factors: factors.length },
    );
  }
  const count = Math.max(cellsOf(o.base, factors), cellsOf(o.subject, factors));
  const base = readVectors(o.base, factors, count, 'base');
  const subject = readVectors(o.subject, factors, count, 'subject');
  const value = o.value ?? sumOfProducts;
  const [before, after] = [value(base), value(subject)];
  const cells = o.cells ?? Array.from({ length: count }, (_, i) => String(i + 1));
  const split = splitBy(method, { o, base, subject, value, cells });
  const total = method === 'lmdiMultiplicative' ? after / before : after - before;
  if (!Number.isFinite(total)) throw badInput('the total', total, 'a base that is not 0 and finite values');
  return {
    method,
    base: before,
    subject: after,
    total,
    ...split,
    steps: stepsOf(method, { before, after, total, effects: split.effects, interaction: split.interaction, order: o.order ?? factors }),
    assumptions:
      method === 'sequential' ? [{ id: 'order', value: (o.order ?? factors).join(', '), evidence: 'assumed', source: 'chosen by the caller' }] : [],
    warnings: oneSided(base, subject, factors, cells),
    tables: [],
  };
}

interface Work {
  readonly o: DecomposeInput;
  readonly base: Readonly<Record<string, readonly number[]>>;
  readonly subject: Readonly<Record<string, readonly number[]>>;
  readonly value: (factors: Readonly<Record<string, readonly number[]>>) => number;
  readonly cells: readonly string[];
}

type Split = Pick<Decomposition, 'effects' | 'interaction' | 'byCell'>;

/** The population with the factors of a set at the subject's level. */
function mixed(w: Work, set: number): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(w.o.factors.map((name, k) => [name, ((set >> k) & 1 ? w.subject[name] : w.base[name]) ?? []]));
}

function named(factors: readonly string[], parts: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(factors.map((name, k) => [name, parts[k] ?? 0]));
}

function splitBy(method: DecompositionMethod, w: Work): Split {
  const { factors } = w.o;
  switch (method) {
    case 'shapley': {
      const effects = named(factors, shapley({ factors: factors.length, value: (set) => w.value(mixed(w, set)) }));
      return { effects, interaction: 0, byCell: w.o.value === undefined ? shapleyByCell(w) : [] };
    }
    case 'lmdi':
    case 'lmdiMultiplicative':
      return logSplit(method, w);
    case 'sequential': {
      const order = w.o.order ?? factors;
      if (order.length !== factors.length || order.some((name) => !factors.includes(name)))
        throw badInput('order', order.join(', '), `every factor once: ${factors.join(', ')}`);
      let set = 0;
      let level = w.value(w.base);
      const effects: Record<string, number> = {};
      for (const name of order) {
        set |= 1 << factors.indexOf(name);
        const next = w.value(mixed(w, set));
        effects[name] = next - level;
        level = next;
      }
      return {
        effects: named(
          factors,
          factors.map((name) => effects[name] ?? 0),
        ),
        interaction: 0,
        byCell: [],
      };
    }
    case 'threeFold': {
      const base = w.value(w.base);
      const parts = factors.map((_, k) => w.value(mixed(w, 1 << k)) - base);
      return { effects: named(factors, parts), interaction: w.value(w.subject) - base - parts.reduce((sum, part) => sum + part, 0), byCell: [] };
    }
    default:
      return unreachable(method);
  }
}

function shapleyByCell(w: Work): Split['byCell'] {
  return w.cells.map((cell, i) => {
    const at = (set: number): number =>
      w.o.factors.reduce((product, name, k) => product * (((set >> k) & 1 ? w.subject[name]?.[i] : w.base[name]?.[i]) ?? 0), 1);
    return { cell, effects: named(w.o.factors, shapley({ factors: w.o.factors.length, value: at })) };
  });
}

function logSplit(method: 'lmdi' | 'lmdiMultiplicative', w: Work): Split {
  if (w.o.value !== undefined) throw badInput('value', 'a function', 'no function of your own: LMDI splits sums of products');
  const { factors } = w.o;
  const rows = (vectors: Readonly<Record<string, readonly number[]>>): readonly (readonly number[])[] =>
    w.cells.map((_, cell) => factors.map((name) => vectors[name]?.[cell] ?? 0));
  const common = w.o.epsilon === undefined ? {} : { epsilon: w.o.epsilon };
  const run = (base: readonly (readonly number[])[], subject: readonly (readonly number[])[]): Readonly<Record<string, number>> =>
    named(factors, lmdi({ base, subject, form: method === 'lmdi' ? 'additive' : 'multiplicative', ...common }));
  try {
    const [base, subject] = [rows(w.base), rows(w.subject)];
    const byCell = method === 'lmdi' ? w.cells.map((cell, i) => ({ cell, effects: run([base[i] ?? []], [subject[i] ?? []]) })) : [];
    return { effects: run(base, subject), interaction: 0, byCell };
  } catch (error) {
    if (!isCoalitionError(error, 'stats/log-of-non-positive')) throw error;
    const [factor, cell] = [factors[error.details.factor] ?? '', w.cells[error.details.cell] ?? ''];
    throw new CoalitionError(
      'benchmark/log-of-non-positive',
      `The factor "${factor}" of cell "${cell}" isn't above 0. Use method: 'shapley', roll the cell up, or give epsilon for zeros.`,
      { factor, cell },
    );
  }
}

function oneSided(
  base: Readonly<Record<string, readonly number[]>>,
  subject: Readonly<Record<string, readonly number[]>>,
  factors: readonly string[],
  cells: readonly string[],
): readonly Warning[] {
  if (cells.length < 2) return [];
  const empty = (vectors: Readonly<Record<string, readonly number[]>>, cell: number): boolean => factors.some((name) => vectors[name]?.[cell] === 0);
  return cells.flatMap((cell, i) =>
    empty(base, i) === empty(subject, i)
      ? []
      : [warning('benchmark/category-one-sided', `The cell "${cell}" exists on one side only; it enters with no use there.`, { path: cell })],
  );
}

function stepsOf(
  method: DecompositionMethod,
  o: { before: number; after: number; total: number; effects: Readonly<Record<string, number>>; interaction: number; order: readonly string[] },
): readonly Step[] {
  return [
    { id: 'base', label: 'base', value: String(o.before) },
    { id: 'subject', label: 'subject', value: String(o.after) },
    ...Object.entries(o.effects).map(([name, effect]) => ({ id: `effect ${name}`, label: `part of ${name} by ${method}`, value: String(effect) })),
    ...(o.interaction === 0 ? [] : [{ id: 'interaction', label: 'interaction, of no single factor', value: String(o.interaction) }]),
    { id: 'total', label: method === 'lmdiMultiplicative' ? 'subject over base' : 'subject less base', value: String(o.total) },
  ];
}

/**
 * Puts the categories of two populations side by side: one that is missing gets no use and the other side's price.
 *
 * @unit the caller's
 * @testedBy test/benchmark/decompose.test.ts
 * @param o - Both populations by category, and which factor is the use (or mix) that a missing category has none of.
 * @returns Factor vectors over the union of the categories, in order, and the categories found on one side only.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * uniteCategories({ base: { IP: { use: 2, price: 10 } }, subject: { RX: { use: 1, price: 5 } }, factors: ['use', 'price'], use: ['use'] }).cells; // => ['IP', 'RX']
 */
export function uniteCategories(o: {
  readonly base: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly subject: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly factors: readonly string[];
  /** Factors that are 0 where the category is missing. */
  readonly use: readonly string[];
}): { readonly cells: readonly string[]; readonly base: FactorVectors; readonly subject: FactorVectors; readonly oneSided: readonly string[] } {
  const cells = [...new Set([...Object.keys(o.base), ...Object.keys(o.subject)])].sort();
  const read = (own: typeof o.base, other: typeof o.base, cell: string, name: string): number => {
    const mine = Object.hasOwn(own, cell) ? own[cell] : undefined;
    const value = mine?.[name] ?? (mine === undefined ? (o.use.includes(name) ? 0 : other[cell]?.[name]) : undefined);
    if (value === undefined || !Number.isFinite(value)) throw badInput(`${name} of ${cell}`, value, 'a finite number');
    return value;
  };
  const side = (own: typeof o.base, other: typeof o.base): FactorVectors =>
    Object.fromEntries(o.factors.map((name) => [name, cells.map((cell) => read(own, other, cell, name))]));
  return {
    cells,
    base: side(o.base, o.subject),
    subject: side(o.subject, o.base),
    oneSided: cells.filter((cell) => Object.hasOwn(o.base, cell) !== Object.hasOwn(o.subject, cell)),
  };
}
