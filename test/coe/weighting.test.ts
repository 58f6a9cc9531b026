import { describe, expect, it } from 'vitest';
import { type StudyRow, selectionReport } from '../../src/coe/evaluation/balance.js';
import { entropyBalance, iptw, nearestMatch, propensity } from '../../src/coe/evaluation/propensity.js';
import golden from '../golden/coe-weighting.json' with { type: 'json' };

const rows: readonly StudyRow[] = golden.rows;
const near = (value: number | null | undefined, wanted: number, places = 8): void => expect(value ?? Number.NaN).toBeCloseTo(wanted, places);

describe('weighting users and others', () => {
  it('fits the propensity and both weighted effects as statsmodels does', () => {
    propensity(rows).coefficients.forEach((each, i) => near(each.value, golden.coefficients[i] ?? 0));
    const att = iptw(rows);
    near(att.effect, golden.att, 6);
    near(att.effectiveControls, golden.essIptw, 6);
    near(iptw(rows, { estimand: 'ATE' }).effect, golden.ate, 6);
    expect(propensity([...rows].reverse()).coefficients.map((each) => each.value.toFixed(9))).toEqual(
      propensity(rows).coefficients.map((each) => each.value.toFixed(9)),
    );
  });
  it('balances moments to 1e-10 by entropy, as scipy does', () => {
    const balanced = entropyBalance(rows);
    for (const each of balanced.after) expect(Math.abs(each.treatedMean - each.controlMean)).toBeLessThan(1e-10);
    near(balanced.effect, golden.entropy, 5);
    near(balanced.effectiveControls, golden.essEntropy, 5);
    expect(balanced.before.some((each) => Math.abs(each.standardisedDifference ?? 0) > 0.1)).toBe(true);
  });
  it('matches within a caliper, each control once, and better than not at all', () => {
    const matched = nearestMatch(rows);
    const [treated, controls] = [true, false].map(
      (side) => matched.weights.filter((each, i) => each.weight === 1 && rows[i]?.treated === side).length,
    );
    expect(treated).toBe(controls);
    const worst = (list: typeof matched.after): number => Math.max(...list.map((each) => Math.abs(each.standardisedDifference ?? 0)));
    expect(worst(matched.after)).toBeLessThan(worst(matched.before));
  });
  it('refuses separation, moments out of reach, and one group', () => {
    const separated = rows.map((row) => ({ ...row, covariates: { ...row.covariates, flag: row.treated ? 1 : 0 } }));
    expect(() => propensity(separated)).toThrow(expect.objectContaining({ code: expect.stringMatching(/stats\/(separated|rank-deficient)/) }));
    expect(() => propensity(rows.map((row, i) => ({ ...row, covariates: { x: row.treated ? 10 + (i % 3) : i % 3 } })))).toThrow(
      expect.objectContaining({ code: 'stats/separated' }),
    );
    expect(() => entropyBalance(rows.map((row, i) => ({ ...row, covariates: { x: row.treated ? 10 + (i % 3) : i % 3 } })))).toThrow(
      expect.objectContaining({ code: 'stats/not-converged' }),
    );
    expect(() => selectionReport(rows.filter((row) => row.treated))).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
    expect(() => selectionReport([...rows, { id: 'new', treated: true, covariates: { age: 1 } }])).toThrow(
      expect.objectContaining({ code: 'coe/invalid-input' }),
    );
  });
});
