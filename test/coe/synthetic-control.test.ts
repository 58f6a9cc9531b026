import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PanelRow } from '../../src/coe/evaluation/panel.js';
import { simplexLeastSquares } from '../../src/coe/evaluation/simplex-least-squares.js';
import { syntheticControl } from '../../src/coe/evaluation/synthetic-control.js';
import { sharedData } from '../kit/shared-data.js';

const path = sharedData('coe/synthetic_did_panel.csv');
const panel: readonly PanelRow[] =
  path === null
    ? []
    : readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => {
          const [unit = '', quarter, treated, , , pmpm] = line.split(',');
          return { unit, period: Number(quarter), outcome: Number(pmpm), adopted: treated === '1' ? 5 : null };
        });

describe('the synthetic control', () => {
  it.runIf(path !== null)('makes E07 of three donors as published', () => {
    const result = syntheticControl(panel, { unit: 'E07', donors: ['E13', 'E19', 'E28'] });
    [0.810920072, 0, 0.189079928].forEach((weight, i) => expect(result.weights[i]?.weight).toBeCloseTo(weight, 8));
    expect(result.preRmspe).toBeCloseTo(16.126035909, 8);
    [-2.556022183, -13.435201453, -9.244200036, -44.146716213].forEach((gap, i) => expect(result.effects[i]?.gap).toBeCloseTo(gap, 6));
    expect(result.unique).toBe(true);
  });
  it.runIf(path !== null)('says that E01 has no unique double: an exact fit of 4 quarters by 6 donors', () => {
    const result = syntheticControl(panel, { unit: 'E01', donors: ['E13', 'E16', 'E19', 'E22', 'E25', 'E28'] });
    expect(result.preRmspe).toBeLessThan(1e-8);
    expect(result.unique).toBe(false);
    expect(result.warnings.map((each) => each.code)).toEqual(['coe/synthetic-control-not-unique']);
    expect(result.weights.reduce((sum, each) => sum + each.weight, 0)).toBeCloseTo(1, 9);
    expect(result.weights.every((each) => each.weight >= 0)).toBe(true);
  });
  it('keeps weights on the simplex and no direction improves them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 7 }),
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 5, maxLength: 5 }),
        (columns, target) => {
          const { weights } = simplexLeastSquares(columns, target);
          expect(Math.abs(weights.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-8);
          expect(weights.every((w) => w >= 0)).toBe(true);
          const loss = (w: readonly number[]): number =>
            target.reduce((sum, value, i) => sum + (value - columns.reduce((fit, column, k) => fit + (w[k] ?? 0) * (column[i] ?? 0), 0)) ** 2, 0);
          for (let k = 0; k < columns.length; k += 1) {
            const moved = weights.map((w, j) => w * (1 - 1e-4) + (j === k ? 1e-4 : 0));
            expect(loss(moved)).toBeGreaterThanOrEqual(loss(weights) - 1e-6);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
  it('refuses units that never adopt, and donors that do', () => {
    const rows = ['a', 'b', 'c'].flatMap((unit) =>
      [1, 2, 3].map((period): PanelRow => ({ unit, period, outcome: period, adopted: unit === 'c' ? null : 3 })),
    );
    for (const o of [{ unit: 'c' }, { unit: 'a', donors: ['b'] }, { unit: 'x' }])
      expect(() => syntheticControl(rows, o)).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });
});
