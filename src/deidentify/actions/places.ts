import { CoalitionError } from '../../errors/coalition-error.js';
import { safeZip3, ZIP3_WITHHELD } from '../zip3-vintages.js';
import type { Action } from './action.js';

/**
 * Keeps the first three digits of a ZIP code where more than 20,000 people live by the census, else `000`.
 *
 * @source 45 CFR 164.514(b)(2)(i)(B)
 * @testedBy deidentify/zip3.test.ts
 * @returns The action.
 * @example
 * zip3().kind; // => 'zip3'
 */
export function zip3(): Action<string, string, 'zip3', false> {
  return {
    kind: 'zip3',
    derived: false,
    options: {},
    start: (context) => {
      const vintages = context.zip3;
      if (vintages === null) {
        throw new CoalitionError('deidentify/vintage-missing', 'ZIP codes need a census to be judged by. Pass `zip3: zip3Vintages()`.', {
          what: 'zip3',
        });
      }
      const known = new Map<string, string | null>();
      return {
        apply: (value, row) => {
          // Few prefixes, many rows: what a prefix of five clean digits gives is remembered.
          const name = /^\d{5}$/.test(value) ? value.slice(0, 3) : value;
          const found = known.has(name) ? known.get(name) : safeZip3(value, vintages);
          if (known.size < 2000) known.set(name, found ?? null);
          if (found === null || found === undefined) {
            context.report(
              {
                code: 'deidentify/zip-lost-zeros',
                severity: 'block',
                observedClass: '4 digits',
                expected: '5 or 9 digits',
                message: 'A ZIP code has four digits, so a leading zero was lost. No row is given out.',
                fix: 'Export the column as text.',
              },
              row.row,
            );
            return ZIP3_WITHHELD;
          }
          return found;
        },
      };
    },
    form: (value) => typeof value === 'string' && /^\d{3}$/.test(value),
  };
}
