import type { Finding } from '../../errors/finding.js';
import { type X12Segment, type X12Transaction, x12Finding } from './read-x12.js';
import { componentsOf, type Ticks, ticksOf, x12Date } from './x12-values.js';

/** One adjustment: why an amount isn't paid. */
export interface Adjustment835 {
  /** CO contractual, OA other, PI payer initiated, PR patient responsibility. */
  readonly group: string;
  readonly reason: string;
  /** Unit: ten-thousandths of a US dollar; null when it can't be read. */
  readonly amount: Ticks | null;
}

/** One service line of a remittance. */
export interface Line835 {
  readonly path: string;
  /** Position of SVC. Unit: segments. */
  readonly position: number;
  readonly qualifier: string;
  readonly code: string | null;
  readonly modifiers: readonly string[];
  readonly revenueCode: string | null;
  /** Unit: ten-thousandths of a US dollar; null when it can't be read. */
  readonly charge: Ticks | null;
  /** Unit: ten-thousandths of a US dollar; null when it can't be read. */
  readonly paid: Ticks | null;
  /** From AMT*B6. Unit: ten-thousandths of a US dollar. */
  readonly allowed: Ticks | null;
  readonly units: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly controlNumber: string | null;
  readonly adjustments: readonly Adjustment835[];
  /** False when the elements of SVC are out of place: the line is then left out, and the claim's own amounts are used. */
  readonly usable: boolean;
}

/** One claim of a remittance: a transaction of the ledger. */
export interface Claim835 {
  readonly path: string;
  /** Position of CLP. Unit: segments. */
  readonly position: number;
  /** CLP01, the provider's number. */
  readonly patientControlNumber: string;
  /** CLP02: 1, 2, 3 primary, secondary, tertiary; 4 denied; 19 to 21 forwarded; 22 reversal; 23 not our claim; 25 predetermination. */
  readonly status: string;
  /** Unit: ten-thousandths of a US dollar. */
  readonly charge: Ticks | null;
  /** Unit: ten-thousandths of a US dollar. */
  readonly paid: Ticks | null;
  /** Unit: ten-thousandths of a US dollar. */
  readonly patientResponsibility: Ticks | null;
  readonly filingIndicator: string;
  /** CLP07, the payer's number. */
  readonly payerControlNumber: string;
  readonly facilityCode: string;
  readonly frequency: string;
  readonly drg: string;
  /** `MIA`, `MOA` or none: says that the claim is inpatient or outpatient institutional. */
  readonly adjudication: 'MIA' | 'MOA' | null;
  readonly memberId: string | null;
  readonly renderingNpi: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly received: string | null;
  readonly adjustments: readonly Adjustment835[];
  readonly lines: readonly Line835[];
}

/** A provider-level adjustment: positive takes from the payment. */
export interface ProviderAdjustment835 {
  readonly path: string;
  /** Unit: segments. */
  readonly position: number;
  readonly provider: string;
  readonly reason: string;
  readonly reference: string;
  /** Unit: ten-thousandths of a US dollar. */
  readonly amount: Ticks | null;
}

/** One remittance advice: what a payer paid to a provider on a day, and for which claims. */
export interface Remittance835 {
  readonly path: string;
  readonly interchangeControl: string;
  readonly groupControl: string;
  readonly transactionControl: string;
  /** Position of BPR. Unit: segments. */
  readonly position: number;
  /** BPR02; negative when BPR03 says debit. Unit: ten-thousandths of a US dollar. */
  readonly payment: Ticks | null;
  /** BPR16. */
  readonly paymentDate: string | null;
  /** DTM*405. */
  readonly productionDate: string | null;
  readonly trace: string;
  readonly payer: string;
  readonly payeeNpi: string | null;
  readonly payeeTin: string | null;
  readonly claims: readonly Claim835[];
  readonly providerAdjustments: readonly ProviderAdjustment835[];
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };
type LineDraft = Draft<Omit<Line835, 'adjustments'>> & { adjustments: Adjustment835[] };
type ClaimDraft = Draft<Omit<Claim835, 'adjustments' | 'lines'>> & { adjustments: Adjustment835[]; lines: LineDraft[] };

/** Reads the loops of one 835. */
class RemittanceReader {
  readonly findings: Finding[] = [];
  readonly #transaction: X12Transaction;
  readonly #claims: ClaimDraft[] = [];
  readonly #provider: ProviderAdjustment835[] = [];
  #claim: ClaimDraft | null = null;
  #line: LineDraft | null = null;
  #head = {
    position: 0,
    payment: null as Ticks | null,
    paymentDate: null as string | null,
    productionDate: null as string | null,
    trace: '',
    payer: '',
    payeeNpi: null as string | null,
    payeeTin: null as string | null,
  };
  #party = '';

  constructor(transaction: X12Transaction) {
    this.#transaction = transaction;
    this.#head.position = transaction.position;
  }

  #note(
    code: string,
    segment: X12Segment,
    field: string,
    message: string,
    path: string = this.#transaction.path,
    severity: 'error' | 'warn' = 'warn',
  ): void {
    this.findings.push(x12Finding({ code, severity, position: segment.position, path, field, message }));
  }

  #amount(segment: X12Segment, index: number): Ticks | null {
    const ticks = ticksOf(segment.elements[index]);
    if (ticks === null)
      this.#note(
        'x12/invalid-amount',
        segment,
        `${segment.elements[0]}${String(index).padStart(2, '0')}`,
        'An amount is no decimal number.',
        this.#where(),
        'error',
      );
    return ticks;
  }

  #date(segment: X12Segment, index: number): string | null {
    const date = x12Date(segment.elements[index]);
    if (date === null && (segment.elements[index] ?? '').trim() !== '') {
      this.#note(
        'x12/invalid-date',
        segment,
        `${segment.elements[0]}${String(index).padStart(2, '0')}`,
        'A date is no calendar date; it is read as empty.',
        this.#where(),
      );
    }
    return date;
  }

  #where(): string {
    return this.#line?.path ?? this.#claim?.path ?? this.#transaction.path;
  }

  read(): Remittance835 {
    for (const segment of this.#transaction.segments) this.#segment(segment);
    const { path, interchangeControl, groupControl, control } = this.#transaction;
    return {
      path,
      interchangeControl,
      groupControl,
      transactionControl: control,
      ...this.#head,
      claims: this.#claims,
      providerAdjustments: this.#provider,
    };
  }

  #segment(segment: X12Segment): void {
    const { elements } = segment;
    switch (elements[0]) {
      case 'BPR': {
        const amount = this.#amount(segment, 2);
        this.#head.position = segment.position;
        this.#head.payment = amount !== null && elements[3] === 'D' ? -amount : amount;
        this.#head.paymentDate = this.#date(segment, 16);
        break;
      }
      case 'TRN':
        this.#head.trace = elements[2] ?? '';
        break;
      case 'N1':
        this.#partyOf(elements);
        break;
      case 'REF':
        this.#reference(elements);
        break;
      case 'CLP':
        this.#openClaim(segment);
        break;
      case 'SVC':
        this.#openLine(segment);
        break;
      case 'CAS':
        this.#adjust(segment);
        break;
      case 'NM1':
        this.#name(elements);
        break;
      case 'DTM':
        this.#dated(segment);
        break;
      case 'AMT':
        if (elements[1] === 'B6' && this.#line !== null) this.#line.allowed = this.#amount(segment, 2);
        break;
      case 'MIA':
      case 'MOA':
        if (this.#claim !== null) this.#claim.adjudication = elements[0];
        break;
      case 'PLB':
        this.#providerLevel(segment);
        break;
      default:
        break;
    }
  }

  #partyOf(elements: readonly string[]): void {
    this.#party = elements[1] ?? '';
    if (this.#party === 'PR') this.#head.payer = (elements[2] ?? '').trim();
    if (this.#party !== 'PE') return;
    if (elements[3] === 'XX') this.#head.payeeNpi = elements[4] ?? null;
    if (elements[3] === 'FI') this.#head.payeeTin = elements[4] ?? null;
  }

  #reference(elements: readonly string[]): void {
    const [, qualifier, value = ''] = elements;
    if (this.#line !== null && qualifier === '6R') this.#line.controlNumber = value;
    if (this.#claim === null && this.#party === 'PE' && qualifier === 'TJ') this.#head.payeeTin = value;
  }

  #openClaim(segment: X12Segment): void {
    const { elements } = segment;
    const path = `${this.#transaction.path}/CLP[${this.#claims.length + 1}]`;
    const text = (index: number): string => (elements[index] ?? '').trim();
    this.#line = null;
    this.#claim = {
      path,
      position: segment.position,
      patientControlNumber: text(1),
      status: text(2),
      charge: null,
      paid: null,
      patientResponsibility: null,
      filingIndicator: text(6),
      payerControlNumber: text(7),
      facilityCode: text(8),
      frequency: text(9),
      drg: text(11),
      adjudication: null,
      memberId: null,
      renderingNpi: null,
      from: null,
      to: null,
      received: null,
      adjustments: [],
      lines: [],
    };
    this.#claim.charge = this.#amount(segment, 3);
    this.#claim.paid = this.#amount(segment, 4);
    this.#claim.patientResponsibility = this.#amount(segment, 5);
    this.#claims.push(this.#claim);
  }

  #openLine(segment: X12Segment): void {
    const claim = this.#claim;
    if (claim === null) return this.#note('X12-1', segment, 'SVC', 'A service line stands outside of a claim.', this.#transaction.path, 'error');
    const { elements } = segment;
    const parts = componentsOf((elements[1] ?? '').trim(), this.#transaction.separators.component);
    const [qualifier = '', code = ''] = parts;
    const path = `${claim.path}/SVC[${claim.lines.length + 1}]`;
    const usable = code !== '' && (elements[2] ?? '').trim() !== '';
    this.#line = {
      path,
      position: segment.position,
      qualifier,
      code: code === '' ? null : code,
      modifiers: parts.slice(2, 6).filter((part) => part !== ''),
      revenueCode: (elements[4] ?? '').trim() === '' ? null : (elements[4] ?? '').trim(),
      charge: null,
      paid: null,
      allowed: null,
      units: (elements[5] ?? '').trim() === '' ? null : (elements[5] ?? '').trim(),
      from: null,
      to: null,
      controlNumber: null,
      adjustments: [],
      usable,
    };
    claim.lines.push(this.#line);
    if (!usable) {
      return this.#note(
        'X12-1',
        segment,
        code === '' ? 'SVC01' : 'SVC02',
        `The service line has no ${code === '' ? 'procedure' : 'charge'}: its elements are out of place. It can't be balanced, and the claim's own amounts count.`,
        path,
      );
    }
    this.#line.charge = this.#amount(segment, 2);
    this.#line.paid = this.#amount(segment, 3);
  }

  #adjust(segment: X12Segment): void {
    const target = this.#line ?? this.#claim;
    if (target === null) return this.#note('X12-1', segment, 'CAS', 'An adjustment stands outside of a claim.', this.#transaction.path, 'error');
    const { elements } = segment;
    for (let at = 2; at < elements.length && at <= 17; at += 3) {
      if ((elements[at] ?? '').trim() === '' && (elements[at + 1] ?? '').trim() === '') continue;
      const amount = this.#amount(segment, at + 1);
      target.adjustments.push({ group: (elements[1] ?? '').trim(), reason: (elements[at] ?? '').trim(), amount });
    }
  }

  #name(elements: readonly string[]): void {
    const claim = this.#claim;
    if (claim === null) return;
    const id = (elements[9] ?? '').trim();
    if (id === '') return;
    if (elements[1] === 'QC' || (elements[1] === 'IL' && claim.memberId === null)) claim.memberId = id;
    if (elements[1] === '82' && elements[8] === 'XX') claim.renderingNpi = id;
  }

  #dated(segment: X12Segment): void {
    const { elements } = segment;
    const date = this.#date(segment, 2);
    const qualifier = elements[1] ?? '';
    if (this.#line !== null) {
      if (qualifier === '472') {
        this.#line.from = date;
        this.#line.to = date;
      }
      if (qualifier === '150') this.#line.from = date;
      if (qualifier === '151') this.#line.to = date;
      return;
    }
    if (this.#claim === null) {
      if (qualifier === '405') this.#head.productionDate = date;
      return;
    }
    if (qualifier === '232') this.#claim.from = date;
    if (qualifier === '233') this.#claim.to = date;
    if (qualifier === '050') this.#claim.received = date;
  }

  #providerLevel(segment: X12Segment): void {
    const { elements } = segment;
    this.#claim = null;
    this.#line = null;
    for (let at = 3; at < elements.length && at <= 13; at += 2) {
      if ((elements[at] ?? '').trim() === '' && (elements[at + 1] ?? '').trim() === '') continue;
      const [reason = '', reference = ''] = (elements[at] ?? '').split(this.#transaction.separators.component);
      this.#provider.push({
        path: `${this.#transaction.path}/PLB[${this.#provider.length + 1}]`,
        position: segment.position,
        provider: (elements[1] ?? '').trim(),
        reason,
        reference,
        amount: this.#amount(segment, at + 1),
      });
    }
  }
}

/** Reads the loops of one 835 transaction. */
export function remittanceOf(transaction: X12Transaction): { readonly remittance: Remittance835; readonly findings: readonly Finding[] } {
  const reader = new RemittanceReader(transaction);
  const remittance = reader.read();
  return { remittance, findings: reader.findings };
}
