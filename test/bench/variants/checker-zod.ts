import { medicalClaimLineSchema } from '../../../src/claims/schema/medical-claim-line.js';
import { measured } from '../child.js';
import { medicalRows } from '../medical-rows.js';

await measured({
  prepare: ({ lines }) => medicalRows(lines),
  run: (rows) => {
    let valid = 0;
    for (let pass = 0; pass < 400; pass += 1) for (const row of rows) if (medicalClaimLineSchema.safeParse(row).success) valid += 1;
    return { result: `${valid} of ${rows.length}` };
  },
});
