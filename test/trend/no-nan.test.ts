import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as trend from '../../src/trend/index.js';
import { forecastCalls, type HostileForecast, hostileForecast } from './no-nan/forecast-calls.js';
import { type Calls, clean, NAMED_TRIANGLES, strays } from './no-nan/hostile.js';
import { type HostileReserve, hostileReserve, reserveCalls } from './no-nan/reserve-calls.js';

// Every function that the area exports is called with hostile input: whatever comes back holds no number that isn't one, in no field, list,
// column or text. A refusal by code is an answer too. A function that nobody listed fails here.

/** Runs a function's calls on whatever a generator gives; tells how often there was a result. */
function tried<Given>(name: string, calls: Calls<Given>, arbitrary: fc.Arbitrary<Given>, numRuns: number): number {
  let answered = 0;
  fc.assert(
    fc.property(arbitrary, (given) => {
      for (const call of calls[name]?.(given) ?? []) answered += clean(name, call) ? 1 : 0;
    }),
    { numRuns, seed: 20_261_125 },
  );
  return answered;
}

describe('no number that is not one leaves', () => {
  test('is asked of every function that the area exports', () => {
    const functions = Object.entries(trend).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
    expect([...Object.keys(reserveCalls), ...Object.keys(forecastCalls)].sort()).toEqual(functions.sort());
    expect(functions.length).toBeGreaterThan(50);
  });

  test.each(Object.keys(reserveCalls))('%s, whatever a triangle holds', { timeout: 60_000 }, (name) => {
    expect(tried<HostileReserve>(name, reserveCalls, hostileReserve, 150)).toBeGreaterThan(0);
  });

  test.each(Object.keys(forecastCalls))('%s, whatever a series holds', { timeout: 60_000 }, (name) => {
    expect(tried<HostileForecast>(name, forecastCalls, hostileForecast, 200)).toBeGreaterThan(0);
  });

  test.each(Object.entries(NAMED_TRIANGLES))('%s, by every function of the reserve', { timeout: 60_000 }, (name, t) => {
    fc.assert(
      fc.property(hostileReserve, (given) => {
        for (const [of, calls] of Object.entries(reserveCalls)) for (const call of calls({ ...given, t, other: t })) clean(`${of} of ${name}`, call);
      }),
      { numRuns: 6, seed: 20_261_125 },
    );
  });
});

describe('the search for such numbers', () => {
  test.each([
    ['a field', { a: { b: Number.NaN } }],
    ['a list', [1, Number.POSITIVE_INFINITY]],
    ['a column', Float64Array.of(1, Number.NaN)],
    ['a text', { value: 'NaN 1.5' }],
    ['a map', new Map([['a', -Infinity]])],
  ])('finds one in %s', (_, value) => {
    expect(strays(value)).toHaveLength(1);
  });
});
