import { expect, test } from 'vitest';
import { fromApcdCdl } from '../../../src/claims/apcd-cdl/index.js';
import { applyColumnMap, defineColumnMap, type SourceRow } from '../../../src/claims/column-map/index.js';
import { readEob } from '../../../src/claims/fhir/read-eob.js';
import { fromRif, fromRifDrugs } from '../../../src/claims/rif/from-rif.js';
import { fromSynpuf, fromSynpufDrugs } from '../../../src/claims/synpuf/from-synpuf.js';
import { synpufMemberYears } from '../../../src/claims/synpuf/member-years.js';
import { fromSynthea } from '../../../src/claims/synthea/from-synthea.js';
import { fromTuva } from '../../../src/claims/tuva/from-tuva.js';
import { read820 } from '../../../src/claims/x12/read-820.js';
import { read834 } from '../../../src/claims/x12/read-834.js';
import { read835 } from '../../../src/claims/x12/read-835.js';
import { read837 } from '../../../src/claims/x12/read-837.js';
import { readX12, type X12Input } from '../../../src/claims/x12/read-x12.js';
import { isCoalitionError } from '../../../src/errors/coalition-error.js';
import { type RandomStream, stream } from '../../../src/stats/random.js';
import { mutated } from './mutate.js';
import { mutationSubjects } from './mutation-subjects.js';

/** Things that arrive one by one, each a moment later. */
async function* later<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

/** A text in pieces cut anywhere; some are empty, some one character, some long. */
function pieces(text: string, random: RandomStream): readonly string[] {
  const longest = [1, 3, 40, 700][random.below(4)] ?? 1;
  const cut: string[] = [];
  for (let at = 0; at < text.length; ) {
    const length = random.below(longest + 1);
    cut.push(text.slice(at, at + length));
    at += length;
  }
  return cut;
}

/** Texts of each format: whole, damaged, cut short, with white space and odd characters. */
function* texts(id: string, random: RandomStream): Generator<string> {
  const subject = mutationSubjects.find((each) => each.id === id);
  if (subject === undefined) throw new Error(`There is no subject ${id}.`);
  const { head, records, tail } = subject.seed;
  const whole = `${head}${records.join('')}${records.join('')}${tail}`;
  yield whole;
  yield whole + whole;
  yield `\ufeff \r\n${whole.replaceAll('~', '~\r\n')}\n`;
  yield whole.replaceAll('P', '\u{1F600}');
  for (const end of [0, 1, 2, 50, 105, 106, 107, whole.length - 1]) yield whole.slice(0, end);
  for (let at = 0; at < 60; at += 1) yield mutated(random.below(2) === 0 ? whole : `${whole}\n${whole}`, random, subject.alphabet);
}

const READERS: Readonly<Record<string, (input: X12Input) => unknown>> = {
  820: (input) => read820(input, { employerId: 'E1' }),
  834: (input) => read834(input),
  835: (input) => read835(input, { employerId: 'E1' }),
  837: (input) => read837(input),
};

test.each(Object.entries(READERS))('an X12 %s gives what the whole gives, however it is cut', async (set, read) => {
  const random = stream(Number(set), 1);
  for (const text of texts(set, random)) {
    const whole = read(text);
    expect(whole).not.toBeInstanceOf(Promise);
    const cut = pieces(text, random);
    expect(read(cut)).toEqual(whole);
    expect(await read(later(cut))).toEqual(whole);
  }
});

test('X12 text is cut within the ISA, at its end and within a long segment', async () => {
  const isa = (element: string, segment: string): string =>
    [
      'ISA',
      '00',
      ' '.repeat(10),
      '00',
      ' '.repeat(10),
      'ZZ',
      'S'.padEnd(15),
      'ZZ',
      'R'.padEnd(15),
      '240101',
      '1200',
      '^',
      '00501',
      '000000001',
      '0',
      'P',
      ':',
    ].join(element) + segment;
  const body = (element: string, segment: string): string =>
    ['GS*HP*S*R*20240101*1200*1*X*1', 'ST*835*1', `TRN*1*${'x'.repeat(30_000)}`, 'SE*3*1', 'GE*1*1', 'IEA*1*000000001']
      .map((each) => each.replaceAll('*', element) + segment)
      .join('');
  // Two interchanges with separators of their own; the terminators are a line end and a tilde.
  const text = isa('*', '~') + body('*', '~') + isa('|', '\n') + body('|', '\n');
  const whole = readX12(text);
  expect([whole.transactions.map(({ segments }) => segments[0]?.elements[2]?.length), whole.findings]).toEqual([[30_000, 30_000], []]);
  for (let at = 0; at < 240; at += 1) expect(readX12([text.slice(0, at), text.slice(at)])).toEqual(whole);
  expect(await readX12(later(text))).toEqual(whole);
  const separators = { element: '*', component: ':', segment: '~' };
  for (const bare of ['ST*999*1~AK1*HP~SE*3*1~', '', ' \n', 'ISA', 'IS', 'ISA*~']) {
    for (const o of [{}, { separators }]) expect(readX12(bare.split(''), o)).toEqual(readX12(bare, o));
  }
});

test('X12 text in single characters takes time in proportion to its length', () => {
  const head = 'ST*835*1~TRN*1*';
  const o = { separators: { element: '*', component: ':', segment: '~' } };
  const time = (length: number): number => {
    const start = performance.now();
    readX12(`${head}${'x'.repeat(length)}`.split(''), o);
    return performance.now() - start;
  };
  time(100_000);
  // Eight times the length in less than thirty times the time: a quadratic reader would need sixty-four times.
  expect(time(1_600_000)).toBeLessThan(30 * Math.max(time(200_000), 2));
});

const eob = (id: string): Readonly<Record<string, unknown>> => ({
  resourceType: 'ExplanationOfBenefit',
  id,
  use: 'claim',
  type: { coding: [{ code: 'professional' }] },
  patient: { reference: 'Patient/1' },
  billablePeriod: { start: '2024-01-02', end: '2024-01-02' },
  item: [{ sequence: 1, adjudication: [{ category: { coding: [{ code: 'benefit' }] }, amount: { value: 12.5 } }] }],
});

test('JSON text gives what the whole gives, one document or one to a line, however it is cut', async () => {
  const [a, b] = [JSON.stringify(eob('a')), JSON.stringify(eob('b\u{1F600}'))];
  const bundle = JSON.stringify({ resourceType: 'Bundle', total: 3, entry: [{ resource: eob('a') }, { resource: eob('b') }] }, null, 2);
  const random = stream(7, 2);
  const all = [
    bundle,
    a,
    `\n\n ${a}\n \n`,
    `${a}\n${b}`,
    `\n${a}\r\n\n${b}\n{"no":\n${a}\n"text"\n`,
    `{"no":\n${a}\n`,
    `\n\nnothing\n${a}`,
    `${a}\n\u00a0\n`,
    `\u00a0\n${a}\n`,
    `${a}\n\u00a0`,
    `"text"\n`,
    `[${a},${b}]`,
    `\ufeff${a}\n${b}`,
    '',
    ' \n ',
    `${Array.from({ length: 60 }, (_, at) => JSON.stringify(eob(`n${at}`))).join('\n')}\n`,
  ];
  for (const text of all) {
    const whole = readEob(text);
    for (const cut of [[text], Array.from(text), text.split(''), pieces(text, random), pieces(text, random), pieces(text, random)]) {
      if (cut.length > 0) expect(readEob(cut.values())).toEqual(whole);
      if (cut.length > 0) expect(await readEob(later(cut))).toEqual(whole);
    }
  }
});

test('parsed JSON gives what a list of it gives', async () => {
  const list = [
    eob('a'),
    [eob('b'), 5, null],
    { resourceType: 'Bundle', entry: [{ resource: eob('c') }] },
    { resourceType: 'Patient' },
    JSON.stringify(eob('d')),
  ];
  const whole = readEob(list);
  expect(whole.eobs.length).toBe(4);
  expect(readEob(list.values())).toEqual(whole);
  expect(await readEob(later(list))).toEqual(whole);
  expect(await readEob(later([]))).toEqual(readEob([]));
});

test('pieces of text and parsed JSON in one input are refused', () => {
  let code: string | null = null;
  try {
    readEob(['{"a"', eob('b')].values());
  } catch (error) {
    code = isCoalitionError(error) ? error.code : null;
  }
  expect(code).toBe('fhir/mixed-input');
});

const MAP = defineColumnMap({
  id: 'tpa-7/fees',
  version: '1',
  to: 'nonClaimsPayment',
  dates: 'MM/DD/YYYY',
  columns: { payment_id: 'No', amount: 'Amount', service_period_start: 'From', service_period_end: 'To' },
  constants: { employer_id: 'E1', category: 'admin_fee' },
});

const facility = (at: number): SourceRow => ({
  CLM_ID: `C${at % 5}`,
  CLM_LINE_NUM: String(at + 1),
  BENE_ID: 'B',
  CLM_FROM_DT: '01-Mar-2015',
  CLM_THRU_DT: '02-Mar-2015',
  CLM_PMT_AMT: '90.00',
  REV_CNTR: at % 5 === 0 ? '0001' : '0450',
});
const segment = (at: number): SourceRow => ({
  DESYNPUF_ID: 'A',
  CLM_ID: `C${Math.floor(at / 2)}`,
  SEGMENT: at % 2 === 0 ? '2' : '1',
  CLM_FROM_DT: at % 2 === 0 ? '' : '20090101',
  CLM_THRU_DT: at % 2 === 0 ? '' : '20090103',
  CLM_PMT_AMT: `${at}00`,
});
const drug = (at: number): SourceRow => ({
  DESYNPUF_ID: 'A',
  PDE_ID: String(at),
  SRVC_DT: at === 3 ? 'x' : '20080115',
  PROD_SRVC_ID: '49288010404',
  QTY_DSPNSD_NUM: '30',
  DAYS_SUPLY_NUM: '30',
  PTNT_PAY_AMT: '10',
  TOT_RX_CST_AMT: '40',
});
const tuva = (at: number): SourceRow => ({
  person_id: `P${at % 3}`,
  member_id: `P${at % 3}`,
  payer: 'p',
  plan: 'p',
  gender: 'female',
  data_source: 's',
  enrollment_start_date: '2024-01-01',
  enrollment_end_date: at === 4 ? 'x' : '9999-12-31',
});
const rows = (of: (at: number) => SourceRow): readonly SourceRow[] => Array.from({ length: 20 }, (_, at) => of(at));

test('rows give the same as they arrive, in every adapter', async () => {
  const fees = rows((at) => ({ No: String(at), Amount: at === 2 ? '1e5' : '$1,200.00', From: '01/01/2025', To: '01/31/2025', More: 'x' }));
  expect(await applyColumnMap(MAP, later(fees), { dataSource: 't' })).toEqual(applyColumnMap(MAP, fees, { dataSource: 't' }));
  for (const file of ['outpatient', 'inpatient', 'carrier', 'dme', 'snf'] as const)
    expect(await fromRif(file, later(rows(facility)))).toEqual(fromRif(file, rows(facility)));
  expect(await fromRifDrugs(later(rows(drug)))).toEqual(fromRifDrugs(rows(drug)));
  for (const file of ['outpatient', 'inpatient', 'carrier'] as const) {
    const o = { segmentPayment: 'first', passThrough: 'added' } as const;
    expect(await fromSynpuf(file, later(rows(segment)), o)).toEqual(fromSynpuf(file, rows(segment), o));
  }
  expect(await fromSynpufDrugs(later(rows(drug)))).toEqual(fromSynpufDrugs(rows(drug)));
  const years = rows((at) => ({ DESYNPUF_ID: `A${at}`, BENE_YEAR: '2008', BENE_HI_CVRAGE_TOT_MONS: '12', MEDREIMB_IP: '1000' }));
  expect(await synpufMemberYears(later(years))).toEqual(synpufMemberYears(years));
  const o = { employerId: 'E1', side: [{ person_id: 'P1', occurrence: '1', coverage_tier: 'EMP' }] };
  expect(await fromTuva('eligibility', later(rows(tuva)), o)).toEqual(fromTuva('eligibility', rows(tuva), o));
});

test('rows of the common data layout give the same as they arrive', async () => {
  const people = rows((at) => ({
    CDLME002: 'P1',
    CDLME003: 'PPO',
    CDLME061: `M${at % 4}`,
    CDLME062: 'S1',
    CDLME017: '01',
    CDLME036: 'Y',
    CDLME037: 'N',
    CDLME050: at === 3 ? 'x' : '20240101',
  }));
  const o = { employerId: 'E1', conventions: { yes: ['Y'], no: ['N'] } };
  expect(await fromApcdCdl('eligibility', later(people), o)).toEqual(fromApcdCdl('eligibility', people, o));
});

test('tables of a Synthea export give the same as they arrive, all or some of them', async () => {
  const tables = {
    payers: [{ Id: 'X', NAME: 'Payer' }],
    patients: [{ Id: 'P', BIRTHDATE: '1980-01-01', GENDER: 'F', STATE: 'Ohio' }],
    claims: [{ Id: 'C', PRIMARYPATIENTINSURANCEID: 'X', HEALTHCARECLAIMTYPEID1: '1', SERVICEDATE: '2020-02-01' }],
    transactions: [
      { CLAIMID: 'C', TYPE: 'CHARGE', AMOUNT: '100.00', PATIENTID: 'P', FROMDATE: '2020-02-01', UNITS: '1' },
      { CLAIMID: 'C', TYPE: 'TRANSFERIN', AMOUNT: '20.00', TRANSFERTYPE: 'p' },
      { CLAIMID: 'C', TYPE: 'PAYMENT', PAYMENTS: '130.00', METHOD: 'CASH' },
    ],
    payerTransitions: [
      { PATIENT: 'P', MEMBERID: 'M', START_DATE: '2020-01-01T00:00:00Z', END_DATE: '2021-01-01T00:00:00Z', PAYER: 'X', OWNERSHIP: 'Self' },
      { PATIENT: 'P', MEMBERID: 'M', START_DATE: '2021-01-01T00:00:00Z', END_DATE: '2022-01-01T00:00:00Z', PAYER: '0', OWNERSHIP: 'Self' },
    ],
  };
  const whole = fromSynthea(tables);
  expect([whole.medical.length, whole.eligibility.length, whole.findings.length]).toEqual([1, 1, 2]);
  const { payers, patients, claims, transactions, payerTransitions } = tables;
  expect(
    await fromSynthea({
      payers: later(payers),
      patients: later(patients),
      claims: later(claims),
      transactions: later(transactions),
      payerTransitions: later(payerTransitions),
    }),
  ).toEqual(whole);
  expect(await fromSynthea({ payers, patients: later(patients), claims, transactions: later(transactions), payerTransitions })).toEqual(whole);
});
