import type { Contract } from '../../src/contracts/contract.js';
import { defineContract } from '../../src/contracts/define-contract.js';
import { metric } from '../../src/contracts/metric.js';
import { term as t } from '../../src/contracts/term-builder.js';

/** Episodes of last years that scenarios redraw, and episodes of a scenario. */
export const POOL = 2_000;
export const EPISODES = 300;

const YEAR = { from: '2026-01-01', to: '2026-12-31' } as const;
const M = (id: string) => ({ op: 'metric', id }) as const;

/**
 * A bundle with a warranty. The payer's spending on an episode is its cost up to a cap, and half of the care that follows a
 * complication; 97 % of the prices is the target. Nothing is paid within 2 % of it, at most 20 % counts; half of a gain is shared,
 * less with many complications, and 30 % of a loss; cents, ties to even.
 */
export function bundleContract(): Contract {
  return defineContract({
    id: 'bench-bundle',
    version: '1.0.0',
    currency: 'USD',
    effective: YEAR,
    parties: [
      { id: 'payer', role: 'payer' },
      { id: 'provider', role: 'provider' },
    ],
    dimensions: [{ id: 'episode' }],
    metrics: {
      cost: metric.money({ over: ['episode'] }),
      follow: metric.money({ over: ['episode'] }),
      price: metric.money({ over: ['episode'] }),
      flag: metric.ratio({ over: ['episode'] }),
    },
    terms: {
      spending: t.sumOver('episode', t.add(t.min(M('cost'), t.literal('40000', 'USD')), t.mul('0.5', M('follow')))),
      target: t.mul('0.97', t.sumOver('episode', M('price'))),
      complications: t.sumOver('episode', M('flag')),
      saved: t.sub('target', 'spending'),
      counted: t.if(
        t.ge(t.abs('saved'), t.mul('0.02', 'target')),
        t.clamp('saved', t.neg(t.mul('0.2', 'target')), t.mul('0.2', 'target')),
        t.literal('0', 'USD'),
        'nothing is paid within 2 % of the target',
      ),
      quality: t.tiers('complications', [{ upTo: '15', value: '1' }, { upTo: '30', value: '0.8' }, { value: '0.5' }], { cliff: 'declared' }),
      shared: t.if(t.gt('counted', t.literal('0', 'USD')), t.mul('counted', '0.5', 'quality'), t.mul('counted', '0.3'), 'gain or loss'),
      payable: t.round('shared', { to: 'cent', mode: 'half-even' }),
    },
    settle: [{ id: 'line', line: 'payable', positive: { from: 'payer', to: 'provider' } }],
  });
}

/** The pool by metric, in cents; flags are 1 or 0. */
export function pool(): Readonly<Record<'cost' | 'follow' | 'price' | 'flag', Float64Array>> {
  const of = (value: (i: number) => number): Float64Array => Float64Array.from({ length: POOL }, (_, i) => value(i));
  const flag = of((i) => ((i * 31) % 25 === 0 ? 1 : 0));
  return {
    cost: of((i) => 800_000 + ((i * 102_947) % 3_600_007)),
    follow: of((i) => (flag[i] === 1 ? 500_000 + ((i * 997) % 2_500_009) : 0)),
    price: of((i) => 2_300_000 + 250_000 * (i % 4)),
    flag,
  };
}

/** The episodes that each scenario draws, and the shock on its costs. */
export function given(scenarios: number): { readonly picked: Int32Array; readonly shock: Float64Array } {
  return {
    picked: Int32Array.from({ length: scenarios * EPISODES }, (_, k) => {
      const a = ((k + 1) * 48_271) % 2_147_483_647;
      return ((a * 69_621) % 2_147_483_647) % POOL;
    }),
    shock: Float64Array.from({ length: scenarios }, (_, s) => 0.85 + (((s * 7919) % 10_007) / 10_007) * 0.3),
  };
}

/** Every scenario's cents in one sum, weighted by its place, and quantiles of type 7. */
export function told(cents: Float64Array): string {
  let [sum, gains] = [0, 0];
  for (let s = 0; s < cents.length; s += 1) {
    const each = cents[s] ?? 0;
    sum += each * ((s % 97) + 1);
    if (each > 0) gains += 1;
  }
  const sorted = cents.slice().sort();
  const levels = [0.05, 0.5, 0.95].map((level) => {
    const at = (sorted.length - 1) * level;
    const low = Math.floor(at);
    const below = sorted[low] ?? 0;
    return (below + (at - low) * ((sorted[low + 1] ?? below) - below)).toFixed(1);
  });
  return `${sum}, ${gains} gains, ${levels.join(' ')}`;
}

/** Added and taken away again, it leaves a whole number, ties to even, as numpy's rint does. */
const WHOLE = 1.5 * 2 ** 52;

/** Puts the costs of one scenario's episodes into a column, in whole cents. */
export function shocked(into: Float64Array, o: { readonly values: Float64Array; readonly picked: Int32Array; readonly shock: number }): void {
  const { values, picked, shock } = o;
  const whole = WHOLE;
  for (let i = 0, n = into.length; i < n; i += 1) into[i] = (values[picked[i] ?? 0] ?? 0) * shock + whole - whole;
}
