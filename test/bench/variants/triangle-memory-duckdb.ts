import { benchCsv, cellsText } from '../bench-csv.js';
import { measured } from '../child.js';
import { connectDuck } from '../duck.js';
import { readCsvSql, triangleSql } from '../triangle.js';

await measured({
  prepare: async ({ lines }) => {
    const run = await connectDuck();
    await run([
      `create table lines as select claim_line_start_date, paid_date, paid_amount from ${readCsvSql(benchCsv(lines), ['claim_line_start_date', 'paid_date', 'paid_amount'])}`,
    ]);
    return run;
  },
  run: async (run) => {
    const rows = await run([triangleSql('lines')]);
    return { result: cellsText(rows.map(([key = '', cents = '0']) => [key, BigInt(cents)])) };
  },
});
