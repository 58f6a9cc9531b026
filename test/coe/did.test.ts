import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { did } from '../../src/coe/evaluation/did.js';
import { eventStudy } from '../../src/coe/evaluation/event-study.js';
import type { PanelRow } from '../../src/coe/evaluation/panel.js';
import { stream } from '../../src/stats/random.js';
import { sharedData } from '../kit/shared-data.js';

/** 36 employers over 8 quarters, 12 of them with a program from quarter 5; true effect -18 (CC0). */
function syntheticPanel(): readonly PanelRow[] | null {
  const path = sharedData('coe/synthetic_did_panel.csv');
  if (path === null) return null;
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [unit = '', quarter, treated, , memberMonths, pmpm] = line.split(',');
      return { unit, period: Number(quarter), outcome: Number(pmpm), weight: Number(memberMonths), adopted: treated === '1' ? 5 : null };
    });
}

const panel = syntheticPanel();
const given = panel ?? [];
const near = (value: number | null | undefined, wanted: number, places = 6): void => expect(value ?? Number.NaN).toBeCloseTo(wanted, places);
const errorOf = (result: ReturnType<typeof did>, name: string): number | undefined => result.errors.find((each) => each.name === name)?.standardError;

describe.runIf(panel !== null)('difference in differences on the synthetic panel', () => {
  it('has one effect by every design, and the published cells', () => {
    const twfe = did(given);
    near(twfe.value, -16.84125, 9);
    near(did(given, { design: '2x2', error: 'CR1' }).value, -16.84125, 9);
    near(did(given, { design: 'collapsed' }).value, -16.84125, 9);
    near(twfe.cells?.controlBefore, 429.651041666667, 9);
    near(twfe.cells?.controlAfter, 454.909583333333, 9);
    near(twfe.cells?.treatedBefore, 438.25125, 9);
    near(twfe.cells?.treatedAfter, 446.668541666667, 9);
  });

  it('names every standard error', () => {
    const twfe = did(given);
    near(errorOf(twfe, 'iid'), 4.111799111);
    near(errorOf(twfe, 'CR0'), 6.264209345);
    near(errorOf(twfe, 'nested'), 6.443507495);
    near(errorOf(twfe, 'CR1'), 6.890163482);
    near(errorOf(twfe, 'CR1S'), 6.890163482);
    near(errorOf(twfe, 'CR2'), 6.51496028);
    expect(twfe.error.name).toBe('CR2');
    near(twfe.error.df, 22.106796117);
    near(twfe.error.pValue, 0.0168587196);
    const pooled = did(given, { design: '2x2', error: 'CR1' });
    near(errorOf(pooled, 'iid'), 10.712193298);
    near(errorOf(pooled, 'CR1'), 6.386534604);
    const collapsed = did(given, { design: 'collapsed' });
    near(errorOf(collapsed, 'OLS'), 5.738164707);
    near(errorOf(collapsed, 'HC2'), 6.51496028);
    near(collapsed.error.df, 16.269897617);
    near(collapsed.error.pValue, 0.0197483789);
  });

  it('weighs by member months', () => {
    const weighted = did(given, { weights: 'given' });
    near(weighted.value, -18.926523672);
    near(errorOf(weighted, 'CR0'), 8.314177521);
    near(errorOf(weighted, 'CR1'), 9.144975716);
    expect(weighted.error.name).toBe('CR1');
    near(weighted.cells?.controlBefore, 442.373095975);
    near(weighted.cells?.treatedAfter, 455.997353301);
    expect(() => did(given, { weights: 'given', error: 'CR2' })).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });

  it('shows the gap quarter by quarter and tests the quarters before', () => {
    const study = eventStudy(given);
    const wanted = [
      [-4, 0.719583, 9.880143],
      [-3, 8.2825, 9.551386],
      [-2, -3.514583, 7.889573],
      [0, -12.687083, 8.467527],
      [1, -19.085417, 6.578701],
      [2, -11.105833, 8.870301],
      [3, -18.999167, 9.473825],
    ] as const;
    expect(study.coefficients.map((each) => each.relative)).toEqual(wanted.map(([k]) => k));
    study.coefficients.forEach((each, i) => {
      near(each.value, wanted[i]?.[1] ?? 0);
      near(each.standardError, wanted[i]?.[2] ?? 0);
    });
    near(study.preTest?.f, 1.144785731);
    expect(study.preTest?.df).toEqual([3, 35]);
    near(study.preTest?.pValue, 0.3445899138);
    near(study.preTest?.chi2, 3.434357193);
    near(study.preTest?.chi2PValue, 0.3293760971);
    near(study.preSlope?.value, -1.395583333);
    near(study.preSlope?.standardError, 3.459267506);
  });

  it('ignores what all units or all periods have in common, turns with the labels, and a copy of every unit changes nothing', () => {
    const base = did(given).value;
    near(did(given.map((row) => ({ ...row, outcome: row.outcome + 7 * row.period + row.unit.charCodeAt(2) }))).value, base, 8);
    const turned = given.map((row) => ({ ...row, adopted: row.adopted === null ? 5 : null }));
    near(did(turned).value, -base, 8);
    near(did([...given, ...given.map((row) => ({ ...row, unit: `${row.unit}-copy` }))], { error: 'CR1' }).value, base, 8);
    const shuffled = given
      .map((row, i) => ({ row, key: (i * 7919) % 288 }))
      .sort((a, b) => a.key - b.key)
      .map(({ row }) => row);
    expect(did(shuffled)).toEqual(did(given));
  });

  it('has placebo effects that average to about nothing', () => {
    const random = stream(4, 0);
    const controls = given.filter((row) => row.adopted === null);
    const units = [...new Set(controls.map((row) => row.unit))];
    const effects = Array.from({ length: 40 }, () => {
      const chosen = new Set([...units].sort(() => random.uniform() - 0.5).slice(0, 12));
      return did(
        controls.map((row) => ({ ...row, adopted: chosen.has(row.unit) ? 5 : null })),
        { error: 'CR1' },
      ).value;
    });
    expect(Math.abs(effects.reduce((a, b) => a + b, 0) / effects.length)).toBeLessThan(4);
  });

  it('bootstraps by unit with a seed, and near the other p-values', () => {
    const wild = did(given, { wild: { seed: 3, draws: 299 } });
    expect(wild.wildPValue).toBe(did(given, { wild: { seed: 3, draws: 299 } }).wildPValue);
    expect(wild.wildPValue ?? 1).toBeGreaterThan(0.003);
    expect(wild.wildPValue ?? 1).toBeLessThan(0.06);
  });
});

describe('difference in differences refuses', () => {
  const row = (unit: string, period: number, outcome: number, adopted: number | null): PanelRow => ({ unit, period, outcome, adopted });
  const small = ['a', 'b', 'c', 'd'].flatMap((unit, i) =>
    [1, 2, 3, 4].map((period) =>
      row(unit, period, 10 * i + period * period + (i === 0 && period > 2 ? 5 : 0) + ((i * period) % 3), i < 2 ? 3 : null),
    ),
  );
  it('too few units without the wild bootstrap, one group, and a unit that adopts twice', () => {
    expect(() => did(small)).toThrow(expect.objectContaining({ code: 'stats/too-few-clusters' }));
    expect(did(small, { wild: { seed: 1, draws: 99 } }).wildPValue).toBeGreaterThan(0);
    expect(() =>
      did(
        small.filter((each) => each.adopted !== null),
        { wild: { seed: 1 } },
      ),
    ).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
    for (const wrong of [[...small, row('a', 5, 1, 4)], [...small, row('a', 1, 1, 3)], small.map((each) => ({ ...each, outcome: Number.NaN })), []]) {
      expect(() => did(wrong, { wild: { seed: 1 } })).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
    }
    expect(() => eventStudy(small.map((each) => ({ ...each, adopted: null })))).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });
  it('silence about staggered starts: it warns and names the way out', () => {
    const staggered = Array.from({ length: 8 }, (_, i) =>
      [1, 2, 3, 4].map((period) => row(`u${i}`, period, 10 * i + period + ((i * period * 7) % 5), i < 2 ? 2 : i < 4 ? 3 : null)),
    ).flat();
    expect(did(staggered).warnings.map((each) => each.code)).toEqual(['coe/staggered-adoption']);
    expect(() => did(staggered, { design: '2x2' })).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });
});

describe('difference in differences is fast', () => {
  it('on 500 units x 60 periods with CR2', () => {
    const random = stream(12, 0);
    const rows = Array.from(
      { length: 30_000 },
      (_, i): PanelRow => ({
        unit: `u${String(i % 500).padStart(3, '0')}`,
        period: Math.floor(i / 500),
        outcome: 400 + random.below(100),
        adopted: i % 500 < 100 ? 30 : null,
      }),
    );
    const start = performance.now();
    expect(did(rows, { error: 'CR2' }).error.name).toBe('CR2');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
