import { CoalitionError } from '../errors/coalition-error.js';
import type { CostBasis } from '../money/cost-basis.js';
import type { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import type { Explanation, Step } from '../reference/explanation.js';
import { warning } from './bad-input.js';
import { basisInWords, basisTitle } from './basis-words.js';
import { combineUncertainty } from './combine-uncertainty.js';
import type { CostInterval, CostRate } from './cost-rate.js';
import { blend, limitedFluctuation } from './credibility.js';
import { externalCvInterval } from './external-cv-interval.js';
import { chanceOfLuck, detectability } from './luck.js';
import { assertComparable } from './mismatch.js';

/** One thing that a group can do next, with what it would bring. */
export interface NextStep {
  readonly id: 'combineYears' | 'compareByService' | 'joinPooledEstimate' | 'askForVariation';
  readonly label: string;
  /** Credibility that the step would give; `null` where it has no such number. Unit: share. */
  readonly z: number | null;
}

/** Whether a rate differs from a benchmark, and what to believe. */
export interface Comparison extends Explanation {
  /** Subject over benchmark. */
  readonly ratio: Decimal;
  /** Subject less benchmark. Unit: US dollars per `basis.per` and `basis.period`. */
  readonly difference: Usd;
  /** Around the subject, with the uncertainty of process, benchmark and adjustments. */
  readonly interval: CostInterval | null;
  readonly verdict: 'higher' | 'lower' | 'notDistinguishable' | 'notAssessable';
  /** Credibility of the subject's own figure. Unit: share. */
  readonly z: number | null;
  /** Unit: as the rates. */
  readonly bestEstimate: Usd | null;
  /** Chance that an average group of this size looks at least as far off in the same direction. Unit: probability. */
  readonly chanceOfLuck: number | null;
  /** Smallest saving that a group of this size can see at 80 % power. Unit: share. */
  readonly smallestDetectable: number | null;
  readonly nextSteps: readonly NextStep[];
  readonly basis: CostBasis;
}

/** What {@link compareRates} needs. */
export interface CompareInput<B extends CostBasis> {
  readonly subject: CostRate<B>;
  /** Of the same basis: another one doesn't compile when literal, and is refused at run time. */
  readonly benchmark: CostRate<NoInfer<B>>;
  /** Unit: probability. Default 0.95. */
  readonly confidence?: number;
  /** Coefficient of variation of one life-year at the subject's pooling point; makes the interval, Z and the chance of luck. Unit: ratio. */
  readonly cv?: number;
  /** The same without pooling, for the chance of luck, which is about what was observed. Default `cv`. Unit: ratio. */
  readonly rawCv?: number;
  /** The part of the subject that is a pooling charge. Unit: as the rates. Default 0. */
  readonly charge?: Usd;
  /** Relative standard error of the benchmark. Unit: share. Default 0. */
  readonly benchmarkStandardError?: number;
  /** What the benchmark is, as the complement of credibility. Default `benchmark`. */
  readonly complementName?: string;
}

/** Fewest life-years for which an interval is shown. */
export const FEWEST_LIFE_YEARS = 30;

/**
 * Says whether a rate is higher or lower than a benchmark, or whether nobody can tell.
 *
 * Limits: `higher` or `lower` only when the whole interval lies on one side of the benchmark; a bare percentage is never the answer.
 *
 * @formula interval of the subject joined with the benchmark's error and the ledger's ranges; verdict by whether it holds the benchmark
 * @unit US dollars per `basis.per` and `basis.period`
 * @source spec of the benchmark area, 3.10
 * @testedBy test/benchmark/compare.test.ts: the 50-employee firm
 * @param o - Subject, benchmark, variation, charge, benchmark's error.
 * @returns Ratio, interval, verdict, credibility, best estimate, chance of luck and what to do next.
 * @throws {@link CoalitionError} `basis/mismatch`, `benchmark/immature`, `benchmark/zero-exposure`.
 * @example
 * const basis = { ...basisPresets.hcci, period: 'month' } as const;
 * const subject = costRate({ basis, numerator: '648000', exposure: '1200', lifeYears: '100' });
 * const benchmark = costRate({ basis, amount: '600' });
 * compareRates({ subject, benchmark, cv: 2.415364, charge: usd('33') }).verdict; // => 'notDistinguishable'
 */
export function compareRates<const B extends CostBasis>(o: CompareInput<B>): Comparison {
  const { subject, benchmark } = o;
  if (subject.basis.completion === 'immature' || benchmark.basis.completion === 'immature') {
    throw new CoalitionError(
      'benchmark/immature',
      'Months that are still being paid are compared without completion. Apply a completion step first.',
      { through: 'unknown' },
    );
  }
  assertComparable(subject.basis, benchmark.basis);
  const theirs = sameUnits(benchmark, subject.basis.period);
  if (!theirs.gt(0))
    throw new CoalitionError(
      'benchmark/zero-exposure',
      `The benchmark is ${theirs.toFixed()}, which nothing can be compared with. Give one above 0.`,
      { cents: 0 },
    );
  const confidence = o.confidence ?? 0.95;
  const lifeYears = subject.lifeYears?.toNumber() ?? null;
  const variation = o.cv !== undefined && lifeYears !== null && lifeYears > 0 && subject.amount.gt(0) ? { cv: o.cv, lifeYears } : null;
  const ratio = subject.amount.div(theirs);
  const own = variation === null ? null : ownInterval(o, { ...variation, confidence });
  const tooFew = lifeYears !== null && lifeYears < FEWEST_LIFE_YEARS;
  const subjectInterval = tooFew ? null : (subject.interval ?? own);
  const interval = subjectInterval === null ? null : joined(o, subjectInterval, confidence);
  const z = variation === null ? null : limitedFluctuation(variation).z;
  const complementName = o.complementName ?? 'benchmark';
  const bestEstimate = z === null ? null : blend({ own: subject.amount, complement: theirs, z, complementName });
  const warnings = [
    ...subject.warnings,
    ...benchmark.warnings,
    ...(tooFew
      ? [warning('benchmark/too-few-lives', `${lifeYears} life-years are too few for an honest interval (${FEWEST_LIFE_YEARS} at least).`)]
      : []),
  ];
  return {
    ratio,
    difference: usd(subject.amount.minus(theirs)),
    interval,
    verdict: verdictOf(interval, theirs),
    z,
    bestEstimate,
    chanceOfLuck: variation === null ? null : luckOf(ratio.toNumber(), { ...variation, cv: o.rawCv ?? variation.cv }),
    smallestDetectable: variation === null ? null : detectability(variation).smallestDetectable,
    nextSteps: nextSteps(variation),
    basis: subject.basis,
    steps: stepsOf({ subject, theirs, ratio, interval, z, bestEstimate, complementName }),
    assumptions: [
      ...subject.assumptions,
      ...benchmark.assumptions,
      ...(variation === null ? [] : [{ id: 'cv', value: String(variation.cv), evidence: 'assumed' as const, source: 'given with the comparison' }]),
      { id: 'complement', value: complementName, evidence: 'assumed', source: 'given with the comparison' },
    ],
    warnings,
    tables: [...subject.tables, ...benchmark.tables],
  };
}

function sameUnits(benchmark: CostRate, period: 'month' | 'year'): Usd {
  if (benchmark.basis.period === period) return benchmark.amount;
  return usd(period === 'month' ? benchmark.amount.div(12) : benchmark.amount.times(12));
}

function ownInterval(
  o: { readonly subject: CostRate; readonly charge?: Usd },
  v: { cv: number; lifeYears: number; confidence: number },
): CostInterval {
  const charge = o.charge?.toNumber() ?? 0;
  const amount = Math.max(0, o.subject.amount.toNumber() - charge);
  return externalCvInterval({ amount, ...(o.charge === undefined ? {} : { charge }), ...v });
}

function joined(
  o: { readonly subject: CostRate; readonly benchmarkStandardError?: number },
  interval: CostInterval,
  confidence: number,
): CostInterval {
  if (interval.kind !== 'interval' || interval.raw.low === null || interval.raw.high === null) return interval;
  const ranges = o.subject.ledger.flatMap((step) =>
    step.factor === null || step.low.eq(step.high) || !step.low.gt(0) ? [] : [{ low: step.low.toNumber(), high: step.high.toNumber() }],
  );
  const standardErrors = o.benchmarkStandardError === undefined ? [] : [o.benchmarkStandardError];
  if ((ranges.length === 0 && standardErrors.length === 0) || interval.raw.low <= 0) return interval;
  return combineUncertainty({
    point: o.subject.amount.toNumber(),
    low: interval.raw.low,
    high: interval.raw.high,
    confidence,
    standardErrors,
    ranges,
  });
}

function verdictOf(interval: CostInterval | null, benchmark: Usd): Comparison['verdict'] {
  if (interval === null || interval.kind === 'degenerate') return 'notAssessable';
  if (interval.kind === 'unbounded') return 'notDistinguishable';
  const { low, high } = interval;
  if (low !== null && low.gt(benchmark)) return 'higher';
  if (high !== null && high.lt(benchmark)) return 'lower';
  return 'notDistinguishable';
}

function luckOf(ratio: number, variation: { cv: number; lifeYears: number }): number {
  const below = chanceOfLuck({ ...variation, ratio });
  return ratio <= 1 ? below : 1 - below;
}

function nextSteps(variation: { cv: number; lifeYears: number } | null): readonly NextStep[] {
  if (variation === null)
    return [{ id: 'askForVariation', label: 'give member-years or a coefficient of variation, so that the difference can be judged', z: null }];
  const three = limitedFluctuation({ ...variation, lifeYears: variation.lifeYears * 3 }).z;
  return [
    { id: 'combineYears', label: 'pool three years', z: three },
    { id: 'compareByService', label: 'compare price and use per service', z: null },
    { id: 'joinPooledEstimate', label: "join the coalition's pooled estimate", z: null },
  ];
}

function stepsOf(o: {
  subject: CostRate;
  theirs: Usd;
  ratio: Decimal;
  interval: CostInterval | null;
  z: number | null;
  bestEstimate: Usd | null;
  complementName: string;
}): readonly Step[] {
  const unit = `US dollars per ${o.subject.basis.per} and ${o.subject.basis.period}`;
  const steps: Step[] = [
    ...o.subject.steps,
    { id: 'basis', label: 'what is compared', value: basisInWords(o.subject.basis) },
    { id: 'subject', label: basisTitle(o.subject.basis), value: o.subject.amount.toFixed(), unit },
    { id: 'benchmark', label: o.complementName, value: o.theirs.toFixed(), unit },
    { id: 'ratio', label: 'subject over benchmark', formula: 'subject / benchmark', value: o.ratio.toFixed(), unit: 'ratio' },
  ];
  if (o.interval?.kind === 'interval') {
    const bound = (value: Usd | null): string => (value === null ? 'not shown' : value.toFixed());
    steps.push({
      id: 'interval',
      label: `interval (${o.interval.method}, ${o.interval.confidence})`,
      value: `${bound(o.interval.low)} to ${bound(o.interval.high)}`,
      unit,
    });
  }
  if (o.z !== null && o.bestEstimate !== null) {
    steps.push({ id: 'z', label: 'credibility', formula: 'min(1, sqrt(life-years / full))', value: String(o.z), unit: 'share' });
    steps.push({
      id: 'bestEstimate',
      label: `best estimate, complement: ${o.complementName}`,
      formula: 'Z x own + (1 - Z) x complement',
      value: o.bestEstimate.toFixed(),
      unit,
    });
  }
  return steps;
}
