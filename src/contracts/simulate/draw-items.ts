import { portableExp } from '../../stats/portable-math.js';
import type { RandomStream } from '../../stats/random.js';
import type { Contract } from '../contract.js';
import { currencyOf, unitPowers } from '../unit.js';
import type { Column, Picked } from './columns.js';
import { badModel, deviate, isShare, logMoments, type MetricModel, sampler } from './draw-metric.js';
import type { ItemColumns } from './item-columns.js';

/** How many items there are in a run. */
export type ItemCount =
  | number
  /** Unit: items a run. */
  | { readonly kind: 'poisson'; readonly mean: number }
  /** A whole number from `low` to `high`, each as likely. */
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number };

/** How the items of one dimension vary, such as the episodes of a bundle: each has its own cost, its own flag. */
export interface ItemsModel {
  readonly count: ItemCount;
  /** A metric without dimensions that is told the count, such as the number of episodes. */
  readonly countAs?: string;
  /** How a metric that is told by this dimension varies from item to item, independently of the other metrics. */
  readonly values?: Readonly<Record<string, MetricModel>>;
  /** Metrics that are drawn together: each item is one of these items, each as likely. One list for each metric, of equal lengths. */
  readonly resample?: Readonly<Record<string, readonly number[]>>;
  /**
   * One factor for all items of a run, lognormal with mean 1 and this sd: what makes a year dear for every item at once.
   * It multiplies amounts, and the probability of flags, which stays at most 1.
   */
  readonly shock?: { readonly metrics: readonly string[]; readonly sd: number };
}

/** Draws the items of a run into columns. */
export interface ItemDraws {
  readonly items: ItemColumns;
  readonly countAs: string | null;
  draw(random: RandomStream): void;
}

/** Items that a run may have. */
const MOST_ITEMS = 1_000_000;
/** The mean of a Poisson count is split into parts of which e^-part is far from the smallest double. */
const POISSON_PART = 500;
/** Added and taken away again, it leaves a whole number, ties to even. */
const WHOLE = 1.5 * 2 ** 52;

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1 && value <= MOST_ITEMS;

function poissonPart(random: RandomStream, mean: number): number {
  const u = random.uniform();
  let k = 0;
  let mass = portableExp(-mean);
  for (let sum = mass; u >= sum && mass > 0; sum += mass) {
    k += 1;
    mass *= mean / k;
  }
  return k;
}

function counter(dimension: string, count: ItemCount): { readonly most: number; readonly draw: (random: RandomStream) => number } {
  if (typeof count === 'number') {
    if (!isCount(count)) throw badModel(`"${dimension}" needs a whole number of items from 1 to ${MOST_ITEMS}.`);
    return { most: count, draw: () => count };
  }
  switch (count.kind) {
    case 'uniform': {
      const { low, high } = count;
      if (!Number.isSafeInteger(low) || low < 0 || !isCount(high) || high < low)
        throw badModel(`"${dimension}" needs whole numbers of items from 0 to ${MOST_ITEMS}, low <= high.`);
      return { most: high, draw: (random) => low + random.below(high - low + 1) };
    }
    case 'poisson': {
      const { mean } = count;
      if (!(mean > 0 && mean <= MOST_ITEMS / 2)) throw badModel(`"${dimension}" needs a mean above 0, at most ${MOST_ITEMS / 2} items.`);
      // Twelve sd above the mean is never met: room for the columns, not a limit of the draw.
      const most = Math.ceil(mean + 12 * Math.sqrt(mean) + 50);
      const [parts, rest] = [Math.floor(mean / POISSON_PART), mean % POISSON_PART];
      return {
        most,
        draw: (random) => {
          let sum = rest > 0 ? poissonPart(random, rest) : 0;
          for (let i = 0; i < parts; i += 1) sum += poissonPart(random, POISSON_PART);
          return Math.min(sum, most);
        },
      };
    }
  }
}

/** What one metric does to its column in a run with so many items and this shock. */
type Fill = (random: RandomStream, count: number, shock: number) => void;

function filled(o: { readonly id: string; readonly model: MetricModel; readonly column: Column; readonly shocked: boolean }): Fill {
  const { of, places } = o.column;
  const { model } = o;
  if (model.kind === 'flag' && o.shocked) {
    if (!isShare(model.probability)) throw badModel(`"${o.id}" needs a probability from 0 to 1.`);
    return (random, count, shock) => {
      const probability = model.probability * shock;
      for (let i = 0; i < count; i += 1) of[i] = random.uniform() < probability ? 1 : 0;
    };
  }
  const draw = sampler(o.id, model);
  if (places === 0)
    return (random, count, shock) => {
      for (let i = 0; i < count; i += 1) of[i] = draw(random) * shock;
    };
  const scale = 10 ** places;
  return (random, count, shock) => {
    const factor = scale * shock;
    const whole = WHOLE;
    for (let i = 0; i < count; i += 1) of[i] = draw(random) * factor + whole - whole;
  };
}

/** The pool of one metric in the units of its column. */
function poolOf(values: readonly number[], places: number): Float64Array {
  const scale = 10 ** places;
  return Float64Array.from(values, (value) => (places === 0 ? value : value * scale + WHOLE - WHOLE));
}

function shocked(
  of: Float64Array,
  o: { readonly values: Float64Array; readonly picked: Int32Array; readonly count: number; readonly shock: number; readonly whole: number },
): void {
  const { values, picked, count, shock, whole } = o;
  for (let i = 0; i < count; i += 1) of[i] = (values[picked[i] ?? 0] ?? 0) * shock + whole - whole;
}

function resampled(o: { readonly values: Float64Array; readonly column: Column; readonly picked: Int32Array }): Fill {
  const { values, picked } = o;
  const { of, places } = o.column;
  return (_random, count, shock) => shocked(of, { values, picked, count, shock, whole: places === 0 ? 0 : WHOLE });
}

/** Whole numbers below n, without bias; the same draws as {@link RandomStream.below}. */
function pick(random: RandomStream, o: { readonly into: Int32Array; readonly count: number; readonly below: number }): void {
  const { into, count, below } = o;
  const limit = WORDS - (WORDS % below);
  for (let i = 0; i < count; i += 1) {
    let word = random.nextUint32();
    while (word >= limit) word = random.nextUint32();
    into[i] = word - Math.floor(word / below) * below;
  }
}

const WORDS = 4_294_967_296;

function checked(contract: Contract, dimension: string, model: ItemsModel): void {
  if (!(contract.dimensions ?? []).some((each) => each.id === dimension)) throw badModel(`"${dimension}" is no dimension of the contract.`);
  const drawn = [...Object.keys(model.values ?? {}), ...Object.keys(model.resample ?? {})];
  const odd = drawn.find((id, i) => {
    const over = Object.hasOwn(contract.metrics, id) ? (contract.metrics[id]?.over ?? []) : [];
    return over.length !== 1 || over[0] !== dimension || drawn.indexOf(id) !== i;
  });
  if (odd !== undefined) throw badModel(`"${odd}" is no metric told by "${dimension}" alone, or it is drawn twice.`);
  const left = Object.keys(contract.metrics).find((id) => (contract.metrics[id]?.over ?? []).includes(dimension) && !drawn.includes(id));
  if (left !== undefined) throw badModel(`"${left}" is told by "${dimension}" and isn't drawn: all metrics of drawn items are.`);
  const lists = Object.values(model.resample ?? {});
  if (lists.some((values) => values.length === 0 || values.length !== lists[0]?.length || !values.every(Number.isFinite)))
    throw badModel(`Items of "${dimension}" to draw from need finite values, in lists of equal lengths.`);
  const { shock } = model;
  if (shock === undefined) return;
  if (!Number.isFinite(shock.sd) || shock.sd < 0) throw badModel(`The shock of "${dimension}" needs an sd of at least 0.`);
  const strange = shock.metrics.find((id) => !drawn.includes(id));
  if (strange !== undefined) throw badModel(`"${strange}" has a shock but isn't drawn.`);
}

/**
 * Prepares the draws of one dimension's items. Amounts in the contract's currency are whole cents, ties to even, as a claim's are.
 *
 * @param contract - The contract, which says what is told by the dimension.
 * @param dimension - The dimension.
 * @param model - How its items vary.
 * @returns The columns, and what fills them.
 */
export function itemDraws(contract: Contract, dimension: string, model: ItemsModel): ItemDraws {
  checked(contract, dimension, model);
  const { most, draw: countOf } = counter(dimension, model.count);
  const [values, lists] = [Object.entries(model.values ?? {}), Object.entries(model.resample ?? {})];
  const placesOf = (id: string): number => {
    const powers = unitPowers(contract.metrics[id]?.unit ?? '');
    return powers !== null && currencyOf(powers) !== null ? 2 : 0;
  };
  const shocked = new Set(model.shock?.metrics ?? []);
  const sd = model.shock?.sd ?? 0;
  const [mu, sigma] = sd === 0 ? [0, 0] : logMoments(1, sd);
  const picked = new Int32Array(lists.length === 0 ? 0 : most);
  const below = lists[0]?.[1].length ?? 0;
  const columns = new Map<string, Column | Picked>();
  const fills: { readonly fill: Fill; readonly shocked: boolean }[] = [];
  for (const [id, each] of values) {
    const column: Column = { kind: 'column', places: placesOf(id), of: new Float64Array(most) };
    columns.set(id, column);
    fills.push({ fill: filled({ id, model: each, column, shocked: shocked.has(id) }), shocked: shocked.has(id) });
  }
  for (const [id, each] of lists) {
    const [places, of] = [placesOf(id), new Float64Array(shocked.has(id) ? most : 0)];
    const pool = poolOf(each, places);
    columns.set(id, shocked.has(id) ? { kind: 'column', places, of } : { kind: 'picked', places, values: pool, picked });
    if (shocked.has(id)) fills.push({ fill: resampled({ values: pool, column: { kind: 'column', places, of }, picked }), shocked: true });
  }
  const turns = { count: 0 };
  return {
    items: { most, turns, columns },
    countAs: model.countAs ?? null,
    draw: (random) => {
      const count = countOf(random);
      turns.count = count;
      const shock = sd === 0 ? 1 : portableExp(mu + sigma * deviate(random));
      if (below > 0) pick(random, { into: picked, count, below });
      for (let i = 0; i < fills.length; i += 1) {
        const each = fills[i];
        if (each !== undefined) each.fill(random, count, each.shocked ? shock : 1);
      }
    },
  };
}
