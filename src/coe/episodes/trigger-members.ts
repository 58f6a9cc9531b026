import type { Aggregate, AggregateJson, AggregateKind, ControlTotals, MemberScope } from '../../claims/aggregate.js';
import type { ClaimBatch, Dictionary } from '../../claims/batch.js';
import { isValid } from '../../claims/batch.js';
import { CoalitionError } from '../../errors/coalition-error.js';
import type { JsonValue } from '../../errors/json.js';
import { ruleHolds } from '../definition/code-rule.js';
import { asJson } from '../definition/definition-hash.js';
import type { CodeSystem, EpisodeDefinition } from '../definition/episode-definition.js';
import { normaliseDrg } from '../definition/normalise-drg.js';
import { invalidDefinition, readDefinition } from '../definition/read-definition.js';
import { readStored, writeStored } from './aggregate-store.js';
import { type CompiledDefinition, compileDefinitions } from './compile-definitions.js';

/** What trigger members are looked for by. */
export interface TriggerMembersSpec {
  readonly definitions: readonly EpisodeDefinition[];
}

/** Which texts of a growing dictionary carry a trigger code, found out once each. */
class Flags {
  readonly #known = new WeakMap<Dictionary, Uint8Array>();
  readonly #test: (text: string) => boolean;

  constructor(test: (text: string) => boolean) {
    this.#test = test;
  }

  of(dictionary: Dictionary): Uint8Array {
    const known = this.#known.get(dictionary) ?? new Uint8Array(0);
    if (known.length === dictionary.values.length) return known;
    const flags = new Uint8Array(dictionary.values.length);
    flags.set(known);
    for (let id = known.length; id < flags.length; id += 1) flags[id] = this.#test(dictionary.values[id] ?? '') ? 1 : 0;
    this.#known.set(dictionary, flags);
    return flags;
  }
}

/**
 * Finds the persons who have any code of any trigger: the first of the two passes that build episodes from unsorted lines.
 *
 * It looks at codes alone, not at their dates or combinations, so it may name too many persons, never too few. It is a
 * set, so it merges over any parts.
 *
 * @testedBy coe/episode-aggregate.test.ts: no episode is lost by it
 * @example
 * const members = new TriggerMembers({ definitions: [jointReplacement()] });
 * members.finish().size; // => 0
 */
export class TriggerMembers implements Aggregate<ClaimBatch<'medical'>, ReadonlySet<string>> {
  readonly kind = 'coe/trigger-members';
  readonly spec: JsonValue;
  readonly scope: MemberScope;
  readonly #people = new Set<string>();
  readonly #drg: Flags;
  readonly #hcpcs: Flags;
  readonly #procedure: Flags;
  readonly #diagnosis: Flags;
  #lines = 0;

  /**
   * @param spec - The definitions whose triggers count.
   * @param scope - Over which members.
   */
  constructor(spec: TriggerMembersSpec, scope: MemberScope = { kind: 'all' }) {
    this.spec = { definitions: spec.definitions.map(asJson) };
    this.scope = scope;
    const compiled = compileDefinitions(spec.definitions);
    const tester = (systems: readonly CodeSystem[], form: (text: string) => string): Flags =>
      new Flags((text) => anyRule(compiled, systems, form(text)));
    this.#drg = tester(['MS-DRG'], (text) => normaliseDrg(text).code ?? '');
    this.#hcpcs = tester(['HCPCS-II', 'LICENSED'], (text) => text);
    this.#procedure = tester(['ICD-10-PCS'], (text) => text);
    this.#diagnosis = tester(['ICD-10-CM'], (text) => text);
  }

  /** Adds a batch of medical lines; changes the receiver only. */
  add(batch: ClaimBatch<'medical'>): void {
    const hit = new Uint8Array(batch.rowCount);
    this.#coded(batch, 'drg_code', this.#drg, hit);
    this.#coded(batch, 'hcpcs_code', this.#hcpcs, hit);
    this.#listed(batch, 'procedure_codes', this.#procedure, hit);
    this.#listed(batch, 'diagnosis_codes', this.#diagnosis, hit);
    const person = batch.codes['person_id'];
    if (person !== undefined) {
      const { ids, dictionary } = person;
      for (let row = 0; row < hit.length; row += 1) if (hit[row] === 1) this.#people.add(dictionary.values[ids[row] ?? 0] ?? '');
    }
    this.#lines += batch.rowCount;
  }

  #coded(batch: ClaimBatch<'medical'>, name: string, flags: Flags, hit: Uint8Array): void {
    const column = batch.codes[name];
    if (column === undefined || column.ids.length === 0) return;
    const wanted = flags.of(column.dictionary);
    if (!wanted.includes(1)) return;
    const { ids, validity } = column;
    for (let row = 0; row < ids.length; row += 1) if (wanted[ids[row] ?? 0] === 1 && isValid(validity, row)) hit[row] = 1;
  }

  #listed(batch: ClaimBatch<'medical'>, name: string, flags: Flags, hit: Uint8Array): void {
    const column = batch.lists[name];
    if (column === undefined || column.offsets.length === 0) return;
    const wanted = flags.of(column.dictionary);
    if (!wanted.includes(1)) return;
    const { ids, offsets, gap } = column;
    for (let row = 0; row < batch.rowCount; row += 1) {
      for (let at = offsets[row] ?? 0; at < (offsets[row + 1] ?? 0); at += 1) if (ids[at] !== gap && wanted[ids[at] ?? 0] === 1) hit[row] = 1;
    }
  }

  /** Takes another's persons in; the other stays usable. */
  merge(other: TriggerMembers): this {
    if (JSON.stringify(other.spec) !== JSON.stringify(this.spec)) {
      throw new CoalitionError('aggregate/spec-mismatch', 'The two sets of trigger members were found by different definitions. Use the same.', {
        path: 'spec.definitions',
      });
    }
    for (const person of other.#people) this.#people.add(person);
    this.#lines += other.#lines;
    return this;
  }

  /** The persons so far. */
  finish(): ReadonlySet<string> {
    return new Set([...this.#people].sort());
  }

  control(): ControlTotals {
    return { lines: this.#lines, cents: {}, grossCents: {}, firstMonth: null, lastMonth: null, months: 0 };
  }

  toJSON(): AggregateJson {
    return writeStored({ kind: this.kind, spec: this.spec, scope: this.scope, content: { lines: this.#lines, people: [...this.#people].sort() } });
  }

  /** Reads a stored form back. */
  static fromJSON(json: unknown): TriggerMembers {
    const { spec, scope, content, corrupt } = readStored(json, 'coe/trigger-members');
    const members = new TriggerMembers({ definitions: definitionsOf(spec) }, scope);
    const [people, lines] = [content['people'], content['lines']];
    if (!Array.isArray(people) || typeof lines !== 'number') throw corrupt();
    for (const person of people) members.#people.add(String(person));
    members.#lines = lines;
    return members;
  }
}

function anyRule(compiled: readonly CompiledDefinition[], systems: readonly CodeSystem[], code: string): boolean {
  return compiled.some(({ triggers }) =>
    triggers.some((trigger) => trigger.allOf.some((rule) => systems.includes(rule.system) && ruleHolds(rule, code))),
  );
}

/** The definitions in a stored specification. */
function definitionsOf(spec: JsonValue): readonly EpisodeDefinition[] {
  const definitions: unknown = typeof spec === 'object' && spec !== null && 'definitions' in spec ? spec['definitions'] : null;
  if (!Array.isArray(definitions)) throw invalidDefinition('spec.definitions', 'a list is needed');
  return definitions.map(readDefinition);
}

/** How trigger members are looked for and read back. */
export const triggerMembersKind: AggregateKind<TriggerMembersSpec, TriggerMembers> = {
  kind: 'coe/trigger-members',
  empty: (spec, scope) => new TriggerMembers(spec, scope),
  fromJSON: (json) => TriggerMembers.fromJSON(json),
};
