import { type ClaimBatch, isValid } from '../claims/batch.js';
import { type ClaimDatePolicy, claimDateDays } from '../claims/claim-date.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { Cents } from '../money/cents.js';
import type { DaySpan } from '../time/coverage.js';
import type { ExposureRule } from '../time/exposure-rule.js';
import { firstDayOfMonth, lastDayOfMonth, type MonthSpan, monthIndex } from '../time/month.js';
import type { Placement } from './place.js';
import { type CoverageOfPerson, PLACEMENTS, placeDayOfPerson } from './place.js';

/** How claims are joined to coverage. */
export interface JoinOptions {
  readonly coverage: CoverageOfPerson;
  /** Period that counts. Default: all time. */
  readonly months?: MonthSpan;
  /** Counting rule, to tell lines in months that count nothing. */
  readonly rule?: ExposureRule;
  /** Which date says when care happened. Default `default`. */
  readonly claimDate?: ClaimDatePolicy;
}

/** Lines that fall alike. */
export interface JoinBucket {
  readonly placement: Placement;
  /** Which keys are null: such lines have a bucket of their own and never vanish. */
  readonly nullKeys: readonly ('employer_id' | 'plan')[];
  /** Unit: rows. */
  readonly rows: number;
  /** Rows of months that the counting rule gave nothing; part of `rows`. Unit: rows. */
  readonly insideUncounted: number;
  /** Unit: US cents. */
  readonly paidCents: Cents;
  /** Unit: US cents. */
  readonly allowedCents: Cents;
}

/** Where the lines of a batch fall; the buckets add up to the batch in rows and in cents. */
export interface ClaimsJoin {
  readonly claimDate: ClaimDatePolicy;
  readonly buckets: readonly JoinBucket[];
  /** What went in. */
  readonly input: {
    /** Unit: rows. */ readonly rows: number /** Unit: US cents. */;
    readonly paidCents: Cents /** Unit: US cents. */;
    readonly allowedCents: Cents;
  };
}

interface Sums {
  rows: number;
  insideUncounted: number;
  paid: number;
  allowed: number;
}

/**
 * Joins claim lines to coverage: every line lands in exactly one bucket, lines without an employer or plan in their own.
 *
 * @unit rows and US cents
 * @testedBy exposure/place.test.ts: buckets add to the input to the cent
 * @param claims - Batches of medical or pharmacy claims.
 * @param o - The coverage, the period, the counting rule and the dating of claims.
 * @returns The buckets, in the order of the placements.
 * @throws {@link CoalitionError} `aggregate/cents-overflow`, `time/not-a-month`.
 * @example
 * const coverage = coverageIndex([{ person_id: 'p1', enrollment_start_date: '2025-01-01', enrollment_end_date: null }]);
 * joinClaims([], { coverage }).input.rows; // => 0
 */
export function joinClaims(claims: Iterable<ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>>, o: JoinOptions): ClaimsJoin {
  const policy = o.claimDate ?? 'default';
  const window = o.months === undefined ? null : { from: firstDayOfMonth(monthIndex(o.months[0])), to: lastDayOfMonth(monthIndex(o.months[1])) };
  const buckets = new Map<string, Sums>();
  let gross = 0;
  for (const batch of claims) {
    const days = claimDateDays(batch, policy);
    const person = batch.codes['person_id'];
    const spansById = new Map<number, readonly DaySpan[]>();
    const [paid, allowed] = [centsAt(batch, 'paid_amount'), centsAt(batch, 'allowed_amount')];
    const [noEmployer, noPlan] = [nullAt(batch, 'employer_id'), nullAt(batch, 'plan')];
    for (let row = 0; row < batch.rowCount; row += 1) {
      const id = person !== undefined && isValid(person.validity, row) ? (person.ids[row] ?? -1) : -1;
      let spans = spansById.get(id);
      if (spans === undefined) {
        spans = id < 0 ? [] : o.coverage.spansOf(person?.dictionary.values[id] ?? '');
        spansById.set(id, spans);
      }
      const { placement, insideUncounted } = placeDayOfPerson({ spans, day: days[row] ?? 0, window, rule: o.rule });
      const key = `${placement}|${noEmployer(row) ? 1 : 0}${noPlan(row) ? 1 : 0}`;
      const sums = buckets.get(key) ?? { rows: 0, insideUncounted: 0, paid: 0, allowed: 0 };
      buckets.set(key, sums);
      sums.rows += 1;
      if (insideUncounted) sums.insideUncounted += 1;
      sums.paid += paid(row);
      sums.allowed += allowed(row);
      gross += Math.abs(paid(row)) + Math.abs(allowed(row));
    }
  }
  if (gross > Number.MAX_SAFE_INTEGER) {
    throw new CoalitionError(
      'aggregate/cents-overflow',
      'The absolute amounts sum to more than 2^53 - 1 cents (90 trillion dollars). Check their unit, or split the claims.',
      { measure: 'paid and allowed' },
    );
  }
  return { claimDate: policy, buckets: bucketsOf(buckets), input: totalOf([...buckets.values()]) };
}

function bucketsOf(sums: ReadonlyMap<string, Sums>): readonly JoinBucket[] {
  return PLACEMENTS.flatMap((placement) =>
    ['00', '01', '10', '11'].flatMap((nulls) => {
      const own = sums.get(`${placement}|${nulls}`);
      if (own === undefined) return [];
      const nullKeys = [...(nulls.startsWith('1') ? (['employer_id'] as const) : []), ...(nulls.endsWith('1') ? (['plan'] as const) : [])];
      return [{ placement, nullKeys, rows: own.rows, insideUncounted: own.insideUncounted, paidCents: own.paid, allowedCents: own.allowed }];
    }),
  );
}

function totalOf(sums: readonly Sums[]): ClaimsJoin['input'] {
  return {
    rows: sums.reduce((sum, each) => sum + each.rows, 0),
    paidCents: sums.reduce((sum, each) => sum + each.paid, 0),
    allowedCents: sums.reduce((sum, each) => sum + each.allowed, 0),
  };
}

function centsAt(batch: ClaimBatch, name: string): (row: number) => number {
  const column = batch.cents[name];
  return (row) => (column !== undefined && isValid(column.validity, row) ? (column.values[row] ?? 0) : 0);
}

function nullAt(batch: ClaimBatch, name: string): (row: number) => boolean {
  const column = batch.codes[name];
  return (row) => column === undefined || !isValid(column.validity, row);
}
