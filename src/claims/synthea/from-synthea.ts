import type { Finding } from '../../errors/finding.js';
import { minus, plus, type Usd, usd, zeroUsd } from '../../money/usd.js';
import { dayNumber, isIsoDate, isoFromDay } from '../../time/iso-date.js';
import type { Accounting } from '../accounting.js';
import type { SourceMetadata, SourceRow } from '../column-map/apply-column-map.js';
import { ColumnlessMapper } from '../column-map/columnless-mapper.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import { STATE_NAMES } from '../column-map/state-names.js';
import { type Arriving, type FedAny, feedEach, type TableFeed } from '../feed.js';

/** Tables of one Synthea CSV export; those that are missing leave fields empty. */
export interface SyntheaTables<Rows = Iterable<SourceRow>> {
  readonly claims?: Rows;
  readonly transactions?: Rows;
  readonly payerTransitions?: Rows;
  readonly payers?: Rows;
  readonly patients?: Rows;
}

/** What the export doesn't say. */
export interface FromSyntheaOptions {
  /** The coalition member whose people these are. Default `synthea`. */
  readonly employerId?: string;
  /** The sender, for lineage. Default `synthea`. */
  readonly dataSource?: string;
}

/** What was charged and paid on one claim; liability that moves between parties adds nothing. */
export interface SyntheaBalance {
  readonly claim_id: string;
  /** Unit: US dollars. */
  readonly charge: Usd;
  /** Payments of everybody. Unit: US dollars. */
  readonly payments: Usd;
  /** Charge less payments; negative: overpaid. Unit: US dollars. */
  readonly balance: Usd;
}

/** What came of reading an export. */
export interface FromSynthea {
  readonly medical: readonly DeliveredRow<'medical'>[];
  readonly eligibility: readonly DeliveredRow<'eligibility'>[];
  /** By claim, in order of first transaction. */
  readonly balances: readonly SyntheaBalance[];
  /** Transactions by type. Unit: transactions. */
  readonly transactions: Readonly<Record<string, number>>;
  /** Payments by method. Unit: US dollars. */
  readonly paymentsByMethod: Readonly<Record<string, Usd>>;
  /** Layout of payer transitions: columns START_YEAR or START_DATE. */
  readonly layout: 'START_YEAR' | 'START_DATE' | 'none';
  readonly findings: readonly Finding[];
  readonly accounting: { readonly medical: Accounting; readonly eligibility: Accounting };
  readonly metadata: SourceMetadata;
}

const METADATA: SourceMetadata = {
  layout: 'synthea csv',
  amountBasis: 'the charge less what was transferred to the patient and to a second payer',
  style: 'unknown',
  lacks: ['paid_date', 'hcpcs_code', 'diagnosis_codes', 'allowed_amount', 'subscriber_id', 'coverage_tier'],
  mapHash: null,
  mapped: [],
  ignored: [],
  unmapped: [],
};

const RELATIONS: Readonly<Record<string, string>> = { Self: 'self', Guardian: 'child', Spouse: 'spouse' };
const GENDERS: Readonly<Record<string, string>> = { M: 'male', F: 'female' };

const text = (row: SourceRow | undefined, column: string): string => (row?.[column] ?? '').trim();

function amount(row: SourceRow, column: string): Usd {
  const value = text(row, column);
  return /^-?\d+(\.\d+)?$/.test(value) ? usd(value) : zeroUsd();
}

/** The date part of a timestamp, or the first day of a bare year; null for none, and for years after 2099. */
function day(value: string): string | null {
  const date = /^\d{4}$/.test(value) ? `${value}-01-01` : value.slice(0, 10);
  return isIsoDate(date) && date < '2100' && !/^\d{5}/.test(value) ? date : null;
}

interface Charge {
  readonly row: SourceRow;
  readonly number: number;
  member: Usd;
  second: Usd;
}

/** Reads transactions into charges and balances, by claim. */
class Ledger {
  readonly claims: Map<string, Charge[]> = new Map();
  readonly balances: Map<string, { charge: Usd; payments: Usd }> = new Map();
  readonly types: Record<string, number> = {};
  readonly methods: Record<string, Usd> = {};

  add(row: SourceRow, number: number): void {
    const id = text(row, 'CLAIMID');
    const type = text(row, 'TYPE');
    this.types[type] = (Object.hasOwn(this.types, type) ? (this.types[type] ?? 0) : 0) + 1;
    const balance = this.balances.get(id) ?? { charge: zeroUsd(), payments: zeroUsd() };
    this.balances.set(id, balance);
    const charges = this.claims.get(id) ?? [];
    this.claims.set(id, charges);
    const open = charges.at(-1);
    if (type === 'CHARGE') {
      const charge = amount(row, 'AMOUNT');
      balance.charge = plus(balance.charge, charge);
      charges.push({ row, number, member: text(row, 'TRANSFERTYPE') === 'p' ? charge : zeroUsd(), second: zeroUsd() });
    } else if (type === 'PAYMENT') {
      const paid = amount(row, 'PAYMENTS');
      const method = text(row, 'METHOD');
      balance.payments = plus(balance.payments, paid);
      this.methods[method] = plus((Object.hasOwn(this.methods, method) ? this.methods[method] : undefined) ?? zeroUsd(), paid);
    } else if (type === 'TRANSFERIN' && open !== undefined) {
      if (text(row, 'TRANSFERTYPE') === 'p') open.member = plus(open.member, amount(row, 'AMOUNT'));
      if (text(row, 'TRANSFERTYPE') === '2') open.second = plus(open.second, amount(row, 'AMOUNT'));
    }
  }
}

function payerOf(id: string, names: ReadonlyMap<string, string>): string {
  return id === '' || id === '0' ? 'NO_INSURANCE' : (names.get(id) ?? id);
}

/** The claim type as the export numbers it: 1 professional, 2 institutional (Synthea's data dictionary). */
function claimType(claim: SourceRow | undefined): string {
  const type = text(claim, 'HEALTHCARECLAIMTYPEID1');
  return type === '1' ? 'professional' : type === '2' ? 'institutional' : 'undetermined';
}

/**
 * Reads a Synthea CSV export: claim lines from charges, coverage spans from payer transitions, balances from transactions.
 *
 * Transfers move liability between parties and are never added. Both layouts of payer transitions are told apart by their header; an
 * end is the next start, so the last covered day is the day before. Codes are SNOMED, which has no place in claim records: they are left
 * out. Synthea's own cost logic is doubted by its author, so overpaid claims are reported, not corrected.
 *
 * @source Synthea CSV export, data dictionary
 * @testedBy claims/adapters/synthea.test.ts: 27 patients, totals by type and method, balances
 * @param tables - Tables as rows of text; at hand, or as they arrive.
 * @param o - Employer and lineage.
 * @returns Records, balances, totals, findings, accounting; a promise of them when the rows arrive over time.
 * @example
 * const payerTransitions = [{ PATIENT: 'P', MEMBERID: 'M', START_DATE: '2020-01-01T00:00:00Z', END_DATE: '2021-01-01T00:00:00Z', PAYER: 'X', OWNERSHIP: 'Self' }];
 * const { eligibility, layout } = fromSynthea({ payerTransitions });
 * [layout, ...eligibility.map((span) => span.enrollment_end_date)]; // => ['START_DATE', '2020-12-31']
 * async function* arriving() { yield* payerTransitions; }
 * (await fromSynthea({ payerTransitions: arriving() })).layout; // => 'START_DATE'
 */
export function fromSynthea<Tables extends SyntheaTables<Arriving<SourceRow>>>(
  tables: Tables,
  o: FromSyntheaOptions = {},
): FedAny<Tables, FromSynthea> {
  return feedEach(tables, TABLES, new SyntheaReader(o));
}

const TABLES = ['payers', 'transactions', 'claims', 'patients', 'payerTransitions'] as const;

/** Takes the tables in, one row at a time; what needs them together waits for the last. */
class SyntheaReader implements TableFeed<(typeof TABLES)[number], SourceRow, FromSynthea> {
  readonly #employer: string;
  readonly #lineage: { readonly data_source: string };
  readonly #names = new Map<string, string>();
  readonly #claims = new Map<string, SourceRow>();
  readonly #patients = new Map<string, SourceRow>();
  readonly #transitions: SourceRow[] = [];
  readonly #ledger = new Ledger();
  #transactions = 0;

  constructor(o: FromSyntheaOptions) {
    this.#employer = o.employerId ?? 'synthea';
    this.#lineage = { data_source: o.dataSource ?? 'synthea' };
  }

  add(table: (typeof TABLES)[number], row: SourceRow): void {
    switch (table) {
      case 'payers':
        this.#names.set(text(row, 'Id'), text(row, 'NAME'));
        break;
      case 'transactions':
        this.#transactions += 1;
        this.#ledger.add(row, this.#transactions);
        break;
      case 'claims':
        this.#claims.set(text(row, 'Id'), row);
        break;
      case 'patients':
        this.#patients.set(text(row, 'Id'), row);
        break;
      case 'payerTransitions':
        this.#transitions.push(row);
        break;
    }
  }

  finish(): FromSynthea {
    const [names, employer, ledger] = [this.#names, this.#employer, this.#ledger];
    const medical = new ColumnlessMapper('medical', this.#lineage);
    for (const [id, charges] of ledger.claims) {
      const claim = this.#claims.get(id);
      charges.forEach((charge, at) =>
        medical.add(
          lineRecord({ id, claim, charge, line: at + 1, employer, payer: payerOf(text(claim, 'PRIMARYPATIENTINSURANCEID'), names) }),
          { row: charge.number },
          `claims_transactions[${charge.number}]`,
        ),
      );
    }
    const coverage = new ColumnlessMapper('eligibility', this.#lineage);
    const spans = spansOf(this.#transitions, { names, patients: this.#patients, employer });
    for (const { raw, row } of spans.rows) coverage.add(raw, { row }, `payer_transitions[${row}]`);
    const balances = Array.from(
      ledger.balances,
      ([claim_id, { charge, payments }]): SyntheaBalance => ({ claim_id, charge, payments, balance: minus(charge, payments) }),
    );
    const overpaid = balances.filter(({ balance }) => balance.isNegative() && !balance.isZero());
    const findings: Finding[] = [...spans.findings, ...medical.findings, ...coverage.findings];
    if (overpaid.length > 0) {
      const total = overpaid.reduce((sum, { balance }) => plus(sum, balance), zeroUsd());
      findings.push({
        code: 'synthea/overpaid',
        severity: 'info',
        table: 'medical',
        rows: overpaid.length,
        cents: total.times(100).toNumber(),
        message: `${overpaid.length} claims have more payments than charges, ${total.toFixed(2)} in all.`,
        fix: 'Nothing: it is how the generator pays.',
      });
    }
    return {
      medical: medical.records,
      eligibility: coverage.records,
      balances,
      transactions: ledger.types,
      paymentsByMethod: ledger.methods,
      layout: spans.layout,
      findings,
      accounting: { medical: medical.accounting(), eligibility: coverage.accounting() },
      metadata: METADATA,
    };
  }
}

function lineRecord(o: {
  readonly id: string;
  readonly claim: SourceRow | undefined;
  readonly charge: Charge;
  readonly line: number;
  readonly employer: string;
  readonly payer: string;
}): Readonly<Record<string, unknown>> {
  const { row, member, second } = o.charge;
  const charge = amount(row, 'AMOUNT');
  const from = day(text(row, 'FROMDATE')) ?? day(text(o.claim, 'SERVICEDATE'));
  const person = text(row, 'PATIENTID');
  return {
    row_number: o.charge.number,
    claim_id: o.id,
    claim_line_number: o.line,
    claim_record_type: 'original',
    claim_type: claimType(o.claim),
    person_id: person,
    member_id: person,
    employer_id: o.employer,
    payer: o.payer,
    plan: o.payer,
    claim_start_date: from,
    claim_end_date: day(text(row, 'TODATE')) ?? from,
    service_unit_quantity: text(row, 'UNITS'),
    charge_amount: charge.toFixed(),
    member_liability_amount: member.toFixed(),
    cob_paid_amount: second.toFixed(),
    paid_amount: minus(minus(charge, member), second).toFixed(),
  };
}

interface Spans {
  readonly rows: readonly { readonly raw: Readonly<Record<string, unknown>>; readonly row: number }[];
  readonly layout: FromSynthea['layout'];
  readonly findings: readonly Finding[];
}

function spansOf(
  transitions: readonly SourceRow[],
  o: { readonly names: ReadonlyMap<string, string>; readonly patients: ReadonlyMap<string, SourceRow>; readonly employer: string },
): Spans {
  const [first] = transitions;
  if (first === undefined) return { rows: [], layout: 'none', findings: [] };
  const layout = Object.hasOwn(first, 'START_DATE') ? 'START_DATE' : 'START_YEAR';
  const [begin, end] = layout === 'START_DATE' ? ['START_DATE', 'END_DATE'] : ['START_YEAR', 'END_YEAR'];
  let [uninsured, empty] = [0, 0];
  const rows = transitions.flatMap((row, at) => {
    const payer = payerOf(text(row, 'PAYER'), o.names);
    if (payer === 'NO_INSURANCE') {
      uninsured += 1;
      return [];
    }
    const start = day(text(row, begin));
    const after = day(text(row, end));
    const bareYear = /^\d{4}$/.test(text(row, end));
    const last = after === null ? null : bareYear ? `${after.slice(0, 4)}-12-31` : isoFromDay(dayNumber(after) - 1);
    if (start !== null && last !== null && last < start) {
      empty += 1;
      return [];
    }
    const person = text(row, 'PATIENT');
    const patient = o.patients.get(person);
    const self = text(row, 'OWNERSHIP') === 'Self';
    const state = text(patient, 'STATE');
    return [
      {
        row: at + 1,
        raw: {
          row_number: at + 1,
          person_id: person,
          member_id: text(row, 'MEMBERID') === '' ? person : text(row, 'MEMBERID'),
          // The owner of a family's plan is given by name only, which is no id.
          subscriber_id: self ? person : null,
          subscriber_relation: RELATIONS[text(row, 'OWNERSHIP')] ?? 'unknown',
          employer_id: o.employer,
          payer,
          plan: payer,
          enrollment_start_date: start,
          enrollment_end_date: last,
          birth_date: day(text(patient, 'BIRTHDATE')),
          death_date: day(text(patient, 'DEATHDATE')),
          gender: GENDERS[text(patient, 'GENDER')] ?? 'unknown',
          state: Object.hasOwn(STATE_NAMES, state) ? STATE_NAMES[state] : null,
          zip_code: text(patient, 'ZIP'),
        },
      },
    ];
  });
  const findings: Finding[] = [];
  if (uninsured > 0)
    findings.push({
      code: 'synthea/no-insurance',
      severity: 'info',
      table: 'eligibility',
      rows: uninsured,
      message: `${uninsured} transitions are into no insurance and give no coverage.`,
      fix: 'Nothing.',
    });
  if (empty > 0)
    findings.push({
      code: 'synthea/empty-span',
      severity: 'info',
      table: 'eligibility',
      rows: empty,
      message: `${empty} transitions end on the day they start and give no coverage.`,
      fix: 'Nothing.',
    });
  return { rows, layout, findings };
}
