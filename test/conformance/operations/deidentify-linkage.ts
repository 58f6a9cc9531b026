import { createHmac } from 'node:crypto';
import {
  type CodeBookEntry,
  codeBook,
  generalise,
  type Identified,
  identified,
  nested,
  type SummaryHealthInformation,
  type SummaryRequest,
  safeHarborPolicy,
  seededForTests,
  summaryHealthInformation,
  year,
} from '../../../src/deidentify/index.js';
import {
  type LinkagePerson,
  type LinkageTokens,
  type LinkResult,
  linkageTokens,
  linkPersons,
  type NormalName,
  normaliseName,
  soundex,
} from '../../../src/deidentify/linkage/index.js';
import {
  ageHierarchy,
  type Classes,
  groupByCodes,
  type Hierarchy,
  hierarchyFromLines,
  icd10Hierarchy,
  type MemberTable,
  type MemberTableOptions,
  memberTable,
  type PrivacyRow,
  zipHierarchy,
} from '../../../src/deidentify/privacy/index.js';
import type { Prf } from '../../../src/deidentify/secret-key.js';
import { tokensAsync, webHmac } from '../../../src/deidentify/webcrypto/index.js';
import { type Operation, operation } from '../operation.js';

/** The labels of some values at every level, value first. */
type Labels = readonly (readonly (string | null)[])[];
interface LinkGiven {
  /** HMAC key, hexadecimal. */
  readonly key: string;
  readonly persons: readonly LinkagePerson[];
  /** A token that more records share links nobody. Absent: 50. */
  readonly maxFrequency?: number;
}
interface LinkView extends Omit<LinkResult, 'personCodes'> {
  /** For each person given, the place of the first record of the same person. */
  readonly sameAs: readonly number[];
}

const hmac: Prf = (key, message) => new Uint8Array(createHmac('sha256', key).update(message).digest());
const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const labelsOf = (hierarchy: Hierarchy, values: readonly string[]): Labels =>
  values.map((value) => Array.from({ length: hierarchy.height + 1 }, (_, level) => hierarchy.labelOf(value, level) ?? null));

/** Linkage, hierarchies, summaries and what tables of members are made by. */
export const operations: readonly Operation[] = [
  operation<{ readonly name: string }, NormalName>('deidentify.normaliseName', 'Letters and suffix of a name.', (given) => normaliseName(given.name)),
  operation<{ readonly letters: string }, string>('deidentify.soundex', 'American Soundex of lower-case letters.', (given) => soundex(given.letters)),
  operation<{ readonly key: string; readonly person: LinkagePerson }, LinkageTokens>(
    'deidentify.linkageTokens',
    'Keyed tokens of combinations by HMAC-SHA-256; absent parts are null.',
    (given) => linkageTokens(given.person, { prf: hmac, key: bytes(given.key) }),
  ),
  operation<LinkGiven, LinkView>('deidentify.linkPersons', 'Makes tokens of each person and links them; rows are named by their place.', (given) => {
    const rows = given.persons.map((person, i) => ({ row: String(i), ...linkageTokens(person, { prf: hmac, key: bytes(given.key) }) }));
    const { personCodes, ...result } = linkPersons(rows, {
      random: seededForTests(1),
      ...(given.maxFrequency === undefined ? {} : { maxFrequency: given.maxFrequency }),
    });
    const codes = rows.map(({ row }) => personCodes.get(row));
    return { ...result, sameAs: codes.map((code) => codes.indexOf(code)) };
  }),
  operation<SummaryRequest & { readonly rows: readonly Readonly<Record<string, string | null>>[] }, SummaryHealthInformation>(
    'deidentify.summaryHealthInformation',
    'Sums of rows by what a plan sponsor may see; amounts are decimal text of US dollars.',
    ({ rows, ...request }) => {
      const checked: readonly Identified<Readonly<Record<string, string | null>>>[] = identified(rows);
      return summaryHealthInformation(checked, request);
    },
  ),
  operation<{ readonly widths: readonly number[]; readonly values: readonly string[] }, Labels>(
    'deidentify.ageHierarchy',
    'Labels of ages at every level.',
    (given) => labelsOf(ageHierarchy(given.widths), given.values),
  ),
  operation<{ readonly codes: readonly string[] }, Labels>('deidentify.icd10Hierarchy', 'Labels of ICD-10-CM codes at every level.', (given) =>
    labelsOf(icd10Hierarchy(given.codes), given.codes),
  ),
  operation<{ readonly states: Readonly<Record<string, string>> }, Labels>(
    'deidentify.zipHierarchy',
    'Labels of ZIP codes at every level; `states` gives the State of each.',
    (given) => labelsOf(zipHierarchy(new Map(Object.entries(given.states))), Object.keys(given.states)),
  ),
  operation<{ readonly lines: readonly (readonly string[])[]; readonly values: readonly string[] }, Labels>(
    'deidentify.hierarchyFromLines',
    'Labels by a hierarchy of your own.',
    (given) => labelsOf(hierarchyFromLines('given', given.lines), given.values),
  ),
  operation<
    { readonly lines: readonly (readonly string[])[]; readonly level: number; readonly values: readonly string[] },
    readonly (string | null)[]
  >('deidentify.generalise', 'Values at one level; unknown ones are `*`.', (given) => {
    const run = generalise(hierarchyFromLines('given', given.lines), given.level).start({
      field: 'value',
      fileEnd: '2025-12-31',
      zip3: null,
      random: seededForTests(1),
      codeBook: codeBook(),
      keys: null,
      report: () => undefined,
    });
    return given.values.map((value, i) => run.apply(value, { member: null, over89: false, row: i + 1, fields: {} }));
  }),
  operation<{ readonly dates: readonly string[] }, readonly unknown[]>(
    'deidentify.nested',
    'Records with one date each, by a nested policy that keeps the year.',
    (given) => {
      const inner = safeHarborPolicy<{ readonly date: string }>()({ date: year() }, { id: 'inner', version: '1' });
      const run = nested(inner).start({
        field: 'record',
        fileEnd: '2025-12-31',
        zip3: null,
        random: seededForTests(1),
        codeBook: codeBook(),
        keys: null,
        report: () => undefined,
      });
      return given.dates.map((date, i) => run.apply({ date }, { member: null, over89: false, row: i + 1, fields: {} }));
    },
  ),
  operation<{ readonly originals: readonly string[]; readonly seed: number }, readonly CodeBookEntry[]>(
    'deidentify.codeBook',
    'Random codes of member ids, drawn from a seed; equal ids share one.',
    (given) => {
      const book = codeBook();
      const random = seededForTests(given.seed);
      for (const original of given.originals) book.codeOf('member', original, random);
      return book.entries();
    },
  ),
  operation<MemberTableOptions & { readonly rows: readonly PrivacyRow[] }, MemberTable>(
    'deidentify.memberTable',
    'One record for each member, as coded columns.',
    ({ rows, ...o }) => memberTable(rows, o),
  ),
  operation<{ readonly columns: readonly { readonly codes: readonly number[]; readonly distinct: number }[]; readonly members: number }, Classes>(
    'deidentify.groupByCodes',
    'Class of each member and class sizes.',
    (given) =>
      groupByCodes(
        given.columns.map((column) => ({ codes: Int32Array.from(column.codes), distinct: column.distinct })),
        given.members,
      ),
  ),
  operation<
    { readonly root: string; readonly coalition: string; readonly domain: string; readonly epoch: string; readonly ids: readonly string[] },
    readonly string[]
  >('deidentify.tokensAsync', 'Member tokens by WebCrypto; equal to deidentify.pseudonymizer.', (given) =>
    tokensAsync(given.ids, {
      prf: webHmac(crypto),
      root: bytes(given.root),
      coalition: given.coalition,
      domain: given.domain,
      epoch: given.epoch,
      purpose: 'member',
    }),
  ),
];
