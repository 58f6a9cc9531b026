/**
 * Where are the lines, and how does one aggregate come out of them? The engine in memory, which defines what every other engine
 * must give, and the proof that nothing is missing.
 *
 * @packageDocumentation
 */
export { assertComplete, type ExpectedTotals } from './assert-complete.js';
export { inMemory, inMemoryStream, type QueryAggregates } from './in-memory.js';
export type { CellsQuery, EngineQuery, EpisodesQuery, ExposureQuery, MemberYearsQuery, QueryBatches, TriangleQuery } from './memory-query.js';
