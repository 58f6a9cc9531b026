import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { roundParts } from '../money/round-parts.js';
import { roundDecimal } from '../money/rounding.js';
import type { Explanation } from '../reference/explanation.js';
import { lmdi } from '../stats/lmdi.js';
import { type PriceIndices, priceIndices } from '../stats/price-indices.js';
import { shapleyExact } from '../stats/shapley.js';
import { type CostCell, type DecomposePeriod, decimalOf, type FactoredCell, factored } from './decompose-cells.js';
import { NOT_AN_OPINION } from './disclosure.js';
import { invalidInput } from './triangle-spec.js';

/** How {@link decompose} is asked. */
export interface DecomposeOptions {
  /** `shapley` averages all orders; `lmdi` weighs by logarithmic means; `sequential` walks in the stated order. */
  readonly method: 'shapley' | 'lmdi' | 'sequential';
  /** Order of the walk; needed for `sequential`. Names of the factors. */
  readonly order?: readonly string[];
  /** Decimals of the printed effects. Default 2. */
  readonly places?: number;
}

/** One part of the change. Unit of amounts: as the values, US dollars per exposure for costs. */
export interface Effect {
  /** A factor's name, `new` or `discontinued`. */
  readonly name: string;
  readonly amount: Decimal;
  /** Rounded so that the printed effects add up to the printed change. */
  readonly printed: Decimal;
}

/** One category's change and its parts. */
export interface CategoryChange {
  readonly category: string;
  readonly kind: 'continuing' | 'new' | 'discontinued';
  readonly before: Decimal;
  readonly after: Decimal;
  readonly change: Decimal;
  readonly effects: readonly Effect[];
}

/** A change split into its drivers, without remainder. */
export interface Decomposition extends Explanation {
  readonly note: string;
  readonly method: string;
  readonly before: Decimal;
  readonly after: Decimal;
  readonly change: Decimal;
  /** Change over before; null when before is zero. Unit: share. */
  readonly trend: Decimal | null;
  readonly effects: readonly Effect[];
  readonly byCategory: readonly CategoryChange[];
}

/** Most factors of an exact attribution here. */
const MOST_FACTORS = 8;

/**
 * Splits a change in cost into its drivers (use, mix, price, or any named factors) so that the parts add up exactly, also as printed.
 *
 * Limits: a category that exists in one period only has no price or mix there; its whole change is `new` or `discontinued`. The
 * sequential walk depends on its order by several percent.
 *
 * @formula value = product of factors; Shapley: average marginal change over all orders; LMDI: L(v1, v0) ln(x1 / x0);
 *   sequential: one factor after the other
 * @unit as the values, US dollars per exposure for costs
 * @source Shapley 1953; Ang 2015
 * @testedBy trend/decompose.test.ts: spec's table by category
 * @param before - The earlier period.
 * @param after - The later period.
 * @param o - Method, order, decimals.
 * @returns Effects in total and by category.
 * @throws {@link CoalitionError} `trend/decompose-nonpositive` for a factor without logarithm, `trend/invalid-input`.
 * @example
 * const split = decompose(
 *   { cells: [{ category: 'Rx', factors: { use: '2', price: '10' } }] }, { cells: [{ category: 'Rx', factors: { use: '3', price: '12' } }] }, { method: 'shapley' });
 * split.effects.map(({ name, printed }) => [name, printed.toFixed(2)]); // => [['use', '11.00'], ['price', '5.00']]
 */
export function decompose(before: DecomposePeriod, after: DecomposePeriod, o: DecomposeOptions): Decomposition {
  const [earlier, later] = [factored(before), factored(after)];
  const names = (earlier[0] ?? later[0])?.names ?? [];
  if (names.length === 0) throw invalidInput('cells', 'empty', 'Give at least one category with at least one factor.');
  if (names.length > MOST_FACTORS) throw invalidInput('factors', names.length, `Combine them to at most ${MOST_FACTORS}.`);
  for (const cell of [...earlier, ...later]) {
    if (cell.names.join() !== names.join())
      throw invalidInput(cell.category, cell.names.join(', '), `Give every category the factors ${names.join(', ')}, in this order.`);
  }
  const order = orderOf(names, o);
  const categories = Array.from(new Set([...earlier, ...later].map(({ category }) => category)));
  const places = o.places ?? 2;
  const byCategory = categories.map((category) => {
    const find = (cells: readonly FactoredCell[]): FactoredCell | undefined => cells.find((cell) => cell.category === category);
    return changeOf({ category, old: find(earlier), now: find(later), method: o.method, order, names, places });
  });
  const sum = (of: (each: CategoryChange) => Decimal): Decimal => byCategory.reduce((total, each) => total.plus(of(each)), new Decimal(0));
  const [start, end, change] = [sum((each) => each.before), sum((each) => each.after), sum((each) => each.change)];
  const all = [...names, 'new', 'discontinued'];
  const amounts = all.map((name) => sum((each) => each.effects.find((effect) => effect.name === name)?.amount ?? new Decimal(0)));
  const used = all
    .map((name, i) => ({ name, amount: amounts[i] ?? new Decimal(0) }))
    .filter(({ name }, i) => i < names.length || byCategory.some(({ kind }) => kind === name));
  const effects = printedEffects(used, change, places);
  return {
    method: o.method,
    before: start,
    after: end,
    change,
    trend: start.isZero() ? null : change.div(start),
    effects,
    byCategory,
    note: NOT_AN_OPINION,
    steps: [
      { id: 'change', label: 'From before to after', value: change.toFixed(places) },
      ...effects.map(({ name, printed }) => ({ id: `effect-${name}`, label: name, value: printed.toFixed(places) })),
    ],
    assumptions: [
      {
        id: 'method',
        value: o.method === 'sequential' ? `sequential: ${(o.order ?? []).join(', ')}` : o.method,
        evidence: 'assumed',
        source: 'caller',
      },
    ],
    warnings: [],
    tables: [],
  };
}

function orderOf(names: readonly string[], o: DecomposeOptions): readonly number[] {
  if (o.method !== 'sequential') return names.map((_, k) => k);
  const order = (o.order ?? []).map((name) => names.indexOf(name));
  if (new Set(order).size !== names.length || order.includes(-1)) {
    throw invalidInput('order', (o.order ?? []).join(', ') || 'missing', `A walk states its order; name each of ${names.join(', ')} once.`);
  }
  return order;
}

function changeOf(a: {
  readonly category: string;
  readonly old: FactoredCell | undefined;
  readonly now: FactoredCell | undefined;
  readonly method: DecomposeOptions['method'];
  readonly order: readonly number[];
  readonly names: readonly string[];
  readonly places: number;
}): CategoryChange {
  const { category, old, now, names, places } = a;
  const [before, after] = [short(old?.value ?? new Decimal(0)), short(now?.value ?? new Decimal(0))];
  const change = after.minus(before);
  if (old === undefined || now === undefined) {
    const kind = old === undefined ? 'new' : 'discontinued';
    return { category, kind, before, after, change, effects: printedEffects([{ name: kind, amount: change }], change, places) };
  }
  const amounts = exact(partsOf(a.method, { old, now, order: a.order }), change);
  return {
    category,
    kind: 'continuing',
    before,
    after,
    change,
    effects: printedEffects(
      names.map((name, k) => ({ name, amount: amounts[k] ?? new Decimal(0) })),
      change,
      places,
    ),
  };
}

function partsOf(
  method: DecomposeOptions['method'],
  o: { readonly old: FactoredCell; readonly now: FactoredCell; readonly order: readonly number[] },
): readonly Decimal[] {
  const { old, now, order } = o;
  const value = (at: (k: number) => boolean): Decimal =>
    old.factors.reduce((product, factor, k) => product.times(at(k) ? (now.factors[k] ?? 1) : factor), new Decimal(1));
  if (method === 'shapley') return shapleyExact({ factors: old.factors.length, value: (set) => value((k) => ((set >> k) & 1) === 1) });
  if (method === 'sequential') {
    const moved = new Set<number>();
    const parts = old.factors.map(() => new Decimal(0));
    for (const k of order) {
      const from = value((each) => moved.has(each));
      moved.add(k);
      parts[k] = value((each) => moved.has(each)).minus(from);
    }
    return parts;
  }
  [...old.factors, ...now.factors].forEach((factor, k) => {
    if (!factor.gt(0)) {
      const name = old.names[k % old.factors.length] ?? '';
      throw new CoalitionError(
        'trend/decompose-nonpositive',
        `${name} of ${old.category} is ${factor.toFixed()}, which has no logarithm. Use method: 'shapley'.`,
        { factor: name },
      );
    }
  });
  return lmdi({ base: [old.factors.map((factor) => factor.toNumber())], subject: [now.factors.map((factor) => factor.toNumber())] }).map(
    (part) => new Decimal(part),
  );
}

/** 20 decimals, so that sums of amounts below 10^20 are exact. */
function short(value: Decimal): Decimal {
  return new Decimal(value).toDecimalPlaces(20);
}

/** Puts what the last digits leave on the largest part, so that the parts add up exactly. */
function exact(given: readonly Decimal[], change: Decimal): readonly Decimal[] {
  const parts = given.map(short);
  const rest = change.minus(parts.reduce((sum, part) => sum.plus(part), new Decimal(0)));
  let largest = 0;
  parts.forEach((part, k) => {
    if (part.abs().gt(parts[largest]?.abs() ?? 0)) largest = k;
  });
  return parts.map((part, k) => (k === largest ? part.plus(rest) : part));
}

function printedEffects(parts: readonly { readonly name: string; readonly amount: Decimal }[], change: Decimal, places: number): readonly Effect[] {
  const printed = roundParts({
    parts: parts.map(({ amount }) => amount),
    total: roundDecimal(change, { places, mode: 'half-up' }),
    scale: places,
    negative: 'mirror',
  });
  return parts.map((part, k) => ({ ...part, printed: printed[k] ?? part.amount }));
}

/**
 * Tells how much dearer the same care became between two periods: Laspeyres, Paasche and Fisher over categories.
 *
 * @formula price = allowed / (units x severity), quantity = units x severity
 * @unit ratio, 1 is unchanged
 * @testedBy trend/decompose.test.ts: spec's figures
 * @param before - The earlier period's categories.
 * @param after - The later period's; categories in one period only are left out.
 * @returns The three indices.
 * @throws {@link CoalitionError} `trend/invalid-input`, `stats/bad-argument`.
 * @example
 * priceIndex([{ category: 'Rx', units: '10', allowed: '100' }], [{ category: 'Rx', units: '20', allowed: '220' }]).fisher.toFixed(4); // => '1.1000'
 */
export function priceIndex(before: readonly CostCell[], after: readonly CostCell[]): PriceIndices {
  const both = before.flatMap((old) => {
    const now = after.find(({ category }) => category === old.category);
    return now === undefined ? [] : [{ old: priceOf(old), now: priceOf(now) }];
  });
  return priceIndices({
    basePrice: both.map(({ old }) => old.price),
    baseUse: both.map(({ old }) => old.use),
    subjectPrice: both.map(({ now }) => now.price),
    subjectUse: both.map(({ now }) => now.use),
  });
}

function priceOf(cell: CostCell): { readonly price: number; readonly use: number } {
  const use = decimalOf('units', cell.units).times(decimalOf('severity', cell.severity ?? '1'));
  if (!use.gt(0)) throw invalidInput(cell.category, cell.units, 'A category without use has no price; leave it out.');
  return { price: decimalOf('allowed', cell.allowed).div(use).toNumber(), use: use.toNumber() };
}
