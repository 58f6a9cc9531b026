/** The tables of the layout that have a place here. */
export type CdlTable = 'eligibility' | 'medical' | 'pharmacy';

/**
 * How a column id was established; the layout's own document was never read, and none of its text is here.
 *
 * - `named`: id and meaning stand side by side in a public source.
 * - `placed`: the id's place in a published header of the same length as a published list of meanings in the same order.
 */
export type CdlEvidence = 'named' | 'placed';

/** One column of the layout: its id, and what it holds in our words. */
export interface CdlColumn {
  readonly id: string;
  /** Our own short label. */
  readonly label: string;
  /** The field that it fills here; a list's element where `element` is given; null where nothing here has its meaning. */
  readonly field: string | null;
  readonly evidence: CdlEvidence;
}

// Sources of the ids. Version: the Texas layout 1.x, which is the common layout 2.1 with additions (28 TAC 21.5403; the
// administrator's registration page).
// [D] UTHealthCHCD-TACC/uthealth-dw @ d1cec06, greenplum/archive/Will/CDL/Eligbility_Table_Create.sql: ids CDLME001-078 and 899 with types.
// [G] same repository and folder, CDL EligFile.py, CDL_Medical_File.py, CDL_Pharmacy_File.py: meanings in the order of the ids; the
//     headers of medical (165) and pharmacy (73) have as many ids as there are meanings. The administrator of the Texas database wrote them.
// [T] TACC/Core-CMS-Custom @ f3bd7a1, apcd-cms/src/apps/exception/views.py: 30 eligibility ids with their names; all agree with [G].
// [S] an actuarial demonstration's semantic view (SPDX Apache-2.0, 2026): CDLMC024, 119, 123, 125, 131 with their meanings; all agree with [G].
// Where an id stands in [T] or [S] its evidence is `named`; otherwise `placed` by [G], eligibility checked by type against [D].
// No pharmacy id was found in a second source.

const named = (id: string, field: string | null, label: string): CdlColumn => ({ id, field, label, evidence: 'named' });
const placed = (id: string, field: string | null, label: string): CdlColumn => ({ id, field, label, evidence: 'placed' });

/** `CDLMC038` and on: ids of one list, in order. */
const series = (o: {
  readonly prefix: string;
  readonly from: number;
  readonly count: number;
  readonly field: string;
  readonly label: string;
}): readonly CdlColumn[] =>
  Array.from({ length: o.count }, (_, at) => placed(`${o.prefix}${String(o.from + at).padStart(3, '0')}`, o.field, `${o.label} ${at + 1}`));

const ELIGIBILITY: readonly CdlColumn[] = /* @__PURE__ */ (() => [
  named('CDLME001', null, 'who sends the file'),
  placed('CDLME002', 'payer', 'payer'),
  placed('CDLME003', 'plan', 'plan'),
  named('CDLME004', 'plan', 'product'),
  named('CDLME005', null, 'first year of the delivery'),
  named('CDLME006', null, 'first month of the delivery'),
  named('CDLME007', 'group_id', 'group or policy'),
  placed('CDLME008', 'coverage_tier', 'tier'),
  named('CDLME017', 'subscriber_relation', 'relation to the subscriber'),
  named('CDLME018', 'gender', 'sex'),
  named('CDLME019', 'birth_date', 'birth'),
  named('CDLME024', null, 'city'),
  named('CDLME025', 'state', 'state'),
  named('CDLME026', 'zip_code', 'ZIP code'),
  named('CDLME036', 'benefit_type', 'medical cover'),
  named('CDLME037', 'benefit_type', 'pharmacy cover'),
  placed('CDLME038', 'benefit_type', 'dental cover'),
  named('CDLME039', 'benefit_type', 'behavioural cover'),
  named('CDLME040', 'is_primary', 'pays first'),
  named('CDLME041', 'funding_type', 'who bears the risk'),
  placed('CDLME043', null, 'market'),
  named('CDLME045', 'group_name', 'name of the group'),
  named('CDLME050', 'enrollment_start_date', 'cover from'),
  placed('CDLME051', 'enrollment_end_date', 'cover to'),
  placed('CDLME053', null, 'plan at the exchange'),
  placed('CDLME059', null, 'employment'),
  named('CDLME061', 'member_id', 'member'),
  named('CDLME062', 'subscriber_id', 'subscriber'),
  named('CDLME064', 'hdhp_flag', 'high deductible'),
  placed('CDLME065', null, 'premium a month'),
  placed('CDLME066', null, 'actuarial value'),
  placed('CDLME069', null, 'administration fees'),
  named('CDLME899', null, 'kind of record'),
])();

const MEDICAL: readonly CdlColumn[] = /* @__PURE__ */ (() => [
  placed('CDLMC001', null, 'who sends the file'),
  placed('CDLMC002', 'payer', 'payer'),
  placed('CDLMC003', 'plan', 'plan'),
  placed('CDLMC004', 'plan', 'product'),
  placed('CDLMC005', 'claim_id', 'claim'),
  placed('CDLMC006', 'claim_line_number', 'line'),
  placed('CDLMC007', 'claim_version', 'version'),
  placed('CDLMC008', 'original_claim_id', 'claim that it refers to'),
  placed('CDLMC009', null, 'group or policy'),
  placed('CDLMC023', null, "the provider's own number of the claim"),
  named('CDLMC024', 'paid_date', 'paid'),
  placed('CDLMC025', 'admission_date', 'admitted'),
  placed('CDLMC027', 'admit_type_code', 'kind of admission'),
  placed('CDLMC028', 'admit_source_code', 'where admitted from'),
  placed('CDLMC029', 'discharge_date', 'discharged'),
  placed('CDLMC031', 'discharge_disposition_code', 'where discharged to'),
  placed('CDLMC032', 'bill_type_code', 'type of bill'),
  placed('CDLMC033', 'place_of_service_code', 'place of service'),
  placed('CDLMC034', 'admitting_diagnosis_code', 'diagnosis at admission'),
  placed('CDLMC036', null, 'ICD version'),
  ...series({ prefix: 'CDLMC', from: 37, count: 25, field: 'diagnosis_codes', label: 'diagnosis' }),
  ...series({ prefix: 'CDLMC', from: 62, count: 25, field: 'diagnosis_poa', label: 'present on admission' }),
  placed('CDLMC087', 'revenue_center_code', 'revenue code'),
  placed('CDLMC088', 'hcpcs_code', 'procedure'),
  ...series({ prefix: 'CDLMC', from: 89, count: 4, field: 'modifiers', label: 'modifier' }),
  ...series({ prefix: 'CDLMC', from: 93, count: 26, field: 'procedure_codes', label: 'ICD procedure' }),
  named('CDLMC119', 'claim_start_date', 'service from'),
  placed('CDLMC120', 'claim_end_date', 'service to'),
  placed('CDLMC121', 'service_unit_quantity', 'units'),
  placed('CDLMC122', 'unit_type', 'kind of unit'),
  named('CDLMC123', 'charge_amount', 'charge'),
  placed('CDLMC124', 'withhold_amount', 'withheld'),
  named('CDLMC125', 'paid_amount', 'paid by the plan'),
  placed('CDLMC126', 'copayment_amount', 'copayment'),
  placed('CDLMC127', 'coinsurance_amount', 'coinsurance'),
  placed('CDLMC128', 'deductible_amount', 'deductible'),
  placed('CDLMC129', 'cob_paid_amount', 'paid by another insurer'),
  placed('CDLMC130', null, 'due from others'),
  named('CDLMC131', 'allowed_amount', 'allowed'),
  placed('CDLMC132', null, 'payment arrangement'),
  placed('CDLMC133', 'ndc_code', 'drug'),
  placed('CDLMC135', 'rendering_npi', 'who rendered'),
  placed('CDLMC137', 'in_network_flag', 'in the network'),
  placed('CDLMC142', null, 'specialty'),
  placed('CDLMC148', 'billing_npi', 'who billed'),
  placed('CDLMC150', 'billing_tin', 'tax number of who billed'),
  placed('CDLMC152', 'referring_npi', 'who referred'),
  placed('CDLMC154', null, 'who attended'),
  placed('CDLMC156', null, 'type of claim'),
  placed('CDLMC157', 'claim_status', 'status'),
  placed('CDLMC158', null, 'line denied'),
  placed('CDLMC159', 'adjustment_reason_codes', 'reason of adjustment'),
  placed('CDLMC160', 'claim_record_type', 'kind of line'),
  placed('CDLMC161', 'member_id', 'member'),
  placed('CDLMC162', 'subscriber_id', 'subscriber'),
  placed('CDLMC899', null, 'kind of record'),
])();

const PHARMACY: readonly CdlColumn[] = /* @__PURE__ */ (() => [
  placed('CDLPC001', null, 'who sends the file'),
  placed('CDLPC002', 'payer', 'payer'),
  placed('CDLPC003', 'plan', 'plan'),
  placed('CDLPC004', 'plan', 'product'),
  placed('CDLPC005', 'claim_id', 'claim'),
  placed('CDLPC006', 'claim_line_number', 'line'),
  placed('CDLPC007', 'claim_version', 'version'),
  placed('CDLPC008', 'original_claim_id', 'claim that it refers to'),
  placed('CDLPC009', null, 'group or policy'),
  placed('CDLPC023', 'dispensing_date', 'dispensed'),
  placed('CDLPC024', 'paid_date', 'paid'),
  placed('CDLPC025', 'ndc_code', 'drug'),
  placed('CDLPC026', 'fill_number', 'refill'),
  placed('CDLPC027', null, 'generic'),
  placed('CDLPC028', 'daw_code', 'dispense as written'),
  placed('CDLPC029', 'compound_flag', 'compound'),
  placed('CDLPC031', null, 'on the formulary'),
  placed('CDLPC032', 'quantity', 'quantity'),
  placed('CDLPC033', 'days_supply', 'days of supply'),
  placed('CDLPC034', 'unit_of_measure', 'unit'),
  placed('CDLPC035', 'prescription_number', 'prescription'),
  placed('CDLPC036', 'charge_amount', 'charge'),
  placed('CDLPC037', 'paid_amount', 'paid by the plan'),
  placed('CDLPC038', 'allowed_amount', 'allowed'),
  placed('CDLPC039', 'sales_tax_amount', 'sales tax'),
  placed('CDLPC040', 'ingredient_cost_amount', 'ingredient cost'),
  placed('CDLPC041', null, 'postage'),
  placed('CDLPC042', 'dispensing_fee_amount', 'dispensing fee'),
  placed('CDLPC043', 'copayment_amount', 'copayment'),
  placed('CDLPC044', 'coinsurance_amount', 'coinsurance'),
  placed('CDLPC045', 'deductible_amount', 'deductible'),
  placed('CDLPC046', null, 'due from others'),
  placed('CDLPC047', 'cob_paid_amount', 'paid by another insurer'),
  placed('CDLPC048', null, 'paid by the member alone'),
  placed('CDLPC049', null, 'payment arrangement'),
  placed('CDLPC051', 'prescribing_provider_npi', 'who prescribed'),
  placed('CDLPC054', 'pharmacy_ncpdp_id', 'pharmacy'),
  placed('CDLPC057', 'dispensing_provider_npi', 'NPI of the pharmacy'),
  placed('CDLPC062', 'channel', 'by mail'),
  placed('CDLPC064', null, 'in the network'),
  placed('CDLPC065', 'claim_status', 'status'),
  placed('CDLPC066', 'claim_record_type', 'kind of line'),
  placed('CDLPC067', 'denial_reason_codes', 'reason of rejection'),
  placed('CDLPC068', 'member_id', 'member'),
  placed('CDLPC069', 'subscriber_id', 'subscriber'),
  placed('CDLPC899', null, 'kind of record'),
])();

/**
 * Names, social security numbers, streets, Medicare numbers and, because they are off by default here, race and ethnicity. They are never
 * read: left out by name, not for want of knowing them.
 */
const NEVER_READ: Readonly<Record<CdlTable, readonly string[]>> = /* @__PURE__ */ (() => ({
  eligibility: '010 012 013 014 016 020 021 022 023 029 030 031 032 033 034 035 074 075'.split(' ').map((number) => `CDLME${number}`),
  medical: ['011', '013', '014', '016', '020', '021'].map((number) => `CDLMC${number}`),
  pharmacy: ['011', '013', '014', '016', '020', '021', '052', '053'].map((number) => `CDLPC${number}`),
}))();

/**
 * The columns of a table of the common data layout whose ids are established, in order.
 *
 * Unverified: the ids are those of version 2.1 as public sources show them; other versions may number otherwise. Ids that no source
 * shows are left out, so that a column of theirs is listed as unmapped.
 *
 * @source public repositories named in the source of this file; ids only, no text of the layout
 * @testedBy claims/adapters/apcd-cdl.test.ts: the ids that two sources name; no id twice
 * @param table - `eligibility`, `medical` or `pharmacy`.
 * @returns Columns with id, our label, field and evidence.
 * @example
 * cdlColumns('eligibility').filter(({ field }) => field === 'subscriber_id').map(({ id, evidence }) => [id, evidence]); // => [['CDLME062', 'named']]
 */
export function cdlColumns(table: CdlTable): readonly CdlColumn[] {
  switch (table) {
    case 'eligibility':
      return ELIGIBILITY;
    case 'medical':
      return MEDICAL;
    case 'pharmacy':
      return PHARMACY;
  }
}

/**
 * Ids of columns that hold names, numbers of persons, addresses, race or ethnicity. They are never read.
 *
 * @param table - `eligibility`, `medical` or `pharmacy`.
 * @returns Ids.
 * @example
 * cdlNeverRead('medical').includes('CDLMC011'); // => true
 */
export function cdlNeverRead(table: CdlTable): readonly string[] {
  return NEVER_READ[table];
}
