import fc from 'fast-check';
import type { Expr } from '../../src/contracts/expression.js';
import { term as t } from '../../src/contracts/term-builder.js';

const actual: Expr = { op: 'metric', id: 'actual' };
const benchmark: Expr = { op: 'metric', id: 'benchmark' };
const share = fc.integer({ min: -20, max: 20 }).map((n) => (n / 10).toFixed(1));
const places = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 })
  .map((list) => list.sort((a, b) => a - b).map((n) => String(n * 50)));

/** Random amounts in dollars over the metrics `benchmark` and `actual`, made of straight lines and declared jumps. */
export function expressionOf(depth: number): fc.Arbitrary<Expr> {
  const leaf = fc.oneof(
    fc.constant(actual),
    fc.constant(benchmark),
    fc.integer({ min: 0, max: 2000 }).map((n) => t.literal(String(n), 'USD')),
  );
  if (depth === 0) return leaf;
  const inner = expressionOf(depth - 1);
  const pair = fc.tuple(inner, inner);
  const how = fc.constantFrom('lt', 'le', 'ge', 'gt', 'eq' as const);
  return fc.oneof(
    leaf,
    pair.map(([a, b]) => t.sub(a, b)),
    pair.map(([a, b]) => t.add(a, b)),
    pair.map(([a, b]) => t.min(a, b)),
    pair.map(([a, b]) => t.max(a, b)),
    inner.map((a) => t.abs(a)),
    inner.map((a) => t.neg(a)),
    fc.tuple(share, inner).map(([s, a]) => t.mul(s, a)),
    fc.tuple(inner, fc.constantFrom('2', '4', '5', '-8')).map(([a, by]) => t.div(a, by)),
    fc
      .tuple(inner, fc.integer({ min: -500, max: 0 }), fc.integer({ min: 0, max: 900 }))
      .map(([a, lo, hi]) => t.clamp(a, t.literal(String(lo), 'USD'), t.literal(String(hi), 'USD'))),
    fc.tuple(how, pair, pair).map(([op, [a, b], [x, y]]) => t.if({ op: 'compare', how: op, of: [a, b] }, x, y, 'random')),
    fc
      .tuple(places, fc.array(share, { minLength: 4, maxLength: 4 }), inner)
      .map(([ends, values, a]) =>
        t.mul(
          t.tiers(actual, [...ends.map((upTo, i) => ({ upTo, value: values[i] ?? '0' })), { value: values[3] ?? '0' }], { cliff: 'declared' }),
          t.literal('10', 'USD'),
          t.div(t.add(t.mul('0', a), benchmark), benchmark),
        ),
      ),
    fc.tuple(places, fc.array(share, { minLength: 4, maxLength: 4 }), inner).map(([ends, values, a]) =>
      t.marginal(
        a,
        ['0', ...ends].map((from, i, all) => ({ from, ...(all[i + 1] === undefined ? {} : { to: all[i + 1] ?? '' }), share: values[i] ?? '0' })),
      ),
    ),
    fc.tuple(share, share, share).map(([a, b, c]) =>
      t.mul(
        t.linearThrough(
          actual,
          [
            { x: '200', y: a },
            { x: '700', y: b },
            { x: '1500', y: c },
          ],
          { outside: 'hold' },
        ),
        benchmark,
      ),
    ),
  );
}
