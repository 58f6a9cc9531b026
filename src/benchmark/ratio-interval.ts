import { unreachable } from '../errors/unreachable.js';
import { normal } from '../stats/normal.js';
import type { Seed } from '../stats/random.js';
import { studentT } from '../stats/student-t.js';
import { winsorisedMoments } from '../stats/winsorised-moments.js';
import { badInput, warning } from './bad-input.js';
import { bcaShares, bootstrapRatios, replicateQuantile } from './bootstrap.js';
import { FEWEST_LIFE_YEARS } from './compare-rates.js';
import { costInterval } from './cost-interval.js';
import type { CostInterval } from './cost-rate.js';
import { externalCvInterval } from './external-cv-interval.js';
import { type MemberYear, type RatioMoments, ratioMoments } from './ratio-moments.js';

/** Methods of {@link ratioInterval}. */
export type RatioMethod =
  | 'linearised'
  | 'linearisedT'
  | 'logDelta'
  | 'jackknife'
  | 'fieller'
  | 'bootstrapNormal'
  | 'bootstrapBasic'
  | 'bootstrapPercentile'
  | 'bootstrapBca'
  | 'winsorised'
  | 'externalCv'
  | 'pooledExternalCv'
  | 'auto';

/** What {@link ratioInterval} needs. */
export interface RatioIntervalInput {
  /** One for each member-year; the same person of two years twice. */
  readonly members: readonly MemberYear[];
  readonly method: RatioMethod;
  /** Unit: probability. Default 0.95. */
  readonly confidence?: number;
  /** For the bootstrap, unless replicates are given. */
  readonly seed?: Seed;
  /** How many, or the replicates themselves, from anybody's generator. Default 1,999. */
  readonly replicates?: number | readonly number[];
  /** For BCa; default from the jackknife. */
  readonly acceleration?: number;
  /** For the external, pooled and winsorised forms and `auto`: annual pooling point. Unit: US dollars a member-year. */
  readonly point?: number;
  /** For the external forms and `auto`: CV of one life-year at that point. Unit: ratio. */
  readonly cv?: number;
  /** Pooling charge that is added to both bounds. Unit: US dollars per member and month. */
  readonly charge?: number;
}

/** Life-years from which `auto` trusts the group's own variation. */
export const OWN_VARIATION_FROM = 5000;

/**
 * The interval of dollars per month over member-years, by any of the methods in use.
 *
 * Limits: `auto` shows nothing under 30 life-years, uses the pooled external CV below 5,000 and log-delta on pooled claims from there;
 * it never shows a negative bound. Constant data are `degenerate`; Fieller's denominator at zero is `unbounded`.
 *
 * @formula linearised SE = sqrt(n / (n-1) sum (x - R y)^2) / sum y; logDelta R exp(-+ z SE / R); Fieller, jackknife and bootstrap as published
 * @unit US dollars per member and month
 * @source Cochran; Fieller 1954; Davison and Hinkley 1997; spec of the benchmark area, 3.7
 * @testedBy test/benchmark/intervals.test.ts: survey 4.1-1, boot 1.3-28.1
 * @param o - Member-years, method and what it needs.
 * @returns The interval, or `null` when `auto` finds too few lives.
 * @throws {@link CoalitionError} `benchmark/bad-input`, `benchmark/zero-exposure`, `benchmark/too-many-members`.
 * @example
 * const made = ratioInterval({ members: [{ dollars: 0, months: 12 }, { dollars: 2400, months: 12 }], method: 'linearised' });
 * made?.kind === 'interval' && made.point.toFixed(2); // => '100.00'
 */
export function ratioInterval(o: RatioIntervalInput): CostInterval | null {
  const confidence = o.confidence ?? 0.95;
  if (!(confidence > 0 && confidence < 1)) throw badInput('confidence', confidence, 'a share above 0 and below 1');
  if (o.method === 'auto') return autoInterval(o, confidence);
  const m = ratioMoments(o.members);
  if (m.standardError === 0 && o.method !== 'externalCv' && o.method !== 'pooledExternalCv') return { kind: 'degenerate' };
  const z = normal.quantile((1 + confidence) / 2);
  const around = (half: number): CostInterval =>
    costInterval({ method: methodName(o.method), confidence, point: m.ratio, low: m.ratio - half, high: m.ratio + half });
  switch (o.method) {
    case 'linearised':
      return around(z * m.standardError);
    case 'linearisedT':
      return around(studentT.quantile((1 + confidence) / 2, m.n - 1) * m.standardError);
    case 'jackknife':
      return around(studentT.quantile((1 + confidence) / 2, m.n - 1) * (m.jackknife?.standardError ?? m.standardError));
    case 'logDelta':
      return logDelta(m, z, confidence);
    case 'fieller':
      return fieller(m, confidence);
    case 'winsorised':
      return winsorised(o, confidence);
    case 'externalCv':
      return externalCvInterval({ amount: m.ratio, lifeYears: (m.meanMonths * m.n) / 12, cv: needed('cv', o.cv), confidence });
    case 'pooledExternalCv':
      return pooledExternal(o, confidence);
    case 'bootstrapNormal':
    case 'bootstrapBasic':
    case 'bootstrapPercentile':
    case 'bootstrapBca':
      return bootstrapInterval(o, m, confidence);
    default:
      return unreachable(o.method);
  }
}

function methodName(method: RatioMethod): Exclude<RatioMethod, 'auto'> {
  return method === 'auto' ? 'logDelta' : method;
}

function needed(name: string, value: number | undefined): number {
  if (value === undefined) throw badInput(name, 'absent', `${name} for this method`);
  return value;
}

function logDelta(m: RatioMoments, z: number, confidence: number): CostInterval {
  if (!(m.ratio > 0)) throw badInput('the ratio', m.ratio, 'dollars above 0 in total; roll a negative cell up first');
  const spread = Math.exp((z * m.standardError) / m.ratio);
  return costInterval({ method: 'logDelta', confidence, point: m.ratio, low: m.ratio / spread, high: m.ratio * spread });
}

function fieller(m: RatioMoments, confidence: number): CostInterval {
  const t = studentT.quantile((1 + confidence) / 2, m.n - 1);
  const { varianceDollars: sxx, varianceMonths: syy, covariance: sxy, meanMonths: my, ratio } = m;
  if (syy === 0)
    return costInterval({
      method: 'fieller',
      confidence,
      point: ratio,
      low: ratio - (t / my) * Math.sqrt(sxx),
      high: ratio + (t / my) * Math.sqrt(sxx),
    });
  const g = (t * t * syy) / (my * my);
  if (g >= 1) return { kind: 'unbounded', g };
  const root = sxx - 2 * ratio * sxy + ratio * ratio * syy - g * (sxx - (sxy * sxy) / syy);
  const half = (t / my) * Math.sqrt(Math.max(0, root));
  const centre = ratio - (g * sxy) / syy;
  return costInterval({ method: 'fieller', confidence, point: ratio, low: (centre - half) / (1 - g), high: (centre + half) / (1 - g) });
}

/** Member-years cut at the pooling point, prorated by months. */
export function pooledMembers(members: readonly MemberYear[], point: number): readonly MemberYear[] {
  if (!(Number.isFinite(point) && point > 0)) throw badInput('point', point, 'a pooling point above 0');
  return members.map((member) => ({ dollars: Math.min(member.dollars, (point * member.months) / 12), months: member.months }));
}

function withCharge(interval: CostInterval, charge: number, method: 'winsorised' | 'logDelta'): CostInterval {
  if (interval.kind !== 'interval') return interval;
  const { low, high } = interval.raw;
  return costInterval({
    method,
    confidence: interval.confidence,
    point: interval.point.toNumber() + charge,
    low: low === null ? null : low + charge,
    high: high === null ? null : high + charge,
    warnings: interval.warnings,
  });
}

/** Log-delta on member-years pulled in to the pooling point (or to their own 99 % quantile), the charge added to both bounds. */
function winsorised(o: RatioIntervalInput, confidence: number): CostInterval {
  const point = o.point ?? winsorisedMoments({ values: o.members.map((member) => member.dollars), upperShare: 0.01 }).high ?? Number.MAX_VALUE;
  const pooled = pooledMembers(o.members, point);
  const inner = ratioInterval({ members: pooled, method: 'logDelta', confidence });
  return inner === null ? { kind: 'degenerate' } : withCharge(inner, o.charge ?? 0, 'winsorised');
}

function pooledExternal(o: RatioIntervalInput, confidence: number): CostInterval {
  const m = ratioMoments(pooledMembers(o.members, needed('point', o.point)));
  return externalCvInterval({ amount: m.ratio, lifeYears: (m.meanMonths * m.n) / 12, cv: needed('cv', o.cv), charge: o.charge ?? 0, confidence });
}

function autoInterval(o: RatioIntervalInput, confidence: number): CostInterval | null {
  const lifeYears = o.members.reduce((sum, member) => sum + member.months, 0) / 12;
  if (lifeYears < FEWEST_LIFE_YEARS) return null;
  const { point } = o;
  if (point === undefined) return unpooled(o, lifeYears, confidence);
  if (lifeYears < OWN_VARIATION_FROM) return pooledExternal(o, confidence);
  const inner = ratioInterval({ members: pooledMembers(o.members, point), method: 'logDelta', confidence });
  return inner === null ? null : withCharge(inner, o.charge ?? 0, 'logDelta');
}

/** Without a pooling point large claims can't be pooled: wider, and said so. */
function unpooled(o: RatioIntervalInput, lifeYears: number, confidence: number): CostInterval {
  const { ratio } = ratioMoments(o.members);
  const interval = externalCvInterval({ amount: ratio, lifeYears, cv: needed('cv', o.cv), confidence });
  return {
    ...interval,
    warnings: [warning('benchmark/unpooled', 'No pooling point was given, so large claims are not pooled and the interval is wider than need be.')],
  };
}

function bootstrapInterval(o: RatioIntervalInput, m: RatioMoments, confidence: number): CostInterval {
  const given = o.replicates ?? 1999;
  const replicates = typeof given === 'number' ? bootstrapRatios({ members: o.members, seed: needed('seed', o.seed), replicates: given }) : given;
  const sorted = [...replicates].sort((a, b) => a - b);
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  if (least === undefined || most === undefined || least === most) return { kind: 'degenerate' };
  const tail = (1 - confidence) / 2;
  const bounds = bootstrapBounds(o, { m, sorted, tail, confidence });
  const outside = bounds.low === null || bounds.high === null;
  return costInterval({
    method: methodName(o.method),
    confidence,
    point: m.ratio,
    ...bounds,
    warnings: outside
      ? [
          warning(
            'benchmark/quantile-outside',
            `${sorted.length} replicates are too few for a confidence of ${confidence}: a rank lies outside them.`,
          ),
        ]
      : [],
  });
}

function bootstrapBounds(
  o: RatioIntervalInput,
  b: { readonly m: RatioMoments; readonly sorted: readonly number[]; readonly tail: number; readonly confidence: number },
): { readonly low: number | null; readonly high: number | null } {
  const { m, sorted, tail, confidence } = b;
  const ratio = m.ratio;
  if (o.method === 'bootstrapNormal') {
    const mean = sorted.reduce((sum, each) => sum + each, 0) / sorted.length;
    const sd = Math.sqrt(sorted.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (sorted.length - 1));
    const z = normal.quantile(1 - tail);
    return { low: 2 * ratio - mean - z * sd, high: 2 * ratio - mean + z * sd };
  }
  const [low, high] = [replicateQuantile(sorted, tail), replicateQuantile(sorted, 1 - tail)];
  if (o.method === 'bootstrapPercentile') return { low, high };
  if (o.method === 'bootstrapBasic') return { low: high === null ? null : 2 * ratio - high, high: low === null ? null : 2 * ratio - low };
  const acceleration = o.acceleration ?? m.jackknife?.acceleration ?? 0;
  const shares = bcaShares({ replicates: sorted, ratio, acceleration, confidence });
  return shares === null ? { low: null, high: null } : { low: replicateQuantile(sorted, shares.low), high: replicateQuantile(sorted, shares.high) };
}
