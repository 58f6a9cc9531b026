import type { Aggregate, AggregateJson, AggregateKind, ControlTotals, MemberScope } from '../../claims/aggregate.js';
import type { ClaimBatch } from '../../claims/batch.js';
import { CoalitionError } from '../../errors/coalition-error.js';
import type { JsonValue } from '../../errors/json.js';
import { civilFromDay } from '../../time/iso-date.js';
import { type CompiledRule, compileRule, ruleHolds } from '../definition/code-rule.js';
import { asJson } from '../definition/definition-hash.js';
import type { CodeRule } from '../definition/episode-definition.js';
import { readCodeRule } from '../definition/read-definition.js';
import { readStored, writeStored } from '../episodes/aggregate-store.js';
import type { CoverageRow } from '../episodes/coverage.js';
import type { EpisodeLine } from '../episodes/episode-line.js';
import { decodeCoverage, encodeCoverage } from '../episodes/line-codec.js';
import { mergeableScopes } from '../episodes/mergeable-scopes.js';
import { readCoverage } from '../episodes/read-coverage.js';
import { lineReader } from '../episodes/read-lines.js';
import { Tally } from '../episodes/tally.js';
import { invalid } from '../performance/provider-rows.js';
import { type CodeMatch, type CodeTable, codeMatcher, readTable, tableJson } from './code-tables.js';

/** What member profiles are made by. */
export interface MemberProfileSpec {
  readonly conditions: CodeTable;
  readonly drivers: CodeTable;
  /** Lines that never flag a condition, such as laboratory or imaging codes of your own licence. Ambulance and equipment (HCPCS level II A0, E, K, L; places 41, 42, 81) never do. */
  readonly noFlag?: readonly CodeRule[];
}

/** One condition of one person: where it was seen. Days since 1970-01-01. */
export interface ConditionTrace {
  /** Inpatient claims by their own number, with the day. */
  readonly inpatient: Map<string, number>;
  /** Distinct days of other claims. */
  readonly other: Set<number>;
}

/** One person. */
export interface MemberProfile {
  readonly conditions: Map<string, ConditionTrace>;
  /** Allowed cents by year and driver, `unclassified` without a principal diagnosis. */
  readonly spend: Map<string, number>;
  readonly coverage: CoverageRow[];
}

/** What {@link MemberProfileAggregate.finish} gives: persons with conditions, spend and coverage. */
export interface MemberProfiles {
  readonly people: ReadonlyMap<string, MemberProfile>;
  readonly conditions: CodeTable;
  readonly drivers: CodeTable;
  /** Diagnosis codes by how they were found. Unit: lines. */
  readonly matches: Readonly<Record<CodeMatch['how'], number>>;
  readonly control: ControlTotals;
}

const NEVER_FLAG = /^(A0|E|K|L)/;
const NEVER_PLACES: ReadonlySet<string> = /* @__PURE__ */ new Set(['41', '42', '81']);

/**
 * Remembers of each person which chronic conditions were seen where and when, and what each cost driver cost.
 *
 * It is a mergeable aggregate of sets and sums, independent of the order of lines.
 *
 * Limits: give it a final view; a person's lines may stand in one of two merged aggregates only.
 *
 * @testedBy coe/conditions.test.ts, laws
 * @example
 * new MemberProfileAggregate({ conditions: chronicConditions(), drivers: costDriverTable() }).finish().people.size; // => 0
 */
export class MemberProfileAggregate implements Aggregate<ClaimBatch, MemberProfiles> {
  readonly kind = 'coe/member-profiles';
  readonly spec: JsonValue;
  readonly scope: MemberScope;
  readonly #tables: MemberProfileSpec;
  readonly #people = new Map<string, MemberProfile>();
  readonly #tally = new Tally();
  readonly #condition: (code: string) => CodeMatch;
  readonly #driver: (code: string) => CodeMatch;
  readonly #noFlag: readonly CompiledRule[];
  readonly #matches: Record<CodeMatch['how'], number> = { exact: 0, prefix: 0, unknown: 0 };

  /**
   * @param spec - Condition and driver tables.
   * @param scope - Over which members.
   */
  constructor(spec: MemberProfileSpec, scope: MemberScope = { kind: 'all' }) {
    this.#tables = spec;
    this.scope = scope;
    this.spec = { conditions: tableJson(spec.conditions), drivers: tableJson(spec.drivers), noFlag: asJson(spec.noFlag ?? []) };
    this.#condition = codeMatcher(spec.conditions, { every: true });
    this.#driver = codeMatcher(spec.drivers);
    this.#noFlag = (spec.noFlag ?? []).map(compileRule);
  }

  /** Adds a batch of medical lines or of coverage; changes the receiver only. */
  add(batch: ClaimBatch): void {
    if (isEligibility(batch)) {
      readCoverage(batch, (person, row) => this.#person(person).coverage.push(row));
      return;
    }
    if (!isMedical(batch))
      throw new CoalitionError('coe/invalid-input', `Profiles are made from medical lines and coverage, not from ${batch.table}.`, {
        field: 'batch',
        value: batch.table,
      });
    const reader = lineReader(batch);
    const column = batch.codes['person_id'];
    for (let row = 0; row < reader.rows; row += 1) {
      if (reader.superseded(row)) continue;
      const line = reader.line(row);
      this.#tally.count(line, line.start);
      this.#take(this.#person(column?.dictionary.values[column.ids[row] ?? 0] ?? ''), line);
    }
  }

  #take(person: MemberProfile, line: EpisodeLine): void {
    const principal = line.diagnoses[0] ?? null;
    const match = principal === null ? null : this.#driver(principal);
    if (match !== null) this.#matches[match.how] += 1;
    const { year } = civilFromDay(line.start);
    const key = `${year}|${match?.names[0] ?? 'unclassified'}`;
    person.spend.set(key, (person.spend.get(key) ?? 0) + line.allowed);
    const inpatient = line.institutional && line.admission !== null;
    if (line.denied || line.recordType === 'reversal' || (!inpatient && this.#never(line))) return;
    for (const code of line.diagnoses) {
      if (code === null) continue;
      for (const name of this.#condition(code).names) {
        const trace = traceOf(person, name);
        if (inpatient)
          trace.inpatient.set(
            `${line.source}\u0000${line.root}`,
            Math.min(line.start, trace.inpatient.get(`${line.source}\u0000${line.root}`) ?? line.start),
          );
        else trace.other.add(line.start);
      }
    }
  }

  #never(line: EpisodeLine): boolean {
    const { hcpcs } = line;
    if (line.placeOfService !== null && NEVER_PLACES.has(line.placeOfService)) return true;
    return hcpcs !== null && (NEVER_FLAG.test(hcpcs) || this.#noFlag.some((rule) => ruleHolds(rule, hcpcs)));
  }

  #person(id: string): MemberProfile {
    const known = this.#people.get(id);
    if (known !== undefined) return known;
    const person: MemberProfile = { conditions: new Map(), spend: new Map(), coverage: [] };
    this.#people.set(id, person);
    return person;
  }

  /** Takes another aggregate in; the other stays usable. */
  merge(other: MemberProfileAggregate): this {
    mergeableScopes(this, other, { left: this.#tally.lines > 0, right: other.#tally.lines > 0 });
    for (const [id, person] of other.#people) {
      const mine = this.#people.get(id);
      if (mine !== undefined && mine.spend.size > 0 && person.spend.size > 0) {
        throw new CoalitionError('aggregate/member-overlap', 'A person has lines in both aggregates. Partition the lines by person.', {
          left: this.scope.kind,
          right: other.scope.kind,
        });
      }
    }
    this.#tally.merge(other.#tally);
    for (const how of ['exact', 'prefix', 'unknown'] as const) this.#matches[how] += other.#matches[how];
    for (const [id, person] of other.#people) {
      const mine = this.#person(id);
      mine.coverage.push(...person.coverage);
      for (const [key, cents] of person.spend) mine.spend.set(key, (mine.spend.get(key) ?? 0) + cents);
      for (const [name, trace] of person.conditions) {
        const own = traceOf(mine, name);
        for (const [claim, day] of trace.inpatient) own.inpatient.set(claim, Math.min(day, own.inpatient.get(claim) ?? day));
        for (const day of trace.other) own.other.add(day);
      }
    }
    return this;
  }

  /** The profiles so far, persons and everything in them in order. */
  finish(): MemberProfiles {
    const people = new Map<string, MemberProfile>();
    for (const [id, person] of sorted(this.#people)) {
      const conditions = sorted(person.conditions).map(
        ([name, trace]) => [name, { inpatient: new Map(sorted(trace.inpatient)), other: new Set([...trace.other].sort((a, b) => a - b)) }] as const,
      );
      people.set(id, {
        conditions: new Map(conditions),
        spend: new Map(sorted(person.spend)),
        coverage: [...person.coverage].sort((a, b) => (JSON.stringify(encodeCoverage(a)) < JSON.stringify(encodeCoverage(b)) ? -1 : 1)),
      });
    }
    return { people, conditions: this.#tables.conditions, drivers: this.#tables.drivers, matches: { ...this.#matches }, control: this.control() };
  }

  control(): ControlTotals {
    return this.#tally.control();
  }

  toJSON(): AggregateJson {
    const people = [...this.finish().people].map(
      ([id, person]): JsonValue => [
        id,
        [...person.conditions].map(([name, trace]) => [name, [...trace.inpatient].map(([claim, day]) => [claim, day]), [...trace.other]]),
        [...person.spend].map(([key, cents]) => [key, cents]),
        person.coverage.map((row) => [...encodeCoverage(row)]),
      ],
    );
    return writeStored({
      kind: this.kind,
      spec: this.spec,
      scope: this.scope,
      content: { people, matches: { ...this.#matches }, tally: this.#tally.toJSON() },
    });
  }

  /** Reads a stored form back. */
  static fromJSON(json: unknown): MemberProfileAggregate {
    const { spec, scope, content, corrupt } = readStored(json, 'coe/member-profiles');
    const read = new MemberProfileAggregate(readSpec(spec), scope);
    const list = (value: unknown): readonly unknown[] => {
      if (!Array.isArray(value)) throw corrupt();
      return value;
    };
    for (const entry of list(content['people'])) {
      const [id, conditions, spend, coverage] = list(entry);
      const person = read.#person(String(id));
      for (const each of list(conditions)) {
        const [name, inpatient, other] = list(each);
        const trace = traceOf(person, String(name));
        for (const pair of list(inpatient)) trace.inpatient.set(String(list(pair)[0]), Number(list(pair)[1]));
        for (const day of list(other)) trace.other.add(Number(day));
      }
      for (const pair of list(spend)) person.spend.set(String(list(pair)[0]), Number(list(pair)[1]));
      for (const row of list(coverage)) person.coverage.push(decodeCoverage(list(row), corrupt));
    }
    const matches: unknown = content['matches'];
    if (typeof matches !== 'object' || matches === null) throw corrupt();
    const counts = new Map<string, unknown>(Object.entries(matches));
    for (const how of ['exact', 'prefix', 'unknown'] as const) read.#matches[how] = Number(counts.get(how) ?? 0);
    read.#tally.restore(content['tally'], corrupt);
    return read;
  }
}

function sorted<V>(map: ReadonlyMap<string, V>): readonly (readonly [string, V])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function traceOf(person: MemberProfile, name: string): ConditionTrace {
  const known = person.conditions.get(name);
  if (known !== undefined) return known;
  const trace: ConditionTrace = { inpatient: new Map(), other: new Set() };
  person.conditions.set(name, trace);
  return trace;
}

function isMedical(batch: ClaimBatch): batch is ClaimBatch<'medical'> {
  return batch.table === 'medical';
}

function isEligibility(batch: ClaimBatch): batch is ClaimBatch<'eligibility'> {
  return batch.table === 'eligibility';
}

function readSpec(json: JsonValue): MemberProfileSpec {
  const o: Readonly<Record<string, unknown>> = typeof json === 'object' && json !== null ? Object.fromEntries(Object.entries(json)) : {};
  const noFlag = o['noFlag'];
  if (!Array.isArray(noFlag)) throw invalid('spec.noFlag', 'malformed', 'a list is needed');
  return {
    conditions: readTable(o['conditions']),
    drivers: readTable(o['drivers']),
    noFlag: noFlag.map((rule: unknown, i) => readCodeRule(rule, `noFlag[${i}]`)),
  };
}

/** How member profiles are made and read back. */
export const memberProfilesKind: AggregateKind<MemberProfileSpec, MemberProfileAggregate> = {
  kind: 'coe/member-profiles',
  empty: (spec, scope) => new MemberProfileAggregate(spec, scope),
  fromJSON: (json) => MemberProfileAggregate.fromJSON(json),
};
