import { centsOfMoney } from '../../claims/fields/money-text.js';
import type { MedicalClaimLine } from '../../claims/medical-claim-line.js';
import { centsToText } from '../../money/cents.js';
import type { IsoDate } from '../../time/iso-date.js';
import { compact, X12Text } from './x12-text.js';

type Line = MedicalClaimLine;

/**
 * Writes medical claims as an X12 835 remittance file: one transaction set for each payer, provider and day of payment, in the order of
 * payment, balanced at line, claim and payment.
 *
 * Limits: carries what the format has: ids, type, member, dates, codes, units, charge, allowed, member shares, paid. Diagnoses, employer
 * and plan are lost; a replacement is the next version of its claim; encounters without fee-for-service payment are left out.
 *
 * @source X12 005010X221A1 as seen in public samples
 * @testedBy synthetic/write.test.ts: every balance holds, and reading it back gives the same amounts
 * @param lines - Claim lines.
 * @param o - `date`: of the file.
 * @returns The text of the file.
 * @example
 * write835([], { date: '2025-01-31' }).includes('GS*HP*'); // => true
 */
export function write835(lines: readonly Line[], o: { readonly date: IsoDate }): string {
  const file = new X12Text({ date: o.date, group: 'HP', version: '005010X221A1' });
  const paid = lines.filter((line) => line.claim_status !== 'capitated_encounter');
  const remittances = [...groupBy(paid, (line) => `${line.paid_date ?? ''}|${line.payer}|${line.billing_npi ?? ''}`)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  for (const [, rows] of remittances) writeRemittance(file, rows);
  return file.text();
}

function groupBy(rows: readonly Line[], keyOf: (line: Line) => string): ReadonlyMap<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

const cents = (text: string | null): number => (text === null ? 0 : centsOfMoney(text));
const sum = (rows: readonly Line[], of: (line: Line) => number): number => rows.reduce((total, row) => total + of(row), 0);
const memberShare = (line: Line): number => cents(line.deductible_amount) + cents(line.coinsurance_amount) + cents(line.copayment_amount);

function writeRemittance(file: X12Text, rows: readonly Line[]): void {
  const first = rows[0];
  if (first === undefined) return;
  const payment = sum(rows, (row) => cents(row.paid_amount));
  file.open('835');
  const blanks = Array.from({ length: 11 }, () => '');
  file.add('BPR', 'I', centsToText(Math.abs(payment)), payment < 0 ? 'D' : 'C', 'NON', ...blanks, compact(first.paid_date));
  file.add('TRN', '1', `${first.payer}-${first.paid_date ?? ''}-${first.billing_npi ?? ''}`, '1999999999');
  file.add('DTM', '405', compact(first.adjudication_date));
  file.add('N1', 'PR', first.payer);
  file.add('N1', 'PE', 'PROVIDER', 'XX', first.billing_npi ?? '');
  file.add('LX', '1');
  for (const [, claim] of groupBy(rows, (row) => `${row.claim_id}|${row.claim_version}`)) writeClaim(file, claim);
  file.close();
}

function writeClaim(file: X12Text, rows: readonly Line[]): void {
  const first = rows[0];
  if (first === undefined) return;
  const status = first.claim_record_type === 'reversal' ? '22' : first.claim_status === 'denied' ? '4' : '1';
  const bill = first.bill_type_code;
  file.add(
    'CLP',
    first.original_claim_id ?? first.claim_id,
    status,
    centsToText(sum(rows, (row) => cents(row.charge_amount))),
    centsToText(sum(rows, (row) => cents(row.paid_amount))),
    centsToText(sum(rows, memberShare)),
    '12',
    first.claim_id,
    bill === null ? (first.place_of_service_code ?? '') : bill.slice(0, 2),
    bill === null ? '' : bill.slice(2),
    '',
    first.drg_code ?? '',
  );
  file.add('NM1', 'QC', '1', 'MEMBER', 'SYNTHETIC', '', '', '', 'MI', first.member_id);
  file.add('NM1', '82', '1', 'PROVIDER', '', '', '', '', 'XX', first.rendering_npi ?? '');
  file.add('DTM', '232', compact(first.claim_start_date));
  file.add('DTM', '233', compact(first.claim_end_date));
  if (first.received_date !== null) file.add('DTM', '050', compact(first.received_date));
  for (const row of rows) writeLine(file, row);
}

function writeLine(file: X12Text, row: Line): void {
  const [charge, allowed, paid, cob] = [cents(row.charge_amount), cents(row.allowed_amount), cents(row.paid_amount), cents(row.cob_paid_amount)];
  const code = row.hcpcs_code === null ? `NU:${row.revenue_center_code ?? ''}` : `HC:${row.hcpcs_code}`;
  file.add(
    'SVC',
    code,
    centsToText(charge),
    centsToText(paid),
    row.hcpcs_code === null ? '' : (row.revenue_center_code ?? ''),
    row.service_unit_quantity ?? '',
  );
  file.add('DTM', '150', compact(row.claim_line_start_date));
  file.add('DTM', '151', compact(row.claim_line_end_date));
  adjust(file, 'CO', [['45', charge - allowed]]);
  adjust(file, 'OA', [['23', cob]]);
  adjust(file, 'PR', [
    ['1', cents(row.deductible_amount)],
    ['2', cents(row.coinsurance_amount)],
    ['3', cents(row.copayment_amount)],
  ]);
  file.add('REF', '6R', String(row.claim_line_number));
  file.add('AMT', 'B6', centsToText(allowed));
}

function adjust(file: X12Text, group: string, reasons: readonly (readonly [reason: string, amount: number])[]): void {
  const told = reasons.filter(([, amount]) => amount !== 0);
  if (told.length > 0) file.add('CAS', group, ...told.flatMap(([reason, amount], i) => [...(i === 0 ? [] : ['']), reason, centsToText(amount)]));
}
