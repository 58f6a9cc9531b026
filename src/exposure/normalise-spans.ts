import { CoalitionError } from '../errors/coalition-error.js';
import { type DaySpan, mergeSpans } from '../time/coverage.js';
import { dayNumber, isoFromDay } from '../time/iso-date.js';
import { type CoverageSpan, endDay, NO_END } from './span-store.js';

/** What was done to the spans; every row that came in is kept, or is counted in exactly one of void, overlap, touching, bridged. */
export interface SpanChanges {
  /** Spans that end before they start, left out. Unit: spans. */
  readonly void: number;
  /** Spans merged into another because they share days. Unit: spans. */
  readonly overlap: number;
  /** Spans merged into the one before because they begin on the next day. Unit: spans. */
  readonly touching: number;
  /** Spans merged into the one before across a gap of at most `bridgeDays`. Unit: spans. */
  readonly bridged: number;
  /** Spans that go on; kept as they are. Unit: spans. */
  readonly openEnd: number;
}

/** Spans of coverage without overlaps. */
export interface NormalisedSpans {
  /** Merged spans by person, benefit, payer, plan, employer and subscriber, each with the other fields of its earliest row. */
  readonly spans: readonly CoverageSpan[];
  readonly changes: SpanChanges;
  /** Days covered before and after; equal unless gaps were bridged. Unit: person-days under one plan, open ends left out. */
  readonly coveredDays: number;
}

/**
 * Merges spans of one person under one plan that overlap or touch; days are never lost and never counted twice.
 *
 * Limits: spans under different plans, payers, employers or subscribers stay apart; the count decides between them.
 *
 * @unit spans and days
 * @testedBy exposure/normalise-spans.test.ts: union of days preserved; the sum of changes is the difference in rows
 * @param spans - Spans in any order.
 * @param o - `bridgeDays`: gaps of up to so many days are closed. Default 0. Unit: days.
 * @returns Disjoint spans in order of person and start, and what was changed.
 * @throws {@link CoalitionError} `time/not-a-date`, `exposure/bad-option`.
 * @example
 * const spans = [
 *   { person_id: 'p1', enrollment_start_date: '2025-01-01', enrollment_end_date: '2025-02-10' },
 *   { person_id: 'p1', enrollment_start_date: '2025-02-01', enrollment_end_date: null },
 * ];
 * normaliseSpans(spans).changes; // => { void: 0, overlap: 1, touching: 0, bridged: 0, openEnd: 1 }
 */
export function normaliseSpans(spans: Iterable<CoverageSpan>, o: { readonly bridgeDays?: number } = {}): NormalisedSpans {
  const bridgeDays = o.bridgeDays ?? 0;
  if (!Number.isSafeInteger(bridgeDays) || bridgeDays < 0) {
    throw new CoalitionError('exposure/bad-option', `bridgeDays is ${bridgeDays}. Give whole days of at least 0.`, {
      option: 'bridgeDays',
      value: String(bridgeDays),
    });
  }
  const groups = new Map<string, { readonly span: CoverageSpan; readonly days: DaySpan }[]>();
  const changes = { void: 0, overlap: 0, touching: 0, bridged: 0, openEnd: 0 };
  for (const span of spans) {
    const days = { from: dayNumber(span.enrollment_start_date), to: endDay(span) };
    if (days.to < days.from) {
      changes.void += 1;
      continue;
    }
    if (days.to === NO_END) changes.openEnd += 1;
    const key = JSON.stringify([
      span.person_id,
      span.benefit_type ?? 'medical',
      span.payer ?? null,
      span.plan ?? null,
      span.employer_id ?? null,
      span.subscriber_id ?? null,
    ]);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push({ span, days });
  }
  const merged: CoverageSpan[] = [];
  let coveredDays = 0;
  for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    group.sort((a, b) => a.days.from - b.days.from || a.days.to - b.days.to);
    countMerges(
      group.map((each) => each.days),
      bridgeDays,
      changes,
    );
    for (const days of mergeSpans(
      group.map((each) => each.days),
      { bridgeDays },
    )) {
      const first = group.find((each) => each.days.from === days.from);
      if (first === undefined) continue;
      if (days.to !== NO_END) coveredDays += days.to - days.from + 1;
      merged.push({ ...first.span, enrollment_end_date: days.to === NO_END ? null : isoFromDay(days.to) });
    }
  }
  return { spans: merged, changes, coveredDays };
}

function countMerges(spans: readonly DaySpan[], bridgeDays: number, changes: { overlap: number; touching: number; bridged: number }): void {
  let end: number | null = null;
  for (const span of spans) {
    if (end !== null) {
      if (span.from <= end) changes.overlap += 1;
      else if (span.from === end + 1) changes.touching += 1;
      else if (span.from <= end + 1 + bridgeDays) changes.bridged += 1;
    }
    end = end === null ? span.to : Math.max(end, span.to);
  }
}
