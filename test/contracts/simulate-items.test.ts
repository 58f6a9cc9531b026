import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/contracts/fact.js';
import { metric } from '../../src/contracts/metric.js';
import type { ItemsModel } from '../../src/contracts/simulate/draw-items.js';
import type { MetricModel } from '../../src/contracts/simulate/draw-metric.js';
import { type Distribution, joinSimulations, type SimulateInput, simulate, simulatePart } from '../../src/contracts/simulate/simulate.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { portableExp } from '../../src/stats/portable-math.js';
import golden from '../golden/contracts-simulate-items.json' with { type: 'json' };
import { fact, settled, simpleContract } from './kit.js';

const M = { cost: { op: 'metric', id: 'cost' }, flag: { op: 'metric', id: 'flag' }, episodes: { op: 'metric', id: 'episodes' } } as const;
const cent = { to: 'cent', mode: 'half-up' } as const;
const metrics = { cost: metric.money({ over: ['episode'] }), flag: metric.ratio({ over: ['episode'] }), episodes: metric.count({ of: 'episodes' }) };

/** Target less the capped cost of each episode; a complication costs the provider 5,000, and a rate above 5 % halves a gain. */
const contract = simpleContract(
  {
    spending: t.sumOver('episode', t.min(M.cost, t.literal(golden.cap, 'USD'))),
    complications: t.sumOver('episode', M.flag),
    target: t.mul(t.literal('15520', 'USD/episode'), M.episodes),
    saved: t.sub('target', 'spending'),
    share: t.if(t.gt(t.div('complications', t.literal(String(golden.episodes))), '0.05'), '0.5', '1', 'too many complications'),
    payable: t.round(t.sub(t.mul('saved', 'share'), t.mul('complications', t.literal('5000', 'USD'))), cent),
  },
  { dimensions: [{ id: 'episode' }], metrics },
);

const plain = (expr: Parameters<typeof t.neg>[0]) =>
  simpleContract({ payable: t.round(expr, cent) }, { dimensions: [{ id: 'episode' }], metrics: { cost: metrics.cost } });
const run = (o: Partial<SimulateInput> & { readonly episode: ItemsModel }): Distribution => {
  const { episode, ...rest } = o;
  return simulate({ contract, facts: [], items: { episode }, runs: 20_000, seed: 7, ...rest });
};
const near = (got: number | null, expected: number, error: number): void => expect(Math.abs((got ?? Number.NaN) - expected)).toBeLessThan(error);

/** Mean within four of its errors, sd within 4 sd / sqrt(2 (n - 1)) and a bit for tails. */
function agrees(result: Distribution, expected: { readonly mean: string; readonly sd: string }): void {
  near(result.mean, Number(expected.mean), 4 * (result.standardError ?? 0));
  near(result.sd, Number(expected.sd), Number(expected.sd) * (4 / Math.sqrt(2 * result.runs) + 0.005));
}

describe('each item is drawn by itself', () => {
  test('capped lognormal costs have the closed form of their limited moments, and the quantiles that numpy simulates', () => {
    const capped = plain(t.sub(t.literal(golden.target, 'USD'), t.sumOver('episode', t.min(M.cost, t.literal(golden.cap, 'USD')))));
    const result = run({
      contract: capped,
      episode: { count: golden.episodes, values: { cost: { kind: 'lognormal', mean: 14_000, sd: 9_000 } } },
    });
    agrees(result, golden.capped);
    for (const [level, value] of Object.entries(golden.capped.quantiles))
      near(result.quantiles[level] ?? 0, value, 4 * (result.quantileErrors[level] ?? 0) + 1500);
  });
  test('a shared shock makes the sum spread as it must: n sd^2 (1 + v) + n^2 mean^2 v', () => {
    const sum = plain(t.sub(t.literal(golden.target, 'USD'), t.sumOver('episode', M.cost)));
    const values = { cost: { kind: 'normal', mean: 14_000, sd: 3_000 } } as const;
    agrees(run({ contract: sum, episode: { count: golden.episodes, values, shock: { metrics: ['cost'], sd: 0.05 } } }), golden.shock);
    const apart = run({ contract: sum, episode: { count: golden.episodes, values } });
    near(apart.sd, Math.sqrt(golden.episodes) * 3_000, 1_500);
  });
  test('a drawn number of items has the variance of a compound sum', () => {
    agrees(
      run({
        contract: plain(t.neg(t.sumOver('episode', M.cost))),
        episode: { count: { kind: 'poisson', mean: 40 }, values: { cost: { kind: 'uniform', low: 1_000, high: 3_000 } } },
      }),
      golden.poisson,
    );
    const whole = run({
      contract: plain(t.sumOver('episode', M.cost)),
      episode: { count: { kind: 'uniform', low: 2, high: 4 }, values: { cost: { kind: 'fixed', value: 10.5 } } },
    });
    near(whole.mean, 31.5, 4 * (whole.standardError ?? 0));
    near(whole.sd, 10.5 * Math.sqrt(2 / 3), 0.1);
    const many = run({
      contract: plain(t.sumOver('episode', M.cost)),
      runs: 2_000,
      episode: { count: { kind: 'poisson', mean: 1_300 }, values: { cost: { kind: 'fixed', value: 1 } } },
    });
    near(many.mean, 1_300, 4 * (many.standardError ?? 0));
    near(many.sd, Math.sqrt(1_300), 3);
  });
  test('a shock on flags moves their probability', () => {
    const flags = simpleContract(
      { payable: t.round(t.neg(t.mul(t.sumOver('episode', M.flag), t.literal('5000', 'USD'))), cent) },
      { dimensions: [{ id: 'episode' }], metrics: { flag: metrics.flag } },
    );
    agrees(
      run({
        contract: flags,
        episode: { count: golden.episodes, values: { flag: { kind: 'flag', probability: 0.04 } }, shock: { metrics: ['flag'], sd: 0.2 } },
      }),
      golden.flags,
    );
  });
  test('what is resampled together stays together: the cost of an episode and its complication', () => {
    // Four episodes of 100 or 300 with the flag on the dear one alone: a mean of 4 x (100 x 3 + 300) / 4 = 600, flags of mean 1.
    const together = simpleContract(
      { payable: t.round(t.sumOver('episode', t.mul(M.cost, M.flag)), cent) },
      { dimensions: [{ id: 'episode' }], metrics: { cost: metrics.cost, flag: metrics.flag } },
    );
    const result = run({ contract: together, episode: { count: 4, resample: { cost: [100, 100, 100, 300], flag: [0, 0, 0, 1] } } });
    near(result.mean, 300, 4 * (result.standardError ?? 0));
    near(result.sd, 300 * Math.sqrt(4 * 0.25 * 0.75), 8);
  });
});

describe('what does not vary is settled to the cent', () => {
  test('fixed items pay what the settlement of the same facts pays, on any costs, for any number of items', () => {
    const cents = fc.array(fc.integer({ min: 0, max: 4_000_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 1 }), (costs, flag) => {
        const facts: Fact[] = costs.flatMap((each, i) => [
          fact('cost', (each / 100).toFixed(2), { keys: { episode: `e${i}` } }),
          fact('flag', String(flag), { unit: 'ratio', keys: { episode: `e${i}` } }),
        ]);
        const episodes = fact('episodes', String(costs.length), { unit: 'episodes' });
        const paid = settled(contract, [...facts, episodes]).lines[0]?.amount.toNumber();
        const fixedFacts = simulate({ contract, facts, model: { episodes: { kind: 'fixed', value: costs.length } }, runs: 3, seed: 1 });
        expect(fixedFacts.mean).toBe(paid);
        expect(fixedFacts.sd).toBe(0);
        const [cost = 0] = costs;
        const same = costs.flatMap((_, i) => [
          fact('cost', (cost / 100).toFixed(2), { keys: { episode: `e${i}` } }),
          fact('flag', String(flag), { unit: 'ratio', keys: { episode: `e${i}` } }),
        ]);
        const one: readonly ItemsModel[] = [
          {
            count: costs.length,
            countAs: 'episodes',
            values: { cost: { kind: 'fixed', value: cost / 100 }, flag: { kind: 'flag', probability: flag } },
          },
          { count: costs.length, countAs: 'episodes', resample: { cost: [cost / 100], flag: [flag] } },
        ];
        const expected = settled(contract, [...same, episodes]).lines[0]?.amount.toNumber();
        for (const episode of one) expect(run({ episode, runs: 2 })).toMatchObject({ mean: expected, sd: 0, blocked: 0, standardError: 0 });
      }),
      { numRuns: 150 },
    );
  });
  test('a run without any item is blocked, as its settlement is', () => {
    const result = run({
      contract: plain(t.sumOver('episode', M.cost)),
      episode: { count: { kind: 'uniform', low: 0, high: 1 }, values: { cost: { kind: 'fixed', value: 2 } } },
    });
    near(result.blocked / result.runs, 0.5, 0.02);
    expect(result).toMatchObject({ mean: 2, sd: 0 });
  });
});

describe('the same seed gives the same figures', () => {
  const episode: ItemsModel = {
    count: { kind: 'poisson', mean: 30 },
    countAs: 'episodes',
    values: { cost: { kind: 'lognormal', mean: 14_000, sd: 9_000 }, flag: { kind: 'flag', probability: 0.05 } },
    shock: { metrics: ['cost', 'flag'], sd: 0.1 },
  };
  const o = { contract, facts: [], items: { episode }, runs: 7_300, seed: 11 } as const;
  test('in however many parts the runs are made, in whatever order they are joined, to the last bit', () => {
    const whole = simulate(o);
    for (const parts of [2, 3, 5, 8, 20]) {
      const made = Array.from({ length: parts }, (_, part) => simulatePart({ ...o, part, parts }));
      expect(joinSimulations(made.toReversed())).toEqual(whole);
      expect(joinSimulations(structuredClone(made))).toEqual(whole);
    }
    expect(simulate({ ...o, seed: 12 }).mean).not.toBe(whole.mean);
  });
  test('the first draws are these cents on every runtime', () => {
    // mpmath 1.4.1: inverse normal at (word + 1/2) / 2^32 of xoshiro128** stream 0 of seed 0, whose first word is the published 3495876724;
    // its lognormal of mean 14,000 and sd 9,000.
    const first = simulate({
      contract: plain(t.sumOver('episode', M.cost)),
      facts: [],
      items: { episode: { count: 1, values: { cost: { kind: 'lognormal', mean: 14_000, sd: 9_000 } } } },
      runs: 1,
      seed: 0,
    });
    expect(first.mean).toBe(19_906.33);
  });
});

test('decimals from the sums on give the payments that doubles give, to the cent, draw by draw', () => {
  const episode: ItemsModel = {
    count: { kind: 'uniform', low: 1, high: 30 },
    countAs: 'episodes',
    resample: { cost: [9_000.01, 17_123.45, 26_000, 14_999.99, 3_200.5], flag: [0, 1, 0, 0, 0] },
    shock: { metrics: ['cost'], sd: 0.1 },
  };
  for (let seed = 0; seed < 40; seed += 1) {
    const o = { contract, facts: [], items: { episode }, runs: 25, seed };
    expect(simulate({ ...o, exact: true })).toEqual(simulate(o));
  }
  const one = { contract, facts: [], items: { episode }, runs: 1 } as const;
  for (let seed = 0; seed < 300; seed += 1) expect(simulate({ ...one, seed, exact: true }).mean).toBe(simulate({ ...one, seed }).mean);
});

test('what a part holds does not grow with its runs', () => {
  const part = (runs: number) =>
    simulatePart({
      contract: plain(t.sumOver('episode', M.cost)),
      facts: [],
      items: { episode: { count: 1, values: { cost: { kind: 'lognormal', mean: 9_000, sd: 20_000 } } } },
      runs,
      seed: 5,
      part: 0,
      parts: 1,
    });
  for (const runs of [70_000, 400_000]) {
    const { spread, moments } = part(runs);
    expect(spread.values.length).toBe(0);
    expect(spread.cells.byteLength).toBeLessThanOrEqual(65_536 * 40);
    expect(moments.stretches.length).toBeLessThanOrEqual(2 * Math.log2(runs / 1_000) + 1);
  }
});

describe('bad items are refused', () => {
  const value: MetricModel = { kind: 'fixed', value: 1 };
  const both = { cost: value, flag: value };
  const bad: readonly (readonly [string, Partial<SimulateInput> | ItemsModel])[] = [
    ['no items', { count: 0, values: both }],
    ['half an item', { count: 1.5, values: both }],
    ['too many', { count: 1_000_001, values: both }],
    ['a mean of nothing', { count: { kind: 'poisson', mean: 0 }, values: both }],
    ['ends that cross', { count: { kind: 'uniform', low: 3, high: 2 }, values: both }],
    ['a metric that is not drawn', { count: 3, values: { cost: value } }],
    ['a metric without the dimension', { count: 3, values: { ...both, episodes: value } }],
    ['a metric twice', { count: 3, values: both, resample: { cost: [1] } }],
    ['lists of different lengths', { count: 3, resample: { cost: [1, 2], flag: [1] } }],
    ['an empty list', { count: 3, resample: { cost: [], flag: [] } }],
    ['no number', { count: 3, resample: { cost: [Number.NaN], flag: [1] } }],
    ['a probability above 1', { count: 3, values: { cost: value, flag: { kind: 'flag', probability: 1.1 } } }],
    ['a negative shock', { count: 3, values: both, shock: { metrics: ['cost'], sd: -1 } }],
    ['a shock on what is not drawn', { count: 3, values: both, shock: { metrics: ['episodes'], sd: 0.1 } }],
    ['a count that is told a dimension', { count: 3, values: both, countAs: 'cost' }],
    ['a count that is drawn twice', { model: { episodes: value }, items: { episode: { count: 3, values: both, countAs: 'episodes' } } }],
    ['an unknown dimension', { items: { month: { count: 3, values: both } } }],
    ['an unknown line', { line: 'none' }],
  ];
  test.each(bad)('%s', (_, given) => {
    const o = { contract, facts: [], runs: 10, seed: 1, items: {} };
    expect(() => simulate('count' in given ? { ...o, items: { episode: given } } : { ...o, ...given })).toThrow(
      expect.objectContaining({ code: 'contracts/bad-options' }),
    );
  });
  test('parts of different simulations, a part twice, a part that is missing', () => {
    const part = (i: number, seed = 1) =>
      simulatePart({
        contract,
        facts: [],
        items: { episode: { count: 2, values: both, countAs: 'episodes' } },
        runs: 2_000,
        seed,
        part: i,
        parts: 2,
      });
    for (const parts of [[], [part(0)], [part(0), part(0)], [part(0), part(1, 2)]])
      expect(() => joinSimulations(parts)).toThrow(expect.objectContaining({ code: 'contracts/bad-options' }));
    expect(() => part(2)).toThrow(expect.objectContaining({ code: 'contracts/bad-options' }));
  });
});

test("the portable exponential agrees with mpmath's", () => {
  for (const [x, expected] of Object.entries(golden.exponentials)) {
    const value = portableExp(Number(x));
    // A double's spacing at x moves e^x by as much again.
    expect(Math.abs(value / Number(expected) - 1)).toBeLessThan(1e-15 + Math.abs(Number(x)) * 1.2e-16);
  }
});
