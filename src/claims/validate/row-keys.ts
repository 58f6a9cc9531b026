import { fnv1a } from '../../fingerprint/fnv1a.js';
import type { TableName } from '../batch.js';
import { fieldsOf } from '../fields/tables.js';
import { type NormaliserOptions, normaliserSteps, type ValueNormaliser } from '../normalise/compile-normaliser.js';
import { RepairCounts } from '../normalise/repair-counts.js';
import type { RowPlace } from './intake.js';
import { LineageCounter } from './lineage-counter.js';

/** Remembers the last text and its hash: rows of one claim or person mostly stand together. */
class LastHash {
  #text = '';
  #hash = fnv1a('');

  of(text: string): number {
    if (text !== this.#text) {
      this.#text = text;
      this.#hash = fnv1a(text);
    }
    return this.#hash;
  }
}

/** Where a row stands and whom it is about. */
export interface RowKey extends RowPlace {
  /** Normalised; empty where the row names nobody that can be read, and so is rejected. */
  readonly person: string;
  /** A 32-bit hash of the person. */
  readonly personHash: number;
}

/**
 * Reads of raw rows, in their order, only what says where they stand and whom they are about: a few values each, normalised as the
 * whole row would be.
 */
export class RowKeys {
  readonly #counts = new RepairCounts();
  readonly #counter = new LineageCounter();
  readonly #steps: ReadonlyMap<string, ValueNormaliser>;
  readonly #person = new LastHash();
  readonly #links: readonly { readonly field: string; readonly hash: LastHash; readonly bySender: boolean }[];
  #ordinal = 0;
  #digest = 0;

  /** @param o - The table of claims, and how its source writes dates. */
  constructor(o: { readonly table: TableName; readonly dates?: Omit<NormaliserOptions, 'table'> }) {
    const steps = normaliserSteps({ table: o.table, ...o.dates });
    this.#steps = new Map(fieldsOf(o.table).flatMap(({ name }, at) => (steps[at] === undefined ? [] : [[name, steps[at]] as const])));
    this.#links = ['claim_id', 'original_claim_id', 'replaces_claim_id', 'bundle_id']
      .filter((field) => this.#steps.has(field))
      .map((field) => ({ field, hash: new LastHash(), bySender: field !== 'bundle_id' }));
  }

  /** Rows read so far. Unit: rows. */
  get rows(): number {
    return this.#ordinal;
  }

  /** A hash of what was read so far, in order. */
  get digest(): number {
    return this.#digest;
  }

  /** Reads the next row. */
  next(row: unknown): RowKey {
    const source = this.#counter.source(this.#value(row, 'data_source'));
    const file = this.#counter.file(this.#value(row, 'file_name'));
    const rowNumber = this.#counter.row(source, file, this.#value(row, 'row_number'));
    const value = this.#value(row, 'person_id');
    const person = typeof value === 'string' ? value : '';
    const personHash = this.#person.of(person);
    const ordinal = this.#ordinal;
    this.#ordinal += 1;
    this.#digest = Math.imul(this.#digest ^ personHash ^ rowNumber, 0x01000193) >>> 0;
    return { ordinal, rowNumber, person, personHash };
  }

  /** Calls back with a hash of each thing that ties a row to rows of other persons: its claim, claims that it refers to, its bundle. */
  eachLink(row: unknown, each: (hash: number) => void): void {
    const source = this.#value(row, 'data_source');
    const sender = typeof source === 'string' ? source : '';
    for (const { field, hash, bySender } of this.#links) {
      const value = this.#value(row, field);
      if (typeof value === 'string') each(hash.of(bySender ? `claim|${sender}|${value}` : `bundle|${value}`));
    }
  }

  #value(row: unknown, name: string): unknown {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return null;
    // As when the whole row is taken in: its own columns count, those of a prototype don't.
    const value: unknown = Object.prototype.propertyIsEnumerable.call(row, name) ? Reflect.get(row, name) : undefined;
    return this.#steps.get(name)?.(value, this.#counts) ?? null;
  }
}
