import { beforeAll, describe, expect, test } from 'vitest';
import type { ClaimBatch, EligibilityBatch } from '../../src/claims/batch.js';
import { batchesOf, batchOf } from '../../src/claims/batch-from-records.js';
import { centsOfMoney } from '../../src/claims/fields/money-text.js';
import { jointReplacement } from '../../src/coe/definition/shipped-definitions.js';
import { assertComplete } from '../../src/engines/assert-complete.js';
import { inMemory, inMemoryStream } from '../../src/engines/in-memory.js';
import { countExposure } from '../../src/exposure/exposure-aggregate.js';
import { basisPresets } from '../../src/reference/basis-presets.js';
import { type GeneratedCoalition, generateCoalition } from '../../src/synthetic/generate-coalition.js';

const TRIANGLE = {
  grain: 'month',
  unit: 'cents',
  origin: '2023-01',
  months: 36,
  maxLag: 24,
  basis: 'paid',
  netOf: [],
  incurredDate: 'default',
  lagPolicy: 'clampToMax',
  negativeLag: 'lag0',
} as const;

function codeOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'no refusal';
}

describe('the engine in memory', () => {
  let made: GeneratedCoalition;
  let medical: ClaimBatch<'medical'>;
  let eligibility: EligibilityBatch;
  beforeAll(() => {
    made = generateCoalition({ seed: 4, members: 300 });
    medical = batchOf({ table: 'medical' }, made.coalition.medical);
    eligibility = batchOf({ table: 'eligibility' }, made.coalition.eligibility);
  });

  test('gives the same bytes however the lines are cut into batches', () => {
    const whole = inMemory({ kind: 'triangle', spec: TRIANGLE }, [medical]);
    for (const batchRows of [1, 97, 4096]) {
      const cut = inMemory({ kind: 'triangle', spec: TRIANGLE }, batchesOf({ table: 'medical', batchRows }, made.coalition.medical));
      expect(JSON.stringify(cut.toJSON())).toBe(JSON.stringify(whole.toJSON()));
    }
  });

  test('gives from a stream what it gives at once', async () => {
    const stream = async function* (): AsyncGenerator<ClaimBatch<'medical'>> {
      yield* batchesOf({ table: 'medical', batchRows: 500 }, made.coalition.medical);
    };
    const streamed = await inMemoryStream({ kind: 'triangle', spec: TRIANGLE }, stream());
    expect(JSON.stringify(streamed.toJSON())).toBe(JSON.stringify(inMemory({ kind: 'triangle', spec: TRIANGLE }, [medical]).toJSON()));
  });

  test('counts exposure as the exposure area does', () => {
    const options = { months: ['2023-01', '2025-12'], rule: 'firstDay', dims: ['employer_id'] } as const;
    expect(inMemory({ kind: 'exposure', options }, [eligibility]).finish().memberUnits).toBe(
      countExposure(eligibility, options).finish().memberUnits,
    );
  });

  test('adds cells, member-years and episodes up to the dollars of the lines', () => {
    const allowed = made.coalition.medical.reduce((sum, line) => sum + centsOfMoney(line.allowed_amount ?? '0'), 0);
    const cells = inMemory({ kind: 'cells', options: { months: ['2023-01', '2025-12'], basis: basisPresets.hcci, placement: 'trusted' } }, [
      medical,
    ]).finish();
    expect(cells.reconciliation.cents.allowed).toBe(allowed);
    const years = inMemory({ kind: 'memberYears', options: { months: ['2023-01', '2025-12'] } }, [medical]).finish();
    expect(years.rows.reduce((sum, row) => sum + row.allowedCents, 0) + years.outOfPeriod.allowedCents).toBe(allowed);
    const episodes = inMemory({ kind: 'episodes', spec: { definitions: [jointReplacement()], paidThrough: '2025-12-31', runOutDays: 90 } }, [
      medical,
      eligibility,
    ]).finish();
    expect(episodes.control.cents['allowed']).toBe(allowed);
  });

  test('a result that misses lines or dollars is refused with both figures', () => {
    const aggregate = inMemory({ kind: 'triangle', spec: TRIANGLE }, [medical]);
    const { lines, cents } = aggregate.control();
    expect(() => assertComplete(aggregate, { lines, cents })).not.toThrow();
    expect(codeOf(() => assertComplete(aggregate, { lines: lines + 1, cents }))).toBe('engines/incomplete');
    const [measure = ''] = Object.keys(cents);
    expect(codeOf(() => assertComplete(aggregate, { lines, cents: { [measure]: (cents[measure] ?? 0) + 1 } }))).toBe('engines/incomplete');
    expect(codeOf(() => assertComplete(aggregate, { lines, cents: { nothing: 0 } }))).toBe('engines/incomplete');
  });
});
