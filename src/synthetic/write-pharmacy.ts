import type { PharmacyClaim } from '../claims/pharmacy-claim.js';
import { centsToText } from '../money/cents.js';
import type { DayNumber } from '../time/iso-date.js';
import { dayWriter } from './day-text.js';
import { providerNumber } from './drafts.js';
import type { Household } from './households.js';
import type { FileRows } from './lineage.js';
import type { FillDraft } from './pharmacy.js';

/** The source of pharmacy files. */
export const PBM = 'pbm-1';

/** One pharmacy row: a fill, its reversal, or its rebill. */
export interface FillRow {
  readonly claimId: string;
  readonly recordType: 'original' | 'adjustment' | 'reversal';
  readonly originalClaimId: string | null;
  readonly day: DayNumber;
  readonly paidDay: DayNumber;
  /** Unit: US cents. */
  readonly ingredient: number;
  readonly sign: 1 | -1;
}

/** What a fill comes to. Unit: US cents, each field. */
export interface FillMoney {
  readonly allowed: number;
  readonly copay: number;
  readonly paid: number;
  /** What the pharmacy gets of it: two in a hundred stay with the benefit manager. */
  readonly pharmacy: number;
}

/**
 * Divides a fill between member and plan.
 *
 * @unit US cents
 * @param fill - The fill.
 * @param ingredient - Its ingredient cost, as first billed or as billed again.
 * @returns The division.
 */
export function fillMoney(fill: FillDraft, ingredient: number): FillMoney {
  const allowed = ingredient + fill.fee;
  const copay = Math.min(fill.copay, allowed);
  const paid = allowed - copay;
  return { allowed, copay, paid, pharmacy: Math.floor((paid * 98) / 100) };
}

/**
 * Makes the writer of pharmacy rows, as the benefit manager delivers them.
 *
 * @param files - Numbers the rows.
 * @returns A function that writes one row.
 */
export function pharmacyWriter(
  files: FileRows,
): (o: { readonly household: Household; readonly fill: FillDraft; readonly row: FillRow }) => PharmacyClaim {
  const dateOf = dayWriter();
  return ({ household, fill, row }) => {
    const { person } = fill;
    const { employer } = household;
    const money = fillMoney(fill, row.ingredient);
    const place = files.next(PBM, 'pharmacy');
    const text = (cents: number): string => centsToText(cents * row.sign);
    return {
      data_source: place.data_source,
      file_name: place.file_name,
      file_date: place.file_date,
      row_number: place.row_number,
      claim_id: row.claimId,
      claim_line_number: 1,
      claim_version: 0,
      claim_record_type: row.recordType,
      claim_status: 'paid',
      original_claim_id: row.originalClaimId,
      replaces_claim_id: row.recordType === 'adjustment' ? row.originalClaimId : null,
      is_final_action: null,
      person_id: person.personId,
      member_id: person.memberId,
      subscriber_id: household.subscriberId,
      employer_id: employer.id,
      payer: employer.tpa.id,
      plan: employer.plan,
      dispensing_date: dateOf(fill.day),
      adjudication_date: dateOf(row.day),
      paid_date: dateOf(row.paidDay),
      ndc_code: `99999${String(fill.product).padStart(6, '0')}`,
      quantity: String(row.sign * fill.quantity),
      unit_of_measure: 'EA',
      days_supply: row.sign * fill.daysSupply,
      fill_number: fill.fill,
      refills: 11,
      prescription_number: fill.prescription,
      daw_code: null,
      brand_generic_code: fill.brand ? 'brand' : 'generic',
      compound_flag: false,
      formulary_tier: null,
      channel: fill.specialty ? 'specialty' : 'retail',
      specialty_flag: fill.specialty,
      pharmacy_ncpdp_id: null,
      dispensing_provider_npi: providerNumber(5000 + (fill.product % 40)),
      prescribing_provider_npi: providerNumber(1000 + (fill.product % 400)),
      prior_auth_flag: null,
      is_340b_flag: null,
      ingredient_cost_amount: text(row.ingredient),
      dispensing_fee_amount: text(fill.fee),
      sales_tax_amount: '0.00',
      admin_fee_amount: null,
      usual_and_customary_amount: null,
      awp_unit_price: null,
      charge_amount: null,
      allowed_amount: text(money.allowed),
      deductible_amount: '0.00',
      coinsurance_amount: '0.00',
      copayment_amount: text(money.copay),
      copay_assistance_amount: null,
      cob_paid_amount: '0.00',
      paid_amount: text(money.paid),
      pharmacy_paid_amount: text(money.pharmacy),
      point_of_sale_rebate_amount: null,
      rebate_eligible_flag: fill.brand,
    };
  };
}
