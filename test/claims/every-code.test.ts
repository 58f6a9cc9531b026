import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readEob } from '../../src/claims/fhir/read-eob.js';
import { reconcile } from '../../src/claims/reconcile/reconcile.js';
import { fromRif } from '../../src/claims/rif/from-rif.js';
import { type Read834, read834 } from '../../src/claims/x12/read-834.js';
import { replay834 } from '../../src/claims/x12/replay-834.js';
import { claimsCodes, claimsFindings } from '../../src/errors/claims.js';

const HEAD =
  'ISA*00*          *00*          *ZZ*S              *ZZ*R              *240101*1200*^*00501*000000001*0*P*:~GS*BE*S*R*20240101*1200*1*X*005010X220A1~';
const enrolment = (body: string): Read834 =>
  read834(`${HEAD}ST*834*1~BGN*00*1*20240101*1200****2~N1*P5*ACME*FI*E1~N1*IN*PAYER~${body}SE*0*1~GE*1*1~IEA*1*000000001~`);
const member = (maintenance: string, tail: string, reference = 'REF*0F*S1~'): string =>
  `INS*Y*18*${maintenance}*20*A***FT~${reference}NM1*IL*1*A*B****34*S1~DMG*D8*19700614*F~${tail}`;
const replayed = (...bodies: readonly string[]): readonly string[] => {
  const read = bodies.map(enrolment);
  return [...read.flatMap(({ findings }) => findings), ...replay834(read).findings].filter(({ code }) => code !== 'X12-1').map(({ code }) => code);
};
const add = member('021', 'HD*021**HLT*PLAN A~DTP*348*D8*20240101~');
const eob = (item: unknown): unknown => ({
  resourceType: 'ExplanationOfBenefit',
  id: 'e',
  type: { coding: [{ code: 'professional' }] },
  patient: { reference: 'Patient/p' },
  insurer: { display: 'x' },
  billablePeriod: { start: '2024-01-02' },
  item,
});
const found = (input: unknown): readonly string[] => readEob(input).findings.map(({ code }) => code);
const header = {
  BENE_ID: '-1',
  CLM_ID: '-7',
  CLM_FROM_DT: '01-Mar-2015',
  CLM_THRU_DT: '02-Mar-2015',
  NCH_WKLY_PROC_DT: '06-Mar-2015',
  CLM_PMT_AMT: '90.00',
};

/** What makes each finding that no other test of the area names. */
const PRODUCERS: readonly (readonly [code: string, produce: () => readonly string[]])[] = [
  ['x12/already-covered', () => replayed(add, add)],
  ['x12/no-date', () => replayed(member('021', 'HD*021**HLT*PLAN A~'))],
  ['x12/no-subscriber', () => replayed(member('021', 'HD*021**HLT*PLAN A~DTP*348*D8*20240101~', ''))],
  ['x12/nothing-to-change', () => replayed(member('001', 'HD*001**HLT*PLAN A~'))],
  ['x12/unknown-benefit', () => replayed(member('021', 'HD*021**QQQ*PLAN A~DTP*348*D8*20240101~'))],
  ['x12/unknown-maintenance', () => replayed(member('099', 'HD*099**HLT*PLAN A~'))],
  [
    'fhir/invalid-amount',
    () => found(eob([{ sequence: 1, adjudication: [{ category: { coding: [{ code: 'benefit' }] }, amount: { value: 0.12345 } }] }])),
  ],
  ['fhir/no-items', () => found(eob([]))],
  ['fhir/not-json', () => found('not json\n{"resourceType":"Patient"}').filter((code) => code !== 'fhir/other-resource')],
  [
    'rif/header-once',
    () =>
      fromRif(
        'outpatient',
        [1, 2].map((line) => ({ ...header, CLM_LINE_NUM: String(line), REV_CNTR: '450', REV_CNTR_TOT_CHRG_AMT: '5' })),
      ).findings.flatMap(({ code }) => (code.startsWith('rif/') ? [code] : [])),
  ],
  [
    'claims/unreconciled',
    () =>
      reconcile({
        claims: [{ id: 'a', on: '2025-01-01', paid: '10.00' }],
        summary: [{ id: 'a', year: '2025', total: '99.00' }],
        person: 'id',
        year: 'year',
        summaryAmount: ['total'],
        hypotheses: [{ id: 'h', date: 'on', amount: ['paid'] }],
      }).warnings.map(({ code }) => code),
  ],
];

test.each(PRODUCERS)('%s is found, alone', (code, produce) => {
  expect(produce()).toEqual([code]);
});

test('every code of the area that has a page is produced, and some test names it', () => {
  const text = (folder: string): string =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|json)$/.test(name) && !name.startsWith('errors'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
      .join('\n');
  const codes = [...Object.keys(claimsCodes), ...Object.keys(claimsFindings)];
  expect(codes.length).toBeGreaterThan(60);
  const sources = text('src');
  expect(codes.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  const tests = text('test/claims') + text('test/conformance/cases') + text('test/synthetic');
  expect(codes.filter((code) => !tests.includes(code))).toEqual([]);
});
