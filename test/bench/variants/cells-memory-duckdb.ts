import { benchCsv } from '../bench-csv.js';
import { CELL_COLUMNS, cellsSql, duckCellsText } from '../cells.js';
import { measured } from '../child.js';
import { connectDuck } from '../duck.js';
import { readCsvSql } from '../triangle.js';

await measured({
  prepare: async ({ lines }) => {
    const run = await connectDuck();
    await run([
      `create table lines as select employer_id, claim_type, claim_line_start_date, allowed_amount, paid_amount from ${readCsvSql(benchCsv(lines), CELL_COLUMNS)}`,
    ]);
    return run;
  },
  run: async (run) => ({ result: duckCellsText(await run([cellsSql('lines')])) }),
});
