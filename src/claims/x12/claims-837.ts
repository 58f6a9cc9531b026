import type { Finding } from '../../errors/finding.js';
import { type X12Segment, type X12Transaction, x12Finding } from './read-x12.js';
import { componentsOf, type Ticks, ticksOf, x12Date } from './x12-values.js';

/** One service line of a claim. */
export interface Line837 {
  /** LX01. */
  readonly number: number;
  /** Unit: segments. */
  readonly position: number;
  readonly code: string | null;
  readonly modifiers: readonly string[];
  readonly revenue: string | null;
  /** Unit: ten-thousandths of a US dollar; null when it can't be read. */
  readonly charge: Ticks | null;
  readonly unit: string | null;
  readonly quantity: string | null;
  readonly place: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** What another payer has paid on a claim. */
export interface OtherPayer837 {
  /** SBR01: P primary, S secondary, T tertiary. */
  readonly sequence: string;
  /** AMT*D. Unit: ten-thousandths of a US dollar; null when not said. */
  readonly paid: Ticks | null;
  /** Claim adjustments of that payer. Unit: ten-thousandths of a US dollar. */
  readonly adjusted: Ticks;
}

/** One claim as it was sent. */
export interface Claim837 {
  readonly path: string;
  /** Position of CLM. Unit: segments. */
  readonly position: number;
  /** CLM01, the provider's control number. */
  readonly id: string;
  readonly type: 'professional' | 'institutional' | 'dental' | 'undetermined';
  /** Unit: ten-thousandths of a US dollar. */
  readonly charge: Ticks | null;
  /** CLM05-1. */
  readonly facility: string;
  /** CLM05-3; empty when not said. */
  readonly frequency: string;
  /** REF*F8. */
  readonly original: string | null;
  /** The patient's own id where there is one, else the subscriber's. */
  readonly person: string | null;
  readonly subscriber: string | null;
  readonly payer: string;
  readonly billingNpi: string | null;
  readonly billingTin: string | null;
  readonly renderingNpi: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly admitted: string | null;
  readonly admitType: string | null;
  readonly discharge: string | null;
  /** Principal first. */
  readonly diagnoses: readonly string[];
  readonly admitting: string | null;
  readonly otherPayers: readonly OtherPayer837[];
  readonly lines: readonly Line837[];
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };
type OtherDraft = Draft<OtherPayer837>;
type LineDraft = Draft<Line837>;
type ClaimDraft = Draft<Omit<Claim837, 'lines' | 'diagnoses' | 'otherPayers'>> & {
  lines: LineDraft[];
  diagnoses: string[];
  otherPayers: OtherDraft[];
};

/** Reads the loops of one 837: billing provider, subscriber, patient, claim, other payers, lines. */
class ClaimReader {
  readonly claims: ClaimDraft[] = [];
  readonly findings: Finding[] = [];
  readonly #transaction: X12Transaction;
  readonly #type: Claim837['type'];
  #billing = { npi: null as string | null, tin: null as string | null };
  #subscriber: string | null = null;
  #patient: string | null = null;
  #payer = '';
  #level = '';
  #claim: ClaimDraft | null = null;
  #line: LineDraft | null = null;

  constructor(transaction: X12Transaction, version: string) {
    this.#transaction = transaction;
    this.#type = version.includes('X222')
      ? 'professional'
      : version.includes('X223')
        ? 'institutional'
        : version.includes('X224')
          ? 'dental'
          : 'undetermined';
  }

  read(): void {
    for (const segment of this.#transaction.segments) this.#segment(segment);
  }

  #segment(segment: X12Segment): void {
    const { elements } = segment;
    const text = (at: number): string => (elements[at] ?? '').trim();
    switch (elements[0]) {
      case 'HL':
        this.#open(text(3));
        break;
      case 'NM1':
        this.#name(text);
        break;
      case 'REF':
        if (text(1) === 'EI' && this.#claim === null) this.#billing.tin = text(2);
        if (text(1) === 'F8' && this.#claim !== null && this.#line === null) this.#claim.original = text(2) === '' ? null : text(2);
        break;
      case 'CLM':
        this.#openClaim(segment, text);
        break;
      case 'CL1':
        if (this.#claim !== null) {
          this.#claim.admitType = text(1) === '' ? null : text(1);
          this.#claim.discharge = text(3) === '' ? null : text(3);
        }
        break;
      case 'HI':
        this.#diagnoses(elements);
        break;
      case 'SBR':
        this.#claim?.otherPayers.push({ sequence: text(1), paid: null, adjusted: 0 });
        break;
      case 'AMT':
        this.#otherPaid(segment, text);
        break;
      case 'CAS':
        this.#otherAdjusted(elements);
        break;
      case 'LX':
        this.#openLine(segment, text(1));
        break;
      case 'SV1':
      case 'SV2':
      case 'SV3':
        this.#service(segment, text);
        break;
      case 'DTP':
        this.#dated(segment, text);
        break;
      default:
        break;
    }
  }

  #open(level: string): void {
    this.#level = level;
    this.#claim = null;
    this.#line = null;
    if (level === '20') this.#billing = { npi: null, tin: null };
    if (level === '22') {
      this.#subscriber = null;
      this.#payer = '';
    }
    this.#patient = null;
  }

  #name(text: (at: number) => string): void {
    const [who, id] = [text(1), text(9)];
    if (this.#claim !== null) {
      // Other subscribers and payers of the claim have names too; only the rendering provider of the claim counts here.
      if (who === '82' && text(8) === 'XX' && this.#line === null && this.#claim.otherPayers.length === 0) this.#claim.renderingNpi = id;
      return;
    }
    if (who === '85' && text(8) === 'XX') this.#billing.npi = id;
    if (who === 'IL' && id !== '') this.#subscriber = id;
    if (who === 'QC' && this.#level === '23') this.#patient = id === '' ? null : id;
    if (who === 'PR') this.#payer = text(3) === '' ? id : text(3);
  }

  #openClaim(segment: X12Segment, text: (at: number) => string): void {
    const [facility = '', , frequency = ''] = componentsOf(text(5), this.#transaction.separators.component);
    this.#line = null;
    this.#claim = {
      path: `${this.#transaction.path}/CLM[${this.claims.length + 1}]`,
      position: segment.position,
      id: text(1),
      type: this.#type,
      charge: this.#amount(segment, 2),
      facility,
      frequency,
      original: null,
      person: this.#patient ?? this.#subscriber,
      subscriber: this.#subscriber,
      payer: this.#payer,
      billingNpi: this.#billing.npi,
      billingTin: this.#billing.tin,
      renderingNpi: null,
      from: null,
      to: null,
      admitted: null,
      admitType: null,
      discharge: null,
      diagnoses: [],
      admitting: null,
      otherPayers: [],
      lines: [],
    };
    this.claims.push(this.#claim);
  }

  #amount(segment: X12Segment, at: number): Ticks | null {
    const ticks = ticksOf(segment.elements[at]);
    if (ticks === null)
      this.findings.push(
        x12Finding({
          code: 'x12/invalid-amount',
          severity: 'error',
          position: segment.position,
          path: this.#claim?.path ?? this.#transaction.path,
          field: `${segment.elements[0]}0${at}`,
          message: 'An amount is no decimal number.',
        }),
      );
    return ticks;
  }

  #diagnoses(elements: readonly string[]): void {
    const claim = this.#claim;
    if (claim === null) return;
    for (const element of elements.slice(1)) {
      const [qualifier = '', code = ''] = componentsOf(element.trim(), this.#transaction.separators.component);
      if (code === '') continue;
      if (qualifier === 'BK' || qualifier === 'ABK') claim.diagnoses.unshift(code);
      if (qualifier === 'BF' || qualifier === 'ABF') claim.diagnoses.push(code);
      if (qualifier === 'BJ' || qualifier === 'ABJ') claim.admitting = code;
    }
  }

  #otherPaid(segment: X12Segment, text: (at: number) => string): void {
    const payer = this.#line === null ? this.#claim?.otherPayers.at(-1) : undefined;
    if (payer !== undefined && text(1) === 'D') payer.paid = this.#amount(segment, 2);
  }

  #otherAdjusted(elements: readonly string[]): void {
    const payer = this.#line === null ? this.#claim?.otherPayers.at(-1) : undefined;
    if (payer === undefined) return;
    for (let at = 3; at < elements.length && at <= 18; at += 3) payer.adjusted += ticksOf(elements[at]) ?? 0;
  }

  #openLine(segment: X12Segment, number: string): void {
    if (this.#claim === null) return;
    this.#line = {
      number: /^\d{1,6}$/.test(number) && Number(number) > 0 ? Number(number) : this.#claim.lines.length + 1,
      position: segment.position,
      code: null,
      modifiers: [],
      revenue: null,
      charge: null,
      unit: null,
      quantity: null,
      place: null,
      from: null,
      to: null,
    };
    this.#claim.lines.push(this.#line);
  }

  #service(segment: X12Segment, text: (at: number) => string): void {
    const line = this.#line;
    if (line === null) {
      this.findings.push(
        x12Finding({
          code: 'X12-1',
          severity: 'error',
          position: segment.position,
          path: this.#claim?.path ?? this.#transaction.path,
          field: segment.elements[0] ?? '',
          message: 'A service stands without a line number.',
        }),
      );
      return;
    }
    const institutional = segment.elements[0] === 'SV2';
    const parts = componentsOf(text(institutional ? 2 : 1), this.#transaction.separators.component);
    line.code = (parts[1] ?? '') === '' ? null : (parts[1] ?? null);
    line.modifiers = parts.slice(2, 6).filter((part) => part !== '');
    line.revenue = institutional && text(1) !== '' ? text(1) : null;
    line.charge = this.#amount(segment, institutional ? 3 : 2);
    if (segment.elements[0] === 'SV3') {
      line.quantity = text(6) === '' ? null : text(6);
      return;
    }
    line.unit = text(institutional ? 4 : 3) === '' ? null : text(institutional ? 4 : 3);
    line.quantity = text(institutional ? 5 : 4) === '' ? null : text(institutional ? 5 : 4);
    line.place = !institutional && text(5) !== '' ? text(5) : null;
  }

  #dated(segment: X12Segment, text: (at: number) => string): void {
    const claim = this.#claim;
    if (claim === null) return;
    const [begin = '', end = begin] = text(2) === 'RD8' ? text(3).split('-') : [text(3).slice(0, 8)];
    const [from, to] = [x12Date(begin), x12Date(end)];
    if (from === null && begin !== '')
      this.findings.push(
        x12Finding({
          code: 'x12/invalid-date',
          severity: 'warn',
          position: segment.position,
          path: claim.path,
          field: 'DTP03',
          message: 'A date is no calendar date; it is read as empty.',
        }),
      );
    if (text(1) === '472' && this.#line !== null) {
      this.#line.from = from;
      this.#line.to = to;
    }
    if (text(1) === '434') {
      claim.from = from;
      claim.to = to;
    }
    if (text(1) === '435') claim.admitted = from;
  }
}

/** Reads the claims of one 837 transaction; its version says which of the three kinds it is. */
export function claimsOf(transaction: X12Transaction): { readonly claims: readonly Claim837[]; readonly findings: readonly Finding[] } {
  const reader = new ClaimReader(transaction, transaction.version);
  reader.read();
  return { claims: reader.claims, findings: reader.findings };
}
