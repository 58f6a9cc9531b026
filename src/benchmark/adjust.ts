import { CoalitionError } from '../errors/coalition-error.js';
import type { CostBasis } from '../money/cost-basis.js';
import { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import type { Citation } from '../reference/citation.js';
import type { LedgerFactor } from '../reference/explanation.js';
import { badInput } from './bad-input.js';
import { basisInWords } from './basis-words.js';
import type { AdjustmentKind, AdjustmentStep, CostInterval, CostRate } from './cost-rate.js';

/** Kinds whose factor says how much costlier the subject is than the reference, so that the rate is divided by it. */
const DIVIDES: ReadonlySet<AdjustmentKind> = /* @__PURE__ */ new Set<AdjustmentKind>([
  'demographic',
  'area',
  'industry',
  'benefit',
  'network',
  'riskScore',
]);

/** A step that scales the rate. */
export interface FactorStep {
  readonly kind: AdjustmentKind;
  /** For `demographic`, `area`, `industry`, `benefit`, `network` and `riskScore` the subject's relative cost, which divides; for all others the multiplier. */
  readonly factor: Decimal | string;
  readonly low?: Decimal | string;
  readonly high?: Decimal | string;
  readonly source: Citation | string;
  readonly tableVersion?: string;
  /** For `riskScore`: whether it already holds age and sex. Default true. */
  readonly containsAgeSex?: boolean;
}

/** A step that adds to the rate (a charge, administration) or takes from it (rebates: a negative amount). */
export interface AmountStep {
  readonly kind: AdjustmentKind;
  /** Unit: as the rate. */
  readonly amount: Usd;
  readonly low?: Usd;
  readonly high?: Usd;
  readonly source: Citation | string;
  readonly tableVersion?: string;
}

/** What {@link adjust} takes: a factor, an amount, or what trend returns for completion. */
export type AdjustmentInput = FactorStep | AmountStep;

/** Options of {@link adjust}. */
export interface AdjustOptions {
  /** Allow a second step of a kind, and demographics beside a risk score with age and sex. Default false. */
  readonly allowOverlap?: boolean;
  /** Features that the factors must not adjust away, because the coalition means to change them; printed with the result. */
  readonly exclude?: readonly string[];
}

/**
 * Makes a completion step of what trend returns: the multiplier 1 / completion factor with its range.
 *
 * @unit none (a multiplier)
 * @testedBy test/benchmark/compare.test.ts
 * @param factor - Trend's ledger factor, at least 1 normally.
 * @returns A step for {@link adjust}.
 * @example
 * completionAdjustment({ factor: new Decimal('1.05'), low: new Decimal('1.03'), high: new Decimal('1.08'), source: 'trend' }).kind; // => 'completion'
 */
export function completionAdjustment(factor: LedgerFactor): FactorStep {
  return { kind: 'completion', factor: factor.factor, low: factor.low, high: factor.high, source: factor.source };
}

/**
 * Makes a trend step from one exposure-weighted midpoint to another.
 *
 * @formula (1 + t)^(months / 12)
 * @unit none (a multiplier)
 * @testedBy test/benchmark/compare.test.ts
 * @param o - Annual trend (share) with its range, months between the midpoints, source.
 * @returns A step for {@link adjust}.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * trendAdjustment({ annual: '0.08', months: '12', source: 'survey' }).factor.toFixed(2); // => '1.08'
 */
export function trendAdjustment(o: {
  readonly annual: Decimal | string;
  readonly low?: Decimal | string;
  readonly high?: Decimal | string;
  /** Unit: months between exposure-weighted midpoints. */
  readonly months: Decimal | string;
  readonly source: Citation | string;
}): FactorStep & { readonly factor: Decimal; readonly low: Decimal; readonly high: Decimal } {
  const years = new Decimal(o.months).div(12);
  const grown = (annual: Decimal | string): Decimal => {
    const base = new Decimal(1).plus(annual);
    if (!base.gt(0)) throw badInput('annual', new Decimal(annual).toFixed(), 'a trend above -1');
    return base.pow(years);
  };
  return { kind: 'trend', factor: grown(o.annual), low: grown(o.low ?? o.annual), high: grown(o.high ?? o.annual), source: o.source };
}

/**
 * Applies adjustments to a rate and keeps a ledger of them: what was observed, what was done, what is compared.
 *
 * Limits: a second step of a kind is refused, as is age and sex beside a risk score that holds them. The order of factors changes
 * the printout and not the amount.
 *
 * @formula amount x product of multipliers (1 / factor where the factor is a relative cost) + amounts
 * @unit as the rate
 * @source spec of the benchmark area, 3.5
 * @testedBy test/benchmark/compare.test.ts: product of the ledger equals adjusted over unadjusted
 * @param rate - The observed rate.
 * @param steps - In the order of the printout.
 * @param o - Overlaps and features that stay.
 * @returns The adjusted rate; its basis says completed, pooled, net and so on where a step made it so.
 * @throws {@link CoalitionError} `benchmark/adjusted-twice`, `benchmark/bad-input`.
 * @example
 * const rate = costRate({ basis: basisPresets.hcci, amount: '6000' });
 * adjust(rate, [{ kind: 'trend', factor: '1.05', source: 'survey' }, { kind: 'demographic', factor: '1.2', source: 'coalition' }]).amount.toFixed(2); // => '5250.00'
 */
export function adjust(rate: CostRate, steps: readonly AdjustmentInput[], o: AdjustOptions = {}): CostRate {
  refuseTwice(rate, steps, o);
  let [top, bottom] = [new Decimal(rate.amount), new Decimal(1)];
  let basis: CostBasis = rate.basis;
  let { interval } = rate;
  const ledger: AdjustmentStep[] = [];
  for (const step of steps) {
    const before = basis;
    basis = basisAfter(basis, step);
    if ('amount' in step) {
      top = top.plus(step.amount.times(bottom));
      interval = shifted(interval, step.amount);
      ledger.push(amountLine(step, before, basis));
      continue;
    }
    const factor = positiveFactor(step.kind, step.factor);
    const divides = DIVIDES.has(step.kind);
    if (divides) bottom = bottom.times(factor);
    else top = top.times(factor);
    interval = stretched(interval, divides ? new Decimal(1).div(factor) : factor);
    ledger.push(factorLine(step, factor, { before, after: basis, divides }));
  }
  const amount = usd(top.div(bottom));
  return {
    ...rate,
    basis,
    amount,
    numerator: usd(amount.times(rate.exposure)),
    interval: interval?.kind === 'interval' ? { ...interval, point: amount } : interval,
    ledger: [...rate.ledger, ...ledger],
    steps: [
      ...rate.steps,
      ...ledger,
      { id: 'adjusted', label: 'adjusted rate', value: amount.toFixed(), unit: `US dollars per ${basis.per} and ${basis.period}` },
    ],
    assumptions: [
      ...rate.assumptions,
      ...ledger.map((line) => ({
        id: line.kind,
        value: `${line.low.toFixed()} to ${line.high.toFixed()}`,
        evidence: 'assumed' as const,
        source: line.evidence,
      })),
      ...(o.exclude === undefined
        ? []
        : [{ id: 'notAdjustedFor', value: o.exclude.join(', '), evidence: 'assumed' as const, source: 'the coalition means to change these' }]),
    ],
  };
}

function refuseTwice(rate: CostRate, steps: readonly AdjustmentInput[], o: AdjustOptions): void {
  if (o.allowOverlap === true) return;
  const seen = new Set<AdjustmentKind>(rate.ledger.map((line) => line.kind));
  for (const step of steps) {
    if (seen.has(step.kind)) throw twice(step.kind, `The rate was already adjusted for ${step.kind}.`);
    seen.add(step.kind);
  }
  const score = steps.find((step) => step.kind === 'riskScore');
  const holdsAge = score !== undefined && !('amount' in score) && score.containsAgeSex !== false;
  if ((holdsAge || rate.ledger.some((line) => line.kind === 'riskScore')) && seen.has('demographic') && seen.has('riskScore')) {
    throw twice('demographic', 'The risk score already holds age and sex, and a demographic factor stands beside it.');
  }
}

function twice(kind: string, what: string): CoalitionError<'benchmark/adjusted-twice'> {
  return new CoalitionError('benchmark/adjusted-twice', `${what} Leave one out, or say allowOverlap when the two are about different things.`, {
    kind,
  });
}

function positiveFactor(kind: string, value: Decimal | string): Decimal {
  const factor = new Decimal(value);
  if (!factor.isFinite() || !factor.gt(0)) throw badInput(`the factor of ${kind}`, factor.toFixed(), 'a finite factor above 0');
  return factor;
}

function basisAfter(basis: CostBasis, step: AdjustmentInput): CostBasis {
  switch (step.kind) {
    case 'completion':
      return { ...basis, completion: 'completed' };
    case 'admin':
      return { ...basis, admin: 'in' };
    case 'rebates':
      return { ...basis, rebates: 'net' };
    case 'nonClaims':
      return { ...basis, nonClaims: 'in' };
    case 'charge':
      return basis.largeClaims.kind === 'pooled' ? { ...basis, largeClaims: { ...basis.largeClaims, charge: 'added' } } : basis;
    default:
      return basis;
  }
}

function amountLine(step: AmountStep, before: CostBasis, after: CostBasis): AdjustmentStep {
  return {
    id: step.kind,
    label: `${step.kind} added`,
    value: step.amount.toFixed(),
    unit: 'US dollars',
    kind: step.kind,
    factor: null,
    amount: step.amount,
    low: step.low ?? step.amount,
    high: step.high ?? step.amount,
    basisBefore: basisInWords(before),
    basisAfter: basisInWords(after),
    evidence: step.source,
    ...(step.tableVersion === undefined ? {} : { tableVersion: step.tableVersion }),
  };
}

function factorLine(
  step: FactorStep,
  factor: Decimal,
  o: { readonly before: CostBasis; readonly after: CostBasis; readonly divides: boolean },
): AdjustmentStep {
  const [low, high] = [positiveFactor(step.kind, step.low ?? factor), positiveFactor(step.kind, step.high ?? factor)];
  if (low.gt(factor) || high.lt(factor))
    throw badInput(`the range of ${step.kind}`, `${low.toFixed()} to ${high.toFixed()}`, 'a range that holds the factor');
  const one = new Decimal(1);
  const multiplier = o.divides ? one.div(factor) : factor;
  return {
    id: step.kind,
    label: o.divides ? `divided by the relative cost of ${step.kind}` : `multiplied for ${step.kind}`,
    value: factor.toFixed(),
    unit: 'factor',
    kind: step.kind,
    factor: multiplier,
    amount: null,
    low: o.divides ? one.div(high) : low,
    high: o.divides ? one.div(low) : high,
    basisBefore: basisInWords(o.before),
    basisAfter: basisInWords(o.after),
    evidence: step.source,
    ...(step.tableVersion === undefined ? {} : { tableVersion: step.tableVersion }),
  };
}

function stretched(interval: CostInterval | null, factor: Decimal): CostInterval | null {
  if (interval?.kind !== 'interval') return interval;
  const scale = factor.toNumber();
  const money = (bound: Usd | null): Usd | null => (bound === null ? null : usd(bound.times(factor)));
  const raw = (bound: number | null): number | null => (bound === null ? null : bound * scale);
  return { ...interval, low: money(interval.low), high: money(interval.high), raw: { low: raw(interval.raw.low), high: raw(interval.raw.high) } };
}

function shifted(interval: CostInterval | null, amount: Usd): CostInterval | null {
  if (interval?.kind !== 'interval') return interval;
  const money = (bound: Usd | null): Usd | null => (bound === null ? null : usd(bound.plus(amount)));
  const raw = (bound: number | null): number | null => (bound === null ? null : bound + amount.toNumber());
  return { ...interval, low: money(interval.low), high: money(interval.high), raw: { low: raw(interval.raw.low), high: raw(interval.raw.high) } };
}
