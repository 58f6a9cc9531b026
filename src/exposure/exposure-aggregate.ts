import type { Aggregate, AggregateJson, AggregateKind, ControlTotals, MemberScope } from '../claims/aggregate.js';
import type { ClaimBatch, EligibilityBatch } from '../claims/batch.js';
import type { MemberMonth } from '../claims/member-month.js';
import type { JsonValue } from '../errors/json.js';
import { monthFromIndex } from '../time/month.js';
import { countMonths } from './count-months.js';
import { explainExposure } from './explain-exposure.js';
import { openStored, sameSpec, scopeIn, sealStored } from './exposure-json.js';
import { type ExposureOptions, type ExposureSpec, exposureSpec, specJson } from './exposure-options.js';
import type { ExposureCell, ExposureResult } from './exposure-result.js';
import { memberMonthRows } from './member-month-rows.js';
import type { EmployeeMonths, MemberMonths } from './member-months.js';
import type { PersonYearUnits } from './member-years.js';
import { MonthWindow } from './month-window.js';
import { personYearUnits } from './person-years.js';
import { type CoverageSpan, SpanStore } from './span-store.js';
import { readSpans, storedSpans } from './stored-spans.js';
import type { CountedTier } from './tier.js';

/** What coverage can be counted from: a batch, one span, or spans. */
export type ExposureInput = EligibilityBatch | CoverageSpan | Iterable<CoverageSpan>;

const KIND = 'exposure/months';

/**
 * Counts months of members, employees and contracts from spans of coverage.
 *
 * It keeps the spans until the result is asked for, so files may be split, ordered and merged in any way. Its stored form
 * holds person ids: it stays inside the coalition's boundary.
 *
 * @testedBy exposure/months.test.ts: counting table, traps, properties, day-by-day counts of the synthetic coalition
 */
export class ExposureAggregate implements Aggregate<ExposureInput, ExposureResult> {
  readonly kind = KIND;
  readonly scope: MemberScope;
  readonly #spec: ExposureSpec;
  readonly #store: SpanStore;
  #result: ExposureResult | null = null;

  /** @param spec - How coverage is counted. @param scope - Over which members; spans of any members merge. @param store - Rows to start with. */
  constructor(spec: ExposureSpec, scope: MemberScope = { kind: 'all' }, store: SpanStore = new SpanStore(spec)) {
    this.#spec = spec;
    this.scope = scope;
    this.#store = store;
  }

  /** How coverage is counted, as JSON. */
  get spec(): JsonValue {
    return specJson(this.#spec);
  }

  /**
   * Adds coverage; changes the receiver only.
   *
   * @param input - A batch of eligibility, a span, or spans.
   * @throws {@link CoalitionError} `time/not-a-date` for a date that isn't one.
   */
  add(input: ExposureInput): void {
    this.#result = null;
    if (isBatch(input)) this.#store.addBatch(input);
    else if (isSpan(input)) this.#store.addSpan(input);
    else for (const span of input) this.#store.addSpan(span);
  }

  /** Takes another count of the same specification in; the other stays usable. */
  merge(other: ExposureAggregate): this {
    sameSpec(KIND, specJson(this.#spec), specJson(other.#spec));
    this.#result = null;
    this.#store.addStore(other.#store);
    return this;
  }

  /**
   * The count so far.
   *
   * @throws {@link CoalitionError} `exposure/orphan-contracts` when orphan contracts are to be refused.
   */
  finish(): ExposureResult {
    this.#result ??= explainExposure(this.#spec, this.#store.counts, countMonths(this.#store, this.#spec));
    return this.#result;
  }

  /**
   * The same spans counted by another rule or policy; the count itself doesn't change.
   *
   * @param options - What differs.
   * @returns The other count.
   * @throws {@link CoalitionError} as {@link countExposure}.
   */
  recount(options: Partial<Pick<ExposureOptions, 'rule' | 'dedupe' | 'allocate' | 'orphanContracts' | 'employeeStatus'>>): ExposureResult {
    const spec = exposureSpec({ ...this.#spec, ...options });
    return explainExposure(spec, this.#store.counts, countMonths(this.#store, spec));
  }

  /**
   * Coverage by person, employer and plan year: what {@link MemberYearsAggregate} takes beside claims. It names persons.
   *
   * @param o - `yearStartMonth`: month in which plan years begin, 1 to 12. Default 1.
   * @returns One row for each person, employer and year with coverage that counts.
   */
  personYears(o: { readonly yearStartMonth?: number } = {}): readonly PersonYearUnits[] {
    return personYearUnits(this.#store, this.#spec, o.yearStartMonth ?? 1);
  }

  /**
   * Every person-month with its figures, as rows of the member-month table. They name persons. Age and sex are told where they are
   * among the dimensions; a contract's employee month stands on the row of the person it was counted by.
   *
   * @returns Rows by month, person, employer and plan.
   */
  memberMonthRows(): readonly MemberMonth[] {
    return memberMonthRows(this.#store, this.#spec);
  }

  /** Months of members. Unit: member months. */
  memberMonths(): MemberMonths {
    return this.finish().memberMonths;
  }

  /** Months of contracts that count as employees. Unit: employee months. */
  employeeMonths(): EmployeeMonths {
    return this.finish().employeeMonths;
  }

  /** Employee months of one tier, by who is covered on the contract; of all tiers when none is named. Unit: employee months. */
  contractMonths(tier?: CountedTier): EmployeeMonths {
    const result = this.finish();
    return tier === undefined ? result.employeeMonths : result.contractMonths[tier];
  }

  /** The cells of the count, by month and dimension. */
  cells(): readonly ExposureCell[] {
    return this.finish().cells;
  }

  control(): ControlTotals {
    const window = new MonthWindow(this.#spec.months, this.#spec.rule);
    const touched = new Set<number>();
    for (let row = 0; row < this.#store.length; row += 1) {
      const [from, to] = [this.#store.from.at(row), this.#store.to.at(row)];
      if (to < window.firstDay || from > window.lastDay) continue;
      for (let month = window.monthAt(from); month <= window.monthAt(to); month += 1) touched.add(month);
    }
    const months = [...touched].sort((a, b) => a - b);
    const [first, last] = [months[0], months[months.length - 1]];
    return {
      lines: this.#store.counts.rows,
      cents: {},
      grossCents: {},
      firstMonth: first === undefined ? null : monthFromIndex(window.first + first),
      lastMonth: last === undefined ? null : monthFromIndex(window.first + last),
      months: months.length,
    };
  }

  /** The stored form. It holds person ids. */
  toJSON(): AggregateJson {
    return sealStored({ kind: KIND, version: 1, spec: this.spec, scope: { ...this.scope }, content: storedSpans(this.#store) });
  }
}

/** How counts of coverage are made and read back. */
export const exposureKind: AggregateKind<ExposureOptions, ExposureAggregate> = {
  kind: 'exposure/months',
  empty: (spec, scope) => new ExposureAggregate(exposureSpec(spec), scope),
  fromJSON: (json) => {
    const stored = openStored(json, KIND);
    const store = readSpans(stored.spec, stored.content);
    return new ExposureAggregate(store.spec, scopeIn(stored.scope, KIND), store);
  },
};

/**
 * Counts how many members, employees and contracts were covered each month, by a named rule.
 *
 * Members count once a month whatever the number of their plans, unless `dedupe` says `coverage`. A contract counts as one
 * employee when its employee's month counts; a contract of dependants alone counts once, and is flagged, unless
 * `orphanContracts` says otherwise. `employeeStatus` decides which contracts are employees; members always count.
 *
 * @formula anyDay D >= 1; firstDay, lastDay, dayOfMonth k by that day; majority 2D >= n; fractional D / n, in units of 1/377,580 month
 * @unit member months and employee months
 * @source Tuva (any day); capitation practice (first day); carriers' wash rule (15th)
 * @testedBy exposure/months.test.ts
 * @param spans - A batch of eligibility, or spans.
 * @param options - Months and rule, and how doubtful cases count.
 * @returns The count, to which more can be added.
 * @throws {@link CoalitionError} `exposure/rule-required`, `exposure/bad-option`, `exposure/unknown-dimension`.
 * @example
 * const spans = [
 *   { person_id: 'p1', subscriber_id: 's1', subscriber_relation: 'self', employer_id: 'e1', enrollment_start_date: '2025-01-01', enrollment_end_date: null },
 *   { person_id: 'p2', subscriber_id: 's1', subscriber_relation: 'child', employer_id: 'e1', enrollment_start_date: '2025-02-10', enrollment_end_date: null },
 * ] as const;
 * const exposure = countExposure(spans, { months: ['2025-01', '2025-03'], rule: 'firstDay', dims: ['employer_id'] });
 * exposure.memberMonths().toFixed(); // => '4'
 * exposure.employeeMonths().toFixed(); // => '3'
 * exposure.contractMonths('ECH').toFixed(); // => '1'
 */
export function countExposure(spans: ExposureInput, options: ExposureOptions): ExposureAggregate {
  const exposure = new ExposureAggregate(exposureSpec(options));
  exposure.add(spans);
  return exposure;
}

function isBatch(input: ExposureInput): input is ClaimBatch<'eligibility'> {
  return 'rowCount' in input && 'table' in input;
}

function isSpan(input: CoverageSpan | Iterable<CoverageSpan>): input is CoverageSpan {
  return 'enrollment_start_date' in input;
}
