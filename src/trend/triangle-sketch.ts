import type { AggregateJson, MemberScope } from '../claims/aggregate.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';
import { canonicalJson } from '../fingerprint/canonical-json.js';
import { sha256Hex } from '../fingerprint/sha256.js';
import { REFUSED, type Refused, type RefusedReason } from './build-quality.js';
import { checkedSpec, specJson, type TriangleSpec } from './triangle-spec.js';

/** The stored form of a {@link TriangleBuilder}: cells that hold lines, refused lines, specification, checksum. */
export type TriangleSketch = AggregateJson;

/** What a sketch holds. */
export interface SketchContent {
  readonly spec: TriangleSpec;
  readonly scope: MemberScope;
  readonly cells: Float64Array;
  readonly lines: Float64Array;
  readonly refused: Readonly<Record<RefusedReason, Refused>>;
  readonly gross: number;
}

/** Writes a sketch; equal content gives equal bytes. */
export function writeSketch(o: SketchContent): TriangleSketch {
  const columns = o.spec.maxLag + 1;
  const cells: JsonValue[] = [];
  for (let at = 0; at < o.cells.length; at += 1) {
    if (o.lines[at] !== 0) cells.push([Math.floor(at / columns), at % columns, (o.cells[at] ?? 0) + 0, o.lines[at] ?? 0]);
  }
  const refused = REFUSED.map((reason) => [reason, o.refused[reason].rows, o.refused[reason].cents + 0]);
  const body = { kind: 'trend/triangle', version: 1, spec: specJson(o.spec), scope: { ...o.scope }, content: { cells, refused, gross: o.gross } };
  return { ...body, checksum: sha256Hex(canonicalJson(body)) };
}

function corrupt(what: string): CoalitionError<'aggregate/corrupt'> {
  return new CoalitionError('aggregate/corrupt', `The stored triangle ${what}. Get it again from where it was made.`, { kind: 'trend/triangle' });
}

/** Reads a sketch and refuses one that was changed. */
export function readSketch(json: unknown): SketchContent {
  if (!isSketch(json)) throw corrupt("doesn't have the form of one");
  const { checksum, ...body } = json;
  if (json.kind !== 'trend/triangle' || json.version !== 1) {
    throw new CoalitionError('aggregate/spec-mismatch', `This is ${json.kind} version ${json.version}, not trend/triangle version 1. Read it with what made it.`, {
      path: json.kind === 'trend/triangle' ? 'version' : 'kind',
    });
  }
  if (sha256Hex(canonicalJson(body)) !== checksum) throw corrupt("doesn't match its checksum");
  const spec = checkedSpec(json.spec as unknown as TriangleSpec);
  const content = json.content as unknown as { cells: [number, number, number, number][]; refused: [RefusedReason, number, number][]; gross: number };
  const columns = spec.maxLag + 1;
  const [cells, lines] = [new Float64Array(spec.months * columns), new Float64Array(spec.months * columns)];
  for (const [i, k, cents, count] of content.cells) {
    cells[i * columns + k] = cents;
    lines[i * columns + k] = count;
  }
  const refused = Object.fromEntries(content.refused.map(([reason, rows, cents]) => [reason, { rows, cents }]));
  return { spec, scope: json.scope as unknown as MemberScope, cells, lines, refused: refused as Record<RefusedReason, Refused>, gross: content.gross };
}

function isSketch(json: unknown): json is AggregateJson {
  return typeof json === 'object' && json !== null && ['kind', 'version', 'spec', 'scope', 'content', 'checksum'].every((key) => key in json);
}
