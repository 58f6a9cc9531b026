import { CoalitionError } from '../errors/coalition-error.js';
import { usd } from '../money/usd.js';
import { type BenchmarkFact, cite, type FactSet, factWarnings, staleness } from '../reference/benchmark-fact.js';
import { benchmarkFacts } from '../reference/benchmark-facts.js';
import type { IsoDate } from '../time/iso-date.js';
import { type CostRate, costRate } from './cost-rate.js';

/** Options of {@link factRate}. */
export interface FactRateOptions {
  /** Default: the facts that ship. */
  readonly facts?: FactSet;
  /** For the warning about age; without it age isn't judged. */
  readonly asOf?: IsoDate;
  /** Refuse a fact that isn't current. Default false; needs `asOf`. */
  readonly requireFresh?: boolean;
}

/**
 * Makes a published cost a rate that others can be compared with.
 *
 * Limits: a growth rate, a share or a price index is no cost and refused; a hypothetical family is a rate of nobody and compares with nothing of an employer's.
 *
 * @unit US dollars per year and the fact's unit
 * @testedBy test/benchmark/compare.test.ts
 * @param id - Id of the fact, such as `kff/2024/single/all`.
 * @param o - Facts of one's own, day for staleness.
 * @returns The rate with its citation and warnings.
 * @throws {@link CoalitionError} `benchmark/fact-missing`, `basis/mismatch` for what is no cost, `benchmark/stale`.
 * @example
 * factRate('kff/2024/single/all').amount.toFixed(2); // => '8951.00'
 */
export function factRate(id: string, o: FactRateOptions = {}): CostRate {
  const fact = (o.facts ?? benchmarkFacts).fact(id);
  if (fact.basis === null) throw notACost(fact);
  const age = o.asOf === undefined ? 'current' : staleness({ fact, asOf: o.asOf });
  if (o.requireFresh === true && age !== 'current') {
    throw new CoalitionError(
      'benchmark/stale',
      `The figure ${id} is ${age} on ${o.asOf ?? 'no day given'}. Load the newer edition, or ask without requireFresh.`,
      { id, status: age },
    );
  }
  return costRate({
    basis: fact.basis,
    amount: usd(fact.value),
    warnings: factWarnings(fact, o.asOf ?? null),
    assumptions: [
      ...fact.checks.map((check, i) => ({ id: `${fact.id} note ${i + 1}`, value: check, evidence: 'published' as const, source: fact.provenance })),
      { id: fact.id, value: `${fact.value} ${fact.unit}; ${cite(fact)}`, evidence: 'published', source: fact.provenance },
    ],
    tables: [{ id: fact.series, version: fact.vintage }],
  });
}

function notACost(fact: BenchmarkFact): CoalitionError<'basis/mismatch'> {
  const what =
    fact.growth === null ? `a figure in ${fact.unit}` : `a growth rate ${fact.growth === 'beforePlanChanges' ? 'before' : 'after'} plan changes`;
  return new CoalitionError(
    'basis/mismatch',
    `${fact.id} is ${what}, not a cost that anything can be compared with. Use it as a trend, a share or a price lever.`,
    {
      left: fact.id,
      right: 'a cost rate',
      gaps: ['measure'],
    },
  );
}
