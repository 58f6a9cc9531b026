import type { ClaimBatch } from '../../../src/claims/batch.js';
import { claimBatchesFile } from '../../../src/csv/node/read-csv-file.js';
import { benchCsv, benchMap } from '../bench-csv.js';
import { measured } from '../child.js';

await measured({
  prepare: ({ lines }) => benchCsv(lines),
  run: async (path, { lines }) => {
    globalThis.gc?.();
    const before = process.memoryUsage();
    const batches: ClaimBatch<'medical'>[] = [];
    for await (const batch of claimBatchesFile(path, { table: 'medical', map: benchMap })) batches.push(batch);
    globalThis.gc?.();
    const after = process.memoryUsage();
    const bytes = after.arrayBuffers - before.arrayBuffers + (after.heapUsed - before.heapUsed);
    const rows = batches.reduce((sum, batch) => sum + batch.rowCount, 0);
    return { result: `${rows} rows`, notes: { 'bytes a line': Math.round(bytes / lines) } };
  },
});
