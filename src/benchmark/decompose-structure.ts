import { CoalitionError } from '../errors/coalition-error.js';
import { MOST_SHAPLEY_FACTORS, shapley } from '../stats/shapley.js';
import { badInput } from './bad-input.js';
import type { Decomposition } from './decompose.js';

/** One cell of a population by its variables. */
export interface StructureCell {
  /** Value of each variable, such as `{ age: 'young', sex: 'f' }`. */
  readonly keys: Readonly<Record<string, string>>;
  /** Persons or member months, at least 0. */
  readonly size: number;
  /** The cell's rate. Unit: US dollars per member and month, or the caller's. */
  readonly rate: number;
}

/**
 * Splits the difference of two overall rates into the rates themselves and each variable of the population's structure.
 *
 * Each share is written as a product of one symmetric term for each variable, so that the variables' parts don't depend on an order.
 *
 * @formula rate = sum (T - t)(N + n) / 2; structure = sum (N - n)(T + t) / 2, shared among the variables: effect of 1 = sum (t + T)/2 (b + B)/2 (A - a),
 *   terms such as A = sqrt((N_ij / N_.j)(N_i. / N))
 * @unit the rate's
 * @source Das Gupta, US Census P23-186, 1993, chapters 5 and 6
 * @testedBy test/benchmark/decompose.test.ts: closed forms of one and two variables
 * @param o - Base and subject cells (the same keys; one that is missing has no size and the other's rate), names of the variables.
 * @returns Parts `rate` and one for each variable; they add up to the difference.
 * @throws {@link CoalitionError} `benchmark/bad-input`, `benchmark/too-many-factors`, `benchmark/zero-exposure`.
 * @example
 * const cell = (age: string, size: number, rate: number) => ({ keys: { age }, size, rate });
 * decomposeStructure({ base: [cell('young', 1, 100), cell('old', 1, 300)], subject: [cell('young', 1, 100), cell('old', 3, 300)], variables: ['age'] }).effects; // => { rate: 0, age: 50 }
 */
export function decomposeStructure(o: {
  readonly base: readonly StructureCell[];
  readonly subject: readonly StructureCell[];
  readonly variables: readonly string[];
}): Decomposition {
  const { variables } = o;
  if (variables.length === 0 || variables.includes('rate'))
    throw badInput('variables', variables.join(', '), 'at least one variable, none called rate');
  if (variables.length + 1 > MOST_SHAPLEY_FACTORS) {
    throw new CoalitionError(
      'benchmark/too-many-factors',
      `${variables.length} variables and the rate are more than ${MOST_SHAPLEY_FACTORS} factors.`,
      { factors: variables.length + 1 },
    );
  }
  const idOf = (cell: StructureCell): string => JSON.stringify(variables.map((name) => cell.keys[name] ?? ''));
  const [base, subject] = [indexed(o.base, idOf), indexed(o.subject, idOf)];
  const ids = [...new Set([...base.keys(), ...subject.keys()])].sort();
  const keys = new Map([...base, ...subject].map(([id, cell]) => [id, cell.keys]));
  const rates = [base, subject].map((own, side) => ids.map((id) => own.get(id)?.rate ?? (side === 0 ? subject : base).get(id)?.rate ?? 0));
  const terms = [base, subject].map((own) => structureTerms(own, ids, keys, variables));
  const shareOf = (side: number, i: number): number => variables.reduce((product, _name, v) => product * (terms[side]?.[v]?.[i] ?? 0), 1);
  const middleRate = (i: number): number => ((rates[0]?.[i] ?? 0) + (rates[1]?.[i] ?? 0)) / 2;
  const [before, after] = [0, 1].map((side) => ids.reduce((sum, _, i) => sum + shareOf(side, i) * (rates[side]?.[i] ?? 0), 0));
  if (before === undefined || after === undefined) throw badInput('cells', 0, 'two populations');
  const ratePart = ids.reduce((sum, _, i) => sum + ((rates[1]?.[i] ?? 0) - (rates[0]?.[i] ?? 0)) * ((shareOf(0, i) + shareOf(1, i)) / 2), 0);
  const structure = shapley({
    factors: variables.length,
    value: (set) =>
      ids.reduce(
        (sum, _, i) => sum + middleRate(i) * variables.reduce((product, _name, v) => product * (terms[(set >> v) & 1]?.[v]?.[i] ?? 0), 1),
        0,
      ),
  });
  const effects = Object.fromEntries([['rate', ratePart] as const, ...variables.map((name, v) => [name, structure[v] ?? 0] as const)]);
  return {
    method: 'shapley',
    base: before,
    subject: after,
    total: after - before,
    effects,
    interaction: 0,
    byCell: [],
    steps: [
      { id: 'base', label: 'base', value: String(before) },
      { id: 'subject', label: 'subject', value: String(after) },
      ...Object.entries(effects).map(([name, effect]) => ({
        id: `effect ${name}`,
        label: name === 'rate' ? 'part of the rates' : `part of the mix by ${name}`,
        value: String(effect),
      })),
    ],
    assumptions: [],
    warnings: [],
    tables: [],
  };
}

function indexed(cells: readonly StructureCell[], idOf: (cell: StructureCell) => string): Map<string, StructureCell> {
  const map = new Map<string, StructureCell>();
  for (const cell of cells) {
    if (!(Number.isFinite(cell.size) && cell.size >= 0 && Number.isFinite(cell.rate)))
      throw badInput('cells', `${cell.size} x ${cell.rate}`, 'sizes of at least 0 and finite rates');
    if (map.has(idOf(cell))) throw badInput('cells', idOf(cell), 'each combination of the variables once');
    map.set(idOf(cell), cell);
  }
  return map;
}

/**
 * One symmetric term a variable and cell; their product is the cell's share. Term of variable v: over the sets S of other variables,
 * (N with v and S / N with S alone) to the power 1 / (P C(P - 1, |S|)).
 */
function structureTerms(
  own: ReadonlyMap<string, StructureCell>,
  ids: readonly string[],
  keys: ReadonlyMap<string, Readonly<Record<string, string>>>,
  variables: readonly string[],
): readonly (readonly number[])[] {
  const p = variables.length;
  const totals = new Map<string, number>();
  const marginOf = (id: string, set: number): string =>
    JSON.stringify([set, variables.map((name, v) => ((set >> v) & 1 ? (keys.get(id)?.[name] ?? '') : null))]);
  let all = 0;
  for (const id of ids) {
    const size = own.get(id)?.size ?? 0;
    all += size;
    for (let set = 0; set < 1 << p; set += 1) totals.set(marginOf(id, set), (totals.get(marginOf(id, set)) ?? 0) + size);
  }
  if (!(all > 0))
    throw new CoalitionError('benchmark/zero-exposure', 'A population is empty, so it has no structure. Give cells with a size.', { cents: 0 });
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  return variables.map((_, v) =>
    ids.map((id) => {
      let log = 0;
      for (let set = 0; set < 1 << p; set += 1) {
        if ((set >> v) & 1) continue;
        const [top, bottom] = [totals.get(marginOf(id, set | (1 << v))) ?? 0, totals.get(marginOf(id, set)) ?? 0];
        if (top === 0 || bottom === 0) return 0;
        log += Math.log(top / bottom) / (p * choose(p - 1, bits(set)));
      }
      return Math.exp(log);
    }),
  );
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
