import type { Aggregate, AggregateJson, AggregateKind, ControlTotals, MemberScope } from '../../claims/aggregate.js';
import type { ClaimBatch } from '../../claims/batch.js';
import type { EligibilitySpan } from '../../claims/eligibility-span.js';
import type { MedicalClaimLine } from '../../claims/medical-claim-line.js';
import { CoalitionError } from '../../errors/coalition-error.js';
import type { JsonValue } from '../../errors/json.js';
import { readStored, writeStored } from './aggregate-store.js';
import type { CoverageRow } from './coverage.js';
import type { EpisodeSet } from './episode.js';
import { addMoney, type EpisodeLine, type EpisodeMoney, moneyOf, NO_MONEY } from './episode-line.js';
import { type CompiledSpec, compileSpec, type EpisodeSpec, readSpec } from './episode-spec.js';
import { finishEpisodes } from './finish-episodes.js';
import { decodeCoverage, decodeLine, encodeCoverage, encodeLine } from './line-codec.js';
import { lineOfRecord } from './line-of-record.js';
import type { MemberInput } from './member-episodes.js';
import { mergeableScopes } from './mergeable-scopes.js';
import { coverageOfRecord, readCoverage } from './read-coverage.js';
import { lineReader } from './read-lines.js';
import { skimLines, WantedPersons } from './skim-lines.js';
import { Tally } from './tally.js';

/** What {@link EpisodeAggregate.add} takes: batches or records of medical lines and of coverage, in any order. */
export type EpisodeInput = ClaimBatch | MedicalClaimLine | EligibilitySpan | Iterable<MedicalClaimLine | EligibilitySpan>;

/** How an aggregate keeps its memory small. */
export interface EpisodeAggregateOptions {
  /** Persons whose lines are kept, as {@link TriggerMembers} finds them; all others are counted only. Default: every person. */
  readonly members?: ReadonlySet<string>;
  /** Skips the check that no person is in two merged aggregates. Default false. */
  readonly trustPartition?: boolean;
}

interface Person {
  readonly lines: EpisodeLine[];
  readonly coverage: CoverageRow[];
}

/**
 * Builds episodes from lines in any order: it keeps what episodes need of each line and decides nothing until it is finished.
 *
 * Use it in two passes over unsorted data: {@link TriggerMembers} first, then this with `members`, so that memory grows with
 * the lines of persons who have a trigger. Merging is exact; a person may be in one of two merged aggregates only.
 *
 * Limits: give it a final view (`claims/`), or all transactions of sources that correct by reversal, delta or new version.
 *
 * @testedBy coe/episodes-equal-brute-force.test.ts, coe/episode-aggregate.test.ts, laws
 * @example
 * const episodes = new EpisodeAggregate({ definitions: [jointReplacement()], paidThrough: '2026-06-30', runOutDays: 90 });
 * episodes.finish().summary; // => '0 episodes, of which 0 are complete (no complete episode); 0 anchors are counted but stand in no mean.'
 */
export class EpisodeAggregate implements Aggregate<EpisodeInput, EpisodeSet> {
  readonly kind = 'coe/episodes';
  readonly scope: MemberScope;
  readonly #spec: CompiledSpec;
  readonly #options: EpisodeAggregateOptions;
  readonly #people = new Map<string, Person>();
  readonly #tally = new Tally();
  readonly #persons: WantedPersons | null;
  #others: { readonly rows: number; readonly money: EpisodeMoney } = { rows: 0, money: NO_MONEY };
  #superseded: { readonly rows: number; readonly money: EpisodeMoney } = { rows: 0, money: NO_MONEY };

  /**
   * @param spec - Definitions and dates.
   * @param scope - Over which members.
   * @param options - Which persons are kept.
   */
  constructor(spec: EpisodeSpec, scope: MemberScope = { kind: 'all' }, options: EpisodeAggregateOptions = {}) {
    this.#spec = compileSpec(spec);
    this.scope = scope;
    this.#options = options;
    this.#persons = options.members === undefined ? null : new WantedPersons(options.members);
  }

  /** The specification as JSON. */
  get spec(): JsonValue {
    return this.#spec.json;
  }

  /**
   * Adds medical lines or coverage; changes the receiver only.
   *
   * @param input - A batch, a record or records. Pharmacy and other batches are refused.
   * @throws {@link CoalitionError} `coe/invalid-input`, `aggregate/cents-overflow`.
   */
  add(input: EpisodeInput): void {
    if ('rowCount' in input) return this.#addBatch(input);
    for (const record of 'data_source' in input ? [input] : input) {
      if ('claim_id' in record) {
        const line = lineOfRecord(record);
        this.#count(line, record.is_final_action === false ? 'superseded' : this.#wanted(record.person_id) ? 'kept' : 'other');
        if (record.is_final_action !== false && this.#wanted(record.person_id)) this.#person(record.person_id).lines.push(line);
      } else if (this.#wanted(record.person_id)) {
        const row = coverageOfRecord(record);
        if (row !== null) this.#person(record.person_id).coverage.push(row);
      }
    }
  }

  /** Adds all rows of one member, in any order. */
  addMember(rows: Iterable<MedicalClaimLine | EligibilitySpan>): void {
    this.add(rows);
  }

  #addBatch(batch: ClaimBatch): void {
    if (isMedical(batch)) return this.#addLines(batch);
    if (!isEligibility(batch))
      throw new CoalitionError('coe/invalid-input', `Episodes are built from medical lines and coverage, not from ${batch.table}.`, {
        field: 'batch',
        value: batch.table,
      });
    readCoverage(batch, (person, row) => {
      if (this.#wanted(person)) this.#person(person).coverage.push(row);
    });
  }

  #addLines(batch: ClaimBatch<'medical'>): void {
    const person = batch.codes['person_id'];
    if (person === undefined) return;
    const { ids, dictionary } = person;
    const wanted = this.#persons?.of(dictionary);
    const reader = lineReader(batch);
    const kept = (row: number): boolean => !reader.superseded(row) && (wanted === undefined || wanted[ids[row] ?? 0] === 1);
    if (wanted !== undefined) {
      const others = skimLines(batch, (row) => reader.superseded(row) || wanted[ids[row] ?? 0] === 1);
      this.#tally.countMany(others.rows, others.money, others.gross, others.days);
      this.#others = { rows: this.#others.rows + others.rows, money: addMoney(this.#others.money, others.money) };
    }
    const aside = skimLines(batch, (row) => !reader.superseded(row));
    this.#tally.countMany(aside.rows, aside.money, aside.gross, aside.days);
    this.#superseded = { rows: this.#superseded.rows + aside.rows, money: addMoney(this.#superseded.money, aside.money) };
    for (let row = 0; row < reader.rows; row += 1) {
      if (!kept(row)) continue;
      const line = reader.line(row);
      this.#tally.count(line, line.start);
      this.#person(dictionary.values[ids[row] ?? 0] ?? '').lines.push(line);
    }
  }

  #wanted(person: string): boolean {
    return this.#options.members === undefined || this.#options.members.has(person);
  }

  #person(id: string): Person {
    const known = this.#people.get(id);
    if (known !== undefined) return known;
    const person: Person = { lines: [], coverage: [] };
    this.#people.set(id, person);
    return person;
  }

  #count(line: EpisodeMoney & { readonly start: number }, pile: 'kept' | 'other' | 'superseded'): void {
    this.#tally.count(line, line.start);
    if (pile === 'other') this.#others = { rows: this.#others.rows + 1, money: addMoney(this.#others.money, line) };
    if (pile === 'superseded') this.#superseded = { rows: this.#superseded.rows + 1, money: addMoney(this.#superseded.money, line) };
  }

  /** Takes another aggregate in; the other stays usable. */
  merge(other: EpisodeAggregate): this {
    mergeableScopes(this, other, { left: this.#tally.lines > 0, right: other.#tally.lines > 0 });
    if (this.#options.trustPartition !== true) {
      for (const [id, person] of other.#people) {
        const mine = this.#people.get(id);
        if (mine !== undefined && mine.lines.length > 0 && person.lines.length > 0) {
          throw new CoalitionError(
            'aggregate/member-overlap',
            'A person has lines in both aggregates. Partition the lines by person, or set trustPartition.',
            { left: this.scope.kind, right: other.scope.kind },
          );
        }
      }
    }
    this.#tally.merge(other.#tally);
    for (const [id, person] of other.#people) {
      const mine = this.#person(id);
      mine.lines.push(...person.lines);
      mine.coverage.push(...person.coverage);
    }
    this.#others = { rows: this.#others.rows + other.#others.rows, money: addMoney(this.#others.money, other.#others.money) };
    this.#superseded = { rows: this.#superseded.rows + other.#superseded.rows, money: addMoney(this.#superseded.money, other.#superseded.money) };
    return this;
  }

  #members(): readonly MemberInput[] {
    return [...this.#people].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([personId, person]) => ({ personId, ...person }));
  }

  /** The episodes so far; pure. */
  finish(): EpisodeSet {
    return finishEpisodes({
      spec: this.#spec,
      members: this.#members(),
      others: this.#others,
      superseded: this.#superseded,
      control: this.control(),
    });
  }

  control(): ControlTotals {
    return this.#tally.control();
  }

  toJSON(): AggregateJson {
    const people = this.#members().map(
      ({ personId, lines, coverage }): JsonValue => [personId, sortedRows(lines.map(encodeLine)), sortedRows(coverage.map(encodeCoverage))],
    );
    const pile = ({ rows, money }: { readonly rows: number; readonly money: EpisodeMoney }): JsonValue => [
      rows,
      money.allowed,
      money.planPaid,
      money.memberPaid,
      money.cobPaid,
    ];
    return writeStored({
      kind: this.kind,
      spec: this.spec,
      scope: this.scope,
      content: { people, others: pile(this.#others), superseded: pile(this.#superseded), tally: this.#tally.toJSON() },
    });
  }

  /** Reads a stored form back. */
  static fromJSON(json: unknown, options: EpisodeAggregateOptions = {}): EpisodeAggregate {
    const { spec, scope, content, corrupt } = readStored(json, 'coe/episodes');
    const read = new EpisodeAggregate(readSpec(spec), scope, options);
    const rows = (value: unknown): readonly unknown[] => {
      if (!Array.isArray(value)) throw corrupt();
      return value;
    };
    for (const entry of rows(content['people'])) {
      const [id, lines, coverage] = rows(entry);
      if (typeof id !== 'string') throw corrupt();
      const person = read.#person(id);
      for (const line of rows(lines)) person.lines.push(decodeLine(rows(line), corrupt));
      for (const row of rows(coverage)) person.coverage.push(decodeCoverage(rows(row), corrupt));
    }
    const pile = (value: unknown): { readonly rows: number; readonly money: EpisodeMoney } => {
      const [count = 0, allowed = 0, planPaid = 0, memberPaid = 0, cobPaid = 0] = rows(value).map(Number);
      return { rows: count, money: moneyOf({ allowed, planPaid, memberPaid, cobPaid }) };
    };
    read.#others = pile(content['others']);
    read.#superseded = pile(content['superseded']);
    read.#tally.restore(content['tally'], corrupt);
    return read;
  }
}

function isMedical(batch: ClaimBatch): batch is ClaimBatch<'medical'> {
  return batch.table === 'medical';
}

function isEligibility(batch: ClaimBatch): batch is ClaimBatch<'eligibility'> {
  return batch.table === 'eligibility';
}

function sortedRows(rows: readonly (readonly JsonValue[])[]): readonly JsonValue[] {
  return rows
    .map((row) => ({ row, key: JSON.stringify(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}

/** How episode aggregates are made and read back. */
export const episodesKind: AggregateKind<EpisodeSpec, EpisodeAggregate> = {
  kind: 'coe/episodes',
  empty: (spec, scope) => new EpisodeAggregate(spec, scope),
  fromJSON: (json) => EpisodeAggregate.fromJSON(json),
};
