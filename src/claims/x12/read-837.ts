import type { Finding } from '../../errors/finding.js';
import type { Accounting } from '../accounting.js';
import type { SourceMetadata } from '../column-map/apply-column-map.js';
import { ColumnlessMapper } from '../column-map/columnless-mapper.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import type { Fed } from '../feed.js';
import { type Claim837, claimsOf } from './claims-837.js';
import { otherSets, type Read835 } from './read-835.js';
import { fromX12, type X12File, type X12Input, type X12Separators, x12Finding } from './read-x12.js';
import { ticksText } from './x12-values.js';

/** How claims are read. */
export interface Read837Options {
  /** The sender, for lineage. Default `837`. */
  readonly dataSource?: string;
  readonly fileName?: string;
  /** The date of the file, `YYYY-MM-DD`. */
  readonly fileDate?: string;
  /** The coalition member whose people these are. */
  readonly employerId?: string;
  /** The plan of all claims. Default `unknown`. */
  readonly plan?: string;
  /** Separators, for text without an ISA. */
  readonly separators?: X12Separators;
}

/** What came of reading claims. */
export interface Read837 {
  /** One record for each line; charges only, paid is null until joined. */
  readonly records: readonly DeliveredRow<'medical'>[];
  readonly claims: readonly Claim837[];
  readonly findings: readonly Finding[];
  /** Rows; the cents are those of paid amounts, of which a claim has none. */
  readonly accounting: Accounting;
  /** Sum of all claim charges, decimal text. Unit: US dollars. */
  readonly charges: string;
  readonly metadata: SourceMetadata;
}

const METADATA: SourceMetadata = {
  layout: 'x12 837',
  amountBasis: 'charges only; nothing is paid until the remittance is joined',
  style: 'replacement',
  lacks: ['paid_amount', 'allowed_amount', 'paid_date', 'deductible_amount', 'coinsurance_amount', 'copayment_amount'],
  mapHash: null,
  mapped: [],
  ignored: [],
  unmapped: [],
};

/** What CLM05-3 means: from memory of a licensed list (unverified). */
function recordType(frequency: string): string {
  return frequency === '7' ? 'adjustment' : frequency === '8' ? 'reversal' : 'original';
}

function rawLines(claim: Claim837, o: Read837Options): readonly Readonly<Record<string, unknown>>[] {
  const institutional = claim.type === 'institutional';
  const first =
    claim.lines
      .map(({ from }) => from)
      .filter((date) => date !== null)
      .sort()[0] ?? null;
  const last =
    claim.lines
      .map(({ to }) => to)
      .filter((date) => date !== null)
      .sort()
      .at(-1) ?? null;
  return claim.lines.map((line) => ({
    row_number: line.position,
    claim_id: claim.id,
    claim_line_number: line.number,
    claim_record_type: recordType(claim.frequency),
    original_claim_id: claim.original,
    claim_type: claim.type,
    person_id: claim.person,
    member_id: claim.person,
    subscriber_id: claim.subscriber,
    employer_id: o.employerId ?? null,
    payer: claim.payer === '' ? null : claim.payer,
    plan: o.plan ?? 'unknown',
    claim_start_date: claim.from ?? first,
    claim_end_date: claim.to ?? last ?? claim.from ?? first,
    claim_line_start_date: line.from,
    claim_line_end_date: line.to,
    admission_date: claim.admitted,
    place_of_service_code: institutional ? null : (line.place ?? (claim.facility === '' ? null : claim.facility)),
    bill_type_code: institutional && claim.facility !== '' && claim.frequency !== '' ? `${claim.facility}${claim.frequency}` : null,
    revenue_center_code: line.revenue,
    hcpcs_code: line.code,
    modifiers: line.modifiers.length === 0 ? null : line.modifiers,
    service_unit_quantity: line.quantity,
    unit_type: line.unit,
    diagnosis_codes: claim.diagnoses.length === 0 ? null : claim.diagnoses,
    admitting_diagnosis_code: claim.admitting,
    discharge_disposition_code: institutional ? claim.discharge : null,
    admit_type_code: institutional ? claim.admitType : null,
    rendering_npi: claim.renderingNpi,
    billing_npi: claim.billingNpi,
    billing_tin: claim.billingTin,
    charge_amount: line.charge === null ? null : ticksText(line.charge),
    paid_amount: null,
  }));
}

/**
 * Reads X12 837 claims, professional, institutional and dental: charges, diagnoses, lines, other payers.
 *
 * Charges only: paid stays null until {@link joinRemittances} brings the remittance. A claim whose lines don't add up to its charge is
 * reported (MED-15). A transaction whose envelope is broken is left out whole.
 *
 * Limits: claim frequencies 7 and 8 are read as replacement and void from memory of a licensed list (unverified).
 *
 * @source X12 005010X222A1, X223A2 as seen in public samples
 * @testedBy claims/adapters/x12-837.test.ts: 22 published files, 23 claims, $8,554.77
 * @param input - The file: whole, in pieces cut anywhere, or in pieces as they arrive.
 * @param o - Lineage, employer, plan, separators.
 * @returns Records, claims, findings, accounting, charges; a promise of them when the pieces arrive over time.
 * @example
 * read837('ST*837*1~SE*2*1~').findings.map(({ code }) => code); // => ['X12-1']
 * async function* arriving() { yield 'ST*837*1~S'; yield 'E*2*1~'; }
 * (await read837(arriving())).findings.map(({ code }) => code); // => ['X12-1']
 */
export function read837<Input extends X12Input>(input: Input, o: Read837Options = {}): Fed<Input, Read837> {
  return fromX12(input, { separators: o.separators, made: (file) => ofFile(file, o) });
}

function ofFile(file: X12File, o: Read837Options): Read837 {
  const findings: Finding[] = [...file.findings, ...otherSets(file, '837')];
  const mapper = new ColumnlessMapper('medical', {
    data_source: o.dataSource ?? '837',
    file_name: o.fileName ?? null,
    file_date: o.fileDate ?? null,
  });
  const claims: Claim837[] = [];
  for (const transaction of file.transactions) {
    if (transaction.set !== '837' || !transaction.whole) continue;
    const read = claimsOf(transaction);
    findings.push(...read.findings);
    for (const claim of read.claims) {
      claims.push(claim);
      const lines = claim.lines.reduce((sum, { charge }) => sum + (charge ?? 0), 0);
      if (claim.charge !== null && lines !== claim.charge) {
        findings.push(
          x12Finding({
            code: 'MED-15',
            severity: 'error',
            position: claim.position,
            path: claim.path,
            field: 'CLM02',
            cents: Math.round((claim.charge - lines) / 100),
            message: `The charge of the claim and of its lines differ by ${ticksText(claim.charge - lines)}.`,
            fix: 'Ask the provider which of the two is right.',
          }),
        );
      }
      for (const raw of rawLines(claim, o)) mapper.add(raw, { row: claim.position }, claim.path);
    }
  }
  const charges = ticksText(claims.reduce((sum, { charge }) => sum + (charge ?? 0), 0));
  return {
    records: mapper.records,
    claims,
    findings: [...findings, ...mapper.findings],
    accounting: mapper.accounting(),
    charges,
    metadata: METADATA,
  };
}

/** One claim with its remittance. */
export interface JoinedClaim {
  readonly claim: Claim837;
  /** Paths of the remittance's claims with the same control number, in file order. */
  readonly remittances: readonly string[];
  /** What they paid, decimal text. Unit: US dollars. */
  readonly paid: string;
}

/** Claims and remittances put together, and what is left on either side. */
export interface Joined837 {
  readonly matched: readonly JoinedClaim[];
  /** Claims without a remittance. */
  readonly unpaid: readonly Claim837[];
  /** Control numbers of remittances without a claim, with what they paid. Unit: US dollars. */
  readonly unclaimed: readonly { readonly controlNumber: string; readonly path: string; readonly paid: string }[];
}

/**
 * Joins claims to remittances on the provider's claim control number (CLM01 = CLP01), compared exactly.
 *
 * @testedBy claims/adapters/x12-837.test.ts
 * @param claims - Claims of any number of 837 files.
 * @param remittances - Remittances of any number of 835 files; quarantined ones don't count.
 * @returns Matched claims and what is left on both sides.
 * @example
 * joinRemittances([], []); // => { matched: [], unpaid: [], unclaimed: [] }
 */
export function joinRemittances(claims: readonly Claim837[], remittances: readonly Read835['remittances'][number][]): Joined837 {
  const paid = remittances.filter(({ used }) => used).flatMap((remittance) => remittance.claims);
  const byNumber = new Map<string, (typeof paid)[number][]>();
  for (const claim of paid) {
    const same = byNumber.get(claim.patientControlNumber) ?? [];
    same.push(claim);
    byNumber.set(claim.patientControlNumber, same);
  }
  const known = new Set(claims.map(({ id }) => id));
  const matched: JoinedClaim[] = [];
  const unpaid: Claim837[] = [];
  for (const claim of claims) {
    const own = byNumber.get(claim.id);
    if (own === undefined) unpaid.push(claim);
    else matched.push({ claim, remittances: own.map(({ path }) => path), paid: ticksText(own.reduce((sum, each) => sum + (each.paid ?? 0), 0)) });
  }
  const unclaimed = paid
    .filter(({ patientControlNumber }) => !known.has(patientControlNumber))
    .map((claim) => ({ controlNumber: claim.patientControlNumber, path: claim.path, paid: ticksText(claim.paid ?? 0) }));
  return { matched, unpaid, unclaimed };
}
