import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedSavings } from '../../src/contracts/builders/shared-savings.js';
import { Evaluation } from '../../src/contracts/evaluate.js';
import { FactIndex } from '../../src/contracts/fact-index.js';
import { prepareContract } from '../../src/contracts/prepare-contract.js';
import { compileDoubles } from '../../src/contracts/simulate/compile-doubles.js';
import type { MetricModel } from '../../src/contracts/simulate/draw-metric.js';
import { dropOne, scenario, sensitivity } from '../../src/contracts/simulate/scenario.js';
import { simulate } from '../../src/contracts/simulate/simulate.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { fact, settled, simpleContract } from './kit.js';
import { expressionOf } from './random-expression.js';

const M = { benchmark: { op: 'metric', id: 'benchmark' }, actual: { op: 'metric', id: 'actual' } } as const;
const cent = { to: 'cent', mode: 'half-up' } as const;
const contract = simpleContract(
  sharedSavings({
    ...M,
    minimumRate: '0.02',
    inclusive: true,
    mode: 'firstDollar',
    rate: '0.4',
    sequestration: '0.02',
    cap: t.mul('0.1', M.benchmark),
    rounding: cent,
  }),
);

describe('doubles stand in for exact arithmetic in simulation only', () => {
  test('they equal it within 1e-9 on 10,000 random contracts and facts', () => {
    let compared = 0;
    const money = fc.integer({ min: 0, max: 200_000_000 }).map((n) => (n / 100).toFixed(2));
    fc.assert(
      fc.property(expressionOf(3), fc.array(fc.tuple(money, money), { minLength: 10, maxLength: 10 }), (expr, facts) => {
        const ready = prepareContract(simpleContract({ payable: t.round(expr, cent) }));
        const payment = compileDoubles({ ready, facts: new FactIndex(ready.contract, []), metrics: ['benchmark', 'actual'], line: 'payable' });
        for (const [benchmark, actual] of facts) {
          payment.set([Number(benchmark), Number(actual)]);
          const doubles = payment.pay();
          const exact = new Evaluation({
            contract: ready.contract,
            order: ready.order,
            units: ready.units,
            facts: new FactIndex(ready.contract, [fact('benchmark', benchmark), fact('actual', actual)]),
            day: ready.day,
            record: false,
          })
            .run()
            .outcomes.get('payable');
          if (exact?.kind !== 'value' || typeof exact.value === 'boolean') {
            expect(doubles).toBeNaN();
            continue;
          }
          compared += 1;
          const value = exact.value.toNumber();
          const scale = Math.max(1, Math.abs(value), Number(benchmark), Number(actual));
          expect(
            Math.abs(doubles - value) <= 1e-9 * scale,
            `${doubles} against ${value} for ${benchmark}, ${actual} in ${JSON.stringify(expr)}`,
          ).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(9_000);
  }, 120_000);

  test('half a cent of a large amount is rounded as it is in decimals', () => {
    // 14.5 % of an odd number of dollars ends in half a cent; a double of ten million dollars in cents is up to 1e-7 off.
    for (const [mode, raised] of [
      ['half-up', true],
      ['half-even', false],
    ] as const) {
      const ready = prepareContract(simpleContract({ payable: t.round(t.mul('0.145', M.actual), { to: 'cent', mode }) }));
      const payment = compileDoubles({ ready, facts: new FactIndex(ready.contract, []), metrics: ['actual'], line: 'payable' });
      const wrong: number[] = [];
      for (let dollars = 40_000_001; dollars < 4_000_000_000; dollars += 9_876_542) {
        payment.set([dollars]);
        // In tenths of a cent, as whole numbers: 145 x dollars = 10 cents + 5.
        const below = (BigInt(dollars) * 145n - 5n) / 10n;
        const cents = raised || below % 2n === 1n ? below + 1n : below;
        if (payment.pay() !== Number(cents) / 100) wrong.push(dollars);
      }
      expect(wrong).toEqual([]);
    }
  });

  test('a uniform spread of spending gives the closed form', () => {
    // Savings 0 to 100 of a benchmark of 1,000; paid 0.392 x S from 20 on: mean 0.392 x (100^2 - 20^2) / 200 = 18.816.
    const result = simulate({
      contract,
      facts: [fact('benchmark', '1000')],
      model: { actual: { kind: 'uniform', low: 900, high: 1000 } },
      runs: 200_000,
      seed: 7,
    });
    expect(result.blocked).toBe(0);
    expect(Math.abs((result.mean ?? 0) - 18.816)).toBeLessThan(4 * (result.standardError ?? 0));
    expect(result.probabilityPositive ?? 0).toBeCloseTo(0.8, 2);
    expect(result.quantiles['0.5'] ?? 0).toBeCloseTo(19.6, 0);
    expect(
      simulate({
        contract,
        facts: [fact('benchmark', '1000')],
        model: { actual: { kind: 'uniform', low: 900, high: 1000 } },
        runs: 200_000,
        seed: 7,
      }),
    ).toEqual(result);
  });
  test('models have the moments that they are given', () => {
    const pass = simpleContract({ payable: t.round(M.actual, cent) });
    const moments = (model: MetricModel) => simulate({ contract: pass, facts: [], model: { actual: model }, runs: 50_000, seed: 11 });
    for (const model of [
      { kind: 'normal', mean: 1000, sd: 50 },
      { kind: 'lognormal', mean: 1000, sd: 50 },
    ] as const) {
      const { mean, sd } = moments(model);
      expect(Math.abs((mean ?? 0) - 1000)).toBeLessThan(1.2);
      expect(Math.abs((sd ?? 0) - 50)).toBeLessThan(1);
    }
    expect(moments({ kind: 'triangular', low: 0, mode: 300, high: 600 }).mean ?? 0).toBeCloseTo(300, -1);
    expect(moments({ kind: 'empirical', values: [1, 2, 3] }).mean ?? 0).toBeCloseTo(2, 1);
    expect(moments({ kind: 'rate', probability: 0.25, trials: 16 }).mean ?? 0).toBeCloseTo(0.25, 2);
  });
  test('a contract that is blocked in every run gives null and a warning, never NaN', () => {
    const result = simulate({ contract, facts: [], model: { actual: { kind: 'uniform', low: 1, high: 2 } }, runs: 10, seed: 1 });
    expect(result).toMatchObject({ mean: null, blocked: 10 });
    expect(result.warnings.length).toBe(1);
  });
  test('a bad model is refused', () => {
    expect(() => simulate({ contract, facts: [], model: { actual: { kind: 'normal', mean: Number.NaN, sd: 1 } }, runs: 10, seed: 1 })).toThrow(
      expect.objectContaining({ code: 'contracts/bad-options' }),
    );
    expect(() => simulate({ contract, facts: [], model: { unknown: { kind: 'uniform', low: 1, high: 2 } }, runs: 10, seed: 1 })).toThrow(
      expect.objectContaining({ code: 'contracts/bad-options' }),
    );
  });
});

describe('what-ifs are exact', () => {
  const facts = [fact('benchmark', '500000000'), fact('actual', '487000000')];
  test('scenarios and a tornado of one percent', () => {
    expect(
      scenario({
        contract,
        facts,
        scenarios: [
          { id: 'cliff', change: { actual: '490000001' } },
          { id: 'cap', change: { actual: '300000000' } },
        ],
      }).map((each) => each.payment?.toFixed()),
    ).toEqual(['0', '50000000']);
    expect(
      sensitivity({ contract, facts, vary: { relative: '0.01' } }).map((each) => [
        each.input,
        each.atLow?.toFixed(),
        each.atHigh?.toFixed(),
        each.swing.toFixed(),
      ]),
    ).toEqual([
      ['benchmark', '0', '7056000', '7056000'],
      ['actual', '7005040', '0', '7005040'],
    ]);
  });
  test('what each node is worth on the CMS example G7: its share, its sequestration; at its gate and at its cap', () => {
    const worth = (actual: string) =>
      Object.fromEntries(
        dropOne({ contract, facts: [fact('benchmark', '500000000'), fact('actual', actual)] }).map((each) => [each.node, each.value?.toFixed()]),
      );
    // 13,000,000 saved: 5,200,000 shared, 104,000 sequestered, 5,096,000 paid; unshared 12,740,000.
    expect(worth('487000000')).toEqual({
      minimum: '5096000',
      counted: '0',
      shared: '-7644000',
      sequestered: '0',
      'sequestered.then': '-104000',
      capped: '0',
      'capped.1': '0',
      payable: '0',
    });
    // 9,999,999 saved are below the gate; without it 0.392 of them would be paid: 3,919,999.608, in cents .61.
    expect(worth('490000001')).toMatchObject({ counted: '-3919999.61', capped: '0' });
    // Without the cap 0.392 x 200 million would be paid.
    expect(worth('300000000')).toMatchObject({ capped: '-28400000', shared: '0' });
  });
  test('a scenario pays what the settlement of its facts pays, and no change changes nothing', () => {
    const money = fc.integer({ min: 300_000_000, max: 600_000_000 }).map(String);
    fc.assert(
      fc.property(money, money, (benchmark, actual) => {
        const changed = [fact('benchmark', benchmark), fact('actual', actual)];
        const [same, other] = scenario({
          contract,
          facts,
          scenarios: [
            { id: 'same', change: {} },
            { id: 'other', change: { benchmark, actual } },
          ],
        });
        expect(same?.difference?.toFixed()).toBe('0');
        expect(other?.payment?.toFixed()).toBe(settled(contract, changed).lines[0]?.amount.toFixed());
        expect(other?.difference?.toFixed()).toBe(other?.payment?.minus('5096000').toFixed());
      }),
      { numRuns: 100 },
    );
  });
  test('a tornado is sorted by swing, each swing as wide either way round', () => {
    const ends = { benchmark: { low: '495000000', high: '505000000' }, actual: { low: '480000000', high: '491000000' } };
    const swapped = Object.fromEntries(Object.entries(ends).map(([id, { low, high }]) => [id, { low: high, high: low }]));
    const [tornado, turned] = [ends, swapped].map((vary) =>
      sensitivity({ contract, facts, vary }).map((each) => `${each.input} ${each.swing.toFixed()}`),
    );
    // 0.392 x 18,000,000 less nothing below 10,100,000; 0.392 x 20,000,000 less nothing at 9,000,000 saved.
    expect(tornado).toEqual(['actual 7840000', 'benchmark 7056000']);
    expect(turned).toEqual(tornado);
  });
  test('a blocked scenario pays null, and an unknown line is refused', () => {
    const [blocked] = scenario({ contract, facts: [fact('benchmark', '1')], scenarios: [{ id: 'none', change: {} }] });
    expect(blocked).toEqual({ id: 'none', payment: null, difference: null });
    expect(sensitivity({ contract, facts: [fact('benchmark', '1')], vary: { benchmark: { low: '1', high: '2' } } })[0]).toMatchObject({
      atLow: null,
      atHigh: null,
    });
    for (const asked of [() => scenario({ contract, facts, line: 'none', scenarios: [] }), () => dropOne({ contract, facts, line: 'none' })])
      expect(asked).toThrow(expect.objectContaining({ code: 'contracts/bad-options' }));
  });
});
