import { claimBatchesFile } from '../../../src/csv/node/read-csv-file.js';
import { benchCsv, benchMap } from '../bench-csv.js';
import { measured } from '../child.js';

await measured({
  prepare: ({ lines }) => benchCsv(lines, true),
  run: async (path) => {
    const reading = claimBatchesFile(path, { table: 'medical', map: benchMap });
    let rows = 0;
    for await (const batch of reading) rows += batch.rowCount;
    const { accounting, csv } = reading.report();
    return { result: `${rows} accepted, ${accounting.accepted.cents} cents`, notes: { rejected: accounting.rejected.rows, kernel: csv.kernel } };
  },
});
