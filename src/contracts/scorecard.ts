import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import type { Explanation, Step } from '../reference/explanation.js';
import type { Seed } from '../stats/random.js';
import { cap } from './builders/corridor.js';
import { type GuaranteeInput, guarantee, scorecardPenalty } from './builders/guarantee.js';
import { prefixed } from './builders/prefixed.js';
import { metricNode } from './builders/shared-savings.js';
import type { Contract, MetricSpec } from './contract.js';
import { defineContract, type Terms } from './define-contract.js';
import type { Fact } from './fact.js';
import { metric } from './metric.js';
import { settle } from './settle.js';
import { settlementOf } from './settlement-of.js';
import type { MetricModel } from './simulate/draw-metric.js';
import { simulate } from './simulate/simulate.js';
import { term as t } from './term-builder.js';

/** What a vendor guarantee must say before it can be measured and compared. */
export interface VendorGuarantee {
  /** Letters and digits, such as `idCards`. */
  readonly id: string;
  readonly measure: string;
  readonly scope: 'client' | 'bookOfBusiness';
  readonly direction: 'higherIsBetter' | 'lowerIsBetter';
  /** Where nothing is missed, decimal text. Unit: the measure's. */
  readonly target: string;
  /** Where everything is missed, decimal text; the same as the target for all or nothing. Unit: the measure's. */
  readonly floor: string;
  /** Of what the measure is a share or mean, and what is left out. */
  readonly denominator: string;
  readonly exclusions: readonly string[];
  readonly measuredBy: string;
  readonly auditRight: boolean;
  /** Required for guaranteed returns: attribution by engagement selects. */
  readonly comparisonGroup?: string;
  readonly planChangeRule?: string;
  readonly highClaimantRule?: string;
  /** Share of the fees at risk, decimal text; all add up to at most 1. */
  readonly weight: string;
}

/** A vendor's contract as far as its performance is concerned. */
export interface VendorTerms {
  readonly vendor: string;
  /** Yearly fees, decimal text. Unit: US dollars. */
  readonly fees: string;
  /** Share of the fees at risk, decimal text. */
  readonly feesAtRisk: string;
  readonly guarantees: readonly VendorGuarantee[];
  readonly period: { readonly from: string; readonly to: string };
}

/** What was measured of one vendor; null where it wasn't. Decimal text by guarantee id. */
export type VendorResults = Readonly<Record<string, string | null>>;

/** One measure of a scorecard. */
export interface ScorecardMeasure {
  readonly id: string;
  readonly measure: string;
  readonly value: string | null;
  /** 1 when nothing was missed, 0 when everything was; null when it wasn't measured. */
  readonly score: string | null;
  /** Credit owed for it, before the cap. Unit: US dollars. */
  readonly credit: Usd;
}

/** How one vendor did, on the scale that all vendors share. */
export interface Scorecard extends Explanation {
  readonly vendor: string;
  /** Weighted score of what was measured, 0 to 1; null when nothing was. */
  readonly score: string | null;
  readonly measures: readonly ScorecardMeasure[];
  /** Credit owed, after the cap. Unit: US dollars. */
  readonly owed: Usd;
  /** Fees at risk as a share of fees, as the contract says. */
  readonly atRiskShare: string;
  /** What the guarantees can collect at most. Unit: US dollars. */
  readonly collectibleMaximum: Usd;
  /** What the contract doesn't say although a guarantee must. */
  readonly undeclared: readonly string[];
}

function isBinary(each: VendorGuarantee): boolean {
  return new Decimal(each.target).eq(each.floor);
}

function missInput(each: VendorGuarantee): GuaranteeInput {
  const value = metricNode(each.id);
  const common = { fee: t.ref('atRisk'), weight: each.weight };
  if (!isBinary(each)) return { ...common, kind: 'sliding', metric: value, target: each.target, floor: each.floor };
  return { ...common, kind: 'binary', failed: each.direction === 'higherIsBetter' ? t.lt(value, each.target) : t.gt(value, each.target) };
}

/**
 * Writes a vendor's guarantees as a contract: a credit for each miss, capped at the fees at risk.
 *
 * @formula min(at risk, sum of at risk x weight x miss)
 * @unit US dollars
 * @testedBy contracts/scorecard.test.ts
 * @param terms - Fees, fees at risk, guarantees.
 * @returns The contract; positive from the vendor to the coalition.
 * @throws {@link CoalitionError} `contracts/bad-options` when weights exceed 1 or a guarantee's floor lies on the wrong side.
 * @example
 * vendorContract(exampleVendor()).settle.map((line) => line.id); // => ['credit']
 */
export function vendorContract(terms: VendorTerms): Contract {
  const weights = terms.guarantees.reduce((sum, each) => sum.plus(each.weight), new Decimal(0));
  const wrong = terms.guarantees.find((each) => !isBinary(each) && new Decimal(each.target).gt(each.floor) !== (each.direction === 'higherIsBetter'));
  if (terms.guarantees.length === 0 || weights.gt(1) || wrong !== undefined) {
    throw new CoalitionError(
      'contracts/bad-options',
      wrong === undefined
        ? `The weights of "${terms.vendor}" add up to ${weights.toFixed()}. They are shares of the fees at risk: at most 1.`
        : `The floor ${wrong.floor} of "${wrong.id}" lies on the wrong side of its target ${wrong.target}. Correct direction, target or floor.`,
      { what: 'weights, floor' },
    );
  }
  const metrics: Record<string, MetricSpec> = { fees: metric.money({ min: '0', label: 'Fees' }) };
  let body: Terms = { atRisk: { label: 'Fees at risk', expr: t.mul(terms.feesAtRisk, metricNode('fees')) } };
  for (const each of terms.guarantees) {
    metrics[each.id] = metric.ratio({
      label: each.measure,
      better: each.direction === 'higherIsBetter' ? 'higher' : 'lower',
      onMissing: 'neutral',
      neutral: each.target,
    });
    body = { ...body, ...prefixed(each.id, guarantee(missInput(each))) };
  }
  const credits = terms.guarantees.map((each) => `${each.id}Credit`);
  return defineContract({
    id: 'vendor',
    version: '1.0.0',
    title: `Performance guarantees of ${terms.vendor}`,
    currency: 'USD',
    effective: terms.period,
    parties: [
      { id: 'vendor', role: 'vendor', name: terms.vendor },
      { id: 'coalition', role: 'payer' },
    ],
    metrics,
    terms: {
      ...body,
      ...scorecardPenalty({ fees: metricNode('fees'), capShare: terms.feesAtRisk, penalties: credits, bonus: 'ignored' }),
      capped: { label: 'After the cap of the fees at risk', expr: cap({ amount: 'penalty', share: terms.feesAtRisk, base: metricNode('fees') }) },
      payable: { label: 'Credit owed', expr: t.round('capped', { to: 'cent', mode: 'half-up' }) },
    },
    settle: [{ id: 'credit', line: 'payable', positive: { from: 'vendor', to: 'coalition' } }],
  });
}

function factsOf(terms: VendorTerms, contract: Contract, results: VendorResults): readonly Fact[] {
  const fact = (id: string, value: string): Fact => ({
    metric: id,
    value,
    unit: contract.metrics[id]?.unit ?? 'ratio',
    period: contract.effective,
    knownOn: contract.effective.to,
    denominator: null,
    source: 'scorecard',
  });
  return [
    fact('fees', terms.fees),
    ...terms.guarantees.flatMap((each) => {
      const value = Object.hasOwn(results, each.id) ? results[each.id] : null;
      return value === null || value === undefined ? [] : [fact(each.id, value)];
    }),
  ];
}

/**
 * Scores one vendor against its guarantees and tells what it owes.
 *
 * A measure that wasn't taken has no score and no credit, and is named in the warnings: it is never taken as met in the score.
 *
 * @formula score = sum of w x (1 - miss) / sum of w, over what was measured
 * @unit score 0 to 1; US dollars
 * @testedBy contracts/scorecard.test.ts
 * @param o - `terms` of the vendor and `results`.
 * @returns The scorecard.
 * @throws {@link CoalitionError} as {@link vendorContract}.
 * @example
 * scorecard({ terms: exampleVendor(), results: { idCards: '0.94' } }).owed.toFixed(2); // => '3750.00'
 */
export function scorecard(o: { readonly terms: VendorTerms; readonly results: VendorResults }): Scorecard {
  const { terms, results } = o;
  const contract = vendorContract(terms);
  const settlement = settlementOf(settle({ contract, facts: factsOf(terms, contract, results), status: 'final', asOf: contract.effective.to }));
  const node = (id: string): Decimal => new Decimal(settlement.trace.nodes.find((each) => each.id === id)?.result ?? '0');
  const measures = terms.guarantees.map((each): ScorecardMeasure => {
    const value = (Object.hasOwn(results, each.id) ? results[each.id] : null) ?? null;
    return {
      id: each.id,
      measure: each.measure,
      value,
      score: value === null ? null : new Decimal(1).minus(node(`${each.id}Miss`)).toFixed(),
      credit: usd(value === null ? '0' : node(`${each.id}Credit`)),
    };
  });
  const scored = measures.flatMap((each, i) =>
    each.score === null ? [] : [{ score: new Decimal(each.score), weight: new Decimal(terms.guarantees[i]?.weight ?? '0') }],
  );
  const weight = scored.reduce((sum, each) => sum.plus(each.weight), new Decimal(0));
  const score = weight.isZero()
    ? null
    : scored
        .reduce((sum, each) => sum.plus(each.score.times(each.weight)), new Decimal(0))
        .div(weight)
        .toFixed();
  const most = terms.guarantees
    .reduce((sum, each) => sum.plus(each.weight), new Decimal(0))
    .times(terms.feesAtRisk)
    .times(terms.fees);
  const steps: readonly Step[] = settlement.steps;
  return {
    vendor: terms.vendor,
    score,
    measures,
    owed: usd(settlement.lines[0]?.amount ?? '0'),
    atRiskShare: terms.feesAtRisk,
    collectibleMaximum: usd(most),
    undeclared: terms.guarantees.flatMap((each) => undeclaredOf(each)),
    steps,
    assumptions: settlement.assumptions,
    warnings: settlement.warnings,
    tables: settlement.tables,
  };
}

function undeclaredOf(each: VendorGuarantee): readonly string[] {
  const roi = /return|roi|savings/i.test(each.measure);
  return [
    ...(roi && each.comparisonGroup === undefined ? [`${each.id}: comparison group`] : []),
    ...(roi && each.planChangeRule === undefined ? [`${each.id}: rule for plan changes`] : []),
    ...(roi && each.highClaimantRule === undefined ? [`${each.id}: rule for high claimants`] : []),
    ...(each.auditRight ? [] : [`${each.id}: right to audit`]),
  ];
}

/** What a vendor's guarantees are worth before the year. */
export interface GuaranteeValue {
  readonly vendor: string;
  /** Expected credit. Unit: US dollars, double. */
  readonly expected: number | null;
  readonly standardError: number | null;
  /** Chance that anything at all is paid. Unit: probability. */
  readonly probabilityOfPayment: number | null;
  /** Expected credit by the fees at risk: how much of the headline is real. Unit: share, double. */
  readonly realShare: number | null;
}

/**
 * Tells what a vendor's guarantees are worth under stated metric distributions, so that ten percent at risk which never pay are seen.
 *
 * @unit US dollars, doubles
 * @testedBy contracts/scorecard.test.ts
 * @param o - `terms`; `model` of each measure by guarantee id; `runs`, default 20,000; `seed`.
 * @returns Expected credit with its Monte Carlo error, and the chance of any.
 * @throws {@link CoalitionError} as {@link vendorContract} and {@link simulate}.
 * @example
 * guaranteeValue({ terms: exampleVendor(), model: { idCards: { kind: 'uniform', low: 0.985, high: 1 } }, runs: 1000, seed: 1 }).probabilityOfPayment; // => 0
 */
export function guaranteeValue(o: {
  readonly terms: VendorTerms;
  readonly model: Readonly<Record<string, MetricModel>>;
  readonly runs?: number;
  readonly seed: Seed;
}): GuaranteeValue {
  const contract = vendorContract(o.terms);
  const result = simulate({ contract, facts: factsOf(o.terms, contract, {}), model: o.model, runs: o.runs ?? 20_000, seed: o.seed });
  const atRisk = Number(o.terms.fees) * Number(o.terms.feesAtRisk);
  return {
    vendor: o.terms.vendor,
    expected: result.mean,
    standardError: result.standardError,
    probabilityOfPayment: result.probabilityPositive,
    realShare: result.mean === null || atRisk === 0 ? null : result.mean / atRisk,
  };
}

/** Vendors side by side. */
export interface ScorecardComparison {
  /** Measures that every vendor has: only these are compared. */
  readonly shared: readonly string[];
  /** Measures that only some have, by vendor. */
  readonly onlySome: Readonly<Record<string, readonly string[]>>;
  /** By descending score on the shared measures, then by name. */
  readonly vendors: readonly { readonly vendor: string; readonly sharedScore: string | null; readonly card: Scorecard }[];
}

/**
 * Compares vendors on the measures that all of them have, on one scale; what isn't shared is named, not scored.
 *
 * @formula mean of the scores on the shared measures, all weighted alike
 * @unit score 0 to 1
 * @testedBy contracts/scorecard.test.ts
 * @param vendors - Terms and results of each vendor.
 * @returns Vendors in order, with what isn't comparable.
 * @throws {@link CoalitionError} as {@link vendorContract}.
 * @example
 * compareScorecards([{ terms: exampleVendor(), results: { idCards: '0.98' } }]).vendors.map((each) => each.sharedScore); // => ['1']
 */
export function compareScorecards(vendors: readonly { readonly terms: VendorTerms; readonly results: VendorResults }[]): ScorecardComparison {
  const sets = vendors.map(({ terms }) => new Set(terms.guarantees.map((each) => each.id)));
  const shared = Array.from(sets[0] ?? []).filter((id) => sets.every((set) => set.has(id)));
  const cards = vendors.map((each) => {
    const card = scorecard(each);
    const scores = card.measures.flatMap((measure) => (shared.includes(measure.id) && measure.score !== null ? [new Decimal(measure.score)] : []));
    const sharedScore =
      scores.length === 0
        ? null
        : scores
            .reduce((sum, score) => sum.plus(score), new Decimal(0))
            .div(scores.length)
            .toFixed();
    return { vendor: each.terms.vendor, sharedScore, card };
  });
  return {
    shared,
    onlySome: Object.fromEntries(
      vendors.map(({ terms }) => [terms.vendor, terms.guarantees.map((each) => each.id).filter((id) => !shared.includes(id))]),
    ),
    vendors: cards.sort((a, b) => new Decimal(b.sharedScore ?? -1).cmp(a.sharedScore ?? -1) || (a.vendor < b.vendor ? -1 : 1)),
  };
}

/**
 * A vendor with one guarantee: identity cards on time, $7,500 at risk, sliding from 98 to 90 %.
 *
 * @returns The terms.
 * @example
 * exampleVendor().guarantees.map((each) => each.id); // => ['idCards']
 */
export function exampleVendor(): VendorTerms {
  return {
    vendor: 'Administrator A',
    fees: '75000',
    feesAtRisk: '0.10',
    period: { from: '2026-01-01', to: '2026-12-31' },
    guarantees: [
      {
        id: 'idCards',
        measure: 'ID cards mailed on time',
        scope: 'client',
        direction: 'higherIsBetter',
        target: '0.98',
        floor: '0.90',
        denominator: 'cards due',
        exclusions: [],
        measuredBy: 'vendor report',
        auditRight: true,
        weight: '1',
      },
    ],
  };
}
