import type { Finding } from '../../errors/finding.js';
import type { IsoDate } from '../../time/iso-date.js';
import type { CodeBook } from '../code-book.js';
import type { KeyRing } from '../key-ring.js';
import type { RandomSource } from '../random-source.js';
import type { Zip3Vintages } from '../zip3-vintages.js';

/** What an action may look at besides its own value. */
export interface RowFacts {
  /** The member the row is about, `null` where it names none. Used to count and group, never printed. */
  readonly member: string | null;
  /** Whether the member is 90 or older at the end of the file, in any row; `true` also when only the year of birth allows it. */
  readonly over89: boolean;
  /** 1-based place of the row in the input. */
  readonly row: number;
  /** The other fields of the row. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What actions are run with. */
export interface ActionContext {
  readonly field: string;
  /** Last date that any field of the delivery can hold. */
  readonly fileEnd: IsoDate;
  readonly zip3: Zip3Vintages | null;
  readonly random: RandomSource;
  readonly codeBook: CodeBook;
  readonly keys: KeyRing | null;
  /** Reports a problem of a row; the value never goes into it. */
  report(finding: Omit<Finding, 'row' | 'field'>, row: number): void;
}

/** An action at work on one field of one run. */
export interface ActionRun<In, Out> {
  /** Looks at a value before any output is made, to count members. */
  readonly observe?: (value: In, row: RowFacts) => void;
  readonly apply: (value: In, row: RowFacts) => Out | null;
}

/** What happens to one field. `derived`: the output can be computed from the person's data, so it never passes Safe Harbor. */
export interface Action<In, Out, K extends string = string, D extends boolean = boolean> {
  readonly kind: K;
  readonly derived: D;
  /** What distinguishes two actions of one kind, for the policy's fingerprint. */
  readonly options: Readonly<Record<string, string | number | boolean | null>>;
  readonly start: (context: ActionContext) => ActionRun<In, Out>;
  /** Whether a value can be an output of this action. */
  readonly form: (value: unknown) => boolean;
}

/**
 * Any action at work, for code that only carries it: the policy's type has matched it to its field's value before, so its
 * functions are methods here and take values of unknown type.
 */
export interface LooseAction {
  readonly kind: string;
  readonly derived: boolean;
  readonly options: Readonly<Record<string, string | number | boolean | null>>;
  start(context: ActionContext): LooseRun;
  form(value: unknown): boolean;
}

/** An action at work on values of unknown type. */
export interface LooseRun {
  observe?(value: unknown, row: RowFacts): void;
  apply(value: unknown, row: RowFacts): unknown;
}

/** The field is left out. */
export interface Drop {
  readonly kind: 'drop';
  readonly derived: false;
  readonly options: Readonly<Record<string, never>>;
}

/** Leaves a field out. */
export const drop: Drop = /* @__PURE__ */ Object.freeze({ kind: 'drop', derived: false, options: {} } as const);
