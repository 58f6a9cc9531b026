/** What a DRG text is. */
export interface NormalisedDrg {
  /** Three digits, or `null` when the text is no MS-DRG number. */
  readonly code: string | null;
  /** Why it isn't one. */
  readonly problem: 'missing' | 'not-numeric' | 'out-of-range' | null;
}

/**
 * Brings the spellings of an MS-DRG number to three digits: `70`, `070` and `0070` are one number.
 *
 * @testedBy coe/definition.test.ts
 * @param text - What the claim says, or `null`.
 * @returns The three digits, or why there are none: a number from 1 to 999 is needed.
 * @example
 * normaliseDrg('0070'); // => { code: '070', problem: null }
 * normaliseDrg('A70'); // => { code: null, problem: 'not-numeric' }
 */
export function normaliseDrg(text: string | null): NormalisedDrg {
  const plain = text?.trim() ?? '';
  if (plain === '') return { code: null, problem: 'missing' };
  if (!/^\d+$/.test(plain)) return { code: null, problem: 'not-numeric' };
  const value = Number(plain);
  if (value < 1 || value > 999) return { code: null, problem: 'out-of-range' };
  return { code: String(value).padStart(3, '0'), problem: null };
}
