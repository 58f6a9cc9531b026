import { describe, expect, test } from 'vitest';
import { term as t } from '../../src/contracts/term-builder.js';
import { worked } from './worked.js';

/** Terms of public programmes that no builder writes, in plain nodes. */
describe('contracts written by hand in nodes', () => {
  // CMS MSSP methodology, the health equity adjustment: G11 of the specification.
  const bonus = {
    bonus: t.if(
      t.lt('multiplier', t.literal('0.2', 'ratio')),
      t.literal('0', 'points'),
      t.min(t.mul('scaler', 'multiplier'), t.literal('10', 'points')),
      'nothing below a multiplier of 0.2',
    ),
    score: t.min(t.add('quality', t.ref('bonus')), t.literal('100', 'points')),
  };
  test.each([
    ['24', '0.6', '92', '10', '100'],
    ['24', '0.2', '92', '4.8', '96.8'],
    ['18', '0.3', '85', '5.4', '90.4'],
    ['18', '0.1', '85', '0', '85'],
    ['6', '0.8', '60', '4.8', '64.8'],
    ['6', '0.2', '60', '1.2', '61.2'],
  ])('G11: scaler %s, multiplier %s, quality %s give %s and %s', (scaler, multiplier, quality, expectedBonus, score) => {
    const { values } = worked(bonus, {
      scaler: { unit: 'points', value: scaler },
      multiplier: { unit: 'ratio', value: multiplier },
      quality: { unit: 'points', value: quality },
    });
    expect(values['bonus']).toBe(expectedBonus);
    expect(values['score']).toBe(score);
  });

  // BPCI Advanced: target 97 % of the baseline, quality on the amount, and only then the limit of 20 % of the target.
  const bpci = {
    target: t.mul('0.97', 'baseline'),
    amount: t.sub(t.ref('target'), 'actual'),
    adjusted: t.sub(t.ref('amount'), t.mul('withheld', t.abs(t.ref('amount')))),
    limited: t.clamp(t.ref('adjusted'), t.neg(t.mul('0.2', t.ref('target'))), t.mul('0.2', t.ref('target'))),
  };
  test.each([
    // 970,000 - 700,000 = 270,000; less a tenth 243,000; the limit is 194,000.
    ['1000000', '700000', '0.1', '243000', '194000'],
    // 970,000 - 900,000 = 70,000; less a tenth 63,000, inside the limit.
    ['1000000', '900000', '0.1', '63000', '63000'],
    // 970,000 - 1,200,000 = -230,000; a tenth worse -253,000; the limit is -194,000.
    ['1000000', '1200000', '0.1', '-253000', '-194000'],
    // Quality after the limit would give 174,600; the order is the contract's.
    ['1000000', '750000', '0.1', '198000', '194000'],
  ])('BPCI Advanced: baseline %s, actual %s, %s withheld give %s, limited to %s', (baseline, actual, withheld, adjusted, limited) => {
    const { values } = worked(bpci, { baseline: { value: baseline }, actual: { value: actual }, withheld: { unit: 'ratio', value: withheld } });
    expect(values['adjusted']).toBe(adjusted);
    expect(values['limited']).toBe(limited);
  });
});
