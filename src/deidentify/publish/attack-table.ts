import { boundedSimplex, type LinearRow } from '../../stats/bounded-simplex.js';
import { type PrintedSystem, printedSystem } from './printed-system.js';
import type { CustodyRecord, PublishedPart } from './publishable-table.js';
import type { EmployerCode } from './table-input.js';
import { invalid } from './table-refusals.js';

/** A figure that an attacker knows. */
export interface KnownPart {
  readonly part: string;
  readonly key: readonly string[];
  readonly measure: string;
  /** Unit: as the measure. */
  readonly value: number;
}

/** An employer with what it knows: its own contributions. */
export interface Insider {
  readonly employer: EmployerCode;
  readonly own: readonly KnownPart[];
}

/** Who attacks, with what. */
export interface AttackOptions {
  /** Employers that may attack. Default: none, so the outsider alone. */
  readonly attackers?: readonly Insider[];
  /** Largest coalition that pools what it knows. Default 1. Unit: employers. */
  readonly collusion?: number;
  /** Withheld cells that every attacker happens to know whole. */
  readonly known?: readonly KnownPart[];
  /** The least that an unknown remainder can be, as the table states. Default 0. Unit: as the sum measures. */
  readonly lowerBound?: number;
}

/** What one attacker can say about one withheld cell. */
export interface CellInterval {
  /** Employer codes; empty for the outsider. */
  readonly attacker: readonly EmployerCode[];
  readonly part: string;
  readonly key: readonly string[];
  readonly measure: string;
  /** Least value of the cell that fits everything the attacker knows; the cell is at least this. Unit: as the measure. */
  readonly low: number;
  /** Greatest value that fits; `null`: no end. Unit: as the measure. */
  readonly high: number | null;
  /** What the attacker itself put into the cell. Unit: as the measure. */
  readonly own: number;
}

/**
 * Attacks a table as its readers could: between which values must each withheld cell lie, for an outsider, for each member
 * employer that knows its own data, and for coalitions?
 *
 * Limits: bounds of linear programs, rounded inwards to whole numbers; outside two-way tables the truth in whole numbers
 * can be narrower still, which the certificate's witnesses take into account. Dense: some hundred withheld cells.
 *
 * @formula for each withheld cell, least and greatest y subject to every printed sum, y >= own contributions + lower bound
 * @source Fischetti and Salazar 2001; spec 3.6
 * @testedBy deidentify/publish/attack-table.test.ts: exact-recovery trap 47, [0, 78], [0, 141]; singleton example
 * @param table - Any printed tables, certified or not.
 * @param o - Attackers, coalition size, what is known besides.
 * @returns One interval for each attacker, withheld cell and additive measure.
 * @throws {@link CoalitionError} `deidentify/table-invalid` when the printed form doesn't fit together or nothing fits what is known.
 * @example
 * const part = {
 *   id: 't', title: 't', period: null, measures: [{ id: 'n', label: 'n', kind: 'sum', unit: 'cents', quotient: null }],
 *   dimensions: [{ name: 'd', label: 'd', total: 'total', members: 'partition', categories: [{ code: 'total', label: '', parent: null }, { code: 'a', label: '', parent: 'total' }, { code: 'b', label: '', parent: 'total' }] }],
 *   cells: [{ key: ['total'], withheld: false, values: { n: '50' } }, { key: ['a'], withheld: true, values: { n: null } }, { key: ['b'], withheld: true, values: { n: null } }],
 * } as const;
 * attackTable({ parts: [part] }).map((interval) => [interval.low, interval.high]); // => [[0, 50], [0, 50]]
 */
export function attackTable(table: { readonly parts: readonly PublishedPart[] }, o: AttackOptions = {}): readonly CellInterval[] {
  const system = printedSystem(table.parts);
  if (system.flaws.length > 0) throw invalid(system.flaws[0] ?? 'its printed form is unsound');
  const known = placed(o.known ?? [], system);
  const insiders = (o.attackers ?? []).map((insider) => ({ employer: insider.employer, own: placed(insider.own, system) }));
  const found: CellInterval[] = [];
  for (const group of groupsOf(insiders, o.collusion ?? 1)) {
    for (const measure of system.measures) {
      const own = system.cells.map((_, i) => group.reduce((sum, insider) => sum + (insider.own.get(`${i} ${measure.id}`) ?? 0), 0));
      const program = programOf(system, { measure, own, known, floor: measure.persons ? 0 : Math.min(0, o.lowerBound ?? 0) });
      for (const [cell, variable] of program.variableOf) {
        const ends = endsOf(program, variable);
        const at = system.cells[cell];
        if (at !== undefined)
          found.push({
            attacker: group.map((insider) => insider.employer),
            part: at.part,
            key: at.key,
            measure: measure.id,
            ...ends,
            own: own[cell] ?? 0,
          });
      }
    }
  }
  return found;
}

/**
 * Makes the insiders of a table from its custody record, so that the custodian can attack as each of them.
 *
 * @param custody - The custodian's record.
 * @returns Every employer with its contributions to withheld cells.
 * @example
 * insidersOf({ kind: 'custody', version: 1, contentHash: '', allWithheld: null, cells: [], withheld: [], proofs: [], intervals: [] }); // => []
 */
export function insidersOf(custody: CustodyRecord): readonly Insider[] {
  const own = new Map<EmployerCode, KnownPart[]>();
  for (const place of custody.withheld) {
    const cell = custody.cells[place];
    for (const [measure, byEmployer] of Object.entries(cell?.contributions ?? {})) {
      for (const [employer, value] of Object.entries(byEmployer)) {
        if (cell === undefined || value === 0) continue;
        own.set(employer, [...(own.get(employer) ?? []), { part: cell.part, key: cell.key, measure, value }]);
      }
    }
  }
  return [...own].sort(([a], [b]) => (a < b ? -1 : 1)).map(([employer, parts]) => ({ employer, own: parts }));
}

interface Placed {
  readonly employer: EmployerCode;
  readonly own: ReadonlyMap<string, number>;
}

function placed(parts: readonly KnownPart[], system: PrintedSystem): Map<string, number> {
  const found = new Map<string, number>();
  for (const each of parts) {
    const at = system.cells.findIndex((cell) => cell.part === each.part && JSON.stringify(cell.key) === JSON.stringify(each.key));
    if (at === -1) throw invalid(`no cell ${each.key.join(' / ')} is printed in "${each.part}"`);
    found.set(`${at} ${each.measure}`, each.value);
  }
  return found;
}

function groupsOf(insiders: readonly Placed[], size: number): Placed[][] {
  const all: Placed[][] = [[]];
  let layer: { group: Placed[]; next: number }[] = [{ group: [], next: 0 }];
  for (let n = 1; n <= size; n += 1) {
    layer = layer.flatMap(({ group, next }) => insiders.slice(next).map((insider, i) => ({ group: [...group, insider], next: next + i + 1 })));
    all.push(...layer.map((each) => each.group));
  }
  return all;
}

interface Program {
  readonly variableOf: ReadonlyMap<number, number>;
  readonly rows: readonly LinearRow[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

function programOf(
  system: PrintedSystem,
  o: {
    readonly measure: PrintedSystem['measures'][number];
    readonly own: readonly number[];
    readonly known: ReadonlyMap<string, number>;
    readonly floor: number;
  },
): Program {
  const variableOf = new Map<number, number>();
  const lower: number[] = [];
  const upper: number[] = [];
  system.cells.forEach((cell, i) => {
    if (!cell.withheld) return;
    const fixed = o.known.get(`${i} ${o.measure.id}`);
    variableOf.set(i, lower.length);
    lower.push(fixed ?? (o.own[i] ?? 0) + o.floor);
    upper.push(fixed ?? Number.POSITIVE_INFINITY);
  });
  const rows: LinearRow[] = [];
  const add = (parts: readonly (readonly [cell: number, sign: number])[], withSlack: boolean): void => {
    const terms: [number, number][] = [];
    let equals = 0;
    for (const [cell, sign] of parts) {
      const variable = variableOf.get(cell);
      if (variable === undefined) equals -= sign * (system.cells[cell]?.values.get(o.measure.id) ?? 0);
      else terms.push([variable, sign]);
    }
    if (terms.length === 0) return;
    if (withSlack) {
      terms.push([lower.length, -1]);
      lower.push(0);
      upper.push(Number.POSITIVE_INFINITY);
    }
    rows.push({ terms, equals });
  };
  for (const relation of system.relations) {
    const inequality = o.measure.persons && !relation.partition;
    add([...relation.children.map((child) => [child, 1] as const), [relation.parent, -1]], inequality);
    if (inequality)
      for (const child of relation.children)
        add(
          [
            [relation.parent, 1],
            [child, -1],
          ],
          true,
        );
  }
  return { variableOf, rows, lower, upper };
}

/** Least and greatest whole number; rounding inwards allows for the solver's last digits. */
function endsOf(program: Program, variable: number): { readonly low: number; readonly high: number | null } {
  const objective = program.lower.map((_, i) => (i === variable ? 1 : 0));
  const solve = (sense: 'minimise' | 'maximise'): number | null => {
    const solution = boundedSimplex({ objective, sense, rows: program.rows, lower: program.lower, upper: program.upper });
    if (solution.status === 'unbounded') return null;
    if (solution.status !== 'optimal')
      throw invalid(solution.status === 'limit' ? 'the attack found no end within its cap' : 'no table fits what is printed and known');
    return solution.value;
  };
  const [low, high] = [solve('minimise'), solve('maximise')];
  // Adding 0 turns a negative zero into zero.
  return { low: Math.ceil((low ?? 0) - 1e-6) + 0, high: high === null ? null : Math.floor(high + 1e-6) + 0 };
}
