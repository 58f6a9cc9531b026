import { UNITS_PER_MONTH } from '../time/exposure-rule.js';
import { allocateMonth, coveragesOf, MANY_ROWS, NO_ROW, onlyRow, rowsTouching, unitsOfRow } from './allocate-month.js';
import { type CountedRows, compareRows } from './counted-rows.js';
import { type Covered, coverUnion } from './month-window.js';
import type { Elsewhere } from './place-persons.js';
import { AT } from './span-store.js';
import { ACTIVE, activeBit } from './tier.js';

/** What a contract is in a month. One object is used again and again: read it, don't keep it. */
export interface ContractState {
  /** {@link ACTIVE} bits of who counts, also of persons who count elsewhere. */
  active: number;
  /** Persons who stand as the employee and count, also elsewhere. Unit: persons. */
  standing: number;
  /** Employees who count here. Unit: persons. */
  selves: number;
  /** Dependants who count here. Unit: persons. */
  dependants: number;
  /** Units of the employee, or of the dependants where no employee counts. Unit: 1/377,580 month. */
  units: number;
  /** Whether the employment status lets the contract count. */
  admitted: boolean;
  /** The row whose dimensions the contract-month has; -1 for none. */
  row: number;
}

/** Receives what a contract is from one month to another, both included; months in which nobody counts aren't told. */
export type ContractSink = (contract: number, first: number, last: number, state: ContractState) => void;

const UNKNOWN = 'unknown';

/**
 * Walks the contracts: who counts on each of them in each month.
 *
 * @param o - The rows; who counts elsewhere; what is told of each contract and stretch of months.
 */
export function contractMonths(o: { readonly counted: CountedRows; readonly elsewhere: Elsewhere; readonly sink: ContractSink }): void {
  const walk = new ContractWalk(o.counted, o.elsewhere, o.sink);
  const { rows, starts } = o.counted.byContract;
  for (let contract = 0; contract < o.counted.contracts; contract += 1)
    walk.contract(contract, rows, starts[contract] ?? 0, starts[contract + 1] ?? 0);
}

class ContractWalk {
  readonly #counted: CountedRows;
  readonly #elsewhere: Elsewhere;
  readonly #sink: ContractSink;
  /** Contracts on which somebody counts elsewhere in some month. */
  readonly #split = new Set<number>();
  /** By text of the status; -1 until it is first asked for. */
  readonly #admits: Int8Array;
  /** By text of the relation; -1 until it is first asked for. */
  readonly #bits: Int8Array;
  readonly #covered: Covered = { days: 0, decides: false };
  /** 1 for months in which a row of the contract begins or ends: only there, and in the month after, can anything change. */
  readonly #edges: Uint8Array;
  readonly #state: ContractState = { active: 0, standing: 0, selves: 0, dependants: 0, units: 0, admitted: false, row: -1 };

  constructor(counted: CountedRows, elsewhere: Elsewhere, sink: ContractSink) {
    this.#counted = counted;
    this.#elsewhere = elsewhere;
    this.#sink = sink;
    for (const at of elsewhere.keys()) this.#split.add(Math.floor(at / counted.window.months));
    this.#admits = new Int8Array(counted.store.pool.size).fill(-1);
    this.#bits = new Int8Array(counted.store.pool.size).fill(-1);
    this.#edges = new Uint8Array(counted.window.months);
  }

  contract(contract: number, rows: Int32Array, start: number, end: number): void {
    const { window, from, to } = this.#counted;
    const edges = this.#edges.fill(this.#split.size > 0 && this.#split.has(contract) ? 1 : 0);
    let [first, last] = [window.months, -1];
    for (let at = start; at < end; at += 1) {
      const row = rows[at] ?? 0;
      const [begins, ends] = [from[row] ?? 0, to[row] ?? 0];
      if (ends < window.firstDay || begins > window.lastDay) continue;
      const [a, b] = [window.monthAt(begins), window.monthAt(ends)];
      edges[a] = 1;
      edges[b] = 1;
      if (a < first) first = a;
      if (b > last) last = b;
    }
    for (let month = first; month <= last; ) {
      this.#count(contract, month, rows, start, end);
      let until = month;
      if (edges[month] === 0) while (until < last && edges[until + 1] === 0) until += 1;
      if (this.#state.active !== 0) this.#sink(contract, month, until, this.#state);
      month = until + 1;
    }
  }

  /** Counts one month of a contract, person by person, into the state. */
  #count(contract: number, month: number, rows: Int32Array, start: number, end: number): void {
    const { window, from, to, store, spec } = this.#counted;
    const persons = store.texts[AT.person];
    const state = this.#state;
    state.active = 0;
    state.standing = 0;
    state.selves = 0;
    state.dependants = 0;
    state.units = 0;
    state.admitted = false;
    state.row = -1;
    const [monthStart, monthEnd] = [window.startOf(month), window.startOf(month) + window.lengthOf(month) - 1];
    const away = this.#split.size === 0 ? undefined : this.#elsewhere.get(contract * window.months + month);
    for (let at = start; at < end; ) {
      let row = rows[at] ?? 0;
      const person = persons?.at(row) ?? 0;
      let next = at + 1;
      while (next < end && persons?.at(rows[next] ?? 0) === person) next += 1;
      let units = 0;
      if (next === at + 1) {
        const [begins, ends] = [from[row] ?? 0, to[row] ?? 0];
        if (begins <= monthStart && ends >= monthEnd) units = UNITS_PER_MONTH;
        else if (begins <= monthEnd && ends >= monthStart) units = unitsOfRow(this.#counted, month, row, this.#covered);
      } else {
        const own = rows.subarray(at, next);
        row = onlyRow(this.#counted, month, own);
        if (row >= 0) units = unitsOfRow(this.#counted, month, row, this.#covered);
        else if (row === MANY_ROWS) {
          const touching = rowsTouching(this.#counted, month, own);
          units = window.units(month, coverUnion({ of: this.#counted, month, rows: touching }));
          const self = touching.filter((each) => this.#bitOf(each) === ACTIVE.self);
          if (units > 0) row = allocateMonth(this.#counted, month, coveragesOf(this.#counted, month, self.length > 0 ? self : touching));
        }
      }
      if (row !== NO_ROW && units > 0) this.#note(row, units, away !== undefined && away.includes(person));
      at = next;
    }
    if (spec.rule === 'fractional' && state.selves === 0 && state.dependants > 1)
      state.units = window.units(month, coverUnion({ of: this.#counted, month, rows: this.#dependantRows(month, rows.subarray(start, end), away) }));
  }

  #bitOf(row: number): number {
    const { store } = this.#counted;
    const id = store.texts[AT.relation]?.at(row) ?? 0;
    const known = this.#bits[id] ?? -1;
    if (known >= 0) return known;
    const bit = activeBit(store.pool.textOf(id));
    this.#bits[id] = bit;
    return bit;
  }

  #admittedOf(row: number): boolean {
    const { store, spec } = this.#counted;
    const id = store.texts[AT.status]?.at(row) ?? 0;
    const known = this.#admits[id] ?? -1;
    if (known >= 0) return known === 1;
    const admitted = spec.employeeStatus.includes(store.pool.textOf(id) ?? UNKNOWN);
    this.#admits[id] = admitted ? 1 : 0;
    return admitted;
  }

  /** Notes a person who counts. Called for each person and month, so it takes no object. */
  #note(row: number, units: number, elsewhere: boolean): void {
    const state = this.#state;
    const bit = this.#bitOf(row);
    state.active |= bit;
    const self = bit === ACTIVE.self;
    if (self) state.standing += 1;
    if (elsewhere || (!self && state.selves > 0)) {
      if (!elsewhere) state.dependants += 1;
      return;
    }
    const first = self ? state.selves === 0 : state.dependants === 0;
    const nearer = first || (self ? compareRows(this.#counted, row, state.row) < 0 : this.#nearer(row, state.row));
    state.units = first ? units : Math.max(state.units, units);
    state.admitted = first ? this.#admittedOf(row) : state.admitted || this.#admittedOf(row);
    if (nearer) state.row = row;
    if (self) state.selves += 1;
    else state.dependants += 1;
  }

  /** Whether a dependant's row stands for an orphan contract rather than another's: spouse, then child, then by what they say. */
  #nearer(row: number, before: number): boolean {
    const order = this.#bitOf(row) - this.#bitOf(before);
    return order < 0 || (order === 0 && compareRows(this.#counted, row, before) < 0);
  }

  /** Without an employee, the fraction is that of the days on which any dependant is covered. */
  #dependantRows(month: number, rows: Int32Array, away: readonly number[] | undefined): readonly number[] {
    const { store, from } = this.#counted;
    const here = rowsTouching(this.#counted, month, rows).filter((row) => away === undefined || !away.includes(store.texts[AT.person]?.at(row) ?? 0));
    return [...here].sort((a, b) => (from[a] ?? 0) - (from[b] ?? 0));
  }
}
