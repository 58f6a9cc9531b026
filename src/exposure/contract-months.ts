import { UNITS_PER_MONTH } from '../time/exposure-rule.js';
import { allocateMonth, type CountedRows, coveragesOf, MANY_ROWS, NO_ROW, onlyRow, rowsTouching, unitsOfRow } from './counted-rows.js';
import { type Covered, coverUnion } from './month-window.js';
import { AT } from './span-store.js';
import { ACTIVE, activeBit } from './tier.js';

/** What each contract is in each month; place of a contract-month: contract x months + month. */
export interface ContractMonths {
  /** Units of the employee, or of the dependants where no employee counts. Unit: 1/377,580 month. */
  readonly units: Int32Array;
  /** {@link ACTIVE} bits of who counts. */
  readonly active: Uint8Array;
  /** Dependants who count and are placed on this contract. Unit: persons. */
  readonly dependants: Uint16Array;
  /** Persons who stand as the employee and count. Unit: persons. */
  readonly selves: Uint8Array;
  /** 1 where an employee counts, but on another contract instead; see {@link ContractMonths.selves}. */
  readonly yielded: Uint8Array;
  /** 1 where the employment status lets the contract count. */
  readonly admitted: Uint8Array;
  /** The row whose dimensions the contract-month has, plus 1; 0 for none. */
  readonly row: Int32Array;
}

const UNKNOWN = 'unknown';

/**
 * Walks the contracts: who counts on each of them in each month.
 *
 * @param counted - The rows.
 * @returns One entry for each contract-month.
 */
export function contractMonths(counted: CountedRows): ContractMonths {
  const size = counted.contracts * counted.window.months;
  const months: ContractMonths = {
    units: new Int32Array(size),
    active: new Uint8Array(size),
    dependants: new Uint16Array(size),
    selves: new Uint8Array(size),
    yielded: new Uint8Array(size),
    admitted: new Uint8Array(size),
    row: new Int32Array(size),
  };
  const walk = new ContractWalk(counted, months);
  const { rows, starts } = counted.byContract;
  for (let contract = 0; contract < counted.contracts; contract += 1) walk.contract(contract, rows.subarray(starts[contract], starts[contract + 1]));
  return months;
}

class ContractWalk {
  readonly #counted: CountedRows;
  readonly #months: ContractMonths;
  /** By text of the status; -1 until it is first asked for. */
  readonly #admits: Int8Array;
  /** By text of the relation; -1 until it is first asked for. */
  readonly #bits: Int8Array;
  readonly #covered: Covered = { days: 0, decides: false };

  constructor(counted: CountedRows, months: ContractMonths) {
    this.#counted = counted;
    this.#months = months;
    this.#admits = new Int8Array(counted.store.pool.size).fill(-1);
    this.#bits = new Int8Array(counted.store.pool.size).fill(-1);
  }

  contract(contract: number, rows: Int32Array): void {
    const { store, window } = this.#counted;
    const persons = store.texts[AT.person];
    const base = contract * window.months;
    const dependants: number[] = [];
    for (let at = 0; at < rows.length; ) {
      const person = persons?.at(rows[at] ?? 0);
      let end = at + 1;
      while (end < rows.length && persons?.at(rows[end] ?? 0) === person) end += 1;
      if (end === at + 1) this.#single(base, rows[at] ?? 0);
      else this.#several(base, Array.from(rows.subarray(at, end)));
      if (this.#counted.spec.rule === 'fractional')
        for (const row of rows.subarray(at, end)) if (this.#bitOf(row) !== ACTIVE.self) dependants.push(row);
      at = end;
    }
    if (dependants.length > 0)
      this.#fractionalOrphans(
        base,
        dependants.sort((a, b) => store.compare(a, b)),
      );
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

  /** A person with one row on the contract: whole months between the ends count under every rule. */
  #single(base: number, row: number): void {
    const { window } = this.#counted;
    const [from, to] = [this.#counted.from[row] ?? 0, this.#counted.to[row] ?? 0];
    if (to < window.firstDay || from > window.lastDay) return;
    const first = window.monthAt(from);
    const last = window.monthAt(to);
    const bit = this.#bitOf(row);
    const admitted = this.#admittedOf(row);
    for (let month = first; month <= last; month += 1) {
      let units = UNITS_PER_MONTH;
      if (month === first || month === last) {
        this.#covered.days = 0;
        this.#covered.decides = false;
        window.cover(this.#covered, month, from, to);
        units = window.units(month, this.#covered);
      }
      if (units > 0) this.#note(base + month, units, row, bit, admitted);
    }
  }

  #several(base: number, rows: readonly number[]): void {
    const { window } = this.#counted;
    for (let month = 0; month < window.months; month += 1) {
      const only = onlyRow(this.#counted, month, rows);
      if (only === NO_ROW) continue;
      if (only !== MANY_ROWS) {
        const units = unitsOfRow(this.#counted, month, only, this.#covered);
        if (units > 0) this.#noteRow(base + month, units, only);
        continue;
      }
      const touching = rowsTouching(this.#counted, month, rows);
      const units = window.units(month, coverUnion({ ...this.#counted, month, rows: touching }));
      if (units === 0) continue;
      const self = touching.filter((row) => this.#bitOf(row) === ACTIVE.self);
      this.#noteRow(base + month, units, allocateMonth(this.#counted, month, coveragesOf(this.#counted, month, self.length > 0 ? self : touching)));
    }
  }

  #admittedOf(row: number): number {
    const { store, spec } = this.#counted;
    const id = store.texts[AT.status]?.at(row) ?? 0;
    const known = this.#admits[id] ?? -1;
    if (known >= 0) return known;
    const admitted = spec.employeeStatus.includes(store.pool.textOf(id) ?? UNKNOWN) ? 1 : 0;
    this.#admits[id] = admitted;
    return admitted;
  }

  #noteRow(at: number, units: number, row: number): void {
    this.#note(at, units, row, this.#bitOf(row), this.#admittedOf(row));
  }

  /** Called for each month of each person on a contract, so it takes no object. */
  #note(at: number, units: number, row: number, bit: number, admitted: number): void {
    const months = this.#months;
    months.active[at] = (months.active[at] ?? 0) | bit;
    const before = (months.row[at] ?? 0) - 1;
    if (bit === ACTIVE.self) {
      const first = months.selves[at] === 0;
      months.selves[at] = Math.min(255, (months.selves[at] ?? 0) + 1);
      months.units[at] = first ? units : Math.max(months.units[at] ?? 0, units);
      months.admitted[at] = first ? admitted : Math.max(months.admitted[at] ?? 0, admitted);
      if (first || this.#counted.store.compare(row, before) < 0) months.row[at] = row + 1;
      return;
    }
    months.dependants[at] = (months.dependants[at] ?? 0) + 1;
    if ((months.selves[at] ?? 0) > 0) return;
    months.units[at] = Math.max(months.units[at] ?? 0, units);
    months.admitted[at] = Math.max(months.admitted[at] ?? 0, admitted);
    if (before < 0 || this.#nearer(row, before)) months.row[at] = row + 1;
  }

  /** Whether a dependant's row stands for an orphan contract rather than another's: spouse, then child, then by what they say. */
  #nearer(row: number, before: number): boolean {
    const order = this.#bitOf(row) - this.#bitOf(before);
    return order < 0 || (order === 0 && this.#counted.store.compare(row, before) < 0);
  }

  /** Without an employee, the fraction is that of the days on which any dependant is covered. */
  #fractionalOrphans(base: number, rows: readonly number[]): void {
    const { window } = this.#counted;
    for (let month = 0; month < window.months; month += 1) {
      if ((this.#months.selves[base + month] ?? 0) > 0 || (this.#months.dependants[base + month] ?? 0) === 0) continue;
      this.#months.units[base + month] = window.units(month, coverUnion({ ...this.#counted, month, rows }));
    }
  }
}
