import { CoalitionError } from '../errors/coalition-error.js';
import { compareCodePoints } from '../money/allocate.js';
import type { TableVersion } from '../reference/dated.js';
import { type DayNumber, dayNumber, type IsoDate } from '../time/iso-date.js';

/** One dated list of codes with its licence, given by the user: nothing licensed is shipped. */
export interface CodeSet {
  /** Such as `icd-10-cm`, `ms-drg`, `place-of-service`. */
  readonly id: string;
  readonly version: string;
  /** First day on which the list holds. */
  readonly effectiveFrom: IsoDate;
  /** Last day on which it holds, included; `null` when no end is known. */
  readonly effectiveTo: IsoDate | null;
  /** Such as `public-domain`. */
  readonly licence: string;
  /** Where it comes from. */
  readonly source?: string;
  readonly codes: Iterable<string>;
}

/** Code sets by id and date. */
export interface CodeSets {
  /** Which sets are there, in order of id and start. */
  readonly versions: readonly (TableVersion & { readonly licence: string })[];
  has(id: string): boolean;
  /** Whether a code is in the set that holds on a day; `null` when no such set holds then. Unit of `day`: days since 1970-01-01. */
  contains(id: string, code: string, day: DayNumber): boolean | null;
}

/** Digits to which a set's codes are padded again: public mirrors of these lists lost their leading zeros. */
const WIDTH: Readonly<Record<string, number>> = { 'ms-drg': 3, 'place-of-service': 2, 'revenue-code': 4 };

/**
 * Makes a look-up of dated code sets. It is an argument of validation: there is no registry anywhere.
 *
 * Codes of `ms-drg`, `place-of-service` and `revenue-code` that lost their leading zeros get them back; dots of ICD codes go.
 *
 * @testedBy claims/code-sets.test.ts: dated look-up, re-padding, overlap refused
 * @param sets - Any number of sets; two of one id must not hold on the same day.
 * @returns The look-up.
 * @throws {@link CoalitionError} `claims/code-sets-overlap`, `time/not-a-date`.
 * @example
 * const sets = codeSets([{ id: 'ms-drg', version: '41', effectiveFrom: '2023-10-01', effectiveTo: '2024-09-30', licence: 'public-domain', codes: ['1', '470'] }]);
 * sets.contains('ms-drg', '001', 19700); // => true
 * sets.contains('ms-drg', '001', 0); // => null
 */
export function codeSets(sets: readonly CodeSet[]): CodeSets {
  const byId = new Map<string, { readonly from: DayNumber; readonly to: DayNumber; readonly codes: ReadonlySet<string> }[]>();
  for (const set of sets) {
    const from = dayNumber(set.effectiveFrom);
    const to = set.effectiveTo === null ? Number.MAX_SAFE_INTEGER : dayNumber(set.effectiveTo);
    const width = WIDTH[set.id] ?? 0;
    const others = byId.get(set.id) ?? [];
    if (others.some((other) => from <= other.to && other.from <= to)) {
      throw new CoalitionError(
        'claims/code-sets-overlap',
        `Two versions of the code set "${set.id}" hold on the same day. Give each an effectiveFrom and effectiveTo of its own.`,
        { id: set.id, version: set.version },
      );
    }
    others.push({ from, to, codes: new Set(Array.from(set.codes, (code) => plain(code, width))) });
    byId.set(set.id, others);
  }
  const versions = sets
    .map((set) => ({ id: set.id, version: set.version, from: set.effectiveFrom, to: set.effectiveTo, licence: set.licence }))
    .sort((a, b) => compareCodePoints(a.id, b.id) || compareCodePoints(a.from, b.from));
  return Object.freeze({
    versions,
    has: (id: string) => byId.has(id),
    contains: (id: string, code: string, day: DayNumber) => {
      const set = byId.get(id)?.find((each) => each.from <= day && day <= each.to);
      return set === undefined ? null : set.codes.has(code);
    },
  });
}

function plain(code: string, width: number): string {
  const bare = code.trim().replace('.', '');
  return /^\d+$/.test(bare) ? bare.padStart(width, '0') : bare;
}
