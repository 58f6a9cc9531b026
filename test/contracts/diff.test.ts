import { describe, expect, test } from 'vitest';
import { sharedSavings } from '../../src/contracts/builders/shared-savings.js';
import type { Contract } from '../../src/contracts/contract.js';
import { diffSettlements, type SettledCase } from '../../src/contracts/diff-settlements.js';
import type { Fact } from '../../src/contracts/fact.js';
import { dated } from '../../src/contracts/metric.js';
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
  test('nothing differs from itself', () => {
    expect(diffSettlements({ before, after: before, attribute: 'shapley' })).toMatchObject({ parts: [] });
    expect(diffSettlements({ before, after: before, attribute: { order: [] } }).lines['line']?.toFixed()).toBe('0');
  });
});
