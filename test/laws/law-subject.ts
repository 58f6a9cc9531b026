import type { Aggregate, MemberScope } from '../../src/claims/aggregate.js';
import type { RandomStream } from '../../src/stats/random.js';

/**
 * What the shared law suite needs to know of one aggregate. Each area registers its aggregates in `subjects/<area>.ts`;
 * an aggregate of `src` that is registered nowhere fails the suite.
 */
export interface LawSubject<In = unknown, A extends Aggregate<In, unknown> = Aggregate<In, unknown>> {
  /** The aggregate's kind, such as `trend/triangle`. */
  readonly kind: string;
  /** Makes an empty one of a random spec; the same random state gives the same spec. */
  empty(random: RandomStream, scope?: MemberScope): A;
  /** Reads one back from its stored form. */
  fromJSON(json: unknown): A;
  /** Random inputs that may be added in any order and grouping; hostile content included, as far as records may hold it. */
  inputs(random: RandomStream, count: number): readonly In[];
  /** One input whose gross cents alone are close to 2^53, to meet the overflow guard. Absent for aggregates without money. */
  huge?(): In;
  /** Says of each input which member it is about, for aggregates that merge only over disjoint members. */
  memberOf?(input: In): string;
  /** An aggregate of the same kind with another spec, to be refused on merge. */
  other(random: RandomStream): A;
}

/** Hides the input type, so that subjects of all areas stand in one list. */
export function lawSubject<In, A extends Aggregate<In, unknown>>(subject: LawSubject<In, A>): LawSubject {
  const hidden: unknown = subject;
  return hidden as LawSubject;
}
