import type { Finding, Severity } from '../../errors/finding.js';

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

/**
 * Cuts X12 text into its transactions and checks the envelopes: nesting, control numbers, counts.
 *
 * A wrong segment count is a warning and the transaction is read; a broken envelope quarantines its own transaction alone. Text without
 * an ISA is read only with separators given, and reported.
 *
 * @testedBy claims/adapters/x12-835.test.ts
 * @param text - The whole file.
 * @param o - Separators, for text without an ISA.
 * @returns Transactions in file order, with findings X12-1.
 * @example
 * readX12('ST*999*1~AK1*HP*1~SE*3*1~').findings.map(({ code }) => code); // => ['X12-1']
 */
export function readX12(text: string, o: { readonly separators?: X12Separators } = {}): X12File {
  const start = /^[\ufeff\s]*/.exec(text)?.[0].length ?? 0;
  const own = text.startsWith('ISA', start) ? separatorsOf(text, start) : null;
  const separators = own ?? o.separators;
  const bare = own === null;
  const reader = new EnvelopeReader(separators ?? { element: '*', component: ':', segment: '~' });
  reader.position = 1;
  if (bare) {
    reader.note('error', text.startsWith('ISA', start) ? "The ISA segment can't be read." : 'The file starts without an ISA segment.', 'ISA');
    if (separators === undefined) return { transactions: [], findings: reader.findings, segments: 0 };
  }
  let at = start;
  reader.position = 0;
  while (at < text.length) {
    if (text.startsWith('ISA', at)) reader.separators = separatorsOf(text, at) ?? reader.separators;
    const { element, segment } = reader.separators;
    // The terminator of an ISA stands behind its last element, which may hold any character.
    const found = text.indexOf(segment, at);
    const end = found < 0 ? text.length : found;
    const content = text.slice(at, end);
    at = end + 1;
    while (at < text.length && /\s/.test(text[at] ?? '') && text[at] !== segment) at += 1;
    if (content.trim() === '') continue;
    reader.position += 1;
    if (found < 0) reader.note('error', 'The last segment has no terminator: the file may be cut.');
    reader.segment(content.split(element));
  }
  reader.finish();
  return {
    transactions: reader.transactions,
    findings: bare ? reader.findings.filter(({ message }) => !message.startsWith('The last group')) : reader.findings,
    segments: reader.position,
  };
}
