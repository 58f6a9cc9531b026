import { countExposure } from '../../../src/exposure/exposure-aggregate.js';
import { UNITS_PER_MONTH } from '../../../src/time/exposure-rule.js';
import { measured } from '../child.js';
import { EXPOSURE_MONTHS, exposureText, spanRows, spansASecond } from '../exposure.js';

await measured({
  prepare: ({ lines }) => spanRows(lines),
  run: (rows, { lines }) => {
    const before = process.cpuUsage();
    const cells = countExposure(rows, { months: EXPOSURE_MONTHS, rule: 'firstDay', dims: ['employer_id'] }).cells();
    const speed = spansASecond(lines, process.cpuUsage(before));
    const counted = cells.filter((cell) => cell.memberUnits > 0);
    return {
      result: exposureText(
        counted.map((cell) => [cell.month, cell.keys['employer_id'] ?? '', cell.memberUnits / UNITS_PER_MONTH, cell.employeeUnits / UNITS_PER_MONTH]),
      ),
      notes: { 'spans a second of a core': speed },
    };
  },
});
