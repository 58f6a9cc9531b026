import { dayNumber, type IsoDate, isoFromDay } from '../../time/iso-date.js';
import { badMeasure } from './outcome-measure.js';
import type { MeasureCase } from './proportion-measure.js';

/** The event from which a window runs: a discharge, an operation. */
export interface IndexEvent {
  /** The case's own id, no person's. */
  readonly id: string;
  /** Pseudonym of the person. */
  readonly person: string;
  /** The day from which the window runs. */
  readonly on: IsoDate;
  /** Last day of coverage that is known; null when coverage goes on beyond what is known. */
  readonly coveredThrough: IsoDate | null;
  /** The day of death, where there was one. */
  readonly diedOn?: IsoDate;
  /** Whether the person was transferred: then the case belongs to the next hospital. */
  readonly transferred?: boolean;
}

/** Something that happened to a person. */
export interface FollowingEvent {
  readonly person: string;
  readonly on: IsoDate;
  /** Such as `readmission`, `infection`. */
  readonly kind: string;
  /** Planned events don't count. */
  readonly planned?: boolean;
}

/** For how long one kind of event counts after the index. */
export interface EventWindow {
  readonly kind: string;
  /** First day that counts; 0 is the day of the index. Unit: days. */
  readonly fromDay: number;
  /** Last day that counts. Unit: days. */
  readonly toDay: number;
}

/** A case with what happened in its windows. */
export interface WindowCase extends MeasureCase {
  readonly id: string;
  /** The first event that counts; null when there is none. */
  readonly kind: string | null;
  readonly on: IsoDate | null;
}

/** How cases and events are brought together. */
export interface EventsWithinInput {
  readonly indexes: readonly IndexEvent[];
  readonly events: readonly FollowingEvent[];
  /** One for each kind that counts: 30 days for readmissions; 7, 30 and 90 for complications. */
  readonly windows: readonly EventWindow[];
  /** Whether a death within the longest window counts as an event or leaves the case out. */
  readonly death: 'counts' | 'leaveOut';
}

/**
 * Finds for each index event whether one of the events that count followed within its window.
 *
 * A transfer leaves the case out. So does coverage that ends before the longest window when nothing that counts was seen until then:
 * nobody knows whether it happened. Which events are planned, and which belong to a kind, is the caller's, by public lists.
 *
 * Limits: an event may count for two index events whose windows overlap; give only index events that may stand beside one another.
 *
 * @formula an event on day d after the index counts when fromDay <= d <= toDay of its kind
 * @source 42 CFR 412.152 (readmission within 30 days of discharge); 42 CFR 510.400 (complications of joint replacement within windows)
 * @testedBy contracts/measures/outcome-measures.test.ts: ends of windows, transfer, death, lost coverage
 * @param o - Index events, following events, windows, what a death means.
 * @returns One case for each index event, in their order, for {@link proportionMeasure}.
 * @throws {@link CoalitionError} `contracts/bad-options` without windows or with one that ends before it starts; `time/not-a-date`.
 * @example
 * const cases = eventsWithin({
 *   indexes: [{ id: 'c1', person: 'p1', on: '2026-03-01', coveredThrough: null }],
 *   events: [{ person: 'p1', on: '2026-03-31', kind: 'readmission' }],
 *   windows: [{ kind: 'readmission', fromDay: 1, toDay: 30 }],
 *   death: 'leaveOut',
 * });
 * cases[0]?.event; // => true
 */
export function eventsWithin(o: EventsWithinInput): readonly WindowCase[] {
  const windows = new Map<string, EventWindow>();
  for (const window of o.windows) {
    const { fromDay, toDay, kind } = window;
    if (!Number.isSafeInteger(fromDay) || !Number.isSafeInteger(toDay) || fromDay < 0 || toDay < fromDay)
      throw badMeasure('windows', `The window of ${kind} runs from day ${fromDay} to day ${toDay}. Give whole days, the first not after the last.`);
    windows.set(kind, window);
  }
  if (windows.size === 0) throw badMeasure('windows', 'There is no window. Give one for each kind of event that counts.');
  const longest = Math.max(...o.windows.map(({ toDay }) => toDay));

  const byPerson = new Map<string, { readonly day: number; readonly kind: string }[]>();
  for (const { person, on, kind, planned } of o.events) {
    if (planned === true || !windows.has(kind)) continue;
    const own = byPerson.get(person) ?? [];
    own.push({ day: dayNumber(on), kind });
    byPerson.set(person, own);
  }
  for (const own of byPerson.values()) own.sort((a, b) => a.day - b.day || (a.kind < b.kind ? -1 : 1));

  return o.indexes.map((index) => {
    const start = dayNumber(index.on);
    if (index.transferred === true) return { id: index.id, event: false, excluded: 'transferred', kind: null, on: null };
    const found = (byPerson.get(index.person) ?? []).find(({ day, kind }) => {
      const window = windows.get(kind);
      return window !== undefined && day - start >= window.fromDay && day - start <= window.toDay;
    });
    if (found !== undefined) return { id: index.id, event: true, kind: found.kind, on: isoFromDay(found.day) };
    const died = index.diedOn === undefined ? null : dayNumber(index.diedOn);
    if (died !== null && died >= start && died - start <= longest) {
      return o.death === 'counts'
        ? { id: index.id, event: true, kind: 'death', on: isoFromDay(died) }
        : { id: index.id, event: false, excluded: 'died', kind: null, on: null };
    }
    const lost = index.coveredThrough !== null && dayNumber(index.coveredThrough) - start < longest;
    return lost
      ? { id: index.id, event: false, excluded: 'coverage ended within the window', kind: null, on: null }
      : { id: index.id, event: false, kind: null, on: null };
  });
}
