import { describe, expect, test } from 'vitest';
import { sharedSavings } from '../../src/contracts/builders/shared-savings.js';
import { contractHash } from '../../src/contracts/contract-hash.js';
import { exampleContract, exampleFacts } from '../../src/contracts/example-contract.js';
import { metric } from '../../src/contracts/metric.js';
import { replayTrace } from '../../src/contracts/replay-trace.js';
import { settle } from '../../src/contracts/settle.js';
import { term as t } from '../../src/contracts/term-builder.js';
import golden from '../golden/contracts-cms-examples.json' with { type: 'json' };
import { blockedBy, fact, nodeOf, settled, simpleContract } from './kit.js';

const dollar = { to: 'dollar', mode: 'half-up' } as const;
const M = { benchmark: { op: 'metric', id: 'benchmark' }, actual: { op: 'metric', id: 'actual' } } as const;

describe('the worked examples of the CMS specification settle to the dollar', () => {
  for (const example of golden.examples) {
    test(`${example.id}: ${example.name}`, () => {
      const contract = simpleContract(
        sharedSavings({
          ...M,
          minimumRate: example.minimumRate,
          inclusive: true,
          mode: 'firstDollar',
          rate: example.rate,
          sequestration: '0.02',
          cap: t.mul('0.1', M.benchmark),
          rounding: dollar,
        }),
      );
      const settlement = settled(contract, [fact('benchmark', example.benchmark), fact('actual', example.actual)]);
      expect(settlement.lines[0]?.amount.toFixed()).toBe(example.earned);
      for (const [node, value] of Object.entries(example.steps)) expect(nodeOf(settlement, node), node).toBe(value);
      expect(nodeOf(settlement, 'capped.1')).toBe(example.limit);
      expect(replayTrace(settlement.trace).findings).toEqual([]);
    });
  }
  for (const example of golden.losses) {
    test(`${example.id}: ${example.name}`, () => {
      const contract = simpleContract(
        sharedSavings({
          ...M,
          minimumRate: example.minimumRate,
          inclusive: true,
          mode: 'firstDollar',
          rate: '0.75',
          rounding: dollar,
          loss: { minimumRate: example.minimumRate, rate: example.rate, limit: t.mul(example.limitRate, M.benchmark), relief: example.relief },
        }),
      );
      const settlement = settled(contract, [fact('benchmark', example.benchmark), fact('actual', example.actual)]);
      expect(settlement.lines[0]?.amount.toFixed()).toBe(example.owed);
      for (const [node, value] of Object.entries(example.steps)) expect(nodeOf(settlement, node), node).toBe(value);
    });
  }
});

describe('a settlement is a function of contract and facts', () => {
  const contract = exampleContract();
  const facts = exampleFacts();
  const settlement = settled(contract, facts, { asOf: '2027-06-30' });

  test('the same contract and facts give the same hash, in any order of facts and of keys, and after a JSON round trip', () => {
    const again = settled(JSON.parse(JSON.stringify(contract)), Array.from(facts).reverse(), { asOf: '2027-06-30' });
    expect(again.hash).toBe(settlement.hash);
    const shuffled = JSON.parse(
      JSON.stringify(
        contract,
        Object.keys(contract)
          .reverse()
          .concat(
            'from',
            'to',
            'role',
            'unit',
            'label',
            'onMissing',
            'better',
            'op',
            'of',
            'on',
            'expr',
            'value',
            'mode',
            'line',
            'positive',
            'benchmark',
            'actual',
          ),
      ),
    );
    expect(contractHash(shuffled)).toBe(contractHash(contract));
  });

  test('spelling of decimals does not change a hash, a version does', () => {
    const respelled = JSON.parse(JSON.stringify(contract).replace('"0.5"', '"0.50"'));
    expect(contractHash(respelled)).toBe(contractHash(contract));
    expect(contractHash({ ...contract, version: '1.0' })).not.toBe(contractHash({ ...contract, version: '1' }));
  });

  test('a fact that became known later is not used and listed', () => {
    const late = fact('actual', '1', { period: contract.effective, knownOn: '2027-09-01' });
    const result = settle({ contract, facts: [...facts, late], status: 'final', asOf: '2027-06-30' });
    expect(result.kind === 'settled' && result.settlement.lines[0]?.amount.toFixed(2)).toBe('29999.75');
    expect(result.findings.map((finding) => finding.code)).toEqual(['contracts/fact-not-yet-known']);
    expect(settled(contract, [...facts, late], { asOf: '2027-12-31' }).lines[0]?.amount.toFixed(2)).toBe('499999.50');
  });

  test('an unused metric changes no amount', () => {
    const more = { ...contract, metrics: { ...contract.metrics, extra: metric.ratio() } };
    expect(settled(more, facts, { asOf: '2027-06-30' }).lines[0]?.amount.toFixed(2)).toBe('29999.75');
  });
});

describe('nothing is settled on facts that the contract refuses', () => {
  const contract = simpleContract(sharedSavings({ ...M, minimumRate: '0', inclusive: true, mode: 'firstDollar', rate: '0.5', rounding: dollar }));
  const good = [fact('benchmark', '100'), fact('actual', '90')];

  test('a missing metric blocks and is named', () => {
    expect(blockedBy(contract, [fact('benchmark', '100')])).toEqual(['MISSING_METRIC']);
  });
  test('facts of another period, unit or form block', () => {
    expect(blockedBy(contract, [fact('benchmark', '100'), fact('actual', '90', { period: { from: '2021-01-01', to: '2021-12-31' } })])).toContain(
      'PERIOD_MISMATCH',
    );
    expect(blockedBy(contract, [fact('benchmark', '100'), fact('actual', '90', { unit: 'EUR' })])).toContain('UNIT_MISMATCH');
    for (const value of ['1e400', '1e-400', 'NaN', 'Infinity', '', '--1', '1,000', '$5'])
      expect(blockedBy(contract, [fact('benchmark', '100'), fact('actual', value)]), value).toContain('contracts/fact-malformed');
  });
  test('one fact given twice with different values blocks; given twice alike it counts once', () => {
    expect(blockedBy(contract, [...good, fact('actual', '91')])).toEqual(['DUPLICATE_FACT']);
    expect(settled(contract, [...good, fact('actual', '90.0')]).lines[0]?.amount.toFixed()).toBe('5');
  });
  test('facts that contradict each other are found in any order, unless a later one settles it', () => {
    const corrected = fact('actual', '80', { knownOn: '2023-08-01' });
    for (const facts of [
      [...good, fact('actual', '91'), corrected],
      [corrected, ...good, fact('actual', '91')],
      [fact('actual', '91'), corrected, ...good],
    ])
      expect(settled(contract, facts).lines[0]?.amount.toFixed()).toBe('10');
    expect(blockedBy(contract, [...good, fact('actual', '90', { denominator: '12' })])).toEqual(['DUPLICATE_FACT']);
    const sources = [...good, fact('actual', '90.00', { source: 'another system' })];
    expect(settled(contract, sources).hash).toBe(settled(contract, Array.from(sources).reverse()).hash);
  });
  test('an employer told for two halves of the year in one metric blocks; a longer period known later replaces a shorter one', () => {
    const byEmployer = simpleContract(
      { payable: t.round(t.sumOver('employer', M.actual), dollar) },
      { metrics: { actual: metric.money({ over: ['employer'] }) } },
    );
    const half = (from: string, to: string, value: string, knownOn: string) =>
      fact('actual', value, { period: { from, to }, knownOn, keys: { employer: 'e1' } });
    const first = half('2022-01-01', '2022-06-30', '40', '2022-09-01');
    expect(blockedBy(byEmployer, [first, half('2022-07-01', '2022-12-31', '50', '2023-03-01')])).toEqual(['DUPLICATE_FACT']);
    expect(settled(byEmployer, [first, half('2022-01-01', '2022-12-31', '90', '2023-03-01')]).lines[0]?.amount.toFixed()).toBe('90');
  });
  test('commas and equals signs in keys never make one fact of two', () => {
    const over = ['employer', 'month'];
    const byMonth = simpleContract(
      { payable: t.round(t.sumOver(over, M.actual), dollar) },
      { dimensions: [{ id: 'month' }], metrics: { actual: metric.money({ over }) } },
    );
    const facts = [
      fact('actual', '1', { keys: { employer: '1,month=2', month: '3' } }),
      fact('actual', '10', { keys: { employer: '1', month: '2,month=3' }, knownOn: '2023-06-01' }),
    ];
    expect(settled(byMonth, facts).lines[0]?.amount.toFixed()).toBe('11');
  });
  test('a correction known later wins', () => {
    expect(settled(contract, [...good, fact('actual', '80', { knownOn: '2023-08-01' })]).lines[0]?.amount.toFixed()).toBe('10');
  });
  test('minus zero is zero', () => {
    expect(nodeOf(settled(contract, [fact('benchmark', '-0'), fact('actual', '-0')]), 'savings')).toBe('0');
  });
  test('a JavaScript number is refused', () => {
    const bad = JSON.parse(
      '{"metric":"actual","value":90,"unit":"USD","period":{"from":"2022-01-01","to":"2022-12-31"},"knownOn":"2023-05-01","denominator":null,"source":"x"}',
    );
    expect(() => settle({ contract, facts: [bad], status: 'final', asOf: '2023-12-31' })).toThrow(
      expect.objectContaining({ code: 'contracts/number-as-money' }),
    );
  });
  test('savings of exactly the minimum are paid when it is inclusive, and zero savings never meet a gate', () => {
    const gated = (inclusive: boolean): string | undefined =>
      settled(simpleContract(sharedSavings({ ...M, minimumRate: '0.02', inclusive, mode: 'firstDollar', rate: '0.5', rounding: dollar })), [
        fact('benchmark', '1000'),
        fact('actual', '980'),
      ]).lines[0]?.amount.toFixed();
    expect([gated(true), gated(false)]).toEqual(['10', '0']);
    const even = settled(contract, [fact('benchmark', '1000'), fact('actual', '1000')]);
    expect(even.trace.nodes.find((node) => node.id === 'counted')?.branch).toBe('otherwise');
  });
  test('payments that have not run out block a final settlement and only warn in an interim one', () => {
    const patient = {
      ...contract,
      metrics: { ...contract.metrics, actual: metric.money({ runOut: true }) },
      calendar: { measurement: contract.effective, runOutMonths: '6' },
    };
    expect(blockedBy(patient, good)).toEqual(['STALE_RUNOUT']);
    expect(settled(patient, good, { status: 'interim' }).warnings.map((each) => each.code)).toEqual(['STALE_RUNOUT']);
    expect(settled(patient, [fact('benchmark', '100'), fact('actual', '90', { knownOn: '2023-07-01' })]).status).toBe('final');
    // Six months after the end of September are through the end of March, not its 30th day.
    const fiscal = { from: '2021-10-01', to: '2022-09-30' };
    const year = { ...patient, effective: fiscal, calendar: { measurement: fiscal, runOutMonths: '6' } };
    const known = (knownOn: string) => [fact('benchmark', '100', { period: fiscal }), fact('actual', '90', { period: fiscal, knownOn })];
    expect(blockedBy(year, known('2023-03-30'))).toEqual(['STALE_RUNOUT']);
    expect(settled(year, known('2023-03-31')).status).toBe('final');
  });
  test('a division by zero names the node', () => {
    const ratio = simpleContract({ payable: t.round(t.mul(t.div(M.benchmark, M.actual), M.actual), dollar) });
    const result = settle({ contract: ratio, facts: [fact('benchmark', '1'), fact('actual', '0')], status: 'final', asOf: '2023-12-31' });
    expect(result.findings[0]).toMatchObject({ code: 'contracts/division-by-zero', path: 'payable.on.0' });
  });
  test('only the branch that is taken must be computable', () => {
    const contractWithIf = simpleContract({
      payable: t.round(t.if(t.gt(M.actual, '0'), t.mul(t.div(M.benchmark, M.actual), M.actual), '0', 'nothing was spent'), dollar),
    });
    expect(settled(contractWithIf, [fact('benchmark', '7'), fact('actual', '0')]).lines[0]?.amount.toFixed()).toBe('0');
  });
});
