import { UNITS_PER_MONTH } from '../time/exposure-rule.js';
import type { ContractMonths } from './contract-months.js';
import {
  allocateMonth,
  type CountedRows,
  type CoverageMonth,
  coveragesOf,
  MANY_ROWS,
  NO_ROW,
  onlyRow,
  rowsTouching,
  unitsOfRow,
} from './counted-rows.js';
import { type Covered, coverUnion } from './month-window.js';
import { AT } from './span-store.js';
import { ACTIVE, activeBit } from './tier.js';

/** Receives what a person counts: units and covered days of a month, and the row whose dimensions it has. */
export type MemberSink = (month: number, row: number, units: number, days: number) => void;

/** What persons under several coverages come to, by month. */
export interface MultiCoverage {
  /** Units if every coverage counted. Unit: 1/377,580 month. */
  readonly coverageUnits: Float64Array;
  /** Units if every person counted once. Unit: 1/377,580 month. */
  readonly personUnits: Float64Array;
  /** Persons under several coverages. Unit: persons. */
  readonly persons: Int32Array;
}

/**
 * Walks the persons: what each counts in each month, to whom the month goes, and on which contract a person of several is placed.
 *
 * @param o - The rows; the contract-months, in which placements are noted; the sink of member units.
 * @returns What several coverages in one month come to.
 */
export function personMonths(o: { readonly counted: CountedRows; readonly contracts: ContractMonths; readonly sink: MemberSink }): MultiCoverage {
  const { counted, contracts, sink } = o;
  const { window } = counted;
  const multi: MultiCoverage = {
    coverageUnits: new Float64Array(window.months),
    personUnits: new Float64Array(window.months),
    persons: new Int32Array(window.months),
  };
  const { rows, starts } = counted.byPerson;
  for (let person = 1; person + 1 < starts.length; person += 1) {
    const [first, end] = [starts[person] ?? 0, starts[person + 1] ?? 0];
    if (end === first) continue;
    if (end === first + 1) single(counted, rows[first] ?? 0, sink, multi);
    else several(counted, contracts, Array.from(rows.subarray(first, end)), sink, multi);
  }
  return multi;
}

function single(counted: CountedRows, row: number, sink: MemberSink, multi: MultiCoverage): void {
  const { window } = counted;
  const [from, to] = [counted.from[row] ?? 0, counted.to[row] ?? 0];
  if (to < window.firstDay || from > window.lastDay) return;
  const [first, last] = [window.monthAt(from), window.monthAt(to)];
  const covered: Covered = { days: 0, decides: false };
  for (let month = first; month <= last; month += 1) {
    let units = UNITS_PER_MONTH;
    let days = window.lengthOf(month);
    if (month === first || month === last) {
      covered.days = 0;
      covered.decides = false;
      window.cover(covered, month, from, to);
      units = window.units(month, covered);
      days = covered.days;
    }
    multi.personUnits[month] = (multi.personUnits[month] ?? 0) + units;
    multi.coverageUnits[month] = (multi.coverageUnits[month] ?? 0) + units;
    sink(month, row, units, days);
  }
}

function several(counted: CountedRows, contracts: ContractMonths, rows: readonly number[], sink: MemberSink, multi: MultiCoverage): void {
  const { window } = counted;
  const alone: Covered = { days: 0, decides: false };
  for (let month = 0; month < window.months; month += 1) {
    const only = onlyRow(counted, month, rows);
    if (only === NO_ROW) continue;
    if (only !== MANY_ROWS) {
      const units = unitsOfRow(counted, month, only, alone);
      multi.personUnits[month] = (multi.personUnits[month] ?? 0) + units;
      multi.coverageUnits[month] = (multi.coverageUnits[month] ?? 0) + units;
      sink(month, only, units, alone.days);
      continue;
    }
    const touching = rowsTouching(counted, month, rows);
    const coverages = coveragesOf(counted, month, touching);
    const covered = coverUnion({ ...counted, month, rows: touching });
    const units = window.units(month, covered);
    const each = coverages.map((coverage) => window.units(month, coverage.covered));
    const sum = each.reduce((a, b) => a + b, 0);
    multi.personUnits[month] = (multi.personUnits[month] ?? 0) + units;
    multi.coverageUnits[month] = (multi.coverageUnits[month] ?? 0) + sum;
    if (coverages.length > 1) multi.persons[month] = (multi.persons[month] ?? 0) + 1;
    const row = allocateMonth(counted, month, coverages);
    if (counted.spec.dedupe === 'person') sink(month, row, units, covered.days);
    else coverages.forEach((coverage, i) => sink(month, allocateMonth(counted, month, [coverage]), each[i] ?? 0, coverage.covered.days));
    if (coverages.length > 1 && counted.spec.dedupe === 'person') place(counted, contracts, month, coverages, row);
  }
}

/**
 * Places a person of several contracts on one of them, so that no contract counts because of somebody who counts on another:
 * an employee of two contracts stays on the one that the month goes to, a dependant elsewhere counts there no more.
 */
function place(counted: CountedRows, contracts: ContractMonths, month: number, coverages: readonly CoverageMonth[], row: number): void {
  const { window, store } = counted;
  const own = new Map<number, { self: boolean; coverages: CoverageMonth[] }>();
  for (const coverage of coverages) {
    const contract = counted.contractOf[coverage.rows[0] ?? 0] ?? -1;
    if (contract < 0) continue;
    const entry = own.get(contract) ?? { self: false, coverages: [] };
    own.set(contract, entry);
    entry.coverages.push(coverage);
    if (coverage.rows.some((each) => activeBit(store.pool.textOf(store.texts[AT.relation]?.at(each) ?? 0)) === ACTIVE.self)) entry.self = true;
  }
  const counts = [...own].filter(([, entry]) => {
    const rows = entry.coverages.flatMap((coverage) => coverage.rows).sort((a, b) => store.compare(a, b));
    return window.units(month, coverUnion({ ...counted, month, rows })) > 0;
  });
  if (counts.length < 2) return;
  const selves = counts.filter(([, entry]) => entry.self);
  const kept = allocateMonth(
    counted,
    month,
    selves.flatMap(([, entry]) => entry.coverages),
  );
  const home = counted.contractOf[selves.length > 0 ? kept : row] ?? -1;
  for (const [contract, entry] of counts) {
    if (contract === home) continue;
    const at = contract * window.months + month;
    if (entry.self) contracts.yielded[at] = Math.min(255, (contracts.yielded[at] ?? 0) + 1);
    else contracts.dependants[at] = Math.max(0, (contracts.dependants[at] ?? 0) - 1);
  }
}
