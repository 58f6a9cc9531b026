import type { Job } from '../job.js';

export const triangleFromCsv: Job = {
  id: 'J4-csv',
  title: 'triangle, 60 x 60 months',
  boundary: 'from CSV bytes',
  goal: { words: 'at most 0.20 of the CPU time of DuckDB on one thread', ratio: 0.2 },
  lines: 1_000_000,
  variants: [
    { name: 'claimBatches + TriangleBuilder', ours: true, file: 'triangle-csv-ours' },
    { name: 'DuckDB read_csv, 1 thread', ours: false, file: 'triangle-csv-duckdb' },
    { name: 'csv-parse + decimal.js', ours: false, file: 'triangle-csv-parse', most: 1_000_000 },
  ],
};

export const triangleInMemory: Job = {
  id: 'J4-memory',
  title: 'triangle, 60 x 60 months',
  boundary: 'from a batch in memory',
  goal: { words: 'at most 0.3 s for 10 million lines', seconds: 0.3 },
  lines: 10_000_000,
  variants: [
    { name: 'TriangleBuilder', ours: true, file: 'triangle-memory-ours' },
    { name: 'DuckDB loaded table, 1 thread', ours: false, file: 'triangle-memory-duckdb' },
  ],
};
