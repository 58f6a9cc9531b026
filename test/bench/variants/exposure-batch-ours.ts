import type { EligibilityBatch } from '../../../src/claims/batch.js';
import { claimBatchesFile } from '../../../src/csv/node/read-csv-file.js';
import { ExposureAggregate } from '../../../src/exposure/exposure-aggregate.js';
import { exposureSpec } from '../../../src/exposure/exposure-options.js';
import { UNITS_PER_MONTH } from '../../../src/time/exposure-rule.js';
import { measured } from '../child.js';
import { EXPOSURE_MONTHS, exposureText, spansASecond, spansCsv } from '../exposure.js';

await measured({
  prepare: async ({ lines }) => {
    const batches: EligibilityBatch[] = [];
    for await (const batch of claimBatchesFile(spansCsv(lines), { table: 'eligibility' })) batches.push(batch);
    const rows = batches.reduce((sum, batch) => sum + batch.rowCount, 0);
    if (rows !== lines) throw new Error(`${rows} of ${lines} spans were read`);
    return batches;
  },
  run: (batches, { lines }) => {
    const before = process.cpuUsage();
    const exposure = new ExposureAggregate(exposureSpec({ months: EXPOSURE_MONTHS, rule: 'firstDay', dims: ['employer_id'] }));
    for (const batch of batches) exposure.add(batch);
    const cells = exposure.cells().filter((cell) => cell.memberUnits > 0);
    const speed = spansASecond(lines, process.cpuUsage(before));
    return {
      result: exposureText(
        cells.map((cell) => [cell.month, cell.keys['employer_id'] ?? '', cell.memberUnits / UNITS_PER_MONTH, cell.employeeUnits / UNITS_PER_MONTH]),
      ),
      notes: { 'spans a second of a core': speed },
    };
  },
});
