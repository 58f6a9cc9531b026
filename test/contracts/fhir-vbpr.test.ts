import { describe, expect, test } from 'vitest';
import { exampleContract, exampleFacts, exampleSettlement } from '../../src/contracts/example-contract.js';
import { type FhirExtension, type FhirVbprInput, toFhirVbpr } from '../../src/contracts/fhir-vbpr.js';
import { settle } from '../../src/contracts/settle.js';
import { settlementOf } from '../../src/contracts/settlement-of.js';

const input: FhirVbprInput = {
  settlement: exampleSettlement(),
  contract: exampleContract(),
  reporter: 'Organization/coalition',
  subject: 'Organization/clinic',
  measureUrl: 'https://example.org/Measure/example',
  period: { from: '2026-01-01', to: '2026-12-31' },
  paymentStream: 'ssp',
  category: '3A',
  metrics: { benchmark: { code: 'med-cost-target', baseline: { value: '990000.25', period: { from: '2025-01-01', to: '2025-12-31' } } } },
  paidThrough: '2027-03-31',
};
const GUIDE = 'http://hl7.org/fhir/us/davinci-vbpr/StructureDefinition/';

/** The constraints of FHIR R4 on any extension: a URL, and a value or further extensions but not both. */
function checkExtension(extension: FhirExtension): void {
  const { url, extension: inner, ...values } = extension;
  expect(url).not.toBe('');
  expect(Object.keys(values).length + (inner === undefined ? 0 : 1)).toBe(1);
  for (const each of inner ?? []) checkExtension(each);
}

describe('a settlement as a value-based performance report', () => {
  const report = toFhirVbpr(input);

  test('it has what the profile of guide 1.1 requires: summary, measure, subject, date, reporter, period', () => {
    expect(report).toMatchObject({
      resourceType: 'MeasureReport',
      meta: { profile: [`${GUIDE}vbp-performance-measurereport`] },
      status: 'complete',
      type: 'summary',
      measure: '#contract',
      reporter: { reference: 'Organization/coalition' },
      period: { start: '2026-01-01', end: '2026-12-31' },
    });
    expect(report.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(report.subject.extension).toEqual([{ url: `${GUIDE}organization-subject`, valueReference: { reference: 'Organization/clinic' } }]);
    expect(Object.hasOwn(report, 'improvementNotation')).toBe(false);
    const measure = report.contained[0];
    expect(measure).toMatchObject({ id: 'contract', url: 'https://example.org/Measure/example', name: 'example', status: 'active' });
    for (const extension of [...report.extension, ...report.subject.extension, ...(measure?.extension ?? [])]) checkExtension(extension);
    for (const group of report.group)
      for (const extension of [...group.extension, ...(group.measureScore.extension ?? [])]) checkExtension(extension);
  });
  test('amounts are money to the cent, in the settlement as in the report', () => {
    const money = (id: string) => report.group.find((group) => group.id === id)?.measureScore.extension?.[0]?.valueMoney;
    expect(money('metric-benchmark')).toEqual({ value: 1_000_000, currency: 'USD' });
    expect(money('metric-actual')).toEqual({ value: 940_000.5, currency: 'USD' });
    expect(money('line-share')).toEqual({ value: 29_999.75, currency: 'USD' });
    const baseline = report.group[0]?.extension.find(({ url }) => url === `${GUIDE}baseline`);
    expect(baseline?.extension?.[0]).toEqual({ url: 'value', valueMoney: { value: 990_000.25, currency: 'USD' } });
  });
  test('the id is the hash of the settlement, a legal one, and the same settlement gives the same bytes', () => {
    expect(report.id).toBe(input.settlement.hash);
    expect(report.id).toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
    expect(JSON.stringify(toFhirVbpr({ ...input, settlement: exampleSettlement() }))).toBe(JSON.stringify(report));
  });
  test('another contract, an unknown metric and a figure that JSON numbers cannot hold are refused', () => {
    expect(() => toFhirVbpr({ ...input, contract: { ...exampleContract(), version: '2.0.0' } })).toThrow(/is of example 1.0.0/);
    expect(() => toFhirVbpr({ ...input, metrics: { other: {} } })).toThrow(/no metric other/);
    const facts = exampleFacts().map((fact) => ({ ...fact, value: fact.metric === 'benchmark' ? '12345678901234567.89' : fact.value }));
    const settlement = settlementOf(settle({ contract: exampleContract(), facts, status: 'final', asOf: '2027-12-31' }));
    expect(() => toFhirVbpr({ ...input, settlement })).toThrow(/doesn't fit a JSON number/);
  });
});
