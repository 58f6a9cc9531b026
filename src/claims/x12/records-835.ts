import { allocate } from '../../money/allocate.js';
import { Decimal } from '../../money/decimal.js';
import type { Adjustment835, Claim835, Line835, Remittance835 } from './remittance.js';
import { type Ticks, ticksText } from './x12-values.js';

/** What the remittances themselves don't say. */
export interface Records835Options {
  readonly plan: string | null;
  readonly employerId: string | null;
  readonly spreadClaimAdjustments: boolean;
}

/** Remembers control numbers, so that reversals and later versions find what they change. */
export class ControlNumbers {
  readonly #versions = new Map<string, number>();
  readonly #byPatient = new Map<string, string>();

  /** The id, version and original of a claim as it arrives. */
  place(claim: Claim835, fallback: string): { readonly id: string; readonly version: number; readonly original: string | null } {
    const id = claim.payerControlNumber === '' ? fallback : claim.payerControlNumber;
    const version = this.#versions.get(id) ?? 0;
    this.#versions.set(id, version + 1);
    const known = claim.patientControlNumber === '' ? undefined : this.#byPatient.get(claim.patientControlNumber);
    const original = version > 0 ? id : claim.status === '22' ? (known ?? null) : null;
    if (claim.patientControlNumber !== '' && claim.status !== '22') this.#byPatient.set(claim.patientControlNumber, id);
    return { id, version, original };
  }
}

const amount = (ticks: Ticks | null): string | null => (ticks === null ? null : ticksText(ticks));

function patientShare(adjustments: readonly Adjustment835[], reason: string): string | null {
  const own = adjustments.filter((each) => each.group === 'PR' && each.reason === reason);
  return own.length === 0 ? null : ticksText(own.reduce((sum, each) => sum + (each.amount ?? 0), 0));
}

function reasons(adjustments: readonly Adjustment835[]): readonly string[] | null {
  return adjustments.length === 0 ? null : adjustments.map(({ group, reason }) => `${group}-${reason}`);
}

function statusOf(status: string): string {
  if (status === '4' || status === '23') return 'denied';
  return status === '25' ? 'pending' : 'paid';
}

/** Institutional where the remittance says so by itself; else nobody can tell, because facility and place codes look alike here. */
function claimType(claim: Claim835): string {
  const institutional =
    claim.adjudication !== null || claim.drg !== '' || claim.lines.some(({ qualifier, revenueCode }) => qualifier === 'NU' || revenueCode !== null);
  return institutional ? 'institutional' : 'undetermined';
}

/** One line of the ledger before it is normalised. */
interface Draft {
  readonly line: Line835 | null;
  readonly charge: Ticks | null;
  readonly paid: Ticks | null;
  readonly adjustments: readonly Adjustment835[];
}

/** The lines of a claim; what its own adjustments take stands on a line of its own, so that the claim's payment is met. */
function drafts(claim: Claim835, spread: boolean): readonly Draft[] {
  const usable = claim.lines.length > 0 && claim.lines.every((line) => line.usable && line.paid !== null);
  const known = claim.lines.filter((line) => line.usable && line.paid !== null);
  const linesPaid = known.reduce((sum, line) => sum + (line.paid ?? 0), 0);
  const rest = (claim.paid ?? 0) - linesPaid;
  // Lines without usable amounts say nothing: if the others don't make up the claim, the claim's own amounts count.
  if (known.length === 0 || (!usable && rest !== 0))
    return [
      { line: null, charge: claim.charge, paid: claim.paid, adjustments: [...claim.adjustments, ...claim.lines.flatMap((line) => line.adjustments)] },
    ];
  if (spread && rest !== 0 && known.some((line) => (line.charge ?? 0) > 0)) {
    const shares = allocate({
      total: new Decimal(rest).div(10_000),
      weights: known.map((line) => new Decimal(Math.max(0, line.charge ?? 0))),
      ids: known.map((line) => line.path),
      scale: 2,
    });
    return known.map((line, at) => ({
      line,
      charge: line.charge,
      paid: (line.paid ?? 0) + (shares[at]?.amount ?? new Decimal(0)).times(10_000).toNumber(),
      adjustments: [...line.adjustments, ...claim.adjustments],
    }));
  }
  const own = known.map((line): Draft => ({ line, charge: line.charge, paid: line.paid, adjustments: line.adjustments }));
  return rest === 0 ? own : [...own, { line: null, charge: 0, paid: rest, adjustments: claim.adjustments }];
}

/** Raw records of one claim, for the normaliser. */
export function rawClaim(
  claim: Claim835,
  remittance: Remittance835,
  numbers: ControlNumbers,
  o: Records835Options,
): readonly Readonly<Record<string, unknown>>[] {
  const { id, version, original } = numbers.place(claim, `${remittance.transactionControl}-${claim.path.slice(claim.path.lastIndexOf('[') + 1, -1)}`);
  const reversal = claim.status === '22';
  const dates = claim.lines
    .flatMap(({ from, to }) => [from, to])
    .filter((date): date is string => date !== null)
    .sort();
  const from = claim.from ?? dates[0] ?? claim.to;
  const institutional = claimType(claim) === 'institutional';
  return drafts(claim, o.spreadClaimAdjustments).map((draft, at): Readonly<Record<string, unknown>> => {
    const { line, adjustments } = draft;
    const procedure = line?.qualifier === 'HC' || line?.qualifier === 'HP' ? line.code : null;
    const patient = adjustments.filter(({ group }) => group === 'PR');
    return {
      row_number: line?.position ?? claim.position,
      claim_id: id,
      claim_line_number: at + 1,
      claim_version: version,
      claim_record_type: reversal ? 'reversal' : version > 0 ? 'adjustment' : 'original',
      claim_status: statusOf(claim.status),
      original_claim_id: original,
      claim_type: claimType(claim),
      person_id: claim.memberId,
      member_id: claim.memberId,
      employer_id: o.employerId,
      payer: remittance.payer === '' ? null : remittance.payer,
      plan: o.plan ?? (claim.filingIndicator === '' ? 'unknown' : claim.filingIndicator),
      claim_start_date: from,
      claim_end_date: claim.to ?? dates.at(-1) ?? from,
      claim_line_start_date: line?.from ?? null,
      claim_line_end_date: line?.to ?? line?.from ?? null,
      received_date: claim.received,
      adjudication_date: remittance.productionDate,
      paid_date: remittance.paymentDate,
      bill_type_code:
        institutional && /^\d{2}$/.test(claim.facilityCode) && claim.frequency !== '' ? `${claim.facilityCode}${claim.frequency}` : null,
      revenue_center_code: line?.qualifier === 'NU' ? line.code : (line?.revenueCode ?? null),
      drg_code: claim.drg === '' ? null : claim.drg,
      hcpcs_code: procedure,
      modifiers: line === null || line.modifiers.length === 0 ? null : line.modifiers,
      service_unit_quantity: line?.units ?? null,
      rendering_npi: claim.renderingNpi,
      billing_npi: remittance.payeeNpi,
      billing_tin: remittance.payeeTin,
      ndc_code: line?.qualifier === 'N4' ? line.code : null,
      charge_amount: amount(draft.charge),
      allowed_amount: amount(line?.allowed ?? null),
      deductible_amount: patientShare(adjustments, '1'),
      coinsurance_amount: patientShare(adjustments, '2'),
      copayment_amount: patientShare(adjustments, '3'),
      member_liability_amount: patient.length === 0 ? null : ticksText(patient.reduce((sum, each) => sum + (each.amount ?? 0), 0)),
      paid_amount: amount(draft.paid),
      adjustment_reason_codes: reasons(adjustments),
      denial_reason_codes: claim.status === '4' ? reasons(adjustments) : null,
    };
  });
}
