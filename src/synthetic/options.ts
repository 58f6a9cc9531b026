import { CoalitionError } from '../errors/coalition-error.js';
import { type DayNumber, dayNumber, type IsoDate } from '../time/iso-date.js';
import { lastDayOfMonth, type MonthIndex, type MonthSpan, monthIndex } from '../time/month.js';

/** What coalition to make. Every default marked *assumed* is a documented choice without a public target. */
export interface CoalitionOptions {
  /** Everything follows from it. Whole number, 0 to 2^53 - 1. */
  readonly seed: number;
  /**
   * How many employers, 1 to 60. With 12 or more none has above a quarter of the members; with 2 or more the last one has under 11
   * members. Default 14. Unit: employers.
   */
  readonly employers?: number;
  /** About how many members on an average day. Default 2,400. Unit: members. */
  readonly members?: number;
  /** Months in which care happens. Default 2023-01 to 2025-12. */
  readonly months?: MonthSpan;
  /** Last day whose payments are in the delivery. Default: the last day of the last month. */
  readonly paidThrough?: IsoDate;
  /** Mean allowed medical cost. Default 42,000, *assumed*. Unit: US cents per member per month. */
  readonly levelCents?: number;
  /** Yearly growth of cost. Default 65, *assumed*. Unit: thousandths a year. */
  readonly trendPerMille?: number;
  /** How much payment speeds up (above 0) or slows down (below 0). Default 5, *assumed*. Unit: thousandths a month. */
  readonly speedDriftPerMille?: number;
  /** Claims that are adjusted, reversed or voided later. Default 25, *assumed*. Unit: of 1,000. */
  readonly adjustedPerMille?: number;
  /** Joint replacements among members of 45 and older. Default 40, *assumed* high so that a small coalition has cases. Unit: of 1,000 a year. */
  readonly jointsPerMille?: number;
}

/** The options with every default filled in, as integers. */
export interface Plan {
  readonly seed: number;
  readonly employers: number;
  readonly members: number;
  readonly months: MonthSpan;
  readonly firstMonth: MonthIndex;
  readonly lastMonth: MonthIndex;
  readonly paidThrough: DayNumber;
  readonly levelCents: number;
  readonly trendPerMille: number;
  readonly speedDriftPerMille: number;
  readonly adjustedPerMille: number;
  readonly jointsPerMille: number;
}

function whole(name: string, value: number, low: number, high: number): number {
  if (!Number.isSafeInteger(value) || value < low || value > high) {
    throw new CoalitionError('synthetic/bad-option', `${name} is ${value}. Give a whole number from ${low} to ${high}.`, {
      option: name,
      value: String(value),
    });
  }
  return value;
}

/**
 * Checks the options of a synthetic coalition and fills in the defaults.
 *
 * @param o - The options.
 * @returns The plan.
 * @throws {@link CoalitionError} `synthetic/bad-option`, `time/not-a-month`, `time/not-a-date`.
 */
export function planOf(o: CoalitionOptions): Plan {
  const months = o.months ?? ['2023-01', '2025-12'];
  const [firstMonth, lastMonth] = [monthIndex(months[0]), monthIndex(months[1])];
  whole('months (how many)', lastMonth - firstMonth + 1, 12, 120);
  const paidThrough = o.paidThrough === undefined ? lastDayOfMonth(lastMonth) : dayNumber(o.paidThrough);
  return {
    seed: whole('seed', o.seed, 0, Number.MAX_SAFE_INTEGER),
    employers: whole('employers', o.employers ?? 14, 1, 60),
    members: whole('members', o.members ?? 2400, 200, 10_000_000),
    months,
    firstMonth,
    lastMonth,
    paidThrough,
    levelCents: whole('levelCents', o.levelCents ?? 42_000, 1000, 1_000_000),
    trendPerMille: whole('trendPerMille', o.trendPerMille ?? 65, -200, 400),
    speedDriftPerMille: whole('speedDriftPerMille', o.speedDriftPerMille ?? 5, -20, 20),
    adjustedPerMille: whole('adjustedPerMille', o.adjustedPerMille ?? 25, 0, 200),
    jointsPerMille: whole('jointsPerMille', o.jointsPerMille ?? 40, 0, 200),
  };
}
