import type { Finding } from '../../errors/finding.js';
import type { Accounting } from '../accounting.js';
import { ColumnlessMapper } from '../column-map/columnless-mapper.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import { fieldsOf } from '../fields/tables.js';
import { BENEFITS, type BenefitType, EMPLOYMENT, GENDERS, RELATIONS } from './codes-834.js';
import type { Benefit834, Event834, Read834 } from './read-834.js';
import { x12Finding } from './read-x12.js';

/** How enrolment is replayed. */
export interface Replay834Options {
  /** The sender, for lineage. Default `834`. */
  readonly dataSource?: string;
  /** The coalition member. Default: the sponsor's number of the file. */
  readonly employerId?: string;
  /** Benefits of HD03 codes that aren't known here, such as `{ MM: 'medical' }`. */
  readonly benefits?: Readonly<Record<string, BenefitType>>;
  /** Whether a dependant who is added without a benefit gets the subscriber's. Default false: it is a finding. */
  readonly inheritCoverage?: boolean;
}

/** One span while it is replayed. */
export interface Span834 {
  readonly subscriber: string;
  readonly person: string;
  /** HD03. */
  readonly code: string;
  readonly benefit: BenefitType;
  readonly plan: string;
  readonly tier: string | null;
  readonly start: string;
  /** Last covered day; null while open. */
  readonly end: string | null;
  /** The event that said most about the person. */
  readonly event: Event834;
}

/** Coverage after a replay. */
export interface Replayed834 {
  /** Canonical spans, by subscriber, person, benefit and start. */
  readonly records: readonly DeliveredRow<'eligibility'>[];
  /** The same before they were made records; replay goes on from here. */
  readonly spans: readonly Span834[];
  readonly findings: readonly Finding[];
  readonly accounting: Accounting;
}

class Replay {
  readonly findings: Finding[] = [];
  spans: Span834[];
  readonly #o: Replay834Options;

  constructor(spans: readonly Span834[], o: Replay834Options) {
    this.spans = [...spans];
    this.#o = o;
  }

  #note(
    code: string,
    at: { readonly path: string; readonly position: number },
    message: string,
    fix: string,
    severity: 'error' | 'warn' = 'warn',
  ): void {
    this.findings.push(x12Finding({ code, severity, position: at.position, path: at.path, message, fix }));
  }

  benefitOf(benefit: Benefit834): BenefitType {
    const known = BENEFITS[benefit.code] ?? this.#o.benefits?.[benefit.code];
    if (known === undefined)
      this.#note(
        'x12/unknown-benefit',
        benefit,
        'A benefit code has no meaning here; its span is of benefit type other.',
        'Say what it means in `benefits`.',
      );
    return known ?? 'other';
  }

  apply(event: Event834): void {
    if (event.isSubscriber !== (event.relationCode === '18')) {
      this.#note(
        'x12/relation-contradiction',
        event,
        'INS01 and INS02 contradict one another about who is the subscriber; the relation is unknown.',
        'Ask the sender which of the two is right.',
      );
    }
    if (event.benefits.length === 0) return this.#withoutBenefits(event);
    for (const benefit of event.benefits) this.#benefit(event, benefit);
  }

  #withoutBenefits(event: Event834): void {
    switch (event.maintenance) {
      case 'add':
        return this.#inherit(event);
      case 'cancel':
        return this.#close(event, null, event.eligibilityEnd ?? event.effective, event);
      case 'reinstate':
        return this.#reopen(event, null, event.effective ?? event.eligibilityBegin, event);
      case 'audit':
        return this.#note('x12/audit-not-applied', event, 'An audit record says who is covered; it is compared, not applied.', 'Use compareFull834.');
      case 'change':
      case 'other':
        return;
    }
  }

  #benefit(event: Event834, benefit: Benefit834): void {
    const maintenance = benefit.maintenance === 'other' ? event.maintenance : benefit.maintenance;
    const begin = benefit.begin ?? event.eligibilityBegin ?? event.effective;
    switch (maintenance) {
      case 'add':
        return this.#open(event, benefit, begin);
      case 'cancel':
        return this.#close(event, benefit.code, benefit.end ?? event.eligibilityEnd ?? event.effective, benefit);
      case 'reinstate':
        return this.#reopen(event, benefit, begin, benefit);
      case 'change':
        return this.#change(event, benefit, begin);
      case 'audit':
        return this.#note(
          'x12/audit-not-applied',
          benefit,
          'An audit record says who is covered; it is compared, not applied.',
          'Use compareFull834.',
        );
      case 'other':
        return this.#note(
          'x12/unknown-maintenance',
          benefit,
          'The maintenance code is not one of 001, 021, 024, 025, 030; nothing was changed.',
          'Ask the sender what it means.',
        );
    }
  }

  #of(event: Event834, code: string | null): readonly Span834[] {
    return this.spans.filter((span) => span.subscriber === event.subscriber && span.person === event.person && (code === null || span.code === code));
  }

  #put(
    event: Event834,
    benefit: Pick<Benefit834, 'code' | 'description' | 'tier' | 'path' | 'position'>,
    type: BenefitType,
    start: string,
    end: string | null,
  ): void {
    const plan = benefit.description === '' ? benefit.code : benefit.description;
    this.spans.push({
      subscriber: event.subscriber,
      person: event.person,
      code: benefit.code,
      benefit: type,
      plan,
      tier: benefit.tier,
      start,
      end: this.#notBefore(start, end, benefit),
      event,
    });
  }

  /** An end that lies before its begin is said, and the first day kept as the last. */
  #notBefore(start: string, end: string | null, at: { readonly path: string; readonly position: number }): string | null {
    if (end === null || end >= start) return end;
    this.#note(
      'x12/end-before-start',
      at,
      'A coverage ends before it begins; the first day is kept as the last.',
      'Ask the sender whether the coverage is void.',
    );
    return start;
  }

  #open(event: Event834, benefit: Benefit834, begin: string | null): void {
    if (begin === null)
      return this.#note(
        'x12/no-date',
        benefit,
        'A benefit is added without a begin date; nothing was opened.',
        'Ask the sender for the begin date.',
        'error',
      );
    if (this.#of(event, benefit.code).some(({ start, end }) => end === null || (end >= begin && start <= begin))) {
      return this.#note(
        'x12/already-covered',
        benefit,
        'A benefit is added that the person has already on that day; nothing was changed.',
        'Ask the sender whether a file was sent twice.',
      );
    }
    this.#put(event, benefit, this.benefitOf(benefit), begin, benefit.end);
  }

  #inherit(event: Event834): void {
    const own = this.spans.filter((span) => span.subscriber === event.subscriber && span.event.isSubscriber && span.end === null);
    if (event.isSubscriber || this.#o.inheritCoverage !== true || own.length === 0) {
      return this.#note(
        'x12/no-benefit',
        event,
        'A member is added without a benefit; nothing was opened.',
        'Ask the sender for the benefits, or let dependants inherit them with `inheritCoverage`.',
        'error',
      );
    }
    const begin = event.eligibilityBegin ?? event.effective;
    for (const span of own)
      this.#put(
        event,
        { code: span.code, description: span.plan, tier: span.tier, path: event.path, position: event.position },
        span.benefit,
        begin !== null && begin > span.start ? begin : span.start,
        null,
      );
  }

  #close(event: Event834, code: string | null, end: string | null, at: { readonly path: string; readonly position: number }): void {
    const open = this.#of(event, code).filter((span) => span.end === null);
    if (open.length === 0)
      return this.#note(
        'x12/nothing-to-end',
        at,
        'A termination finds no open coverage of the person.',
        'Replay the earlier files first, or ask the sender.',
      );
    if (end === null)
      return this.#note('x12/no-date', at, 'A termination has no date; nothing was changed.', 'Ask the sender for the last covered day.', 'error');
    this.spans = this.spans.map((span) => (open.includes(span) ? { ...span, end: this.#notBefore(span.start, end, at) } : span));
  }

  /** Reopens what the last termination closed; a later day begins a new span, so that the gap stays. */
  #reopen(event: Event834, benefit: Benefit834 | null, begin: string | null, at: { readonly path: string; readonly position: number }): void {
    const own = this.#of(event, benefit?.code ?? null);
    const last = own.reduce<string | null>((latest, { end }) => (end !== null && (latest === null || end > latest) ? end : latest), null);
    const closed = own.filter(({ end }) => end !== null && end === last);
    if (closed.length === 0) {
      if (benefit !== null && begin !== null && own.length === 0) {
        this.#put(event, benefit, this.benefitOf(benefit), begin, benefit.end);
        return this.#note(
          'x12/nothing-to-reopen',
          at,
          'A reinstatement finds no ended coverage; it was opened anew from its begin date.',
          'Replay the earlier files first.',
        );
      }
      return this.#note(
        'x12/nothing-to-reopen',
        at,
        'A reinstatement finds no ended coverage of the person.',
        'Replay the earlier files first, or ask the sender.',
      );
    }
    for (const span of closed) {
      const later = begin !== null && span.end !== null && begin > span.end;
      if (later)
        this.#put(
          event,
          { code: span.code, description: span.plan, tier: benefit?.tier ?? span.tier, path: at.path, position: at.position },
          span.benefit,
          begin,
          benefit?.end ?? null,
        );
      else {
        const end = this.#notBefore(span.start, benefit?.end ?? null, at);
        this.spans = this.spans.map((each) => (each === span ? { ...each, end } : each));
      }
    }
  }

  #change(event: Event834, benefit: Benefit834, begin: string | null): void {
    const open = this.#of(event, benefit.code).find((span) => span.end === null);
    if (open === undefined)
      return begin === null
        ? this.#note('x12/nothing-to-change', benefit, 'A change finds no open coverage.', 'Replay the earlier files first.')
        : this.#open(event, benefit, begin);
    if (benefit.end !== null) return this.#close(event, benefit.code, benefit.end, benefit);
    this.spans = this.spans.map((span) => (span === open ? { ...span, tier: benefit.tier ?? span.tier, event } : span));
  }
}

function order(a: Span834, b: Span834): number {
  const [left, right] = [a, b].map((span) => [span.subscriber, span.person, span.code, span.start].join('\u0000'));
  return (left ?? '') < (right ?? '') ? -1 : (left ?? '') > (right ?? '') ? 1 : 0;
}

function rawSpan(span: Span834, o: Replay834Options): Readonly<Record<string, unknown>> {
  const { event } = span;
  const tiers = fieldsOf('eligibility').find(({ name }) => name === 'coverage_tier')?.values ?? [];
  const contradiction = event.isSubscriber !== (event.relationCode === '18');
  return {
    row_number: event.position,
    person_id: span.person,
    member_id: span.person,
    subscriber_id: span.subscriber,
    subscriber_relation: contradiction ? 'unknown' : (RELATIONS[event.relationCode] ?? 'other_dependant'),
    employer_id: o.employerId ?? (event.sponsor === '' ? null : event.sponsor),
    group_id: event.group === '' ? null : event.group,
    payer: event.payer === '' ? 'unknown' : event.payer,
    plan: span.plan,
    benefit_type: span.benefit,
    coverage_tier: span.tier === null ? null : tiers.includes(span.tier) ? span.tier : 'other',
    enrollment_start_date: span.start,
    enrollment_end_date: span.end,
    employment_status: event.benefitStatus === 'C' ? 'cobra' : event.benefitStatus === 'S' ? 'surviving' : (EMPLOYMENT[event.employmentCode] ?? null),
    birth_date: event.birthDate,
    gender: GENDERS[event.gender] ?? 'unknown',
    state: event.state,
    zip_code: event.zip,
    death_date: event.deathDate,
  };
}

/**
 * Replays enrolment events into coverage spans: files in order, events in file order.
 *
 * Adds open a benefit, terminations end every open benefit of the person (or the one named), reinstatements reopen what the last
 * termination ended, changes of person data change no span. What finds nothing to act on is a finding, never a guess. Replaying some
 * files and then the rest gives what replaying all at once gives.
 *
 * Limits: audit records (030) and full files are compared with `compareFull834`, not applied.
 *
 * @testedBy claims/adapters/x12-834.test.ts: ten published scenarios; prefix and rest
 * @param files - What {@link read834} gave, oldest file first.
 * @param o - Employer, benefit codes, inheritance.
 * @param before - Spans of an earlier replay to go on from.
 * @returns Spans as records, the state to go on from, findings, accounting.
 * @example
 * replay834([]).records; // => []
 */
export function replay834(files: readonly Read834[], o: Replay834Options = {}, before: readonly Span834[] = []): Replayed834 {
  const replay = new Replay(before, o);
  for (const { events } of files) for (const event of events) replay.apply(event);
  const spans = [...replay.spans].sort(order);
  const mapper = new ColumnlessMapper('eligibility', { data_source: o.dataSource ?? '834' });
  for (const span of spans) mapper.add(rawSpan(span, o), { row: span.event.position }, span.event.path);
  return { records: mapper.records, spans, findings: [...replay.findings, ...mapper.findings], accounting: mapper.accounting() };
}

/** One difference between our spans and a full file. */
export interface Difference834 {
  /** `missing`: open here and not in the file; `extra`: in the file and not here; `changed`: other dates or tier. */
  readonly kind: 'missing' | 'extra' | 'changed';
  readonly subscriber: string;
  readonly person: string;
  readonly code: string;
  readonly ours: { readonly start: string; readonly end: string | null; readonly tier: string | null } | null;
  readonly theirs: { readonly start: string | null; readonly end: string | null; readonly tier: string | null } | null;
}

/**
 * Compares spans with a full file (an audit): who is covered here and not there, the reverse, and what differs. Nothing is changed.
 *
 * @testedBy claims/adapters/x12-834.test.ts: an audit of what was replayed shows no difference
 * @param spans - The state of a replay.
 * @param file - A full file.
 * @returns Differences, by subscriber, person and benefit.
 * @example
 * compareFull834([], { kind: 'full', events: [], findings: [] }); // => []
 */
export function compareFull834(spans: readonly Span834[], file: Read834): readonly Difference834[] {
  const key = (subscriber: string, person: string, code: string): string => [subscriber, person, code].join('\u0000');
  const ours = new Map(spans.filter(({ end }) => end === null).map((span) => [key(span.subscriber, span.person, span.code), span]));
  const differences: Difference834[] = [];
  const seen = new Set<string>();
  for (const event of file.events) {
    for (const { code, begin, end, tier } of event.benefits) {
      const at = key(event.subscriber, event.person, code);
      seen.add(at);
      const own = ours.get(at);
      const theirs = { start: begin ?? event.eligibilityBegin, end: end ?? event.eligibilityEnd, tier };
      const who = { subscriber: event.subscriber, person: event.person, code };
      if (own === undefined) {
        if (theirs.end === null) differences.push({ kind: 'extra', ...who, ours: null, theirs });
      } else if ((theirs.start !== null && theirs.start !== own.start) || theirs.end !== own.end || (tier !== null && tier !== own.tier)) {
        differences.push({ kind: 'changed', ...who, ours: { start: own.start, end: own.end, tier: own.tier }, theirs });
      }
    }
  }
  for (const [at, { subscriber, person, code, start, end, tier }] of ours) {
    if (!seen.has(at)) differences.push({ kind: 'missing', subscriber, person, code, ours: { start, end, tier }, theirs: null });
  }
  const place = (each: Difference834): string => key(each.subscriber, each.person, each.code);
  return differences.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}
