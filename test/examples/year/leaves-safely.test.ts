import { beforeAll, describe, expect, test } from 'vitest';
import { memberReport } from '../../../examples/coalition-year/reports/members.js';
import type { CoalitionYear } from '../../../examples/coalition-year/year.js';
import { centsToText } from '../../../src/money/cents.js';
import { formatDollars, formatNumber } from '../../../src/report/format.js';
import { toHtml } from '../../../src/report/to-html.js';
import { defaultDelivery, yearOf } from './small-year.js';

describe('what leaves the default coalition', () => {
  let year: CoalitionYear;
  beforeAll(() => {
    year = yearOf(defaultDelivery());
  });

  test('every number of the member-facing page comes from a certified table', () => {
    const { made } = year.published.value ?? {};
    expect(made).toBeDefined();
    const allowed = new Set<string>();
    const tokens = (text: string): readonly string[] => text.match(/[A-Za-z0-9$.,-]*\d[A-Za-z0-9$.,-]*/g) ?? [];
    for (const part of made?.table.parts ?? []) {
      for (const cell of part.cells)
        for (const value of Object.values(cell.values))
          if (value !== null) for (const text of [formatNumber(value), formatDollars(centsToText(Number(value)))]) allowed.add(text);
      for (const dimension of part.dimensions)
        for (const { code, label } of dimension.categories) for (const token of [...tokens(code), ...tokens(label)]) allowed.add(token);
      for (const token of tokens(`${part.period?.from ?? ''} ${part.period?.to ?? ''}`)) allowed.add(token);
    }
    const hash = made?.table.certificate.contentHash ?? '';
    const html = toHtml(memberReport(year));
    const words = html
      .replace(/<style[\s\S]*?<\/style>/g, ' ')
      .replace(/<head[\s\S]*?<\/head>/g, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replaceAll(/&#?[a-z0-9]+;/g, ' ');
    const found = tokens(words).map((token) => token.replace(/[.,]$/, ''));
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter((token) => !allowed.has(token) && !(token.length >= 8 && hash.startsWith(token)))).toEqual([]);
  });

  test('the certificate holds for a second program, and something is published and something withheld', () => {
    const { verification, made } = year.published.value ?? {};
    expect(verification).toMatchObject({ ok: true, depth: 'full' });
    const cells = made?.table.parts[0]?.cells ?? [];
    expect(cells.filter(({ withheld }) => !withheld).length).toBeGreaterThan(5);
    expect(cells.filter(({ withheld }) => withheld).length).toBeGreaterThan(0);
  });

  test('no employer, attacking with its own data, learns a withheld figure or another employer’s part of it', () => {
    const { attack, input } = year.published.value ?? {};
    const truth = new Map((input?.cells ?? []).map((cell) => [cell.key.join('|'), cell]));
    const intervals = attack ?? [];
    expect(new Set(intervals.map(({ attacker }) => attacker.join())).size).toBeGreaterThan(12);
    for (const { attacker, key, measure, low, high, own } of intervals) {
      expect(high === null || high > low, `${attacker.join()} pins down ${key.join()} ${measure}`).toBe(true);
      const cell = truth.get(key.join('|'));
      if (cell === undefined || measure !== 'allowed' || high === null) continue;
      // What the attacker can say of the largest other contributor stays at least 10 % above the truth (rule p = 10).
      const others = Array.from(cell.contributions)
        .filter(([code]) => !attacker.includes(code))
        .map(([, cents]) => cents);
      const largest = Math.max(0, ...others);
      expect(high - own >= largest * 1.1, `${attacker.join()} comes too close to ${key.join()}`).toBe(true);
    }
  });

  test('employers stand in the table by random codes that only the coalition can resolve', () => {
    const { codes, made } = year.published.value ?? {};
    expect(codes?.size).toBeGreaterThanOrEqual(12);
    const text = JSON.stringify(made?.table);
    for (const [employer, code] of codes ?? []) {
      expect(code).toMatch(/^e[a-z2-7]{16}$/i);
      expect(text.includes(employer)).toBe(false);
    }
  });

  test('the truth table is exact and the estimate says how far off it may be', () => {
    expect(year.completed.value?.ibnr.total.interval?.kind).toBe('interval');
  });
});
