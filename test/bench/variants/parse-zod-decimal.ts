import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { Decimal } from 'decimal.js';
import { applyColumnMap } from '../../../src/claims/column-map/apply-column-map.js';
import { medicalClaimLineSchema } from '../../../src/claims/schema/medical-claim-line.js';
import { benchCsv, benchMap } from '../bench-csv.js';
import { measured } from '../child.js';

await measured({
  prepare: ({ lines }) => benchCsv(lines, true),
  run: async (path) => {
    let rows = 0;
    let cents = new Decimal(0);
    const source: AsyncIterable<Readonly<Record<string, string>>> = createReadStream(path).pipe(parse({ columns: true }));
    for await (const row of source) {
      for (const record of applyColumnMap(benchMap, [row], { dataSource: 'csv' }).records) {
        const parsed = medicalClaimLineSchema.safeParse(record);
        if (!parsed.success) continue;
        rows += 1;
        cents = cents.plus(new Decimal(parsed.data.paid_amount).times(100));
      }
    }
    return { result: `${rows} accepted, ${cents.toFixed(0)} cents` };
  },
});
