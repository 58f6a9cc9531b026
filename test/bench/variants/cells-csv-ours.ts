import { claimBatchesFile } from '../../../src/csv/node/read-csv-file.js';
import { benchCsv, benchMap } from '../bench-csv.js';
import { CELL_COLUMNS, cellsResultText, newCells } from '../cells.js';
import { measured } from '../child.js';

await measured({
  prepare: ({ lines }) => benchCsv(lines),
  run: async (path) => {
    const cells = newCells();
    for await (const batch of claimBatchesFile(path, { table: 'medical', map: benchMap, columns: CELL_COLUMNS })) cells.add(batch);
    return { result: cellsResultText(cells) };
  },
});
