import { CoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';
import type { Explanation } from '../reference/explanation.js';
import type { Interval } from '../stats/estimate.js';
import { gamma } from '../stats/gamma.js';
import { indirectRatio, poissonInterval } from '../stats/intervals.js';
import { normal } from '../stats/normal.js';
import { badInput, warning } from './bad-input.js';

/** One stratum of a group and of the standard population. */
export interface DirectStratum {
  readonly name?: string;
  /** Events (or dollars, with `standardError`). Unit: events or US dollars. */
  readonly count: number;
  /** Unit: persons or member years. */
  readonly exposure: number;
  /** Size of the stratum in the standard. Unit: persons, any scale. */
  readonly standard: number;
  /** Persons by how many events each had, for events that come in bunches: `frequency[f]` persons with f + 1 events. */
  readonly frequency?: readonly number[];
  /** Standard error of `count / exposure`, for dollars. Unit: as that rate. */
  readonly standardError?: number;
}

/** What happens to a stratum that has nobody and weight in the standard. */
export type EmptyStratum = 'error' | 'collapse' | 'borrowReference';

/** What {@link directStandardise} needs. */
export interface DirectInput {
  readonly strata: readonly DirectStratum[];
  /** `gamma`: Fay and Feuer; `dobson`: by Byar's limits of the total; `lognormal`: for dollars, or on request. */
  readonly ci: 'gamma' | 'dobson' | 'lognormal';
  /** Per how many persons the rate is printed. Default 1. */
  readonly multiplier?: number;
  /** Default `error`. */
  readonly emptyStratum?: EmptyStratum;
  /** Rates by stratum that `borrowReference` takes. Unit: events per exposure. */
  readonly referenceRates?: readonly number[];
  /** Unit: probability. Default 0.95. */
  readonly confidence?: number;
}

/** A rate as it would be on the standard's mix. */
export interface StandardisedRate extends Explanation {
  /** Unit: per `multiplier`. */
  readonly crude: number;
  /** `null` with a warning below 10 events. Unit: per `multiplier`. */
  readonly rate: number | null;
  /** Unit: per `multiplier`. */
  readonly interval: Interval | null;
  /** Unit: events. */
  readonly events: number;
  readonly variance: number;
}

/** Fewest events from which a directly standardised rate is shown. */
export const FEWEST_EVENTS = 10;

/**
 * A group's rate on the mix of a standard population, so that two groups of different age can be compared.
 *
 * Limits: fewer than 10 events give no rate; events that come in bunches (one person's many admissions) need their frequencies.
 *
 * @formula DSR = sum c x / n, c = S / sum S; V = sum c^2 x / n^2; gamma: Fay and Feuer 1997; dobson: DSR + sqrt(V / O) (L - O)
 * @unit events per `multiplier`
 * @source Fay and Feuer 1997; Dobson et al. 1991; UK APHO technical briefing 3 for non-independent events
 * @testedBy test/benchmark/standardise.test.ts: epitools 0.5-10.1
 * @param o - Strata, interval, multiplier, policy for empty strata.
 * @returns Crude and standardised rate with limits.
 * @throws {@link CoalitionError} `benchmark/empty-stratum`, `benchmark/zero-exposure`, `benchmark/bad-input`.
 * @example
 * directStandardise({ strata: [{ count: 30, exposure: 100, standard: 1 }, { count: 10, exposure: 100, standard: 3 }], ci: 'gamma' }).rate?.toFixed(2); // => '0.15'
 */
export function directStandardise(o: DirectInput): StandardisedRate {
  const confidence = o.confidence ?? 0.95;
  if (!(confidence > 0 && confidence < 1)) throw badInput('confidence', confidence, 'a share above 0 and below 1');
  const multiplier = o.multiplier ?? 1;
  const { strata, warnings } = filled(o);
  const standard = strata.reduce((sum, stratum) => sum + stratum.standard, 0);
  const exposure = o.strata.reduce((sum, stratum) => sum + stratum.exposure, 0);
  if (!(exposure > 0 && standard > 0))
    throw new CoalitionError('benchmark/zero-exposure', 'Neither group nor standard may be empty. Give strata with exposure and standard weight.', {
      cents: 0,
    });
  const events = o.strata.reduce((sum, stratum) => sum + stratum.count, 0);
  const dollars = o.strata.some((stratum) => stratum.standardError !== undefined);
  const parts = strata.map((stratum) => ({ c: stratum.standard / standard, ...stratum }));
  const rate = parts.reduce((sum, part) => sum + (part.exposure > 0 ? (part.c * part.count) / part.exposure : 0), 0);
  const variance = parts.reduce((sum, part) => sum + varianceOf(part), 0);
  const few = !dollars && events < FEWEST_EVENTS;
  if (few) warnings.push(warning('benchmark/suppressed', `${events} events are fewer than ${FEWEST_EVENTS}: the standardised rate is withheld.`));
  const limits = few
    ? null
    : limitsOf(o.ci, {
        rate,
        variance,
        events,
        confidence,
        widest: Math.max(...parts.map((part) => (part.exposure > 0 ? part.c / part.exposure : 0))),
      });
  return {
    crude: (events / exposure) * multiplier,
    rate: few ? null : rate * multiplier,
    interval:
      limits === null
        ? null
        : {
            kind: 'interval',
            low: limits[0] === null ? null : limits[0] * multiplier,
            high: limits[1] * multiplier,
            confidence,
            method: `direct, ${o.ci}`,
          },
    events,
    variance: variance * multiplier * multiplier,
    steps: [
      { id: 'crude', label: 'crude rate', value: String((events / exposure) * multiplier), unit: `per ${multiplier}` },
      ...(few
        ? []
        : [{ id: 'rate', label: "rate on the standard's mix", formula: 'sum c x / n', value: String(rate * multiplier), unit: `per ${multiplier}` }]),
    ],
    assumptions: [
      { id: 'emptyStratum', value: o.emptyStratum ?? 'error', evidence: 'assumed', source: 'chosen by the caller' },
      { id: 'suppression', value: `fewer than ${FEWEST_EVENTS} events`, evidence: 'assumed', source: 'reliability rule' },
    ],
    warnings,
    tables: [],
  };
}

function filled(o: DirectInput): { readonly strata: readonly DirectStratum[]; readonly warnings: Warning[] } {
  for (const stratum of o.strata) {
    for (const [name, value] of [
      ['count', stratum.count],
      ['exposure', stratum.exposure],
      ['standard', stratum.standard],
    ] as const) {
      if (!(Number.isFinite(value) && (value >= 0 || (name === 'count' && stratum.standardError !== undefined))))
        throw badInput(name, value, 'a finite number of at least 0');
    }
  }
  const warnings: Warning[] = [];
  const empty = o.strata.flatMap((stratum, i) =>
    stratum.exposure === 0 && stratum.standard > 0 ? [{ name: stratum.name ?? `stratum ${i + 1}`, i }] : [],
  );
  if (empty.length === 0) return { strata: o.strata, warnings };
  const names = empty.map((each) => each.name);
  const policy = o.emptyStratum ?? 'error';
  if (policy === 'error') {
    throw new CoalitionError(
      'benchmark/empty-stratum',
      `The standard has weight and the group has nobody in: ${names.join(', ')}. Say emptyStratum: 'collapse' or 'borrowReference', or choose coarser strata.`,
      { strata: names },
    );
  }
  warnings.push(
    warning(
      'benchmark/empty-stratum-filled',
      `${policy === 'collapse' ? 'Collapsed into the neighbouring stratum' : "Borrowed the reference's rate"}: ${names.join(', ')}.`,
    ),
  );
  if (policy === 'borrowReference') {
    const strata = o.strata.map((stratum, i) => {
      if (!(stratum.exposure === 0 && stratum.standard > 0)) return stratum;
      const rate = o.referenceRates?.[i];
      if (rate === undefined || !Number.isFinite(rate)) throw badInput('referenceRates', rate, `a rate for ${stratum.name ?? `stratum ${i + 1}`}`);
      return { ...stratum, count: rate, exposure: 1, standardError: 0 };
    });
    return { strata, warnings };
  }
  const kept = o.strata.map((stratum) => ({ ...stratum }));
  const strata: DirectStratum[] = [];
  let waiting = 0;
  for (const stratum of kept) {
    if (stratum.exposure === 0) {
      const last = strata.pop();
      if (last === undefined) waiting += stratum.standard;
      else strata.push({ ...last, standard: last.standard + stratum.standard });
    } else {
      strata.push({ ...stratum, standard: stratum.standard + waiting });
      waiting = 0;
    }
  }
  return { strata, warnings };
}

function varianceOf(part: DirectStratum & { readonly c: number }): number {
  if (part.exposure === 0) return 0;
  if (part.standardError !== undefined) return part.c ** 2 * part.standardError ** 2;
  const of = (count: number): number => (part.c ** 2 * count) / part.exposure ** 2;
  return part.frequency === undefined ? of(part.count) : part.frequency.reduce((sum, persons, f) => sum + (f + 1) ** 2 * of(persons), 0);
}

function limitsOf(
  ci: DirectInput['ci'],
  o: { rate: number; variance: number; events: number; confidence: number; widest: number },
): readonly [number | null, number] {
  const tail = (1 - o.confidence) / 2;
  const { rate, variance, widest: w } = o;
  switch (ci) {
    case 'gamma': {
      const low = rate === 0 ? 0 : gamma.quantile(tail, rate ** 2 / variance, variance / rate);
      const spread = variance + w * w;
      return [low, gamma.quantile(1 - tail, (rate + w) ** 2 / spread, spread / (rate + w))];
    }
    case 'dobson': {
      const { low, high } = poissonInterval({ count: o.events, method: 'byar', confidence: o.confidence });
      const scale = Math.sqrt(variance / o.events);
      return [low === null ? null : rate + scale * (low - o.events), rate + scale * (high - o.events)];
    }
    case 'lognormal': {
      const spread = Math.exp((normal.quantile(1 - tail) * Math.sqrt(variance)) / rate);
      return [rate / spread, rate * spread];
    }
  }
}

/** One stratum of a group beside the reference's. */
export interface IndirectStratum {
  readonly count: number;
  readonly exposure: number;
  readonly referenceCount: number;
  readonly referenceExposure: number;
}

/** Observed over what the reference's rates would have given. */
export interface StandardisedRatio extends Explanation {
  /** SIR or A/E. */
  readonly ratio: number;
  readonly observed: number;
  readonly expected: number;
  /** Limits of the ratio. */
  readonly interval: Interval | null;
  /** ratio x the reference's crude rate. Unit: per `multiplier`. */
  readonly rate: number;
  readonly rateInterval: Interval | null;
  /** The reference's crude rate. Unit: per `multiplier`. */
  readonly referenceRate: number;
}

/**
 * A group's events against what the reference's rates by stratum would have given: the answer for small groups.
 *
 * @formula E = sum n r; SIR = O / E; rate = SIR x crude reference rate; limits exact below 10 events, else Byar, or SIR exp(-+ z / sqrt O)
 * @unit ratio; events per `multiplier`
 * @source Breslow and Day 1987
 * @testedBy test/benchmark/standardise.test.ts: epitools 0.5-10.1, Selvin's cancer deaths
 * @param o - Strata, interval, multiplier.
 * @returns Ratio and rate with limits.
 * @throws {@link CoalitionError} `benchmark/bad-input`, `benchmark/zero-exposure`.
 * @example
 * indirectStandardise({ strata: [{ count: 12, exposure: 100, referenceCount: 100, referenceExposure: 1000 }] }).ratio; // => 1.2
 */
export function indirectStandardise(o: {
  readonly strata: readonly IndirectStratum[];
  readonly ci?: 'auto' | 'byar' | 'exact' | 'lognormal';
  readonly multiplier?: number;
  readonly confidence?: number;
}): StandardisedRatio {
  const multiplier = o.multiplier ?? 1;
  let [observed, expected, events, persons] = [0, 0, 0, 0];
  for (const stratum of o.strata) {
    for (const value of Object.values(stratum))
      if (!(Number.isFinite(value) && value >= 0)) throw badInput('strata', value, 'finite numbers of at least 0');
    if (stratum.exposure > 0 && stratum.referenceExposure === 0)
      throw new CoalitionError('benchmark/empty-stratum', 'The reference has nobody in a stratum in which the group has. Choose coarser strata.', {
        strata: [String(o.strata.indexOf(stratum) + 1)],
      });
    observed += stratum.count;
    if (stratum.referenceExposure > 0) expected += (stratum.exposure * stratum.referenceCount) / stratum.referenceExposure;
    events += stratum.referenceCount;
    persons += stratum.referenceExposure;
  }
  if (!(expected > 0 && persons > 0))
    throw new CoalitionError('benchmark/zero-exposure', 'The reference expects no event, so there is no ratio. Give a reference with events.', {
      cents: 0,
    });
  const referenceRate = (events / persons) * multiplier;
  const estimate = indirectRatio({ observed, expected, method: o.ci ?? 'auto', confidence: o.confidence ?? 0.95 });
  const rateInterval: Interval | null =
    estimate.interval?.kind === 'interval'
      ? {
          ...estimate.interval,
          low: estimate.interval.low === null ? null : estimate.interval.low * referenceRate,
          high: estimate.interval.high === null ? null : estimate.interval.high * referenceRate,
        }
      : estimate.interval;
  return {
    ratio: estimate.value,
    observed,
    expected,
    interval: estimate.interval,
    rate: estimate.value * referenceRate,
    rateInterval,
    referenceRate,
    steps: [
      { id: 'expected', label: "events by the reference's rates", formula: 'sum n r', value: String(expected), unit: 'events' },
      { id: 'ratio', label: 'observed over expected', formula: 'O / E', value: String(estimate.value), unit: 'ratio' },
    ],
    assumptions: [],
    warnings:
      observed < FEWEST_EVENTS
        ? [warning('benchmark/suppressed', `${observed} events are fewer than ${FEWEST_EVENTS}: read the ratio by its exact limits only.`)]
        : [],
    tables: [],
  };
}
