import type { EligibilitySpan } from '../../src/claims/eligibility-span.js';
import { fieldsOf } from '../../src/claims/fields/tables.js';
import type { MedicalClaimLine } from '../../src/claims/medical-claim-line.js';
import type { RandomStream } from '../../src/stats/random.js';
import { dayNumber, isoFromDay } from '../../src/time/iso-date.js';

function blank(table: 'medical' | 'eligibility'): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fieldsOf(table).map((field) => [field.name, field.presence === 'defaulted' ? field.fallback : null]));
}

const emptyLine = blank('medical');
const emptySpan = blank('eligibility');
const medical = (known: Partial<MedicalClaimLine>): MedicalClaimLine => ({ ...emptyLine, ...known }) as unknown as MedicalClaimLine;
const eligibility = (known: Partial<EligibilitySpan>): EligibilitySpan => ({ ...emptySpan, ...known }) as unknown as EligibilitySpan;

/** One medical line with only what the story needs; amounts in dollars as text. */
export function line(
  o: Partial<MedicalClaimLine> & {
    readonly person_id: string;
    readonly claim_id: string;
    readonly from: string;
    readonly to?: string;
    readonly dollars: string;
  },
): MedicalClaimLine {
  const { from, to = from, dollars, ...rest } = o;
  return medical({
    data_source: 'tpa',
    member_id: `m-${o.person_id}`,
    payer: 'payer',
    plan: 'ppo',
    employer_id: 'employer-1',
    claim_line_number: 1,
    claim_record_type: 'original',
    claim_type: 'professional',
    claim_start_date: from,
    claim_end_date: to,
    allowed_amount: dollars,
    paid_amount: dollars,
    deductible_amount: '0.00',
    coinsurance_amount: '0.00',
    copayment_amount: '0.00',
    cob_paid_amount: '0.00',
    ...rest,
  });
}

/** One bill of a stay. */
export function stay(
  o: Partial<MedicalClaimLine> & {
    readonly person_id: string;
    readonly claim_id: string;
    readonly from: string;
    readonly to: string;
    readonly dollars: string;
  },
): MedicalClaimLine {
  return line({
    claim_type: 'institutional',
    bill_type_code: '111',
    admission_date: o.from,
    discharge_date: o.to,
    facility_npi: '1000000001',
    discharge_disposition_code: '01',
    drg_code_type: o.drg_code === undefined ? null : 'ms-drg',
    ...o,
  });
}

/** Medical coverage of a person. */
export function covered(personId: string, from: string, to: string | null, o: Partial<EligibilitySpan> = {}): EligibilitySpan {
  return eligibility({
    data_source: 'tpa',
    person_id: personId,
    member_id: `m-${personId}`,
    payer: 'payer',
    plan: 'ppo',
    employer_id: 'employer-1',
    subscriber_relation: 'self',
    benefit_type: 'medical',
    funding_type: 'self_insured',
    enrollment_start_date: from,
    enrollment_end_date: to,
    gender: 'female',
    birth_date: '1970-05-05',
    is_primary: true,
    ...o,
  });
}

const day0 = dayNumber('2025-01-01');
const at = (offset: number): string => isoFromDay(day0 + offset);

/** A member's year at random: joints, transfers, readmissions, nursing, visits, corrections in three styles, gaps in coverage. */
export function randomMember(
  random: RandomStream,
  personId: string,
): { readonly lines: readonly MedicalClaimLine[]; readonly coverage: readonly EligibilitySpan[] } {
  const lines: MedicalClaimLine[] = [];
  const dollars = (): string => `${random.below(40_000)}.${String(random.below(100)).padStart(2, '0')}`;
  const facility = (): string => `100000000${random.below(3)}`;
  let serial = 0;
  const id = (): string => `${personId}-c${(serial += 1)}`;
  const cob = (): string => (random.below(12) === 0 ? dollars() : '0.00');
  const drgs = ['470', '469', '521', '871', '455', null];
  for (let i = random.below(5); i > 0; i -= 1) {
    const from = random.below(400);
    const to = from + random.below(9);
    const bill = (claim: string, a: number, b: number, o: Partial<MedicalClaimLine> = {}): void => {
      const drg = drgs[random.below(drgs.length)] ?? null;
      const status = random.below(14) === 0 ? '20' : random.below(14) === 0 ? '07' : '01';
      lines.push(
        stay({
          person_id: personId,
          claim_id: claim,
          from: at(a),
          to: at(b),
          dollars: dollars(),
          drg_code: drg,
          drg_code_type: drg === null ? null : 'ms-drg',
          facility_npi: facility(),
          discharge_disposition_code: status,
          cob_paid_amount: cob(),
          claim_status: random.below(15) === 0 ? 'denied' : 'paid',
          ...o,
        }),
      );
    };
    bill(id(), from, to);
    if (random.below(2) === 0) bill(id(), to + random.below(3), to + 2 + random.below(5));
    if (random.below(3) === 0) bill(id(), to + 5 + random.below(80), to + 90);
  }
  for (let i = random.below(4); i > 0; i -= 1) {
    const from = random.below(420);
    lines.push(
      stay({ person_id: personId, claim_id: id(), from: at(from), to: at(from + random.below(40)), dollars: dollars(), bill_type_code: '211' }),
    );
  }
  for (let i = random.below(12); i > 0; i -= 1) {
    const from = random.below(460);
    lines.push(
      line({
        person_id: personId,
        claim_id: id(),
        from: at(from),
        to: at(from + (random.below(3) === 0 ? random.below(60) : 0)),
        dollars: dollars(),
        rendering_npi: `200000000${random.below(3)}`,
      }),
    );
  }
  for (const original of lines.slice()) {
    if (random.below(5) > 0) continue;
    const paid = { paid_date: at(500 + random.below(200)), claim_start_date: original.claim_start_date };
    const negative = {
      allowed_amount: `-${original.allowed_amount ?? '0'}`,
      paid_amount: `-${original.paid_amount}`,
      cob_paid_amount: original.cob_paid_amount === '0.00' ? '0.00' : `-${original.cob_paid_amount ?? ''}`,
    };
    const style = random.below(4);
    if (style <= 1)
      lines.push({
        ...original,
        ...paid,
        ...negative,
        claim_id: `${original.claim_id}R`,
        original_claim_id: original.claim_id,
        claim_record_type: 'reversal',
      });
    if (style === 1)
      lines.push({
        ...original,
        ...paid,
        claim_id: `${original.claim_id}B`,
        original_claim_id: original.claim_id,
        claim_record_type: 'adjustment',
        allowed_amount: dollars(),
      });
    if (style === 2)
      lines.push({
        ...original,
        ...paid,
        claim_version: 1,
        original_claim_id: original.claim_id,
        replaces_claim_id: original.claim_id,
        claim_record_type: 'adjustment',
        allowed_amount: dollars(),
      });
    if (style === 3)
      lines.push({
        ...original,
        ...paid,
        claim_id: `${original.claim_id}D`,
        original_claim_id: original.claim_id,
        claim_record_type: 'adjustment',
        allowed_amount: '12.34',
        paid_amount: '12.34',
        cob_paid_amount: '0.00',
      });
  }
  const cut = random.below(500);
  const coverage =
    random.below(4) === 0
      ? [covered(personId, at(-400), at(cut)), covered(personId, at(cut + 1 + random.below(4)), null)]
      : [covered(personId, at(-400), random.below(4) === 0 ? at(cut) : null, { is_primary: random.below(15) > 0 })];
  return { lines, coverage };
}
