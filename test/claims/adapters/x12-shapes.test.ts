import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { read834 } from '../../../src/claims/x12/read-834.js';
import { read835 } from '../../../src/claims/x12/read-835.js';
import { read837 } from '../../../src/claims/x12/read-837.js';
import { readX12 } from '../../../src/claims/x12/read-x12.js';
import { sharedData } from '../../kit/shared-data.js';

const HEAD =
  'ISA*00*          *00*          *ZZ*S              *ZZ*R              *240101*1200*^*00501*000000001*0*P*:~GS*HP*S*R*20240101*1200*1*X*005010X221A1~';
const TAIL = (sets: number): string => `GE*${sets}*1~IEA*1*000000001~`;
const remittance = (control: string, paid: string, end = `SE*9*${control}~`): string =>
  `ST*835*${control}~BPR*I*${paid}*C*ACH************20240115~TRN*1*T~N1*PR*PAYER~CLP*A${control}*1*${paid}*${paid}**12*P${control}~NM1*QC*1*A*B****MI*M1~DTM*232*20240102~SVC*HC:G0463*${paid}*${paid}**1~${end}`;
const ids = (text: string): readonly string[] => read835(text).records.map(({ claim_id: id }) => id);
const where = (text: string): readonly (readonly [string, string | undefined, number | undefined])[] =>
  readX12(text).findings.map(({ severity, path, row }) => [severity, path, row?.row]);

const LFH = 'claims/x12/linuxforhealth';
const published = (name: string): string | null => {
  const path = sharedData(`${LFH}/${name}`);
  return path === null ? null : readFileSync(path, 'utf8');
};

/** Replaces all four separators of a file. None of the new ones may stand in the data. */
function withSeparators(text: string, to: { readonly element: string; readonly component: string; readonly segment: string }): string {
  const component = text[text.indexOf('~') - 1] ?? ':';
  const parts = new Map([
    ['*', to.element],
    [component, to.component],
    ['~', to.segment],
  ]);
  return Array.from(text, (c) => parts.get(c) ?? c).join('');
}

test.each([
  { element: '|', component: '<', segment: "'" },
  { element: '\u001d', component: '\u001f', segment: '\u001c' },
  { element: '+', component: ';', segment: '\n' },
  { element: '!', component: '%', segment: '\r' },
])('separators $element $component $segment change nothing in what is read', (separators) => {
  const names = ['secondary-payment.835', 'add-dependent.834', 'demo.example1.837'];
  const [remit, enrol, claim] = names.map(published);
  if (!remit || !enrol || !claim) return;
  const other = (text: string): string => withSeparators(text.replaceAll('\r', '').replaceAll('\n', ''), separators);
  expect(read835(other(remit)).records).toEqual(read835(remit).records);
  expect(read835(other(remit)).findings).toEqual([]);
  expect(read834(other(enrol)).events).toEqual(read834(enrol).events);
  expect(read837(other(claim)).records).toEqual(read837(claim).records);
});

test('a line end of either kind after the terminator, a mark at the start and blanks at the end change nothing', () => {
  const plain = HEAD + remittance('1', '10') + TAIL(1);
  for (const text of [
    plain.replaceAll('~', '~\n'),
    plain.replaceAll('~', '~\r\n'),
    `\ufeff${plain}`,
    ` \r\n${plain}\r\n\r\n`,
    plain.replaceAll('~', '\r\n').replaceAll('\r\n', '~\r\n\r\n'),
  ]) {
    expect(read835(text).records).toEqual(read835(plain).records);
    expect(read835(text).findings).toEqual([]);
  }
});

test('several transactions, groups and interchanges of one file are all read, each with its own place', () => {
  const two = HEAD + remittance('1', '10') + remittance('2', '20') + TAIL(2);
  expect(ids(two)).toEqual(['P1', 'P2']);
  expect(ids(two + HEAD + remittance('3', '30') + TAIL(1))).toEqual(['P1', 'P2', 'P3']);
  expect(readX12(two + HEAD + remittance('3', '30') + TAIL(1)).transactions.map(({ path }) => path)).toEqual([
    'ISA[1]/GS[1]/ST[1]',
    'ISA[1]/GS[1]/ST[2]',
    'ISA[2]/GS[1]/ST[1]',
  ]);
  expect(where(two)).toEqual([]);
});

test('a transaction without SE is quarantined alone, and the finding says after which segment', () => {
  const text = HEAD + remittance('1', '10', '') + remittance('2', '20') + TAIL(2);
  const read = read835(text);
  expect(read.records.map(({ claim_id: id }) => id)).toEqual(['P2']);
  expect(read.quarantined.map(({ claim_id: id }) => id)).toEqual(['P1']);
  expect(where(text)).toEqual([['error', 'ISA[1]/GS[1]/ST[1]', 11]]);
  const last = HEAD + remittance('1', '10') + remittance('2', '20', '') + TAIL(2);
  expect(read835(last).records.map(({ claim_id: id }) => id)).toEqual(['P1']);
});

test('a wrong segment count is a warning and the transaction is read; a control number of another transaction is not', () => {
  expect(ids(HEAD + remittance('1', '10', 'SE*99*1~') + TAIL(1))).toEqual(['P1']);
  expect(where(HEAD + remittance('1', '10', 'SE*99*1~') + TAIL(1))).toEqual([['warn', 'ISA[1]/GS[1]/ST[1]', 11]]);
  expect(ids(HEAD + remittance('1', '10', 'SE*9*7~') + TAIL(1))).toEqual([]);
});

test('repeated segments all count: adjustments, provider adjustments, references', () => {
  const body =
    'ST*835*1~BPR*I*65*C*ACH************20240115~N1*PR*PAYER~CLP*A*1*100*70*10*12*P1~CAS*CO*45*5**97*5~CAS*CO*253*10~CAS*PR*3*6~CAS*PR*1*4~NM1*QC*1*A*B****MI*M1~DTM*232*20240102~PLB*1*20241231*WO:X*2*72:Y*1~PLB*1*20241231*L6:Z*2~SE*13*1~';
  const read = read835(HEAD + body + TAIL(1), { employerId: 'E1' });
  expect(read.findings).toEqual([]);
  expect(read.remittances[0]?.claims[0]?.adjustments.length).toBe(5);
  expect(read.nonClaims.map(({ amount }) => amount)).toEqual(['-2.00', '-1.00', '-2.00']);
  expect(read.records).toMatchObject([
    { paid_amount: '70.00', deductible_amount: '4.00', copayment_amount: '6.00', member_liability_amount: '10.00' },
  ]);
});

test('wherever a file is cut, what was whole before the cut is read and the cut is found', () => {
  const text = HEAD + remittance('1', '10') + remittance('2', '20') + TAIL(2);
  const end = (control: string): number => text.indexOf(`SE*9*${control}~`) + `SE*9*${control}~`.length;
  for (let cut = HEAD.length; cut < text.length - 1; cut += 1) {
    const read = read835(text.slice(0, cut));
    const whole = cut >= end('2') - 1 ? 2 : cut >= end('1') - 1 ? 1 : 0;
    expect([cut, read.records.length]).toEqual([cut, whole]);
    const errors = read.findings.filter(({ severity }) => severity === 'error');
    expect([cut, errors.length > 0]).toEqual([cut, true]);
    for (const { row, path } of errors) expect([typeof row?.row, typeof path]).toEqual(['number', 'string']);
  }
});

test('a terminator inside data, an interchange inside another and NUL bytes cost their own transaction only', () => {
  const inside = HEAD + remittance('1', '10').replace('PAYER', 'PA~1 YER') + remittance('2', '20') + TAIL(2);
  expect(read835(inside).records.map(({ claim_id: id }) => id)).toEqual(['P2']);
  const nested = HEAD + remittance('1', '10', '') + HEAD + remittance('2', '20') + TAIL(1) + TAIL(1);
  expect(read835(nested).records.map(({ claim_id: id }) => id)).toEqual(['P2']);
  expect(ids(HEAD + remittance('1', '10').replace('PAYER', 'PA\u0000YER') + remittance('2', '20') + TAIL(2))).toContain('P2');
});
