import type { AggregateJson, MemberScope } from '../claims/aggregate.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';
import { canonicalJson } from '../fingerprint/canonical-json.js';
import { sha256Hex } from '../fingerprint/sha256.js';
import type { PersonCount } from './person-sets.js';

/** Sums that go with a pile of lines. Unit: lines; US cents, one for each measure of the specification. */
export interface Pile {
  readonly lines: number;
  readonly cents: readonly number[];
}

/** Everything that cells know, as plain data in canonical order. */
export interface CellsContent {
  /** Keys in the order of the dimensions, then the month's place in the period. */
  readonly cells: readonly { readonly keys: readonly (string | null)[]; readonly month: number; readonly pile: Pile }[];
  readonly exposure: readonly {
    readonly keys: readonly (string | null)[];
    readonly month: number;
    readonly memberUnits: number;
    readonly employeeUnits: number;
  }[];
  /** In the order of `PLACEMENTS`. */
  readonly placements: readonly Pile[];
  /** Matched lines in a month that the counting rule gave nothing. */
  readonly uncounted: Pile;
  /** Lines without an amount, by measure. Unit: lines. */
  readonly missing: readonly number[];
  /** Sum of absolute amounts, by measure. Unit: US cents. */
  readonly gross: readonly number[];
  /** Incurred months of all lines, as month indices. */
  readonly months: readonly number[];
  /** Which tables lines came from. */
  readonly tables: readonly string[];
  readonly persons: readonly PersonCount[];
  /** Scopes of the members that were counted, as canonical text. */
  readonly scopes: readonly string[];
  /** Names of the deliveries that went in, in code-point order. */
  readonly sources: readonly string[];
}

const KIND = 'benchmark/cells';

function corrupt(what: string): CoalitionError<'aggregate/corrupt'> {
  return new CoalitionError('aggregate/corrupt', `The stored cells ${what}. Get them again from where they were made.`, { kind: KIND });
}

function pileJson(pile: Pile): JsonValue {
  return [pile.lines, pile.cents.map((each) => each + 0)];
}

/** Writes the stored form; equal content gives equal bytes. */
export function writeCells(o: { readonly spec: JsonValue; readonly scope: MemberScope; readonly content: CellsContent }): AggregateJson {
  const { content } = o;
  const body = {
    kind: KIND,
    version: 1,
    spec: o.spec,
    scope: { ...o.scope },
    content: {
      cells: content.cells.map((cell) => [[...cell.keys], cell.month, pileJson(cell.pile)]),
      exposure: content.exposure.map((cell) => [[...cell.keys], cell.month, cell.memberUnits, cell.employeeUnits]),
      placements: content.placements.map(pileJson),
      uncounted: pileJson(content.uncounted),
      missing: [...content.missing],
      gross: [...content.gross],
      months: [...content.months],
      tables: [...content.tables],
      persons: content.persons.map((each) => [each.keys.map((key) => (key === undefined ? 0 : [key])), each.count]),
      scopes: [...content.scopes],
      sources: [...content.sources],
    },
  };
  return { ...body, checksum: sha256Hex(canonicalJson(body)) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStored(value: unknown): value is AggregateJson {
  return isObject(value) && typeof value['kind'] === 'string' && typeof value['version'] === 'number' && typeof value['checksum'] === 'string';
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw corrupt("don't have the form of cells");
  return value;
}

function wholeOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw corrupt('hold a figure that is no whole number');
  return value;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw corrupt("don't have the form of cells");
  return value;
}

function keyOf(value: unknown): string | null {
  return value === null ? null : textOf(value);
}

function pileOf(value: unknown): Pile {
  const [lines, cents] = listOf(value);
  return { lines: wholeOf(lines), cents: listOf(cents).map(wholeOf) };
}

function scopeOf(value: unknown): MemberScope {
  if (!isObject(value)) throw corrupt("don't say over which members they are");
  switch (value['kind']) {
    case 'all':
      return { kind: 'all' };
    case 'digests':
      return { kind: 'digests' };
    case 'partition':
      return { kind: 'partition', id: textOf(value['id']) };
    case 'shard':
      return { kind: 'shard', index: wholeOf(value['index']), of: wholeOf(value['of']), hash: 'fnv1a-32' };
    default:
      throw corrupt("don't say over which members they are");
  }
}

/** Reads the stored form and refuses one that was changed. */
export function readCells(json: unknown): { readonly spec: unknown; readonly scope: MemberScope; readonly content: CellsContent } {
  if (!isStored(json)) throw corrupt("don't have the form of cells");
  const { checksum, ...body } = json;
  if (json.kind !== KIND || json.version !== 1) {
    throw new CoalitionError(
      'aggregate/spec-mismatch',
      `This is ${json.kind} version ${json.version}, not ${KIND} version 1. Read it with what made it.`,
      {
        path: json.kind === KIND ? 'version' : 'kind',
      },
    );
  }
  const content: unknown = json.content;
  if (!isObject(content) || sha256Hex(canonicalJson(body)) !== checksum) throw corrupt("don't match their checksum");
  return {
    spec: json.spec,
    scope: scopeOf(json.scope),
    content: {
      cells: listOf(content['cells']).map((each) => {
        const [keys, month, pile] = listOf(each);
        return { keys: listOf(keys).map(keyOf), month: wholeOf(month), pile: pileOf(pile) };
      }),
      exposure: listOf(content['exposure']).map((each) => {
        const [keys, month, memberUnits, employeeUnits] = listOf(each);
        return { keys: listOf(keys).map(keyOf), month: wholeOf(month), memberUnits: wholeOf(memberUnits), employeeUnits: wholeOf(employeeUnits) };
      }),
      placements: listOf(content['placements']).map(pileOf),
      uncounted: pileOf(content['uncounted']),
      missing: listOf(content['missing']).map(wholeOf),
      gross: listOf(content['gross']).map(wholeOf),
      months: listOf(content['months']).map(wholeOf),
      tables: listOf(content['tables']).map(textOf),
      persons: listOf(content['persons']).map((each) => {
        const [keys, count] = listOf(each);
        return { keys: listOf(keys).map((key) => (key === 0 ? undefined : keyOf(listOf(key)[0]))), count: wholeOf(count) };
      }),
      scopes: listOf(content['scopes']).map(textOf),
      sources: listOf(content['sources']).map(textOf),
    },
  };
}
