/**
 * How bad a finding is. One meaning everywhere: `block`, a result that depends on it would be wrong;
 * `error`, the row is excluded or repaired by a named repair; `warn`, counted and kept; `info`, worth knowing.
 */
export type Severity = 'block' | 'error' | 'warn' | 'info';

/** A stable id: `area/what-is-wrong`, a claims rule (`MED-16`) or a contract lint (`TIER_GAP`). Each has a page in the docs. */
export type FindingCode = string;

/** Where a row stood in what was delivered. */
export interface RowRef {
  /** The source system or sender, as the delivery names it. */
  readonly dataSource?: string;
  /** The file's name as delivered. */
  readonly fileName?: string;
  /** Data row, 1-based, header not counted. Unit: rows. */
  readonly row: number;
  /** Physical line, 1-based. Unit: lines. */
  readonly line?: number;
  /** Bytes of the record, half-open. Unit: bytes from the start of the file. */
  readonly bytes?: readonly [from: number, to: number];
}

/** A problem in data, as a value: positions, counts and codes only, never a person's value. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly table?: string;
  readonly row?: RowRef;
  readonly field?: string;
  /** Path into a document or result, where the finding isn't about a row. */
  readonly path?: string;
  /** Describes the value (`empty`, `float text`, `11 digits`), never quotes it. */
  readonly observedClass?: string;
  readonly expected?: string;
  /** What a person does about it. */
  readonly fix: string;
  readonly message: string;
  /** How many rows it concerns. Unit: rows. */
  readonly rows?: number;
  /** How much money it concerns. Unit: US cents. */
  readonly cents?: number;
}

/** A doubt that a result carries with it. */
export type Warning = Finding & { readonly severity: 'warn' | 'info' };
