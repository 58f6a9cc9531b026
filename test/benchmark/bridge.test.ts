import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BridgeAssumptions, bridge } from '../../src/benchmark/bridge.js';
import { costRate } from '../../src/benchmark/cost-rate.js';
import { externalCvInterval } from '../../src/benchmark/external-cv-interval.js';
import { Decimal } from '../../src/money/decimal.js';
import type { Range } from '../../src/money/range.js';
import { basisPresets } from '../../src/reference/basis-presets.js';

function range(low: string, mid: string, high: string): Range {
  return { low: new Decimal(low), mid: new Decimal(mid), high: new Decimal(high), source: 'test' };
}

const assumptions: BridgeAssumptions = {
  memberShare: range('0.14', '0.16', '0.18'),
  membersPerEmployee: range('1.7', '1.76', '1.8'),
  admin: range('35', '40', '45'),
  stopLossNet: range('20', '30', '40'),
  rebates: range('25', '30', '40'),
  nonClaims: range('5', '10', '15'),
  dentalCost: range('30', '35', '40'),
  populationFactor: range('1', '1', '1'),
};
const allowed = { ...basisPresets.hcci, period: 'month' } as const;

describe('bridges', () => {
  it('follows the identity from allowed per member to plan cost per employee', () => {
    const rate = costRate({ basis: allowed, amount: '600' });
    const to = { ...basisPresets.aon, measure: 'planCost', period: 'month' } as const;
    const bridged = bridge(rate, to, assumptions);
    expect(bridged.amount.toFixed()).toBe(new Decimal(600).times('1.76').times('0.84').plus(40).plus(30).minus(30).plus(10).toFixed());
    expect(bridged.basis.measure).toBe('planCost');
    expect(bridged.ledger.map((line) => line.id)).toEqual([
      'memberShare',
      'populationFactor',
      'membersPerEmployee',
      'nonClaims',
      'admin',
      'stopLossNet',
      'rebates',
    ]);
    expect(bridged.interval?.kind).toBe('interval');
  });

  it('returns the rate when it bridges back with the same mids', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000, max: 200_000 }),
        fc.constantFrom(basisPresets.aon, basisPresets.mercer, basisPresets.mmiPerson),
        (cents, to) => {
          const rate = costRate({ basis: allowed, amount: new Decimal(cents).div(100).toFixed(2) });
          const back = bridge(bridge(rate, to, assumptions), allowed, assumptions);
          expect(back.amount.minus(rate.amount).abs().lt('1e-30')).toBe(true);
        },
      ),
    );
  });

  it('widens with every assumption, and never narrows the interval of the rate', () => {
    const interval = externalCvInterval({ amount: 600, lifeYears: 500, cv: 2.4 });
    const rate = costRate({ basis: allowed, amount: '600', interval });
    const to = { ...allowed, measure: 'planPaid' } as const;
    const width = (share: Range): number => {
      const made = bridge(rate, to, { memberShare: share }).interval;
      return made?.kind === 'interval' ? (made.raw.high ?? 0) - (made.raw.low ?? 0) : Number.NaN;
    };
    expect(width(range('0.1', '0.15', '0.2'))).toBeGreaterThan(width(range('0.14', '0.15', '0.16')));
    expect(width(range('0.15', '0.15', '0.15'))).toBeCloseTo(((interval.raw.high ?? 0) - (interval.raw.low ?? 0)) * 0.85, 9);
  });

  it('names every missing assumption, and refuses what nothing bridges', () => {
    const rate = costRate({ basis: allowed, amount: '600' });
    expect(() => bridge(rate, basisPresets.aon, { admin: range('1', '1', '1') })).toThrow(
      expect.objectContaining({
        code: 'benchmark/bridge-input-missing',
        details: { inputs: ['memberShare', 'populationFactor', 'membersPerEmployee', 'nonClaims', 'stopLossNet', 'rebates'] },
      }),
    );
    expect(() => bridge(rate, basisPresets.nhePrivate, assumptions)).toThrow(expect.objectContaining({ code: 'basis/mismatch' }));
  });
});
