import { firstDayOfMonth, type MonthIndex, monthIndex } from '../time/month.js';
import { monthsOfGrain, type TriangleSpec } from './triangle-spec.js';

/** Looks days up: to which period of a triangle does a day belong? A table over the range in use, arithmetic beyond. */
export class PeriodTable {
  /** First day of the table. Unit: days since 1970-01-01. */
  readonly first: number;
  /** Unit: days. */
  readonly length: number;
  /** Period of each day, counted from the first incurred one. */
  readonly period: Int32Array;
  readonly #origin: MonthIndex;
  readonly #step: number;

  /** @param spec - The triangle's specification. */
  constructor(spec: TriangleSpec) {
    this.#origin = monthIndex(spec.origin);
    this.#step = monthsOfGrain(spec.grain);
    const end = this.#origin + (spec.months + spec.maxLag) * this.#step;
    this.first = firstDayOfMonth(this.#origin);
    this.length = firstDayOfMonth(end) - this.first;
    this.period = new Int32Array(this.length);
    for (let m = this.#origin; m < end; m += 1) {
      this.period.fill(this.periodOf(m), firstDayOfMonth(m) - this.first, firstDayOfMonth(m + 1) - this.first);
    }
  }

  /** The period of a month, counted from the first incurred one; negative before it. */
  periodOf(m: MonthIndex): number {
    return Math.floor((m - this.#origin) / this.#step);
  }

  /** First month of a period. */
  firstMonthOf(period: number): MonthIndex {
    return this.#origin + period * this.#step;
  }

  /** Last month of a period. */
  lastMonthOf(period: number): MonthIndex {
    return this.firstMonthOf(period + 1) - 1;
  }
}
