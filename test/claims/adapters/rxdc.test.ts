import { expect, test } from 'vitest';
import { batchOf } from '../../../src/claims/batch-from-records.js';
import { type RxdcInput, type RxdcOptions, type RxdcTotals, rxdcCategories, rxdcColumns, rxdcTotals } from '../../../src/claims/rxdc/index.js';
import { validateDelivery } from '../../../src/claims/validate/validate-delivery.js';
import { sumUsd } from '../../../src/money/usd.js';
import { generateCoalition } from '../../../src/synthetic/generate-coalition.js';
import { batch } from '../ledger/kit.js';
import { fill, line, type Row, stay } from '../rules/kit.js';

const none = { deductible_amount: null, coinsurance_amount: null, copayment_amount: null };
const PRIMARY = '207Q00000X';
const MEDICAL: readonly Row[] = [
  stay({ ...none, paid_amount: '9000.00', deductible_amount: '500.00' }),
  stay({ ...none, claim_line_number: 2, revenue_center_code: '0001', hcpcs_code: null, paid_amount: '9000.00' }),
  line({ ...none, claim_id: 'c2', rendering_taxonomy: PRIMARY, paid_amount: '80.00', copayment_amount: '20.00' }),
  line({ ...none, claim_id: 'c3', rendering_taxonomy: '207RC0000X', paid_amount: '150.00', coinsurance_amount: '50.00' }),
  line({ ...none, claim_id: 'c4', hcpcs_code: 'J1885', paid_amount: '60.00', member_liability_amount: '15.00' }),
  line({ ...none, claim_id: 'c5', hcpcs_code: 'A0429', paid_amount: '300.00', deductible_amount: '100.00' }),
  line({
    ...none,
    claim_id: 'c6',
    claim_start_date: '2023-12-30',
    claim_end_date: '2023-12-30',
    claim_line_start_date: '2023-12-30',
    claim_line_end_date: '2023-12-30',
    paid_amount: '40.00',
    copayment_amount: '10.00',
  }),
  line({ ...none, claim_id: 'c7', paid_date: '2025-05-02', paid_amount: '70.00', copayment_amount: '5.00' }),
];
const PHARMACY: readonly Row[] = [
  fill({ paid_amount: '40.00', copayment_amount: '10.00' }),
  fill({ claim_id: 'r2', paid_amount: '200.00', copayment_amount: null, coinsurance_amount: '50.00' }),
  fill({
    claim_id: 'r3',
    claim_record_type: 'reversal',
    original_claim_id: 'r1',
    quantity: '-30',
    paid_amount: '-40.00',
    copayment_amount: '-10.00',
  }),
];
const payment = (id: string, category: string, amount: string, change: Row = {}): Row => ({
  data_source: 'tpa',
  payment_id: id,
  employer_id: 'e1',
  category,
  amount,
  service_period_start: '2024-01-01',
  service_period_end: '2024-12-31',
  ...change,
});
const PAYMENTS: readonly Row[] = [
  payment('1', 'admin_fee', '1200.00'),
  payment('2', 'pbm_fee', '60.00'),
  payment('3', 'stop_loss_premium', '800.00'),
  payment('4', 'stop_loss_reimbursement', '-500.00'),
  payment('5', 'rx_rebate', '-30.00', { estimated_flag: false }),
  payment('6', 'rx_rebate', '-45.00', { estimated_flag: true }),
  payment('7', 'admin_fee', '100.00', { service_period_start: '2023-01-01', service_period_end: '2023-12-31' }),
];
const input = (): RxdcInput => {
  const { pharmacy, nonClaims } = validateDelivery(
    { pharmacy: PHARMACY, nonClaims: PAYMENTS },
    {
      profile: {
        id: 'none',
        off: [],
        tolerance: {},
        severity: {},
        sources: {},
        allowedIdentity: { emptyIsZero: false, absoluteCents: 2, relativeBasisPoints: 50, components: 'full' },
      },
    },
  ).batches;
  return { medical: batch(MEDICAL), pharmacy, nonClaims, memberMonths: '30' };
};
const OPTIONS: RxdcOptions = {
  year: 2024,
  funding: 'self_insured',
  drugSpending: 'net',
  paidThrough: '2025-03-31',
  primaryCare: { taxonomies: [PRIMARY] },
  memberContributions: '3000.00',
  scope: { companyName: 'Coalition', companyEin: '12-3456789', state: 'DE', marketSegment: 'SF Large Employer Plans' },
};
const spent = (totals: RxdcTotals): Readonly<Record<string, string>> =>
  Object.fromEntries(totals.spending.map(({ category, total }) => [category, total.toFixed(2)]));

/** Worked by hand: the amounts above, added with a pencil. */
test('a small year, by hand', () => {
  const totals = rxdcTotals(input(), OPTIONS);
  expect(spent(totals)).toEqual({
    hospital: '9500.00',
    primaryCare: '100.00',
    specialtyCare: '200.00',
    otherMedical: '400.00',
    medicalBenefitDrugs: '75.00',
    // 200 + 50 and a fill that was taken back, less 30 of rebates received.
    pharmacyBenefitDrugs: '220.00',
    professionalUnsplit: '0.00',
    unclassified: '0.00',
  });
  expect([totals.drugs.stated, totals.drugs.gross.toFixed(2), totals.drugs.rebates.toFixed(2), totals.drugs.net.toFixed(2)]).toEqual([
    'net',
    '250.00',
    '-30.00',
    '220.00',
  ]);
  const { premium } = totals;
  expect(premium.lifeYears.toFixed()).toBe('2.5');
  // 9,590 of medical and 200 of pharmacy claims + 1,200 + 60 + 800 - 500 - 30.
  expect(premium.premiumEquivalents?.toFixed(2)).toBe('11320.00');
  expect([premium.administrationFees.toFixed(2), premium.stopLossPremium.toFixed(2)]).toEqual(['1260.00', '800.00']);
  expect(totals.control.medical).toEqual({
    input: { rows: 8, paidCents: 1_870_000, sharedCents: 70_000 },
    counted: { rows: 5, paidCents: 959_000, sharedCents: 68_500 },
    outsideYear: { rows: 1, paidCents: 4000, sharedCents: 1000 },
    paidLater: { rows: 1, paidCents: 7000, sharedCents: 500 },
    totalLines: { rows: 1, paidCents: 900_000, sharedCents: 0 },
  });
  expect(totals.leftOut).toEqual([
    { name: 'rx_rebate', payments: 1, cents: -4500, reason: 'an accrual' },
    { name: 'admin_fee', payments: 1, cents: 10_000, reason: 'outside the year' },
  ]);
  expect(totals.rows.D1).toEqual([
    {
      'Company Name': 'Coalition',
      'Company EIN': '12-3456789',
      'Aggregation State': 'DE',
      'Market Segment': 'SF Large Employer Plans',
      'Average Monthly Premium Paid by Members': '250.00',
      'Average Monthly Premium Paid by Employers': '693.33',
      'Life Years': '2.5',
      'Earned Premium': '',
      'Premium Equivalents': '11320.00',
      'ASO/TPA Fees Paid': '1260.00',
      'Stop Loss Premium Paid': '800.00',
    },
  ]);
  expect(totals.rows.D2.find((row) => row['Spending Category'] === 'hospital')).toMatchObject({
    'Total Spending': '9500.00',
    'Total Cost Sharing': '500.00',
  });
});

test('it is labelled unverified, explains itself and says whether drugs are gross or net', () => {
  const totals = rxdcTotals(input(), OPTIONS);
  expect(totals.warnings.map(({ code }) => code)).toEqual(['claims/unverified-source', 'rxdc/left-out']);
  expect(totals.assumptions.find(({ id }) => id === 'drugSpending')?.value).toBe('net of rebates');
  expect(totals.steps.find(({ id }) => id === 'premiumEquivalents')).toMatchObject({ value: '11320', formula: 'sum of the parts' });
  expect(totals.steps.find(({ id }) => id === 'control.medical')?.formula).toBe('9590.00 + 40.00 + 70.00 + 9000.00 = 18700.00');
  for (const file of ['D1', 'D2'] as const)
    for (const row of totals.rows[file]) expect(Object.keys(row)).toEqual(rxdcColumns(file).map(({ name }) => name));
  const gross = rxdcTotals(input(), { ...OPTIONS, drugSpending: 'gross' });
  expect([spent(gross)['pharmacyBenefitDrugs'], gross.drugs.stated]).toEqual(['250.00', 'gross']);
  const accrued = rxdcTotals(input(), { ...OPTIONS, rebates: 'accrual' });
  expect([accrued.drugs.net.toFixed(2), accrued.premium.premiumEquivalents?.toFixed(2)]).toEqual(['205.00', '11305.00']);
  expect(accrued.leftOut.map(({ reason }) => reason)).toEqual(['cash beside accruals', 'outside the year']);
});

test('without who gives primary care, professional spending stands apart and the total is the same', () => {
  const { primaryCare: _, ...rest } = OPTIONS;
  const totals = rxdcTotals(input(), rest);
  expect([spent(totals)['professionalUnsplit'], spent(totals)['primaryCare'], spent(totals)['specialtyCare']]).toEqual(['300.00', '0.00', '0.00']);
  expect(totals.warnings.find(({ code }) => code === 'rxdc/unsplit')).toMatchObject({ rows: 2, cents: 30_000 });
  const { memberContributions: __, ...free } = rest;
  const npi = rxdcTotals(
    { ...input(), medical: batch([line({ rendering_npi: '1234567893', rendering_taxonomy: '207RC0000X' })]) },
    { ...free, primaryCare: { npis: ['1234567893'] } },
  );
  expect(spent(npi)['primaryCare']).toBe('100.00');
});

test('claims may count by the day of payment, which need not tie to the year they were incurred in', () => {
  // Medical rows but c7 are paid in 2024: 9,590 + 40 of c6; the total line never counts.
  const totals = rxdcTotals(input(), { ...OPTIONS, claimsBasis: 'paid' });
  expect(totals.premium.parts.slice(0, 2).map(({ cents }) => cents)).toEqual([963_000, 20_000]);
  // The five rows that count, and c6.
  expect(totals.premium.parts[0]?.payments).toBe(6);
  expect(spent(totals)).toEqual(spent(rxdcTotals(input(), OPTIONS)));
});

test('an insured plan has the premium that it is told', () => {
  const totals = rxdcTotals(input(), { ...OPTIONS, funding: 'fully_insured', earnedPremium: '24000.50', memberContributions: '6000.02' });
  expect([totals.premium.premiumEquivalents, totals.premium.parts, totals.premium.earnedPremium?.toFixed(2)]).toEqual([null, [], '24000.50']);
  expect(totals.rows.D1[0]).toMatchObject({
    // 6,000.02 / 12 = 500.00166..., 18,000.48 / 12 = 1,500.04.
    'Average Monthly Premium Paid by Members': '500.00',
    'Average Monthly Premium Paid by Employers': '1500.04',
    'Premium Equivalents': '',
  });
});

test('each category by the fact that decides it', () => {
  const of = (row: Row, primary: readonly string[] | null = []): string | undefined =>
    rxdcCategories(batch([row]), primary === null ? null : { taxonomies: primary })[0];
  expect([
    of(stay()),
    of(stay({ bill_type_code: '131', drg_code: null, revenue_center_code: '0450' })),
    of(stay({ hcpcs_code: 'J1885' })),
    of(stay({ bill_type_code: '131', drg_code: null, revenue_center_code: '0636', hcpcs_code: 'J1885' })),
    of(line({ ndc_code: '00002751001' })),
    of(stay({ bill_type_code: '211', drg_code: null })),
    of(stay({ bill_type_code: '721', drg_code: null, revenue_center_code: '0821' })),
    of(line({ hcpcs_code: 'A0429' })),
    of(line({ hcpcs_code: 'E0601' })),
    of(line({ rendering_taxonomy: PRIMARY }), [PRIMARY]),
    of(line({ place_of_service_code: '23' })),
    of(line({}), null),
    of(line({ place_of_service_code: null })),
  ]).toEqual([
    'hospital',
    'hospital',
    'hospital',
    'medicalBenefitDrugs',
    'medicalBenefitDrugs',
    'otherMedical',
    'otherMedical',
    'otherMedical',
    'otherMedical',
    'primaryCare',
    'specialtyCare',
    'professionalUnsplit',
    'unclassified',
  ]);
});

const { coalition } = generateCoalition({ seed: 6, members: 300, months: ['2023-07', '2024-12'] });
const WHOLE: RxdcInput = {
  medical: batchOf({ table: 'medical' }, coalition.medical),
  pharmacy: batchOf({ table: 'pharmacy' }, coalition.pharmacy),
  nonClaims: batchOf({ table: 'nonClaims' }, coalition.nonClaims),
  memberMonths: '3600',
};
const WIDE: RxdcOptions = { year: 2024, funding: 'self_insured', drugSpending: 'gross', paidThrough: '2025-03-31' };
const addUp = (rows: readonly { readonly paid_amount: string }[]): number =>
  rows.reduce((sum, row) => sum + Math.round(Number(row.paid_amount) * 100), 0);

test("a whole coalition's totals tie to its cents, whatever is left out", () => {
  const totals = rxdcTotals(WHOLE, WIDE);
  for (const [table, rows] of [
    ['medical', coalition.medical],
    ['pharmacy', coalition.pharmacy],
  ] as const) {
    const { input: whole, counted, outsideYear, paidLater, totalLines } = totals.control[table];
    const heaps = [counted, outsideYear, paidLater, totalLines];
    expect(whole.rows).toBe(rows.length);
    expect(whole.paidCents).toBe(addUp(rows));
    expect(outsideYear.rows).toBeGreaterThan(0);
    for (const key of ['rows', 'paidCents', 'sharedCents'] as const) expect(heaps.reduce((sum, heap) => sum + heap[key], 0)).toBe(whole[key]);
  }
  const counted = [totals.control.medical.counted, totals.control.pharmacy.counted];
  const cents = counted.reduce((sum, { paidCents, sharedCents }) => sum + paidCents + sharedCents, 0);
  expect(
    sumUsd(totals.spending.map(({ total }) => total))
      .times(100)
      .toFixed(),
  ).toBe(String(cents));
  const beside = coalition.nonClaims.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  const parts = totals.premium.parts.slice(2).reduce((sum, part) => sum + part.cents, 0);
  expect(parts + totals.leftOut.reduce((sum, part) => sum + part.cents, 0)).toBe(beside);
  const net = rxdcTotals(WHOLE, { ...WIDE, drugSpending: 'net' });
  expect(net.drugs.gross.plus(net.drugs.rebates).eq(net.drugs.net)).toBe(true);
  expect(net.drugs.rebates.isNegative()).toBe(true);
});

test('order of rows does not matter, double the dollars double the totals, nothing given is nothing and says so', () => {
  const reversed = rxdcTotals({ ...WHOLE, medical: batchOf({ table: 'medical' }, [...coalition.medical].reverse()) }, WIDE);
  expect(JSON.stringify(reversed.rows)).toBe(JSON.stringify(rxdcTotals(WHOLE, WIDE).rows));
  const twice = (text: string | null): string | null => (text === null ? null : (Number(text) * 2).toFixed(2));
  const doubled = coalition.pharmacy.map((row) => ({
    ...row,
    paid_amount: twice(row.paid_amount) ?? '',
    deductible_amount: twice(row.deductible_amount),
    coinsurance_amount: twice(row.coinsurance_amount),
    copayment_amount: twice(row.copayment_amount),
  }));
  const double = rxdcTotals({ ...WHOLE, pharmacy: batchOf({ table: 'pharmacy' }, doubled) }, WIDE);
  expect(double.drugs.gross.toFixed()).toBe(rxdcTotals(WHOLE, WIDE).drugs.gross.times(2).toFixed());
  const nothing = rxdcTotals({ memberMonths: '0' }, WIDE);
  expect(nothing.warnings.map(({ code }) => code)).toEqual(['claims/unverified-source', 'rxdc/not-given', 'rxdc/not-given']);
  expect(JSON.stringify(nothing)).not.toMatch(/NaN|Infinity/);
});

test('amounts and days that are missing are said, not made up', () => {
  const medical = batch([line({ ...none, claim_id: 'a' }), line({ claim_id: 'b', paid_date: null })]);
  const totals = rxdcTotals({ medical, memberMonths: '1' }, WIDE);
  expect(totals.warnings.filter(({ code }) => code === 'rxdc/unknown-amounts').map(({ rows }) => rows)).toEqual([1, 1]);
  expect(spent(totals)['professionalUnsplit']).toBe('180.00');
});

test('figures that contradict one another are refused with the path', () => {
  const wrong: readonly (readonly [string, RxdcInput, RxdcOptions])[] = [
    ['year', WHOLE, { ...WIDE, year: 2019.5 }],
    ['memberMonths', { ...WHOLE, memberMonths: '-1' }, WIDE],
    ['memberMonths', { ...WHOLE, memberMonths: '1e3' }, WIDE],
    ['nonClaims', { memberMonths: '1' }, { ...WIDE, drugSpending: 'net' }],
    ['earnedPremium', WHOLE, { ...WIDE, funding: 'fully_insured' }],
    ['earnedPremium', WHOLE, { ...WIDE, earnedPremium: '1' }],
    ['earnedPremium', WHOLE, { ...WIDE, funding: 'fully_insured', earnedPremium: '$1' }],
    ['memberContributions', { memberMonths: '1' }, { ...WIDE, memberContributions: '1' }],
    ['paidThrough', WHOLE, { ...WIDE, paidThrough: '2023-12-31' }],
  ];
  for (const [path, given, o] of wrong)
    expect(() => rxdcTotals(given, o), path).toThrow(
      expect.objectContaining({ code: 'claims/rxdc-input', details: expect.objectContaining({ path }) }),
    );
});

test('spending without a place, type of bill or revenue code is named and stays in the total', () => {
  const bare = line({
    ...none,
    claim_id: 'c9',
    claim_type: 'undetermined',
    place_of_service_code: null,
    hcpcs_code: null,
    paid_amount: '12.00',
    copayment_amount: '3.00',
  });
  const totals = rxdcTotals({ ...input(), medical: batch([...MEDICAL, bare]) }, OPTIONS);
  expect(totals.warnings.find(({ code }) => code === 'rxdc/unclassified')).toMatchObject({ rows: 1, cents: 1500 });
  expect(spent(totals)['unclassified']).toBe('15.00');
});
