import type { ClaimBatch } from '../../../src/claims/batch.js';
import { claimBatchesFile } from '../../../src/csv/node/read-csv-file.js';
import { benchCsv, benchMap } from '../bench-csv.js';
import { CELL_COLUMNS, cellsResultText, newCells } from '../cells.js';
import { measured } from '../child.js';

await measured({
  prepare: async ({ lines }) => {
    const batches: ClaimBatch<'medical'>[] = [];
    for await (const batch of claimBatchesFile(benchCsv(lines), { table: 'medical', map: benchMap, columns: CELL_COLUMNS })) batches.push(batch);
    return batches;
  },
  run: (batches) => {
    const cells = newCells();
    for (const batch of batches) cells.add(batch);
    return { result: cellsResultText(cells) };
  },
});
