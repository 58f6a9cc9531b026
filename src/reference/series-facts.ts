import type { CostBasis } from '../money/cost-basis.js';
import type { BenchmarkFact } from './benchmark-fact.js';
import type { Citation } from './citation.js';

/** What all facts of a series share. */
export interface SeriesSpec {
  readonly series: string;
  readonly publisher: string;
  /** `%` stands for the year. */
  readonly title: string;
  readonly locator: string;
  readonly url: string | null;
  readonly licence: string;
  readonly unit: BenchmarkFact['unit'];
  readonly basis: CostBasis | null;
  readonly growth?: BenchmarkFact['growth'];
  /** Month and day on which an edition comes out, and how many years after the year it is about. */
  readonly out: readonly [afterYears: number, monthDay: string];
  readonly breaks?: readonly number[];
  readonly checks?: readonly string[];
}

/** One figure: P primary, S secondary, U unverified. */
export type FactRow = readonly [year: number, value: string, status: 'P' | 'S' | 'U', cut?: string, vintage?: number];

const STATUS: Readonly<Record<FactRow[2], Citation['status']>> = { P: 'primary', S: 'secondary', U: 'unverified' };
/** Licence line of figures cited one by one. */
export const FACT_ONLY = "single figures cited as facts; the publisher's tables are not reproduced";

/** Makes the facts of a series. */
export function seriesFacts(spec: SeriesSpec, rows: readonly FactRow[]): readonly BenchmarkFact[] {
  const [publisher = '', what = ''] = spec.series.split('/');
  const idOf = (row: FactRow): string => {
    const restated = rows.find((other) => other[0] === row[0] && (other[3] ?? 'all') === (row[3] ?? 'all'));
    return `${publisher}/${row[0]}/${what}/${row[3] ?? 'all'}${restated === row ? '' : `@${row[4] ?? row[0]}`}`;
  };
  return rows.map((row): BenchmarkFact => {
    const [year, value, status, cut = 'all', vintage = year] = row;
    const edition = vintage + spec.out[0];
    const restatement = rows.find((other) => other !== row && other[0] === year && (other[3] ?? 'all') === cut && (other[4] ?? year) > vintage);
    const restated = rows.find((other) => other !== row && other[0] === year && (other[3] ?? 'all') === cut && (other[4] ?? year) < vintage);
    return {
      id: idOf(row),
      series: spec.series,
      value,
      unit: spec.unit,
      year,
      vintage: String(vintage),
      basis: spec.basis,
      growth: spec.growth ?? null,
      cut,
      dispersion: null,
      provenance: {
        publisher: spec.publisher,
        title: spec.title.replace('%', String(vintage)),
        locator: cut === 'all' ? spec.locator : `${spec.locator}, ${cut}`,
        url: spec.url,
        retrieved: '2026-11-24',
        lastVerified: status === 'P' ? '2026-11-24' : null,
        status: STATUS[status],
        licence: spec.licence,
      },
      seriesBreaks: spec.breaks ?? [],
      supersedes: restated === undefined ? null : idOf(restated),
      restatedBy: restatement === undefined ? null : idOf(restatement),
      published: `${edition}-${spec.out[1]}`,
      nextExpected: `${edition + 1}-${spec.out[1]}`,
      checks: spec.checks ?? [],
    };
  });
}
