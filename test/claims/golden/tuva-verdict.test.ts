import { describe, expect, test } from 'vitest';
import { validateDelivery } from '../../../src/claims/validate/validate-delivery.js';
import { tuvaRows } from '../tuva-rows.js';

const rows = tuvaRows();
describe.runIf(rows !== null)('the Tuva seed', () => {
  test('x', () => {
    const t = performance.now();
    const report = validateDelivery(rows ?? {}, {});
    console.log(performance.now() - t);
    for (const f of report.fitness.all()) console.log(f.calculation, f.status, f.sentence);
    expect(1).toBe(1);
  });
});
