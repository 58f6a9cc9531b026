import { checkSink, compileChecker } from '../../../src/claims/fields/compile-checker.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import { measured } from '../child.js';
import { medicalRows } from '../medical-rows.js';

await measured({
  prepare: ({ lines }) => medicalRows(lines),
  run: (rows) => {
    const check = compileChecker(fieldsOf('medical'));
    const sink = checkSink();
    let valid = 0;
    for (let pass = 0; pass < 400; pass += 1) for (const row of rows) if (check(row, sink) === 0) valid += 1;
    return { result: `${valid} of ${rows.length}` };
  },
});
