import type { ClaimBatch } from '../../../src/claims/batch.js';
import { claimBatchesFile } from '../../../src/csv/node/read-csv-file.js';
import { benchCsv, benchMap } from '../bench-csv.js';
import { measured } from '../child.js';
import { newTriangle, triangleText } from '../triangle.js';

await measured({
  prepare: async ({ lines }) => {
    const batches: ClaimBatch<'medical'>[] = [];
    for await (const batch of claimBatchesFile(benchCsv(lines), {
      table: 'medical',
      map: benchMap,
      columns: ['claim_start_date', 'claim_line_start_date', 'paid_date', 'paid_amount'],
    }))
      batches.push(batch);
    return batches;
  },
  run: (batches) => {
    const builder = newTriangle();
    for (const batch of batches) builder.add(batch);
    return { result: triangleText(builder) };
  },
});
