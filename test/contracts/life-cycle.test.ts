import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractAt } from '../../src/contracts/amend.js';
import { contractHash } from '../../src/contracts/contract-hash.js';
import { solveFor } from '../../src/contracts/curve/solve-for.js';
import { exampleContract, exampleFacts, exampleSettlement } from '../../src/contracts/example-contract.js';
import type { Fact } from '../../src/contracts/fact.js';
import { closeSettlement, disputeSettlement } from '../../src/contracts/life-cycle.js';
import { metric } from '../../src/contracts/metric.js';
import { replayTrace } from '../../src/contracts/replay-trace.js';
import { parseSettlement } from '../../src/contracts/schema/parse-settlement.js';
import { settleRange } from '../../src/contracts/settle-range.js';
import type { Settlement } from '../../src/contracts/settlement.js';
import { settlementJson } from '../../src/contracts/settlement-hash.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { verifySettlement } from '../../src/contracts/verify-settlement.js';
import { fact, settled, simpleContract } from './kit.js';
import { expressionOf } from './random-expression.js';

describe('events are added, never rewritten', () => {
  test('a dispute and a closing keep the amounts and name what they follow', () => {
    const settlement = exampleSettlement();
    const disputed = disputeSettlement(settlement, { asOf: '2027-07-15', reason: 'two claims' });
    expect([disputed.prior, disputed.lines[0]?.amount.toFixed(2)]).toEqual([[settlement.hash], '29999.75']);
    const closed = closeSettlement(disputed, { asOf: '2027-12-31', reason: 'window ended' });
    expect(() => closeSettlement(closed, { asOf: '2028-01-01', reason: 'again' })).toThrow(expect.objectContaining({ code: 'contracts/life-cycle' }));
    expect(verifySettlement({ settlement: disputed, contract: exampleContract(), facts: exampleFacts() }).kind).toBe('verified');
  });
  test('a dispute is verified on what was known when it was settled, not on what became known since', () => {
    const late = exampleFacts().map((each) => ({ ...each, value: '1', knownOn: '2027-07-10' }));
    const disputed = disputeSettlement(exampleSettlement(), { asOf: '2027-08-15', reason: 'two claims' });
    const closed = closeSettlement(disputed, { asOf: '2027-12-31', reason: 'window ended' });
    for (const settlement of [disputed, closed]) {
      expect(verifySettlement({ settlement, contract: exampleContract(), facts: [...exampleFacts(), ...late] }).findings).toEqual([]);
      const back = parseSettlement(JSON.parse(JSON.stringify(settlementJson(settlement))));
      expect(back.kind === 'accepted' && back.settlement).toMatchObject({ hash: settlement.hash, knownAsOf: '2027-06-30' });
    }
  });
  test('the whole life: a projection pays nothing, an interim is netted, then final, dispute, restatement, closing; nothing follows', () => {
    const contract = exampleContract();
    const known = (actual: string, knownOn: string) =>
      exampleFacts().map((each) => ({ ...each, knownOn, ...(each.metric === 'actual' ? { value: actual } : {}) }));
    const paid = (settlement: Settlement) => settlement.lines[0]?.amount.toFixed(2);
    const projected = settled(contract, known('900000', '2026-03-01'), { status: 'projected', asOf: '2026-03-31' });
    const interim = settled(contract, known('950000', '2026-09-01'), { status: 'interim', asOf: '2026-09-30', prior: [projected] });
    const final = settled(contract, known('940000.50', '2027-04-15'), { asOf: '2027-06-30', prior: [projected, interim] });
    const disputed = disputeSettlement(final, { asOf: '2027-07-15', reason: 'two claims' });
    const restated = settled(contract, known('960000', '2027-08-01'), {
      status: 'restated',
      asOf: '2027-08-31',
      prior: [projected, interim, final, disputed],
    });
    // Half of 50,000; half of 59,999.50 less that; half of 40,000 less what was paid.
    expect([projected, interim, final, disputed, restated].map(paid)).toEqual(['50000.00', '25000.00', '4999.75', '4999.75', '-9999.75']);
    expect(restated.prior).toEqual([interim.hash, disputed.hash]);
    const closed = closeSettlement(restated, { asOf: '2027-12-31', reason: 'window ended' });
    expect(closed.status).toBe('closed');
    for (const status of ['interim', 'final', 'restated', 'projected'] as const)
      expect(() => settled(contract, known('1', '2028-01-01'), { status, asOf: '2028-02-01', prior: [closed] })).toThrow(
        expect.objectContaining({ code: 'contracts/life-cycle' }),
      );
    expect(() => disputeSettlement(projected, { asOf: '2026-04-01', reason: 'x' })).toThrow(
      expect.objectContaining({ code: 'contracts/life-cycle' }),
    );
  });
  test('a dispute beside the settlement that it follows is netted once', () => {
    const final = exampleSettlement();
    const disputed = disputeSettlement(final, { asOf: '2027-08-15', reason: 'two claims' });
    for (const prior of [[final, disputed], [disputed, final], [disputed], [final]]) {
      const restated = settled(exampleContract(), exampleFacts(), { status: 'restated', asOf: '2027-09-30', prior });
      expect([restated.lines[0]?.paidBefore.toFixed(2), restated.lines[0]?.amount.toFixed(2)]).toEqual(['29999.75', '0.00']);
    }
  });
  test('a chain of amendments links the first settlement to the last contract; a gap in it does not', () => {
    const first = settled(exampleContract(), exampleFacts(), { status: 'interim', asOf: '2027-06-30' });
    const second = { ...exampleContract(), version: '2.0.0', supersedes: first.contractHash };
    const between = settled(second, exampleFacts(), { status: 'interim', asOf: '2027-07-31', prior: [first] });
    const third = { ...second, version: '3.0.0', supersedes: between.contractHash };
    const final = settled(third, exampleFacts(), { asOf: '2027-08-31', prior: [first, between] });
    expect([final.lines[0]?.amount.toFixed(2), final.prior]).toEqual(['0.00', [first.hash, between.hash]]);
    expect(() => settled(third, exampleFacts(), { asOf: '2027-08-31', prior: [first] })).toThrow(
      expect.objectContaining({ code: 'contracts/prior-mismatch' }),
    );
  });
  test('an amendment holds from its day and links back; what was known before settles to the same hash', () => {
    const base = exampleContract();
    const half = base.terms[1];
    if (half === undefined) throw new Error('the example has two terms');
    const document = {
      contract: base,
      amendments: [
        {
          version: '2.0.0',
          effective: '2026-10-01',
          withoutTerms: ['payable'],
          terms: [{ ...half, expr: t.round(t.mul('0.4', t.positive('savings')), { to: 'cent', mode: 'half-up' }) }],
        },
        { version: '1.1.0', effective: '2026-07-01', rounding: { to: 'dollar', mode: 'half-up' } as const },
      ],
    };
    expect([
      contractAt(document, '2026-06-30').version,
      contractAt(document, '2026-07-01').version,
      contractAt(document, '2026-12-31').version,
    ]).toEqual(['1.0.0', '1.1.0', '2.0.0']);
    expect(contractAt(document, '2026-07-01').supersedes).toBe(contractHash(base));
    expect(settled(contractAt(document, '2026-06-30'), exampleFacts(), { asOf: '2027-06-30' }).hash).toBe(exampleSettlement().hash);
    expect(settled(contractAt(document, '2026-12-31'), exampleFacts(), { asOf: '2027-06-30' }).lines[0]?.amount.toFixed()).toBe('24000');
  });
  test('an interim settlement tells paid, completed and range', () => {
    const facts = exampleFacts().map((each) =>
      each.metric === 'actual' ? { ...each, range: { low: '930000', high: '1010000' }, paid: '800000' } : each,
    );
    const result = settleRange({ contract: exampleContract(), facts, status: 'interim', asOf: '2027-06-30' });
    expect(
      result.kind === 'settled' &&
        result.lines.map((line) => [line.paid?.toFixed(2), line.low.toFixed(2), line.mid.toFixed(2), line.high.toFixed(2)]),
    ).toEqual([['100000.00', '0.00', '29999.75', '35000.00']]);
  });
  test('without a domain the inverse looks from 0 to a trillion', () => {
    expect(solveFor({ contract: exampleContract(), facts: exampleFacts(), input: 'actual', payment: '10000' })).toMatchObject({ at: '980000' });
  });
});

describe('every node of any contract replays and verifies', () => {
  test('random contracts', () => {
    fc.assert(
      fc.property(expressionOf(3), fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 1, max: 300_000 }), (expr, actual, benchmark) => {
        const contract = simpleContract({ first: expr, payable: t.round(t.add('first', t.mul('0', 'first')), { to: 'cent', mode: 'half-even' }) });
        const facts = [fact('benchmark', (benchmark / 100).toFixed(2)), fact('actual', (actual / 100).toFixed(2))];
        const settlement = settled(contract, facts);
        expect(replayTrace(settlement.trace).findings).toEqual([]);
        expect(verifySettlement({ settlement, contract, facts }).findings).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('loops over employers, months and domains, with weights, missing keys and allocation inside', () => {
    const dims = [{ id: 'domain', keys: ['a', 'b', 'c'] }];
    const contract = simpleContract(
      {
        paid: t.sumOver(['employer', 'month'], t.clamp(t.sub({ op: 'metric', id: 'claims' }, t.literal('100', 'USD')), '0', null)),
        score: t.weightedAverageOver('domain', { op: 'metric', id: 'score' }, { op: 'metric', id: 'weight' }),
        part: t.allocate('paid', { over: 'employer', weight: { op: 'metric', id: 'lives' }, key: 'e1', scale: '2' }),
        payable: t.round(t.add(t.mul('paid', 'score'), 'part'), { to: 'cent', mode: 'half-up' }),
      },
      {
        dimensions: [...dims, { id: 'month' }],
        metrics: {
          claims: metric.money({ over: ['employer', 'month'] }),
          lives: metric.count({ of: 'lives', over: ['employer'] }),
          score: metric.ratio({ over: ['domain'], onMissing: 'reweight' }),
          weight: metric.ratio({ over: ['domain'] }),
        },
      },
    );
    const facts: readonly Fact[] = [
      ...['e1', 'e2'].flatMap((employer) =>
        ['01', '02', '03'].map((month, i) => fact('claims', String(90 + i * 33.33), { keys: { employer, month } })),
      ),
      fact('lives', '10', { unit: 'lives', keys: { employer: 'e1' } }),
      fact('lives', '23', { unit: 'lives', keys: { employer: 'e2' } }),
      fact('score', '0.9', { unit: 'ratio', keys: { domain: 'a' } }),
      fact('score', '0.4', { unit: 'ratio', keys: { domain: 'c' } }),
      ...['a', 'b', 'c'].map((domain) => fact('weight', '0.3', { unit: 'ratio', keys: { domain } })),
    ];
    const settlement = settled(contract, facts);
    // (23.33 + 56.66) x 2 = 159.98; score (0.9 + 0.4) / 2 = 0.65; part 159.98 x 10 / 33 = 48.48.
    expect(settlement.lines[0]?.amount.toFixed(2)).toBe('152.47');
    expect(settlement.trace.nodes.find((node) => node.id === 'score')?.dropped).toEqual(['b']);
    expect(replayTrace(settlement.trace).findings).toEqual([]);
    expect(verifySettlement({ settlement, contract, facts }).findings).toEqual([]);
    const broken = {
      nodes: settlement.trace.nodes.map((node) =>
        node.table === undefined
          ? node
          : { ...node, table: { ...node.table, rows: node.table.rows.map((row) => row.map((cell) => cell.replace('156.66', '156.67'))) } },
      ),
    };
    expect(replayTrace(broken).findings.length).toBeGreaterThan(0);
  });

  test('twelve months, fifty members, thirty terms: dimension loops are tables, the trace stays below 3 MB', () => {
    const terms = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`t${i}`, t.sumOver(['member', 'month'], t.mul({ op: 'metric', id: 'claims' }, `0.${i + 1}`))]),
    );
    const contract = simpleContract(
      { ...terms, payable: t.round(t.add(...Object.keys(terms)), { to: 'cent', mode: 'half-up' }) },
      { dimensions: [{ id: 'member' }, { id: 'month' }], metrics: { claims: metric.money({ over: ['member', 'month'] }) } },
    );
    const facts = Array.from({ length: 600 }, (_, i) =>
      fact('claims', String(i + 0.25), { keys: { member: `m${i % 50}`, month: `2022-${String(Math.floor(i / 50) + 1).padStart(2, '0')}` } }),
    );
    const start = performance.now();
    const settlement = settled(contract, facts);
    console.log(
      `12 months x 50 members x 30 terms: ${(performance.now() - start).toFixed(0)} ms, ${settlement.trace.nodes.length} nodes, ${JSON.stringify(settlementJson(settlement)['trace']).length} bytes of trace`,
    );
    expect(settlement.trace.nodes.length).toBeLessThan(100);
    expect(JSON.stringify(settlementJson(settlement)['trace']).length).toBeLessThan(3_000_000);
    expect(replayTrace(settlement.trace).findings).toEqual([]);
  });
});
