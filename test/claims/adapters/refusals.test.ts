import { expect, test } from 'vitest';
import { readEob } from '../../../src/claims/fhir/read-eob.js';
import { read820 } from '../../../src/claims/x12/read-820.js';
import { read834 } from '../../../src/claims/x12/read-834.js';
import { read835 } from '../../../src/claims/x12/read-835.js';
import { read837 } from '../../../src/claims/x12/read-837.js';
import { replay834 } from '../../../src/claims/x12/replay-834.js';

const ISA = 'ISA*00*          *00*          *ZZ*S              *ZZ*R              *240101*1200*^*00501*000000001*0*P*:~';
const file = (set: string, body: string): string => `${ISA}GS*XX*S*R*20240101*1200*1*X*005010~ST*${set}*1~${body}SE*0*1~GE*1*1~IEA*1*000000001~`;

const READERS = {
  '820': (text: string) => read820(text, { employerId: 'E1' }).findings,
  '834': (text: string) => read834(text).findings,
  '835': (text: string) => read835(text).findings,
  '837': (text: string) => read837(text).findings,
} as const;

test.each(['270', '271', '277', '999', '278', ''])('a transaction of set "%s" is left out by every reader and named', (set) => {
  for (const [own, read] of Object.entries(READERS)) {
    const found = read(file(set, 'BHT*0022*11*1*20240101*1200~')).filter(({ severity }) => severity === 'error');
    expect([own, found.map(({ code, field, path }) => [code, field, path])]).toEqual([
      own,
      [['x12/unsupported-transaction', 'ST01', 'ISA[1]/GS[1]/ST[1]']],
    ]);
    expect(found[0]?.message).toContain(set === '' ? 'unknown' : set);
  }
});

test('an older resource without profile, of a source’s own kind and variables, is read; what nobody knows is listed with text and cents', () => {
  const { medical, eobs, findings } = readEob({
    resourceType: 'ExplanationOfBenefit',
    id: 'carrier-1',
    type: { coding: [{ system: 'https://bluebutton.cms.gov/resources/codesystem/eob-type', code: 'CARRIER' }] },
    patient: { reference: 'Patient/-7' },
    insurer: { display: 'cms' },
    billablePeriod: { start: '2014-02-03', end: '2014-02-03' },
    item: [
      {
        sequence: 1,
        service: { coding: [{ code: '99999' }] },
        adjudication: [
          {
            category: {
              coding: [
                {
                  system: 'https://bluebutton.cms.gov/resources/codesystem/adjudication',
                  code: 'https://bluebutton.cms.gov/resources/variables/line_nch_pmt_amt',
                },
              ],
            },
            amount: { value: 37.5 },
          },
          { category: { coding: [{ code: 'https://bluebutton.cms.gov/resources/variables/line_alowd_chrg_amt' }] }, amount: { value: 47.84 } },
          { category: { coding: [{ code: 'https://bluebutton.cms.gov/resources/variables/line_new_thing' }] }, amount: { value: 3.21 } },
        ],
      },
    ],
  });
  expect(medical).toMatchObject([{ claim_type: 'professional', paid_amount: '37.5', allowed_amount: '47.84', person_id: '-7' }]);
  expect(eobs[0]?.unknown).toMatchObject([{ codes: ['https://bluebutton.cms.gov/resources/variables/line_new_thing'], amount: '3.21' }]);
  expect(findings).toMatchObject([{ code: 'fhir/unknown-category', cents: 321 }]);
});

test('no finding of any reader of outside text holds an identifier, a name or a date of birth', () => {
  const secret = ['SECRETMEMBER', 'SECRETNAME', '19620317', '1962-03-17', 'SECRETCLAIM'];
  const remittance = file(
    '835',
    'BPR*I*1*C*ACH************2024X~TRN*1*T~N1*PR*PAYER~CLP*SECRETCLAIM*1*100*x*5*12*SECRETCLAIM~NM1*QC*1*SECRETNAME*A****MI*SECRETMEMBER~DTM*232*20241399~SVC*HC:G0463*100*80**1~CAS*CO*45*3~',
  );
  const enrolment = file(
    '834',
    'BGN*00*1*2024~INS*Y*19*021*20*A~REF*0F*SECRETMEMBER~NM1*IL*1*SECRETNAME*A****34*SECRETMEMBER~DMG*D8*1962031799*F~HD*021**ZZZ*P~DTP*348*D8*20249999~INS*N*19*024*20*A~REF*0F*SECRETMEMBER~NM1*IL*1*SECRETNAME*B****34*SECRETMEMBER2~',
  );
  const claims = file(
    '837',
    'HL*1**22*0~NM1*IL*1*SECRETNAME*A****MI*SECRETMEMBER~DMG*D8*19620317*F~CLM*SECRETCLAIM*y***11:B:1~LX*1~SV1*HC:G0463*z*UN*1~DTP*472*D8*20241301~',
  );
  const premium = file('820', 'BPR*I*9*C*ACH~ENT*1~NM1*IL*1*SECRETNAME*A****C1*SECRETMEMBER~RMR*ZZ*SECRETCLAIM**q~');
  const resource = {
    resourceType: 'ExplanationOfBenefit',
    id: 'SECRETCLAIM',
    patient: { reference: 'Patient/SECRETMEMBER' },
    item: [{ sequence: 1, adjudication: [{ category: { coding: [{ code: 'nobody-knows' }] }, amount: { value: 'x' } }] }],
  };
  const events = read834(enrolment);
  const all = [
    ...read835(remittance).findings,
    ...events.findings,
    ...replay834([events]).findings,
    ...read837(claims).findings,
    ...read820(premium, { employerId: 'E1' }).findings,
    ...readEob(resource).findings,
  ];
  expect(all.length).toBeGreaterThan(12);
  const text = JSON.stringify(all);
  for (const word of secret) expect(text).not.toContain(word);
});
