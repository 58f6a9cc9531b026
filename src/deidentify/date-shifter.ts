import { CoalitionError } from '../errors/coalition-error.js';
import { dayNumber, type IsoDate, isoFromDay } from '../time/iso-date.js';
import { framed, type Prf } from './secret-key.js';

/** Moves dates by a secret number of days for each member. */
export interface DateShifter {
  /** Largest offset. Unit: days. */
  readonly days: number;
  readonly keyId: string;
  /** How much a recipient has to guess for one member. Unit: bits. */
  readonly entropyBits: number;
  readonly shift: (o: { readonly member: string; readonly date: IsoDate }) => IsoDate;
  /** The member's offset, never 0. Unit: days. */
  readonly offset: (member: string) => number;
}

/** What {@link dateShifter} needs. */
export interface DateShifterInput {
  readonly prf: Prf;
  /** Derived for the purpose `dateShift`. 32 bytes. */
  readonly key: Uint8Array;
  readonly keyId: string;
  /** Offsets go from -days to days without 0. Unit: days. */
  readonly days: number;
  /** Keeps the weekday: offsets are whole weeks. Default false. */
  readonly weekdayPreserving?: boolean;
  /** First day of the plan year as `MM-DD`; dates then turn round within their plan year. Default: they may leave it. */
  readonly withinPlanYear?: string;
}

/**
 * Moves all dates of a member by one secret offset, which no linear formula over other members gives away.
 *
 * Limits: intervals of a member stay, except where dates turn round at the end of a plan year. One known event reveals that
 * member's calendar, and the first and last dates of a file hint at signs: trim `days` days at both ends of the window.
 * Derived, so never Safe Harbor.
 *
 * @formula offset uniform on {-N..N} without 0, by rejection from PRF(member)
 * @unit days
 * @testedBy deidentify/date-shift.test.ts: uniformity, ATK-09, ATK-10
 * @param o - Function, derived key, range, options.
 * @returns The shifter.
 * @throws {@link CoalitionError} `deidentify/action-invalid` when the range is no whole number from 1 to 3,650 (from 7 for whole weeks).
 * @example
 * const prf = (key: Uint8Array, message: Uint8Array): Uint8Array => utf8(sha256Hex(Uint8Array.of(...key, ...message))).slice(0, 32);
 * dateShifter({ prf, key: new Uint8Array(32), keyId: 'k', days: 32 }).entropyBits; // => 6
 */
export function dateShifter(o: DateShifterInput): DateShifter {
  const step = o.weekdayPreserving === true ? 7 : 1;
  const steps = Math.floor(o.days / step);
  if (!Number.isInteger(o.days) || steps < 1 || o.days > 3650) {
    throw new CoalitionError('deidentify/action-invalid', `A date shift of ${o.days} days can't be made. Use whole days from ${step} to 3650.`, {
      action: 'shiftDate',
      reason: 'days',
    });
  }
  const offset = (member: string): number => {
    const at = uniform(o, { member, choices: 2 * steps });
    return step * (at < steps ? at - steps : at - steps + 1);
  };
  return {
    days: o.days,
    keyId: o.keyId,
    entropyBits: Math.log2(2 * steps),
    offset,
    shift({ member, date }) {
      const day = dayNumber(date);
      const moved = day + offset(member);
      if (o.withinPlanYear === undefined) return isoFromDay(moved);
      const [start, end] = planYear(date, o.withinPlanYear);
      const length = end - start + 1;
      return isoFromDay(start + ((((moved - start) % length) + length) % length));
    },
  };
}

/** A whole number from 0 to choices - 1 from the member's own bytes, without bias. */
function uniform(o: DateShifterInput, at: { readonly member: string; readonly choices: number }): number {
  const limit = 4_294_967_296 - (4_294_967_296 % at.choices);
  for (let block = 0; ; block += 1) {
    const bytes = o.prf(o.key, framed([at.member, String(block)]));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i + 4 <= bytes.length; i += 4) {
      const word = view.getUint32(i);
      if (word < limit) return word % at.choices;
    }
  }
}

/** First and last day of the plan year that a date lies in. */
function planYear(date: IsoDate, start: string): readonly [number, number] {
  const year = Number(date.slice(0, 4));
  const first = (y: number): number => dayNumber(`${String(y).padStart(4, '0')}-${start}`);
  return date.slice(5) >= start ? [first(year), first(year + 1) - 1] : [first(year - 1), first(year) - 1];
}
