import { type Repaired, unchanged } from './repair.js';

const SPELLINGS: ReadonlySet<string> = /* @__PURE__ */ new Set(['', 'NULL', 'null', 'N/A', 'NA', '?', '\\N']);

/**
 * Takes white space off the ends and turns the usual spellings of nothing into `null`.
 *
 * Limits: nothing inside the text changes; `0`, `00000` and `None` stay what they are.
 *
 * @param text - Text as it was delivered.
 * @returns The text or `null`, with the repairs `empty`, `null-spelling` or `white-space`.
 * @example
 * normaliseNull('NULL'); // => { value: null, repairs: ['null-spelling'] }
 * normaliseNull(' 00012 '); // => { value: '00012', repairs: ['white-space'] }
 */
export function normaliseNull(text: string): Repaired {
  const value = text.trim();
  if (SPELLINGS.has(value)) return { value: null, repairs: [value === '' ? 'empty' : 'null-spelling'] };
  return value === text ? unchanged(text) : { value, repairs: ['white-space'] };
}
