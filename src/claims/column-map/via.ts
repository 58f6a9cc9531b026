import { dayFromCivil, daysInCivilMonth, isoFromDay } from '../../time/iso-date.js';
import { dayOfDateText } from '../fields/date-text.js';
import {
  billType,
  type CodeNormaliser,
  dischargeDisposition,
  drgCode,
  icdCode,
  ndcCode,
  npi,
  placeOfService,
  revenueCode,
  upperCase,
  zipCode,
} from '../normalise/code.js';
import { normaliseMoney } from '../normalise/money.js';

/** Named normalisers that a column map may ask for. */
export type ViaName =
  | 'upperCase'
  | 'revenueCode'
  | 'placeOfService'
  | 'drgCode'
  | 'billType'
  | 'icdCode'
  | 'ndcCode'
  | 'npi'
  | 'zipCode'
  | 'dischargeDisposition'
  | 'negate'
  | 'monthStart'
  | 'monthEnd'
  | 'dayBefore'
  | 'datePart';

/** A text in, a text out; null for nothing. */
export type Via = (text: string) => string | null;

const coded =
  (normalise: CodeNormaliser): Via =>
  (text) =>
    normalise(text.trim()).value;

/** The other sign of an amount, however it is spelled; text that is no amount stays, and the checker reports it. */
const negate: Via = (text) => {
  const plain = normaliseMoney(text.trim()).value ?? '';
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return text;
  if (plain.startsWith('-')) return plain.slice(1);
  return /^0+(\.0+)?$/.test(plain) ? plain : `-${plain}`;
};

function month(text: string, day: (year: number, month: number) => number): string | null {
  const match = /^(\d{4})-?(\d{2})$/.exec(text.trim());
  const [year, which] = [Number(match?.[1]), Number(match?.[2])];
  return match === null || which < 1 || which > 12 ? text : isoFromDay(day(year, which));
}

/** A month's first day. */
const monthStart: Via = (text) => month(text, (year, which) => dayFromCivil(year, which, 1));

/** A month's last day. */
const monthEnd: Via = (text) => month(text, (year, which) => dayFromCivil(year, which, daysInCivilMonth(year, which)));

/** An end that isn't covered any more, as the last covered day. */
const dayBefore: Via = (text) => {
  const day = dayOfDateText(text.trim().slice(0, 10));
  return day === null ? text : isoFromDay(day - 1);
};

/** The date of a timestamp: what stands before `T` or a blank. */
const datePart: Via = (text) => /^\s*(\d{4}-\d{2}-\d{2})[T ]/.exec(text)?.[1] ?? text;

/**
 * Finds a named normaliser.
 *
 * @param name - One of {@link ViaName}.
 * @returns The normaliser, or undefined when there is none of that name.
 * @example
 * [viaOf('monthEnd')?.('202402'), viaOf('dayBefore')?.('2024-03-01')]; // => ['2024-02-29', '2024-02-29']
 */
export function viaOf(name: string): Via | undefined {
  switch (name) {
    case 'upperCase':
      return coded(upperCase);
    case 'revenueCode':
      return coded(revenueCode);
    case 'placeOfService':
      return coded(placeOfService);
    case 'drgCode':
      return coded(drgCode);
    case 'billType':
      return coded(billType);
    case 'icdCode':
      return coded(icdCode);
    case 'ndcCode':
      return coded(ndcCode);
    case 'npi':
      return coded(npi);
    case 'zipCode':
      return coded(zipCode);
    case 'dischargeDisposition':
      return coded(dischargeDisposition);
    case 'negate':
      return negate;
    case 'monthStart':
      return monthStart;
    case 'monthEnd':
      return monthEnd;
    case 'dayBefore':
      return dayBefore;
    case 'datePart':
      return datePart;
    default:
      return undefined;
  }
}
