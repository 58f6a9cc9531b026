import type { JsonValue } from '../errors/json.js';
import type { Cents } from '../money/cents.js';
import type { Month } from '../time/month.js';

/**
 * Over which members an aggregate was made. Sums of cents merge over anything disjoint in lines; distinct members,
 * episodes and member-years merge only over disjoint members, which the scope proves.
 */
export type MemberScope =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'shard' /** Unit: shard number, 0-based. */;
      readonly index: number /** Unit: shards. */;
      readonly of: number;
      readonly hash: 'fnv1a-32';
    }
  | { readonly kind: 'partition'; readonly id: string }
  | { readonly kind: 'digests' };

/** What went in, to compare with a count from outside. */
export interface ControlTotals {
  /** Unit: lines. */
  readonly lines: number;
  /** Signed sum by measure. Unit: US cents. */
  readonly cents: Readonly<Record<string, Cents>>;
  /** Sum of absolute values by measure; bounds every cell, so an overflow is refused whatever the order. Unit: US cents. */
  readonly grossCents: Readonly<Record<string, Cents>>;
  readonly firstMonth: Month | null;
  readonly lastMonth: Month | null;
  /** How many different months. Unit: months. */
  readonly months: number;
}

/** The stored form of an aggregate: canonical, versioned and checksummed; equal content gives equal bytes. */
export interface AggregateJson {
  readonly kind: string;
  /** Version of the stored form. Unit: whole number. */
  readonly version: number;
  readonly spec: JsonValue;
  readonly scope: JsonValue;
  readonly content: JsonValue;
  /** SHA-256 of the canonical JSON of all other fields. */
  readonly checksum: string;
}

/**
 * A pass over claim lines that merges: associative, commutative, with identity, independent of row order, exact.
 * Streaming, workers, employer-side computation, embedded SQL and distributed engines are the same job.
 */
export interface Aggregate<In, Out> {
  /** `area/name`, such as `benchmark/cells`. */
  readonly kind: string;
  /** Frozen and canonical. */
  readonly spec: JsonValue;
  readonly scope: MemberScope;
  /** Adds a batch or rows; changes the receiver only. */
  add(input: In): void;
  /** Takes the other in and returns the receiver; the other stays usable. */
  merge(other: this): this;
  /** The result so far; pure, may be called often, and adding may go on after it. */
  finish(): Out;
  control(): ControlTotals;
  toJSON(): AggregateJson;
}

/** How aggregates of one kind are made and read back. */
export interface AggregateKind<S, A> {
  readonly kind: string;
  empty(spec: S, scope?: MemberScope): A;
  fromJSON(json: unknown): A;
}
