import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { Decimal } from 'decimal.js';
import { benchCsv, cellsText } from '../bench-csv.js';
import { measured } from '../child.js';

await measured({
  prepare: ({ lines }) => benchCsv(lines),
  run: async (path) => {
    const cells = new Map<string, Decimal>();
    const rows: AsyncIterable<Readonly<Record<string, string>>> = createReadStream(path).pipe(parse({ columns: true }));
    for await (const row of rows) {
      const start = row['claim_line_start_date'] ?? '';
      const paid = row['paid_date'] ?? '';
      if (paid > '2025-12-31') continue;
      const key = `${start.slice(0, 7)} ${(paid < start ? start : paid).slice(0, 7)}`;
      cells.set(key, (cells.get(key) ?? new Decimal(0)).plus(row['paid_amount'] ?? '0'));
    }
    return { result: cellsText(Array.from(cells, ([key, sum]) => [key, BigInt(sum.times(100).toFixed(0))])) };
  },
});
