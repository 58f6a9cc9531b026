import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedSavings } from '../../src/contracts/builders/shared-savings.js';
import type { Contract } from '../../src/contracts/contract.js';
import { diffSettlements, type SettledCase } from '../../src/contracts/diff-settlements.js';
import type { Fact } from '../../src/contracts/fact.js';
import { dated, metric } from '../../src/contracts/metric.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { Decimal } from '../../src/money/decimal.js';
import { fact, settled, simpleContract, YEAR } from './kit.js';

const M = { benchmark: { op: 'metric', id: 'benchmark' }, actual: { op: 'metric', id: 'actual' } } as const;
const contractAt = (rate: string): Contract =>
  simpleContract(
    sharedSavings({
      ...M,
      minimumRate: '0',
      inclusive: true,
      mode: 'firstDollar',
      rate: { op: 'parameter', id: 'rate' },
      rounding: { to: 'cent', mode: 'half-up' },
    }),
    { parameters: { rate: dated([{ from: YEAR.from, value: rate, cite: '3.1' }]) } },
  );
const caseOf = (contract: Contract, facts: readonly Fact[]): SettledCase => ({ contract, facts, settlement: settled(contract, facts) });

describe('the difference of two settlements is attributed to what changed', () => {
  const before = caseOf(contractAt('0.5'), [fact('benchmark', '1000'), fact('actual', '900')]);
  const after = caseOf(contractAt('0.4'), [fact('benchmark', '1000'), fact('actual', '800.01')]);
  const amounts = (report: ReturnType<typeof diffSettlements>): readonly (readonly [string, string | undefined])[] =>
    report.parts.map((part) => [part.id, part.amounts['line']?.toFixed(2)] as const);

  test('in an order: first the fact, then the rate, or the other way round', () => {
    // 50 -> 99.995 (paid 100.00) -> 79.996 (paid 80.00); or 50 -> 40 -> 80.00.
    expect(amounts(diffSettlements({ before, after, attribute: { order: ['actual', 'parameter:rate'] } }))).toEqual([
      ['actual', '50.00'],
      ['parameter:rate', '-20.00'],
    ]);
    expect(amounts(diffSettlements({ before, after, attribute: { order: ['parameter:rate', 'actual'] } }))).toEqual([
      ['actual', '40.00'],
      ['parameter:rate', '-10.00'],
    ]);
  });
  test('by Shapley: the mean of both orders; it turns sign with the direction; parts add up', () => {
    const there = diffSettlements({ before, after, attribute: 'shapley' });
    expect(amounts(there)).toEqual([
      ['actual', '45.00'],
      ['parameter:rate', '-15.00'],
    ]);
    expect(there.lines['line']?.toFixed(2)).toBe('30.00');
    expect(amounts(diffSettlements({ before: after, after: before, attribute: 'shapley' }))).toEqual([
      ['actual', '-45.00'],
      ['parameter:rate', '15.00'],
    ]);
  });
  test('a denominator that crosses its minimum moves money and is named', () => {
    const contract = simpleContract(
      { payable: t.round(t.mul({ op: 'metric', id: 'rate' }, t.literal('100', 'USD')), { to: 'cent', mode: 'half-up' }) },
      { metrics: { rate: metric.ratio({ minDenominator: '25', onMissing: 'neutral', neutral: '0.02' }) } },
    );
    const of = (denominator: string) => caseOf(contract, [fact('rate', '0.5', { unit: 'ratio', denominator })]);
    const report = diffSettlements({ before: of('24'), after: of('25'), attribute: 'shapley' });
    expect(report.parts.map((part) => [part.id, part.before, part.after, part.amounts['line']?.toFixed()])).toEqual([
      ['rate', '0.5 of 24', '0.5 of 25', '48'],
    ]);
  });
  test('both versions of a term stay in the contract while a fact changes; turning the precedence round is a change', () => {
    const base = simpleContract({ more: { op: 'metric', id: 'actual' }, payable: t.round('more', { to: 'cent', mode: 'half-up' }) });
    const versions = {
      ...base,
      terms: [
        { id: 'more', expr: t.mul('2', { op: 'metric', id: 'actual' }), from: '2022-07-01' },
        { id: 'more', expr: { op: 'metric', id: 'actual' } as const, to: '2022-06-30' },
        ...base.terms.slice(1),
      ],
    };
    const facts = (value: string) => [fact('actual', value)];
    expect(amounts(diffSettlements({ before: caseOf(versions, facts('10')), after: caseOf(versions, facts('11')), attribute: 'shapley' }))).toEqual([
      ['actual', '2.00'],
    ]);
    const both = { ...versions, terms: versions.terms.map(({ from: _from, ...term }) => ({ ...term, to: '2022-12-31' })) };
    const [first, last] = [
      { ...both, precedence: 'first' },
      { ...both, precedence: 'last' },
    ] as const;
    expect(amounts(diffSettlements({ before: caseOf(first, facts('10')), after: caseOf(last, facts('10')), attribute: 'shapley' }))).toEqual([
      ['contract', '-10.00'],
    ]);
  });
  test('parts of any change add up to the cent, and by Shapley they turn sign with the direction', () => {
    const money = fc.integer({ min: 0, max: 300_000 }).map((cents) => (cents / 100).toFixed(2));
    const rate = fc.integer({ min: 1, max: 100 }).map((percent) => (percent / 100).toFixed(2));
    const side = fc.record({ benchmark: money, actual: money, rate });
    fc.assert(
      fc.property(side, side, (left, right) => {
        const of = (each: typeof left) => caseOf(contractAt(each.rate), [fact('benchmark', each.benchmark), fact('actual', each.actual)]);
        const [a, b] = [of(left), of(right)];
        const there = diffSettlements({ before: a, after: b, attribute: 'shapley' });
        const back = diffSettlements({ before: b, after: a, attribute: 'shapley' });
        const inOrder = diffSettlements({ before: a, after: b, attribute: { order: ['parameter:rate'] } });
        for (const report of [there, back, inOrder])
          expect(report.parts.reduce((sum, part) => sum.plus(part.amounts['line'] ?? 0), new Decimal(0)).toFixed()).toBe(
            report.lines['line']?.toFixed(),
          );
        expect(back.parts.map((part) => part.amounts['line']?.negated().plus(0).toFixed(2))).toEqual(
          there.parts.map((part) => part.amounts['line']?.toFixed(2)),
        );
      }),
      { numRuns: 150 },
    );
  }, 30_000);
  test('nothing differs from itself', () => {
    expect(diffSettlements({ before, after: before, attribute: 'shapley' })).toMatchObject({ parts: [] });
    expect(diffSettlements({ before, after: before, attribute: { order: [] } }).lines['line']?.toFixed()).toBe('0');
  });
});
