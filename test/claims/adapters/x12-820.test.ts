import { expect, test } from 'vitest';
import { read820 } from '../../../src/claims/x12/read-820.js';

/**
 * Two samples of the set as public repositories show them (an exchange's premium payment, implementation 005010X306, and a group
 * premium payment); names and numbers changed, structure and amounts kept (the
 * group's date moved from BPR15 to BPR16). The first is a cut of a longer file: its payment of 220
 * holds two items of 35 each.
 */
const EXCHANGE =
  'ISA*00*          *00*          *ZZ*123456789012345*ZZ*123456789012346*130503*1705*>*00501*000010216*0*T*:~GS*RA*1234567890*9876543210*20130503*1705*20213*X*005010X306~ST*820*0001*005010X306~BPR*I*220*C*ACH*CCP*******01*199999999*DA*98765*20140604~TRN*3*78905~REF*38*123456~N1*PE*INSURANCE CO.*FI*012222222~N1*RM*AGENCY*58*123ABC~ENT*1~NM1*IL*1*A*B****C1*777222~REF*POL*1232456~RMR*ZZ*APTC**35~DTM*582****RD8*20120501-20140531~ENT*2~NM1*IL*1*C*D****C1*777333~REF*POL*1232457~RMR*ZZ*APTC**35~DTM*582****RD8*20120501-20140531~SE*17*0001~GE*1*20213~IEA*1*000010216~';
const GROUP =
  'ISA*00*          *00*          *ZZ*EMPLOYER       *ZZ*INSURER        *250215*1000*^*00501*000000002*0*P*:~GS*RA*E*I*20250215*1000*2*X*005010~ST*820*0001~BPR*C*12450.75*C*ACH*CTX*01*021000089*DA*1**01*021000089*DA*9**20250215~TRN*1*PMT-1*1~DTM*009*20250215~N1*PR*EMPLOYER*FI*987654321~N1*PE*INSURER*FI*123456789~ENT*1*2J*38*GROUP-1~RMR*IV*INV-1**12450.75*12450.75~REF*38*GROUP-1~ADX*8500.00*1~ADX*2250.00*1~ADX*1200.75*1~ADX*500.00*2~SE*14*0001~GE*1*2~IEA*1*000000002~';
const RAIL =
  'ISA*00*          *00*          *ZZ*A              *ZZ*B              *111219*1340*^*00401*000001377*0*T*>~GS*RA*A*B*20111219*1340*1377*X*004010~ST*820*000000001~BPR*C*10000*C*ACH*CTX*01*1234*DA*555*CUST**01*987*DA*345*19990101~TRN*1*1001983525~N1*PE*RAIL~N1*PR*CUSTOMER~ENT*1~RMR*WY*123456**2000~RMR*WY*999999**5000~RMR*WY*999787**3000~SE*10*000000001~GE*1*1377~IEA*1*000001377~';

test('items that add up to the payment become capitation, with person and period', () => {
  const whole = EXCHANGE.replace('BPR*I*220*', 'BPR*I*70*');
  const { records, findings, accounting } = read820(whole, { employerId: 'E1' });
  expect(findings).toEqual([]);
  expect(records).toMatchObject([
    {
      category: 'capitation',
      amount: '35.00',
      person_id: '777222',
      payee_tin: '012222222',
      payer: 'AGENCY',
      service_period_start: '2012-05-01',
      service_period_end: '2014-05-31',
      paid_date: '2014-06-04',
    },
    { amount: '35.00', person_id: '777333' },
  ]);
  expect(accounting.accepted).toEqual({ rows: 2, cents: 7000, centsUnknown: 0 });
});

test('a payment that is not its items is quarantined, and the finding says by how much and where', () => {
  const { records, quarantined, findings, payments } = read820(EXCHANGE, { employerId: 'E1' });
  expect([records.length, quarantined.length, payments[0]?.used]).toEqual([0, 2, false]);
  expect(findings).toMatchObject([
    { code: 'x12/payment-unbalanced', severity: 'block', path: 'ISA[1]/GS[1]/ST[1]', row: { row: 4 }, field: 'BPR02', cents: -15_000 },
  ]);
});

test('adjustments are kept beside the amount and not added; billed and paid are both there', () => {
  const { payments, findings, records } = read820(GROUP, { employerId: 'E1' });
  expect(payments[0]?.items).toMatchObject([{ paid: 124_507_500, billed: 124_507_500, person: null, reference: 'INV-1' }]);
  // The four explain the amount: 8,500.00 + 2,250.00 + 1,200.75 + 500.00 = 12,450.75.
  expect(payments[0]?.items[0]?.adjustments.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBe(124_507_500);
  expect(findings.map(({ code }) => code)).toEqual(['x12/no-period']);
  expect(records).toMatchObject([{ amount: '12450.75', service_period_start: '2025-02-15' }]);
});

test('several items of one entity add up; one cent more anywhere is found', () => {
  expect(read820(RAIL).payments[0]).toMatchObject({ payment: 100_000_000, used: true });
  for (const changed of [RAIL.replace('**5000', '**5000.01'), RAIL.replace('*10000*', '*9999.99*')])
    expect(read820(changed).findings.map(({ code, cents }) => [code, cents])).toEqual([['x12/payment-unbalanced', 1]]);
  expect(read820(RAIL.replace('**5000', '**5e3')).findings.map(({ code }) => code)).toEqual(['x12/invalid-amount', 'x12/payment-unbalanced']);
  expect(read820(RAIL.replace('ST*820', 'ST*835')).findings.map(({ code }) => code)).toEqual(['x12/unsupported-transaction']);
});

/** One entity of a payment of 100, with what stands between ENT and RMR and after it. */
const entity = (o: {
  readonly ent: string;
  readonly names?: readonly string[];
  readonly between?: readonly string[];
  readonly head?: string;
}): string =>
  [
    [
      'ISA',
      '00',
      ' '.repeat(10),
      '00',
      ' '.repeat(10),
      'ZZ',
      'A'.padEnd(15),
      'ZZ',
      'B'.padEnd(15),
      '250215',
      '1000',
      '^',
      '00501',
      '000000001',
      '0',
      'P',
      ':',
    ].join('*'),
    'GS*RA*A*B*20250215*1000*1*X*005010X218',
    'ST*820*0001',
    'BPR*C*100*C*ACH*CCP*01*1*DA*1*1512345678**01*1*DA*2*20250301',
    'TRN*1*T',
    ...(o.head === undefined ? [] : [o.head]),
    'N1*PE*PLAN*FI*123456789',
    'N1*PR*EMPLOYER*FI*987654321',
    o.ent,
    ...(o.names ?? []),
    ...(o.between ?? []),
    'RMR*AZ*POL-1**100',
    'SE*0*0001',
    'GE*1*1',
    'IEA*1*000000001',
    '',
  ].join('~');
const personOf = (ent: string, names: readonly string[] = []): string | null | undefined =>
  read820(entity({ ent, names })).payments[0]?.items[0]?.person;

/** ENT02, ENT03 and NM101 as listed in azoner/pyx12 @ 8893c59, map/820.5010.X218.v2.xml and map/820.4010.X061.A1.xml, loops 2000A, 2000B, 2100B. */
test('an individual is who the entity says by a number of persons; organisations and group numbers are nobody', () => {
  for (const qualifier of ['EI', '34', 'II', 'ZZ']) expect(personOf(`ENT*1*2J*${qualifier}*4711`)).toBe('4711');
  for (const qualifier of ['38', 'FI', '1', '9', '24']) expect(personOf(`ENT*1*2J*${qualifier}*4711`)).toBeNull();
  for (const kind of ['2L', 'AG', 'NH', 'RGA', 'UN']) expect(personOf(`ENT*1*${kind}*FI*4711`)).toBeNull();
  expect(personOf('ENT*1')).toBeNull();
});

test('the insured goes before a policy holder and both before the number of the entity', () => {
  expect(personOf('ENT*1*2J*EI*999999999', ['NM1*IL*1*A*B****N*M1'])).toBe('M1');
  expect(personOf('ENT*1*2J*EI*999999999', ['NM1*QE*1*A*B****N*Q1', 'NM1*IL*1*C*D****N*M1', 'NM1*DO*1*E*F****N*D1'])).toBe('M1');
  expect(personOf('ENT*1*2J*EI*999999999', ['NM1*EY*1*A*B****EI*E1', 'NM1*DO*1*E*F****N*D1'])).toBe('E1');
  expect(personOf('ENT*1*2J*EI*4711', ['NM1*IL*1*A*B'])).toBe('4711');
});

test('an adjustment before an entity has an item belongs to an earlier payment, not to the item before', () => {
  const text = entity({ ent: 'ENT*1*2J*EI*1' })
    .replace('SE*0', 'ENT*2*2J*EI*2~ADX*-25*52~RMR*AZ*POL-2**40~ADX*-10*53~SE*0')
    .replace('*100*C', '*115*C');
  const { payments, findings, quarantined } = read820(text, { employerId: 'E1' });
  expect(payments[0]?.items.map(({ person, adjustments }) => [person, adjustments])).toEqual([
    ['1', []],
    ['2', [{ amount: -100_000, reason: '53' }]],
  ]);
  expect(payments[0]?.earlier).toEqual([{ amount: -250_000, reason: '52', path: 'ISA[1]/GS[1]/ST[1]/ENT[2]', position: 11, person: '2' }]);
  // 100 + 40 = 140, and 140 - 25 = 115: by the rule that items alone make the payment it doesn't balance, and the finding says why.
  expect(findings.find(({ code }) => code === 'x12/payment-unbalanced')).toMatchObject({ cents: 2500 });
  expect(findings.find(({ code }) => code === 'x12/payment-unbalanced')?.message).toContain('adjustments of earlier payments (1)');
  expect(quarantined.length).toBe(2);
});

test("the payment's coverage period stands for items without one of their own", () => {
  const { records, findings } = read820(entity({ ent: 'ENT*1*2J*EI*1', head: 'DTM*582****RD8*20250201-20250228' }), { employerId: 'E1' });
  expect(records).toMatchObject([{ service_period_start: '2025-02-01', service_period_end: '2025-02-28', paid_date: '2025-03-01' }]);
  expect(findings.filter(({ code }) => code === 'x12/no-period')).toEqual([]);
});
