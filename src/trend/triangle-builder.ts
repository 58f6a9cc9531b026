import type { Aggregate, AggregateJson, AggregateKind, ControlTotals, MemberScope } from '../claims/aggregate.js';
import type { ClaimBatch } from '../claims/batch.js';
import type { LedgerEntry } from '../claims/ledger/ledger.js';
import { type Sourced, type SourceOptions, Sources } from '../claims/sources.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { JsonValue } from '../errors/json.js';
import { monthFromIndex, monthIndexOfDay } from '../time/month.js';
import { type BuildQuality, qualityOf, REFUSED, type Refused, type RefusedReason, refusedFrom } from './build-quality.js';
import { type BuildOptions, buildTriangle } from './build-triangle.js';
import { PeriodTable } from './period-table.js';
import { lineColumns, type TriangleLine, type TriangleTextLine } from './read-lines.js';
import type { Triangle } from './triangle.js';
import { NO_DAY, triangleColumns } from './triangle-lines.js';
import { readSketch, type SketchContent, type TriangleSketch, writeSketch } from './triangle-sketch.js';
import { checkedSpec, invalidInput, specJson, type TriangleSpec } from './triangle-spec.js';

/** What {@link TriangleBuilder.add} takes: a batch of claim lines, or lines with cents or with decimal text. */
export type TriangleInput = ClaimBatch | TriangleLine | TriangleTextLine | Iterable<TriangleLine | TriangleTextLine>;

/**
 * Collects claim transactions into incurred by paid cells, in one pass and exactly.
 *
 * It is a mergeable aggregate: any order of lines, any split and any merge tree give identical cells, because they are
 * integers. Sketches of several employers merge inside one coalition without moving a claim.
 *
 * @testedBy trend/triangle-builder.test.ts: order, split, merge, control totals, as-of
 * @example
 * const builder = new TriangleBuilder({ grain: 'month', unit: 'cents', origin: '2025-01', months: 2, maxLag: 1, basis: 'paid',
 *   netOf: [], incurredDate: 'default', lagPolicy: 'reject', negativeLag: 'quarantine' });
 * builder.add([{ incurred: '2025-01-10', paid: '2025-02-03', cents: 12_500 }, { incurred: '2025-02-01', paid: '2025-02-20', cents: 4_000 }]);
 * builder.build({ asOf: '2025-02', fillMissing: 'zero' }).latest(); // => [12500, 4000]
 */
export class TriangleBuilder implements Aggregate<TriangleInput, Triangle>, Sourced {
  readonly kind = 'trend/triangle';
  readonly scope: MemberScope;
  readonly #spec: TriangleSpec;
  readonly #specText: string;
  readonly #cells: Float64Array;
  readonly #lines: Float64Array;
  readonly #refused: Record<RefusedReason, Refused>;
  readonly #table: PeriodTable;
  readonly #sources = new Sources();
  #gross = 0;

  /**
   * @param spec - Grain, first month, size and policies; all stated.
   * @param scope - Over which members; cells merge over anything disjoint in lines.
   */
  constructor(spec: TriangleSpec, scope: MemberScope = { kind: 'all' }) {
    this.#spec = checkedSpec(spec);
    this.#specText = JSON.stringify(specJson(this.#spec));
    this.scope = scope;
    const size = spec.months * (spec.maxLag + 1);
    this.#cells = new Float64Array(size);
    this.#lines = new Float64Array(size);
    this.#refused = refusedFrom(() => ({ rows: 0, cents: 0 }));
    this.#table = new PeriodTable(this.#spec);
  }

  /** The frozen specification as JSON. */
  get spec(): JsonValue {
    return specJson(this.#spec);
  }

  /** Names of the deliveries that went in, in code-point order. */
  get sources(): readonly string[] {
    return this.#sources.names;
  }

  /**
   * Names a delivery before its lines are added, so that neither it nor a triangle made of it is counted twice.
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
   * Adds transactions; changes the receiver only.
   *
   * @param input - A claim batch, a line or lines. A line without a date is quarantined, not dropped.
   * @throws {@link CoalitionError} `trend/invalid-input`, `aggregate/cents-overflow`.
   */
  add(input: TriangleInput): void {
    if (isBatch(input)) {
      const columns = triangleColumns(input, this.#spec);
      this.addColumns(columns.incurred, columns.paid, columns.cents);
      return;
    }
    const { incurred, paid, cents } = lineColumns(isLine(input) ? [input] : input, this.#spec.basis);
    this.addColumns(incurred, paid, cents);
  }

  /**
   * Adds transactions as columns: the fast path.
   *
   * @param incurred - Days since 1970-01-01; the smallest 32-bit integer means missing.
   * @param paid - Days since 1970-01-01, likewise.
   * @param cents - Whole cents, or claims where the basis is `count`.
   * @throws {@link CoalitionError} `trend/invalid-input` for columns of different length or an amount that isn't whole.
   */
  addColumns(incurred: Int32Array, paid: Int32Array, cents: Int32Array | Float64Array): void {
    if (incurred.length !== paid.length || paid.length !== cents.length) {
      throw invalidInput('columns', `${incurred.length}, ${paid.length}, ${cents.length} rows`, 'Give three columns of one length.');
    }
    this.#gross = this.#grossWith(grossOf(cents));
    const { maxLag, months, lagPolicy, negativeLag } = this.#spec;
    const columns = maxLag + 1;
    const [cells, counts, { period, first, length }] = [this.#cells, this.#lines, this.#table];
    for (let row = 0; row < cents.length; row += 1) {
      const amount = cents[row] ?? 0;
      const a = (incurred[row] ?? NO_DAY) - first;
      const b = (paid[row] ?? NO_DAY) - first;
      const i = a >= 0 && a < length ? (period[a] ?? 0) : this.#slow(a + first);
      const j = b >= 0 && b < length ? (period[b] ?? 0) : this.#slow(b + first);
      let lag = j - i;
      if (!(lag >= 0 && lag <= maxLag && i >= 0 && i < months)) {
        if (Number.isNaN(lag)) lag = this.#refuse('noDate', amount);
        else if (i < 0 || i >= months) lag = this.#refuse('outOfPeriod', amount);
        else if (lag < 0) lag = negativeLag === 'lag0' ? 0 : this.#refuse('negativeLag', amount);
        else lag = lagPolicy === 'clampToMax' ? this.#clamp(amount, maxLag) : this.#refuse('lagOverflow', amount);
        if (lag < 0) continue;
      }
      const at = i * columns + lag;
      cells[at] = (cells[at] ?? 0) + amount;
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }

  /**
   * Adds a ledger's transactions: corrections of every style count on the day on which they were paid, replaced versions are undone.
   *
   * @param batch - The claim lines that the ledger was made of.
   * @param entries - Its transactions, by `buildLedger(batch).ledger()`.
   * @throws {@link CoalitionError} `trend/invalid-input` for a triangle of counts.
   */
  addLedger(batch: ClaimBatch, entries: readonly LedgerEntry[]): void {
    const { basis } = this.#spec;
    if (basis === 'count') throw invalidInput('basis', basis, 'A ledger moves money; count claims from lines that you choose.');
    const columns = triangleColumns(batch, this.#spec);
    const pick = (days: Int32Array): Int32Array => Int32Array.from(entries, ({ row }) => days[row] ?? NO_DAY);
    this.addColumns(
      pick(columns.incurred),
      pick(columns.paid),
      Float64Array.from(entries, ({ cents }) => cents[basis]),
    );
  }

  /**
   * Takes another builder or its sketch in; the other stays usable.
   *
   * @param other - The builder or sketch, of the same specification.
   * @param options - Whether a source that is in already may come again.
   * @throws {@link CoalitionError} `aggregate/spec-mismatch`, `aggregate/already-merged`, `aggregate/cents-overflow`, `aggregate/corrupt`.
   */
  merge(other: TriangleBuilder | TriangleSketch, options: SourceOptions = {}): this {
    const from = other instanceof TriangleBuilder ? other.#content() : readSketch(other);
    if (from.specText !== this.#specText) throw specMismatch(specJson(this.#spec), specJson(from.spec));
    const gross = this.#grossWith(from.gross);
    this.#sources.add(from.sources, options);
    this.#gross = gross;
    addTo(this.#cells, from.cells);
    addTo(this.#lines, from.lines);
    for (const reason of REFUSED) {
      const right = from.refused[reason];
      if (right.rows === 0 && right.cents === 0) continue;
      const left = this.#refused[reason];
      this.#refused[reason] = { rows: left.rows + right.rows, cents: left.cents + right.cents };
    }
    return this;
  }

  /** The triangle at the last paid month that holds a line; {@link TriangleBuilder.build} states it. */
  finish(): Triangle {
    const last = this.#span()[1] ?? 0;
    return this.build({ asOf: monthFromIndex(this.#table.lastMonthOf(last)), fillMissing: 'zero' });
  }

  /**
   * Closes the cells as a triangle that knows only what was paid by a day.
   *
   * @param options - `asOf` and what goes with it.
   * @returns The triangle.
   * @throws {@link CoalitionError} `trend/as-of-invalid`, `trend/missing-month`, `trend/invalid-input`.
   */
  build(options: BuildOptions): Triangle {
    return buildTriangle({ spec: this.#spec, cells: this.#cells, lines: this.#lines, control: this.control(), quality: this.quality() }, options);
  }

  /** Where every line went: accepted + quarantined + rejected = input, in rows and in cents, by reason. */
  quality(): BuildQuality {
    return qualityOf({ spec: this.#spec, cells: this.#cells, lines: this.#lines, refused: this.#refused });
  }

  control(): ControlTotals {
    const { input } = this.quality();
    const [first, last] = this.#span();
    const measure = this.#spec.basis;
    let months = 0;
    for (let i = 0; i < this.#spec.months; i += 1) if (this.#rowLines(i) > 0) months += 1;
    return {
      lines: input.rows,
      cents: { [measure]: input.cents },
      grossCents: { [measure]: this.#gross },
      firstMonth: first === null ? null : monthFromIndex(this.#table.firstMonthOf(first)),
      lastMonth: last === null ? null : monthFromIndex(this.#table.lastMonthOf(last)),
      months,
    };
  }

  toJSON(): AggregateJson {
    return this.toSketch();
  }

  /** The stored form: versioned, with its specification and a checksum. It holds no persons, but small cells may tell of one. */
  toSketch(): TriangleSketch {
    return writeSketch(this.#content());
  }

  /** Reads a stored form back. */
  static fromSketch(sketch: unknown): TriangleBuilder {
    const read = readSketch(sketch);
    const builder = new TriangleBuilder(read.spec, read.scope);
    builder.#cells.set(read.cells);
    builder.#lines.set(read.lines);
    Object.assign(builder.#refused, read.refused);
    builder.#gross = read.gross;
    builder.#sources.add(read.sources);
    return builder;
  }

  #content(): SketchContent {
    return {
      spec: this.#spec,
      specText: this.#specText,
      scope: this.scope,
      cells: this.#cells,
      lines: this.#lines,
      refused: this.#refused,
      gross: this.#gross,
      sources: this.sources,
    };
  }

  #grossWith(more: number): number {
    const gross = this.#gross + more;
    if (gross <= Number.MAX_SAFE_INTEGER) return gross;
    throw new CoalitionError(
      'aggregate/cents-overflow',
      'The absolute amounts sum to more than 2^53 - 1 cents (90 trillion dollars). Check their unit, or split the triangle.',
      {
        measure: this.#spec.basis,
      },
    );
  }

  #slow(day: number): number {
    return day === NO_DAY ? Number.NaN : this.#table.periodOf(monthIndexOfDay(day));
  }

  #refuse(reason: RefusedReason, cents: number): -1 {
    const { rows, cents: sum } = this.#refused[reason];
    this.#refused[reason] = { rows: rows + 1, cents: sum + cents };
    return -1;
  }

  #clamp(cents: number, lag: number): number {
    const { rows, cents: sum } = this.#refused.clamped;
    this.#refused.clamped = { rows: rows + 1, cents: sum + cents };
    return lag;
  }

  #rowLines(i: number): number {
    const columns = this.#spec.maxLag + 1;
    let lines = 0;
    for (let k = 0; k < columns; k += 1) lines += this.#lines[i * columns + k] ?? 0;
    return lines;
  }

  /** First incurred and last paid period that hold a line. */
  #span(): readonly [number | null, number | null] {
    const columns = this.#spec.maxLag + 1;
    let [first, last]: [number | null, number | null] = [null, null];
    for (let at = 0; at < this.#lines.length; at += 1) {
      if (this.#lines[at] === 0) continue;
      const i = Math.floor(at / columns);
      first ??= i;
      last = Math.max(last ?? 0, i + (at % columns));
    }
    return [first, last];
  }
}

/** How triangle builders are made and read back. */
export const triangleKind: AggregateKind<TriangleSpec, TriangleBuilder> = {
  kind: 'trend/triangle',
  empty: (spec, scope) => new TriangleBuilder(spec, scope),
  fromJSON: (json) => TriangleBuilder.fromSketch(json),
};

function specMismatch(
  mine: Readonly<Record<string, JsonValue>>,
  theirs: Readonly<Record<string, JsonValue>>,
): CoalitionError<'aggregate/spec-mismatch'> {
  const path = Object.keys(mine).find((key) => JSON.stringify(mine[key]) !== JSON.stringify(theirs[key])) ?? '';
  return new CoalitionError(
    'aggregate/spec-mismatch',
    `The triangles differ in ${path}: ${JSON.stringify(mine[path])} and ${JSON.stringify(theirs[path])}. Build both with the same specification.`,
    { path: `spec.${path}` },
  );
}

function addTo(sum: Float64Array, more: Float64Array): void {
  for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (more[at] ?? 0);
}

function isBatch(input: TriangleInput): input is ClaimBatch {
  return 'rowCount' in input && 'table' in input;
}

function isLine(input: TriangleLine | TriangleTextLine | Iterable<TriangleLine | TriangleTextLine>): input is TriangleLine | TriangleTextLine {
  return 'incurred' in input;
}

function grossOf(cents: Int32Array | Float64Array): number {
  let gross = 0;
  for (let row = 0; row < cents.length; row += 1) gross += Math.abs(cents[row] ?? 0);
  let whole = Number.isSafeInteger(gross) || gross > Number.MAX_SAFE_INTEGER;
  if (cents instanceof Float64Array) for (let row = 0; row < cents.length && whole; row += 1) whole = Number.isSafeInteger(cents[row]);
  if (!whole) throw invalidInput('cents', 'not whole', 'Amounts are whole cents within plus or minus 2^53 - 1.');
  return gross;
}
