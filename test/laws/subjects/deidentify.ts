import type { PrivacyRow } from '../../../src/deidentify/privacy/member-table.js';
import { PrivacyClasses, privacyClassesKind } from '../../../src/deidentify/privacy/privacy-classes.js';
import type { RandomStream } from '../../../src/stats/random.js';
import { type LawSubject, lawSubject } from '../law-subject.js';

const COLUMNS = ['sex', 'zip3', 'birth_year'] as const;
const VALUES = ['f', 'm', '100', '000', '', '"', '\u{1F600}', 'x,y', '1935 or earlier', null] as const;

function specOf(random: RandomStream): { readonly quasiIdentifiers: readonly string[] } {
  return { quasiIdentifiers: COLUMNS.slice(0, 1 + random.below(3)) };
}

/** The aggregates of the deidentify area for the shared laws. */
export const subjects: readonly LawSubject[] = [
  lawSubject<PrivacyRow, PrivacyClasses>({
    kind: 'deidentify/privacyClasses',
    empty: (random, scope) => new PrivacyClasses(specOf(random), scope),
    fromJSON: (json) => privacyClassesKind.fromJSON(json),
    inputs: (random, count) =>
      Array.from({ length: count }, (_, i) => ({
        person_id: `P${i}`,
        ...Object.fromEntries(COLUMNS.map((column) => [column, VALUES[random.below(VALUES.length)] ?? null])),
      })),
    memberOf: (row) => String(row['person_id']),
    other: () => new PrivacyClasses({ quasiIdentifiers: ['other'] }),
  }),
];
