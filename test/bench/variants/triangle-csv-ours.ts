import { claimBatchesFile } from '../../../src/csv/node/read-csv-file.js';
import { benchCsv, benchMap } from '../bench-csv.js';
import { measured } from '../child.js';
import { newTriangle, triangleText } from '../triangle.js';

await measured({
  prepare: ({ lines }) => benchCsv(lines),
  run: async (path) => {
    const builder = newTriangle();
    const reading = claimBatchesFile(path, {
      table: 'medical',
      map: benchMap,
      columns: ['claim_start_date', 'claim_line_start_date', 'paid_date', 'paid_amount'],
    });
    for await (const batch of reading) builder.add(batch);
    return { result: triangleText(builder) };
  },
});
