import { Decimal } from '../money/decimal.js';
import { asOfDay } from '../time/as-of.js';
import { type IsoDate, isoFromDay } from '../time/iso-date.js';
import type { Period } from '../time/period.js';
import type { Contract } from './contract.js';
import { badMeasure } from './measures/outcome-measure.js';
import type { Settlement } from './settlement.js';

const GUIDE = 'http://hl7.org/fhir/us/davinci-vbpr';

/** Kinds of payment that the implementation guide knows. */
export const PAYMENT_STREAMS = [
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
] as const;

/** How payment and risk are shared, by the framework of the Health Care Payment Learning and Action Network. */
export const PAYMENT_CATEGORIES = ['2A', '2B', '2C', '3A', '3B', '3N', '4A', '4B', '4C', '4N'] as const;

/** What a report says of one metric beyond the value that was settled. */
export interface VbprMetric {
  /** A code of the guide's list of performance metrics, such as `member-months`; absent: the metric's label stands alone. */
  readonly code?: string;
  /** Decimal text. Unit: the metric's. */
  readonly baseline?: { readonly value: string; readonly period: Period };
}

/** What {@link toFhirVbpr} needs to know besides the settlement. */
export interface FhirVbprInput {
  readonly settlement: Settlement;
  readonly contract: Contract;
  /** References of organisations, such as `Organization/payer-1`. */
  readonly reporter: string;
  readonly subject: string;
  /** Where the contract's definition is published, as a canonical URL. */
  readonly measureUrl: string;
  readonly period: Period;
  readonly paymentStream: (typeof PAYMENT_STREAMS)[number];
  readonly category: (typeof PAYMENT_CATEGORIES)[number];
  /** By metric id of the contract. */
  readonly metrics?: Readonly<Record<string, VbprMetric>>;
  readonly paidThrough?: IsoDate;
}

/** A code from a list. */
export interface FhirConcept {
  readonly coding?: readonly { readonly system: string; readonly code: string }[];
  readonly text?: string;
}

/** A value under a URL that says what it is. */
export interface FhirExtension {
  readonly url: string;
  readonly extension?: readonly FhirExtension[];
  readonly valueCodeableConcept?: FhirConcept;
  readonly valueDate?: string;
  readonly valueDecimal?: number;
  readonly valueMoney?: { readonly value: number; readonly currency: string };
  readonly valuePeriod?: { readonly start: string; readonly end: string };
  readonly valueReference?: { readonly reference: string };
}

/** One figure of a report. */
export interface FhirReportGroup {
  readonly id: string;
  readonly extension: readonly FhirExtension[];
  readonly code: FhirConcept;
  readonly measureScore: { readonly value?: number; readonly extension?: readonly FhirExtension[] };
}

/** The contract as far as the report names it. */
export interface FhirMeasure {
  readonly resourceType: 'Measure';
  readonly id: string;
  readonly extension: readonly FhirExtension[];
  readonly url: string;
  readonly version: string;
  readonly name: string;
  readonly status: 'active';
  readonly effectivePeriod: { readonly start: string; readonly end: string };
}

/** A performance report as the implementation guide writes it. */
export interface FhirMeasureReport {
  readonly resourceType: 'MeasureReport';
  readonly id: string;
  readonly meta: { readonly profile: readonly string[] };
  readonly contained: readonly FhirMeasure[];
  readonly extension: readonly FhirExtension[];
  readonly identifier: readonly { readonly system: string; readonly value: string }[];
  readonly status: 'complete';
  readonly type: 'summary';
  readonly measure: string;
  readonly subject: { readonly extension: readonly FhirExtension[] };
  readonly date: string;
  readonly reporter: { readonly reference: string };
  readonly period: { readonly start: string; readonly end: string };
  readonly group: readonly FhirReportGroup[];
}

/**
 * Writes a settlement as a report of the implementation guide for value-based performance: one group for each metric that was used
 * and one for each line that is owed.
 *
 * The id is the settlement's hash, so the same settlement always gives the same resource. Amounts stand as `Money` beside the score,
 * as the guide asks for what isn't a plain quantity.
 *
 * Limits: the report holds summary figures only, no person. A figure that JSON's numbers can't hold digit by digit is refused: the
 * settlement itself stays the exact record. Metrics by employer or month aren't listed one by one.
 *
 * @source HL7 Da Vinci Value-Based Performance Reporting 1.1: profiles vbp-performance-measurereport and vbp-measure
 * @testedBy contracts/fhir-vbpr.test.ts: the profile's required elements, deterministic ids
 * @param o - The settlement, its contract, who reports to whom, the kind of payment.
 * @returns The resource, ready for `JSON.stringify`.
 * @throws {@link CoalitionError} `contracts/bad-options` for another contract than the settled one, an unknown metric, or a figure of
 *   more digits than a JSON number holds.
 * @example
 * const report = toFhirVbpr({
 *   settlement: exampleSettlement(),
 *   contract: exampleContract(),
 *   reporter: 'Organization/coalition',
 *   subject: 'Organization/clinic',
 *   measureUrl: 'https://example.org/Measure/example',
 *   period: { from: '2026-01-01', to: '2026-12-31' },
 *   paymentStream: 'ssp',
 *   category: '3A',
 * });
 * report.group.map((group) => group.id); // => ['metric-benchmark', 'metric-actual', 'line-share']
 */
export function toFhirVbpr(o: FhirVbprInput): FhirMeasureReport {
  const { settlement, contract } = o;
  if (contract.id !== settlement.contractId || contract.version !== settlement.contractVersion)
    throw badMeasure('contract', `The settlement is of ${settlement.contractId} ${settlement.contractVersion}. Give that contract.`);
  for (const metric of Object.keys(o.metrics ?? {}))
    if (!Object.hasOwn(contract.metrics, metric)) throw badMeasure('metrics', `The contract has no metric ${metric}. Give the ids that it has.`);

  const stream = { url: url('payment-stream'), valueCodeableConcept: concept('payment-stream', o.paymentStream) };
  const period = { start: o.period.from, end: o.period.to };
  const common: readonly FhirExtension[] = [stream, { url: url('service-period'), valuePeriod: period }];
  return {
    resourceType: 'MeasureReport',
    id: settlement.hash,
    meta: { profile: [url('vbp-performance-measurereport')] },
    contained: [
      {
        resourceType: 'Measure',
        id: 'contract',
        extension: [{ url: url('program-model'), valueCodeableConcept: concept('hcplan-framework', o.category) }, stream],
        url: o.measureUrl,
        version: contract.version,
        name: contract.id,
        status: 'active',
        effectivePeriod: { start: contract.effective.from, end: contract.effective.to },
      },
    ],
    extension: o.paidThrough === undefined ? [] : [{ url: url('paid-through-date'), valueDate: o.paidThrough }],
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:sha256:${settlement.hash}` }],
    status: 'complete',
    type: 'summary',
    measure: '#contract',
    subject: { extension: [{ url: url('organization-subject'), valueReference: { reference: o.subject } }] },
    date: isoFromDay(asOfDay(settlement.asOf)),
    reporter: { reference: o.reporter },
    period,
    group: [...metricGroups(o, common), ...lineGroups(o, common)],
  };
}

function metricGroups(o: FhirVbprInput, common: readonly FhirExtension[]): readonly FhirReportGroup[] {
  const { settlement, contract } = o;
  const seen = new Set<string>();
  return settlement.trace.nodes.flatMap((node): readonly FhirReportGroup[] => {
    const id = node.fact?.id;
    // A fact with keys is one of many; the loop's result stands in a term.
    if (id === undefined || !Object.hasOwn(contract.metrics, id) || seen.has(id)) return [];
    seen.add(id);
    const said = o.metrics?.[id];
    const { baseline } = said ?? {};
    const base =
      baseline === undefined
        ? []
        : [
            {
              url: url('baseline'),
              extension: [
                { url: 'value', ...valueOf(baseline.value, node.unit, contract.currency) },
                { url: 'period', valuePeriod: { start: baseline.period.from, end: baseline.period.to } },
              ],
            },
          ];
    const text = contract.metrics[id]?.label ?? id;
    return [
      {
        id: `metric-${id}`,
        extension: [...common, ...base],
        code: said?.code === undefined ? { text } : { ...concept('vbp-performance-metric', said.code), text },
        measureScore: scoreOf(node.result, node.unit, contract.currency),
      },
    ];
  });
}

function lineGroups(o: FhirVbprInput, common: readonly FhirExtension[]): readonly FhirReportGroup[] {
  return o.settlement.lines.map((line) => ({
    id: `line-${line.id}`,
    extension: common,
    code: { ...concept('vbp-performance-metric', 'earned-incentive'), text: line.label },
    measureScore: scoreOf(line.amount.toFixed(), o.contract.currency, o.contract.currency),
  }));
}

function scoreOf(text: string, unit: string, currency: string): FhirReportGroup['measureScore'] {
  const value = valueOf(text, unit, currency);
  return value.valueDecimal === undefined ? { extension: [{ url: url('alternate-measurescore'), ...value }] } : { value: value.valueDecimal };
}

function valueOf(text: string, unit: string, currency: string): Pick<FhirExtension, 'valueDecimal' | 'valueMoney'> {
  const value = Number(text);
  if (!Number.isFinite(value) || !new Decimal(value).eq(text))
    throw badMeasure(
      'settlement',
      `A figure of ${text.length} characters doesn't fit a JSON number. Report it rounded, by a rounding node of the contract.`,
    );
  return unit === currency ? { valueMoney: { value, currency } } : { valueDecimal: value };
}

function concept(system: string, code: string): FhirConcept {
  return { coding: [{ system: `${GUIDE}/CodeSystem/${system}`, code }] };
}

function url(name: string): string {
  return `${GUIDE}/StructureDefinition/${name}`;
}
