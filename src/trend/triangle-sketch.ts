import type { AggregateJson, MemberScope } from '../claims/aggregate.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';
import { canonicalJson } from '../fingerprint/canonical-json.js';
import { sha256Hex } from '../fingerprint/sha256.js';
import { REFUSED, type Refused, type RefusedReason, refusedFrom } from './build-quality.js';
import { checkedSpec, specJson, type TriangleSpec } from './triangle-spec.js';

/** The stored form of a {@link TriangleBuilder}: cells that hold lines, refused lines, specification, checksum. */
export type TriangleSketch = AggregateJson;

/** What a sketch holds. */
export interface SketchContent {
  readonly spec: TriangleSpec;
  /** The specification in its one form, in which two are compared. */
  readonly specText: string;
  readonly scope: MemberScope;
  readonly cells: Float64Array;
  readonly lines: Float64Array;
  readonly refused: Readonly<Record<RefusedReason, Refused>>;
  readonly gross: number;
  /** Names of the deliveries that went in, in code-point order. */
  readonly sources: readonly string[];
}

/** What sketches that were sealed here hold. They are frozen to the last cell, so they can't have changed and need no second reading. */
const sealed = /* @__PURE__ */ new WeakMap<object, SketchContent>();

/** Writes a sketch, frozen; equal content gives equal bytes. */
export function writeSketch(o: SketchContent): TriangleSketch {
  const columns = o.spec.maxLag + 1;
  const cells: JsonValue[] = [];
  for (let at = 0; at < o.cells.length; at += 1) {
    if (o.lines[at] !== 0) cells.push(Object.freeze([Math.floor(at / columns), at % columns, (o.cells[at] ?? 0) + 0, o.lines[at] ?? 0]));
  }
  const refused = REFUSED.map((reason) => [reason, o.refused[reason].rows, o.refused[reason].cents + 0]);
  const content = { cells, refused, gross: o.gross, ...(o.sources.length === 0 ? {} : { sources: [...o.sources] }) };
  const body = { kind: 'trend/triangle', version: 1, spec: specJson(o.spec), scope: { ...o.scope }, content };
  const sketch = frozen({ ...body, checksum: sha256Hex(canonicalJson(body)) });
  sealed.set(sketch, { ...o, cells: o.cells.slice(), lines: o.lines.slice(), refused: { ...o.refused } });
  return sketch;
}

function frozen<T extends object>(value: T): T {
  for (const each of Object.values(value)) if (typeof each === 'object' && each !== null && !Object.isFrozen(each)) frozen(each);
  return Object.freeze(value);
}

function corrupt(what: string): CoalitionError<'aggregate/corrupt'> {
  return new CoalitionError('aggregate/corrupt', `The stored triangle ${what}. Get it again from where it was made.`, { kind: 'trend/triangle' });
}

/** Reads a sketch and refuses one that was changed. */
export function readSketch(json: unknown): SketchContent {
  if (!isSketch(json)) throw corrupt("doesn't have the form of one");
  const own = sealed.get(json);
  if (own !== undefined) return own;
  const { checksum, ...body } = json;
  if (json.kind !== 'trend/triangle' || json.version !== 1) {
    throw new CoalitionError(
      'aggregate/spec-mismatch',
      `This is ${json.kind} version ${json.version}, not trend/triangle version 1. Read it with what made it.`,
      {
        path: json.kind === 'trend/triangle' ? 'version' : 'kind',
      },
    );
  }
  if (sha256Hex(canonicalJson(body)) !== checksum) throw corrupt("doesn't match its checksum");
  const spec = checkedSpec(readSpec(json.spec));
  const columns = spec.maxLag + 1;
  const content = fieldsOf(json.content);
  const [cells, lines] = [new Float64Array(spec.months * columns), new Float64Array(spec.months * columns)];
  for (const cell of listOf(content['cells'])) {
    const parts = listOf(cell);
    const [i, k] = [wholeOf(parts[0]), wholeOf(parts[1])];
    if (i < 0 || i >= spec.months || k < 0 || k >= columns) throw corrupt('has a cell outside its periods');
    cells[i * columns + k] = wholeOf(parts[2] ?? 0);
    lines[i * columns + k] = wholeOf(parts[3] ?? 0);
  }
  const piles = new Map(listOf(content['refused']).map((each) => [listOf(each)[0], listOf(each)] as const));
  const pile = (reason: RefusedReason): Refused => ({ rows: wholeOf(piles.get(reason)?.[1] ?? 0), cents: wholeOf(piles.get(reason)?.[2] ?? 0) });
  return {
    spec,
    specText: JSON.stringify(specJson(spec)),
    scope: readScope(json.scope),
    cells,
    lines,
    refused: refusedFrom(pile),
    gross: wholeOf(content['gross'] ?? null),
    sources: listOf(content['sources'] ?? []).map(textOf),
  };
}

function listOf(json: JsonValue | undefined): readonly JsonValue[] {
  if (json === undefined || !isList(json)) throw corrupt("doesn't have the form of one");
  return json;
}

function textOf(json: JsonValue | undefined): string {
  if (typeof json !== 'string') throw corrupt('holds something else where a text belongs');
  return json;
}

function fieldsOf(json: JsonValue): { readonly [key: string]: JsonValue } {
  if (typeof json !== 'object' || json === null || isList(json)) throw corrupt("doesn't have the form of one");
  return json;
}

function isList(json: JsonValue): json is readonly JsonValue[] {
  return Array.isArray(json);
}

function wholeOf(json: JsonValue | undefined): number {
  if (typeof json !== 'number' || !Number.isSafeInteger(json)) throw corrupt('holds an amount that is not whole');
  return json;
}

function oneOf<T extends string>(json: JsonValue | undefined, values: readonly T[]): T {
  const found = values.find((value) => value === json);
  if (found === undefined) throw corrupt('has an unknown setting');
  return found;
}

function readSpec(json: JsonValue): TriangleSpec {
  const spec = fieldsOf(json);
  return {
    grain: oneOf(spec['grain'], ['month', 'quarter', 'year']),
    unit: oneOf(spec['unit'], ['cents', 'count', 'asGiven']),
    origin: textOf(spec['origin']),
    months: wholeOf(spec['months'] ?? null),
    maxLag: wholeOf(spec['maxLag'] ?? null),
    basis: oneOf(spec['basis'], ['paid', 'allowed', 'count']),
    netOf: listOf(spec['netOf']).map(textOf),
    incurredDate: oneOf(spec['incurredDate'], ['default', 'lineStart', 'claimStart', 'admission', 'through', 'perDay']),
    lagPolicy: oneOf(spec['lagPolicy'], ['reject', 'clampToMax']),
    negativeLag: oneOf(spec['negativeLag'], ['reject', 'quarantine', 'lag0']),
  };
}

function readScope(json: JsonValue): MemberScope {
  const scope = fieldsOf(json);
  const kind = scope['kind'];
  if (kind === 'all' || kind === 'digests') return { kind };
  if (kind === 'partition') return { kind, id: textOf(scope['id']) };
  if (kind === 'shard') return { kind, index: wholeOf(scope['index'] ?? null), of: wholeOf(scope['of'] ?? null), hash: 'fnv1a-32' };
  throw corrupt('has an unknown scope');
}

function isSketch(json: unknown): json is AggregateJson {
  return typeof json === 'object' && json !== null && ['kind', 'version', 'spec', 'scope', 'content', 'checksum'].every((key) => key in json);
}
