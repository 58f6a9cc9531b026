import type { Finding } from '../../errors/finding.js';
import type { TableName } from '../batch.js';
import type { RepairKind } from './repair.js';

/** How often a repair was made in one column. */
export interface RepairCount {
  readonly field: string;
  readonly kind: RepairKind;
  /** Unit: values. */
  readonly values: number;
}

/** Counts of repairs by column and kind; they merge, and their order doesn't depend on the order of rows. */
export class RepairCounts {
  readonly #counts = new Map<string, Map<RepairKind, { values: number }>>();

  /** Counts one repair. */
  add(field: string, kind: RepairKind, values: number = 1): void {
    this.counter(field, kind).values += values;
  }

  /** The counter of one column and kind; whoever counts many values keeps it and adds to it. */
  counter(field: string, kind: RepairKind): { values: number } {
    const kinds = this.#counts.get(field) ?? new Map<RepairKind, { values: number }>();
    this.#counts.set(field, kinds);
    const counter = kinds.get(kind) ?? { values: 0 };
    kinds.set(kind, counter);
    return counter;
  }

  /** Takes the counts of another in and returns the receiver. */
  merge(other: RepairCounts): this {
    for (const { field, kind, values } of other.list()) this.add(field, kind, values);
    return this;
  }

  /** All counts, by field and kind in code order. */
  list(): readonly RepairCount[] {
    const counts = [...this.#counts].flatMap(([field, kinds]) => [...kinds].map(([kind, { values }]) => ({ field, kind, values })));
    return counts.sort((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
  }

  /** The counts as findings ADJ-1; empty values are counted too but are no repair, so they aren't listed. */
  findings(table: TableName): readonly Finding[] {
    return this.list().flatMap(({ field, kind, values }) =>
      kind === 'empty'
        ? []
        : [
            {
              code: 'ADJ-1',
              severity: 'info',
              table,
              field,
              observedClass: kind,
              rows: values,
              fix: FIX[kind],
              message: `${values} values of ${field} were normalised (${kind}).`,
            } satisfies Finding,
          ],
    );
  }
}

const ASK = 'Nothing, unless the count surprises you; the raw value is kept.';

const FIX: Readonly<Record<RepairKind, string>> = /* @__PURE__ */ Object.freeze({
  empty: ASK,
  'null-spelling': ASK,
  'white-space': ASK,
  'date-form': ASK,
  'open-end-sentinel': ASK,
  'start-sentinel': 'Ask the sender when coverage or the claim really began.',
  'currency-sign': ASK,
  'thousands-separator': ASK,
  parentheses: 'Confirm that parentheses mean negative amounts.',
  'trailing-minus': 'Confirm that a trailing minus means a negative amount.',
  'zero-padded': 'Ask the sender to deliver codes as text: leading zeros were lost.',
  'leading-zero-removed': ASK,
  'hyphens-removed': ASK,
  'dot-removed': ASK,
  'zip-plus-4': ASK,
  case: ASK,
  'float-text': 'Ask the sender to deliver numbers of providers as text, not as floats.',
  'unknown-value': 'Map the value, or ask the sender what it means.',
});
