import { compareCodePoints } from '../money/allocate.js';
import { UNITS_PER_MONTH } from '../time/exposure-rule.js';
import { monthFromIndex } from '../time/month.js';
import type { CountedRows } from './counted-rows.js';
import type { ExposureCell } from './exposure-result.js';
import { AT } from './span-store.js';
import { TIERS } from './tier.js';

interface Lane {
  /** A row that has the lane's dimensions. */
  readonly row: number;
  readonly tier: number;
  readonly member: Float64Array;
  readonly employee: Float64Array;
  readonly days: Float64Array;
  /** Persons who are covered whole months: how many more than in the month before. */
  readonly wholes: Int32Array;
}

/** Adds units up by dimensions and month. */
export class ExposureCells {
  readonly #counted: CountedRows;
  readonly #tiered: boolean;
  readonly #lanes: (Lane | undefined)[] = [];

  constructor(counted: CountedRows) {
    this.#counted = counted;
    this.#tiered = counted.spec.dims.includes('tier');
  }

  #lane(row: number, tier: number): Lane {
    const shown = this.#tiered ? tier : 0;
    const at = (this.#counted.groupOf[row] ?? 0) * TIERS.length + shown;
    const known = this.#lanes[at];
    if (known !== undefined) return known;
    const { months } = this.#counted.window;
    const lane: Lane = {
      row,
      tier: shown,
      member: new Float64Array(months),
      employee: new Float64Array(months),
      days: new Float64Array(months),
      wholes: new Int32Array(months + 1),
    };
    this.#lanes[at] = lane;
    return lane;
  }

  /** Adds what a person counts: units and covered days. Called for each person-month, so it takes no object. */
  member(month: number, row: number, tier: number, units: number, days: number): void {
    const lane = this.#lane(row, tier);
    lane.member[month] = (lane.member[month] ?? 0) + units;
    lane.days[month] = (lane.days[month] ?? 0) + days;
  }

  /** Adds a person who is covered whole months, from the first to the last. */
  whole(first: number, last: number, row: number, tier: number): void {
    const { wholes } = this.#lane(row, tier);
    wholes[first] = (wholes[first] ?? 0) + 1;
    wholes[last + 1] = (wholes[last + 1] ?? 0) - 1;
  }

  /** Adds what a contract counts in each month from the first to the last. */
  employee(first: number, last: number, row: number, tier: number, units: number): void {
    const { employee } = this.#lane(row, tier);
    for (let month = first; month <= last; month += 1) employee[month] = (employee[month] ?? 0) + units;
  }

  /** The cells in which anybody is covered, by month, then by dimensions. */
  finish(): readonly ExposureCell[] {
    const { window } = this.#counted;
    const lanes = this.#lanes.flatMap((lane) => (lane === undefined ? [] : [{ ...lane, keys: this.#keysOf(lane), persons: 0 }]));
    lanes.sort((a, b) => compareKeys(this.#counted.spec.dims, a.keys, b.keys));
    const cells: ExposureCell[] = [];
    for (let month = 0; month < window.months; month += 1) {
      for (const lane of lanes) {
        lane.persons += lane.wholes[month] ?? 0;
        const memberUnits = (lane.member[month] ?? 0) + lane.persons * UNITS_PER_MONTH;
        const coveredDays = (lane.days[month] ?? 0) + lane.persons * window.lengthOf(month);
        const employeeUnits = lane.employee[month] ?? 0;
        if (memberUnits === 0 && employeeUnits === 0 && coveredDays === 0) continue;
        cells.push({ month: monthFromIndex(window.first + month), keys: lane.keys, memberUnits, employeeUnits, coveredDays });
      }
    }
    return cells;
  }

  #keysOf(lane: Lane): Readonly<Record<string, string | null>> {
    const { store, spec } = this.#counted;
    let at = AT.dims;
    const entries = spec.dims.map((dim): [string, string | null] => {
      if (dim === 'tier') return [dim, TIERS[lane.tier] ?? null];
      const text = store.pool.textOf(store.texts[at]?.at(lane.row) ?? 0);
      at += 1;
      return [dim, text];
    });
    return Object.fromEntries(entries);
  }
}

function compareKeys(dims: readonly string[], a: Readonly<Record<string, string | null>>, b: Readonly<Record<string, string | null>>): number {
  for (const dim of dims) {
    const [left, right] = [a[dim] ?? null, b[dim] ?? null];
    if (left === right) continue;
    if (left === null || right === null) return left === null ? -1 : 1;
    return compareCodePoints(left, right);
  }
  return 0;
}
