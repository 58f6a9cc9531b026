import type { EligibilitySpan } from '../claims/eligibility-span.js';
import type { MedicalClaimLine } from '../claims/medical-claim-line.js';
import type { PharmacyClaim } from '../claims/pharmacy-claim.js';
import { centsToText } from '../money/cents.js';
import { type DayNumber, isoFromDay } from '../time/iso-date.js';
import { recordMaker } from './blank-records.js';
import { type ClaimDraft, providerNumber } from './drafts.js';
import type { Household, HouseholdSpan, SyntheticPerson } from './households.js';
import type { FillDraft } from './pharmacy.js';
import type { Transaction } from './transactions.js';

/** Members' ids are those of the plan; the same parties stand on every row. */
function parties(household: Household, person: SyntheticPerson): Pick<MedicalClaimLine, 'data_source' | 'person_id' | 'member_id' | 'subscriber_id' | 'employer_id' | 'payer' | 'plan'> {
  return {
    data_source: household.employer.tpa.id,
    person_id: person.personId,
    member_id: person.memberId,
    subscriber_id: household.subscriberId,
    employer_id: household.employer.id,
    payer: household.employer.tpa.id,
    plan: household.employer.plan,
  };
}

/** Writes coverage as it is delivered: one row a person and span. */
export function eligibilityWriter(): (o: { readonly household: Household; readonly span: HouseholdSpan; readonly person: SyntheticPerson }) => EligibilitySpan {
  const make = recordMaker('eligibility');
  return ({ household, span, person }) =>
    make({
      ...parties(household, person),
      employer_id: household.employer.id,
      subscriber_relation: person.relation,
      payer_type: 'commercial',
      benefit_type: 'medical',
      coverage_tier: span.tier,
      funding_type: 'self_insured',
      enrollment_start_date: isoFromDay(span.from),
      enrollment_end_date: span.to === null ? null : isoFromDay(span.to),
      is_primary: !person.coordinated,
      employment_status: 'active',
      hdhp_flag: household.employer.plan === 'hdhp',
      account_type: household.employer.plan === 'hdhp' ? 'hsa' : 'none',
      birth_date: isoFromDay(person.birth),
      gender: person.gender,
      state: household.state,
      zip_code: household.zip,
    });
}

/** Writes one row of a medical claim as its administrator delivers it. */
export function medicalWriter(): (o: { readonly household: Household; readonly claim: ClaimDraft; readonly row: Transaction }) => MedicalClaimLine {
  const make = recordMaker('medical');
  return ({ household, claim, row }) => {
    const line = claim.lines[row.lineNumber - 1];
    if (line === undefined) throw new RangeError('A transaction has no line.');
    const { money } = row;
    const capitated = claim.nature === 'capitated';
    const money0 = (cents: number): string | null => (capitated ? null : centsToText(cents));
    return make({
      ...parties(household, claim.person),
      claim_id: row.claimId,
      claim_line_number: row.lineNumber,
      claim_version: row.version,
      claim_record_type: row.recordType,
      claim_status: claim.nature === 'denied' ? 'denied' : capitated ? 'capitated_encounter' : 'paid',
      original_claim_id: row.originalClaimId,
      replaces_claim_id: row.replacesClaimId,
      claim_type: claim.claimType,
      claim_start_date: isoFromDay(claim.start),
      claim_end_date: isoFromDay(claim.end),
      claim_line_start_date: isoFromDay(line.service),
      claim_line_end_date: isoFromDay(line.end),
      admission_date: claim.inpatient ? isoFromDay(claim.start) : null,
      discharge_date: claim.inpatient ? isoFromDay(claim.end) : null,
      paid_date: isoFromDay(row.paidDay),
      place_of_service_code: claim.placeOfService,
      bill_type_code: claim.billType,
      revenue_center_code: line.revenueCode,
      drg_code: claim.drg,
      drg_code_type: claim.drg === null ? null : 'ms-drg',
      hcpcs_code: line.hcpcs,
      service_unit_quantity: String(row.recordType === 'reversal' ? -line.units : line.units),
      unit_type: 'UN',
      diagnosis_codes: claim.diagnoses,
      diagnosis_code_type: 'icd-10-cm',
      diagnosis_poa: claim.inpatient ? claim.diagnoses.map(() => 'Y') : null,
      procedure_codes: claim.procedure === null ? null : [claim.procedure],
      admit_type_code: claim.inpatient ? '3' : null,
      admit_source_code: claim.inpatient ? '1' : null,
      discharge_disposition_code: claim.discharge,
      rendering_npi: claim.provider,
      billing_npi: claim.provider,
      facility_npi: claim.claimType === 'institutional' ? claim.provider : null,
      in_network_flag: true,
      bundle_id: claim.bundleId,
      episode_contract_id: claim.bundleId === null ? null : 'coe-joint-2023',
      capitated_flag: capitated,
      charge_amount: centsToText(money.charge),
      allowed_amount: money0(money.allowed),
      deductible_amount: money0(money.deductible),
      coinsurance_amount: money0(money.coinsurance),
      copayment_amount: money0(money.copay),
      cob_paid_amount: money0(money.cob),
      prepaid_equivalent_amount: capitated ? centsToText(money.allowed) : null,
      paid_amount: capitated ? '0.00' : centsToText(money.paid),
    });
  };
}

/** One pharmacy row: a fill, its reversal, or its rebill. */
export interface FillRow {
  readonly claimId: string;
  readonly recordType: 'original' | 'adjustment' | 'reversal';
  readonly originalClaimId: string | null;
  readonly day: DayNumber;
  readonly paidDay: DayNumber;
  readonly ingredient: number;
  readonly sign: 1 | -1;
}

/** What a fill comes to. Unit: US cents, each field. */
export function fillMoney(fill: FillDraft, ingredient: number): { readonly allowed: number; readonly copay: number; readonly paid: number } {
  const allowed = ingredient + fill.fee;
  const copay = Math.min(fill.copay, allowed);
  return { allowed, copay, paid: allowed - copay };
}

/** Writes one row of a pharmacy file. */
export function pharmacyWriter(): (o: { readonly household: Household; readonly fill: FillDraft; readonly row: FillRow }) => PharmacyClaim {
  const make = recordMaker('pharmacy');
  return ({ household, fill, row }) => {
    const money = fillMoney(fill, row.ingredient);
    const text = (cents: number): string => centsToText(cents === 0 ? 0 : cents * row.sign);
    return make({
      ...parties(household, fill.person),
      data_source: 'pbm-1',
      claim_id: row.claimId,
      claim_line_number: 1,
      claim_record_type: row.recordType,
      original_claim_id: row.originalClaimId,
      dispensing_date: isoFromDay(fill.day),
      adjudication_date: isoFromDay(row.day),
      paid_date: isoFromDay(row.paidDay),
      ndc_code: `99999${String(fill.product).padStart(6, '0')}`,
      quantity: String(30 * row.sign),
      unit_of_measure: 'EA',
      days_supply: fill.daysSupply * row.sign,
      fill_number: fill.fill,
      refills: 11,
      prescription_number: fill.prescription,
      brand_generic_code: fill.brand ? 'brand' : 'generic',
      channel: fill.specialty ? 'specialty' : 'retail',
      specialty_flag: fill.specialty,
      dispensing_provider_npi: providerNumber(5000 + (fill.product % 40)),
      prescribing_provider_npi: providerNumber(1000 + (fill.product % 400)),
      ingredient_cost_amount: text(row.ingredient),
      dispensing_fee_amount: text(fill.fee),
      sales_tax_amount: '0.00',
      allowed_amount: text(money.allowed),
      deductible_amount: '0.00',
      coinsurance_amount: '0.00',
      copayment_amount: text(money.copay),
      cob_paid_amount: '0.00',
      paid_amount: text(money.paid),
      rebate_eligible_flag: fill.brand,
    });
  };
}
