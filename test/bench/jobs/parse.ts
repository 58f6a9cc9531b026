import type { Job } from '../job.js';

export const parse: Job = {
  id: 'J1',
  title: 'parse and validate the dirty file into typed columns',
  boundary: 'from CSV bytes',
  goal: { words: 'at least 25 times as fast as csv-parse with zod and decimal.js', ratio: 0.04 },
  lines: 200_000,
  variants: [
    { name: 'claimBatches', ours: true, file: 'parse-ours' },
    { name: 'csv-parse + column map + zod + decimal.js', ours: false, file: 'parse-zod-decimal', most: 1_000_000 },
  ],
};

export const bytesALine: Job = {
  id: 'bytes',
  title: 'memory of sealed batches, all columns of the bench file',
  boundary: 'in memory',
  goal: { words: 'at most 250 bytes a line, dictionaries included' },
  lines: 1_000_000,
  variants: [{ name: 'ClaimBatch', ours: true, file: 'bytes-a-line' }],
};
