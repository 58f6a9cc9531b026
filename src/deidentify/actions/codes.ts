import type { CodePurpose } from '../code-book.js';
import type { Action } from './action.js';

/**
 * Replaces an id by a random code from the delivery's code book: it doesn't derive from the person, so it passes Safe Harbor.
 *
 * @source 45 CFR 164.514(c)
 * @param purpose - What the code stands for; fields with one purpose share codes, so that tables join.
 * @returns The action.
 * @example
 * randomCode('member').derived; // => false
 */
export function randomCode(purpose: CodePurpose): Action<string, string, 'randomCode', false> {
  return {
    kind: 'randomCode',
    derived: false,
    options: { purpose },
    start: (context) => ({ apply: (value) => (value.trim() === '' ? null : context.codeBook.codeOf(purpose, value, context.random)) }),
    form: (value) => typeof value === 'string' && /^[mscep][A-Z2-7]{16}$/.test(value),
  };
}

/**
 * Numbers the lines of a claim from 1 in the order in which they come, so that the payer's own numbering doesn't travel.
 *
 * @param claim - Field with the claim's id. Default `'claim_id'`.
 * @returns The action.
 * @example
 * relativeLine().options; // => { claim: 'claim_id' }
 */
export function relativeLine(claim = 'claim_id'): Action<number | string, number, 'relativeLine', false> {
  return {
    kind: 'relativeLine',
    derived: false,
    options: { claim },
    start: () => {
      const lines = new Map<unknown, Map<number | string, number>>();
      return {
        apply: (value, row) => {
          const of = lines.get(row.fields[claim]) ?? new Map<number | string, number>();
          lines.set(row.fields[claim], of);
          const line = of.get(value) ?? of.size + 1;
          of.set(value, line);
          return line;
        },
      };
    },
    form: (value) => Number.isSafeInteger(value) && typeof value === 'number' && value >= 1,
  };
}

/** How long codes of the systems that can be rolled up are kept when they are rare. Unit: characters. */
export type RollUp = 'category' | 'blank';

/**
 * Keeps a clinical code that at least k members carry; a rarer one is a unique characteristic and becomes its category of
 * three characters, or null where that is rare too.
 *
 * @source 45 CFR 164.514(b)(2)(i)(R); HHS guidance of 2012 on rare codes (secondary)
 * @testedBy deidentify/rare-codes.test.ts
 * @param k - Least number of distinct members. Unit: persons.
 * @param o - `'category'` rolls ICD codes up to three characters, `'blank'` gives null at once. Default `'blank'`.
 * @returns The action.
 * @example
 * rollUpRare(11, 'category').options; // => { k: 11, to: 'category' }
 */
export function rollUpRare(k: number, o: RollUp = 'blank'): Action<string, string, 'rollUpRare', false> {
  return {
    kind: 'rollUpRare',
    derived: false,
    options: { k, to: o },
    start: (context) => {
      const members = new Map<string, Set<string>>();
      const count = (code: string, member: string): void => {
        const carriers = members.get(code) ?? new Set();
        // Past k it makes no difference who else carries it.
        if (carriers.size < k) carriers.add(member);
        members.set(code, carriers);
      };
      const common = (code: string): boolean => (members.get(code)?.size ?? 0) >= k;
      let told = false;
      return {
        observe: (value, row) => {
          if (row.member === null) return;
          count(value, row.member);
          if (o === 'category' && value.length > 3) count(`${value.slice(0, 3)}*`, row.member);
        },
        apply: (value, row) => {
          if (common(value)) return value;
          if (!told) {
            told = true;
            context.report(
              {
                code: 'deidentify/rare-code',
                severity: 'info',
                message: `Codes carried by fewer than ${k} members were rolled up or blanked.`,
                fix: 'Let the attesting person judge what remains.',
              },
              row.row,
            );
          }
          // A category also holds its own bare code, so that both together are counted.
          const category = value.slice(0, 3);
          return o === 'category' && value.length > 3 && common(`${category}*`) ? category : null;
        },
      };
    },
    form: (value) => typeof value === 'string' && /^[A-Z0-9.]{1,11}$/.test(value),
  };
}

/**
 * Keeps a provider's number only when at least `k` distinct members stand behind it and no employer owns it; a solo
 * practice or an on-site clinic would point at people.
 *
 * @param o - `k`: default 11, unit: persons; `employerOwned`: numbers of clinics that belong to an employer.
 * @returns The action.
 * @example
 * providerAbove({ employerOwned: [] }).options; // => { k: 11, owned: 0 }
 */
export function providerAbove(o: { readonly k?: number; readonly employerOwned: readonly string[] }): Action<string, string, 'providerAbove', false> {
  const k = o.k ?? 11;
  const owned = new Set(o.employerOwned);
  return {
    kind: 'providerAbove',
    derived: false,
    options: { k, owned: owned.size },
    start: () => {
      const members = new Map<string, Set<string>>();
      return {
        observe: (value, row) => {
          const behind = members.get(value) ?? new Set();
          if (row.member !== null && behind.size < k) behind.add(row.member);
          members.set(value, behind);
        },
        apply: (value) => (!owned.has(value) && (members.get(value)?.size ?? 0) >= k ? value : null),
      };
    },
    form: (value) => typeof value === 'string' && /^\d{7,10}$/.test(value),
  };
}
