import { countExposure } from '../../../src/exposure/exposure-aggregate.js';
import { UNITS_PER_MONTH } from '../../../src/time/exposure-rule.js';
import { measured } from '../child.js';
import { EXPOSURE_MONTHS, exposureText, spanRows } from '../exposure.js';

await measured({
  prepare: ({ lines }) => spanRows(lines),
  run: (rows, { lines }) => {
    const before = performance.now();
    const cells = countExposure(rows, { months: EXPOSURE_MONTHS, rule: 'firstDay', dims: ['employer_id'] }).cells();
    const speed = Math.round(lines / ((performance.now() - before) / 1000));
    const counted = cells.filter((cell) => cell.memberUnits > 0);
    return {
      result: exposureText(
        counted.map((cell) => [cell.month, cell.keys['employer_id'] ?? '', cell.memberUnits / UNITS_PER_MONTH, cell.employeeUnits / UNITS_PER_MONTH]),
      ),
      notes: { 'spans/s': speed },
    };
  },
});
