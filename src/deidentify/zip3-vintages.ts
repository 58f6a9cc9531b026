import { CoalitionError } from '../errors/coalition-error.js';
import type { TableVersion } from '../reference/dated.js';
import { type Zip3Vintage, zip3Population2020 } from '../reference/zip3-population.js';

/** By which censuses a ZIP3 area is judged. */
export interface Zip3Vintages {
  /** At least one. */
  readonly vintages: readonly Zip3Vintage[];
  /** Every vintage that covers the area must have more than 20,000 people, not only the newest. */
  readonly strict: boolean;
}

/** More than this many people must live in a ZIP3 area that is shown. Unit: persons. */
export const ZIP3_LEAST_POPULATION = 20_000;

/** What stands for an area that may not be shown. */
export const ZIP3_WITHHELD = '000';

/**
 * Chooses the censuses that ZIP3 areas are judged by.
 *
 * @param o - `vintages`: default the shipped 2020 census; `strict`: every covering vintage must pass, default false.
 * @returns The choice.
 * @throws {@link CoalitionError} `deidentify/vintage-missing` when the list is empty.
 * @example
 * zip3Vintages().vintages.map((vintage) => vintage.id); // => ['census-2020']
 */
export function zip3Vintages(o: { readonly vintages?: readonly Zip3Vintage[]; readonly strict?: boolean } = {}): Zip3Vintages {
  const vintages = o.vintages ?? [zip3Population2020];
  if (vintages.length === 0) {
    throw new CoalitionError(
      'deidentify/vintage-missing',
      'There is no census to judge ZIP3 areas by. Pass the shipped 2020 vintage or a newer one.',
      { what: 'zip3' },
    );
  }
  return { vintages: [...vintages].sort((a, b) => (a.date < b.date ? 1 : -1)), strict: o.strict ?? false };
}

/**
 * Gives what may be shown of a ZIP code under Safe Harbor: its first three digits, or `000`.
 *
 * Limits: a code in no census is `000`, as are foreign postcodes. Four digits are refused, because a spreadsheet may have
 * eaten a zero and nobody can tell whose.
 *
 * @formula ZIP3 when the newest covering census counts more than 20,000 people in it, else 000
 * @source 45 CFR 164.514(b)(2)(i)(B)
 * @testedBy deidentify/zip3.test.ts: all 1,000 prefixes
 * @param zip - Three, five or nine digits, with or without a hyphen.
 * @param o - The censuses.
 * @returns Three digits; `null` for four digits.
 * @example
 * safeZip3('03601-1234', zip3Vintages()); // => '000'
 * safeZip3('10001', zip3Vintages()); // => '100'
 */
export function safeZip3(zip: string, o: Zip3Vintages): string | null {
  const text = zip.trim();
  if (/^\d{4}$/.test(text)) return null;
  if (!/^(\d{3}|\d{5}|\d{9}|\d{5}-\d{4})$/.test(text)) return ZIP3_WITHHELD;
  const prefix = text.slice(0, 3);
  const covering = o.vintages.flatMap((vintage) => vintage.population(prefix) ?? []);
  const judged = o.strict ? covering : covering.slice(0, 1);
  return judged.length > 0 && judged.every((people) => people > ZIP3_LEAST_POPULATION) ? prefix : ZIP3_WITHHELD;
}

/** Which vintages were used, for audit and explanation. */
export function zip3Versions(o: Zip3Vintages): TableVersion[] {
  return o.vintages.map((vintage) => ({ id: vintage.id, version: vintage.version, from: vintage.date }));
}
