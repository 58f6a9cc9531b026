import type { Finding } from '../../errors/finding.js';
import type { Fed } from '../feed.js';
import { otherSets } from './read-835.js';
import { fromX12, type X12File, type X12Input, type X12Segment, type X12Separators, type X12Transaction, x12Finding } from './read-x12.js';
import { x12Date } from './x12-values.js';

/** What an enrolment event does: INS03 and HD01. */
export type Maintenance834 = 'change' | 'add' | 'cancel' | 'reinstate' | 'audit' | 'other';

/** One benefit of an event. */
export interface Benefit834 {
  readonly maintenance: Maintenance834;
  /** HD03, such as `HLT`. */
  readonly code: string;
  /** HD04. */
  readonly description: string;
  /** HD05, as it stands; null when absent, never guessed. */
  readonly tier: string | null;
  /** DTP 348. */
  readonly begin: string | null;
  /** DTP 349. */
  readonly end: string | null;
  readonly path: string;
  /** Unit: segments. */
  readonly position: number;
}

/** One member of an enrolment file: what is to be done with a person's coverage. */
export interface Event834 {
  readonly path: string;
  /** Position of INS. Unit: segments. */
  readonly position: number;
  readonly maintenance: Maintenance834;
  /** REF*0F. */
  readonly subscriber: string;
  /** NM1*IL id, else the dependant's sequence number. */
  readonly person: string;
  /** INS01. */
  readonly isSubscriber: boolean;
  /** INS02 as it stands. */
  readonly relationCode: string;
  /** INS05 and INS08 as they stand. */
  readonly benefitStatus: string;
  readonly employmentCode: string;
  /** REF*1L. */
  readonly group: string;
  readonly sponsor: string;
  readonly payer: string;
  readonly birthDate: string | null;
  readonly gender: string;
  readonly state: string | null;
  readonly zip: string | null;
  readonly deathDate: string | null;
  /** DTP 303. */
  readonly effective: string | null;
  /** DTP 356. */
  readonly eligibilityBegin: string | null;
  /** DTP 357. */
  readonly eligibilityEnd: string | null;
  /** Date of the interchange, `YYMMDD` as it stands. */
  readonly interchangeDate: string;
  /** BGN03. */
  readonly fileDate: string | null;
  readonly benefits: readonly Benefit834[];
}

/** An enrolment file, read. */
export interface Read834 {
  /** `full`: the file says who is covered and is compared; `changes`: it says what changed and is replayed. */
  readonly kind: 'changes' | 'full';
  /** In file order. */
  readonly events: readonly Event834[];
  readonly findings: readonly Finding[];
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** What INS03 and HD01 mean here. */
export function maintenanceOf(code: string): Maintenance834 {
  switch (code) {
    case '001':
      return 'change';
    case '021':
      return 'add';
    case '024':
      return 'cancel';
    case '025':
      return 'reinstate';
    case '030':
      return 'audit';
    default:
      return 'other';
  }
}

class EventReader {
  readonly events: (Draft<Omit<Event834, 'benefits'>> & { benefits: Draft<Benefit834>[] })[] = [];
  readonly findings: Finding[] = [];
  full = false;
  readonly #transaction: X12Transaction;
  #fileDate: string | null = null;
  #sponsor = '';
  #payer = '';
  /** Whether NM1, DMG and N4 speak of the member; another person's may follow. */
  #member = false;

  constructor(transaction: X12Transaction) {
    this.#transaction = transaction;
  }

  read(): void {
    for (const segment of this.#transaction.segments) this.#segment(segment);
  }

  #segment(segment: X12Segment): void {
    const { elements } = segment;
    const text = (at: number): string => (elements[at] ?? '').trim();
    const event = this.events.at(-1);
    switch (elements[0]) {
      case 'BGN':
        this.#fileDate = x12Date(text(3));
        // 4 verifies and RX replaces: both are whole files, not changes.
        if (text(8) === '4' || text(8) === 'RX') this.full = true;
        break;
      case 'N1':
        if (text(1) === 'P5') this.#sponsor = text(4) === '' ? text(2) : text(4);
        if (text(1) === 'IN') this.#payer = text(2) === '' ? text(4) : text(2);
        break;
      case 'INS':
        this.#open(segment);
        break;
      case 'REF':
        if (event !== undefined && text(1) === '0F') event.subscriber = text(2);
        if (event !== undefined && text(1) === '1L') event.group = text(2);
        break;
      case 'NM1':
        this.#member = text(1) === 'IL' || text(1) === '74';
        if (event !== undefined && this.#member && text(9) !== '') event.person = text(9);
        break;
      case 'DMG':
        if (event === undefined || !this.#member) break;
        event.birthDate = this.#date(segment, 2);
        event.gender = text(3);
        break;
      case 'N4':
        if (event === undefined || !this.#member) break;
        event.state = text(2) === '' ? null : text(2);
        event.zip = text(3) === '' ? null : text(3);
        break;
      case 'HD':
        event?.benefits.push({
          maintenance: maintenanceOf(text(1)),
          code: text(3),
          description: text(4),
          tier: text(5) === '' ? null : text(5),
          begin: null,
          end: null,
          path: `${event.path}/HD[${event.benefits.length + 1}]`,
          position: segment.position,
        });
        if (maintenanceOf(text(1)) === 'audit') this.full = true;
        break;
      case 'DTP':
        if (event !== undefined) this.#dated(segment, event);
        break;
      default:
        break;
    }
  }

  #open(segment: X12Segment): void {
    const text = (at: number): string => (segment.elements[at] ?? '').trim();
    const maintenance = maintenanceOf(text(3));
    if (maintenance === 'audit') this.full = true;
    this.#member = false;
    this.events.push({
      path: `${this.#transaction.path}/INS[${this.events.length + 1}]`,
      position: segment.position,
      maintenance,
      subscriber: '',
      person: text(17) === '' ? '' : `#${text(17)}`,
      isSubscriber: text(1) === 'Y',
      relationCode: text(2),
      benefitStatus: text(5),
      employmentCode: text(8),
      group: '',
      sponsor: this.#sponsor,
      payer: this.#payer,
      birthDate: null,
      gender: '',
      state: null,
      zip: null,
      deathDate: text(12) === '' ? null : x12Date(text(12)),
      effective: null,
      eligibilityBegin: null,
      eligibilityEnd: null,
      interchangeDate: this.#transaction.interchangeDate,
      fileDate: this.#fileDate,
      benefits: [],
    });
  }

  #date(segment: X12Segment, at: number): string | null {
    const date = x12Date(segment.elements[at]);
    if (date === null && (segment.elements[at] ?? '').trim() !== '') {
      this.findings.push(
        x12Finding({
          code: 'x12/invalid-date',
          severity: 'warn',
          position: segment.position,
          path: this.events.at(-1)?.path ?? this.#transaction.path,
          field: `${segment.elements[0]}${String(at).padStart(2, '0')}`,
          message: 'A date is no calendar date; it is read as empty.',
        }),
      );
    }
    return date;
  }

  #dated(segment: X12Segment, event: (typeof this.events)[number]): void {
    const date = this.#date(segment, 3);
    const benefit = event.benefits.at(-1);
    switch (segment.elements[1]) {
      case '348':
        if (benefit !== undefined) benefit.begin = date;
        break;
      case '349':
        if (benefit !== undefined) benefit.end = date;
        break;
      case '303':
        event.effective = date;
        break;
      case '356':
        event.eligibilityBegin = date;
        break;
      case '357':
        event.eligibilityEnd = date;
        break;
      default:
        break;
    }
  }
}

/**
 * Reads an X12 834 enrolment file into events, in file order.
 *
 * A file that verifies or replaces (BGN08 `4` or `RX`, INS03 or HD01 `030`) is `full`: compare it with `compareFull834`, don't replay it.
 *
 * Limits: a transaction whose envelope is broken is left out whole and reported.
 *
 * @source X12 005010X220A1 as seen in public samples
 * @testedBy claims/adapters/x12-834.test.ts: ten published files
 * @param input - The file: whole, in pieces cut anywhere, or in pieces as they arrive.
 * @param o - Separators, for text without an ISA.
 * @returns Events and findings; a promise of them when the pieces arrive over time.
 * @example
 * read834('ST*834*1~SE*2*1~').findings.map(({ code }) => code); // => ['X12-1']
 * async function* arriving() { yield 'ST*834*1~S'; yield 'E*2*1~'; }
 * (await read834(arriving())).findings.map(({ code }) => code); // => ['X12-1']
 */
export function read834<Input extends X12Input>(input: Input, o: { readonly separators?: X12Separators } = {}): Fed<Input, Read834> {
  return fromX12(input, { separators: o.separators, made: ofFile });
}

function ofFile(file: X12File): Read834 {
  const findings: Finding[] = [...file.findings, ...otherSets(file, '834')];
  const events: Event834[] = [];
  let full = false;
  for (const transaction of file.transactions) {
    if (transaction.set !== '834' || !transaction.whole) continue;
    const reader = new EventReader(transaction);
    reader.read();
    full ||= reader.full;
    findings.push(...reader.findings);
    for (const event of reader.events) {
      if (event.subscriber === '')
        findings.push(
          x12Finding({
            code: 'x12/no-subscriber',
            severity: 'error',
            position: event.position,
            path: event.path,
            field: 'REF',
            message: 'A member has no subscriber number (REF*0F) and was left out.',
          }),
        );
      else events.push(event.person === '' ? { ...event, person: event.isSubscriber ? event.subscriber : `#${event.position}` } : event);
    }
  }
  return { kind: full ? 'full' : 'changes', events, findings };
}
