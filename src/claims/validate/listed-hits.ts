import type { RowRef, Severity } from '../../errors/finding.js';
import { compareCodePoints } from '../../money/allocate.js';
import type { InputLineage } from './intake.js';

/** What a finding of one rule looks like beside its row. */
export interface Variant {
  readonly field: string | null;
  readonly observedClass: string | null;
  readonly expected: string | null;
  readonly severity: Severity;
  /** Whether the row breaks the rule in full, and not in a lesser grade of it. */
  readonly full: boolean;
}

/** One broken row that is listed. */
export interface ListedHit {
  readonly source: string;
  readonly file: string;
  readonly row: number;
  readonly ordinal: number;
  readonly variant: Variant;
  /** Unit: US cents. */
  readonly cents: number;
}

/** Broken rows of one part of a table, in the order in which they were found. */
export interface HitColumns {
  readonly lineage: InputLineage;
  /** Place of each row of the part in the order of lineage. */
  readonly rank: Int32Array;
  readonly inputs: Int32Array;
  readonly variants: readonly Variant[];
  readonly variantOf: Int32Array;
  readonly cents: readonly number[];
}

/** Keeps the first broken rows of a rule in the order of lineage, whatever the order of the parts. */
export class ListedHits {
  readonly #cap: number;
  #hits: readonly ListedHit[] = [];

  /** @param cap - How many are kept. Unit: rows. */
  constructor(cap: number) {
    this.#cap = cap;
  }

  /** The hits so far, in order. */
  get hits(): readonly ListedHit[] {
    return this.#hits;
  }

  /** Takes the broken rows of a part in. */
  add(part: HitColumns): void {
    const { inputs, lineage } = part;
    if (inputs.length === 0 || this.#cap <= 0) return;
    const ranks = inputs.map((input) => part.rank[input] ?? 0);
    // Only what can be listed is put in order: up to the rank of the last one.
    const last = this.#cap < ranks.length ? (ranks.slice().sort()[this.#cap] ?? 0) : Number.POSITIVE_INFINITY;
    const hits: ListedHit[] = [];
    for (let at = 0; at < ranks.length; at += 1) {
      if ((ranks[at] ?? 0) > last) continue;
      const input = inputs[at] ?? 0;
      const variant = part.variants[part.variantOf[at] ?? 0];
      if (variant === undefined) continue;
      hits.push({
        source: lineage.sources[lineage.source[input] ?? -1] ?? '',
        file: lineage.files[lineage.file[input] ?? -1] ?? '',
        row: lineage.rowNumber[input] ?? input + 1,
        ordinal: lineage.ordinal?.[input] ?? input,
        variant,
        cents: part.cents[at] ?? 0,
      });
    }
    this.#hits = [...this.#hits, ...hits].sort(compareHits).slice(0, this.#cap);
  }
}

function compareHits(left: ListedHit, right: ListedHit): number {
  return (
    compareCodePoints(left.source, right.source) ||
    compareCodePoints(left.file, right.file) ||
    left.row - right.row ||
    left.ordinal - right.ordinal ||
    compareCodePoints(left.variant.field ?? '', right.variant.field ?? '') ||
    compareCodePoints(left.variant.observedClass ?? '', right.variant.observedClass ?? '') ||
    left.cents - right.cents
  );
}

/** Says where a listed row stood. */
export function rowRefOfHit({ source, file, row }: ListedHit): RowRef {
  return { ...(source === '' ? {} : { dataSource: source }), ...(file === '' ? {} : { fileName: file }), row };
}
