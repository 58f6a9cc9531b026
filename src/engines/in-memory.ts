import { benchmarkCells, type CellsAggregate } from '../benchmark/cells-aggregate.js';
import { EpisodeAggregate } from '../coe/episodes/episode-aggregate.js';
import { type ExposureAggregate, exposureKind } from '../exposure/exposure-aggregate.js';
import { MemberYearsAggregate } from '../exposure/member-years.js';
import { TriangleBuilder } from '../trend/triangle-builder.js';
import type { EngineQuery, QueryBatches } from './memory-query.js';

/** The aggregate that each query gives: the area's own type, ready to merge, to store and to finish. */
export interface QueryAggregates {
  readonly cells: CellsAggregate;
  readonly triangle: TriangleBuilder;
  readonly exposure: ExposureAggregate;
  readonly memberYears: MemberYearsAggregate;
  readonly episodes: EpisodeAggregate;
}

type Kind = EngineQuery['kind'];
type QueryOf<K extends Kind> = Extract<EngineQuery, { readonly kind: K }>;

/** An aggregate with nothing in it yet, and how a batch is added. */
interface Running<K extends Kind> {
  readonly aggregate: QueryAggregates[K];
  add(batch: QueryBatches[K]): void;
}

function cells(query: QueryOf<'cells'>): Running<'cells'> {
  const aggregate = benchmarkCells(query.options, query.scope);
  if (query.exposure !== undefined) aggregate.add(query.exposure);
  return { aggregate, add: (batch) => aggregate.add(batch) };
}

function memberYears(query: QueryOf<'memberYears'>): Running<'memberYears'> {
  const aggregate = new MemberYearsAggregate(query.options, query.scope);
  if (query.personYears !== undefined) aggregate.add(query.personYears);
  return { aggregate, add: (batch) => aggregate.add(batch) };
}

const STARTERS: { readonly [K in Kind]: (query: QueryOf<K>) => Running<K> } = {
  cells,
  memberYears,
  triangle: (query) => {
    const aggregate = new TriangleBuilder(query.spec, query.scope);
    return { aggregate, add: (batch) => aggregate.add(batch) };
  },
  exposure: (query) => {
    const aggregate = exposureKind.empty(query.options, query.scope);
    return { aggregate, add: (batch) => aggregate.add(batch) };
  },
  episodes: (query) => {
    const aggregate = new EpisodeAggregate(query.spec, query.scope);
    return { aggregate, add: (batch) => aggregate.add(batch) };
  },
};

function start<K extends Kind>(query: QueryOf<K> & { readonly kind: K }): Running<K> {
  return STARTERS[query.kind](query);
}

/**
 * Runs one aggregate over batches in memory. It is the definition: whatever another engine gives for the same query must equal
 * this to the cent.
 *
 * @unit those of the aggregate
 * @testedBy engines/in-memory.test.ts: each kind against its area; any split of the batches; control totals
 * @param query - What is asked for.
 * @param batches - Claim lines or coverage, each batch once.
 * @returns The area's own aggregate.
 * @throws {@link CoalitionError} what the area refuses, such as `aggregate/cents-overflow`.
 * @example
 * inMemory({ kind: 'exposure', options: { months: ['2025-01', '2025-12'], rule: 'firstDay' } }, []).finish().memberMonths.toFixed(); // => '0'
 */
export function inMemory<K extends Kind>(query: QueryOf<K> & { readonly kind: K }, batches: Iterable<QueryBatches[K]>): QueryAggregates[K] {
  const running = start<K>(query);
  for (const batch of batches) running.add(batch);
  return running.aggregate;
}

/**
 * The same over batches that arrive one after the other, such as those of a file: only one is in memory at a time.
 *
 * @unit those of the aggregate
 * @testedBy engines/in-memory.test.ts
 * @param query - What is asked for.
 * @param batches - A stream of batches.
 * @returns The area's own aggregate.
 * @throws {@link CoalitionError} as {@link inMemory}; what reading the stream refuses.
 * @example
 * (await inMemoryStream({ kind: 'triangle', spec: { grain: 'month', unit: 'cents', origin: '2025-01', months: 2, maxLag: 1, basis: 'paid', netOf: [],
 *   incurredDate: 'default', lagPolicy: 'reject', negativeLag: 'quarantine' } }, (async function* () {})())).control().lines; // => 0
 */
export async function inMemoryStream<K extends Kind>(
  query: QueryOf<K> & { readonly kind: K },
  batches: AsyncIterable<QueryBatches[K]>,
): Promise<QueryAggregates[K]> {
  const running = start<K>(query);
  for await (const batch of batches) running.add(batch);
  return running.aggregate;
}
