import type { Job } from '../job.js';

/**
 * Member and employee months of 24 months by employer and the first day of the month. Half a million spans a second is the promise;
 * every variant is a process of its own that counts once, so nothing is warm.
 */
export const exposureFromRows: Job = {
  id: 'exposure-rows',
  title: 'member and employee months of 24 months, from rows',
  boundary: 'in memory',
  goal: { words: 'at least 500,000 spans a second, 2 s for 1,000,000', seconds: 2 },
  lines: 1_000_000,
  variants: [
    { name: 'countExposure', ours: true, file: 'exposure-rows-ours' },
    { name: 'sets of days', ours: false, file: 'exposure-day-sets', most: 200_000 },
    { name: 'DuckDB loaded table, 1 thread', ours: false, file: 'exposure-duckdb' },
  ],
};

export const exposureFromBatches: Job = {
  id: 'exposure-batch',
  title: 'member and employee months of 24 months, from batches',
  boundary: 'from a batch in memory',
  goal: { words: 'at least 500,000 spans a second, 2 s for 1,000,000', seconds: 2 },
  lines: 1_000_000,
  variants: [
    { name: 'ExposureAggregate', ours: true, file: 'exposure-batch-ours' },
    { name: 'DuckDB loaded table, 1 thread', ours: false, file: 'exposure-duckdb' },
  ],
};
