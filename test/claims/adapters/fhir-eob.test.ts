import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ReadEob, readEob } from '../../../src/claims/fhir/read-eob.js';
import { sharedData } from '../../kit/shared-data.js';

function text(name: string): string | null {
  const path = sharedData(`claims/eob/bfd-v2-${name}.json`);
  return path === null ? null : readFileSync(path, 'utf8');
}

function read(name: string): ReadEob | null {
  const input = text(name);
  return input === null ? null : readEob(input);
}

const codes = ({ findings }: ReadEob, code: string): readonly (string | undefined)[] =>
  findings.filter((finding) => finding.code === code).map(({ field, observedClass }) => field ?? observedClass);

test('a drug event: gross drug cost is no coinsurance, whatever its category says', () => {
  const pde = read('eobReadPde');
  if (pde === null) return;
  expect(pde.pharmacy).toMatchObject([
    {
      claim_id: '89',
      allowed_amount: '550',
      paid_amount: '126.99',
      coinsurance_amount: null,
      copayment_amount: '235.85',
      cob_paid_amount: '59.72',
      paid_date: '2015-05-27',
      dispensing_date: '2015-05-12',
      ndc_code: '00000000000',
      quantity: '60',
    },
  ]);
  expect(pde.eobs[0]?.lines).toEqual([
    { paid: '126.99', other: '1010.59', memberPay: '235.85', cobPaid: '59.72', discount: '439.45', allowed: '550' },
  ]);
  expect(codes(pde, 'FHIR-1')).toEqual(['coinsurance', 'priorpayerpaid', 'discount']);
});

test('an inpatient stay: the rate is no charge, and header and lines differ by 110.49', () => {
  const stay = read('eobReadInpatient');
  if (stay === null) return;
  expect(stay.medical).toMatchObject([
    {
      claim_type: 'institutional',
      charge_amount: '84888.88',
      noncovered_amount: '3699',
      paid_amount: '7699.48',
      admission_date: '2016-01-15',
      discharge_date: '2016-01-27',
      drg_code: '695',
    },
  ]);
  expect(stay.eobs[0]).toMatchObject({ payment: '7699.48', header: { charge: '84999.37' } });
  expect(stay.findings.filter(({ code }) => code === 'MED-15').map(({ field, cents }) => [field, cents])).toEqual([['charge_amount', 11_049]]);
});

test('an outpatient visit: three submitted amounts are a rate, a charge and a payment; blood deductible is apart', () => {
  const visit = read('eobReadOutpatient');
  if (visit === null) return;
  expect(visit.medical).toMatchObject([
    {
      charge_amount: '999.85',
      paid_amount: '5000',
      deductible_amount: '12.89',
      coinsurance_amount: '15.23',
      member_liability_amount: '500',
      revenue_center_code: '0001',
    },
  ]);
  expect(visit.eobs[0]).toMatchObject({ payment: '693.11', header: { charge: '8888.85' } });
  expect(codes(visit, 'FHIR-1')).toEqual(['submitted', 'deductible', 'coinsurance', 'priorpayerpaid']);
  expect(codes(visit, 'MED-15')).toEqual(['charge_amount', 'paid_amount']);
});

test('carrier lines: paid, allowed, charge and coinsurance; the header that says prior payer is total charges', () => {
  const one = read('eobReadCarrier');
  const many = read('eobReadCarrierWithMultipleLines');
  if (one === null || many === null) return;
  expect(one.medical).toMatchObject([
    {
      claim_type: 'professional',
      paid_amount: '37.5',
      allowed_amount: '47.84',
      charge_amount: '75',
      coinsurance_amount: '9.57',
      cob_paid_amount: '0',
    },
  ]);
  expect(one.eobs[0]).toMatchObject({ payment: '199.99', header: { charge: '0' } });
  expect(codes(one, 'MED-15')).toEqual(['charge_amount', 'paid_amount']);
  const sum = (name: 'paid_amount' | 'allowed_amount' | 'charge_amount' | 'coinsurance_amount'): number =>
    Math.round(many.medical.reduce((all, line) => all + Number(line[name]) * 100, 0)) / 100;
  expect(many.medical.length).toBe(7);
  expect([sum('paid_amount'), sum('allowed_amount'), sum('charge_amount'), sum('coinsurance_amount')]).toEqual([262.5, 334.88, 435, 66.99]);
});

test('a bundle of all kinds: the source’s own kind decides before the profile', () => {
  const all = read('eobByPatientIdAll');
  if (all === null) return;
  expect(all.eobs.map(({ id, type }) => [id, type])).toEqual([
    ['1234567890', 'institutional'],
    ['2188888888', 'professional'],
    ['2925555555', 'institutional'],
    ['333333222222', 'institutional'],
    ['777777777', 'institutional'],
    ['89', 'pharmacy'],
    ['9991831999', 'professional'],
    ['9992223422', 'institutional'],
  ]);
  expect(all.eobs.flatMap(({ unknown }) => unknown.map(({ codes: of }) => of))).toEqual([['other']]);
  expect(all.accounting.medical.accepted.rows + all.accounting.pharmacy.accepted.rows).toBe(8);
});

test('pages, other resources, unknown categories and lines of JSON', () => {
  const input = text('eobReadCarrier');
  if (input === null) return;
  const one: unknown = JSON.parse(input);
  expect(
    readEob({ resourceType: 'Bundle', total: 3, entry: [{ resource: one }, { resource: { resourceType: 'Patient' } }] }).findings.map(
      ({ code }) => code,
    ),
  ).toEqual(expect.arrayContaining(['FHIR-2', 'fhir/other-resource']));
  const compact = JSON.stringify(one);
  expect(readEob(`${compact}\n${compact}\nnot json\n`).medical.length).toBe(2);
  expect(
    readEob(input.replace('line_alowd_chrg_amt', 'something_new').replaceAll('"eligible"', '"novelty"')).eobs[0]?.unknown.map(({ amount }) => amount),
  ).toEqual(['47.84']);
  expect(readEob([one, one]).medical.length).toBe(2);
  const hostile: unknown = JSON.parse(
    '{"resourceType":"ExplanationOfBenefit","__proto__":{"x":1},"item":[{"adjudication":[{"category":{"coding":[{"code":"constructor"}]},"amount":{"value":1}}]}]}',
  );
  expect(readEob(hostile).eobs[0]?.unknown.length).toBe(1);
  expect([null, 1, 'x', [], {}].map((value) => readEob(value).medical.length)).toEqual([0, 0, 0, 0, 0]);
});

test('a versioned profile in any place of the list tells the type when nothing else does', () => {
  const profile = 'http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Pharmacy|2.1.0';
  expect(readEob({ resourceType: 'ExplanationOfBenefit', meta: { profile: ['http://x', profile] } }).eobs[0]?.type).toBe('pharmacy');
});

const adjudication = (category: unknown, value: unknown): unknown => ({ category, amount: { value, currency: 'USD' } });
const eob = (...adjudications: readonly unknown[]): unknown => ({
  resourceType: 'ExplanationOfBenefit',
  id: 'e1',
  type: { coding: [{ code: 'professional' }] },
  patient: { reference: 'Patient/p1' },
  insurer: { display: 'tpa' },
  billablePeriod: { start: '2024-01-02', end: '2024-01-02' },
  item: [{ sequence: 1, adjudication: adjudications }],
});
const coded = (code: string): unknown => ({ coding: [{ system: 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication', code }] });

test('what the member owes goes before what the member was seen to pay', () => {
  const share = (...given: readonly unknown[]): string | null | undefined => readEob(eob(...given)).medical[0]?.member_liability_amount;
  const [owed, seen] = [adjudication(coded('memberliability'), 25), adjudication(coded('paidbypatient'), 10)];
  expect([share(owed), share(seen), share(seen, owed), share()]).toEqual(['25', '10', '25', null]);
});

test('a category of words only is read by its words, and listed with them where nobody knows it', () => {
  const read = readEob(
    eob(
      adjudication({ text: 'Paid By Patient' }, 10),
      adjudication({ text: 'ELIGIBLE' }, 40),
      adjudication({ text: 'House special' }, 1.5),
      adjudication({}, 2),
    ),
  );
  expect(read.medical[0]).toMatchObject({ member_liability_amount: '10', allowed_amount: '40', paid_amount: null });
  expect(read.eobs[0]?.unknown.map(({ codes: of, amount }) => [of, amount])).toEqual([
    [['House special'], '1.5'],
    [[], '2'],
  ]);
  expect(read.findings.filter(({ code }) => code === 'fhir/unknown-category').map(({ cents }) => cents)).toEqual([150, 200]);
});

test('a Bundle of 100,000 items is read in linear time', { timeout: 60_000 }, () => {
  const items = (count: number): number => {
    const one = { sequence: 1, adjudication: [adjudication(coded('benefit'), 1)] };
    const resource = { ...Object(eob()), item: Array.from({ length: count }, (_, at) => ({ ...one, sequence: at + 1 })) };
    const start = process.cpuUsage();
    expect(readEob({ resourceType: 'Bundle', total: 1, entry: [{ resource }] }).medical).toHaveLength(count);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  items(10_000);
  const [small, large] = [items(10_000), items(100_000)];
  expect(large / small).toBeLessThan(30);
});
