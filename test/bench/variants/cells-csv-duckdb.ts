import { benchCsv } from '../bench-csv.js';
import { CELL_COLUMNS, cellsSql, duckCellsText } from '../cells.js';
import { measured } from '../child.js';
import { duck } from '../duck.js';
import { readCsvSql } from '../triangle.js';

await measured({
  prepare: ({ lines }) => benchCsv(lines),
  run: async (path) => ({ result: duckCellsText(await duck([cellsSql(readCsvSql(path, CELL_COLUMNS))])) }),
});
