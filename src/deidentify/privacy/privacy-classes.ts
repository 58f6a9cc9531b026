import type { Aggregate, AggregateJson, AggregateKind, ControlTotals, MemberScope } from '../../claims/aggregate.js';
import { CoalitionError } from '../../errors/coalition-error.js';
import type { JsonValue } from '../../errors/json.js';
import { canonicalJson } from '../../fingerprint/canonical-json.js';
import { sha256Hex } from '../../fingerprint/sha256.js';
import { compareCodePoints } from '../../money/allocate.js';
import { type ProsecutorRisk, prosecutorRisk } from './class-risks.js';
import type { PrivacyRow } from './member-table.js';

const KIND = 'deidentify/privacyClasses';

/** Which columns can tell members apart. */
export interface PrivacyClassesSpec {
  readonly quasiIdentifiers: readonly string[];
}

/** One group of members with equal values. */
export interface PrivacyClass {
  /** Values in the order of the quasi-identifiers; `null` where missing. */
  readonly values: readonly (string | null)[];
  /** Unit: members. */
  readonly members: number;
}

/** All groups with their risk. */
export interface PrivacyClassesResult {
  /** Unit: members. */
  readonly members: number;
  readonly risk: ProsecutorRisk;
  /** In code-point order of their values. */
  readonly classes: readonly PrivacyClass[];
}

/**
 * Counts members by equal quasi-identifiers, so that k can be checked over parts that never meet in one place.
 *
 * Limits: it takes one record for each member; {@link memberTable} makes such records of claim lines. Parts merge over
 * disjoint members only, which their scopes must show.
 *
 * @testedBy the shared laws of aggregates; deidentify/privacy/classes.test.ts
 * @example
 * const classes = new PrivacyClasses({ quasiIdentifiers: ['sex', 'zip3'] });
 * classes.add([{ sex: 'f', zip3: '100' }, { sex: 'f', zip3: '100' }, { sex: 'm', zip3: '100' }]);
 * classes.finish().risk.k; // => 1
 */
export class PrivacyClasses implements Aggregate<PrivacyRow | Iterable<PrivacyRow>, PrivacyClassesResult> {
  readonly kind = KIND;
  readonly scope: MemberScope;
  readonly #columns: readonly string[];
  readonly #counts = new Map<string, number>();
  /** Scopes of all parts that hold members, as canonical text. */
  readonly #sources = new Set<string>();

  /**
   * @param spec - The quasi-identifiers.
   * @param scope - Over which members.
   */
  constructor(spec: PrivacyClassesSpec, scope: MemberScope = { kind: 'all' }) {
    this.#columns = [...spec.quasiIdentifiers];
    this.scope = scope;
  }

  /** The frozen specification as JSON. */
  get spec(): JsonValue {
    return { quasiIdentifiers: [...this.#columns] };
  }

  /**
   * Adds one record for each member.
   *
   * @param input - A record or records.
   */
  add(input: PrivacyRow | Iterable<PrivacyRow>): void {
    for (const row of isRows(input) ? input : [input]) {
      const key = canonicalJson(this.#columns.map((column) => textOf(row[column])));
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
    if (this.#counts.size > 0) this.#sources.add(canonicalJson({ ...this.scope }));
  }

  /**
   * Takes another part in; the other stays usable.
   *
   * @throws {@link CoalitionError} `aggregate/spec-mismatch`, `aggregate/member-overlap`.
   */
  merge(other: PrivacyClasses): this {
    if (canonicalJson(this.spec) !== canonicalJson(other.spec)) {
      throw new CoalitionError('aggregate/spec-mismatch', 'The two parts have different quasi-identifiers. Build both with the same specification.', {
        path: 'spec.quasiIdentifiers',
      });
    }
    for (const left of this.#sources) for (const right of other.#sources) if (!disjoint(left, right)) throw overlap(left, right);
    for (const [key, members] of Array.from(other.#counts)) this.#counts.set(key, (this.#counts.get(key) ?? 0) + members);
    for (const source of other.#sources) this.#sources.add(source);
    return this;
  }

  /** All groups with their risk so far. */
  finish(): PrivacyClassesResult {
    const classes = this.#sorted().map(([key, members]) => ({ values: valuesIn(key), members }));
    const members = classes.reduce((sum, each) => sum + each.members, 0);
    return {
      members,
      risk: prosecutorRisk(
        Int32Array.from(classes, (each) => each.members),
        { members, threshold: 0.2 },
      ),
      classes,
    };
  }

  control(): ControlTotals {
    let lines = 0;
    for (const members of this.#counts.values()) lines += members;
    return { lines, cents: {}, grossCents: {}, firstMonth: null, lastMonth: null, months: 0 };
  }

  toJSON(): AggregateJson {
    const content = { sources: [...this.#sources].sort(compareCodePoints), classes: this.#sorted().map(([key, members]) => [key, members]) };
    const body = { kind: KIND, version: 1, spec: this.spec, scope: { ...this.scope }, content };
    return { ...body, checksum: sha256Hex(canonicalJson(body)) };
  }

  /** Reads a stored part back. */
  static fromJSON(json: unknown): PrivacyClasses {
    const stored = opened(json);
    const made = new PrivacyClasses({ quasiIdentifiers: stored.columns }, stored.scope);
    for (const [key, members] of stored.classes) made.#counts.set(key, members);
    for (const source of stored.sources) made.#sources.add(source);
    return made;
  }

  #sorted(): [string, number][] {
    return [...this.#counts].sort(([a], [b]) => compareCodePoints(a, b));
  }
}

/** How counts by quasi-identifiers are made and read back. */
export const privacyClassesKind: AggregateKind<PrivacyClassesSpec, PrivacyClasses> = {
  kind: 'deidentify/privacyClasses',
  empty: (spec, scope) => new PrivacyClasses(spec, scope),
  fromJSON: (json) => PrivacyClasses.fromJSON(json),
};

function isRows(input: PrivacyRow | Iterable<PrivacyRow>): input is Iterable<PrivacyRow> {
  return Symbol.iterator in input;
}

function textOf(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function valuesIn(key: string): (string | null)[] {
  const values: unknown = JSON.parse(key);
  return Array.isArray(values) ? values.map((value) => (typeof value === 'string' ? value : null)) : [];
}

/** Different partitions, and different shards of one cut, hold different members. */
function disjoint(left: string, right: string): boolean {
  if (left === right) return false;
  const [a, b] = [scopeOf(JSON.parse(left)), scopeOf(JSON.parse(right))];
  if (a?.kind === 'partition' && b?.kind === 'partition') return true;
  return a?.kind === 'shard' && b?.kind === 'shard' && a.of === b.of;
}

function overlap(left: string, right: string): CoalitionError<'aggregate/member-overlap'> {
  return new CoalitionError(
    'aggregate/member-overlap',
    "Both parts may hold the same members, so their numbers can't be added. Merge different shards of one cut, or different partitions.",
    { left, right },
  );
}

function scopeOf(value: unknown): MemberScope | null {
  if (!isObject(value)) return null;
  const { kind, id, index, of, hash } = value;
  if (kind === 'all' || kind === 'digests') return { kind };
  if (kind === 'partition' && typeof id === 'string') return { kind, id };
  if (kind === 'shard' && typeof index === 'number' && typeof of === 'number' && hash === 'fnv1a-32') return { kind, index, of, hash };
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Opened {
  readonly columns: readonly string[];
  readonly scope: MemberScope;
  readonly sources: readonly string[];
  readonly classes: readonly (readonly [string, number])[];
}

function opened(json: unknown): Opened {
  const corrupt = (what: string): CoalitionError<'aggregate/corrupt'> =>
    new CoalitionError('aggregate/corrupt', `The stored ${KIND} ${what}. Get it again from where it was made.`, { kind: KIND });
  if (!isObject(json) || !['kind', 'version', 'spec', 'scope', 'content', 'checksum'].every((key) => Object.hasOwn(json, key)))
    throw corrupt("doesn't have the form of one");
  if (json['kind'] !== KIND || json['version'] !== 1) {
    throw new CoalitionError('aggregate/spec-mismatch', `This is no ${KIND} of version 1. Read it with what made it.`, {
      path: json['kind'] === KIND ? 'version' : 'kind',
    });
  }
  const { spec, content, checksum } = json;
  const scope = scopeOf(json['scope']);
  if (!isObject(spec) || !isObject(content) || scope === null) throw corrupt("doesn't have the form of one");
  const [columns, sources, classes] = [spec['quasiIdentifiers'], content['sources'], content['classes']];
  const isText = (value: unknown): value is string => typeof value === 'string';
  if (!Array.isArray(columns) || !columns.every(isText) || !Array.isArray(sources) || !sources.every(isText) || !Array.isArray(classes))
    throw corrupt("doesn't have the form of one");
  const pairs = classes.map((pair): readonly [string, number] => {
    const both: readonly unknown[] = Array.isArray(pair) ? pair : [];
    const [key, members] = both;
    if (typeof key !== 'string' || typeof members !== 'number' || !Number.isSafeInteger(members) || members < 1)
      throw corrupt('has a group without members');
    return [key, members];
  });
  const body = {
    kind: KIND,
    version: 1,
    spec: { quasiIdentifiers: columns },
    scope: { ...scope },
    content: { sources, classes: pairs.map(([key, members]) => [key, members]) },
  };
  if (sha256Hex(canonicalJson(body)) !== checksum) throw corrupt("doesn't match its checksum");
  return { columns, scope, sources, classes: pairs };
}
