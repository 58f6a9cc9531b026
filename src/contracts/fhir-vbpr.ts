import { Decimal } from '../money/decimal.js';
import { asOfDay } from '../time/as-of.js';
import { type IsoDate, isoFromDay } from '../time/iso-date.js';
import type { Period } from '../time/period.js';
import type { Contract } from './contract.js';
import { type CONTRACTUAL_STATUSES, type INCENTIVES, type PAYMENT_CATEGORIES, type PAYMENT_STREAMS, PERFORMANCE_METRICS } from './fhir-vbpr-codes.js';
import { badMeasure } from './measures/outcome-measure.js';
import type { Settlement } from './settlement.js';

const GUIDE = 'http://hl7.org/fhir/us/davinci-vbpr';

/** What a report says of one metric beyond the value that was settled. */
export interface VbprMetric {
  /** A code of the guide's list of performance metrics, such as `member-months`; absent: the metric's label stands alone, which the guide allows. */
  readonly code?: string;
  /** Decimal text. Unit: the metric's. */
  readonly baseline?: { readonly value: string; readonly period: Period };
}

/** A quality measure that the contract counts: its weight stands in the contract's definition. */
export interface VbprComponent {
  /** Canonical URL of the measure. */
  readonly url: string;
  readonly display?: string;
  /** Decimal text. */
  readonly weight?: string;
  readonly status: (typeof CONTRACTUAL_STATUSES)[number];
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
  /** For a quality incentive payment. */
  readonly incentive?: (typeof INCENTIVES)[number];
  readonly category: (typeof PAYMENT_CATEGORIES)[number];
  /** By metric id of the contract. */
  readonly metrics?: Readonly<Record<string, VbprMetric>>;
  /** Quality measures with their weights. Default none. */
  readonly components?: readonly VbprComponent[];
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

/** A measure that the contract is composed of. */
export interface FhirRelatedArtifact {
  readonly extension: readonly FhirExtension[];
  readonly type: 'composed-of';
  readonly display?: string;
  readonly resource: string;
}

/** The contract's definition as the guide's profile `vbp-measure` asks for it. */
export interface FhirMeasure {
  readonly resourceType: 'Measure';
  readonly id: string;
  readonly meta: { readonly profile: readonly string[] };
  readonly extension: readonly FhirExtension[];
  readonly url: string;
  readonly identifier: readonly { readonly system: string; readonly value: string }[];
  readonly version: string;
  readonly name: string;
  readonly title: string;
  readonly status: 'active';
  readonly experimental: boolean;
  readonly publisher: string;
  readonly description: string;
  readonly effectivePeriod: { readonly start: string; readonly end: string };
  readonly relatedArtifact?: readonly FhirRelatedArtifact[];
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
 * settlement itself stays the exact record. Metrics by employer or month aren't listed one by one. Thresholds and gaps to them belong to
 * the guide's quality measure reports, which aren't written here. Checked by hand against the guide's published definitions, not by a
 * FHIR validator.
 *
 * @source HL7 Da Vinci Value-Based Performance Reporting 1.1: profiles vbp-performance-measurereport and vbp-measure, extensions and code
 *   systems as published in github.com/HL7/davinci-vbpr at commit f6d7cb7
 * @testedBy contracts/fhir-vbpr.test.ts: the profiles' required elements, slices, types and codes; deterministic ids
 * @param o - The settlement, its contract, who reports to whom, the kind of payment.
 * @returns The resource, ready for `JSON.stringify`.
 * @throws {@link CoalitionError} `contracts/bad-options` for another contract than the settled one, an unknown metric or code, or a
 *   figure of more digits than a JSON number holds.
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
  for (const [metric, { code }] of Object.entries(o.metrics ?? {})) {
    if (!Object.hasOwn(contract.metrics, metric)) throw badMeasure('metrics', `The contract has no metric ${metric}. Give the ids that it has.`);
    if (code !== undefined && !PERFORMANCE_METRICS.includes(code))
      throw badMeasure('metrics', `"${code}" is no performance metric of the guide. Use one of its list, or leave the code out: the label stands.`);
  }

  const stream = { url: url('payment-stream'), extension: streamParts(o) };
  const period = { start: o.period.from, end: o.period.to };
  const paid = o.paidThrough === undefined ? [] : [{ url: url('paid-through-date'), valueDate: o.paidThrough }];
  const common: readonly FhirExtension[] = [stream, { url: url('service-period'), valuePeriod: period }, ...paid];
  return {
    resourceType: 'MeasureReport',
    id: settlement.hash,
    meta: { profile: [url('vbp-performance-measurereport')] },
    contained: [measureOf(o, stream)],
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/measurereport-category',
        valueCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/measurereport-category', code: 'vbp' }] },
      },
    ],
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `ni:///sha-256;${base64Url(settlement.hash)}` }],
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

function streamParts(o: FhirVbprInput): readonly FhirExtension[] {
  const type = { url: 'type', valueCodeableConcept: concept('payment-stream', o.paymentStream) };
  return o.incentive === undefined ? [type] : [type, { url: 'incentive', valueCodeableConcept: concept('vbp-incentive', o.incentive) }];
}

/** The contract's definition, contained so that the report stands alone. */
function measureOf(o: FhirVbprInput, stream: FhirExtension): FhirMeasure {
  const { contract } = o;
  const category = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/hcp-lan-apm-framework', code: o.category }] };
  const title = contract.title ?? contract.id;
  const payer = contract.parties.find((party) => party.role === 'payer') ?? contract.parties[0];
  const components = (o.components ?? []).map(
    (each): FhirRelatedArtifact => ({
      extension: [
        ...(each.weight === undefined ? [] : [{ url: url('weight'), ...valueOf(each.weight, 'ratio', contract.currency) }]),
        { url: url('contractual-status'), valueCodeableConcept: concept('measure-contractual-status', each.status) },
      ],
      type: 'composed-of',
      ...(each.display === undefined ? {} : { display: each.display }),
      resource: each.url,
    }),
  );
  return {
    resourceType: 'Measure',
    id: 'contract',
    meta: { profile: [url('vbp-measure')] },
    extension: [{ url: url('program-model'), extension: [{ url: 'hcplan', valueCodeableConcept: category }] }, stream],
    url: o.measureUrl,
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `ni:///sha-256;${base64Url(o.settlement.contractHash)}` }],
    version: contract.version,
    name: computableName(contract.id),
    title,
    status: 'active',
    experimental: false,
    publisher: payer?.name ?? payer?.id ?? title,
    description: `${title}, version ${contract.version}, ${contract.effective.from} to ${contract.effective.to}`,
    effectivePeriod: { start: contract.effective.from, end: contract.effective.to },
    ...(components.length === 0 ? {} : { relatedArtifact: components }),
  };
}

/** FHIR's computable names start with a capital and hold letters, digits and underscores. */
function computableName(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}

/** Hexadecimal digits as RFC 6920 names a hash: base64 for URLs, without padding. */
function base64Url(hex: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const bits = Array.from(hex, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
  return Array.from({ length: Math.ceil(bits.length / 6) }, (_, i) =>
    alphabet.charAt(Number.parseInt(bits.slice(6 * i, 6 * i + 6).padEnd(6, '0'), 2)),
  ).join('');
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
                { url: 'baseline', ...valueOf(baseline.value, node.unit, contract.currency) },
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
