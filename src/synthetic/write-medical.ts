import type { MedicalClaimLine } from '../claims/medical-claim-line.js';
import { centsToText } from '../money/cents.js';
import { civilFromDay, type DayNumber } from '../time/iso-date.js';
import { dayWriter } from './day-text.js';
import type { ClaimDraft } from './drafts.js';
import type { Household } from './households.js';
import type { FileRows } from './lineage.js';
import type { Transaction } from './transactions.js';

/** Version of the MS-DRG grouper in force: 40 in federal fiscal year 2023, one more each October. */
function grouperVersion(discharge: DayNumber): string {
  const { year, month } = civilFromDay(discharge);
  return String(year - 1983 + (month >= 10 ? 1 : 0));
}

/** A void states that nothing is payable any more: its status can't be paid. */
function statusOf(claim: ClaimDraft, row: Transaction): MedicalClaimLine['claim_status'] {
  if (claim.nature === 'capitated') return 'capitated_encounter';
  return claim.nature === 'denied' || (row.recordType === 'adjustment' && row.money.allowed === 0) ? 'denied' : 'paid';
}

/**
 * Makes the writer of medical lines, as their administrator delivers them.
 *
 * @param files - Numbers the rows.
 * @returns A function that writes one row of a claim.
 */
export function medicalWriter(
  files: FileRows,
): (o: { readonly household: Household; readonly claim: ClaimDraft; readonly row: Transaction }) => MedicalClaimLine {
  const dateOf = dayWriter();
  return ({ household, claim, row }) => {
    const line = claim.lines[row.lineNumber - 1];
    if (line === undefined) throw new RangeError('A transaction has no line.');
    const { person } = claim;
    const { employer } = household;
    const { money } = row;
    const place = files.next(employer.tpa.id, 'medical');
    const [start, end] = [dateOf(claim.start), dateOf(claim.end)];
    return {
      data_source: place.data_source,
      file_name: place.file_name,
      file_date: place.file_date,
      row_number: place.row_number,
      claim_id: row.claimId,
      claim_line_number: row.lineNumber,
      claim_version: row.version,
      claim_record_type: row.recordType,
      claim_status: statusOf(claim, row),
      original_claim_id: row.originalClaimId,
      replaces_claim_id: row.replacesClaimId,
      is_final_action: null,
      claim_type: claim.claimType,
      person_id: person.personId,
      member_id: person.memberId,
      subscriber_id: household.subscriberId,
      employer_id: employer.id,
      payer: employer.tpa.id,
      plan: employer.plan,
      claim_start_date: start,
      claim_end_date: end,
      claim_line_start_date: dateOf(line.service),
      claim_line_end_date: dateOf(line.end),
      admission_date: claim.inpatient ? start : null,
      discharge_date: claim.inpatient ? end : null,
      received_date: dateOf(claim.end + Math.floor((row.paidDay - claim.end) / 2)),
      adjudication_date: dateOf(row.paidDay),
      paid_date: dateOf(row.paidDay),
      place_of_service_code: claim.placeOfService,
      bill_type_code: claim.billType,
      revenue_center_code: line.revenueCode,
      drg_code: claim.drg,
      drg_code_type: claim.drg === null ? null : 'ms-drg',
      drg_version: claim.drg === null ? null : grouperVersion(claim.end),
      hcpcs_code: line.hcpcs,
      modifiers: null,
      service_unit_quantity: row.units === 0 ? null : String(row.units * line.units),
      unit_type: row.units === 0 ? null : 'UN',
      diagnosis_codes: claim.diagnoses,
      diagnosis_code_type: 'icd-10-cm',
      diagnosis_poa: claim.inpatient ? claim.diagnoses.map(() => 'Y') : null,
      admitting_diagnosis_code: claim.inpatient ? (claim.diagnoses[0] ?? null) : null,
      procedure_codes: claim.procedure === null ? null : [claim.procedure],
      procedure_dates: claim.procedure === null ? null : [start],
      admit_type_code: claim.inpatient ? '3' : null,
      admit_source_code: claim.inpatient ? '1' : null,
      discharge_disposition_code: claim.discharge,
      rendering_npi: claim.provider,
      billing_npi: claim.provider,
      facility_npi: claim.claimType === 'institutional' ? claim.provider : null,
      referring_npi: null,
      rendering_tin: null,
      billing_tin: null,
      rendering_taxonomy: null,
      in_network_flag: true,
      bundle_id: claim.bundleId,
      episode_contract_id: claim.bundleId === null ? null : 'coe-joint-1',
      capitated_flag: claim.nature === 'capitated',
      ndc_code: null,
      ndc_quantity: null,
      ndc_unit: null,
      charge_amount: row.units === 0 ? null : centsToText(money.charge),
      noncovered_amount: null,
      discount_amount: null,
      allowed_amount: centsToText(money.allowed),
      deductible_amount: centsToText(money.deductible),
      coinsurance_amount: centsToText(money.coinsurance),
      copayment_amount: centsToText(money.copay),
      penalty_amount: null,
      member_liability_amount: null,
      cob_paid_amount: centsToText(money.cob),
      withhold_amount: null,
      hra_paid_amount: null,
      tax_surcharge_amount: null,
      network_fee_amount: null,
      interest_amount: null,
      prepaid_equivalent_amount: claim.nature === 'capitated' ? centsToText(line.allowed) : null,
      paid_amount: centsToText(money.paid),
      denial_reason_codes: null,
      adjustment_reason_codes: null,
    };
  };
}
