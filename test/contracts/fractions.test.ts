import { describe, expect, test } from 'vitest';
import { operations } from '../conformance/operations/contracts.js';
import { type ConformanceCase, runCase } from '../conformance/run-cases.js';
import golden from '../golden/contracts-fractions.json' with { type: 'json' };

const byName = new Map(operations.map((each) => [each.name, each]));
const cases: readonly ConformanceCase[] = JSON.parse(JSON.stringify(golden.cases));

describe('what Python fractions make of the requirements, the library makes too', () => {
  test('builders, presets, whole contracts, allocations, curves, differences, scorecards', async () => {
    const results = await Promise.all(cases.map((each) => runCase(each, byName, '')));
    expect(results.filter((each) => each.status !== 'passed')).toEqual([]);
    expect(new Set(results.map((each) => each.id)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThan(150);
  });
});
