import { benchCsv, cellsText } from '../bench-csv.js';
import { measured } from '../child.js';
import { duck } from '../duck.js';
import { readCsvSql, triangleSql } from '../triangle.js';

await measured({
  prepare: ({ lines }) => benchCsv(lines),
  run: async (path) => {
    const rows = await duck([triangleSql(readCsvSql(path, ['claim_line_start_date', 'paid_date', 'paid_amount']))]);
    return { result: cellsText(rows.map(([key = '', cents = '0']) => [key, BigInt(cents)])) };
  },
});
