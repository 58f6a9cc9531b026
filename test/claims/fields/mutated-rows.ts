import type { z } from 'zod';
import type { TableName } from '../../../src/claims/batch.js';
import { checkSink, compileChecker } from '../../../src/claims/fields/compile-checker.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import { eligibilitySpanSchema } from '../../../src/claims/schema/eligibility-span.js';
import { medicalClaimLineSchema } from '../../../src/claims/schema/medical-claim-line.js';
import { nonClaimsPaymentSchema } from '../../../src/claims/schema/non-claims-payment.js';
import { pharmacyClaimSchema } from '../../../src/claims/schema/pharmacy-claim.js';
import { type RandomStream, stream } from '../../../src/stats/random.js';
import { canonicalRow } from '../canonical-rows.js';

/** The schema of each table. */
export const SCHEMAS: Readonly<Record<TableName, z.ZodType>> = {
  medical: medicalClaimLineSchema,
  pharmacy: pharmacyClaimSchema,
  eligibility: eligibilitySpanSchema,
  nonClaims: nonClaimsPaymentSchema,
};

/** Values that have hurt claims software, and values that only an attacker sends. */
const HOSTILE: readonly unknown[] = [
  '',
  ' ',
  'NULL',
  'null',
  'N/A',
  '\\N',
  '00012',
  '0001',
  '1',
  '1E5',
  'TRUE',
  '0',
  '-0',
  '-0.00',
  '.5',
  '5.',
  '+1',
  '1,234.50',
  '$12.00',
  '(12.00)',
  '12.00-',
  '12.34567',
  '99999999999999',
  '9999999999999.9999',
  '1104867175.0',
  '1104867175',
  '٣',
  '１２',
  '9999-12-31',
  '2099-12-31',
  '2100-01-01',
  '0000-02-29',
  '0001-01-01',
  '2023-02-29',
  '2024-02-29',
  '1900-02-29',
  '2000-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-04-31',
  '20240229',
  '02/29/2024',
  '2024-2-9',
  '2024-02-29T00:00:00Z',
  '-024-02-29',
  'x'.repeat(4000),
  'a\u0000b',
  '\ud800',
  'a\udfff',
  '😀',
  '\ufeffx',
  'x\u00a0',
  '\u2028',
  'x\n',
  '\t',
  'é',
  'toString',
  '__proto__',
  'constructor',
  0,
  -0,
  1,
  -1,
  1.5,
  12.34,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  1e300,
  -1e300,
  2 ** 53,
  -(2 ** 53),
  2 ** 53 - 1,
  10n,
  true,
  false,
  null,
  undefined,
  [],
  [null],
  [undefined],
  ['E119', null, 'e119', ''],
  ['01', 7],
  [[]],
  new Array(3),
  {},
  { length: 2, 0: 'a', 1: 'b' },
  () => 'x',
  Symbol.iterator,
  new Date(0),
  new String('11'),
  new Map(),
  /x/,
];

const bytes = 'abzAZ09.-+ ,$()\t\n\r\u0000é"\'';

function mutateText(text: string, random: RandomStream): string {
  const at = random.below(text.length + 1);
  const character = bytes[random.below(bytes.length)] ?? '';
  const kind = random.below(3);
  return kind === 0
    ? text.slice(0, at) + character + text.slice(at)
    : kind === 1
      ? text.slice(0, at) + text.slice(at + 1)
      : text.slice(0, at) + character + text.slice(at + 1);
}

/** Makes an own key of any name, as JSON and CSV do. */
function put(row: object, name: string, value: unknown): void {
  Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
}

/** A row of a table with up to three values spoiled, or something that is no row. */
function mutate(table: TableName, random: RandomStream): unknown {
  const row: Record<string, unknown> = { ...canonicalRow(table, random) };
  const fields = fieldsOf(table);
  for (let times = random.below(4); times > 0; times -= 1) {
    const name = fields[random.below(fields.length)]?.name ?? '';
    const value = row[name];
    const kind = random.below(6);
    if (kind === 0) delete row[name];
    else if (kind === 1 && typeof value === 'string') put(row, name, mutateText(value, random));
    else if (kind === 2) Object.defineProperty(row, name, { get: () => value, enumerable: true, configurable: true });
    else if (kind === 3)
      put(row, ['__proto__', 'constructor', 'toString', 'hasOwnProperty'][random.below(4)] ?? '', HOSTILE[random.below(HOSTILE.length)]);
    else put(row, name, HOSTILE[random.below(HOSTILE.length)]);
  }
  const whole = random.below(200);
  if (whole === 0) return HOSTILE[random.below(HOSTILE.length)];
  if (whole === 1) return Object.create(row);
  return whole === 2 ? Object.assign(Object.create(null), row) : row;
}

/** A record or a list as text: same keys in the same order, same values. */
function show(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (Object.is(inner, -0) ? '-0' : inner)) ?? 'undefined';
}

/** What came of comparing checker and schema. */
export interface Compared {
  readonly accepted: number;
  readonly refused: number;
  /** The first row on which they differ: its number, and what each says of it. */
  readonly broken: { readonly row: number; readonly schema: string; readonly checker: string } | null;
}

/** Gives mutated rows to the schema and to the checker: same acceptance, same issues, same record. */
export function compareOnMutatedRows(table: TableName, o: { readonly seed: number; readonly rows: number }): Compared {
  const schema = SCHEMAS[table];
  const check = compileChecker(fieldsOf(table));
  const sink = checkSink();
  const random = stream(o.seed, 1);
  let [accepted, refused] = [0, 0];
  for (let row = 0; row < o.rows; row += 1) {
    const given = mutate(table, random);
    const parsed = schema.safeParse(given);
    const passes = check(given, sink) === 0;
    const said = (record: unknown, issues: readonly { readonly code: string; readonly path: readonly PropertyKey[] }[], passed: boolean): string =>
      passed ? show(record) : show([...new Set(issues.map((issue) => `${issue.code} ${issue.path.join('.')}`))].sort());
    const theirs = said(parsed.data, parsed.error?.issues ?? [], parsed.success);
    const ours = said(sink.record, sink.issues, passes);
    if (parsed.success !== passes || theirs !== ours) return { accepted, refused, broken: { row, schema: theirs, checker: ours } };
    if (passes) accepted += 1;
    else refused += 1;
  }
  return { accepted, refused, broken: null };
}
