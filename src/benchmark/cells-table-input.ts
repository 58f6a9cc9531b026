import { compareCodePoints } from '../money/allocate.js';
import type { Cents } from '../money/cents.js';
import { isoFromDay } from '../time/iso-date.js';
import { firstDayOfMonth, lastDayOfMonth, monthIndex } from '../time/month.js';
import type { Period } from '../time/period.js';
import { badInput } from './bad-input.js';
import type { CellMeasure } from './cell.js';
import type { CellsResult } from './cells-result.js';

/** What {@link cellsTableInput} needs. */
export interface TableInputOptions {
  /** Name of the table. */
  readonly id: string;
  readonly title?: string;
  /** One or two dimensions of the cells that become the table's sides. */
  readonly by: readonly string[];
  readonly measure: CellMeasure;
  /** The dimension that says whose money it is. Default `employer_id`. */
  readonly employer?: string;
  /** Public codes by employer, from a code book; an employer without one is refused. */
  readonly codes: ReadonlyMap<string, string>;
}

/**
 * A table for `protectTable`, as plain data: no person, employers by their codes, contributions and distinct persons by
 * employer in every cell, margins included where persons don't add.
 */
export interface CellsTableInput {
  readonly id: string;
  readonly title?: string;
  readonly dimensions: readonly {
    readonly name: string;
    readonly categories: readonly { readonly code: string }[];
    readonly total: string;
    readonly members: 'partition' | 'overlapping';
  }[];
  readonly measures: readonly (
    | { readonly kind: 'persons'; readonly id: string }
    | { readonly kind: 'sum'; readonly id: string; readonly unit: string }
  )[];
  readonly cells: readonly {
    readonly key: readonly string[];
    readonly persons: number;
    readonly contributions: ReadonlyMap<string, Cents>;
    readonly personsByEmployer: ReadonlyMap<string, number>;
  }[];
  readonly period: Period;
  /** The least an unknown remainder can be: reversals make it negative. Unit: US cents. */
  readonly lowerBound?: Cents;
}

/** Code of the total row and column. */
const TOTAL = 'total';

/**
 * Hands the coalition's cells to the de-identification area as a table: this is not safe to publish, only `protectTable` makes it so.
 *
 * @unit US cents, persons
 * @testedBy test/benchmark/cells.test.ts: a structural TableInput; margins carry distinct persons
 * @param result - Finished cells with `persons: 'exact'`.
 * @param o - Sides, measure, employers' public codes.
 * @returns The table.
 * @throws {@link CoalitionError} `benchmark/bad-input` when persons weren't counted, a dimension is unknown or an employer has no code.
 * @example
 * const cells = benchmarkCells({ months: ['2025-01', '2025-12'], dims: ['employer_id', 'plan'], basis: basisPresets.hcci, placement: 'trusted', persons: 'exact' });
 * cells.toTableInput({ id: 'cost-by-plan', by: ['plan'], measure: 'allowed', codes: new Map() }).cells.length; // => 0
 */
export function cellsTableInput(result: CellsResult, o: TableInputOptions): CellsTableInput {
  const { spec } = result;
  const employer = o.employer ?? 'employer_id';
  if (spec.persons === 'none') throw badInput('persons', 'none', "cells built with persons: 'exact'; a table needs distinct persons in every cell");
  if (!spec.measures.includes(o.measure)) throw badInput('measure', o.measure, `one of ${spec.measures.join(', ')}`);
  for (const dim of [employer, ...o.by]) if (!spec.dims.includes(dim)) throw badInput('by', dim, `dimensions of the cells: ${spec.dims.join(', ')}`);
  if (o.by.length === 0 || o.by.includes(employer)) throw badInput('by', o.by.join(', '), `at least one dimension other than ${employer}`);
  const at = o.by.map((dim) => spec.dims.indexOf(dim));
  const whose = spec.dims.indexOf(employer);
  const codeOf = (id: string | null): string => {
    const code = id === null ? undefined : o.codes.get(id);
    if (code === undefined)
      throw badInput(
        'codes',
        id === null ? 'lines without employer' : 'an employer without a code',
        'a public code for every employer, and lines that name one',
      );
    return code;
  };
  const m = o.measure;
  const money = new Map<string, { readonly key: readonly string[]; readonly contributions: Map<string, number> }>();
  for (const cell of result.cells) {
    const key = o.by.map((dim) => cell.keys[dim] ?? '(null)');
    const id = JSON.stringify(key);
    const known = money.get(id) ?? { key, contributions: new Map<string, number>() };
    const code = codeOf(cell.keys[employer] ?? null);
    known.contributions.set(code, (known.contributions.get(code) ?? 0) + (cell.cents[m] ?? 0));
    money.set(id, known);
  }
  const persons = new Map<string, number>();
  const byEmployer = new Map<string, Map<string, number>>();
  for (const each of result.persons) {
    const closed = each.keys.every((key, k) => key === undefined || at.includes(k) || k === whose);
    if (!closed) continue;
    const id = JSON.stringify(at.map((k) => (each.keys[k] === undefined ? TOTAL : (each.keys[k] ?? '(null)'))));
    const owner = each.keys[whose];
    if (owner === undefined) persons.set(id, each.count);
    else byEmployer.set(id, (byEmployer.get(id) ?? new Map<string, number>()).set(codeOf(owner), each.count));
  }
  const margins = Array.from(persons.keys()).filter((id) => !money.has(id));
  const cells = [
    ...Array.from(money, ([id, cell]) => ({ id, ...cell })),
    ...margins.map((id) => ({ id, key: keyOfId(id), contributions: marginMoney(keyOfId(id), money) })),
  ];
  return {
    id: o.id,
    ...(o.title === undefined ? {} : { title: o.title }),
    dimensions: o.by.map((name, k) => ({
      name,
      categories: [...new Set(Array.from(money.values(), (cell) => cell.key[k] ?? '(null)'))].sort(compareCodePoints).map((code) => ({ code })),
      total: TOTAL,
      members: 'overlapping' as const,
    })),
    measures: [
      { kind: 'persons', id: 'members' },
      { kind: 'sum', id: m, unit: 'cents' },
    ],
    cells: cells
      .sort((a, b) => compareCodePoints(a.id, b.id))
      .map((cell) => ({
        key: cell.key,
        persons: persons.get(cell.id) ?? 0,
        contributions: cell.contributions,
        personsByEmployer: byEmployer.get(cell.id) ?? new Map<string, number>(),
      })),
    period: { from: isoFromDay(firstDayOfMonth(monthIndex(spec.months[0]))), to: isoFromDay(lastDayOfMonth(monthIndex(spec.months[1]))) },
  };
}

function keyOfId(id: string): readonly string[] {
  const key: unknown = JSON.parse(id);
  return Array.isArray(key) ? key.map(String) : [];
}

function marginMoney(
  key: readonly string[],
  money: ReadonlyMap<string, { readonly key: readonly string[]; readonly contributions: ReadonlyMap<string, number> }>,
): Map<string, number> {
  const sum = new Map<string, number>();
  for (const cell of money.values()) {
    if (!key.every((code, k) => code === TOTAL || code === cell.key[k])) continue;
    for (const [code, cents] of cell.contributions) sum.set(code, (sum.get(code) ?? 0) + cents);
  }
  return sum;
}
