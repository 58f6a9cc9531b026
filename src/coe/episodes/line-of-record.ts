import { centsOfMoney } from '../../claims/fields/money-text.js';
import type { MedicalClaimLine } from '../../claims/medical-claim-line.js';
import { dayNumber } from '../../time/iso-date.js';
import type { EpisodeLine } from './episode-line.js';

const cents = (text: string | null): number | null => (text === null ? null : centsOfMoney(text));
const day = (text: string | null): number | null => (text === null ? null : dayNumber(text));

/** Reads what episodes need of one record; the same as from its batch. */
export function lineOfRecord(row: MedicalClaimLine): EpisodeLine {
  const start = dayNumber(row.claim_line_start_date ?? row.claim_start_date);
  const parts = [row.deductible_amount, row.coinsurance_amount, row.copayment_amount, row.penalty_amount];
  return {
    allowed: cents(row.allowed_amount) ?? 0,
    planPaid: cents(row.paid_amount) ?? 0,
    memberPaid: cents(row.member_liability_amount) ?? parts.reduce((sum, part) => sum + (cents(part) ?? 0), 0),
    cobPaid: cents(row.cob_paid_amount) ?? 0,
    source: row.data_source,
    claimId: row.claim_id,
    root: row.original_claim_id ?? row.claim_id,
    lineNumber: row.claim_line_number,
    version: row.claim_version,
    recordType: row.claim_record_type,
    replacesItself: row.replaces_claim_id === row.claim_id,
    denied: row.claim_status === 'denied' || row.claim_status === 'pending',
    capitated: row.claim_status === 'capitated_encounter' || row.capitated_flag === true,
    institutional: row.claim_type === 'institutional',
    start,
    end: Math.max(start, dayNumber(row.claim_line_end_date ?? row.claim_end_date)),
    admission: day(row.admission_date),
    discharge: day(row.discharge_date),
    paid: day(row.paid_date),
    drg: row.drg_code,
    drgType: row.drg_code_type,
    hcpcs: row.hcpcs_code,
    procedures: (row.procedure_codes ?? []).filter((code) => code !== null),
    diagnoses: row.diagnosis_codes ?? [],
    presentOnAdmission: row.diagnosis_poa ?? [],
    billType: row.bill_type_code,
    placeOfService: row.place_of_service_code,
    disposition: row.discharge_disposition_code,
    facility: row.facility_npi ?? row.billing_npi,
    rendering: row.rendering_npi,
    employer: row.employer_id,
    bundleId: row.bundle_id,
  };
}
