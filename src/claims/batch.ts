/** The tables that are batched. A column map's `to` names a schema instead (`medicalClaimLine`). */
export type TableName = 'medical' | 'pharmacy' | 'eligibility' | 'nonClaims';

/**
 * Which rows hold a value: bit i of byte i >> 3 is 1 when row i does. Absent when no row is null. Empty when every row is
 * null; the column's arrays are then empty too, so a column that nobody fills takes no memory. Ask {@link isValid} first.
 */
export type Validity = Uint8Array;

/** Whole cents of one money column, sealed to 32 bits where all fit. Unit: US cents. */
export interface CentsColumn {
  readonly width: 32 | 64;
  readonly values: Int32Array | Float64Array;
  readonly validity?: Validity;
}

/** Dates of one column. Unit: days since 1970-01-01. */
export interface DaysColumn {
  readonly values: Int32Array;
  readonly validity?: Validity;
}

/** Texts that occur often. It grows along one stream and is shared by its batches; its identity is the object. */
export interface Dictionary {
  readonly values: readonly string[];
}

/** Low-cardinality text as ids into a dictionary. */
export interface CodedColumn {
  readonly ids: Uint8Array | Uint16Array | Uint32Array;
  readonly dictionary: Dictionary;
  readonly validity?: Validity;
}

/** Lists of codes: row i owns ids from `offsets[i]` to `offsets[i + 1]`, half-open. A gap inside a list is id `gap`. */
export interface ListColumn {
  readonly offsets: Int32Array;
  readonly ids: Uint8Array | Uint16Array | Uint32Array;
  readonly dictionary: Dictionary;
  /** The id that stands for a null inside a list, so that positions match. */
  readonly gap: number;
  readonly validity?: Validity;
}

/** Decimal quantities and whole numbers: value x 10^-scale, sealed to the narrowest width that holds all. */
export interface ScaledColumn {
  readonly values: Int8Array | Int16Array | Int32Array | Float64Array;
  /** Decimals. */
  readonly scale: number;
  readonly validity?: Validity;
}

/** High-cardinality text: row i owns bytes from `offsets[i]` to `offsets[i + 1]` of a UTF-8 arena, half-open. */
export interface TextColumn {
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array;
  readonly validity?: Validity;
}

/** Where each row came from. */
export interface LineageColumns {
  readonly dataSource: CodedColumn;
  readonly fileName: CodedColumn;
  readonly fileDate: DaysColumn;
  /** 1-based data row. Unit: rows. */
  readonly rowNumber: Int32Array;
  /** Which rows say their number; absent when all do. */
  readonly rowNumberValidity?: Validity;
}

/**
 * A batch of validated records as columns: plain data, structured-clonable, and the only thing that aggregates read.
 * Flags are 0 no, 1 yes, 2 null. Null is in the bitmap, never a sentinel.
 *
 * Where a field lies follows from its kind: `money` in `cents`, `date` in `days`, `flag` in `flags`, `quantity` and `integer`
 * in `quantities`, lists in `lists`, ids of claims and payments in `texts`, every other text in `codes`; the four fields of
 * lineage in `lineage`.
 */
export interface ClaimBatch<T extends TableName = TableName> {
  readonly table: T;
  /** Unit: rows. */
  readonly rowCount: number;
  readonly schemaVersion: string;
  /** De-identification zone that the rows were in. */
  readonly zone: string;
  readonly cents: Readonly<Record<string, CentsColumn>>;
  readonly days: Readonly<Record<string, DaysColumn>>;
  readonly codes: Readonly<Record<string, CodedColumn>>;
  readonly flags: Readonly<Record<string, Uint8Array>>;
  readonly lists: Readonly<Record<string, ListColumn>>;
  readonly quantities: Readonly<Record<string, ScaledColumn>>;
  readonly texts: Readonly<Record<string, TextColumn>>;
  readonly lineage: LineageColumns;
}

/** A batch of coverage spans. */
export type EligibilityBatch = ClaimBatch<'eligibility'>;

/**
 * Tells whether a row of a column holds a value.
 *
 * @param validity - The column's bitmap; absent when no row is null.
 * @param row - 0-based row.
 * @returns False when the row is null.
 * @example
 * isValid(Uint8Array.of(0b101), 1); // => false
 */
export function isValid(validity: Validity | undefined, row: number): boolean {
  return validity === undefined || ((validity[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
}
