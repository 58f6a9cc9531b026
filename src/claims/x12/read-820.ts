import type { Finding } from '../../errors/finding.js';
import type { Accounting } from '../accounting.js';
import type { SourceMetadata } from '../column-map/apply-column-map.js';
import { ColumnlessMapper } from '../column-map/columnless-mapper.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import type { Fed } from '../feed.js';
import { otherSets } from './read-835.js';
import { fromX12, type X12File, type X12Input, type X12Segment, type X12Separators, type X12Transaction, x12Finding } from './read-x12.js';
import { type Ticks, ticksOf, ticksText, x12Date } from './x12-values.js';

/** How premium payments are read. */
export interface Read820Options {
  /** The coalition member that pays; payments become records only with it. */
  readonly employerId?: string;
  /** The sender, for lineage. Default `820`. */
  readonly dataSource?: string;
  readonly fileName?: string;
  /** The date of the file, `YYYY-MM-DD`. */
  readonly fileDate?: string;
  /** Separators, for text without an ISA. */
  readonly separators?: X12Separators;
}

/** An adjustment of one paid item. It explains the amount paid and isn't added to it. */
export interface Adjustment820 {
  /** Unit: ten-thousandths of a US dollar. */
  readonly amount: Ticks | null;
  readonly reason: string;
}

/** An adjustment of an earlier payment: it stands after the entity (ENT) and before its first item. */
export interface EarlierAdjustment820 extends Adjustment820 {
  readonly path: string;
  /** Unit: segments. */
  readonly position: number;
  readonly person: string | null;
}

/** One paid item of a premium payment. */
export interface Item820 {
  readonly path: string;
  /** Unit: segments. */
  readonly position: number;
  /** Member or contract that it is for, where the file names one. */
  readonly person: string | null;
  /** RMR01 and RMR02. */
  readonly qualifier: string;
  readonly reference: string;
  /** RMR04. Unit: ten-thousandths of a US dollar. */
  readonly paid: Ticks | null;
  /** RMR05, what was billed. Unit: ten-thousandths of a US dollar. */
  readonly billed: Ticks | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly adjustments: readonly Adjustment820[];
}

/** One premium payment with its items. */
export interface Payment820 {
  readonly path: string;
  readonly transactionControl: string;
  readonly payer: string;
  readonly payee: string;
  readonly payeeTin: string | null;
  readonly trace: string;
  /** BPR02. Unit: ten-thousandths of a US dollar. */
  readonly payment: Ticks | null;
  readonly paymentDate: string | null;
  /** The whole payment's coverage period (DTM 582 before the first entity), which stands for items without one of their own. */
  readonly from: string | null;
  readonly to: string | null;
  readonly items: readonly Item820[];
  /** Adjustments of earlier payments. They are kept apart and not added to the items. */
  readonly earlier: readonly EarlierAdjustment820[];
  /** Whether the items add up to the payment and the envelope is whole; else its records are quarantined. */
  readonly used: boolean;
}

/** What came of reading premium payments. */
export interface Read820 {
  /** Capitation of the payments that balance. Empty without `employerId`. */
  readonly records: readonly DeliveredRow<'nonClaims'>[];
  /** Of those that don't: to be looked at, not to be used. */
  readonly quarantined: readonly DeliveredRow<'nonClaims'>[];
  readonly payments: readonly Payment820[];
  readonly findings: readonly Finding[];
  /** Of the records. */
  readonly accounting: Accounting;
  readonly metadata: SourceMetadata;
}

const METADATA: SourceMetadata = {
  layout: 'x12 820',
  amountBasis: 'what was paid for each item (RMR04)',
  style: 'unknown',
  lacks: ['rate', 'units', 'employer_id'],
  mapHash: null,
  mapped: [],
  ignored: [],
  unmapped: [],
};

/**
 * How ENT03 says that ENT04 is a person: employee number, social security number, unique individual identifier, and in version 4010
 * mutually defined. Numbers of organisations (1, 9, 24, FI) and anything else, such as a group's number, are nobody's.
 */
const PERSON_NUMBERS: ReadonlySet<string> = new Set(['EI', '34', 'II', 'ZZ']);

type Draft = { -readonly [K in keyof Item820]: Item820[K] } & { adjustments: Adjustment820[] };

/** Reads the loops of one transaction. */
function paymentOf(transaction: X12Transaction): { readonly payment: Payment820; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const items: Draft[] = [];
  const head = {
    payer: '',
    payee: '',
    payeeTin: null as string | null,
    trace: '',
    payment: null as Ticks | null,
    paymentDate: null as string | null,
    from: null as string | null,
    to: null as string | null,
  };
  const earlier: EarlierAdjustment820[] = [];
  let position = transaction.position;
  let entities = 0;
  let person: string | null = null;
  // Whether NM1 has named the person already: the insured person's own name goes before a policy holder's or an employee's.
  let named: 'no' | 'other' | 'insured' = 'no';
  let current: Draft | undefined;
  const last = (): Draft | undefined => current;
  const period = (segment: X12Segment): { readonly from: string | null; readonly to: string | null } => {
    const [from = '', to = from] = text(segment, 5) === 'RD8' ? text(segment, 6).split('-') : [text(segment, 2)];
    return { from: date(segment, 6, from), to: date(segment, 6, to) };
  };
  const note = (code: string, segment: X12Segment, field: string, message: string): void => {
    findings.push(
      x12Finding({
        code,
        severity: code === 'x12/invalid-amount' ? 'error' : 'warn',
        position: segment.position,
        path: last()?.path ?? transaction.path,
        field,
        message,
      }),
    );
  };
  const name = (segment: X12Segment, at: number): string => `${segment.elements[0] ?? ''}${String(at).padStart(2, '0')}`;
  const text = (segment: X12Segment, at: number): string => (segment.elements[at] ?? '').trim();
  const amount = (segment: X12Segment, at: number): Ticks | null => {
    const ticks = ticksOf(segment.elements[at]);
    if (ticks === null) note('x12/invalid-amount', segment, name(segment, at), 'An amount is no decimal number.');
    return ticks;
  };
  const date = (segment: X12Segment, at: number, value: string): string | null => {
    const day = x12Date(value);
    if (day === null && value !== '') note('x12/invalid-date', segment, name(segment, at), 'A date is no calendar date; it is read as empty.');
    return day;
  };
  for (const segment of transaction.segments) {
    switch (segment.elements[0]) {
      case 'BPR':
        position = segment.position;
        head.payment = amount(segment, 2);
        if (head.payment !== null && head.payment !== 0 && text(segment, 3) === 'D') head.payment = -head.payment;
        head.paymentDate = date(segment, 16, text(segment, 16));
        break;
      case 'TRN':
        head.trace = text(segment, 2);
        break;
      case 'N1':
        // PR and RM both stand for who pays; PE for who is paid.
        if (text(segment, 1) === 'PE') {
          head.payee = text(segment, 2);
          head.payeeTin = text(segment, 3) === 'FI' && text(segment, 4) !== '' ? text(segment, 4) : null;
        } else if (text(segment, 1) === 'PR' || (text(segment, 1) === 'RM' && head.payer === '')) head.payer = text(segment, 2);
        break;
      case 'ENT':
        entities += 1;
        current = undefined;
        named = 'no';
        person = text(segment, 2) === '2J' && PERSON_NUMBERS.has(text(segment, 3)) && text(segment, 4) !== '' ? text(segment, 4) : null;
        break;
      case 'NM1': {
        const insured = text(segment, 1) === 'IL';
        if (text(segment, 9) === '' || (insured ? named === 'insured' : named !== 'no')) break;
        person = text(segment, 9);
        named = insured ? 'insured' : 'other';
        break;
      }
      case 'RMR':
        current = {
          path: `${transaction.path}/RMR[${items.length + 1}]`,
          position: segment.position,
          person,
          qualifier: text(segment, 1),
          reference: text(segment, 2),
          paid: null,
          billed: null,
          from: null,
          to: null,
          adjustments: [],
        };
        items.push(current);
        current.paid = amount(segment, 4);
        current.billed = text(segment, 5) === '' ? null : amount(segment, 5);
        break;
      case 'DTM':
        if (text(segment, 1) !== '582') break;
        if (current !== undefined) Object.assign(current, period(segment));
        else if (entities === 0) Object.assign(head, period(segment));
        break;
      case 'ADX': {
        const adjustment = { amount: amount(segment, 1), reason: text(segment, 2) };
        if (current !== undefined) current.adjustments.push(adjustment);
        else earlier.push({ ...adjustment, path: `${transaction.path}/ENT[${entities}]`, position: segment.position, person });
        break;
      }
      default:
        break;
    }
  }
  const sum = items.reduce((total, { paid }) => total + (paid ?? 0), 0);
  const balanced = head.payment !== null && sum === head.payment;
  const before = earlier.reduce((total, { amount: part }) => total + (part ?? 0), 0);
  const explained = head.payment !== null && earlier.length > 0 && sum + before === head.payment;
  if (!balanced)
    findings.push(
      x12Finding({
        code: 'x12/payment-unbalanced',
        severity: 'block',
        position,
        path: transaction.path,
        field: 'BPR02',
        message: `The items add up to ${ticksText(sum)} and the payment is ${head.payment === null ? 'unreadable' : ticksText(head.payment)}.${explained ? ` The difference is that of the adjustments of earlier payments (${earlier.length}).` : ''}`,
        cents: Math.round((sum - (head.payment ?? 0)) / 100),
        fix: 'Ask the sender for the file again; nothing of that payment is used until it balances.',
      }),
    );
  const used = balanced && transaction.whole && !findings.some(({ severity }) => severity === 'error');
  return { payment: { path: transaction.path, transactionControl: transaction.control, ...head, items, earlier, used }, findings };
}

/**
 * Reads X12 820 premium payments as capitation: one record for each paid item, by person where the file names one.
 *
 * A payment whose items (RMR04) don't add up to its total (BPR02), or whose envelope is broken, is quarantined alone. Adjustments (ADX)
 * of an item explain what was paid and are kept beside it, not added; those of earlier payments stand before an entity's first item and
 * are listed apart. Where exactly they make the difference, the finding says so.
 *
 * The person of an item is the insured one named by NM1 (IL), else whoever NM1 names first, else the number of ENT where the entity is an
 * individual (2J) and the number a person's (EI, 34, II, ZZ). A social security number (34) is kept as it came: pseudonymise it.
 *
 * Limits: an item without a coverage period (DTM 582, its own or the payment's) is placed on the day of payment and reported. Rate and
 * units aren't in the format. Whether adjustments of earlier payments belong to the total is unverified; here they don't.
 *
 * @source loops, entities and qualifiers as in the maps of azoner/pyx12 @ 8893c59 (BSD), map/820.5010.X218.v2.xml and
 *   map/820.4010.X061.A1.xml, and in www.eedi.net/820004010X061A1 (2000A, 2000B); 005010X306 as seen in public samples; the balance by
 *   the requirements of the claims area, 3.11
 * @testedBy claims/adapters/x12-820.test.ts: public samples; who is a person; a cent changed is found
 * @param input - The file: whole, in pieces cut anywhere, or in pieces as they arrive.
 * @param o - Employer, lineage, separators.
 * @returns Records, quarantined records, payments, findings, accounting; a promise of them when the pieces arrive over time.
 * @example
 * read820('ST*820*1~SE*2*1~').findings.map(({ code }) => code); // => ['X12-1']
 * async function* arriving() { yield 'ST*820*1~S'; yield 'E*2*1~'; }
 * (await read820(arriving())).findings.map(({ code }) => code); // => ['X12-1']
 */
export function read820<Input extends X12Input>(input: Input, o: Read820Options = {}): Fed<Input, Read820> {
  return fromX12(input, { separators: o.separators, made: (file) => ofFile(file, o) });
}

function ofFile(file: X12File, o: Read820Options): Read820 {
  const findings: Finding[] = [...file.findings, ...otherSets(file, '820')];
  const lineage = { data_source: o.dataSource ?? '820', file_name: o.fileName ?? null, file_date: o.fileDate ?? null };
  const [used, kept] = [new ColumnlessMapper('nonClaims', lineage), new ColumnlessMapper('nonClaims', lineage)];
  const payments: Payment820[] = [];
  for (const transaction of file.transactions) {
    if (transaction.set !== '820') continue;
    const read = paymentOf(transaction);
    payments.push(read.payment);
    findings.push(...read.findings);
    if (o.employerId === undefined) continue;
    for (const [at, item] of read.payment.items.entries()) {
      if (item.from === null && read.payment.from === null)
        findings.push(
          x12Finding({
            code: 'x12/no-period',
            severity: 'warn',
            position: item.position,
            path: item.path,
            field: 'DTM',
            message: 'A paid item has no coverage period; it stands on the day of payment.',
            fix: 'Ask the sender for DTM 582.',
          }),
        );
      (read.payment.used ? used : kept).add(rawItem(read.payment, item, { at, employerId: o.employerId }), { row: item.position }, item.path);
    }
  }
  findings.push(...used.findings, ...kept.findings);
  const [good, bad] = [used.accounting(), kept.accounting()];
  const plus = (a: Accounting['input'], b: Accounting['input']): Accounting['input'] => ({
    rows: a.rows + b.rows,
    cents: a.cents + b.cents,
    centsUnknown: a.centsUnknown + b.centsUnknown,
  });
  return {
    records: used.records,
    quarantined: kept.records,
    payments,
    findings,
    accounting: {
      input: plus(good.input, bad.input),
      accepted: good.accepted,
      quarantined: bad.accepted,
      rejected: plus(good.rejected, bad.rejected),
    },
    metadata: METADATA,
  };
}

function rawItem(payment: Payment820, item: Item820, o: { readonly at: number; readonly employerId: string }): Readonly<Record<string, unknown>> {
  const { from, to } = item.from === null ? payment : item;
  return {
    row_number: item.position,
    payment_id: `${payment.transactionControl}-RMR-${o.at + 1}`,
    employer_id: o.employerId,
    payer: payment.payer === '' ? null : payment.payer,
    payee_tin: payment.payeeTin,
    category: 'capitation',
    basis: 'flat',
    amount: item.paid === null ? null : ticksText(item.paid),
    service_period_start: from ?? payment.paymentDate,
    service_period_end: to ?? from ?? payment.paymentDate,
    paid_date: payment.paymentDate,
    person_id: item.person,
    allocation_rule: `${item.qualifier} ${item.reference}`.trim() === '' ? null : `${item.qualifier} ${item.reference}`.trim(),
  };
}
