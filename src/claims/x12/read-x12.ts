import type { Finding, Severity } from '../../errors/finding.js';
import { type Fed, type Feed, feedWhole } from '../feed.js';

/** The characters that cut X12 text. */
export interface X12Separators {
  readonly element: string;
  readonly component: string;
  readonly segment: string;
  /** Absent before version 00402. */
  readonly repetition?: string;
}

/** One segment: its elements, the id first, and its place in the file. */
export interface X12Segment {
  readonly elements: readonly string[];
  /** 1-based among all segments of the input. Unit: segments. */
  readonly position: number;
}

/** One transaction set, from ST to SE, both left out. */
export interface X12Transaction {
  /** Such as `835`. */
  readonly set: string;
  readonly control: string;
  /** Implementation: ST03, else GS08. */
  readonly version: string;
  /** Where it stands, such as `ISA[1]/GS[1]/ST[2]`. */
  readonly path: string;
  readonly interchangeControl: string;
  readonly groupControl: string;
  /** Date of the interchange as it stands there. */
  readonly interchangeDate: string;
  readonly separators: X12Separators;
  readonly segments: readonly X12Segment[];
  /** Position of ST. Unit: segments. */
  readonly position: number;
  /** False when its envelope is broken: it is then quarantined alone. */
  readonly whole: boolean;
}

/** What a reader of X12 text found. */
export interface X12File {
  readonly transactions: readonly X12Transaction[];
  readonly findings: readonly Finding[];
  /** Unit: segments. */
  readonly segments: number;
}

const SEGMENT_ID = /^[A-Z][A-Z0-9]{1,2}$/;

/** A finding about one place of an X12 file. */
export function x12Finding(o: {
  readonly code: string;
  readonly severity: Severity;
  readonly position: number;
  readonly path: string;
  readonly message: string;
  readonly fix?: string;
  readonly field?: string;
  readonly cents?: number;
}): Finding {
  const { position, fix = 'Ask the sender for the file again.', ...rest } = o;
  return { ...rest, fix, row: { row: position } };
}

/** Reads the separators from an ISA segment; null when the text doesn't hold one. */
function separatorsOf(text: string, at: number): X12Separators | null {
  const element = text[at + 3] ?? '';
  if (element === '' || /[A-Za-z0-9\s]/.test(element)) return null;
  let field = at;
  const values: string[] = [];
  for (let count = 0; count < 16; count += 1) {
    const next = text.indexOf(element, field);
    if (next < 0 || next - at > 200) return null;
    values.push(text.slice(field, next));
    field = next + 1;
  }
  const component = text[field] ?? '';
  const segment = text[field + 1] ?? '';
  if (component === '' || segment === '') return null;
  const version = values[12] ?? '';
  const repetition = values[11] ?? '';
  return { element, component, segment, ...(version >= '00402' && !/[A-Za-z0-9]/.test(repetition) && repetition !== '' ? { repetition } : {}) };
}

interface Open {
  set: string;
  version: string;
  control: string;
  path: string;
  position: number;
  segments: X12Segment[];
  whole: boolean;
}

/** Cuts X12 text into transactions and checks the envelopes. */
class EnvelopeReader {
  readonly findings: Finding[] = [];
  readonly transactions: X12Transaction[] = [];
  position = 0;
  separators: X12Separators;
  #interchanges = 0;
  #groups = 0;
  #sets = 0;
  #groupSets = 0;
  #isa: readonly string[] | null = null;
  #gs: readonly string[] | null = null;
  #open: Open | null = null;

  constructor(separators: X12Separators) {
    this.separators = separators;
  }

  note(severity: Severity, message: string, field?: string): void {
    this.findings.push(
      x12Finding({ code: 'X12-1', severity, position: this.position, path: this.#path(), message, ...(field === undefined ? {} : { field }) }),
    );
  }

  #path(): string {
    return `ISA[${this.#interchanges}]/GS[${this.#groups}]/ST[${this.#sets}]`;
  }

  /** Ends a transaction that has no SE. */
  cut(): void {
    if (this.#open === null) return;
    this.note('error', 'The transaction has no SE segment.', 'SE');
    this.#open.whole = false;
    this.#close();
  }

  #close(): void {
    const open = this.#open;
    if (open === null) return;
    this.#open = null;
    this.transactions.push({
      ...open,
      interchangeControl: (this.#isa?.[13] ?? '').trim(),
      groupControl: (this.#gs?.[6] ?? '').trim(),
      interchangeDate: (this.#isa?.[9] ?? '').trim(),
      separators: this.separators,
    });
  }

  segment(elements: readonly string[]): void {
    const id = elements[0] ?? '';
    switch (id) {
      case 'ISA':
        this.cut();
        if (this.#isa !== null) this.note('error', 'An ISA stands inside an interchange that has no IEA.', 'ISA');
        this.#isa = elements;
        this.#interchanges += 1;
        this.#groups = 0;
        break;
      case 'GS':
        this.cut();
        if (this.#gs !== null) this.note('error', 'A GS stands inside a group that has no GE.', 'GS');
        this.#gs = elements;
        this.#groups += 1;
        this.#groupSets = 0;
        this.#sets = 0;
        break;
      case 'ST':
        this.cut();
        this.#sets += 1;
        this.#groupSets += 1;
        this.#open = {
          set: elements[1] ?? '',
          control: elements[2] ?? '',
          version: (elements[3] ?? this.#gs?.[8] ?? '').trim(),
          path: this.#path(),
          position: this.position,
          segments: [],
          whole: true,
        };
        break;
      case 'SE':
        this.#end(elements);
        break;
      case 'GE':
        this.cut();
        this.#trailer(elements, 'GE', this.#groupSets, this.#gs?.[6]);
        this.#gs = null;
        break;
      case 'IEA':
        this.cut();
        this.#trailer(elements, 'IEA', this.#groups, this.#isa?.[13]);
        this.#isa = null;
        break;
      default:
        this.#data(id, elements);
    }
  }

  #end(elements: readonly string[]): void {
    if (this.#open === null) return this.note('error', 'An SE stands without ST.', 'SE');
    const count = this.#open.segments.length + 2;
    if ((elements[1] ?? '').trim() !== String(count))
      this.note('warn', `SE says ${/^\d{1,9}$/.test(elements[1] ?? '') ? elements[1] : 'no number'} segments and there are ${count}.`, 'SE01');
    if ((elements[2] ?? '') !== this.#open.control) {
      this.note('error', 'The control numbers of ST and SE differ.', 'SE02');
      this.#open.whole = false;
    }
    this.#close();
  }

  #trailer(elements: readonly string[], id: string, count: number, control: string | undefined): void {
    if (control === undefined) return this.note('error', `An ${id} stands without its header.`, id);
    if ((elements[1] ?? '').trim() !== String(count)) this.note('warn', `${id} counts otherwise than the file: there are ${count}.`, `${id}01`);
    if ((elements[2] ?? '').trim() !== control.trim()) this.note('error', `The control numbers of ${id} and its header differ.`, `${id}02`);
  }

  #data(id: string, elements: readonly string[]): void {
    if (this.#open === null) return this.note('error', 'A segment stands outside of a transaction.');
    if (!SEGMENT_ID.test(id)) {
      this.note('error', 'What follows a segment terminator is no segment: a terminator may stand inside data.');
      this.#open.whole = false;
    }
    this.#open.segments.push({ elements, position: this.position });
  }

  finish(): void {
    this.cut();
    if (this.#gs !== null) this.note('error', 'The last group has no GE.', 'GE');
    if (this.#isa !== null) this.note('error', 'The last interchange has no IEA.', 'IEA');
  }
}

/** Characters from an ISA on that hold everything about its separators. Unit: UTF-16 units. */
const ISA_REACH = 204;

/** Pieces that are gathered before they are looked at, so that many small ones stay cheap. Unit: UTF-16 units. */
const GATHERED = 8192;

/** Takes X12 text in, cut anywhere, and gives its transactions. */
class X12Feed implements Feed<string, X12File> {
  readonly #given: X12Separators | undefined;
  #pieces: string[] = [];
  #gathered = 0;
  /** What was taken in and not yet cut into segments. */
  #text = '';
  /** Where the next segment starts in it. */
  #at = 0;
  /** How far its end was already looked for; -1 before the segment's start was judged. */
  #looked = -1;
  /** Null before the start of the file was judged. */
  #reader: EnvelopeReader | null = null;
  #bare = false;
  #unreadable = false;
  /** Whether what stands at the start belongs to no segment. */
  #skipping = true;

  constructor(separators: X12Separators | undefined) {
    this.#given = separators;
  }

  add(piece: string): void {
    if (this.#unreadable) return;
    this.#pieces.push(piece);
    this.#gathered += piece.length;
    // A long segment in many pieces is looked at each time that it has doubled.
    if (this.#gathered >= Math.max(GATHERED, this.#text.length)) this.#take(false);
  }

  finish(): X12File {
    this.#take(true);
    const reader = this.#reader ?? this.#begin();
    if (this.#unreadable) return { transactions: [], findings: reader.findings, segments: 0 };
    reader.finish();
    return {
      transactions: reader.transactions,
      findings: this.#bare ? reader.findings.filter(({ message }) => !message.startsWith('The last group')) : reader.findings,
      segments: reader.position,
    };
  }

  #take(last: boolean): void {
    this.#text = this.#text.slice(this.#at) + this.#pieces.join('');
    this.#looked -= this.#looked < 0 ? 0 : this.#at;
    this.#at = 0;
    this.#pieces = [];
    this.#gathered = 0;
    while (!this.#unreadable && this.#segment(last));
  }

  /** Reads the next segment; false when there is none yet. */
  #segment(last: boolean): boolean {
    const text = this.#text;
    if (this.#skipping) {
      const terminator = this.#reader?.separators.segment;
      while (this.#at < text.length && /\s/.test(text[this.#at] ?? '') && text[this.#at] !== terminator) this.#at += 1;
      if (this.#at === text.length) return false;
      this.#skipping = false;
    }
    if (this.#at === text.length) return false;
    if (!last && text.length - this.#at < ISA_REACH && 'ISA'.startsWith(text.slice(this.#at, this.#at + 3))) return false;
    if (this.#reader === null) {
      this.#begin();
      if (this.#unreadable) return false;
    }
    const reader = this.#reader;
    if (reader === null) return false;
    if (this.#looked < 0) {
      if (text.startsWith('ISA', this.#at)) reader.separators = separatorsOf(text, this.#at) ?? reader.separators;
      this.#looked = this.#at;
    }
    // The terminator of an ISA stands behind its last element, which may hold any character.
    const found = text.indexOf(reader.separators.segment, this.#looked);
    if (found < 0 && !last) {
      this.#looked = text.length;
      return false;
    }
    const content = text.slice(this.#at, found < 0 ? text.length : found);
    this.#at = found < 0 ? text.length : found + 1;
    this.#looked = -1;
    this.#skipping = true;
    if (content.trim() === '') return true;
    reader.position += 1;
    if (found < 0) reader.note('error', 'The last segment has no terminator: the file may be cut.');
    reader.segment(content.split(reader.separators.element));
    return true;
  }

  /** Judges the start of the file. */
  #begin(): EnvelopeReader {
    const isa = this.#text.startsWith('ISA', this.#at);
    const own = isa ? separatorsOf(this.#text, this.#at) : null;
    const separators = own ?? this.#given;
    const reader = new EnvelopeReader(separators ?? { element: '*', component: ':', segment: '~' });
    this.#reader = reader;
    this.#bare = own === null;
    if (this.#bare) {
      reader.position = 1;
      reader.note('error', isa ? "The ISA segment can't be read." : 'The file starts without an ISA segment.', 'ISA');
    }
    reader.position = 0;
    this.#unreadable = separators === undefined;
    return reader;
  }
}

/** X12 text: whole, in pieces cut anywhere, or in pieces that arrive over time. */
export type X12Input = string | Iterable<string> | AsyncIterable<string>;

/**
 * Cuts X12 text into transactions and makes something of them, at once when the text is at hand.
 *
 * @param input - The text.
 * @param o - `separators` for text without an ISA, and what is `made` of the file.
 * @returns What was made; a promise of it when the text arrives over time.
 */
export function fromX12<Input extends X12Input, Result>(
  input: Input,
  o: { readonly separators: X12Separators | undefined; readonly made: (file: X12File) => Result },
): Fed<Input, Result> {
  const feed = new X12Feed(o.separators);
  // A text is a list of its characters, and far quicker in one piece.
  return feedWhole(input, { add: (piece) => feed.add(piece), finish: () => o.made(feed.finish()) });
}

/**
 * Cuts X12 text into its transactions and checks the envelopes: nesting, control numbers, counts.
 *
 * A wrong segment count is a warning and the transaction is read; a broken envelope quarantines its own transaction alone. Text without
 * an ISA is read only with separators given, and reported. Pieces may be cut anywhere, within a segment or a pair of UTF-16 units too.
 *
 * @testedBy claims/adapters/x12-835.test.ts; claims/adapters/arriving.test.ts: any cut gives what the whole gives
 * @param input - The file: whole, in pieces, or in pieces as they arrive.
 * @param o - Separators, for text without an ISA.
 * @returns Transactions in file order, with findings X12-1; a promise of them when the pieces arrive over time.
 * @example
 * readX12('ST*999*1~AK1*HP*1~SE*3*1~').findings.map(({ code }) => code); // => ['X12-1']
 * async function* arriving() { yield 'ST*999*1~AK1*'; yield 'HP*1~SE*3*1~'; }
 * (await readX12(arriving(), { separators: { element: '*', component: ':', segment: '~' } })).segments; // => 3
 */
export function readX12<Input extends X12Input>(input: Input, o: { readonly separators?: X12Separators } = {}): Fed<Input, X12File> {
  return fromX12(input, { separators: o.separators, made: (file) => file });
}
