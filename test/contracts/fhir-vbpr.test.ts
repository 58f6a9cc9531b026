import { describe, expect, test } from 'vitest';
import { exampleContract, exampleFacts, exampleSettlement } from '../../src/contracts/example-contract.js';
import { type FhirConcept, type FhirExtension, type FhirVbprInput, toFhirVbpr } from '../../src/contracts/fhir-vbpr.js';
import { PERFORMANCE_METRICS } from '../../src/contracts/fhir-vbpr-codes.js';
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
const GUIDE = 'http://hl7.org/fhir/us/davinci-vbpr';
const CATEGORY = 'http://hl7.org/fhir/StructureDefinition/measurereport-category';

/**
 * What the guide's published definitions allow, typed from HL7/davinci-vbpr at commit f6d7cb7 (version 1.1.0, CC0-1.0): for each
 * extension where it may stand and its value types, or its parts with their value types, required ones first.
 */
const EXTENSIONS: Readonly<
  Record<
    string,
    {
      readonly on: readonly string[];
      readonly types?: readonly string[];
      readonly parts?: Readonly<Record<string, readonly string[]>>;
      readonly required?: readonly string[];
    }
  >
> = {
  [CATEGORY]: { on: ['MeasureReport'], types: ['valueCodeableConcept'] },
  [`${GUIDE}/StructureDefinition/alternate-measurescore`]: {
    on: ['measureScore'],
    types: ['valueDecimal', 'valueInteger', 'valueMoney', 'valueCodeableConcept', 'valueBoolean'],
  },
  [`${GUIDE}/StructureDefinition/baseline`]: {
    on: ['group'],
    parts: { baseline: ['valueDecimal', 'valueInteger', 'valueQuantity', 'valueMoney', 'valueCodeableConcept'], period: ['valuePeriod'] },
    required: ['baseline'],
  },
  [`${GUIDE}/StructureDefinition/paid-through-date`]: { on: ['group'], types: ['valueDate'] },
  [`${GUIDE}/StructureDefinition/payment-stream`]: {
    on: ['group', 'Measure'],
    parts: { type: ['valueCodeableConcept'], incentive: ['valueCodeableConcept'] },
    required: ['type'],
  },
  [`${GUIDE}/StructureDefinition/program-model`]: {
    on: ['Measure'],
    parts: { hcplan: ['valueCodeableConcept'], cohort: ['valueCodeableConcept'] },
    required: ['hcplan'],
  },
  [`${GUIDE}/StructureDefinition/organization-subject`]: { on: ['subject'], types: ['valueReference'] },
  [`${GUIDE}/StructureDefinition/service-period`]: { on: ['group'], types: ['valuePeriod'] },
  [`${GUIDE}/StructureDefinition/weight`]: { on: ['relatedArtifact'], types: ['valueDecimal'] },
  [`${GUIDE}/StructureDefinition/contractual-status`]: { on: ['relatedArtifact'], types: ['valueCodeableConcept'] },
};
/** Code systems with the codes that a report may take from them. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  'http://hl7.org/fhir/CodeSystem/measurereport-category': ['vbp'],
  'http://terminology.hl7.org/CodeSystem/hcp-lan-apm-framework': ['2A', '2B', '2C', '3A', '3B', '3N', '4A', '4B', '4C', '4N'],
  [`${GUIDE}/CodeSystem/payment-stream`]: [
    'ccf',
    'ccf-with-risk',
    'eoc',
    'pcpcp',
    'ssq',
    'ssl',
    'ssp',
    'tcoc',
    'qip',
    'aha',
    'cdm',
    'p4r',
    'p4p',
    'sip',
    'sst',
    'ubip',
  ],
  [`${GUIDE}/CodeSystem/vbp-incentive`]: ['chronic-care-mgmt', 'annual-visit'],
  [`${GUIDE}/CodeSystem/vbp-performance-metric`]: ['med-cost-target', 'earned-incentive'],
  [`${GUIDE}/CodeSystem/measure-contractual-status`]: ['contractual', 'contractual-alternate', 'reporting-only'],
};

function checkConcept(concept: FhirConcept | undefined): void {
  expect((concept?.coding ?? []).length + (concept?.text === undefined ? 0 : 1)).toBeGreaterThan(0);
  for (const { system, code } of concept?.coding ?? []) expect(CODES[system], `${system} ${code}`).toContain(code);
}

/** Each extension stands where it may, has the type that its definition asks for, and every part that is required, each once. */
function checkExtensions(extensions: readonly FhirExtension[], on: string): void {
  for (const { url, extension: inner, ...values } of extensions) {
    const rule = EXTENSIONS[url];
    expect(rule?.on, url).toContain(on);
    const types = Object.keys(values);
    if (rule?.types !== undefined) {
      expect(inner).toBeUndefined();
      expect(types.length).toBe(1);
      expect(rule.types).toContain(types[0]);
    } else {
      expect(types).toEqual([]);
      const parts = inner ?? [];
      expect(new Set(parts.map((part) => part.url)).size).toBe(parts.length);
      for (const part of rule?.required ?? []) expect(parts.map((each) => each.url)).toContain(part);
      for (const { url: name, ...value } of parts) {
        expect(Object.keys(value).length).toBe(1);
        expect(rule?.parts?.[name], `${url} ${name}`).toContain(Object.keys(value)[0]);
        if (value.valueCodeableConcept !== undefined) checkConcept(value.valueCodeableConcept);
      }
    }
    if (values.valueCodeableConcept !== undefined) checkConcept(values.valueCodeableConcept);
    if (values.valueMoney !== undefined) expect(Object.keys(values.valueMoney)).toEqual(['value', 'currency']);
  }
}

describe('a settlement as a value-based performance report', () => {
  const report = toFhirVbpr(input);
  const full = toFhirVbpr({
    ...input,
    paymentStream: 'qip',
    incentive: 'annual-visit',
    components: [{ url: 'https://example.org/Measure/screening', display: 'Screening', weight: '3', status: 'contractual' }],
  });

  test('it has what the profile of guide 1.1 requires: category, summary, measure, subject, date, reporter, period', () => {
    expect(report).toMatchObject({
      resourceType: 'MeasureReport',
      meta: { profile: [`${GUIDE}/StructureDefinition/vbp-performance-measurereport`] },
      extension: [
        { url: CATEGORY, valueCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/measurereport-category', code: 'vbp' }] } },
      ],
      status: 'complete',
      type: 'summary',
      measure: '#contract',
      reporter: { reference: 'Organization/coalition' },
      period: { start: '2026-01-01', end: '2026-12-31' },
    });
    expect(report.extension.length).toBe(1);
    expect(report.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(report.subject.extension).toEqual([
      { url: `${GUIDE}/StructureDefinition/organization-subject`, valueReference: { reference: 'Organization/clinic' } },
    ]);
    expect(Object.hasOwn(report, 'improvementNotation')).toBe(false);
    for (const group of report.group) checkConcept(group.code);
  });
  test('the contained contract has what the profile vbp-measure requires of a shareable measure', () => {
    const [measure] = report.contained;
    expect(measure).toMatchObject({
      id: 'contract',
      meta: { profile: [`${GUIDE}/StructureDefinition/vbp-measure`] },
      url: 'https://example.org/Measure/example',
      version: '1.0.0',
      status: 'active',
      experimental: false,
      effectivePeriod: { start: '2026-01-01', end: '2026-12-31' },
    });
    for (const text of [measure?.name, measure?.title, measure?.publisher, measure?.description]) expect(text).toBeTruthy();
    expect(measure?.name).toMatch(/^[A-Z][A-Za-z0-9_]{0,254}$/);
    for (const absent of ['scoring', 'compositeScoring', 'improvementNotation']) expect(Object.hasOwn(measure ?? {}, absent)).toBe(false);
  });
  test('every extension stands where its definition allows it, with its type, its parts and codes of the right systems', () => {
    for (const each of [report, full]) {
      checkExtensions(each.extension, 'MeasureReport');
      checkExtensions(each.subject.extension, 'subject');
      for (const measure of each.contained) {
        checkExtensions(measure.extension, 'Measure');
        for (const artifact of measure.relatedArtifact ?? []) checkExtensions(artifact.extension, 'relatedArtifact');
      }
      for (const group of each.group) {
        checkExtensions(group.extension, 'group');
        checkExtensions(group.measureScore.extension ?? [], 'measureScore');
      }
    }
    expect(full.group[0]?.extension[0]).toEqual({
      url: `${GUIDE}/StructureDefinition/payment-stream`,
      extension: [
        { url: 'type', valueCodeableConcept: { coding: [{ system: `${GUIDE}/CodeSystem/payment-stream`, code: 'qip' }] } },
        { url: 'incentive', valueCodeableConcept: { coding: [{ system: `${GUIDE}/CodeSystem/vbp-incentive`, code: 'annual-visit' }] } },
      ],
    });
    expect(full.contained[0]?.relatedArtifact?.[0]).toMatchObject({
      type: 'composed-of',
      resource: 'https://example.org/Measure/screening',
      extension: [{ valueDecimal: 3 }, { valueCodeableConcept: { coding: [{ code: 'contractual' }] } }],
    });
    expect(PERFORMANCE_METRICS.length).toBe(93);
  });
  test('amounts are money to the cent, in the settlement as in the report', () => {
    const money = (id: string) => report.group.find((group) => group.id === id)?.measureScore.extension?.[0]?.valueMoney;
    expect(money('metric-benchmark')).toEqual({ value: 1_000_000, currency: 'USD' });
    expect(money('metric-actual')).toEqual({ value: 940_000.5, currency: 'USD' });
    expect(money('line-share')).toEqual({ value: 29_999.75, currency: 'USD' });
    const baseline = report.group[0]?.extension.find(({ url }) => url === `${GUIDE}/StructureDefinition/baseline`);
    expect(baseline?.extension?.[0]).toEqual({ url: 'baseline', valueMoney: { value: 990_000.25, currency: 'USD' } });
  });
  test('the id is the hash of the settlement, a legal one, and the same settlement gives the same bytes', () => {
    expect(report.id).toBe(input.settlement.hash);
    expect(report.id).toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
    // RFC 6920; the same 32 bytes by another base64.
    expect(report.identifier[0]?.value).toBe(`ni:///sha-256;${Buffer.from(report.id, 'hex').toString('base64url')}`);
    expect(JSON.stringify(toFhirVbpr({ ...input, settlement: exampleSettlement() }))).toBe(JSON.stringify(report));
  });
  test('another contract, an unknown metric and a figure that JSON numbers cannot hold are refused', () => {
    expect(() => toFhirVbpr({ ...input, contract: { ...exampleContract(), version: '2.0.0' } })).toThrow(/is of example 1.0.0/);
    expect(() => toFhirVbpr({ ...input, metrics: { other: {} } })).toThrow(/no metric other/);
    expect(() => toFhirVbpr({ ...input, metrics: { benchmark: { code: 'member-month' } } })).toThrow(/no performance metric/);
    const facts = exampleFacts().map((fact) => ({ ...fact, value: fact.metric === 'benchmark' ? '12345678901234567.89' : fact.value }));
    const settlement = settlementOf(settle({ contract: exampleContract(), facts, status: 'final', asOf: '2027-12-31' }));
    expect(() => toFhirVbpr({ ...input, settlement })).toThrow(/doesn't fit a JSON number/);
  });
});
