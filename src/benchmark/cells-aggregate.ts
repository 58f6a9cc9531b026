import type { Aggregate, AggregateJson, AggregateKind, ControlTotals, MemberScope } from '../claims/aggregate.js';
import { type ClaimBatch, type CodedColumn, isValid } from '../claims/batch.js';
import { claimDateDays } from '../claims/claim-date.js';
import { type Sourced, type SourceOptions, Sources } from '../claims/sources.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';
import { canonicalJson } from '../fingerprint/canonical-json.js';
import { compareCodePoints } from '../money/allocate.js';
import { firstDayOfMonth, lastDayOfMonth, monthFromIndex, monthIndex } from '../time/month.js';
import { badInput } from './bad-input.js';
import type { Cell } from './cell.js';
import { byKeys, centsOfRow, keyColumn, monthTable, paidDays, seeMonths, type TranslatedColumn } from './cell-rows.js';
import { type CellOptions, type CellSpec, cellSpec, cellSpecJson, MEASURE_COLUMNS } from './cell-spec.js';
import { CellTable, slotRows } from './cell-table.js';
import { type CellsContent, type Pile, readCells, writeCells } from './cells-content.js';
import type { CellExposure, CellsInput } from './cells-input.js';
import { type CellsResult, cellsResult } from './cells-result.js';
import { type CellsTableInput, cellsTableInput, type TableInputOptions } from './cells-table-input.js';
import { GrossCents } from './gross-cents.js';
import { type GroupOptions, groupCells } from './group-cells.js';
import { addCents, addKeys, BLOCK_ROWS, findSlots, type LineBlock, lineBlock, rowsWithout } from './line-block.js';
import { eachUncounted, PLACE, PLACEMENTS, PlacedPersons, type PlacementInput, placeBlock } from './line-placement.js';
import { assertDisjoint, personsClosed, scopeFromText } from './member-scopes.js';
import { type PersonCount, PersonSets } from './person-sets.js';
import { readCellSpec } from './read-cell-spec.js';
import { firstDifference } from './spec-difference.js';
import { Sums } from './sums.js';
import { Words } from './words.js';

/**
 * Claim lines added up by dimensions and month, each line placed beside coverage, so that what goes in comes out to the cent.
 *
 * A mergeable aggregate: any order, split and merge give the same cells. Cents and lines merge over anything disjoint in lines;
 * with `persons: 'exact'` members must be disjoint, which the scopes prove.
 *
 * @testedBy test/benchmark/cells.test.ts: brute force, Tuva's four leaks, merge laws
 */
export class CellsAggregate implements Aggregate<CellsInput, CellsResult>, Sourced {
  readonly kind = 'benchmark/cells';
  readonly #spec: CellSpec;
  readonly #ownScope: MemberScope;
  readonly #dims: readonly Words[];
  readonly #people = new Words();
  readonly #placed: PlacedPersons | null;
  readonly #table: CellTable;
  readonly #exposure: CellTable;
  readonly #persons: PersonSets;
  readonly #personSlots: CellTable;
  readonly #placements: readonly Sums[];
  readonly #uncounted: Sums;
  readonly #missing: number[];
  readonly #gross: GrossCents;
  readonly #months = new Set<number>();
  readonly #tables = new Set<string>();
  readonly #scopes = new Set<string>();
  readonly #sources = new Sources();
  readonly #first: number;
  readonly #span: number;

  /**
   * @param options - What cells are keyed by, what they add up, and whose coverage lines are placed beside.
   * @param scope - Over which members; matters only where persons are counted.
   */
  constructor(options: CellOptions, scope: MemberScope = { kind: 'all' }) {
    this.#spec = cellSpec(options);
    this.#ownScope = scope;
    const { dims, months, measures, exposureDims } = this.#spec;
    this.#first = monthIndex(months[0]);
    this.#span = monthIndex(months[1]) - this.#first + 1;
    this.#dims = dims.map(() => new Words());
    this.#placed = options.coverage === undefined ? null : new PlacedPersons(options.coverage, this.#people);
    this.#table = new CellTable([...dims.map(() => 2), this.#span], measures.length);
    this.#exposure = new CellTable([...exposureDims.map(() => 2), this.#span], 2);
    this.#personSlots = new CellTable(
      dims.map(() => 2),
      0,
    );
    this.#persons = new PersonSets(dims.length);
    this.#placements = PLACEMENTS.map(() => new Sums(measures.length));
    this.#uncounted = new Sums(measures.length);
    this.#missing = measures.map(() => 0);
    this.#gross = new GrossCents(measures);
  }

  /** The frozen specification as JSON. */
  get spec(): JsonValue {
    return cellSpecJson(this.#spec);
  }

  get scope(): MemberScope {
    const [first] = [...this.#scopes].sort(compareCodePoints);
    return first === undefined ? this.#ownScope : scopeFromText(first, this.#ownScope);
  }

  /** Names of the deliveries that went in, in code-point order. */
  get sources(): readonly string[] {
    return this.#sources.names;
  }

  /**
   * Names a delivery before its lines are added, so that neither it nor cells made of it are counted twice.
   *
   * @param name - What tells it from the others, such as `tpa-7 2025-01`.
   * @param options - Whether the name may come again.
   * @throws {@link CoalitionError} `aggregate/already-merged`, `aggregate/source-unnamed`.
   */
  addSource(name: string, options: SourceOptions = {}): this {
    this.#sources.add([name], options);
    return this;
  }

  /**
   * Adds claim lines or exposure; changes the receiver only.
   *
   * @param input - A batch of medical or pharmacy rows, a batch with further columns, or exposure by month.
   * @throws {@link CoalitionError} `aggregate/cents-overflow`, `benchmark/coverage-missing`, `aggregate/spec-mismatch` for exposure by another rule.
   */
  add(input: CellsInput): void {
    if ('rule' in input) return this.#addExposure(input);
    const [batch, columns] = 'batch' in input ? [input.batch, input.columns] : [input, {}];
    if (batch.rowCount === 0) return;
    if (this.#spec.placement === 'byCoverage' && this.#placed === null) {
      throw new CoalitionError(
        'benchmark/coverage-missing',
        `${batch.rowCount} lines are to be placed beside coverage, and none was given. Pass coverage, or say placement: 'trusted'.`,
        { rows: batch.rowCount },
      );
    }
    if (this.#spec.persons === 'exact') {
      if (!this.#persons.open) throw personsClosed(this.scope, this.#ownScope);
      this.#scopes.add(canonicalJson({ ...this.#ownScope }));
    }
    this.#gross.addBatch(batch);
    this.#tables.add(batch.table);
    this.#addLines(batch, columns);
  }

  #addLines(batch: ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>, columns: Readonly<Record<string, CodedColumn>>): void {
    const { measures, dims } = this.#spec;
    const days = this.#spec.basis.dating === 'paid' ? paidDays(batch) : claimDateDays(batch, this.#spec.claimDate);
    const translated = (column: CodedColumn | null, words: Words): TranslatedColumn | null =>
      column === null ? null : { ...column, translation: words.translate(column) };
    const keys = dims.map((name, k) => translated(keyColumn(batch, columns, name), this.#dims[k] ?? this.#people));
    const placed = this.#spec.placement === 'byCoverage' ? this.#placed : null;
    const needsPersons = placed !== null || this.#spec.persons === 'exact';
    const person = needsPersons ? translated(keyColumn(batch, {}, 'person_id'), this.#people) : null;
    placed?.learn();
    this.#table.widen([...this.#dims.map((words) => words.size), this.#span]);
    this.#personSlots.widen(this.#dims.map((words) => words.size));
    const [firstDay, lastDay] = [firstDayOfMonth(this.#first), lastDayOfMonth(this.#first + this.#span - 1)];
    const input: PlacementInput = { batch, spec: this.#spec, days, firstDay, lastDay, person, placed };
    const monthOf = monthTable(this.#first, this.#span);
    const block = lineBlock();
    const counts = new Float64Array(PLACEMENTS.length);
    const cents = measures.map(() => new Float64Array(PLACEMENTS.length));
    for (let from = 0; from < batch.rowCount; from += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, batch.rowCount - from);
      placeBlock(input, block.placement, from, count);
      this.#addPlaces(keys, this.#table.strides, block.places, from, count);
      findSlots({ block, days, from, count, monthOf, firstDay, table: this.#table, counts });
      measures.forEach((measure, m) => {
        const byPlacement = cents[m];
        if (byPlacement === undefined) return;
        for (const name of MEASURE_COLUMNS[measure]) {
          const column = batch.cents[name];
          if (column === undefined || column.validity?.length === 0) continue;
          addCents({
            values: column.values,
            validity: column.validity,
            block,
            from,
            count,
            cents: this.#table.cents,
            width: measures.length,
            m,
            byPlacement,
          });
        }
      });
      eachUncounted(input, block.placement, from, count, (row) => {
        this.#uncounted.add({ lines: 1, cents: measures.map((measure) => centsOfRow(batch, MEASURE_COLUMNS[measure], row)) });
      });
      if (this.#spec.persons === 'exact' && person !== null) this.#addPersons(block, keys, person, from, count);
    }
    PLACEMENTS.forEach((_, place) => {
      this.#placements[place]?.add({ lines: counts[place] ?? 0, cents: cents.map((each) => each[place] ?? 0) });
    });
    measures.forEach((measure, m) => {
      this.#missing[m] = (this.#missing[m] ?? 0) + rowsWithout(batch, MEASURE_COLUMNS[measure]);
    });
    seeMonths(days, this.#months);
  }

  #addPlaces(keys: readonly (TranslatedColumn | null)[], strides: readonly number[], places: Int32Array, from: number, count: number): void {
    places.fill(0, 0, count);
    keys.forEach((column, k) => {
      if (column !== null) addKeys(column, strides[k] ?? 0, places, from, count);
    });
  }

  #addPersons(block: LineBlock, keys: readonly (TranslatedColumn | null)[], person: TranslatedColumn, from: number, count: number): void {
    const { strides } = this.#personSlots;
    const [first = 1] = strides;
    this.#addPlaces(keys, strides, block.places, from, count);
    for (let i = 0; i < count; i += 1) {
      if (block.placement[i] !== PLACE.matched || !isValid(person.validity, from + i)) continue;
      const at = block.places[i] ?? 0;
      this.#persons.add(this.#personSlots.slotOf(at), Math.floor(at / first), person.translation[person.ids[from + i] ?? 0] ?? 0);
    }
  }

  #addExposure(exposure: CellExposure): void {
    const { exposureDims, basis, dims } = this.#spec;
    if (exposure.rule !== basis.exposureRule) {
      throw new CoalitionError(
        'aggregate/spec-mismatch',
        `Exposure was counted by ${exposure.rule} and the cells are by ${basis.exposureRule}. Count it by the rule of the basis.`,
        { path: 'basis.exposureRule' },
      );
    }
    for (const cell of exposure.cells) {
      const month = monthIndex(cell.month) - this.#first;
      if (month < 0 || month >= this.#span) continue;
      const keys = exposureDims.map((dim) => (this.#dims[dims.indexOf(dim)] ?? this.#people).idOf(cell.keys[dim] ?? null));
      this.#addUnits(keys, month, [cell.memberUnits, cell.employeeUnits]);
    }
  }

  #addUnits(keys: readonly number[], month: number, units: readonly [number, number]): void {
    if (units.some((each) => !Number.isSafeInteger(each) || each < 0))
      throw badInput('exposure units', units.join(', '), 'whole numbers of at least 0');
    this.#exposure.widen([...keys.map((key) => key + 1), this.#span]);
    this.#exposure.add(this.#exposure.slotOfKeys([...keys, month]), 1, units);
  }

  /**
   * Takes the other in and returns the receiver; the other stays usable.
   *
   * @param other - Cells of the same specification.
   * @param options - Whether a source that is in already may come again.
   * @throws {@link CoalitionError} `aggregate/spec-mismatch`, `aggregate/member-overlap`, `aggregate/already-merged`, `aggregate/cents-overflow`.
   */
  merge(other: this, options: SourceOptions = {}): this {
    const [mine, theirs] = [canonicalJson(this.spec), canonicalJson(other.spec)];
    if (mine !== theirs) {
      throw new CoalitionError(
        'aggregate/spec-mismatch',
        `Cells of different specifications don't merge: ${firstDifference(this.spec, other.spec)} differs. Build both alike.`,
        {
          path: firstDifference(this.spec, other.spec),
        },
      );
    }
    this.#take(other.content(), other.#scopes, options);
    return this;
  }

  #take(content: CellsContent, scopes: ReadonlySet<string>, options: SourceOptions = {}): void {
    assertDisjoint(this.#scopes, scopes);
    this.#gross.check(content.gross);
    this.#sources.add(content.sources, options);
    this.#gross.add(content.gross);
    const { exposureDims, dims } = this.#spec;
    for (const cell of content.cells) {
      const keys = cell.keys.map((key, k) => (this.#dims[k] ?? this.#people).idOf(key));
      this.#table.widen([...keys.map((key) => key + 1), this.#span]);
      this.#table.add(this.#table.slotOfKeys([...keys, cell.month]), cell.pile.lines, cell.pile.cents);
    }
    for (const cell of content.exposure) {
      const keys = cell.keys.map((key, k) => (this.#dims[dims.indexOf(exposureDims[k] ?? '')] ?? this.#people).idOf(key));
      this.#addUnits(keys, cell.month, [cell.memberUnits, cell.employeeUnits]);
    }
    content.placements.forEach((pile, place) => {
      this.#placements[place]?.add(place === PLACE.matched ? { ...pile, cents: [] } : pile);
    });
    this.#uncounted.add(content.uncounted);
    content.missing.forEach((rows, m) => {
      this.#missing[m] = (this.#missing[m] ?? 0) + rows;
    });
    for (const month of content.months) this.#months.add(month);
    for (const table of content.tables) this.#tables.add(table);
    this.#persons.addForeign(content.persons);
    for (const scope of scopes) this.#scopes.add(scope);
  }

  /** Everything known, as plain data in canonical order. */
  content(): CellsContent {
    const words = (ids: readonly number[], names: readonly string[]): (string | null)[] =>
      names.map((name, k) => this.#dims[this.#spec.dims.indexOf(name)]?.wordOf(ids[k] ?? 0) ?? null);
    const { dims, exposureDims, measures } = this.#spec;
    const cells = slotRows(this.#table, dims.length, measures.length).map((row) => ({
      keys: words(row.keys, dims),
      month: row.month,
      pile: { lines: row.lines, cents: row.cents },
    }));
    const exposure = slotRows(this.#exposure, exposureDims.length, 2).map((row) => ({
      keys: words(row.keys, exposureDims),
      month: row.month,
      memberUnits: row.cents[0] ?? 0,
      employeeUnits: row.cents[1] ?? 0,
    }));
    return {
      cells: cells.sort(byKeys),
      exposure: exposure.sort(byKeys),
      placements: this.#piles(),
      uncounted: this.#uncounted.pile,
      missing: [...this.#missing],
      gross: this.#gross.cents,
      months: [...this.#months].sort((a, b) => a - b),
      tables: [...this.#tables].sort(compareCodePoints),
      persons: this.#personCounts(),
      scopes: [...this.#scopes].sort(compareCodePoints),
      sources: this.sources,
    };
  }

  /** Lines and cents by placement; the cents of matched lines are those of the cells. */
  #piles(): readonly Pile[] {
    const { measures } = this.#spec;
    const matched = measures.map(() => 0);
    for (let slot = 0; slot < this.#table.size; slot += 1) {
      for (let m = 0; m < measures.length; m += 1) matched[m] = (matched[m] ?? 0) + (this.#table.cents[slot * measures.length + m] ?? 0);
    }
    return this.#placements.map((sums, place) => (place === PLACE.matched ? { lines: sums.lines, cents: matched } : sums.pile));
  }

  #personCounts(): readonly PersonCount[] {
    if (this.#persons.empty) return [];
    return this.#persons.counts((slot) => this.#personSlots.keysOf(slot).map((id, k) => this.#dims[k]?.wordOf(id) ?? null));
  }

  /** The cells so far, with their reconciliation; adding may go on after it. */
  finish(): CellsResult {
    return cellsResult(this.#spec, this.content(), this.control());
  }

  /** Where every line went, in lines and in cents. */
  reconcile(): CellsResult['reconciliation'] {
    return this.finish().reconciliation;
  }

  /** Cells grouped by some of the dimensions, with exposure and persons; see {@link groupCells}. */
  cells(o: GroupOptions = {}): readonly Cell[] {
    return groupCells(this.finish(), o);
  }

  /** The cells as a table that `protectTable` takes; see {@link cellsTableInput}. */
  toTableInput(o: TableInputOptions): CellsTableInput {
    return cellsTableInput(this.finish(), o);
  }

  control(): ControlTotals {
    const months = [...this.#months].sort((a, b) => a - b);
    const [first, last] = [months[0], months[months.length - 1]];
    const total = (m: number): number => this.#piles().reduce((sum, pile) => sum + (pile.cents[m] ?? 0), 0);
    return {
      lines: this.#placements.reduce((sum, each) => sum + each.lines, 0),
      cents: Object.fromEntries(this.#spec.measures.map((measure, m) => [measure, total(m)])),
      grossCents: Object.fromEntries(this.#spec.measures.map((measure, m) => [measure, this.#gross.cents[m] ?? 0])),
      firstMonth: first === undefined ? null : monthFromIndex(first),
      lastMonth: last === undefined ? null : monthFromIndex(last),
      months: months.length,
    };
  }

  toJSON(): AggregateJson {
    return writeCells({ spec: this.spec, scope: this.scope, content: this.content() });
  }

  /** Reads cells back from their stored form. */
  static fromJSON(json: unknown): CellsAggregate {
    const stored = readCells(json);
    const cells = new CellsAggregate(readCellSpec(stored.spec), stored.scope);
    cells.#take(stored.content, new Set(stored.content.scopes));
    return cells;
  }
}

/**
 * Starts cells: claim lines and exposure go in, PEPM and reconciliation come out.
 *
 * @unit US cents, claim lines, 1/377,580 month
 * @testedBy test/benchmark/cells.test.ts
 * @param o - Dimensions, measures, months, basis, coverage.
 * @param scope - Over which members; matters only where persons are counted. Default all.
 * @returns Empty cells.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * benchmarkCells({ months: ['2025-01', '2025-12'], basis: basisPresets.hcci, placement: 'trusted' }).control().lines; // => 0
 */
export function benchmarkCells(o: CellOptions, scope: MemberScope = { kind: 'all' }): CellsAggregate {
  return new CellsAggregate(o, scope);
}

/** How cells are made and read back. */
export const cellsKind: AggregateKind<CellOptions, CellsAggregate> = /* @__PURE__ */ Object.freeze({
  kind: 'benchmark/cells',
  empty: (o: CellOptions, scope?: MemberScope) => new CellsAggregate(o, scope),
  fromJSON: (json: unknown) => CellsAggregate.fromJSON(json),
});
