import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import type { IsoDate } from '../time/iso-date.js';
import type { Period } from '../time/period.js';
import type { Unit } from './unit.js';

/** One measured figure with what is needed to judge it. */
export interface Fact {
  readonly metric: string;
  /** Decimal text. Unit: `unit`. */
  readonly value: string;
  readonly unit: Unit;
  readonly period: Period;
  /** From when on it was known. */
  readonly knownOn: IsoDate;
  /** How many persons, cases or dollars it rests on, decimal text; null when it has none. */
  readonly denominator: string | null;
  /** Who measured it, from what. */
  readonly source: string;
  /** The key of each dimension of its metric, such as `{ employer: 'e-1' }`. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Ends of an estimate, decimal text. Unit: `unit`. */
  readonly range?: { readonly low: string; readonly high: string };
  /** What was paid so far, before completion, decimal text. Unit: `unit`. */
  readonly paid?: string;
  /** Last day whose payments it holds; `knownOn` when absent. */
  readonly paidThrough?: IsoDate;
}

/** Names a fact: its metric and keys, such as `memberMonths[employer=e-1]`. */
export type FactId = string;

/**
 * Names a fact by its metric and keys.
 *
 * @param fact - The fact, or its metric and keys.
 * @returns The id.
 * @example
 * factId({ metric: 'memberMonths', keys: { employer: 'e-1' } }); // => 'memberMonths[employer=e-1]'
 */
export function factId(fact: Pick<Fact, 'metric' | 'keys'>): FactId {
  const keys = Object.entries(fact.keys ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return keys.length === 0 ? fact.metric : `${fact.metric}[${keys.map(([dimension, key]) => `${dimension}=${escaped(key)}`).join(',')}]`;
}

/** A key is anybody's text: its commas and equals signs are not ours, so that two sets of keys never have one name. */
function escaped(key: string): string {
  return /[\\,=]/.test(key) ? key.replace(/[\\,=]/g, '\\$&') : key;
}

/** An estimate as the areas above hand it over: only its figures are read. */
export interface EstimateLike {
  readonly value: number;
  readonly n: number | null;
  readonly interval:
    | { readonly kind: 'interval'; readonly low: number | null; readonly high: number | null }
    | { readonly kind: 'unbounded' }
    | { readonly kind: 'degenerate' }
    | null;
}

/** What an estimate doesn't know of itself. */
export interface FactFromOptions {
  readonly metric: string;
  readonly unit: Unit;
  readonly period: Period;
  readonly knownOn: IsoDate;
  readonly source: string;
  readonly keys?: Readonly<Record<string, string>>;
  readonly paidThrough?: IsoDate;
}

/**
 * Turns an estimate into a contract's fact: the double becomes its shortest decimal text, once, here.
 *
 * Limits: an exact sum shouldn't come this way; write its text into a {@link Fact}.
 *
 * @unit the unit given
 * @testedBy contracts/fact.test.ts
 * @param estimate - Value, how many it rests on, interval.
 * @param o - What the contract needs to know besides.
 * @returns The fact; its range is the interval where that has both ends.
 * @throws {@link CoalitionError} `contracts/not-a-fact` when the value isn't finite.
 * @example
 * factFrom({ value: 0.025, n: 400, interval: null }, { metric: 'complicationRate', unit: 'ratio', period: { from: '2026-01-01', to: '2026-12-31' }, knownOn: '2027-04-01', source: 'registry' }).value; // => '0.025'
 */
export function factFrom(estimate: EstimateLike, o: FactFromOptions): Fact {
  const { interval } = estimate;
  const range =
    interval !== null && interval.kind === 'interval' && interval.low !== null && interval.high !== null
      ? { low: textOf(interval.low, o.metric), high: textOf(interval.high, o.metric) }
      : undefined;
  return {
    metric: o.metric,
    value: textOf(estimate.value, o.metric),
    unit: o.unit,
    period: o.period,
    knownOn: o.knownOn,
    denominator: estimate.n === null ? null : textOf(estimate.n, o.metric),
    source: o.source,
    ...(o.keys === undefined ? {} : { keys: o.keys }),
    ...(o.paidThrough === undefined ? {} : { paidThrough: o.paidThrough }),
    ...(range === undefined ? {} : { range }),
  };
}

function textOf(x: number, metric: string): string {
  if (!Number.isFinite(x)) {
    throw new CoalitionError(
      'contracts/not-a-fact',
      `The estimate of "${metric}" is ${x}. Only finite estimates can become facts; look at its warnings.`,
      {
        metric,
        value: String(x),
      },
    );
  }
  return new Decimal(x).toFixed();
}
