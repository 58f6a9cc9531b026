import { compareCodePoints } from '../money/allocate.js';
import { badInput } from './bad-input.js';
import type { Cell, CellMeasure } from './cell.js';
import type { CellsResult } from './cells-result.js';

/** A roll-up of a dimension's values: each leaf stands in exactly one parent. The claims area ships `rollUps`; pass one's `group`. */
export interface CellRollUp {
  readonly dim: string;
  readonly parents: ReadonlyMap<string, string> | Readonly<Record<string, string>>;
}

/** How cells are grouped. */
export interface GroupOptions {
  /** Dimensions that stay, and `month`. Default none: one cell for everything. */
  readonly by?: readonly string[];
  /** Only cells whose value is one of these, by dimension; `null` is a row without the value. */
  readonly where?: Readonly<Record<string, readonly (string | null)[]>>;
  /** Replaces values by their parents before grouping; a value without a parent becomes `(unmapped)`. */
  readonly rollUp?: CellRollUp;
}

/** The row of leaves that have no parent in a roll-up. */
export const UNMAPPED = '(unmapped)';

function isMap(parents: CellRollUp['parents']): parents is ReadonlyMap<string, string> {
  return parents instanceof Map;
}

function parentOf(rollUp: CellRollUp, leaf: string | null): string | null {
  if (leaf === null) return null;
  const { parents } = rollUp;
  if (isMap(parents)) return parents.get(leaf) ?? UNMAPPED;
  return (Object.hasOwn(parents, leaf) ? parents[leaf] : undefined) ?? UNMAPPED;
}

interface Group {
  readonly keys: Record<string, string | null>;
  cents: Partial<Record<CellMeasure, number>>;
  lines: number;
}

/**
 * Groups cells by some of their dimensions: dollars and lines add up, exposure is that of the group's exposure keys and months,
 * and nothing vanishes (a value outside a roll-up has a row of its own).
 *
 * Limits: exposure is known by the exposure dimensions only, so a cell of one service category has the exposure of everybody.
 * Distinct persons are given where they were counted and no month, filter or roll-up asks for another margin.
 *
 * @unit US cents, claim lines, 1/377,580 month
 * @testedBy test/benchmark/cells.test.ts
 * @param result - The finished cells.
 * @param o - What stays, what is left out, and a roll-up.
 * @returns One cell for each combination that has dollars, lines or exposure, in order of the keys.
 * @throws {@link CoalitionError} `benchmark/bad-input` for an unknown dimension.
 * @example
 * groupCells(benchmarkCells({ months: ['2025-01', '2025-12'], basis: basisPresets.hcci, placement: 'trusted' }).finish(), {}).length; // => 1
 */
export function groupCells(result: CellsResult, o: GroupOptions = {}): readonly Cell[] {
  const by = o.by ?? [];
  const names = [...result.spec.dims, 'month'];
  for (const name of [...by, ...Object.keys(o.where ?? {}), ...(o.rollUp === undefined ? [] : [o.rollUp.dim])]) {
    if (!names.includes(name)) throw badInput('by', name, `dimensions of the cells: ${names.join(', ')}`);
  }
  const shown = (cell: Cell): Record<string, string | null> => {
    const { rollUp } = o;
    return rollUp === undefined ? { ...cell.keys } : { ...cell.keys, [rollUp.dim]: parentOf(rollUp, cell.keys[rollUp.dim] ?? null) };
  };
  const passes = (keys: Readonly<Record<string, string | null>>): boolean =>
    Object.entries(o.where ?? {}).every(([dim, values]) => !(dim in keys) || values.includes(keys[dim] ?? null));
  const groups = new Map<string, Group>();
  const groupOf = (keys: Readonly<Record<string, string | null>>): Group => {
    const kept = Object.fromEntries(by.map((name) => [name, keys[name] ?? null]));
    const id = JSON.stringify(by.map((name) => kept[name] ?? null));
    const known = groups.get(id);
    if (known !== undefined) return known;
    const group: Group = { keys: kept, cents: Object.fromEntries(result.spec.measures.map((measure) => [measure, 0])), lines: 0 };
    groups.set(id, group);
    return group;
  };
  if (by.length === 0) groupOf({});
  for (const cell of result.cells) {
    const keys = shown(cell);
    if (!passes(keys)) continue;
    const group = groupOf(keys);
    group.lines += cell.lines;
    for (const measure of result.spec.measures) group.cents[measure] = (group.cents[measure] ?? 0) + (cell.cents[measure] ?? 0);
  }
  // Employers with members and no claim are cells too: leaving them out would overstate everybody else's rate.
  if (by.every((name) => name === 'month' || result.spec.exposureDims.includes(name))) {
    for (const cell of result.exposure) if (passes(cell.keys)) groupOf(shown(cell));
  }
  return Array.from(groups.values())
    .sort((a, b) => compareKeys(by, a.keys, b.keys))
    .map((group) => ({
      ...group,
      ...exposureOf(result, o, group.keys),
      members: membersOf(result, o, group.keys),
      months: monthsOf(result, group.keys),
      basis: result.spec.basis,
      warnings: result.warnings,
    }));
}

function compareKeys(by: readonly string[], a: Readonly<Record<string, string | null>>, b: Readonly<Record<string, string | null>>): number {
  for (const name of by) {
    const [x, y] = [a[name] ?? null, b[name] ?? null];
    if (x === y) continue;
    if (x === null || y === null) return x === null ? -1 : 1;
    return compareCodePoints(x, y);
  }
  return 0;
}

function exposureOf(
  result: CellsResult,
  o: GroupOptions,
  keys: Readonly<Record<string, string | null>>,
): { memberUnits: number; employeeUnits: number } {
  let [memberUnits, employeeUnits] = [0, 0];
  for (const cell of result.exposure) {
    const inGroup = Object.entries(keys).every(([name, value]) => !(name in cell.keys) || rolled(o, name, cell.keys[name] ?? null) === value);
    const passes = Object.entries(o.where ?? {}).every(
      ([name, values]) => !(name in cell.keys) || values.includes(rolled(o, name, cell.keys[name] ?? null)),
    );
    if (!inGroup || !passes) continue;
    memberUnits += cell.memberUnits;
    employeeUnits += cell.employeeUnits;
  }
  return { memberUnits, employeeUnits };
}

function rolled(o: GroupOptions, name: string, value: string | null): string | null {
  return o.rollUp !== undefined && o.rollUp.dim === name ? parentOf(o.rollUp, value) : value;
}

function membersOf(result: CellsResult, o: GroupOptions, keys: Readonly<Record<string, string | null>>): number | null {
  if (result.spec.persons === 'none' || o.where !== undefined || o.rollUp !== undefined || 'month' in keys) return null;
  const found = result.persons.find((each) =>
    each.keys.every((key, k) => {
      const name = result.spec.dims[k] ?? '';
      return name in keys ? key === keys[name] : key === undefined;
    }),
  );
  return found?.count ?? 0;
}

function monthsOf(result: CellsResult, keys: Readonly<Record<string, string | null>>): Cell['months'] {
  const month = keys['month'];
  return month === undefined || month === null ? result.spec.months : [month, month];
}
