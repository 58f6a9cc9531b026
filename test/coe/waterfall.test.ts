import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakEven, roi } from '../../src/coe/savings/return.js';
import { savingsWaterfall, type Waterfall } from '../../src/coe/savings/waterfall.js';
import type { Inclusion, WaterfallInput } from '../../src/coe/savings/waterfall-input.js';
import { Decimal } from '../../src/money/decimal.js';
import { usd } from '../../src/money/usd.js';
import golden from '../golden/coe-waterfall-case-a.json' with { type: 'json' };

const caseA: WaterfallInput = {
  ...golden.given,
  credits: golden.given.credits.map((credit, i) => ({ ...credit, component: i === 0 ? ('readmissions' as const) : ('revisions' as const) })),
};

const amount = (w: Waterfall, payer: string, id: string): string | undefined =>
  w.components.find((each) => each.payer === payer && each.id === id)?.amount.toFixed(2);

describe('the savings waterfall', () => {
  it('gives case A to the cent, component by component and pocket by pocket', () => {
    const w = savingsWaterfall(caseA);
    for (const [id, value] of Object.entries(golden.plan)) expect(amount(w, 'plan', id), id).toBe(value);
    expect([w.planNet, w.memberNet, w.societal, w.gross, w.cost].map((each) => each.toFixed(2))).toEqual([
      golden.planNet,
      golden.memberNet,
      golden.societal,
      golden.gross,
      golden.cost,
    ]);
    expect(w.roi.kind === 'ratio' && w.roi.roi.toFixed(6)).toBe(golden.roi);
    expect(w.netPerSurgeryBeforeFixed?.toFixed(2)).toBe(golden.netPerSurgeryBeforeFixed);
    expect(w.breakEven.kind === 'cases' && [w.breakEven.exact.toFixed(4), w.breakEven.surgeries]).toEqual([
      golden.breakEven,
      golden.breakEvenSurgeries,
    ]);
    expect(amount(w, 'employer', 'absence')).toBe(golden.absence);
    expect(w.summary).toBe(
      'Over 170 surgeries the plan saves $1684381.00 net and members gain $450500.00; it pays for its fixed cost from 10 surgeries on.',
    );
  });

  it('is zero everywhere for a program that changes nothing', () => {
    const w = savingsWaterfall({
      referred: 50,
      avoided: 0,
      local: { episode: '30000' },
      bundle: { episode: '30000' },
      credits: [{ component: 'readmissions', rateLocal: '0.04', rateCoe: '0.04', cost: '17000' }],
    });
    expect(w.components.every((each) => each.amount.isZero())).toBe(true);
    expect(w.roi.kind).toBe('undefined');
    expect(w.breakEven.kind).toBe('immediate');
  });

  it('prints lines that add up to the printed total, and says which were raised', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 0, max: 9999 }),
        (referred, price, rate) => {
          const w = savingsWaterfall({
            referred,
            avoided: Math.floor(referred / 3),
            avoidedProbability: `0.${String(rate).padStart(4, '0')}`,
            local: { episode: `${price}.37` },
            bundle: { episode: '29999.995' },
            conservativeCare: '33.333',
            travelLodging: '0.005',
            memberIncentive: '12.3456',
            shareOfSavings: '0.15',
          });
          for (const { lines, total } of w.printed) expect(lines.reduce((sum, line) => sum.plus(line.amount), new Decimal(0)).toFixed(2)).toBe(total);
          const transfers = w.components.filter((each) => each.kind === 'transfer').reduce((sum, each) => sum.plus(each.amount), new Decimal(0));
          expect(transfers.isZero()).toBe(true);
          expect(w.gross.minus(w.cost).eq(w.planNet)).toBe(true);
        },
      ),
    );
  });

  it('scales with prices, moves plan and member by opposite amounts when cost share is waived', () => {
    const scale = (text: string): string => new Decimal(text).times('1.25').toFixed();
    const bigger = savingsWaterfall({
      ...caseA,
      local: { episode: scale('41250') },
      bundle: { episode: scale('29900') },
      evaluations: { fee: scale('650') },
      conservativeCare: scale('3400'),
      credits: (caseA.credits ?? []).map((credit) => ({ ...credit, cost: scale(String(credit.cost)) })),
      travelLodging: scale('1350'),
      companion: scale('620'),
      waivedCostShare: scale('2150'),
      memberIncentive: scale('500'),
      perCaseFee: scale('1200'),
      pepm: { amount: scale('0.85'), employees: 9500, months: 12 },
      absence: { days: '9.5', dailyCost: scale('118') },
    });
    const w = savingsWaterfall(caseA);
    expect(bigger.planNet.eq(w.planNet.times('1.25'))).toBe(true);
    expect(bigger.roi.kind === 'ratio' && w.roi.kind === 'ratio' && bigger.roi.roi.toFixed(20) === w.roi.roi.toFixed(20)).toBe(true);
    const waived = savingsWaterfall({ ...caseA, waivedCostShare: '3150.00' });
    expect(waived.planNet.minus(w.planNet).plus(waived.memberNet.minus(w.memberNet)).isZero()).toBe(true);
    expect(waived.societal.eq(w.societal)).toBe(true);
  });

  it('refuses credit for days that both prices cover, however the credit is split', () => {
    const includes: readonly Inclusion[] = [{ service: 'readmissions', fromDay: 0, toDay: 90 }];
    const base = { ...caseA, local: { ...caseA.local, includes }, bundle: { ...caseA.bundle, includes } };
    const credit = { component: 'readmissions' as const, rateLocal: '0.05', rateCoe: '0.03', cost: '17800' };
    for (const credits of [
      [credit],
      [
        { ...credit, toDay: 30 },
        { ...credit, fromDay: 31, toDay: 90 },
      ],
      [{ ...credit, fromDay: 90, toDay: 120 }],
    ]) {
      expect(() => savingsWaterfall({ ...base, credits })).toThrow(expect.objectContaining({ code: 'coe/warranty-overlap' }));
    }
    expect(amount(savingsWaterfall({ ...base, credits: [{ ...credit, fromDay: 91, toDay: 180 }] }), 'plan', 'readmissions')).toBe('60520.00');
    const net = savingsWaterfall({ ...base, credits: [credit], overlap: 'net' });
    expect(amount(net, 'plan', 'readmissions')).toBe('0.00');
    expect(net.findings.map((each) => each.code)).toEqual(['coe/warranty-netted']);
    expect(() =>
      savingsWaterfall({
        ...caseA,
        credits: [
          { ...credit, toDay: 60 },
          { ...credit, fromDay: 30, toDay: 90 },
        ],
      }),
    ).toThrow(expect.objectContaining({ code: 'coe/warranty-overlap' }));
  });

  it('refuses prices that cover different services, charges against allowed, and impossible volumes', () => {
    const implants: readonly Inclusion[] = [{ service: 'implants', fromDay: 0, toDay: 0 }];
    expect(() => savingsWaterfall({ ...caseA, bundle: { episode: '1', includes: implants } })).toThrow(
      expect.objectContaining({ code: 'coe/inclusions-differ' }),
    );
    expect(() => savingsWaterfall({ ...caseA, local: { episode: '90000', basis: 'charges' } })).toThrow(
      expect.objectContaining({ code: 'basis/mismatch' }),
    );
    for (const wrong of [{ avoided: 201 }, { referred: -1 }, { avoidedProbability: '1.2' }, { leakage: '-0.1' }, { referred: 1.5 }]) {
      expect(() => savingsWaterfall({ ...caseA, ...wrong })).toThrow(expect.objectContaining({ code: 'coe/volume-invalid' }));
    }
    const { avoidedProbability: _, ...without } = caseA;
    expect(() => savingsWaterfall(without)).toThrow(expect.objectContaining({ code: 'coe/volume-invalid' }));
  });

  it('may be dearer than local and still pay, and prints negative savings as negative', () => {
    const w = savingsWaterfall({ referred: 100, avoided: 40, avoidedProbability: '0.9', local: { episode: '30000' }, bundle: { episode: '33000' } });
    expect(amount(w, 'plan', 'unitPrice')).toBe('-180000.00');
    expect(w.planNet.toFixed(2)).toBe('900000.00');
  });

  it('breaks even exactly where fewer surgeries lose and more gain', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 2_000_000 }), (fixed, net) => {
        const even = breakEven({ fixed: usd(String(fixed)), netPerSurgeryBeforeFixed: usd(String(net)) });
        if (even.kind !== 'cases') throw new Error('never');
        expect(even.surgeries * net >= fixed && (even.surgeries - 1) * net < fixed).toBe(true);
      }),
    );
    expect(breakEven({ fixed: usd('1'), netPerSurgeryBeforeFixed: usd('-5') }).kind).toBe('never');
    expect(breakEven({ fixed: usd('1'), netPerSurgeryBeforeFixed: null }).kind).toBe('never');
    expect(roi({ gross: usd('5'), cost: usd('0') }).kind).toBe('undefined');
  });
});
