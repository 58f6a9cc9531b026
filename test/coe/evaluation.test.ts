import { describe, expect, it } from 'vitest';
import { checkClaim } from '../../src/coe/evaluation/check-claim.js';
import { evaluationChecklist } from '../../src/coe/evaluation/checklist.js';
import { did } from '../../src/coe/evaluation/did.js';
import { coeEvidence } from '../../src/coe/evaluation/evidence-table.js';
import { groupTimeAtt } from '../../src/coe/evaluation/group-time-att.js';
import { ittAndBloom } from '../../src/coe/evaluation/itt-bloom.js';
import type { PanelRow } from '../../src/coe/evaluation/panel.js';
import { dummyYear, prePost } from '../../src/coe/evaluation/pre-post.js';
import { regressionToMean } from '../../src/coe/evaluation/regression-to-mean.js';
import { eValue, rosenbaumBounds } from '../../src/coe/evaluation/sensitivity.js';
import { stream } from '../../src/stats/random.js';

const near = (value: number | null | undefined, wanted: number, places = 6): void => expect(value ?? Number.NaN).toBeCloseTo(wanted, places);

describe('regression to the mean', () => {
  it('has the published closed forms', () => {
    const normal = regressionToMean({ kind: 'normal', mean: 6000, sd: 9000, correlation: 0.45, cutoff: 20_000 });
    near(normal.share, 0.0599069071, 9);
    near(normal.baseMean, 23_874.4616539742, 6);
    near(normal.expectedFollowUp, 14_043.5077442884, 6);
    near(normal.change, -0.4118, 4);
    const log = regressionToMean({ kind: 'lognormal', logMean: 7.6, logSd: 1.5, correlation: 0.6, cutoff: 50_000 });
    near(log.share, 0.015915803, 9);
    near(log.baseMean, 100_148.188544, 5);
    near(log.expectedFollowUp, 41_102.750916, 5);
    near(log.change, -0.58958, 5);
  });
  it('agrees with what simulated people do', () => {
    const random = stream(2, 0);
    const pairs = Array.from({ length: 40_000 }, () => {
      const [a, b] = [random.normal(), random.normal()];
      return [6000 + 9000 * a, 6000 + 9000 * (0.45 * a + Math.sqrt(1 - 0.45 ** 2) * b)] as const;
    });
    const seen = regressionToMean({ kind: 'empirical', pairs, cutoff: 20_000 });
    expect(Math.abs(seen.expectedFollowUp - 14_043.5)).toBeLessThan(600);
    expect(() => regressionToMean({ kind: 'empirical', pairs, cutoff: 1e9 })).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
    expect(() => regressionToMean({ kind: 'normal', mean: 1, sd: 0, correlation: 0, cutoff: 1 })).toThrow(
      expect.objectContaining({ code: 'coe/invalid-input' }),
    );
  });
});

describe('sensitivity and uptake', () => {
  it('gives the E-value, Bloom and refuses an uptake of zero', () => {
    near(eValue(3.9), 7.263, 4);
    near(eValue(1 / 3.9), 7.263, 4);
    expect(eValue(1)).toBe(1);
    expect(ittAndBloom({ itt: -120, uptake: 0.25, standardError: 40 })).toMatchObject({ itt: -120, bloom: -480, bloomStandardError: 160 });
    for (const act of [() => ittAndBloom({ itt: 1, uptake: 0 }), () => eValue(0)])
      expect(act).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });
  it('bounds p by hidden bias: one value without bias, wider with more', () => {
    const differences = Array.from({ length: 30 }, (_, i) => (i % 5 === 0 ? 1 : -1) * (1 + i));
    const none = rosenbaumBounds({ differences, gamma: 1 });
    near(none.pLow, none.pHigh, 12);
    // By hand for gamma 1: T is the sum of ranks of the negative differences, mean 232.5, variance 30 x 31 x 61 / 24.
    const t = differences.reduce((sum, each, i) => (each < 0 ? sum + i + 1 : sum), 0);
    const z = (t - 232.5) / Math.sqrt((30 * 31 * 61) / 24);
    near(none.pHigh, 0.5 * (1 - erf(z / Math.SQRT2)), 6);
    const [small, large] = [rosenbaumBounds({ differences, gamma: 1.5 }), rosenbaumBounds({ differences, gamma: 3 })];
    expect(large.pHigh).toBeGreaterThan(small.pHigh);
    expect(large.pLow).toBeLessThan(small.pLow);
  });
});

/** Abramowitz and Stegun 7.1.26, good to 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const y = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return x < 0 ? -y : y;
}

describe('claims and studies', () => {
  it('finds 4 of 120 against 30 of 600 underpowered, with the published arithmetic', () => {
    const verdict = checkClaim({ kind: 'complications', program: { events: 4, cases: 120 }, comparison: { events: 30, cases: 600 } });
    expect(verdict.verdict).toBe('underpowered');
    near(verdict.riskRatio?.value, 0.6666666667, 9);
    near(verdict.riskRatio?.low, 0.2392707383, 9);
    near(verdict.riskRatio?.high, 1.8574960216, 9);
    near(verdict.riskRatio?.logStandardError, 0.5228129047, 9);
    near(verdict.posterior?.logMean, -0.182612567, 9);
    near(verdict.posterior?.logSd, 0.1867983325, 9);
    near(verdict.posterior?.massInClaim, 0.1725775777, 9);
  });
  it('tells supported, not supported, compatible and impossible apart', () => {
    const counts = (events: number, cases: number): string =>
      checkClaim({ kind: 'complications', program: { events, cases }, comparison: { events: 5000, cases: 100_000 } }).verdict;
    expect([counts(1000, 40_000), counts(2000, 40_000), counts(1500, 40_000)]).toEqual(['supported', 'not-supported', 'not-supported']);
    expect(counts(35, 1000)).toBe('compatible');
    expect(checkClaim({ kind: 'complications', program: { events: 0, cases: 50 }, comparison: { events: 3, cases: 60 } }).verdict).toBe(
      'underpowered',
    );
    expect(checkClaim({ kind: 'total-cost', claimed: '0.10', coveredShare: '0.08', eligible: '1', uptake: '1', savingShare: '0.5' }).verdict).toBe(
      'impossible',
    );
    expect(checkClaim({ kind: 'total-cost', claimed: '0.03', coveredShare: '0.08', eligible: '1', uptake: '0.2', savingShare: '0.5' }).verdict).toBe(
      'not-supported',
    );
    expect(checkClaim({ kind: 'per-case', claimed: 0.3, measured: 0.1, standardError: 0.02 }).verdict).toBe('not-supported');
    expect(checkClaim({ kind: 'per-case', claimed: 0.1, measured: 0.3, standardError: 0.02 }).verdict).toBe('supported');
    expect(checkClaim({ kind: 'per-case', claimed: 1.2, measured: 0.3, standardError: 0.02 }).verdict).toBe('impossible');
    expect(() => checkClaim({ kind: 'complications', program: { events: 2, cases: 1 }, comparison: { events: 1, cases: 1 } })).toThrow(
      expect.objectContaining({ code: 'coe/invalid-input' }),
    );
  });
  it('asks fourteen questions and ships cited evidence', () => {
    const good = evaluationChecklist({
      ittShown: true,
      comparator: 'untreated-units',
      rtmControlled: true,
      completedClaims: true,
      largeClaimCap: true,
      mixHeldFixed: true,
      trendSource: 'control-group',
      ceiling: 'within',
      dummyYear: 'passed',
      sensitivity: true,
      intervalShown: true,
      preTrendPValue: 0.34,
      adoption: 'one-start',
      selectionTable: true,
    });
    expect([good.passed, good.failed, good.notAssessable]).toEqual([14, 0, 0]);
    expect(good.warnings).toEqual([]);
    const brochure = evaluationChecklist({ comparator: 'non-participants', trendSource: 'vendor', ceiling: 'impossible', preTrendPValue: 0.01 });
    expect([brochure.failed, brochure.notAssessable]).toEqual([4, 10]);
    expect(brochure.warnings.map((each) => each.code)).toEqual(['coe/selection']);
    expect(coeEvidence.filter((row) => row.design === 'controlled').length).toBeGreaterThan(5);
    expect(coeEvidence.every((row) => row.citation.status === 'secondary')).toBe(true);
  });
  it('never lets before and after alone pass as an effect', () => {
    expect(prePost({ before: 100, after: 60 }).warnings.map((each) => each.code)).toEqual(['coe/pre-post-only']);
    expect(prePost({ before: 100, after: 60, expectedAfter: 59 }).beyondExpected).toBe(1);
  });
});

const row = (unit: string, period: number, outcome: number, adopted: number | null): PanelRow => ({ unit, period, outcome, adopted });

describe('programs that start at different times', () => {
  const random = stream(21, 0);
  // Effects grow with time since the start: 3 in the first period, 6 in the second, ... Units differ, periods differ, small noise.
  const rows = Array.from({ length: 30 }, (_, i) => {
    const adopted = i < 8 ? 3 : i < 16 ? 5 : null;
    const level = random.below(50);
    return [1, 2, 3, 4, 5, 6].map((period) =>
      row(
        `u${String(i).padStart(2, '0')}`,
        period,
        level + 2 * period + (adopted !== null && period >= adopted ? 3 * (period - adopted + 1) : 0) + random.normal() * 0.01,
        adopted,
      ),
    );
  }).flat();

  it('shows each effect where the usual regression mixes them up', () => {
    for (const control of ['never', 'not-yet'] as const) {
      const att = groupTimeAtt(rows, { control });
      for (const { key, value } of att.dynamic) near(value, Number(key) < 0 ? 0 : 3 * (Number(key) + 1), 1);
      near(att.simple.value, (8 * (3 + 6 + 9 + 12) + 8 * (3 + 6)) / (8 * 4 + 8 * 2), 1);
      expect(att.group.map((each) => each.key)).toEqual(['3', '5']);
      expect(att.preTest?.pValue ?? 0).toBeGreaterThan(0.001);
    }
    expect(Math.abs(did(rows, { error: 'CR1' }).value - groupTimeAtt(rows, { control: 'never' }).simple.value)).toBeGreaterThan(0.5);
  });

  it('equals the difference in differences with one group and two periods, with an error close to Welch', () => {
    const two = rows.filter((each) => each.period === 2 || each.period === 3).filter((each) => each.adopted !== 5);
    const att = groupTimeAtt(two, { control: 'never' });
    const plain = did(two, { design: 'collapsed' });
    near(att.simple.value, plain.value, 9);
    expect(Math.abs(att.simple.standardError / plain.error.standardError - 1)).toBeLessThan(0.1);
    expect(() =>
      groupTimeAtt(
        two.filter((each) => each.adopted !== null),
        { control: 'never' },
      ),
    ).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });

  it('passes a dummy year before the program, and fails one with a trend of its own', () => {
    const noise = Array.from({ length: 20 }, (_, i) =>
      [1, 2, 3, 4].map((period) => row(`v${String(i).padStart(2, '0')}`, period, 100 + i + random.normal() * 5, i < 10 ? 9 : null)),
    ).flat();
    expect(dummyYear({ rows: noise, placeboStart: 3 }).passes).toBe(true);
    const drifting = noise.map((each) => ({ ...each, outcome: each.outcome + (each.adopted !== null ? 15 * each.period : 0) }));
    expect(dummyYear({ rows: drifting, placeboStart: 3 }).passes).toBe(false);
    expect(() => dummyYear({ rows: noise.map((each) => ({ ...each, adopted: each.adopted === null ? null : 4 })), placeboStart: 3 })).toThrow(
      expect.objectContaining({ code: 'coe/invalid-input' }),
    );
  });
});
