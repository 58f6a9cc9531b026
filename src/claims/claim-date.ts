import { type ClaimBatch, isValid } from './batch.js';

/**
 * Which date says when a claim was incurred. `default`: inpatient by admission date, else claim start; other lines by
 * line start, else claim start. Recorded in every result: two date rules give two PMPMs for the same data.
 *
 * `lineStart` falls back to the claim's start, `admission` to the claim's start, `through` is the claim's last day. `perDay`
 * spreads a stay over its days where a calculation can do that; its first day is the claim's start.
 */
export type ClaimDatePolicy = 'default' | 'lineStart' | 'claimStart' | 'admission' | 'through' | 'perDay';

/** Type-of-bill prefixes of stays in a facility. Facts of the public claim form's logic; no list is copied. */
const INPATIENT_BILLS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  '11',
  '12',
  '15',
  '16',
  '17',
  '18',
  '21',
  '22',
  '25',
  '26',
  '27',
  '28',
  '31',
  '41',
  '42',
  '45',
  '46',
  '47',
  '48',
  '61',
  '62',
  '65',
  '66',
  '67',
  '68',
  '82',
]);

/**
 * Tells whether a type of bill is that of a stay.
 *
 * @param billType - Three characters without the leading 0, or `null`.
 * @returns True for 111, false for 131.
 * @example
 * isInpatientBill('111'); // => true
 */
export function isInpatientBill(billType: string | null): boolean {
  return billType !== null && INPATIENT_BILLS.has(billType.slice(0, 2));
}

/**
 * Dates every row of a batch by one policy.
 *
 * Pharmacy rows are dated by the fill whatever the policy. The date of a claim row always exists: its start is required.
 *
 * @unit days since 1970-01-01
 * @source spec of the claims area, 3.3: one policy, explicit, recorded in results
 * @testedBy claims/claim-date.test.ts: each policy on a stay and on a visit; fallbacks
 * @param batch - Medical or pharmacy rows.
 * @param policy - Which date counts.
 * @returns One day for each row.
 * @example
 * claimDateDays(batchOf({ table: 'medical' }, []), 'default').length; // => 0
 */
export function claimDateDays(batch: ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>, policy: ClaimDatePolicy): Int32Array {
  const days = new Int32Array(batch.rowCount);
  const fill = (name: string): void => {
    const column = batch.days[name];
    if (column === undefined || column.validity?.length === 0) return;
    for (let row = 0; row < days.length; row += 1) if (isValid(column.validity, row)) days[row] = column.values[row] ?? 0;
  };
  if (batch.table === 'pharmacy') {
    fill('dispensing_date');
    return days;
  }
  fill('claim_start_date');
  switch (policy) {
    case 'claimStart':
    case 'perDay':
      break;
    case 'through':
      fill('claim_end_date');
      break;
    case 'lineStart':
      fill('claim_line_start_date');
      break;
    case 'admission':
      fill('admission_date');
      break;
    case 'default':
      byDefault(batch, days);
  }
  return days;
}

function byDefault(batch: ClaimBatch, days: Int32Array): void {
  const line = batch.days['claim_line_start_date'];
  const admission = batch.days['admission_date'];
  const bill = batch.codes['bill_type_code'];
  const stays = (bill?.dictionary.values ?? []).map((text) => isInpatientBill(text));
  for (let row = 0; row < days.length; row += 1) {
    const admitted = admission !== undefined && isValid(admission.validity, row);
    const stay = bill !== undefined && isValid(bill.validity, row) && stays[bill.ids[row] ?? 0] === true;
    if (stay || admitted) {
      if (admitted) days[row] = admission.values[row] ?? 0;
    } else if (line !== undefined && isValid(line.validity, row)) days[row] = line.values[row] ?? 0;
  }
}
