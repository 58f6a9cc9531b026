import type { Finding } from '../../errors/finding.js';
import { compareCodePoints } from '../../money/allocate.js';
import { type AdditiveMeasure, additive } from './additive-measure.js';
import { cellsOfPart, type PartCell } from './part-cells.js';
import type { EmployerCode, LinkedTables, TableInput } from './table-input.js';
import { invalid, tooLarge } from './table-refusals.js';

/** One cell of all tables together; a cell that two tables share stands here once. */
export interface SystemCell {
  readonly index: number;
  readonly places: readonly { readonly part: number; readonly key: readonly string[] }[];
  readonly persons: number;
  readonly sensitive: boolean;
  /** True value by additive measure. */
  readonly values: readonly number[];
  /** Contributions by additive measure, by employer; for persons, distinct members by employer. */
  readonly contributions: readonly ReadonlyMap<EmployerCode, number>[];
  /** What withholding it costs: the first additive measure's size. */
  readonly cost: number;
}

/** A margin and the cells under it. */
export interface Relation {
  readonly parent: number;
  readonly children: readonly number[];
  /** Whether distinct members of the children add up to the parent's. */
  readonly partition: boolean;
}

/** Everything that must be protected at once: cells and what ties them. */
export interface TableSystem {
  readonly tables: readonly TableInput[];
  readonly measures: readonly AdditiveMeasure[];
  readonly cells: readonly SystemCell[];
  readonly relations: readonly Relation[];
  /** By part, the system cell of each of the part's cells in printing order. */
  readonly layout: readonly (readonly { readonly key: readonly string[]; readonly cell: number }[])[];
  readonly lowerBound: number;
  readonly findings: readonly Finding[];
}

/**
 * Puts one or several tables into one system of cells and relations.
 *
 * @param input - A table, or tables that share cells.
 * @param cap - Most cells taken on.
 * @returns The system, with findings where margins don't add.
 */
export function tableSystem(input: TableInput | LinkedTables, cap: number): TableSystem {
  const tables = 'kind' in input ? input.tables : [input];
  const first = tables[0];
  if (first === undefined) throw invalid('there is no table in it');
  if (new Set(tables.map((table) => table.id)).size !== tables.length) throw invalid('two linked tables have the same id');
  const measures = additive(first.measures);
  const findings: Finding[] = [];
  const cells: SystemCell[] = [];
  const byId = new Map<string, number>();
  const relations = new Map<string, Relation>();
  const layout: { key: readonly string[]; cell: number }[][] = [];
  tables.forEach((table, part) => {
    if (
      additive(table.measures)
        .map((m) => `${m.kind} ${m.id}`)
        .join() !== measures.map((m) => `${m.kind} ${m.id}`).join()
    ) {
      throw invalid('linked tables must show the same additive measures in the same order');
    }
    const expanded = cellsOfPart(table, { measures, cap, findings });
    const local = expanded.cells.map((cell) => place(cell, { part, table, byId, cells, measures }));
    layout.push(expanded.cells.map((cell, i) => ({ key: cell.key, cell: local[i] ?? 0 })));
    for (const relation of expanded.relations) {
      const parent = local[relation.parent] ?? 0;
      const children = relation.children.map((child) => local[child] ?? 0).sort((a, b) => a - b);
      relations.set(`${parent}:${children.join()}`, { parent, children, partition: relation.partition });
    }
  });
  if (cells.length > cap) throw tooLarge(cells.length, cap);
  const lowerBound = Math.min(0, ...tables.map((table) => table.lowerBound ?? 0));
  if (lowerBound < 0 && cells.some((cell) => cell.contributions.some((map) => negativePart(map) < lowerBound))) {
    throw invalid('the reversals of a cell go below the declared `lowerBound`');
  }
  return { tables, measures, cells, relations: [...relations.values()], layout, lowerBound, findings };
}

function negativePart(map: ReadonlyMap<EmployerCode, number>): number {
  let sum = 0;
  for (const amount of map.values()) sum += Math.min(0, amount);
  return sum;
}

function place(
  cell: PartCell,
  o: {
    readonly part: number;
    readonly table: TableInput;
    readonly byId: Map<string, number>;
    readonly cells: SystemCell[];
    readonly measures: readonly AdditiveMeasure[];
  },
): number {
  const names: string[] = [];
  o.table.dimensions.forEach((dimension, d) => {
    const code = cell.key[d] ?? '';
    if (code !== (dimension.total ?? 'total')) names.push(JSON.stringify([dimension.name, code]));
  });
  const id = names.sort(compareCodePoints).join();
  const known = o.byId.get(id);
  const at = { part: o.part, key: cell.key };
  if (known === undefined) {
    const index = o.cells.length;
    o.byId.set(id, index);
    o.cells.push({
      index,
      places: [at],
      persons: cell.persons,
      sensitive: cell.sensitive,
      values: cell.values,
      contributions: cell.contributions,
      cost: Math.abs(cell.values[0] ?? 0),
    });
    return index;
  }
  const same = o.cells[known];
  if (same === undefined || same.persons !== cell.persons || same.values.some((value, m) => value !== cell.values[m])) {
    throw invalid(`linked tables disagree about one cell (${cell.key.join(' / ')} in "${o.table.id}")`);
  }
  o.cells[known] = { ...same, places: [...same.places, at], sensitive: same.sensitive || cell.sensitive };
  return known;
}
