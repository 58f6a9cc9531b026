import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Read835, read835 } from '../../../src/claims/x12/read-835.js';
import { sharedData } from '../../kit/shared-data.js';

const LFH = 'linuxforhealth';
const PARSER = 'edi-835-parser';
const SEPARATORS = { element: '*', component: ':', segment: '~' };

interface Golden {
  readonly file: string;
  readonly claims: number;
  readonly charge: number;
  readonly paid: number;
  readonly lines: readonly [balanced: number, total: number];
  readonly groups: Readonly<Record<string, number>>;
}

/** Section 5.5 of the requirements; dollars. */
const GOLDENS: readonly Golden[] = [
  { file: `${LFH}/cob-contractural-adjustment.835`, claims: 1, charge: 541, paid: 34, lines: [1, 1], groups: { OA: 507 } },
  { file: `${LFH}/managed-care.835`, claims: 2, charge: 2000, paid: 945, lines: [2, 2], groups: { CO: 155, PR: 900 } },
  { file: `${LFH}/medicare-part-a.835`, claims: 2, charge: 226_366.97, paid: 149_998.73, lines: [0, 0], groups: { CO: 76_368.24 } },
  { file: `${LFH}/secondary-payment.835`, claims: 2, charge: 11_075.14, paid: 1222, lines: [2, 2], groups: { OA: 9548.14, PR: 220, CO: 85 } },
  { file: `${LFH}/tertiary-payment.835`, claims: 1, charge: 1766.5, paid: 187.5, lines: [0, 1], groups: { OA: 1579 } },
  { file: `${PARSER}/emedny_sample.835`, claims: 3, charge: 102.5, paid: 45.75, lines: [10, 10], groups: { CO: 56.75 } },
  {
    file: `${PARSER}/united_healthcare_legacy_sample.835`,
    claims: 2,
    charge: 1157.52,
    paid: 349.99,
    lines: [5, 5],
    groups: { CO: 587.14, PR: 220.39 },
  },
  { file: `${PARSER}/blue_cross_nc_sample.835`, claims: 1, charge: 2100, paid: 1922.86, lines: [2, 3], groups: { CO: 34.6, PR: 142.54 } },
];

function text(name: string): string | null {
  const path = sharedData(`claims/x12/${name}`);
  return path === null ? null : readFileSync(path, 'utf8');
}

const dollars = (ticks: number): number => Math.round(ticks) / 10_000;
const breaks = (read: Read835): readonly string[] =>
  read.findings.filter(({ code }) => /^X12-[234]$/.test(code)).map(({ code, path }) => `${code} ${path}`);

test.each(GOLDENS)('$file balances at every level, with the published totals', ({ file, claims, charge, paid, lines, groups }) => {
  const input = text(file);
  if (input === null) return;
  const read = read835(input, { separators: SEPARATORS, employerId: 'E1' });
  expect(breaks(read)).toEqual([]);
  const [remittance] = read.remittances;
  expect(read.remittances.length).toBe(1);
  const all = remittance?.claims ?? [];
  expect(all.length).toBe(claims);
  expect(dollars(all.reduce((sum, claim) => sum + (claim.charge ?? 0), 0))).toBe(charge);
  expect(dollars(all.reduce((sum, claim) => sum + (claim.paid ?? 0), 0))).toBe(paid);
  expect([remittance?.balance.lines.balanced, remittance?.balance.lines.total]).toEqual([...lines]);
  const sums: Record<string, number> = {};
  for (const claim of all)
    for (const each of [...claim.adjustments, ...claim.lines.flatMap((line) => line.adjustments)])
      sums[each.group] = (sums[each.group] ?? 0) + (each.amount ?? 0);
  expect(Object.fromEntries(Object.entries(sums).map(([group, sum]) => [group, dollars(sum)]))).toEqual(groups);
  expect(remittance?.balance.transaction.balanced).toBe(true);
  // The ledger is the payment, to the cent.
  expect(read.accounting.accepted.cents).toBe(Math.round(paid * 100));
  expect(read.accounting.rejected.rows + read.accounting.quarantined.rows).toBe(0);
});

test('what the files are known for is found', () => {
  const managed = text(`${LFH}/managed-care.835`);
  const medicare = text(`${LFH}/medicare-part-a.835`);
  const blue = text(`${PARSER}/blue_cross_nc_sample.835`);
  const emedny = text(`${PARSER}/emedny_sample.835`);
  if (managed === null || medicare === null || blue === null || emedny === null) return;
  expect(
    read835(managed)
      .findings.filter(({ code }) => code === 'x12/invalid-date')
      .map(({ field, row }) => [field, row?.row]),
  ).toEqual([['BPR16', 4]]);
  expect(read835(managed).records.map(({ paid_amount: paid }) => paid)).toEqual(['500.00', '-50.00', '550.00', '-55.00']);
  expect(read835(managed, { spreadClaimAdjustments: true }).records.map(({ paid_amount: paid }) => paid)).toEqual(['450.00', '495.00']);
  const partA = read835(medicare, { employerId: 'E1' });
  expect(partA.remittances[0]?.balance.transaction).toEqual({
    claimsPaid: '149998.73',
    providerLevel: '-1.27',
    payment: '150000.00',
    balanced: true,
  });
  expect(partA.nonClaims.map(({ amount, payee_npi: npi, allocation_rule: rule }) => [amount, npi, rule])).toEqual([
    ['1.27', '6543210903', 'provider_level CV CP'],
  ]);
  expect(read835(blue).findings.map(({ code }) => code)).toEqual(['X12-1']);
  expect(read835(blue).records).toEqual([]);
  expect(new Set(read835(emedny).records.map(({ claim_id: id }) => id)).size).toBe(3);
});

/** Adds a cent to one element of one segment. */
function oneCentMore(input: string, segment: RegExp, element: number): string {
  return input.replace(segment, (whole) => {
    const elements = whole.split('*');
    elements[element] = (Number(elements[element]) + 0.01).toFixed(2);
    return elements.join('*');
  });
}

test('a cent more in a claim, a line, an adjustment, the provider level or the payment names exactly that level', () => {
  const input = text(`${LFH}/secondary-payment.835`);
  const medicare = text(`${LFH}/medicare-part-a.835`);
  if (input === null || medicare === null) return;
  const where = (changed: string): readonly string[] => breaks(read835(changed));
  expect(where(oneCentMore(input, /CLP\*0001000053[^~]*/, 3))).toEqual(['X12-2 ISA[1]/GS[1]/ST[1]/CLP[2]']);
  expect(where(oneCentMore(input, /CLP\*0001000053[^~]*/, 4))).toEqual(['X12-2 ISA[1]/GS[1]/ST[1]/CLP[2]']);
  expect(where(oneCentMore(input, /SVC\*HC>66543[^~]*/, 2))).toEqual(['X12-3 ISA[1]/GS[1]/ST[1]/CLP[2]/SVC[2]']);
  expect(where(oneCentMore(input, /SVC\*HC>66543[^~]*/, 3))).toEqual(['X12-3 ISA[1]/GS[1]/ST[1]/CLP[2]/SVC[2]']);
  expect(where(oneCentMore(input, /CAS\*CO\*42[^~]*/, 3))).toEqual(['X12-3 ISA[1]/GS[1]/ST[1]/CLP[2]/SVC[2]']);
  expect(where(oneCentMore(input, /CAS\*OA\*23\*9411[^~]*/, 3))).toEqual(['X12-2 ISA[1]/GS[1]/ST[1]/CLP[1]']);
  expect(where(oneCentMore(input, /BPR\*[^~]*/, 2))).toEqual(['X12-4 ISA[1]/GS[1]/ST[1]']);
  expect(where(oneCentMore(medicare, /PLB\*[^~]*/, 4))).toEqual(['X12-4 ISA[1]/GS[1]/ST[1]']);
  const broken = read835(oneCentMore(input, /BPR\*[^~]*/, 2));
  expect([broken.records.length, broken.quarantined.length]).toEqual([0, 3]);
  expect(broken.findings.find(({ code }) => code === 'X12-4')).toMatchObject({ severity: 'block', cents: -1, row: { row: 4 } });
});

test('a reversal keeps the payer’s number and links to what it takes back', () => {
  const head =
    'ISA*00*          *00*          *ZZ*S              *ZZ*R              *240101*1200*^*00501*000000001*0*P*:~GS*HP*S*R*20240101*1200*1*X*005010X221A1~';
  const clp = (provider: string, status: string, amount: string, payer: string): string =>
    `CLP*${provider}*${status}*${amount}*${amount}**12*${payer}~NM1*QC*1*A*B****MI*M1~DTM*232*20240102~SVC*HC:G0463*${amount}*${amount}**1~DTM*472*20240102~`;
  const body = `ST*835*1~BPR*I*80*C*ACH************20240115~TRN*1*T~N1*PR*PAYER~${clp('A', '1', '100', 'P1')}${clp('A', '22', '-100', 'P2')}${clp('A', '1', '80', 'P3')}SE*20*1~GE*1*1~IEA*1*000000001~`;
  const { records, findings } = read835(head + body);
  expect(findings).toEqual([]);
  expect(records.map((line) => [line.claim_id, line.claim_record_type, line.original_claim_id, line.paid_amount, line.paid_date])).toEqual([
    ['P1', 'original', null, '100.00', '2024-01-15'],
    ['P2', 'reversal', 'P1', '-100.00', '2024-01-15'],
    ['P3', 'original', null, '80.00', '2024-01-15'],
  ]);
});
