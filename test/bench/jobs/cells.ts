import type { Job } from '../job.js';

export const cellsFromCsv: Job = {
  id: 'J3-csv',
  title: 'cells by employer, claim type and month',
  boundary: 'from CSV bytes',
  goal: { words: 'at most 0.25 of the CPU time of DuckDB on one thread', ratio: 0.25 },
  lines: 1_000_000,
  variants: [
    { name: 'claimBatches + benchmarkCells', ours: true, file: 'cells-csv-ours' },
    { name: 'DuckDB read_csv, 1 thread', ours: false, file: 'cells-csv-duckdb' },
  ],
};

export const cellsInMemory: Job = {
  id: 'J3-memory',
  title: 'cells by employer, claim type and month',
  boundary: 'from a batch in memory',
  goal: { words: 'at most 0.6 s for 10 million lines', seconds: 0.6 },
  lines: 10_000_000,
  variants: [
    { name: 'benchmarkCells', ours: true, file: 'cells-memory-ours' },
    { name: 'DuckDB loaded table, 1 thread', ours: false, file: 'cells-memory-duckdb' },
  ],
};
