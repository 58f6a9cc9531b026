import { isIsoDate } from '../../time/iso-date.js';
import type { DateShifter } from '../date-shifter.js';
import type { Pseudonymizer } from '../pseudonymizer.js';
import type { Action } from './action.js';

/**
 * Replaces an id by a keyed token. It derives from the id, so it never passes Safe Harbor.
 *
 * @param tokens - Made by {@link pseudonymizer}, with key, purpose and recipient.
 * @returns The action.
 * @example
 * const prf = (key: Uint8Array, message: Uint8Array): Uint8Array => utf8(sha256Hex(Uint8Array.of(...key, ...message))).slice(0, 32);
 * const keys = keyRing({ prf, root: secretKey(new Uint8Array(32).fill(1)), coalition: 'C', domain: 'R', epoch: '2025' });
 * pseudonym(keys.pseudonymizer('member')).derived; // => true
 */
export function pseudonym(tokens: Pseudonymizer): Action<string, string, 'pseudonym', true> {
  return {
    kind: 'pseudonym',
    derived: true,
    options: { purpose: tokens.purpose, epoch: tokens.epoch, key: tokens.keyId },
    start: () => ({ apply: (value) => (value.trim() === '' ? null : tokens.token(value)) }),
    form: (value) => typeof value === 'string' && /^v1\.[A-Za-z]+\.[A-Za-z0-9-]+\.[A-Z2-7]{26}$/.test(value),
  };
}

/**
 * Moves a date by the member's own secret offset, the same for all dates and tables. It derives from the date, so it never
 * passes Safe Harbor; one known event gives away that member's whole calendar.
 *
 * @param shifter - Made by {@link dateShifter}.
 * @returns The action; rows that name no member lose the date.
 * @example
 * const prf = (key: Uint8Array, message: Uint8Array): Uint8Array => utf8(sha256Hex(Uint8Array.of(...key, ...message))).slice(0, 32);
 * const keys = keyRing({ prf, root: secretKey(new Uint8Array(32).fill(1)), coalition: 'C', domain: 'R', epoch: '2025' });
 * shiftDate(keys.dateShifter({ days: 30 })).derived; // => true
 */
export function shiftDate(shifter: DateShifter): Action<string, string, 'shiftDate', true> {
  return {
    kind: 'shiftDate',
    derived: true,
    options: { days: shifter.days, key: shifter.keyId },
    start: () => ({
      apply: (value, row) => {
        if (row.member === null || !isIsoDate(value)) return null;
        return shifter.shift({ member: row.member, date: value });
      },
    }),
    form: (value) => typeof value === 'string' && isIsoDate(value),
  };
}
