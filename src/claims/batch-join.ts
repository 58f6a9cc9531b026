import type { CentsColumn, ClaimBatch, CodedColumn, DaysColumn, ListColumn, ScaledColumn, TableName, TextColumn, Validity } from './batch.js';
import { isValid } from './batch.js';
import { BatchBuilder } from './batch-builder.js';

/** Where a row of the joined batch comes from: the part, and the row in it. */
interface Source {
  readonly rows: number;
  readonly part: Uint32Array;
  readonly row: Int32Array;
}

function sourceOf(parts: readonly ClaimBatch[], picked: Int32Array | null): Source {
  const total = parts.reduce((sum, part) => sum + part.rowCount, 0);
  const starts: number[] = [];
  let start = 0;
  for (const part of parts) {
    starts.push(start);
    start += part.rowCount;
  }
  const rows = picked === null ? total : picked.length;
  const source = { rows, part: new Uint32Array(rows), row: new Int32Array(rows) };
  let at = 0;
  for (let i = 0; i < rows; i += 1) {
    const global = picked === null ? i : (picked[i] ?? 0);
    while (at + 1 < starts.length && (starts[at + 1] ?? 0) <= global) at += 1;
    while ((starts[at] ?? 0) > global) at -= 1;
    source.part[i] = at;
    source.row[i] = global - (starts[at] ?? 0);
  }
  return source;
}

interface Nullable {
  readonly validity?: Validity;
}

function joinValidity(columns: readonly Nullable[], source: Source): { readonly validity?: Validity } {
  if (columns.every((column) => column.validity === undefined)) return {};
  const bits = new Uint8Array((source.rows + 7) >> 3);
  let nulls = 0;
  for (let i = 0; i < source.rows; i += 1) {
    if (isValid(columns[source.part[i] ?? 0]?.validity, source.row[i] ?? 0)) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
    else nulls += 1;
  }
  if (nulls === source.rows) return { validity: new Uint8Array(0) };
  return nulls === 0 ? {} : { validity: bits };
}

type Numbers = Int8Array | Int16Array | Int32Array | Float64Array | Uint8Array | Uint16Array | Uint32Array;

const WIDTHS = { Int8Array, Int16Array, Int32Array, Float64Array, Uint8Array, Uint16Array, Uint32Array };

function fill<N extends Numbers>(target: N, values: readonly Numbers[], source: Source): N {
  for (let i = 0; i < source.rows; i += 1) target[i] = values[source.part[i] ?? 0]?.[source.row[i] ?? 0] ?? 0;
  return target;
}

function allNull(validity: { readonly validity?: Validity }): boolean {
  return validity.validity?.length === 0;
}

function coded(columns: readonly CodedColumn[], source: Source): CodedColumn {
  const validity = joinValidity(columns, source);
  const dictionary = columns[0]?.dictionary ?? { values: [] };
  const most = Math.max(0, ...columns.map((column) => column.ids.BYTES_PER_ELEMENT));
  const length = allNull(validity) ? 0 : source.rows;
  const ids = most <= 1 ? new Uint8Array(length) : most === 2 ? new Uint16Array(length) : new Uint32Array(length);
  return {
    ids:
      length === 0
        ? ids
        : fill(
            ids,
            columns.map((column) => column.ids),
            source,
          ),
    dictionary,
    ...validity,
  };
}

function days(columns: readonly DaysColumn[], source: Source): DaysColumn {
  const validity = joinValidity(columns, source);
  const values = new Int32Array(allNull(validity) ? 0 : source.rows);
  return {
    values:
      values.length === 0
        ? values
        : fill(
            values,
            columns.map((column) => column.values),
            source,
          ),
    ...validity,
  };
}

function cents(columns: readonly CentsColumn[], source: Source): CentsColumn {
  const validity = joinValidity(columns, source);
  const width = columns.some((column) => column.width === 64) ? 64 : 32;
  const length = allNull(validity) ? 0 : source.rows;
  const values = width === 64 ? new Float64Array(length) : new Int32Array(length);
  return {
    width,
    values:
      length === 0
        ? values
        : fill(
            values,
            columns.map((column) => column.values),
            source,
          ),
    ...validity,
  };
}

function scaled(columns: readonly ScaledColumn[], source: Source): ScaledColumn {
  const validity = joinValidity(columns, source);
  const scale = Math.max(0, ...columns.map((column) => column.scale));
  const same = columns.every((column) => column.scale === scale || column.values.length === 0);
  const most = same ? Math.max(0, ...columns.map((column) => column.values.BYTES_PER_ELEMENT)) : 8;
  const length = allNull(validity) ? 0 : source.rows;
  const Width = most <= 1 ? WIDTHS.Int8Array : most === 2 ? WIDTHS.Int16Array : most === 4 ? WIDTHS.Int32Array : WIDTHS.Float64Array;
  const values = new Width(length);
  if (length > 0) {
    const factors = columns.map((column) => 10 ** (scale - column.scale));
    for (let i = 0; i < source.rows; i += 1) {
      const part = source.part[i] ?? 0;
      values[i] = (columns[part]?.values[source.row[i] ?? 0] ?? 0) * (factors[part] ?? 1);
    }
  }
  return { values, scale, ...validity };
}

function lists(columns: readonly ListColumn[], source: Source): ListColumn {
  const validity = joinValidity(columns, source);
  const dictionary = columns[0]?.dictionary ?? { values: [] };
  if (allNull(validity) || columns.length === 0) return { offsets: new Int32Array(0), ids: new Uint8Array(0), dictionary, gap: 255, ...validity };
  const offsets = new Int32Array(source.rows + 1);
  for (let i = 0; i < source.rows; i += 1) {
    const from = columns[source.part[i] ?? 0]?.offsets ?? [];
    const row = source.row[i] ?? 0;
    offsets[i + 1] = (offsets[i] ?? 0) + (from[row + 1] ?? 0) - (from[row] ?? 0);
  }
  const gap = Math.max(...columns.map((column) => column.gap));
  const length = offsets[source.rows] ?? 0;
  const ids = gap === 255 ? new Uint8Array(length) : gap === 65_535 ? new Uint16Array(length) : new Uint32Array(length);
  for (let i = 0; i < source.rows; i += 1) {
    const column = columns[source.part[i] ?? 0];
    if (column === undefined) continue;
    let to = offsets[i] ?? 0;
    const row = source.row[i] ?? 0;
    for (let at = column.offsets[row] ?? 0; at < (column.offsets[row + 1] ?? 0); at += 1) {
      const id = column.ids[at] ?? column.gap;
      ids[to] = id === column.gap ? gap : id;
      to += 1;
    }
  }
  return { offsets, ids, dictionary, gap, ...validity };
}

function texts(columns: readonly TextColumn[], source: Source): TextColumn {
  const validity = joinValidity(columns, source);
  if (allNull(validity) || columns.length === 0) return { bytes: new Uint8Array(0), offsets: new Int32Array(0), ...validity };
  const offsets = new Int32Array(source.rows + 1);
  for (let i = 0; i < source.rows; i += 1) {
    const from = columns[source.part[i] ?? 0]?.offsets ?? [];
    const row = source.row[i] ?? 0;
    offsets[i + 1] = (offsets[i] ?? 0) + (from[row + 1] ?? 0) - (from[row] ?? 0);
  }
  const bytes = new Uint8Array(offsets[source.rows] ?? 0);
  for (let i = 0; i < source.rows; i += 1) {
    const column = columns[source.part[i] ?? 0];
    const row = source.row[i] ?? 0;
    const from = column?.offsets[row] ?? 0;
    const length = (offsets[i + 1] ?? 0) - (offsets[i] ?? 0);
    const to = offsets[i] ?? 0;
    for (let at = 0; at < length; at += 1) bytes[to + at] = column?.bytes[from + at] ?? 0;
  }
  return { bytes, offsets, ...validity };
}

function flags(columns: readonly Uint8Array[], source: Source): Uint8Array {
  return fill(new Uint8Array(source.rows), columns, source);
}

/** The columns of a part, which are let go one by one as they are joined. */
interface Spendable {
  readonly cents: Map<string, CentsColumn>;
  readonly days: Map<string, DaysColumn>;
  readonly codes: Map<string, CodedColumn>;
  readonly flags: Map<string, Uint8Array>;
  readonly lists: Map<string, ListColumn>;
  readonly quantities: Map<string, ScaledColumn>;
  readonly texts: Map<string, TextColumn>;
}

function spendable(part: ClaimBatch): Spendable {
  const of = <C>(group: Readonly<Record<string, C>>): Map<string, C> => new Map(Object.entries(group));
  return {
    cents: of(part.cents),
    days: of(part.days),
    codes: of(part.codes),
    flags: of(part.flags),
    lists: of(part.lists),
    quantities: of(part.quantities),
    texts: of(part.texts),
  };
}

function named<C>(
  parts: readonly Spendable[],
  group: (part: Spendable) => Map<string, C>,
  join: (columns: readonly C[]) => C,
): Readonly<Record<string, C>> {
  const first = parts[0];
  if (first === undefined) return Object.freeze({});
  const names = [...group(first).keys()];
  return Object.freeze(
    Object.fromEntries(
      names.map((name) => {
        const columns = parts.flatMap((part) => {
          const column = group(part).get(name);
          group(part).delete(name);
          return column === undefined ? [] : [column];
        });
        return [name, join(columns)];
      }),
    ),
  );
}

/**
 * Joins batches of one stream into one, or takes some of their rows in a given order.
 *
 * Limits: the batches must come from one builder, whose dictionaries they share; ids aren't remapped.
 *
 * @testedBy claims/validate/properties.test.ts: join and selection equal the records
 * @param o - `table`; `parts`: batches of one stream; `rows`: 0-based rows counted over all parts, in the wanted order; all of them
 *   when absent.
 * @returns One batch.
 * @example
 * joinBatches({ table: 'medical', parts: [] }).rowCount; // => 0
 */
export function joinBatches<T extends TableName>(o: {
  readonly table: T;
  readonly parts: readonly ClaimBatch<T>[];
  readonly rows?: Int32Array;
}): ClaimBatch<T> {
  return joinSpending({ ...o, parts: [...o.parts] });
}

/**
 * Does what {@link joinBatches} does and empties `parts` at the start, so that whoever holds nothing else of them needs the memory of one
 * more column, not of one more table.
 *
 * @param o - As for {@link joinBatches}; `parts` is emptied.
 * @returns One batch.
 */
export function joinSpending<T extends TableName>(o: {
  readonly table: T;
  readonly parts: ClaimBatch<T>[];
  readonly rows?: Int32Array;
}): ClaimBatch<T> {
  const { parts } = o;
  const [first] = parts;
  if (first === undefined) return new BatchBuilder({ table: o.table }).seal();
  if (parts.length === 1 && o.rows === undefined) {
    parts.length = 0;
    return first;
  }
  const { table, schemaVersion, zone } = first;
  return joined({ head: { table, schemaVersion, zone }, source: sourceOf(parts, o.rows ?? null), ...taken(parts) });
}

interface Taken {
  readonly columns: readonly Spendable[];
  readonly lineage: readonly ClaimBatch['lineage'][];
}

function taken(parts: ClaimBatch[]): Taken {
  const all = { columns: parts.map(spendable), lineage: parts.map((part) => part.lineage) };
  parts.length = 0;
  return all;
}

function joined<T extends TableName>(
  o: Taken & { readonly head: Pick<ClaimBatch<T>, 'table' | 'schemaVersion' | 'zone'>; readonly source: Source },
): ClaimBatch<T> {
  const { columns: parts, lineage, source, head } = o;
  const rowNumbers = joinValidity(
    lineage.map((each) => (each.rowNumberValidity === undefined ? {} : { validity: each.rowNumberValidity })),
    source,
  );
  return Object.freeze({
    ...head,
    rowCount: source.rows,
    cents: named(
      parts,
      (part) => part.cents,
      (columns) => cents(columns, source),
    ),
    days: named(
      parts,
      (part) => part.days,
      (columns) => days(columns, source),
    ),
    codes: named(
      parts,
      (part) => part.codes,
      (columns) => coded(columns, source),
    ),
    flags: named(
      parts,
      (part) => part.flags,
      (columns) => flags(columns, source),
    ),
    lists: named(
      parts,
      (part) => part.lists,
      (columns) => lists(columns, source),
    ),
    quantities: named(
      parts,
      (part) => part.quantities,
      (columns) => scaled(columns, source),
    ),
    texts: named(
      parts,
      (part) => part.texts,
      (columns) => texts(columns, source),
    ),
    lineage: Object.freeze({
      dataSource: coded(
        lineage.map((each) => each.dataSource),
        source,
      ),
      fileName: coded(
        lineage.map((each) => each.fileName),
        source,
      ),
      fileDate: days(
        lineage.map((each) => each.fileDate),
        source,
      ),
      rowNumber: fill(
        new Int32Array(source.rows),
        lineage.map((each) => each.rowNumber),
        source,
      ),
      ...(rowNumbers.validity === undefined ? {} : { rowNumberValidity: rowNumbers.validity }),
    }),
  });
}
