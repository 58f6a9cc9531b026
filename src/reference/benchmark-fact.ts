import { CoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';
import type { CostBasis } from '../money/cost-basis.js';
import { dayNumber, type IsoDate } from '../time/iso-date.js';
import { monthFromIndex, monthIndex } from '../time/month.js';
import type { Citation } from './citation.js';

/** One published figure, dated, tagged and cited. */
export interface BenchmarkFact {
  /** `publisher/year/what/cut`; a restated figure has its vintage behind. */
  readonly id: string;
  /** Such as `kff/single`. */
  readonly series: string;
  /** Decimal text. Unit: as `unit`. */
  readonly value: string;
  readonly unit: 'US dollars a year' | 'share' | 'percent of Medicare' | 'US dollars' | 'billion US dollars';
  readonly year: number;
  /** The edition that prints it; two editions may print two figures for one year. */
  readonly vintage: string;
  /** What it measures; `null` for growth rates, shares and price indices, which are no cost. */
  readonly basis: CostBasis | null;
  /** Of a growth rate: before or after changes of plan design, two different things. */
  readonly growth: 'beforePlanChanges' | 'afterPlanChanges' | null;
  readonly cut: string;
  readonly dispersion: {
    readonly cvRaw: number | null;
    readonly cvByPoint: readonly { readonly point: string; readonly cv: number }[];
    readonly source: string;
  } | null;
  readonly provenance: Citation;
  /** Years from which the series is defined anew. */
  readonly seriesBreaks: readonly number[];
  readonly supersedes: string | null;
  readonly restatedBy: string | null;
  /** When the edition came out. */
  readonly published: IsoDate;
  /** When the next edition is expected; `null` when none is. */
  readonly nextExpected: IsoDate | null;
  /** What to keep in mind. */
  readonly checks: readonly string[];
}

/** How old a fact is. */
export type Staleness = 'current' | 'supersededLikely' | 'stale';

/** What {@link FactSet.query} looks for. */
export interface FactQuery {
  readonly series: string;
  /** One year, or several of one definition. Default: all. */
  readonly year?: number | readonly number[];
  /** Default `all`. */
  readonly cut?: string;
  /** The edition; without it figures as first printed. */
  readonly vintage?: string;
  /** Give years across a break of the series, or of several vintages. Default false. */
  readonly allowBreak?: boolean;
}

/** Benchmark facts that can be asked. Data only: nothing is fetched. */
export interface FactSet {
  readonly facts: readonly BenchmarkFact[];
  /** The facts of a series, by year; never of mixed definitions unless allowed. */
  query(q: FactQuery): readonly BenchmarkFact[];
  /** The fact with an id. */
  fact(id: string): BenchmarkFact;
  /** Facts by how sure they are, and how many have no address. */
  readonly census: Readonly<Record<Citation['status'] | 'withoutUrl', number>>;
}

function missing(query: string, instead: string): CoalitionError<'benchmark/fact-missing'> {
  return new CoalitionError('benchmark/fact-missing', `No benchmark fact answers ${query}. ${instead}`, { query });
}

/**
 * Makes facts askable.
 *
 * @source spec of the benchmark area, section 8
 * @testedBy test/benchmark/compare.test.ts
 * @param facts - Records, each id once.
 * @returns The set.
 * @throws {@link CoalitionError} `benchmark/fact-invalid` for an id that occurs twice.
 * @example
 * factSet([]).facts.length; // => 0
 */
export function factSet(facts: readonly BenchmarkFact[]): FactSet {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  if (byId.size !== facts.length) {
    const twice = facts.find((fact, i) => facts.findIndex((other) => other.id === fact.id) !== i)?.id ?? '';
    throw new CoalitionError('benchmark/fact-invalid', `The fact "${twice}" stands in the list twice. Give each record an id of its own.`, {
      path: twice,
    });
  }
  const count = (status: Citation['status']): number => facts.filter((fact) => fact.provenance.status === status).length;
  return Object.freeze({
    facts,
    census: {
      primary: count('primary'),
      derived: count('derived'),
      secondary: count('secondary'),
      unverified: count('unverified'),
      withoutUrl: facts.filter((fact) => fact.provenance.url === null).length,
    },
    query: (q: FactQuery) => queryFacts(facts, q),
    fact: (id: string) => {
      const found = byId.get(id);
      if (found === undefined) throw missing(`the id "${id}"`, 'Ids are publisher/year/what/cut; query by series lists them.');
      return found;
    },
  });
}

function queryFacts(facts: readonly BenchmarkFact[], q: FactQuery): readonly BenchmarkFact[] {
  const words = JSON.stringify(q);
  const inSeries = facts.filter((fact) => fact.series === q.series && fact.cut === (q.cut ?? 'all'));
  if (inSeries.length === 0) {
    const cuts = [...new Set(facts.filter((fact) => fact.series === q.series).map((fact) => fact.cut))];
    throw missing(
      words,
      cuts.length === 0 ? `Series: ${[...new Set(facts.map((fact) => fact.series))].join(', ')}.` : `Cuts of the series: ${cuts.join(', ')}.`,
    );
  }
  const years = q.year === undefined ? null : typeof q.year === 'number' ? [q.year] : q.year;
  const found = inSeries
    .filter(
      (fact) =>
        (years === null || years.includes(fact.year)) && (q.vintage === undefined ? !isRestatement(fact, inSeries) : fact.vintage === q.vintage),
    )
    .sort((a, b) => a.year - b.year);
  const lacking = years?.filter((year) => !found.some((fact) => fact.year === year)) ?? [];
  if (found.length === 0 || lacking.length > 0)
    throw missing(words, `Years of the series: ${inSeries.map((fact) => `${fact.year} (edition ${fact.vintage})`).join(', ')}.`);
  if (q.allowBreak !== true && found.length > 1) assertOneDefinition(q.series, found);
  return found;
}

/** Whether an older edition printed another figure for the same year. */
function isRestatement(fact: BenchmarkFact, series: readonly BenchmarkFact[]): boolean {
  return series.some((other) => other.restatedBy === fact.id);
}

function assertOneDefinition(series: string, facts: readonly BenchmarkFact[]): void {
  const years = facts.map((fact) => fact.year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const breaks = [...new Set(facts.flatMap((fact) => fact.seriesBreaks))].filter((year) => first < year && year <= last);
  if (breaks.length === 0) return;
  throw new CoalitionError(
    'benchmark/series-break',
    `The series "${series}" is defined anew from ${breaks.join(', ')}, so ${first} to ${last} isn't one series. Ask for years of one definition, or allowBreak and trend explicitly.`,
    { series, years: breaks },
  );
}

/**
 * Cites a fact in one line, in the publisher's recommended form where there is one.
 *
 * @testedBy test/benchmark/compare.test.ts
 * @param fact - The fact.
 * @returns Such as `2024 Employer Health Benefits Survey (KFF, 2024-10-09), single coverage`.
 * @example
 * cite(benchmarkFacts.fact('kff/2024/single/all')).startsWith('2024 Employer Health Benefits Survey (KFF, '); // => true
 */
export function cite(fact: BenchmarkFact): string {
  const { provenance } = fact;
  const doubt = provenance.status === 'primary' ? '' : ` [${provenance.status}]`;
  return `${provenance.title} (${provenance.publisher}, ${fact.published}), ${provenance.locator}${doubt}`;
}

/**
 * Tells how old a fact is on a day.
 *
 * @formula current until 60 days after the next edition is expected; then supersededLikely; stale 24 months after its own edition
 * @testedBy test/benchmark/compare.test.ts
 * @param o - The fact and the day.
 * @returns Its staleness.
 * @throws {@link CoalitionError} `time/not-a-date`.
 * @example
 * staleness({ fact: benchmarkFacts.fact('kff/2020/single/all'), asOf: '2026-01-01' }); // => 'stale'
 */
export function staleness(o: { readonly fact: BenchmarkFact; readonly asOf: IsoDate }): Staleness {
  const day = dayNumber(o.asOf);
  const { published, nextExpected } = o.fact;
  const limit = monthFromIndex(monthIndex(published.slice(0, 7)) + 24);
  if (monthIndex(o.asOf.slice(0, 7)) > monthIndex(limit) || (o.asOf.slice(0, 7) === limit && o.asOf.slice(8) > published.slice(8))) return 'stale';
  if (nextExpected !== null && day > dayNumber(nextExpected) + 60) return 'supersededLikely';
  return 'current';
}

/**
 * What a reader must know of a fact: how sure it is and how old.
 *
 * @testedBy test/benchmark/compare.test.ts
 * @param fact - The fact.
 * @param asOf - The day for its age; `null`: age isn't judged.
 * @returns Warnings `benchmark/unverified` and `benchmark/stale`.
 * @example
 * factWarnings(benchmarkFacts.fact('kff/2025/single/all'), null).map((warning) => warning.code); // => ['benchmark/unverified']
 */
export function factWarnings(fact: BenchmarkFact, asOf: IsoDate | null): readonly Warning[] {
  const warnings: Warning[] = [];
  if (fact.provenance.status !== 'primary') {
    warnings.push({
      code: 'benchmark/unverified',
      severity: 'warn',
      fix: 'Look it up at its publisher before relying on it.',
      message: `The figure ${fact.id} is ${fact.provenance.status}: ${cite(fact)}.`,
    });
  }
  const age = asOf === null ? 'current' : staleness({ fact, asOf });
  if (age !== 'current')
    warnings.push({
      code: 'benchmark/stale',
      severity: 'warn',
      fix: 'Load the newer edition.',
      message: `The figure ${fact.id} is ${age} on ${asOf ?? ''}.`,
    });
  return warnings;
}
