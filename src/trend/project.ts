import type { Warning } from '../errors/finding.js';
import { Decimal } from '../money/decimal.js';
import { type Usd, type UsdInput, usd } from '../money/usd.js';
import type { Assumption, Explanation } from '../reference/explanation.js';
import type { IsoDate } from '../time/iso-date.js';
import { type Credibility, credibilityWeight } from './credibility.js';
import { NOT_AN_OPINION } from './disclosure.js';
import type { NamedLoad } from './loads.js';
import { midpoint, type ProjectionPeriod } from './midpoint.js';
import { finite, invalidInput } from './triangle-spec.js';

/** A yearly rate that may change with the calendar year; a year without an entry takes the nearest earlier one, or the first. */
export type AnnualRate = number | readonly { /** Calendar year. */ readonly year: number /** Unit: share a year. */; readonly rate: number }[];

/** One driver of cost, such as unit price, use or mix. Rates of several multiply. */
export interface TrendComponent {
  readonly name: string;
  /** Unit: share a year, 0.07 for 7 %. */
  readonly annual: AnnualRate;
  /** Months it runs, where they aren't midpoint to midpoint. Unit: months. */
  readonly months?: number;
  readonly source: string;
}

/** A one-time change, as a multiplier with who says so. */
export interface NamedFactor {
  readonly name: string;
  /** Unit: none (a multiplier). */
  readonly factor: number;
  readonly source: string;
}

/** How often the plan's members use care, beside a table from outside; it gets a weight of its own. */
export interface BlendedFrequency {
  /** Unit: the same as `manual`, such as services per 1,000 members. */
  readonly own: number;
  readonly manual: number;
  readonly credibility: Credibility;
  readonly source: string;
}

/** Cost of large claims, which are not in the base and get a weight of their own. */
export interface BlendedLargeClaims {
  /** Own, projected. Unit: US dollars, per unit of the base. */
  readonly own: UsdInput;
  /** From outside, such as a pooling charge. Unit: US dollars, per unit of the base. */
  readonly manual: UsdInput;
  readonly credibility: Credibility;
  readonly source: string;
}

/** How {@link project} is asked. */
export interface ProjectOptions {
  readonly trends: readonly TrendComponent[];
  /** Whose cost the base is. */
  readonly from: ProjectionPeriod;
  /** Whose cost is wanted. */
  readonly to: ProjectionPeriod;
  readonly benefit?: NamedFactor;
  readonly demographic?: NamedFactor;
  readonly network?: NamedFactor;
  readonly programme?: NamedFactor;
  /** Weight of the own experience against `manual`. Default 1. */
  readonly credibility?: Credibility;
  /** A rate from outside for the projection period. Unit: US dollars, per unit of the base. */
  readonly manual?: { readonly amount: UsdInput; readonly source: string };
  /** Frequency, where it is as credible as its own rule says: the base is rescaled to the blended frequency. */
  readonly frequency?: BlendedFrequency;
  /** Large claims, blended by their own rule and added. */
  readonly largeClaims?: BlendedLargeClaims;
  readonly loads?: readonly NamedLoad[];
  /** Premium is added, expected recoveries are taken off. */
  readonly stopLoss?: { readonly premium: UsdInput; readonly expectedRecoveries: UsdInput; readonly source: string };
}

/** One line of the walk from experience to projection. */
export interface WalkStep {
  readonly step: string;
  /** Null where an amount is added. Unit: none (a multiplier). */
  readonly factor: number | null;
  /** Null where a factor multiplies. Unit: US dollars, per unit of the base. */
  readonly added: Usd | null;
  /** After this step. Unit: US dollars, per unit of the base. */
  readonly running: Usd;
  readonly source: string;
  /** When the source was looked at, where that was said. */
  readonly date?: IsoDate;
}

/** What next year costs, and the walk to it. */
export interface Projection extends Explanation {
  /** Unit: US dollars, per unit of the base. */
  readonly base: Usd;
  /** Unit: US dollars, per unit of the base. */
  readonly projected: Usd;
  /** From midpoint to midpoint. Unit: months. */
  readonly months: number;
  readonly walk: readonly WalkStep[];
  readonly note: string;
}

/**
 * Tells how much a yearly rate does over a stretch of time, piece by piece where it changes with the calendar year.
 *
 * @formula product over calendar years of (1 + rate) ^ (months in that year / 12)
 * @unit none (a multiplier)
 * @testedBy trend/project.test.ts
 * @param annual - One rate, or rates by calendar year.
 * @param o - `from`, `to`: points in time as year x 12 + month - 1 with a fraction.
 * @returns The factor; below 1 when going back in time under a positive rate.
 * @throws {@link CoalitionError} `trend/invalid-input` for a rate of -1 or below, rates without an entry, or a factor beyond what a number holds.
 * @example
 * trendFactor(0.08, { from: 24300, to: 24312 }).toFixed(6); // => '1.080000'
 */
export function trendFactor(annual: AnnualRate, o: { readonly from: number; readonly to: number }): number {
  const checked = (rate: number): number => {
    if (!(finite('rate', rate) > -1)) throw invalidInput('rate', rate, 'A yearly trend is above -1; write 0.07 for 7 %.');
    return rate;
  };
  const months = finite('to', o.to) - finite('from', o.from);
  if (!(Math.abs(months) <= 12_000)) throw invalidInput('to', o.to, 'Give points in time at most a thousand years apart.');
  if (typeof annual === 'number') return finite('factor', (1 + checked(annual)) ** (months / 12));
  const rates = [...annual].sort((a, b) => a.year - b.year);
  const first = rates[0];
  if (first === undefined) throw invalidInput('rates', 'empty', 'Give at least one year.');
  const [low, high] = [Math.min(o.from, o.to), Math.max(o.from, o.to)];
  let log = 0;
  for (let year = Math.floor(low / 12); year * 12 < high; year += 1) {
    const part = Math.min(high, (year + 1) * 12) - Math.max(low, year * 12);
    log += (Math.log(1 + checked((rates.findLast((each) => each.year <= year) ?? first).rate)) * part) / 12;
  }
  return finite('factor', Math.exp(o.to >= o.from ? log : -log));
}

/**
 * Projects the cost per member or employee from one period to another, with a walk that shows every step.
 *
 * Limits: a point estimate under stated assumptions; no rate has a default.
 *
 * @formula base x product of (1 + t) ^ (months / 12) x benefit x demographic x network x programme x (Z own + (1 - Z) manual) / own
 *   frequency, blended with the manual rate by credibility, plus blended large claims, loads and stop-loss; months run from
 *   exposure-weighted midpoint to midpoint
 * @unit US dollars, per unit of the base
 * @testedBy trend/project.test.ts
 * @param base - Cost of the experience period, completed. Unit: US dollars per member or employee per month.
 * @param o - Trends, periods, factors, credibility, loads.
 * @returns The projection, its months and its walk.
 * @throws {@link CoalitionError} `trend/invalid-input`, `money/not-an-amount`.
 * @example
 * const next = project('500', {
 *   trends: [{ name: 'allowed cost', annual: 0.08, source: 'our estimate' }],
 *   from: { months: ['2025-01', '2025-12'] }, to: { months: ['2026-01', '2026-12'] },
 * });
 * next.projected.toFixed(2); // => '540.00'
 * next.months; // => 12
 */
export function project(base: UsdInput, o: ProjectOptions): Projection {
  const start = usd(base);
  const [a, b] = [midpoint(o.from), midpoint(o.to)];
  const walk: WalkStep[] = [];
  const warnings: Warning[] = [];
  let running = new Decimal(start);
  const push = (
    step: string,
    source: string,
    change: ({ readonly factor: number } | { readonly added: Usd }) & { readonly date?: IsoDate | undefined },
  ): void => {
    running = 'factor' in change ? running.times(positive(step, change.factor)) : running.plus(change.added);
    walk.push({
      step,
      factor: 'factor' in change ? change.factor : null,
      added: 'added' in change ? change.added : null,
      running: usd(running),
      source,
      ...(change.date === undefined ? {} : { date: change.date }),
    });
  };
  for (const each of o.trends) {
    const until = each.months === undefined ? b : a + finite(`months of ${each.name}`, each.months);
    push(`trend: ${each.name}`, each.source, { factor: trendFactor(each.annual, { from: a, to: until }) });
  }
  for (const kind of ['benefit', 'demographic', 'network', 'programme'] as const) {
    const named = o[kind];
    if (named !== undefined) push(`${kind}: ${named.name}`, named.source, { factor: named.factor });
  }
  if (o.frequency !== undefined) {
    const { own, manual, source } = o.frequency;
    const z = credibilityWeight(o.frequency.credibility);
    if (!(finite('frequency.own', own) > 0)) throw invalidInput('frequency.own', own, 'Give the own frequency, above 0.');
    if (!(finite('frequency.manual', manual) >= 0)) throw invalidInput('frequency.manual', manual, 'Give a frequency of 0 or more.');
    push(`credibility ${z} of frequency`, source, { factor: (z * own + (1 - z) * manual) / own });
  }
  running = blendManual({ o, running, walk });
  if (o.largeClaims !== undefined) {
    const z = credibilityWeight(o.largeClaims.credibility);
    const own = new Decimal(usd(o.largeClaims.own)).times(z);
    push(`large claims, credibility ${z}`, o.largeClaims.source, { added: usd(own.plus(new Decimal(usd(o.largeClaims.manual)).times(1 - z))) });
  }
  for (const load of o.loads ?? []) push(`load: ${load.name}`, load.source, { added: usd(load.amount), date: load.date });
  if (o.stopLoss !== undefined) {
    push('stop-loss premium', o.stopLoss.source, { added: usd(o.stopLoss.premium) });
    push('stop-loss recoveries', o.stopLoss.source, { added: usd(new Decimal(0).minus(usd(o.stopLoss.expectedRecoveries))) });
  }
  return {
    base: start,
    projected: usd(running),
    months: b - a,
    walk,
    note: NOT_AN_OPINION,
    steps: [
      { id: 'base', label: 'Cost of the experience period', value: start.toFixed() },
      { id: 'months', label: 'From midpoint to midpoint', value: String(b - a), unit: 'months' },
      ...walk.map((each, i) => ({
        id: `walk-${i + 1}`,
        label: `${each.step} (${each.source})`,
        ...(each.factor === null ? {} : { formula: `x ${each.factor}` }),
        value: each.running.toFixed(4),
      })),
    ],
    assumptions: assumptionsOf(o),
    warnings,
    tables: [],
  };
}

function blendManual(a: { readonly o: ProjectOptions; readonly running: Decimal; readonly walk: WalkStep[] }): Decimal {
  const { o, running, walk } = a;
  const z = credibilityWeight(o.credibility ?? 1);
  if (o.manual === undefined) {
    if (z < 1) throw invalidInput('manual', 'missing', 'Credibility below 1 needs a manual rate to blend with.');
    return running;
  }
  const manual = usd(o.manual.amount);
  const blended = usd(running.times(z).plus(new Decimal(manual).times(1 - z)));
  walk.push({
    step: `credibility ${z} with manual ${manual.toFixed()}`,
    factor: null,
    added: usd(blended.minus(running)),
    running: blended,
    source: o.manual.source,
  });
  return blended;
}

function positive(step: string, factor: number): number {
  if (!(finite(step, factor) > 0)) throw invalidInput(step, factor, 'A factor is above 0; 1 changes nothing.');
  return factor;
}

function assumptionsOf(o: ProjectOptions): readonly Assumption[] {
  return [
    ...o.trends.map((each) => ({
      id: `trend ${each.name}`,
      value: typeof each.annual === 'number' ? String(each.annual) : each.annual.map(({ year, rate }) => `${year}: ${rate}`).join(', '),
      evidence: 'assumed' as const,
      source: each.source,
    })),
    ...(['benefit', 'demographic', 'network', 'programme'] as const).flatMap((kind) => {
      const named = o[kind];
      return named === undefined
        ? []
        : [{ id: `${kind} ${named.name}`, value: String(named.factor), evidence: 'assumed' as const, source: named.source }];
    }),
    ...(o.loads ?? []).map((load) => ({
      id: `load ${load.name}`,
      value: load.formula ?? usd(load.amount).toFixed(),
      evidence: 'assumed' as const,
      source: load.date === undefined ? load.source : `${load.source}, ${load.date}`,
    })),
  ];
}
