import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedSavings } from '../../src/contracts/builders/shared-savings.js';
import { incentives, paymentOn } from '../../src/contracts/curve/incentives.js';
import { paymentCurve } from '../../src/contracts/curve/payment-curve.js';
import { solveFor } from '../../src/contracts/curve/solve-for.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { Decimal } from '../../src/money/decimal.js';
import { fact, settled, simpleContract } from './kit.js';
import { expressionOf } from './random-expression.js';

const M = { benchmark: { op: 'metric', id: 'benchmark' }, actual: { op: 'metric', id: 'actual' } } as const;
const dollar = { to: 'dollar', mode: 'half-up' } as const;

describe('the curve of example G7 over spending', () => {
  const contract = simpleContract(
    sharedSavings({
      ...M,
      minimumRate: '0.02',
      inclusive: true,
      mode: 'firstDollar',
      rate: '0.4',
      sequestration: '0.02',
      cap: t.mul('0.1', M.benchmark),
      rounding: dollar,
    }),
  );
  const facts = [fact('benchmark', '500000000')];
  const curve = paymentCurve({ contract, facts, metric: 'actual', domain: ['300000000', '600000000'] });

  test('50 million up to the cap, slope -0.392 to 490 million, then nothing', () => {
    expect(curve.exact).toBe(true);
    expect(curve.pieces.map((piece) => [piece.from, piece.to, piece.slope, piece.atTo])).toEqual([
      ['300000000', '372448979.5918367346938775510204081632653', '0', '50000000'],
      ['372448979.5918367346938775510204081632653', '490000000', '-0.392', '3920000'],
      ['490000000', '600000000', '0', '0'],
    ]);
    expect(curve.kinks).toEqual(['372448979.5918367346938775510204081632653']);
    expect(curve.cliffs).toEqual([{ at: '490000000', below: '3920000', there: '3920000', above: '0' }]);
  });
  test('the incentive at the margin, the cliff ahead and the dead zone', () => {
    expect(incentives(curve, '480000000')).toEqual({ keptPerDollarSaved: '0.392', nextCliff: null, gainThere: null, deadZone: null });
    expect(incentives(curve, '495000000')).toEqual({
      keptPerDollarSaved: '0',
      nextCliff: '490000000',
      gainThere: '3920000',
      deadZone: { from: '490000000', to: '600000000' },
    });
  });
  test('which spending pays a given amount', () => {
    const ask = (payment: string) => solveFor({ contract, facts, input: 'actual', domain: ['300000000', '600000000'], payment });
    expect(ask('5096000')).toEqual({ kind: 'one', at: '487000000', fraction: '487000000/1', exact: true });
    expect(ask('1000000')).toEqual({ kind: 'none' });
    expect(ask('0')).toEqual({ kind: 'many', at: [{ from: '490000000', to: '600000000' }], exact: true });
    expect(ask('5000000')).toMatchObject({ kind: 'one', fraction: '23875000000/49' });
  });
});

describe('what the curve says is what settle pays', () => {
  test('at random points of random contracts, before rounding', () => {
    fc.assert(
      fc.property(expressionOf(3), fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 4, maxLength: 4 }), (expr, xs) => {
        const contract = simpleContract({ payable: t.round(expr, { to: 'cent', mode: 'half-up' }) });
        const curve = paymentCurve({ contract, facts: [fact('benchmark', '1000')], metric: 'actual', domain: ['0', '2000'] });
        fc.pre(curve.exact);
        for (const x of [
          ...xs.map((each) => new Decimal(each).div(10).toFixed()),
          '1000',
          '500',
          ...curve.kinks.filter((kink) => kink.length < 12),
          ...curve.cliffs.map((cliff) => cliff.at).filter((at) => at.length < 12),
        ]) {
          const amount = settled(contract, [fact('benchmark', '1000'), fact('actual', x)]).lines[0]?.amount;
          const on = paymentOn(curve, x);
          expect(on, x).not.toBeNull();
          expect(
            amount
              ?.minus(on ?? 0)
              .abs()
              .lte('0.005000001'),
            `${x}: ${amount?.toFixed() ?? ''} settled, ${on ?? ''} on the curve of ${JSON.stringify(expr)}`,
          ).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  }, 60_000);
  test('a metric that multiplies itself is bisected and says so', () => {
    const contract = simpleContract({ payable: t.round(t.div(t.mul(M.actual, M.actual), M.benchmark), { to: 'cent', mode: 'half-up' }) });
    const curve = paymentCurve({ contract, facts: [fact('benchmark', '1000')], metric: 'actual', domain: ['0', '2000'] });
    expect(curve.exact).toBe(false);
    expect(new Decimal(paymentOn(curve, '1234.5') ?? '0').minus('1523.99025').abs().lt('0.02')).toBe(true);
  });
});
