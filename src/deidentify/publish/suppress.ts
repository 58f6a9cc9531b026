import type { DisclosureRules } from '../../reference/disclosure-rules.js';
import { cheapest, shiftCells } from './complement.js';
import { primaryStatus, type Subject } from './primary-rules.js';
import { type Proved, type Prover, proverOf } from './prover.js';
import type { CellStatus } from './publishable-table.js';
import { attackersOf, type Need, needOf } from './requirements.js';
import type { Relation, TableSystem } from './table-system.js';

/** A pattern of withheld cells with everything that proves it. */
export interface Suppression {
  readonly status: readonly CellStatus[];
  readonly withheld: ReadonlySet<number>;
  readonly proofs: readonly Proved[];
  /** Whether no smaller pattern could be proved and everything is withheld. */
  readonly everything: boolean;
}

/** What the search starts from. */
export interface SuppressInput {
  readonly system: TableSystem;
  readonly rules: DisclosureRules;
  /** Primary status by cell; `published` where none. */
  readonly primary: readonly CellStatus[];
  /** Cells withheld in the previous release; taken first, so that patterns stay stable. */
  readonly previous: ReadonlySet<number>;
}

/** Most rounds of adding cells before everything is withheld. Unit: rounds. */
const ROUNDS_CAP = 2000;

/** Finds cells to withhold until every need is proved, then gives back what turns out not to be needed. */
export function suppress(o: SuppressInput): Suppression {
  const { system, primary } = o;
  const withheld = new Set(primary.flatMap((status, cell) => (status === 'published' ? [] : [cell])));
  const price = system.cells.map((cell) => (o.previous.has(cell.index) ? 0 : cell.cost));
  const proofs = new Map<string, Proved>();
  for (let round = 0; ; round += 1) {
    const added = round < ROUNDS_CAP ? nextCells(o, { withheld, price, proofs }) : null;
    if (added === null) return everything(o);
    if (added.length === 0) break;
    for (const cell of added) withheld.add(cell);
  }
  giveBack(o, { withheld, price, proofs });
  // Prove the final pattern anew, with its own attackers, so that nothing rests on an earlier one.
  const prover = proverOf(system, withheld);
  const final: Proved[] = [];
  for (const need of needs(o, withheld)) {
    const proved = prover.prove(need);
    if (proved === null) return everything(o);
    final.push(proved);
  }
  return { status: statuses(primary, withheld), withheld, proofs: final, everything: false };
}

function statuses(primary: readonly CellStatus[], withheld: ReadonlySet<number>): CellStatus[] {
  return primary.map((status, cell) => (status === 'published' && withheld.has(cell) ? 'complementary' : status));
}

function everything(o: SuppressInput): Suppression {
  const withheld = new Set(o.system.cells.map((cell) => cell.index));
  return { status: statuses(o.primary, withheld), withheld, proofs: [], everything: true };
}

interface State {
  readonly withheld: ReadonlySet<number>;
  readonly price: readonly number[];
  readonly proofs: Map<string, Proved>;
}

const nameOf = (need: Need): string => `${need.cell} ${need.measure} ${JSON.stringify(need.attacker)}`;

/** Every need of the primary cells against every attacker, outsider first. */
function* needs(o: SuppressInput, withheld: ReadonlySet<number>): Generator<Need> {
  const list = [...withheld].sort((a, b) => a - b);
  const attackers = attackersOf(o.system, { withheld: list, collusion: o.rules.collusion });
  for (const attacker of attackers) {
    for (const cell of list) {
      const status = o.primary[cell] ?? 'published';
      if (status === 'published') continue;
      for (let measure = 0; measure < o.system.measures.length; measure += 1) {
        const need = needOf(o.system, { cell, measure, status, attacker, rules: o.rules });
        if (need !== null) yield need;
      }
    }
  }
}

/** Cells to withhold next; none when everything holds, `null` when something doesn't hold and nothing is left to withhold. */
function nextCells(o: SuppressInput, state: State): number[] | null {
  for (const relation of o.system.relations) {
    const trouble = relationTrouble(o, { relation, withheld: state.withheld });
    if (!trouble) continue;
    const cell = cheapest(o.system, { ...state, among: [...relation.children, relation.parent] });
    return cell === null ? null : [cell];
  }
  let prover: Prover | null = null;
  for (const need of needs(o, state.withheld)) {
    const name = nameOf(need);
    if (state.proofs.has(name)) continue;
    prover ??= proverOf(o.system, state.withheld);
    const proved = prover.prove(need);
    if (proved !== null) {
      state.proofs.set(name, proved);
      continue;
    }
    const cells = shiftCells(o.system, { ...state, need });
    if (cells.length > 0) return cells;
    const near = o.system.relations.filter((r) => r.parent === need.cell || r.children.includes(need.cell)).flatMap((r) => [...r.children, r.parent]);
    const cell = cheapest(o.system, { ...state, among: near }) ?? cheapest(o.system, { ...state, among: o.system.cells.map((c) => c.index) });
    return cell === null ? null : [cell];
  }
  return [];
}

/**
 * Whether a relation gives something away by adding alone: one withheld cell by itself, or withheld cells whose sum, which
 * anybody can compute, breaks a primary rule.
 */
function relationTrouble(o: SuppressInput, at: { readonly relation: Relation; readonly withheld: ReadonlySet<number> }): boolean {
  const { relation, withheld } = at;
  const hidden = relation.children.filter((child) => withheld.has(child));
  if (withheld.has(relation.parent)) return hidden.length === 0;
  if (hidden.length === 0 || hidden.length === relation.children.length) return false;
  if (hidden.length === 1) return true;
  return primaryStatus(unionOf(o.system, { relation, hidden }), { rules: o.rules, measures: o.system.measures }) !== null;
}

/** The withheld cells of a relation as one. Distinct members of overlapping cells number at least the most of one. */
function unionOf(system: TableSystem, o: { readonly relation: Relation; readonly hidden: readonly number[] }): Subject {
  const cells = o.hidden.flatMap((index) => system.cells[index] ?? []);
  const persons = cells.map((cell) => cell.persons);
  const contributions = system.measures.map((measure, m) => {
    const sum = new Map<string, number>();
    for (const cell of cells) {
      for (const [employer, amount] of cell.contributions[m] ?? []) {
        const before = sum.get(employer) ?? 0;
        sum.set(employer, measure.kind === 'persons' && !o.relation.partition ? Math.max(before, amount) : before + amount);
      }
    }
    return sum;
  });
  return { persons: o.relation.partition ? persons.reduce((a, b) => a + b, 0) : Math.max(0, ...persons), contributions };
}

/** Publishes complements again, dearest first, wherever every need can still be proved. */
function giveBack(o: SuppressInput, state: { withheld: Set<number>; price: readonly number[]; proofs: Map<string, Proved> }): void {
  const complements = [...state.withheld].filter((cell) => o.primary[cell] === 'published');
  complements.sort((a, b) => (state.price[b] ?? 0) - (state.price[a] ?? 0) || b - a);
  for (const cell of complements) {
    if (!state.withheld.has(cell)) continue;
    const gone = withPartners(o, { withheld: state.withheld, cell });
    if (gone === null) continue;
    const without = new Set([...state.withheld].filter((each) => !gone.has(each)));
    if (o.system.relations.some((relation) => relationTrouble(o, { relation, withheld: without }))) continue;
    const prover = proverOf(o.system, without);
    const renewed: Proved[] = [];
    let safe = true;
    for (const proved of state.proofs.values()) {
      if (staysTrue(o.system, { proved, gone })) continue;
      const again = prover.prove(proved.need);
      if (again === null) {
        safe = false;
        break;
      }
      renewed.push(again);
    }
    if (!safe) continue;
    for (const each of gone) state.withheld.delete(each);
    for (const proved of renewed) state.proofs.set(nameOf(proved.need), proved);
  }
}

/** A complement with those that would stand alone in a line without it; `null` when a primary cell would. */
function withPartners(o: SuppressInput, at: { readonly withheld: ReadonlySet<number>; readonly cell: number }): ReadonlySet<number> | null {
  const gone = new Set([at.cell]);
  const left = (cell: number): boolean => at.withheld.has(cell) && !gone.has(cell);
  for (let grew = true; grew; ) {
    grew = false;
    for (const relation of o.system.relations) {
      const hidden = relation.children.filter(left);
      if (left(relation.parent)) hidden.push(relation.parent);
      const [only] = hidden;
      if (only === undefined || hidden.length > 1) continue;
      if (o.primary[only] !== 'published') return null;
      gone.add(only);
      grew = true;
    }
  }
  return gone;
}

/** Whether the tables that prove a need already have the true values in some cells, so that publishing them changes nothing. */
function staysTrue(system: TableSystem, o: { readonly proved: Proved; readonly gone: ReadonlySet<number> }): boolean {
  return [...o.gone].every((cell) => {
    const truth = system.cells[cell]?.values[o.proved.need.measure] ?? 0;
    return [o.proved.low, o.proved.high].every((table) => table === null || (table.get(cell) ?? truth) === truth);
  });
}
