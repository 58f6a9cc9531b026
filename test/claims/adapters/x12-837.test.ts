import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { read835 } from '../../../src/claims/x12/read-835.js';
import { joinRemittances, read837 } from '../../../src/claims/x12/read-837.js';
import { sharedData } from '../../kit/shared-data.js';

const folder = (): string | null => sharedData('claims/x12/linuxforhealth');
const texts = (at: string): readonly string[] =>
  readdirSync(at)
    .filter((name) => /\.837i?$/.test(name))
    .map((name) => readFileSync(`${at}/${name}`, 'utf8'));

test('22 published files hold 23 claims and 55 lines for $8,554.77, and every claim is the sum of its lines', () => {
  const at = folder();
  if (at === null) return;
  const reads = texts(at).map((text) => read837(text));
  expect(reads.length).toBe(22);
  const claims = reads.flatMap((read) => read.claims);
  expect([claims.length, claims.reduce((sum, { lines }) => sum + lines.length, 0)]).toEqual([23, 55]);
  expect(claims.reduce((sum, { charge }) => sum + (charge ?? 0), 0)).toBe(85_547_700);
  expect(reads.flatMap((read) => read.findings.filter(({ code }) => code === 'MED-15'))).toEqual([]);
  expect([claims.filter(({ frequency }) => frequency === '1').length, claims.filter(({ frequency }) => frequency === '').length]).toEqual([16, 7]);
  expect(claims.filter(({ type }) => type === 'institutional').length).toBe(5);
  expect(reads.flatMap((read) => read.records).length + reads.reduce((sum, read) => sum + read.accounting.rejected.rows, 0)).toBe(55);
  for (const { records } of reads) for (const record of records) expect(record.paid_amount).toBeNull();
});

test('the parts of a claim: principal first, bill type or place, other payers with their own amounts', () => {
  const at = folder();
  if (at === null) return;
  const one = read837(readFileSync(`${at}/institutional-claim.837i`, 'utf8'));
  expect(one.records[0]).toMatchObject({
    claim_id: '756048Q',
    claim_type: 'institutional',
    bill_type_code: '141',
    revenue_center_code: '0305',
    diagnosis_codes: ['3669', '4019', '79431'],
    billing_npi: '9876540809',
    billing_tin: '567891234',
    person_id: '030005074A',
  });
  const cob = read837(readFileSync(`${at}/demo.cob.example3.B.837`, 'utf8'));
  expect(cob.claims[0]?.otherPayers).toEqual([{ sequence: 'P', paid: 391_500, adjusted: 368_900 }]);
  expect(cob.records[0]).toMatchObject({
    place_of_service_code: '11',
    rendering_npi: '1999996666',
    subscriber_id: '222334444',
    charge_amount: '43.00',
  });
});

test('claims join remittances by control number; both sides list what is left', () => {
  const head = 'ISA*00*          *00*          *ZZ*S              *ZZ*R              *240101*1200*^*00501*000000001*0*P*:~';
  const claims = read837(
    `${head}GS*HC*S*R*20240101*1200*1*X*005010X222A1~ST*837*1*005010X222A1~HL*1**20*1~NM1*85*2*P*****XX*1234567893~HL*2*1*22*0~NM1*IL*1*A*B****MI*M1~NM1*PR*2*PAYER*****PI*1~CLM*A*100***11:B:1~LX*1~SV1*HC:G0463*100*UN*1~DTP*472*D8*20240102~CLM*B*5***11:B:1~LX*1~SV1*HC:G0463*5*UN*1~DTP*472*D8*20240102~SE*15*1~GE*1*1~IEA*1*000000001~`,
  );
  const paid = read835(
    `${head}GS*HP*S*R*20240101*1200*1*X*005010X221A1~ST*835*1~BPR*I*87*C*ACH************20240115~N1*PR*PAYER~CLP*A*1*100*80**12*P1~CAS*CO*45*20~CLP*Z*1*7*7**12*P9~SE*7*1~GE*1*1~IEA*1*000000001~`,
  );
  const { matched, unpaid, unclaimed } = joinRemittances(claims.claims, paid.remittances);
  expect(matched.map(({ claim, paid: amount }) => [claim.id, amount])).toEqual([['A', '80.00']]);
  expect(unpaid.map(({ id }) => id)).toEqual(['B']);
  expect(unclaimed).toEqual([{ controlNumber: 'Z', path: 'ISA[1]/GS[1]/ST[1]/CLP[2]', paid: '7.00' }]);
});
