import { STATE_NAMES } from '../../claims/column-map/state-names.js';
import type { EligibilitySpan } from '../../claims/eligibility-span.js';
import { centsOfMoney } from '../../claims/fields/money-text.js';
import type { MedicalClaimLine } from '../../claims/medical-claim-line.js';
import { centsToText } from '../../money/cents.js';
import { dayNumber, isoFromDay } from '../../time/iso-date.js';
import type { Coalition } from '../coalition.js';

/** One row of text. */
export type TextRow = Readonly<Record<string, string>>;

/** A coalition in the tables of a Synthea CSV export. */
export interface SyntheaCoalition {
  readonly claims: readonly TextRow[];
  readonly transactions: readonly TextRow[];
  readonly payerTransitions: readonly TextRow[];
  readonly payers: readonly TextRow[];
  readonly patients: readonly TextRow[];
}

const OWNERSHIP: Readonly<Record<string, string>> = { self: 'Self', spouse: 'Spouse', child: 'Guardian' };

/**
 * Writes a coalition in the tables of a Synthea CSV export: claims with their charges, transfers and payments, and payer transitions.
 *
 * Limits: Synthea has no corrections, so only original lines are written; its charge is what is payable, so ours is the allowed
 * amount. Codes are left out, because Synthea's are SNOMED. Tier, subscriber and paid date are lost.
 *
 * @source Synthea CSV export, data dictionary
 * @testedBy synthetic/write.test.ts: every claim balances, and reading it back gives the same coverage and payments
 * @param coalition - A coalition.
 * @returns Rows of text by table.
 * @example
 * writeSynthea({ medical: [], eligibility: [] }).payers; // => []
 */
export function writeSynthea(coalition: Pick<Coalition, 'medical' | 'eligibility'>): SyntheaCoalition {
  const lines = coalition.medical.filter((line) => line.claim_record_type === 'original' && line.claim_status !== 'capitated_encounter');
  const payers = [...new Set([...coalition.eligibility, ...lines].map((row) => row.payer))].sort();
  const claims = new Map<string, TextRow>();
  for (const line of lines) {
    if (!claims.has(line.claim_id)) claims.set(line.claim_id, claimRow(line));
  }
  const patients = new Map(coalition.eligibility.map((span) => [span.person_id, patientRow(span)]));
  return {
    claims: [...claims.values()],
    transactions: lines.flatMap((line, i) => transactionRows(line, i)),
    payerTransitions: coalition.eligibility.map(transitionRow),
    payers: payers.map((payer) => ({ Id: payer, NAME: payer })),
    patients: [...patients.values()],
  };
}

function claimRow(line: MedicalClaimLine): TextRow {
  return {
    Id: line.claim_id,
    PATIENTID: line.person_id,
    PRIMARYPATIENTINSURANCEID: line.payer,
    SERVICEDATE: `${line.claim_start_date}T00:00:00Z`,
    HEALTHCARECLAIMTYPEID1: line.claim_type === 'institutional' ? '2' : '1',
  };
}

/** A charge, what of it moves to the member and to another payer, and everybody's payments. */
function transactionRows(line: MedicalClaimLine, number: number): readonly TextRow[] {
  const cents = (text: string | null): number => (text === null ? 0 : centsOfMoney(text));
  const member = cents(line.deductible_amount) + cents(line.coinsurance_amount) + cents(line.copayment_amount);
  const [second, paid] = [cents(line.cob_paid_amount), cents(line.paid_amount)];
  const row = (part: string, fields: TextRow): TextRow => ({
    ID: `${number}-${part}`,
    CLAIMID: line.claim_id,
    PATIENTID: line.person_id,
    FROMDATE: `${line.claim_line_start_date ?? line.claim_start_date}T00:00:00Z`,
    TODATE: `${line.claim_line_end_date ?? line.claim_end_date}T00:00:00Z`,
    UNITS: line.service_unit_quantity ?? '',
    ...fields,
  });
  const transfer = (type: 'p' | '2', amount: number): readonly TextRow[] =>
    amount === 0
      ? []
      : [
          row(`out-${type}`, { TYPE: 'TRANSFEROUT', AMOUNT: centsToText(amount), TRANSFERTYPE: type }),
          row(`in-${type}`, { TYPE: 'TRANSFERIN', AMOUNT: centsToText(amount), TRANSFERTYPE: type }),
        ];
  const payment = (method: string, amount: number): readonly TextRow[] =>
    amount === 0 ? [] : [row(method, { TYPE: 'PAYMENT', METHOD: method, PAYMENTS: centsToText(amount) })];
  return [
    row('charge', { TYPE: 'CHARGE', AMOUNT: centsToText(member + second + paid), TRANSFERTYPE: '1' }),
    ...transfer('p', member),
    ...transfer('2', second),
    ...payment('ECHECK', paid),
    ...payment('CHECK', second),
    ...payment('CASH', member),
  ];
}

/** An end is the start of what follows: the day after the last covered one. */
function transitionRow(span: EligibilitySpan): TextRow {
  const end = span.enrollment_end_date;
  return {
    PATIENT: span.person_id,
    MEMBERID: span.member_id,
    START_DATE: `${span.enrollment_start_date}T00:00:00Z`,
    END_DATE: end === null ? '' : `${isoFromDay(dayNumber(end) + 1)}T00:00:00Z`,
    PAYER: span.payer,
    OWNERSHIP: OWNERSHIP[span.subscriber_relation ?? ''] ?? '',
  };
}

function patientRow(span: EligibilitySpan): TextRow {
  const state = Object.entries(STATE_NAMES).find(([, code]) => code === span.state)?.[0];
  return {
    Id: span.person_id,
    BIRTHDATE: span.birth_date ?? '',
    DEATHDATE: span.death_date ?? '',
    GENDER: span.gender === 'female' ? 'F' : span.gender === 'male' ? 'M' : '',
    STATE: state ?? '',
    ZIP: span.zip_code ?? '',
  };
}
