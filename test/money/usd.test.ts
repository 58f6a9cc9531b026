import { Decimal as Foreign } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import {
  cents,
  centsFromText,
  centsOf,
  centsToText,
  Decimal,
  estimatedUsd,
  minus,
  negate,
  plus,
  roundDecimal,
  sumUsd,
  times,
  toCents,
  usd,
  usdFromCents,
} from '../../src/money/index.js';

describe('dollars', () => {
  test.each(['$5', '1,200', '1e3', '', 'NaN', ' 1', '.5', '5.', '--1', '+1', '0x10'])('refuse "%s" as an amount', (text) => {
    try {
      usd(text);
      expect.unreachable();
    } catch (error) {
      expect(isCoalitionError(error, 'money/not-an-amount')).toBe(true);
    }
  });

  test('refuse a number that slipped past the types', () => {
    const untyped: unknown = 0.3;
    expect(() => usd(untyped as string)).toThrow(/as text/);
  });

  test('are exact and keep their own precision beside a foreign setting', () => {
    Foreign.set({ precision: 3 });
    expect(plus(usd('0.1'), usd('0.2')).toFixed()).toBe('0.3');
    // By Python's decimal module, precision 40.
    expect(times(usd('123456789.12'), new Decimal('0.3333333333')).toFixed()).toBe('41152263.035884773696');
    Foreign.set({ precision: 20 });
    expect(sumUsd([usd('1.10'), usd('2.20'), usd('-3.30')]).toFixed()).toBe('0');
    expect(negate(usd('0')).toFixed(2)).toBe('0.00');
    expect(minus(usd('1'), usd('1')).isNegative()).toBe(false);
  });

  test('print by a named rounding and never as a negative zero', () => {
    const modes = ['half-up', 'half-even', 'floor', 'ceil', 'trunc'] as const;
    expect(modes.map((mode) => toCents(usd('2.345'), mode))).toEqual(['2.35', '2.34', '2.34', '2.35', '2.34']);
    expect(modes.map((mode) => toCents(usd('-2.345'), mode))).toEqual(['-2.35', '-2.34', '-2.35', '-2.34', '-2.34']);
    expect(toCents(usd('-0.001'), 'half-up')).toBe('0.00');
    expect(roundDecimal(new Decimal('-0.4'), { places: 0, mode: 'ceil' }).toFixed()).toBe('0');
  });

  test('come from an estimate only when it is finite', () => {
    expect(estimatedUsd(1e21).toFixed()).toBe('1000000000000000000000');
    expect(estimatedUsd(1e-7).toFixed()).toBe('0.0000001');
    for (const bad of [Number.NaN, Infinity, -Infinity]) expect(() => estimatedUsd(bad)).toThrow(/can't become dollars/);
  });
});

describe('cents', () => {
  test('round half-even, line by line', () => {
    // Engines specification, section 5: 1.005 twice is 200 rounded per line and 201 summed first.
    expect(centsFromText('1.005', 'half-even') * 2).toBe(200);
    expect(centsOf(plus(usd('1.005'), usd('1.005')), 'half-even')).toBe(201);
  });

  test('go to dollars and text and back', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(centsOf(usdFromCents(value), 'trunc')).toBe(value === 0 ? 0 : value);
        expect(centsFromText(centsToText(value), 'trunc')).toBe(value === 0 ? 0 : value);
      }),
      { seed: 1 },
    );
  });

  test('refuse what a double cannot hold', () => {
    expect(() => cents(2 ** 53)).toThrow(/cents/);
    expect(() => cents(0.5)).toThrow(/cents/);
    expect(Object.is(cents(-0), 0)).toBe(true);
  });
});
