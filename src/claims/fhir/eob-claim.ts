import type { Finding } from '../../errors/finding.js';
import { centsOf } from '../../money/cents.js';
import { Decimal } from '../../money/decimal.js';
import { minus, type Usd, usd } from '../../money/usd.js';
import type { EobAmounts, ReadAmounts, UnknownAmount } from './eob-lines.js';
import { codeOf, identifierOf, quantityOf, readAmounts, sumOver } from './eob-lines.js';
import { at, codingsOf, dateOf, decimalOf, type Json, listOf, textOf } from './json-access.js';

/** The kind of a claim; `vision` and professional claims share one record. */
export type EobType = 'institutional' | 'professional' | 'pharmacy' | 'dental' | 'undetermined';

/** One ExplanationOfBenefit, read. */
export interface Eob {
  readonly id: string;
  readonly type: EobType;
  /** Header amounts. */
  readonly header: EobAmounts;
  /** Header payment, decimal text. Unit: US dollars. */
  readonly payment: string | null;
  readonly paymentDate: string | null;
  /** Amounts of each item, in order. */
  readonly lines: readonly EobAmounts[];
  readonly unknown: readonly UnknownAmount[];
  readonly findings: readonly Finding[];
  /** Raw records for the normaliser. */
  readonly raw: readonly Readonly<Record<string, unknown>>[];
}

const KINDS: Readonly<Record<string, EobType>> = {
  pde: 'pharmacy',
  carrier: 'professional',
  dme: 'professional',
  inpatient: 'institutional',
  outpatient: 'institutional',
  snf: 'institutional',
  hha: 'institutional',
  hospice: 'institutional',
};
const CLAIM_TYPES: Readonly<Record<string, EobType>> = {
  institutional: 'institutional',
  professional: 'professional',
  pharmacy: 'pharmacy',
  oral: 'dental',
  vision: 'professional',
};

/** The source's own kind first, then the claim type, then the profile, of which there may be several, with versions. */
function typeOf(eob: Json): EobType {
  const codings = codingsOf(at(eob, 'type'));
  for (const table of [KINDS, CLAIM_TYPES]) {
    for (const { code } of codings) {
      const name = code.toLowerCase();
      const kind = Object.hasOwn(table, name) ? table[name] : undefined;
      if (kind !== undefined) return kind;
    }
  }
  for (const profile of listOf(at(at(eob, 'meta'), 'profile'))) {
    const name = (textOf(profile) ?? '').split('|')[0] ?? '';
    if (/pharmacy$/i.test(name)) return 'pharmacy';
    if (/institutional$/i.test(name)) return 'institutional';
    if (/professional-nonclinician$/i.test(name)) return 'professional';
    if (/oral$/i.test(name)) return 'dental';
  }
  return 'undetermined';
}

function claimId(eob: Json): string | null {
  const identifiers = listOf(at(eob, 'identifier'));
  const own = identifiers.find((identifier) => /\/(clm_id|pde_id)$/.test(textOf(at(identifier, 'system')) ?? ''));
  const unique = identifiers.find(
    (identifier) =>
      codingsOf(at(identifier, 'type')).some(({ code }) => code === 'uc') && !(textOf(at(identifier, 'system')) ?? '').endsWith('claim-group'),
  );
  return textOf(at(own ?? unique, 'value')) ?? textOf(at(eob, 'id'));
}

/** Supporting information by its category codes. */
function information(eob: Json, ...codes: readonly string[]): Json | null {
  for (const info of listOf(at(eob, 'supportingInfo'))) {
    const found = codingsOf(at(info, 'category')).some(({ code }) => codes.includes(code) || codes.includes(code.slice(code.lastIndexOf('/') + 1)));
    if (found && typeof info === 'object' && info !== null) return { ...info };
  }
  return null;
}

function diagnoses(eob: Json): { readonly codes: readonly string[]; readonly admitting: string | null } {
  const all = listOf(at(eob, 'diagnosis')).map((diagnosis) => ({
    code:
      codeOf(at(diagnosis, 'diagnosisCodeableConcept'), ['icd-10', 'icd-9', 'icd']) ??
      codingsOf(at(diagnosis, 'diagnosisCodeableConcept'))[0]?.code ??
      '',
    types: listOf(at(diagnosis, 'type')).flatMap((type) => codingsOf(type).map(({ code }) => code)),
    sequence: Number(textOf(at(diagnosis, 'sequence')) ?? '0'),
  }));
  const rank = (types: readonly string[]): number => (types.includes('principal') ? 0 : 1);
  const own = all
    .filter(({ code, types }) => code !== '' && !types.includes('admitting'))
    .sort((a, b) => rank(a.types) - rank(b.types) || a.sequence - b.sequence);
  return { codes: own.map(({ code }) => code), admitting: all.find(({ types }) => types.includes('admitting'))?.code ?? null };
}

/** Sums of lines against the header, as MED-15 sees them: above a cent and a tenth of a percent. */
function tie(what: string, lines: Usd | null, header: string | null, path: string, row: number): readonly Finding[] {
  if (lines === null || header === null) return [];
  const gap = minus(usd(header), lines);
  const most = Decimal.max('0.01', new Decimal(header).abs().times('0.001'));
  if (gap.abs().lte(most)) return [];
  return [
    {
      code: 'MED-15',
      severity: 'error',
      row: { row },
      path,
      field: what,
      cents: centsOf(gap, 'half-even'),
      message: `The ${what} of the header and of its lines differ by ${gap.toFixed(2)}.`,
      fix: 'Header after adjustments? Use lines for categories and the header for cash.',
    },
  ];
}

function lineRecord(item: unknown, read: ReadAmounts, type: EobType): Readonly<Record<string, unknown>> {
  const { amounts } = read;
  const serviced = at(item, 'servicedPeriod');
  const from = dateOf(at(item, 'servicedDate')) ?? dateOf(at(serviced, 'start'));
  const procedure = at(item, 'productOrService');
  return {
    claim_line_start_date: from,
    claim_line_end_date: dateOf(at(serviced, 'end')) ?? from,
    hcpcs_code: codeOf(procedure, ['hcpcs', 'cpt', 'ama-assn']),
    modifiers: listOf(at(item, 'modifier')).flatMap((modifier) => codingsOf(modifier)[0]?.code ?? []),
    revenue_center_code: codeOf(at(item, 'revenue'), ['rev_cntr', 'revenuecodes']),
    place_of_service_code:
      type === 'professional' ? codeOf(at(item, 'locationCodeableConcept'), ['place-of-service', 'plc_of_srvc', 'place_of_service']) : null,
    service_unit_quantity: quantityOf(at(item, 'quantity')),
    charge_amount: amounts.charge ?? null,
    noncovered_amount: amounts.noncovered ?? null,
    discount_amount: amounts.discount ?? null,
    allowed_amount: amounts.allowed ?? null,
    deductible_amount: amounts.deductible ?? null,
    coinsurance_amount: amounts.coinsurance ?? null,
    copayment_amount: amounts.copayment ?? null,
    member_liability_amount: amounts.memberLiability ?? amounts.memberPay ?? null,
    cob_paid_amount: amounts.cobPaid ?? null,
    adjustment_reason_codes: read.reasons.length === 0 ? null : read.reasons,
  };
}

/** What every record of an EOB shares. */
function shared(eob: Json, type: EobType, id: string | null): Readonly<Record<string, unknown>> {
  const insurance = listOf(at(eob, 'insurance'));
  const coverage = at(insurance.find((each) => at(each, 'focal') === true) ?? insurance[0], 'coverage');
  const person = textOf(at(at(eob, 'patient'), 'reference'))?.replace(/^.*\//, '') ?? identifierOf(at(eob, 'patient'));
  const prior = listOf(at(eob, 'related')).find((related) => codingsOf(at(related, 'relationship')).some(({ code }) => code === 'prior'));
  const replaces = identifierOf(at(prior, 'claim'));
  const replaced = listOf(at(eob, 'related')).some((related) => codingsOf(at(related, 'relationship')).some(({ code }) => code === 'replacedby'));
  const status = textOf(at(eob, 'status'));
  return {
    claim_id: id,
    claim_record_type: replaces === null ? 'original' : 'adjustment',
    original_claim_id: replaces,
    replaces_claim_id: replaces,
    is_final_action: replaced || status === 'cancelled' ? false : null,
    claim_type: type,
    person_id: person,
    member_id: person,
    payer: textOf(at(at(eob, 'insurer'), 'display')) ?? identifierOf(at(eob, 'insurer')),
    plan: textOf(at(coverage, 'display')) ?? identifierOf(coverage) ?? 'unknown',
    paid_date: dateOf(at(at(eob, 'payment'), 'date')),
  };
}

function medical(
  eob: Json,
  type: EobType,
  common: Readonly<Record<string, unknown>>,
  items: readonly unknown[],
  reads: readonly ReadAmounts[],
  payment: string | null,
): readonly Readonly<Record<string, unknown>>[] {
  const period = at(eob, 'billablePeriod');
  const stay = at(information(eob, 'admissionperiod'), 'timingPeriod');
  const { codes, admitting } = diagnoses(eob);
  const procedures = listOf(at(eob, 'procedure'));
  const institutional = type === 'institutional';
  const code = (...names: readonly string[]): string | null => codingsOf(at(information(eob, ...names), 'code'))[0]?.code ?? null;
  const header = {
    ...common,
    claim_start_date: dateOf(at(period, 'start')) ?? dateOf(at(period, 'end')),
    claim_end_date: dateOf(at(period, 'end')) ?? dateOf(at(period, 'start')),
    admission_date: dateOf(at(stay, 'start')),
    discharge_date: dateOf(at(stay, 'end')),
    received_date: dateOf(at(information(eob, 'clmrecvddate'), 'timingDate')),
    diagnosis_codes: codes.length === 0 ? null : codes,
    admitting_diagnosis_code: admitting,
    procedure_codes: procedures.map(
      (procedure) =>
        codeOf(at(procedure, 'procedureCodeableConcept'), ['icd10', 'icd-10']) ??
        codingsOf(at(procedure, 'procedureCodeableConcept'))[0]?.code ??
        null,
    ),
    procedure_dates: procedures.map((procedure) => dateOf(at(procedure, 'date'))),
    drg_code: institutional ? code('drg', 'clm_drg_cd') : null,
    discharge_disposition_code: institutional ? code('discharge-status') : null,
    admit_type_code: institutional ? code('admtype') : null,
    admit_source_code: institutional ? code('pointoforigin', 'clm_src_ip_admsn_cd') : null,
    billing_npi: npiOf(eob),
  };
  const anyPaid = reads.some(({ amounts }) => amounts.paid !== undefined);
  return items.map((item, index) => ({
    ...header,
    ...lineRecord(item, reads[index] ?? { amounts: {}, unknown: [], reasons: [], findings: [] }, type),
    claim_line_number: Number(textOf(at(item, 'sequence')) ?? String(index + 1)),
    // Where no line says what was paid, the payment of the header stands on the first line, once.
    paid_amount: anyPaid ? (reads[index]?.amounts.paid ?? null) : index === 0 ? payment : null,
  }));
}

function npiOf(eob: Json): string | null {
  const identifier = at(at(eob, 'provider'), 'identifier');
  const system = textOf(at(identifier, 'system')) ?? '';
  return /npi/i.test(system) ? textOf(at(identifier, 'value')) : null;
}

function pharmacy(
  eob: Json,
  common: Readonly<Record<string, unknown>>,
  items: readonly unknown[],
  reads: readonly ReadAmounts[],
  payment: string | null,
): readonly Readonly<Record<string, unknown>>[] {
  const period = at(eob, 'billablePeriod');
  return items.map((item, index) => {
    const amounts = reads[index]?.amounts ?? {};
    const ndc = codeOf(at(item, 'productOrService'), ['/ndc']) ?? codeOf(at(item, 'detail'), ['/ndc']);
    return {
      ...common,
      claim_line_number: Number(textOf(at(item, 'sequence')) ?? String(index + 1)),
      dispensing_date: dateOf(at(item, 'servicedDate')) ?? dateOf(at(period, 'start')),
      // A product of zeros only is a placeholder in any layout.
      ndc_code: ndc !== null && /^0+$/.test(ndc) ? '00000000000' : ndc,
      quantity: quantityOf(at(item, 'quantity')),
      days_supply: decimalOf(at(at(information(eob, 'dayssupply'), 'valueQuantity'), 'value')),
      fill_number: decimalOf(at(at(information(eob, 'refillnum'), 'valueQuantity'), 'value')),
      daw_code: codingsOf(at(information(eob, 'dawcode', 'daw_prod_slctn_cd'), 'code'))[0]?.code ?? null,
      dispensing_provider_npi: npiOf(eob),
      allowed_amount: amounts.allowed ?? null,
      charge_amount: amounts.charge ?? null,
      deductible_amount: amounts.deductible ?? null,
      coinsurance_amount: amounts.coinsurance ?? null,
      // What the patient paid isn't split in drug events.
      copayment_amount: amounts.copayment ?? amounts.memberPay ?? null,
      cob_paid_amount: amounts.cobPaid ?? null,
      paid_amount: amounts.paid ?? (index === 0 ? payment : null),
    };
  });
}

/** Reads one ExplanationOfBenefit; `row` is its number in the input. */
export function eobOf(eob: Json, path: string, row: number): Eob {
  const type = typeOf(eob);
  const id = claimId(eob);
  const items = listOf(at(eob, 'item'));
  const reads = items.map((item, index) => readAmounts(at(item, 'adjudication'), `${path}.item[${index}].adjudication`, row));
  const header = readAmounts(at(eob, 'total'), `${path}.total`, row);
  const payment = decimalOf(at(at(at(eob, 'payment'), 'amount'), 'value'));
  const lines = reads.map(({ amounts }) => amounts);
  const common = { ...shared(eob, type, id), row_number: row };
  const raw = type === 'pharmacy' ? pharmacy(eob, common, items, reads, payment) : medical(eob, type, common, items, reads, payment);
  const ties =
    type === 'pharmacy'
      ? []
      : [
          ...tie('charge_amount', sumOver(lines, 'charge'), header.amounts.charge ?? null, path, row),
          ...tie('paid_amount', sumOver(lines, 'paid'), payment, path, row),
        ];
  return {
    id: id ?? '',
    type,
    header: header.amounts,
    payment,
    paymentDate: dateOf(at(at(eob, 'payment'), 'date')),
    lines,
    unknown: [...header.unknown, ...reads.flatMap((read) => read.unknown)],
    findings: [...header.findings, ...reads.flatMap((read) => read.findings), ...ties],
    raw,
  };
}
