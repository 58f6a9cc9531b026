import { describe, expect, test } from 'vitest';
import { airPassengersScores, runForecastStudy } from './scripts/forecast-study.js';
import { runStudy, STUDY_METHODS } from './scripts/ibnr-study.js';

// Reduced versions of the scripts beside: enough runs to see a broken method, few enough for the gate. Bounds leave four standard errors.

describe('the reserve simulation, reduced', () => {
  test('keeps the methods as good as the spec says at 10,000 members, and their intervals honest', () => {
    const methods = STUDY_METHODS.filter(({ name }) => ['blend .8', 'BF', 'Cape Cod 24', 'additive 12', 'volume 12', 'auto'].includes(name));
    const scores = new Map(runStudy({ seed: 20260101, runs: 60, members: 10_000, methods }).map((score) => [score.name, score]));
    for (const [name, spec] of [
      ['blend .8', 7.7],
      ['BF', 8.7],
      ['Cape Cod 24', 8.8],
      ['additive 12', 8.9],
      ['volume 12', 12.2],
      ['auto', 8.5],
    ] as const) {
      const { mape = Number.NaN, covered = null } = scores.get(name) ?? {};
      expect({ name, mape, fine: mape < spec * 1.4 && mape > spec * 0.6 }).toEqual({ name, mape, fine: true });
      expect(covered ?? 0).toBeGreaterThan(0.8 - 4 * Math.sqrt(0.16 / 60));
    }
  }, 60_000);
});

describe('the automatic method, reduced', () => {
  test.each([
    [1000, 24.6],
    [10_000, 8.5],
    [100_000, 3.2],
  ])('at %i members is off by about %d percent at most, and its interval holds about four times in five', { timeout: 60_000 }, (members, target) => {
    const [score] = runStudy({ seed: 20260101, runs: 40, members, methods: STUDY_METHODS.filter(({ name }) => name === 'auto') });
    expect(score?.mape ?? 99).toBeLessThan(target * 1.3);
    expect(Math.abs((score?.covered ?? 0) - 0.8)).toBeLessThan(4 * Math.sqrt(0.16 / 40));
  });
});

describe('the forecast study, reduced', () => {
  test('keeps AirPassengers as near as the target says', () => {
    const scores = airPassengersScores(['stl', 'combine']);
    if (scores !== null) expect(Math.min(...scores.map(({ mase }) => mase))).toBeLessThanOrEqual(0.45);
  });

  test('beats the same month a year before, and intervals hold about as often as they say', () => {
    const [naive, rolling] = runForecastStudy({ seed: 20260101, runs: 25, months: 84, models: ['seasonalNaive', 'rolling12'] });
    expect(rolling?.mase ?? 9).toBeLessThan(naive?.mase ?? 0);
    expect(rolling?.covered ?? 0).toBeGreaterThan(0.6);
  });
});
