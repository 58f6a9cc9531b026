import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Evaluation } from '../../src/contracts/evaluate.js';
import type { Expr } from '../../src/contracts/expression.js';
import type { Fact } from '../../src/contracts/fact.js';
import { FactIndex } from '../../src/contracts/fact-index.js';
import { metric } from '../../src/contracts/metric.js';
import { prepareContract } from '../../src/contracts/prepare-contract.js';
import { compileDoubles } from '../../src/contracts/simulate/compile-doubles.js';
import { simulate } from '../../src/contracts/simulate/simulate.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { blockedBy, fact, settled, simpleContract } from './kit.js';

const DOMAINS = ['access', 'outcome', 'safety'] as const;
const M = (id: string): Expr => ({ op: 'metric', id });
const reweight = { onMissing: 'reweight' } as const;
const shape = {
  dimensions: [{ id: 'domain', keys: DOMAINS }],
  metrics: {
    drawn: metric.ratio(),
    told: metric.ratio(),
    gone: metric.ratio(reweight),
    grade: metric.ratio({ over: ['domain'], ...reweight }),
    size: metric.ratio({ over: ['domain'], ...reweight }),
  },
};
const paying = (ratio: Expr, score?: Expr) =>
  simpleContract(
    {
      ...(score === undefined ? {} : { score }),
      share: ratio,
      payable: t.round(t.mul('share', t.literal('1000', 'USD')), { to: 'cent', mode: 'half-up' }),
    },
    shape,
  );
const ratioFact = (id: string, value: string, domain?: string): Fact =>
  fact(id, value, { unit: 'ratio', ...(domain === undefined ? {} : { keys: { domain } }) });

/** The share that a simulation makes of a draw in doubles and in decimals, and that of a settlement; NaN where it is blocked. */
function ways(
  contract: ReturnType<typeof paying>,
  facts: readonly Fact[],
  drawn: string,
): { readonly simulated: readonly number[]; readonly paid: number } {
  const ready = prepareContract(contract);
  const simulated = [false, true].map((exact) => {
    const payment = compileDoubles({ ready, facts: new FactIndex(contract, facts), metrics: ['drawn'], line: 'share', exact });
    payment.set([Number(drawn)]);
    return payment.pay();
  });
  const { order, units, day } = ready;
  const index = new FactIndex(contract, [...facts, ratioFact('drawn', drawn)]);
  const outcome = new Evaluation({ contract, order, units, facts: index, day, record: false }).run().outcomes.get('share');
  return { simulated, paid: outcome?.kind === 'value' ? Number(outcome.value) : Number.NaN };
}

describe('what is missing drops out of a simulated average as it drops out of a settled one', () => {
  const score = (item: Expr): Expr =>
    t.weightedAverage([
      { key: 'a', of: item, weight: '0.25' },
      { key: 'b', of: M('told'), weight: '0.75' },
    ]);
  const whenDrawn = t.if(t.ge(M('drawn'), '0.5'), M('drawn'), M('gone'), 'measured where it can be');
  const facts = [ratioFact('told', '0.4')];
  const simulated = (contract: ReturnType<typeof paying>, value: number, exact = false) =>
    simulate({ contract, facts, model: { drawn: { kind: 'fixed', value } }, runs: 1, seed: 1, exact });

  test('in the branch that is taken alone', () => {
    // 0.25 x 0.8 + 0.75 x 0.4 = 0.5; below 0.5 the first measure drops out and 0.4 is left.
    for (const [drawn, expected] of [
      [0.8, 500],
      [0.3, 400],
    ] as const) {
      expect(settled(paying(score(whenDrawn)), [...facts, ratioFact('drawn', String(drawn))]).lines[0]?.amount.toNumber()).toBe(expected);
      for (const exact of [false, true]) expect(simulated(paying(score(whenDrawn)), drawn, exact).mean).toBe(expected);
    }
  });
  test('through a term, whose value is there in decimals too', () => {
    const byTerm = paying(score({ op: 'ref', id: 'score' }), whenDrawn);
    for (const exact of [false, true]) expect([0.8, 0.3].map((drawn) => simulated(byTerm, drawn, exact).mean)).toEqual([500, 400]);
  });
  test('by its weight, and not where something beside it is blocked', () => {
    const weighed = paying(
      t.weightedAverage([
        { key: 'a', of: M('drawn'), weight: M('gone') },
        { key: 'b', of: M('told'), weight: '0.75' },
      ]),
    );
    expect(simulated(weighed, 0.8).mean).toBe(400);
    const broken = paying(score(t.add(M('gone'), t.div(M('told'), t.sub(M('drawn'), M('drawn'))))));
    expect(blockedBy(broken, [...facts, ratioFact('drawn', '0.8')])).toEqual(['contracts/division-by-zero']);
    expect(simulated(broken, 0.8)).toMatchObject({ blocked: 1, mean: null });
  });
  test('a remainder beside zero is zero', () => {
    // 0.1 + 0.2 - 0.3 is 5.6e-17 in doubles.
    const remainder = t.sub(t.add('0.1', M('drawn')), '0.3');
    const contract = paying(t.if(t.gt(remainder, '0'), '1', t.if(t.ge(t.neg(remainder), '0'), '0.5', '0', 'tie'), 'above'));
    expect(simulated(contract, 0.2).mean).toBe(500);
  });
  test('on any averages of what may be missing', () => {
    const { ratio } = fc.letrec<{ ratio: Expr; inside: Expr }>((tie) => {
      const leaf = fc.constantFrom(M('drawn'), M('told'), M('gone'), t.literal('0.5'));
      // Weights that the document fixes must add up to 1.
      const weighing = (weight: Expr): Expr => t.mul(weight, M('told'));
      const divisor = fc.constantFrom(M('drawn'), M('told'), M('gone'));
      const joined = (of: fc.Arbitrary<Expr>): fc.Arbitrary<Expr>[] => [
        fc.tuple(of, of).map(([a, b]) => t.add(a, b)),
        fc.tuple(of, of).map(([a, b]) => t.max(a, b)),
        fc.tuple(of, divisor).map(([a, b]) => t.div(a, t.sub(b, '0.5'))),
        fc.tuple(of, of, of, of).map(([a, b, then, otherwise]) => t.if(t.gt(a, b), then, otherwise, 'random')),
        fc.tuple(of, of, of).map(([a, b, weight]) =>
          t.weightedAverage([
            { key: 'a', of: a, weight: '0.25' },
            { key: 'b', of: b, weight: weighing(weight) },
          ]),
        ),
      ];
      return {
        inside: fc.oneof({ maxDepth: 3 }, fc.constantFrom(M('grade'), M('size'), M('drawn'), M('gone'), t.literal('0.25')), ...joined(tie('inside'))),
        ratio: fc.oneof(
          { maxDepth: 3 },
          leaf,
          ...joined(tie('ratio')),
          tie('inside').map((of) => t.sumOver('domain', of)),
          fc.tuple(tie('inside'), tie('inside')).map(([of, weight]) => t.weightedAverageOver('domain', of, weighing(weight))),
        ),
      };
    });
    const figure = fc.integer({ min: -40, max: 40 }).map((n) => (n / 20).toFixed(2));
    const byDomain = (id: string) =>
      fc.array(fc.option(figure), { minLength: 3, maxLength: 3 }).map((values) =>
        DOMAINS.flatMap((domain, i) => {
          const value = values[i] ?? null;
          return value === null ? [] : [ratioFact(id, value, domain)];
        }),
      );
    let [compared, blocked] = [0, 0];
    fc.assert(
      fc.property(ratio, ratio, byDomain('grade'), byDomain('size'), figure, figure, (first, second, grades, sizes, told, drawn) => {
        const average = t.weightedAverage([
          { key: 'a', of: 'score', weight: '0.25' },
          { key: 'b', of: second, weight: '0.75' },
        ]);
        const { simulated: got, paid } = ways(paying(average, first), [ratioFact('told', told), ...grades, ...sizes], drawn);
        if (Number.isNaN(paid)) blocked += 1;
        else compared += 1;
        for (const each of got) {
          if (Number.isNaN(paid)) expect(each).toBeNaN();
          else expect(Math.abs(each - paid)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(paid)));
        }
      }),
      { numRuns: 1_200, seed: 20_261_125 },
    );
    console.log(`${compared} averages compared, ${blocked} blocked on both sides`);
    expect(Math.min(compared, blocked)).toBeGreaterThan(200);
  });
});
