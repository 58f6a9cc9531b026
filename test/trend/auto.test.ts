import { describe, expect, test } from 'vitest';
import { completion, type IbnrMethodChoice, ibnr, type Prior, retrospective, type Triangle, triangleFrom } from '../../src/trend/index.js';
import { off } from './golden.js';

// How `auto` chooses, worked out beside it from the scorecard alone.

/** Forty months of a plan: cost by `level`, paid 40, 75, 95 and 100 % after so many months, disturbed by `slow`. */
function plan(level: (i: number) => number, slow: (i: number, k: number) => number, members = 100): Triangle {
  const shares = [0.4, 0.35, 0.2, 0.05];
  const incremental = Array.from({ length: 40 }, (_, i) =>
    shares.slice(0, 40 - i).map((share, k) => (share * 1000 * level(i) * slow(i, k)).toFixed(2)),
  );
  return triangleFrom({ origin: '2022-01', grain: 'month', unit: 'cents', incremental, exposure: incremental.map(() => String(members)) });
}

const PRIOR: Prior = { trend: 0 };
const OPTIONS = { window: 12 } as const;
const CANDIDATES: readonly Exclude<IbnrMethodChoice, 'auto'>[] = [
  'development',
  { kind: 'blend', threshold: 0.7 },
  { kind: 'blend', threshold: 0.8 },
  { kind: 'blend', threshold: 0.9 },
  'bornhuetterFerguson',
  'benktander',
  { kind: 'capeCod', months: 24 },
  { kind: 'additive', window: 12 },
];
const DEFAULT = { kind: 'capeCod', months: 24 } as const;

/** The rule of the specification: the least RMSE wins only when its squared errors are less by more than a standard error of the paired differences. */
function expected(triangle: Triangle): { readonly chosen: string; readonly reason: string; readonly rmse: ReadonlyMap<string, number> } {
  const card = retrospective(triangle, { methods: [DEFAULT, ...CANDIDATES], completion: OPTIONS, prior: PRIOR });
  const rmse = new Map(card.rows.map((row) => [row.method, row.rmse]));
  const [standing] = card.rows;
  const best = card.rows.reduce((least, row) => (row.rmse < least.rmse ? row : least));
  if (standing === undefined || best.method === standing.method) return { chosen: 'capeCod 24', reason: 'defaultNotBeaten', rmse };
  const gains = standing.errors.map(({ error }, i) => error ** 2 - (best.errors[i]?.error ?? 0) ** 2);
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const se = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1) / gains.length);
  return mean > se ? { chosen: best.method, reason: 'challengerBetter', rmse } : { chosen: 'capeCod 24', reason: 'defaultNotBeaten', rmse };
}

describe('the automatic method', () => {
  const wave = (i: number): number => 1 + 0.4 * Math.sin(i / 3);
  const noise = (i: number, k: number): number => 1 + 0.3 * Math.sin(i * 7.3 + k * 3.1);
  const plans: Readonly<Record<string, readonly [Triangle, string]>> = {
    'whose cost moves while payment is steady: development knows better than an average over months': [plan(wave, () => 1), 'challengerBetter'],
    'whose payment wavers while cost is steady': [plan(() => 1, noise), ''],
    'in which one month of care in five is dearer: no challenger is better by more than chance, the default stays': [
      plan(
        (i) => (i % 5 === 0 ? 1.3 : 1),
        (i, k) => 1 + 0.2 * Math.sin(i * i * 1.7 + k),
      ),
      'defaultNotBeaten',
    ],
    'in which both waver': [plan(wave, noise), ''],
  };

  test.each(Object.entries(plans))('of a plan %s', (_, [triangle, reason]) => {
    const { auto, method } = ibnr(triangle, completion(triangle, OPTIONS), { method: 'auto', prior: PRIOR });
    const should = expected(triangle);
    expect([auto?.chosen, auto?.reason, auto?.fallback]).toEqual([should.chosen, should.reason, 'capeCod 24']);
    if (reason !== '') expect(auto?.reason).toBe(reason);
    expect(method).toBe(auto?.chosen);
    expect(auto?.scores).toHaveLength(CANDIDATES.length);
    for (const score of auto?.scores ?? []) expect(off(score.rmse, should.rmse.get(score.method) ?? Number.NaN)).toBeLessThan(1e-12);
    expect(auto?.valuations.length).toBeGreaterThanOrEqual(6);
    expect(auto?.valuations.at(-1)).toBe('2024-10');
  });

  test('tests the default of a large plan, which is the blend, and keeps all the losers in sight', () => {
    const large = plan(() => 1, noise, 6000);
    const { auto } = ibnr(large, completion(large, OPTIONS), { method: 'auto', prior: PRIOR });
    expect(auto?.fallback).toBe('blend 0.8');
    expect(new Set(auto?.scores.map(({ method }) => method))).toEqual(
      new Set(['development', 'blend 0.7', 'blend 0.8', 'blend 0.9', 'bornhuetterFerguson', 'benktander 2', 'capeCod 24', 'additive 12']),
    );
  });
});
