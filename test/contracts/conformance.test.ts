import { describe, expect, test } from 'vitest';
import { agrees } from '../../src/contracts/conformance/agrees.js';
import { runConformance } from '../../src/contracts/conformance/run-conformance.js';
import { valueAt } from '../../src/contracts/conformance/value-at.js';
import { msrFor } from '../../src/contracts/msr.js';

const rate = ({ lives }: { readonly lives: number }) => msrFor(lives, { table: 'mssp' });
const good = { id: 'G5', operation: 'contracts.msrFor', given: { lives: 5333 }, expect: { $: '0.0380' } };

describe('published cases against an implementation', () => {
  test('a right result passes, a wrong one names path, expectation and result', async () => {
    const wrong = { ...good, id: 'wrong', expect: { $: '0.039' } };
    const report = await runConformance([good, wrong], { 'contracts.msrFor': rate });
    expect(report).toMatchObject({ passed: 1, failed: 1 });
    expect(report.results[1]?.faults).toEqual([{ path: '$', expected: '0.039', got: '0.038' }]);
  });
  test('a refusal is expected by its code; another error is thrown on', async () => {
    const refusal = { ...good, given: { lives: 1.5 }, expect: { $: { code: 'contracts/lives-not-integer' } } };
    expect((await runConformance([refusal], { 'contracts.msrFor': rate })).passed).toBe(1);
    const broken = (): never => {
      throw new TypeError('broken');
    };
    await expect(runConformance([good], { 'contracts.msrFor': broken })).rejects.toThrow('broken');
  });
  test('an operation that is not there, or only inherited, fails', async () => {
    expect((await runConformance([good], {})).failed).toBe(1);
    expect((await runConformance([{ ...good, operation: 'toString' }], {})).failed).toBe(1);
  });
  test('tolerances, paths and lists', () => {
    expect(agrees(1, 1.0000000001, { relative: 1e-9 })).toBe(true);
    expect(agrees(1, 1.00000001, { relative: 1e-9 })).toBe(false);
    expect(agrees(['1', '3'], '2', { interval: true })).toBe(true);
    expect(agrees('0012', '12', 'exact')).toBe(false);
    expect(agrees([1, 2], [1], 'exact')).toBe(false);
    expect(agrees({ a: 1 }, { a: 1, b: 2 }, 'exact')).toBe(true);
    expect(agrees(null, undefined, 'exact')).toBe(true);
    expect(valueAt({ findings: [{ code: 'MED-1', rows: 3 }] }, 'findings[code=MED-1].rows')).toBe(3);
    expect(valueAt({ a: { b: [4, 5] } }, 'a.b[1]')).toBe(5);
    expect(valueAt({ a: 1 }, 'a.b')).toBeUndefined();
    expect(() => valueAt({}, 'a[')).toThrow(/isn't a path/);
  });
});
