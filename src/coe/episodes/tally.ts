import type { ControlTotals } from '../../claims/aggregate.js';
import { CoalitionError } from '../../errors/coalition-error.js';
import type { JsonValue } from '../../errors/json.js';
import { monthFromIndex, monthIndexOfDay } from '../../time/month.js';
import type { EpisodeMoney } from './episode-line.js';

const MEASURES = ['allowed', 'planPaid', 'memberPaid', 'cobPaid'] as const;

/** Counts what went in, to compare with a count from outside; refuses sums that doubles can't hold. */
export class Tally {
  lines = 0;
  readonly #cents = [0, 0, 0, 0];
  readonly #gross = [0, 0, 0, 0];
  readonly #months = new Set<number>();
  #lastDay = Number.NaN;

  /** Counts one line. */
  count(money: EpisodeMoney, day: number): void {
    MEASURES.forEach((measure, i) => this.#add(i, money[measure], Math.abs(money[measure])));
    this.lines += 1;
    if (day === this.#lastDay) return;
    this.#lastDay = day;
    this.#months.add(monthIndexOfDay(day));
  }

  /** Counts many lines at once. */
  countMany(lines: number, money: EpisodeMoney, gross: readonly number[], days: readonly number[]): void {
    MEASURES.forEach((measure, i) => this.#add(i, money[measure], gross[i] ?? 0));
    this.lines += lines;
    for (const day of days) this.#months.add(monthIndexOfDay(day));
  }

  #add(i: number, cents: number, gross: number): void {
    const sum = (this.#gross[i] ?? 0) + gross;
    if (!(sum <= Number.MAX_SAFE_INTEGER)) {
      throw new CoalitionError(
        'aggregate/cents-overflow',
        'The absolute amounts sum to more than 2^53 - 1 cents (90 trillion dollars). Check their unit, or split the aggregate.',
        { measure: MEASURES[i] ?? '' },
      );
    }
    this.#gross[i] = sum;
    this.#cents[i] = (this.#cents[i] ?? 0) + cents;
  }

  merge(other: Tally): void {
    MEASURES.forEach((_, i) => this.#add(i, other.#cents[i] ?? 0, other.#gross[i] ?? 0));
    this.lines += other.lines;
    for (const month of other.#months) this.#months.add(month);
  }

  control(): ControlTotals {
    const months = [...this.#months].sort((a, b) => a - b);
    const [first, last] = [months[0], months.at(-1)];
    return {
      lines: this.lines,
      cents: Object.fromEntries(MEASURES.map((measure, i) => [measure, this.#cents[i] ?? 0])),
      grossCents: Object.fromEntries(MEASURES.map((measure, i) => [measure, this.#gross[i] ?? 0])),
      firstMonth: first === undefined ? null : monthFromIndex(first),
      lastMonth: last === undefined ? null : monthFromIndex(last),
      months: months.length,
    };
  }

  toJSON(): JsonValue {
    return { lines: this.lines, cents: [...this.#cents], gross: [...this.#gross], months: [...this.#months].sort((a, b) => a - b) };
  }

  /** Takes over a stored tally. */
  restore(stored: unknown, corrupt: () => Error): void {
    const o: Readonly<Record<string, unknown>> = typeof stored === 'object' && stored !== null ? Object.fromEntries(Object.entries(stored)) : {};
    const [lines, cents, gross, months] = [o['lines'], o['cents'], o['gross'], o['months']];
    if (typeof lines !== 'number' || !Array.isArray(cents) || !Array.isArray(gross) || !Array.isArray(months)) throw corrupt();
    this.lines = lines;
    MEASURES.forEach((_, i) => this.#add(i, Number(cents[i]), Number(gross[i])));
    for (const month of months) this.#months.add(Number(month));
  }
}
