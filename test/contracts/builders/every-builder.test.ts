import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../../src/contracts/expression.js';
import {
  achievementPoints,
  exchange,
  msr,
  msrFor,
  passCount,
  paymentCurve,
  paymentOn,
  settle,
  stopLoss,
  type Terms,
  term as t,
} from '../../../src/contracts/index.js';
import { Decimal } from '../../../src/money/decimal.js';
import { contractOfTerms, type GivenFigure } from '../worked.js';

const usd = (value: string): GivenFigure => ({ value });
const ratio = (value: string): GivenFigure => ({ value, unit: 'ratio' });
const money = t.literal;

/** Payments on the curve at even steps of its domain; null where it is blocked. */
function along(written: Terms | Expr, figures: Readonly<Record<string, GivenFigure>>, domain: readonly [string, string]) {
  const { contract, facts } = contractOfTerms(written, figures);
  const curve = paymentCurve({ contract, facts, metric: 'x', domain });
  const at = (i: number) => new Decimal(domain[0]).plus(new Decimal(domain[1]).minus(domain[0]).times(i).div(40)).toFixed();
  const paid = (x: string) => {
    const result = settle({
      contract,
      facts: facts.map((fact) => (fact.metric === 'x' ? { ...fact, value: x } : fact)),
      status: 'final',
      asOf: '2027-12-31',
    });
    return result.kind === 'settled' ? (result.settlement.lines[0]?.amount ?? null) : null;
  };
  const points = Array.from({ length: 41 }, (_, i) => ({ x: at(i), curve: paymentOn(curve, at(i)), settled: paid(at(i)) }));
  return { curve, points };
}

function rises(values: readonly (string | null)[]): boolean {
  return values.every((value, i) => i === 0 || new Decimal(value ?? 'NaN').gte(values[i - 1] ?? 'NaN'));
}

describe('curves of the builders that are no plain straight lines', () => {
  test('stop-loss: every dollar of claims raises it or leaves it, and settle pays what the curve says', () => {
    for (const erodes of [
      { laser: false, overMaximum: false, aggregating: false },
      { laser: true, overMaximum: true, aggregating: true },
    ]) {
      const terms = stopLoss({
        over: 'member',
        claims: t.add({ op: 'metric', id: 'e' }, 'x'),
        memberDeductible: { op: 'metric', id: 'd' },
        deductible: money('1000', 'USD'),
        maximumPerMember: money('2000', 'USD'),
        aggregatingSpecific: money('300', 'USD'),
        erodes,
        attachmentProduct: money('900', 'USD'),
        firstMonthProduct: money('87.5', 'USD'),
        minimumShare: '0.95',
        aggregateMaximum: money('10000', 'USD'),
      });
      const { curve, points } = along(
        terms,
        {
          x: usd('0'),
          e: { value: { a: '0', b: '500' }, over: 'member' },
          d: { value: { a: '1500', b: '1000' }, over: 'member' },
        },
        ['0', '5000'],
      );
      expect([curve.exact, curve.cliffs, curve.blocked]).toEqual([true, [], []]);
      expect(rises(points.map((point) => point.curve))).toBe(true);
      for (const { x, curve: on, settled } of points)
        expect(
          settled
            ?.minus(on ?? 'NaN')
            .abs()
            .lte('0.005'),
          x,
        ).toBe(true);
    }
  });
  test('passes counted: one more at each threshold, which are its only cliffs', () => {
    const { curve, points } = along(passCount([t.ge('x', '0.3'), t.gt('x', '0.7')]), { x: ratio('0') }, ['0', '1']);
    expect(curve.exact).toBe(true);
    expect(curve.cliffs.map(({ at, below, there, above }) => [at, below, there, above])).toEqual([
      ['0.3', '0', '1', '1'],
      ['0.7', '1', '1', '2'],
    ]);
    expect(rises(points.map((point) => point.curve))).toBe(true);
  });
  test('achievement and improvement: never fewer points for a better performance', () => {
    const { curve, points } = along(
      achievementPoints({ performance: 'x', baseline: '0.50', threshold: '0.60', benchmark: '0.90' }),
      { x: ratio('0') },
      ['0.4', '1'],
    );
    expect(curve.exact).toBe(true);
    expect(rises(points.map((point) => point.curve))).toBe(true);
    // Points are rounded to whole ones; the curve is drawn before rounding.
    for (const { x, curve: on } of points) {
      const performance = new Decimal(x);
      const whole = performance.gte('0.9') ? new Decimal(10) : null;
      if (whole !== null) expect(on, x).toBe('10');
      else expect(new Decimal(on ?? 'NaN').gte(0) && new Decimal(on ?? 'NaN').lte(9), x).toBe(true);
    }
  });
  test('exchange: a better score of one earns it more, drawn by bisection', () => {
    const { curve, points } = along(
      exchange({
        over: 'hospital',
        withheld: { op: 'metric', id: 'w' },
        score: t.add(t.mul({ op: 'metric', id: 's' }, 'x'), { op: 'metric', id: 'c' }),
        participants: ['h2', 'h1'],
      }),
      {
        x: ratio('0'),
        w: { value: { h1: '100.005', h2: '200' }, over: 'hospital' },
        s: { value: { h1: '1', h2: '0' }, over: 'hospital', unit: 'ratio' },
        c: { value: { h1: '0', h2: '0.5' }, over: 'hospital', unit: 'ratio' },
      },
      ['0', '1'],
    );
    expect([curve.exact, curve.blocked]).toEqual([false, []]);
    expect(rises(points.map((point) => point.settled?.toFixed() ?? null))).toBe(true);
    for (const { x, curve: on, settled } of points)
      expect(
        settled
          ?.minus(on ?? 'NaN')
          .abs()
          .lte('0.05'),
        x,
      ).toBe(true);
  });
  test('minimum rate: never higher for more lives', () => {
    let last = new Decimal(1);
    for (const lives of [
      1, 499, 500, 999, 1000, 2999, 3000, 4999, 5000, 5333, 7207, 9999, 10000, 14999, 15000, 19999, 20000, 49999, 50000, 59999, 60000,
    ]) {
      const { contract, facts } = contractOfTerms(
        { payable: { expr: t.mul(msr({ kind: 'table', lives: 'n' }), money('1000000', 'USD')) } },
        { n: { value: String(lives), unit: 'lives' } },
      );
      const result = settle({ contract, facts, status: 'final', asOf: '2027-12-31' });
      const rate = result.kind === 'settled' ? result.settlement.lines[0]?.amount.div('1000000') : undefined;
      expect(
        rate
          ?.minus(msrFor(lives, { table: 'mssp' }))
          .abs()
          .lte('0.00000001'),
        String(lives),
      ).toBe(true);
      expect(rate?.lte(last), String(lives)).toBe(true);
      last = rate ?? last;
    }
  });
});

/** Exports of the builders' files that build nothing by themselves. */
const TOOLS = ['prefixed', 'metricNode', 'parameterNode'];
const folder = 'src/contracts/builders';
const builders = readdirSync(folder).flatMap((file) => {
  const source = readFileSync(`${folder}/${file}`, 'utf8');
  return Array.from(source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport function (\w+)/g), (match) => ({
    name: match[2] ?? '',
    comment: match[1] ?? '',
  })).filter(({ name }) => !TOOLS.includes(name));
});
const drawn = [
  readFileSync('test/contracts/builders/builders.test.ts', 'utf8').split("describe('payment curves of the builders'")[1] ?? '',
  readFileSync('test/contracts/builders/every-builder.test.ts', 'utf8').split("describe('every builder'")[0] ?? '',
  readFileSync('test/contracts/curve.test.ts', 'utf8'),
].join('\n');

describe('every builder', () => {
  test('all of them are looked at', () => expect(builders.length).toBe(33));
  for (const { name, comment } of builders) {
    test(`${name} has its formula, an executed example and a curve`, () => {
      expect(comment).toMatch(/@formula \S/);
      expect(comment).toMatch(/@example[\s\S]*\/\/ => /);
      expect(drawn, 'a curve in builders.test.ts, every-builder.test.ts or curve.test.ts').toMatch(new RegExp(`\\b${name}\\(`));
    });
  }
});
