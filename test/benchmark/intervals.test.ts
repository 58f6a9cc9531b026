import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bcaShares, bootstrapRatios } from '../../src/benchmark/bootstrap.js';
import { combineUncertainty } from '../../src/benchmark/combine-uncertainty.js';
import type { CostInterval } from '../../src/benchmark/cost-rate.js';
import { externalCvInterval } from '../../src/benchmark/external-cv-interval.js';
import { ratioInterval } from '../../src/benchmark/ratio-interval.js';
import { ratioMoments } from '../../src/benchmark/ratio-moments.js';
import { defaultSeverityModel as model, severityMoments } from '../../src/benchmark/severity-model.js';
import { stream } from '../../src/stats/random.js';
import golden from '../golden/benchmark-intervals.json';
import { sharedData } from '../kit/shared-data.js';

const members = golden.members.map(([dollars = 0, months = 0]) => ({ dollars, months }));

function near(got: number | null | undefined, want: number, relative = 1e-9): void {
  expect(Math.abs((got ?? Number.NaN) - want), `${got} is not ${want}`).toBeLessThanOrEqual(relative * Math.abs(want));
}

function bounds(interval: CostInterval | null, [low = 0, high = 0]: readonly number[]): void {
  expect(interval?.kind).toBe('interval');
  if (interval?.kind !== 'interval') return;
  near(interval.raw.low, low);
  near(interval.raw.high, high);
  if (low < 0) expect(interval.low).toBeNull();
}

describe('intervals of a ratio of totals', () => {
  it("gives R's survey figures", () => {
    const m = ratioMoments(members);
    near(m.ratio, golden.ratio);
    near(m.standardError, golden.linearisedSe);
    near(m.jackknife?.standardError, golden.jackknifeSe);
    near(m.jackknife?.acceleration, golden.acceleration);
    bounds(ratioInterval({ members, method: 'linearised' }), golden.z);
    bounds(ratioInterval({ members, method: 'linearisedT' }), golden.t9);
    bounds(ratioInterval({ members, method: 'fieller' }), golden.fieller);
    const shown = ratioInterval({ members, method: 'linearised' });
    expect(shown?.kind === 'interval' && shown.warnings.map((each) => each.code)).toEqual(['benchmark/bound-not-shown']);
  });

  it("gives boot's intervals on its own replicates", () => {
    const path = sharedData('benchmark/pmpm-bootstrap-replicates.csv');
    if (path === null) return;
    const replicates = readFileSync(path, 'utf8').trim().split('\n').slice(1).map(Number);
    expect(replicates.length).toBe(1999);
    bounds(ratioInterval({ members, method: 'bootstrapPercentile', replicates }), golden.percentile);
    bounds(ratioInterval({ members, method: 'bootstrapNormal', replicates }), golden.normal);
    bounds(ratioInterval({ members, method: 'bootstrapBasic', replicates }), golden.basic);
    bounds(ratioInterval({ members, method: 'bootstrapBca', replicates }), golden.own.bca);
    bounds(ratioInterval({ members, method: 'bootstrapBca', replicates, acceleration: golden.given.acceleration }), golden.given.bca);
    const shares = bcaShares({ replicates, ratio: golden.ratio, acceleration: golden.given.acceleration, confidence: 0.95 });
    near(shares?.z0, golden.z0);
    near(shares?.low, golden.given.alphas[0] ?? 0);
    near(shares?.high, golden.given.alphas[1] ?? 0);
  });

  it('draws the same replicates from the same seed, around the ratio', () => {
    const one = bootstrapRatios({ members, seed: 7, replicates: 400 });
    expect(bootstrapRatios({ members, seed: 7, replicates: 400 })).toEqual(one);
    const mean = one.reduce((sum, each) => sum + each, 0) / one.length;
    expect(Math.abs(mean - golden.ratio)).toBeLessThan(40);
    expect(bootstrapRatios({ members, seed: 8, replicates: 5 })).not.toEqual(one.slice(0, 5));
  });

  it('has nothing to say of constant data, of an unclear denominator, of ranks outside the replicates', () => {
    const same = [
      { dollars: 5, months: 1 },
      { dollars: 10, months: 2 },
    ];
    expect(ratioInterval({ members: same, method: 'linearised' })).toEqual({ kind: 'degenerate' });
    expect(
      ratioInterval({
        members: [
          { dollars: 1, months: 0 },
          { dollars: 3, months: 1 },
        ],
        method: 'fieller',
      }),
    ).toMatchObject({ kind: 'unbounded' });
    const few = ratioInterval({ members, method: 'bootstrapPercentile', replicates: [1, 2, 3] });
    expect(few).toMatchObject({ kind: 'interval', low: null, high: null });
    expect(() =>
      ratioInterval({
        members: [
          { dollars: 1, months: 0 },
          { dollars: 2, months: 0 },
        ],
        method: 'linearised',
      }),
    ).toThrow(expect.objectContaining({ code: 'benchmark/zero-exposure' }));
    expect(() =>
      ratioInterval({
        members: [
          { dollars: Number.NaN, months: 1 },
          { dollars: 2, months: 1 },
        ],
        method: 'linearised',
      }),
    ).toThrow(expect.objectContaining({ code: 'benchmark/bad-input' }));
  });

  it('gives the intervals of the 50-employee firm', () => {
    bounds(externalCvInterval({ amount: 540, lifeYears: 100, cv: 3.449263 }), [296.082934007919, 1102.03198283746]);
    const pooled = externalCvInterval({ amount: 507, charge: 33, lifeYears: 100, cv: 2.415364 });
    bounds(pooled, [360.063283780355, 864.781520891857]);
    const joint = combineUncertainty({
      point: 540,
      low: 360.063283780355,
      high: 864.781520891857,
      standardErrors: [0.02],
      ranges: [{ low: 0.97, high: 1.03 }],
    });
    bounds(joint, [358.986300564619, 867.016072059346]);
  });

  it('doubles with the dollars, narrows with the lives, and widens with any uncertainty', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 10, max: 5000, noNaN: true }),
        fc.double({ min: 30, max: 1e5, noNaN: true }),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (amount, lifeYears, cv) => {
          const one = externalCvInterval({ amount, lifeYears, cv });
          const twice = externalCvInterval({ amount: 2 * amount, lifeYears, cv });
          near(twice.raw.high, 2 * (one.raw.high ?? 0), 1e-12);
          expect(externalCvInterval({ amount, lifeYears: 2 * lifeYears, cv }).raw.high).toBeLessThan(one.raw.high ?? 0);
          const joint = combineUncertainty({ point: amount, low: one.raw.low ?? 1, high: one.raw.high ?? 1, standardErrors: [0.05] });
          expect(joint.raw.low).toBeLessThanOrEqual(one.raw.low ?? 0);
          expect(joint.raw.high).toBeGreaterThanOrEqual(one.raw.high ?? 0);
        },
      ),
    );
  });

  it('covers the truth 92-98 % of the time by default, at 100, 500 and 2,000 lives, narrower than unpooled', () => {
    const point = 100_000;
    const { cv, excess } = severityMoments({ model, point });
    const whole = severityMoments({ model, point: null });
    const charge = excess / 12;
    for (const [lives, runs] of [
      [100, 300],
      [500, 300],
      [2000, 100],
    ] as const) {
      let covered = 0;
      let ratioOfWidths = 0;
      for (let run = 0; run < runs; run += 1) {
        const random = stream(20_260_101, lives * 10_000 + run);
        const group = Array.from({ length: lives }, () => {
          let dollars = random.uniform() < model.zeroShare ? 0 : Math.exp(model.mu + model.sigma * random.normal());
          if (dollars > model.splice) dollars = Math.min(model.cap, model.splice * (1 - random.uniform()) ** (-1 / model.alpha));
          return { dollars, months: 12 };
        });
        const pooled = ratioInterval({ members: group, method: 'auto', point, cv, charge });
        const raw = ratioInterval({ members: group, method: 'externalCv', cv: whole.cv });
        if (pooled?.kind !== 'interval' || raw?.kind !== 'interval') continue;
        const truth = whole.mean / 12;
        if ((pooled.raw.low ?? 0) <= truth && truth <= (pooled.raw.high ?? 0)) covered += 1;
        ratioOfWidths += ((pooled.raw.high ?? 0) - (pooled.raw.low ?? 0)) / ((raw.raw.high ?? 0) - (raw.raw.low ?? 0)) / runs;
      }
      expect(covered / runs, `${lives} lives`).toBeGreaterThanOrEqual(0.92);
      expect(covered / runs, `${lives} lives`).toBeLessThanOrEqual(0.99);
      if (lives === 100) expect(ratioOfWidths).toBeLessThan(0.75);
    }
  });

  it('shows no interval under 30 life-years', () => {
    expect(ratioInterval({ members, method: 'auto', point: 100_000, cv: 2.4 })).toBeNull();
  });

  it('falls back to the unpooled external CV without a pooling point, and says so', () => {
    const group = Array.from({ length: 40 }, (_, i) => ({ dollars: 100 * i, months: 12 }));
    const made = ratioInterval({ members: group, method: 'auto', cv: 3.4 });
    expect(made).toMatchObject({ kind: 'interval', method: 'externalCv' });
    expect(made?.kind === 'interval' && made.warnings.map((each) => each.code)).toEqual(['benchmark/unpooled']);
  });
});
