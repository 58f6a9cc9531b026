import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../../src/contracts/expression.js';
import {
  bundle,
  cap,
  corridor,
  exchange,
  gateTerms,
  rxGuarantee,
  type SharedSavingsInput,
  sequester,
  shapley,
  sharedSavings,
  type Terms,
  term as t,
  withhold,
} from '../../../src/contracts/index.js';
import { Decimal } from '../../../src/money/decimal.js';
import { type GivenFigure, worked } from '../worked.js';

const money = fc.integer({ min: 0, max: 200_000_000 }).map((cents) => new Decimal(cents).div(100));
const share = (most = 100) => fc.integer({ min: 0, max: most }).map((percent) => new Decimal(percent).div(100));
const usd = (value: Decimal): GivenFigure => ({ value: value.toFixed() });
const cent = { to: 'cent', mode: 'half-up' } as const;
const at = (written: Terms | Expr, figures: Readonly<Record<string, GivenFigure>>, id = 'result'): Decimal =>
  new Decimal(worked(written, figures).values[id] ?? 'NaN');

/** Random terms of shared savings and losses, with their limits as shares of the benchmark. */
const agreed = fc.record({
  minimumRate: share(10),
  mode: fc.constantFrom('firstDollar', 'excessOnly' as const),
  inclusive: fc.boolean(),
  rate: share(),
  sequestration: share(10),
  cap: share(30),
  lossRate: share(),
  lossLimit: share(20),
  relief: share(),
});
const inputOf = (o: typeof agreed extends fc.Arbitrary<infer T> ? T : never): SharedSavingsInput => ({
  benchmark: 'benchmark',
  actual: 'actual',
  minimumRate: o.minimumRate.toFixed(),
  inclusive: o.inclusive,
  mode: o.mode,
  rate: o.rate.toFixed(),
  sequestration: o.sequestration.toFixed(),
  cap: t.mul(o.cap.toFixed(), 'benchmark'),
  loss: {
    minimumRate: o.minimumRate.toFixed(),
    rate: o.lossRate.toFixed(),
    limit: t.mul(o.lossLimit.toFixed(), 'benchmark'),
    relief: o.relief.toFixed(),
  },
  rounding: cent,
});
const payment = (o: Parameters<typeof inputOf>[0], benchmark: Decimal, actual: Decimal): Decimal =>
  at(sharedSavings(inputOf(o)), { benchmark: usd(benchmark), actual: usd(actual) }, 'payable');

describe('laws of shared savings, whatever was agreed', () => {
  test('more saved never pays less; no payment is beyond its limit; doubled dollars are doubled dollars', () => {
    fc.assert(
      fc.property(agreed, money, money, money, (o, benchmark, left, right) => {
        const [less, more] = left.lt(right) ? [left, right] : [right, left];
        const [better, worse] = [payment(o, benchmark, less), payment(o, benchmark, more)];
        expect(better.gte(worse)).toBe(true);
        for (const paid of [better, worse]) {
          expect(paid.lte(benchmark.times(o.cap).plus('0.005'))).toBe(true);
          expect(paid.negated().lte(benchmark.times(o.lossLimit).plus('0.005'))).toBe(true);
        }
        // Each side is rounded once, so twice a rounded figure is within a cent of the rounded double.
        expect(payment(o, benchmark.times(2), less.times(2)).minus(better.times(2)).abs().lte('0.01')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
  test('better quality never pays less, on gains and on losses', () => {
    fc.assert(
      fc.property(money, money, share(), share(), (benchmark, actual, q1, q2) => {
        const terms = sharedSavings({
          benchmark: 'benchmark',
          actual: 'actual',
          minimumRate: '0.02',
          inclusive: true,
          mode: 'firstDollar',
          rate: t.mul('0.5', 'quality'),
          loss: { minimumRate: '0.02', rate: t.clamp(t.sub('1', t.mul('0.75', 'quality')), '0.40', '0.75'), limit: t.mul('0.15', 'benchmark') },
          rounding: cent,
        });
        const paid = (quality: Decimal) =>
          at(terms, { benchmark: usd(benchmark), actual: usd(actual), quality: { value: quality.toFixed(), unit: 'ratio' } }, 'payable');
        const [low, high] = q1.lt(q2) ? [q1, q2] : [q2, q1];
        expect(paid(high).gte(paid(low))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
  test('first dollar is never below excess only; sequestration never enlarges a loss', () => {
    fc.assert(
      fc.property(money, money, share(10), share(), fc.boolean(), (benchmark, actual, minimumRate, rate, inclusive) => {
        const savings = benchmark.minus(actual);
        const counted = (mode: 'firstDollar' | 'excessOnly') =>
          at(
            gateTerms({ savings: 's', base: 'b', minimumRate: minimumRate.toFixed(), inclusive, mode }),
            { s: usd(savings), b: usd(benchmark) },
            'counted',
          );
        expect(counted('firstDollar').gte(counted('excessOnly'))).toBe(true);
        const kept = at(sequester('s', rate.toFixed()), { s: usd(savings) });
        expect(savings.lt(0) ? kept.eq(savings) : kept.lte(savings) && kept.gte(0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
  test('the order of steps: sequestration before the cap pays at least as much, and the same where the cap does not bind', () => {
    fc.assert(
      fc.property(money, money, (shared, limit) => {
        const figures = { v: usd(shared), c: usd(limit) };
        const before = at(t.min(sequester('v', '0.02'), 'c'), figures);
        const after = at(sequester(t.min('v', 'c'), '0.02'), figures);
        expect(before.gte(after)).toBe(true);
        expect(before.eq(after)).toBe(shared.lte(limit) || limit.isZero());
      }),
    );
  });
  test('the order of steps: a limit before relief owes at most what relief before the limit does', () => {
    fc.assert(
      fc.property(money, money, share(), (loss, limit, relief) => {
        const figures = { l: usd(loss), c: usd(limit) };
        const kept = t.sub('1', relief.toFixed());
        const limitFirst = at(t.mul(t.min('l', 'c'), kept), figures);
        const reliefFirst = at(t.min(t.mul('l', kept), 'c'), figures);
        expect(limitFirst.lte(reliefFirst)).toBe(true);
      }),
    );
  });
});

describe('laws of the other builders', () => {
  const bands = fc
    .array(share(), { minLength: 3, maxLength: 3 })
    .map((shares) =>
      [{ from: '0', to: '0.03' }, { from: '0.03', to: '0.08' }, { from: '0.08' }].map((band, i) => ({ ...band, share: shares[i]?.toFixed() ?? '0' })),
    );
  test('a corridor never jumps: a cent more of savings moves it by at most a cent, and the mirror is odd', () => {
    fc.assert(
      fc.property(bands, money, fc.constantFrom('0.03', '0.08', '0.05', '0.2', '0'), (gainBands, base, place) => {
        fc.pre(base.gt(1));
        const paid = (savings: Decimal) =>
          at(corridor({ savings: 's', base: 'b', gainBands, lossBands: 'mirror' }), { s: usd(savings), b: usd(base) }, 'corridor');
        const edge = base.times(place);
        for (const x of [edge, edge.negated()]) {
          const step = paid(x.plus('0.01')).minus(paid(x));
          expect(step.gte(0) && step.lte('0.01')).toBe(true);
        }
        expect(paid(edge).plus(paid(edge.negated())).isZero()).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
  test('combined pharmacy guarantees owe at most what groups owe, groups at most what each channel owes alone', () => {
    const channel = fc.record({ awp: money, discount: share(), cost: money, group: fc.constantFrom('north', 'south') });
    fc.assert(
      fc.property(fc.array(channel, { minLength: 1, maxLength: 5 }), (channels) => {
        const owed = (groupOf: (each: (typeof channels)[number]) => string | null) =>
          at(
            rxGuarantee({
              channels: channels.map((each, i) => ({
                id: `c${i}`,
                awp: t.literal(each.awp.toFixed(), 'USD'),
                discount: each.discount.toFixed(),
                ingredientCost: t.literal(each.cost.toFixed(), 'USD'),
                ...(groupOf(each) === null ? {} : { offsetGroup: groupOf(each) ?? '' }),
              })),
              exclusions: [],
              scope: 'client',
            }),
            {},
            'rxOwed',
          );
        const [combined, grouped, separate] = [owed(() => 'all'), owed((each) => each.group), owed(() => null)];
        expect(combined.lte(grouped) && grouped.lte(separate) && combined.gte(0)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
  test('earned and forfeited re-add to the withhold to the cent, and a better score earns no less', () => {
    fc.assert(
      fc.property(money, share(10), share(), share(), (base, rate, s1, s2) => {
        const terms = withhold({ base: 'base', rate: rate.toFixed(), measures: [{ key: 'a', weight: '1', score: 's' }], rounding: cent });
        const of = (score: Decimal, id: string) => at(terms, { base: usd(base), s: { value: score.toFixed(), unit: 'ratio' } }, id);
        const [low, high] = s1.lt(s2) ? [s1, s2] : [s2, s1];
        for (const score of [low, high]) {
          expect(of(score, 'earned').plus(of(score, 'forfeited')).eq(of(score, 'withheld'))).toBe(true);
          expect(of(score, 'earned').decimalPlaces()).toBeLessThanOrEqual(2);
        }
        expect(of(high, 'earned').gte(of(low, 'earned'))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
  test('an exchange pays its pool to the cent, whatever the scores', () => {
    const participant = fc.record({ withheld: fc.integer({ min: 0, max: 10_000_000 }).map((n) => new Decimal(n).div(1000)), score: share() });
    fc.assert(
      fc.property(fc.array(participant, { minLength: 1, maxLength: 7 }), (list) => {
        fc.pre(list.some((each) => each.withheld.gt(0) && each.score.gt(0)));
        const ids = list.map((_, i) => `h${i}`);
        const by = (pick: (each: (typeof list)[number]) => Decimal) => Object.fromEntries(list.map((each, i) => [`h${i}`, pick(each).toFixed()]));
        const { values } = worked(
          exchange({ over: 'hospital', withheld: { op: 'metric', id: 'w' }, score: { op: 'metric', id: 's' }, participants: ids }),
          { w: { value: by((each) => each.withheld), over: 'hospital' }, s: { value: by((each) => each.score), over: 'hospital', unit: 'ratio' } },
        );
        const parts = ids.map((_, i) => new Decimal(values[`part${i + 1}`] ?? 'NaN'));
        expect(parts.reduce((sum, part) => sum.plus(part), new Decimal(0)).toFixed()).toBe(values['pool']);
        list.forEach((each, i) => {
          if (each.withheld.times(each.score).isZero()) expect(parts[i]?.isZero()).toBe(true);
        });
      }),
      { numRuns: 150 },
    );
  });
  test('a bundle stays within stop-loss and stop-gain, and a cap within its share of the base', () => {
    fc.assert(
      fc.property(money, money, share(30), share(30), (price, actual, stopLoss, stopGain) => {
        const { values } = worked(
          bundle({
            over: 'cell',
            target: { op: 'metric', id: 'p' },
            episodes: '7',
            actual: 'a',
            stopLoss: stopLoss.toFixed(),
            stopGain: stopGain.toFixed(),
          }),
          { p: { value: { x: price.toFixed() }, over: 'cell' }, a: usd(actual) },
        );
        const [target, limited] = [new Decimal(values['aggregateTarget'] ?? 'NaN'), new Decimal(values['limited'] ?? 'NaN')];
        expect(limited.lte(target.times(stopGain)) && limited.gte(target.times(stopLoss).negated())).toBe(true);
        expect(at(cap({ amount: 'a', share: stopGain.toFixed(), base: 'b' }), { a: usd(actual), b: usd(price) }).lte(price.times(stopGain))).toBe(
          true,
        );
      }),
      { numRuns: 150 },
    );
  });
  test('Shapley on any game adds up; on an additive one it is what each brings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 32, maxLength: 32 }),
        (own, worth) => {
          const players = own.map((_, i) => `p${i}`);
          const bits = (group: readonly string[]) => players.reduce((sum, id, i) => sum + (group.includes(id) ? 2 ** i : 0), 0);
          const game = (group: readonly string[]) => String(group.length === 0 ? 0 : (worth[bits(group)] ?? 0));
          const values = shapley({ players, value: game }).values;
          const together = values.reduce((sum, each) => sum.plus(each.value), new Decimal(0));
          expect(together.toDecimalPlaces(20).eq(game(players)), `${together.toFixed()} is not ${game(players)}`).toBe(true);
          const additive = shapley({
            players,
            value: (group) => String(own.reduce((sum, each, i) => sum + (group.includes(`p${i}`) ? each : 0), 0)),
          });
          expect(additive.values.map((each) => each.value.toFixed())).toEqual(own.map(String));
        },
      ),
      { numRuns: 100 },
    );
  });
});
