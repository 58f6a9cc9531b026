import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocateLine } from '../../src/contracts/allocate-line.js';
import type { AllocationPolicy } from '../../src/contracts/contract.js';
import { allocate } from '../../src/contracts/index.js';
import { metric } from '../../src/contracts/metric.js';
import { settle } from '../../src/contracts/settle.js';
import type { Settlement } from '../../src/contracts/settlement.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { Decimal } from '../../src/money/decimal.js';
import { fact, settled, simpleContract } from './kit.js';
import { randomCase } from './random-contract.js';

describe('a payment is divided over the employers to the cent', () => {
  test('the published cases of three money libraries come out fair', () => {
    const shares = (total: string, weights: readonly string[], scale: number): readonly string[] =>
      allocate({ total, weights, ids: weights.map((_, i) => `e${i}`), scale }).map((share) => share.amount.toFixed(scale));
    expect(shares('99.99', ['75', '25'], 2)).toEqual(['74.99', '25.00']);
    expect(shares('10.03', ['49', '51'], 2)).toEqual(['4.91', '5.12']);
    expect(shares('613', ['98', '92', '98', '123', '102', '92'], 0)).toEqual(['99', '93', '99', '125', '104', '93']);
  });

  const over = ['employer'];
  const byEmployer = (name: string, values: Readonly<Record<string, string>>, unit = 'USD') =>
    Object.entries(values).map(([employer, value]) => fact(name, value, { unit, keys: { employer } }));
  const own = t.sub({ op: 'metric', id: 'benchmark' }, { op: 'metric', id: 'actual' });
  const contract = (allocate: AllocationPolicy) =>
    simpleContract(
      { saved: t.sumOver('employer', own), payable: t.round(t.mul('0.5', 'saved'), { to: 'cent', mode: 'half-up' }) },
      {
        metrics: { benchmark: metric.money({ over }), actual: metric.money({ over }), memberMonths: metric.count({ of: 'memberMonths', over }) },
        allocate,
      },
    );
  const facts = [
    ...byEmployer('benchmark', { a: '1000', b: '1000', c: '1000.01' }),
    ...byEmployer('actual', { a: '900', b: '1050', c: '950' }),
    ...byEmployer('memberMonths', { a: '100', b: '200', c: '33' }, 'memberMonths'),
  ];
  const parts = (allocate: AllocationPolicy): readonly (string | undefined)[] =>
    settled(contract(allocate), facts).members.map((member) => member.amounts['line']?.toFixed(2));

  // Own savings 100, -50, 50.01; pooled 100.01, half of it 50.005, paid 50.01.
  test('pooled by member months: 50.01 x 100/333, 200/333, 33/333', () => {
    // 15.018, 30.036, 4.956: both cents that flooring leaves go to the largest fractions.
    expect(parts({ policy: 'pooled', by: 'memberMonths' })).toEqual(['15.02', '30.04', '4.95']);
    expect(parts({ policy: 'pooled', by: 'equal' })).toEqual(['16.67', '16.67', '16.67']);
  });
  test('no loser: 50.01 x 100/150.01, nothing, 50.01/150.01', () => {
    expect(parts({ policy: 'noLoser', own })).toEqual(['33.34', '0.00', '16.67']);
  });
  test('own experience: signed, the employer with a loss pays in', () => {
    expect(parts({ policy: 'ownExperience', own })).toEqual(['50.00', '-25.00', '25.01']);
  });
  test('credibility blend with full credibility at 100 member months: Z of c is the root of 0.33', () => {
    // Python decimal, 40 digits: c is worth 32.94607958..., all 82.94607958...; parts 60.29218, -30.14609, 19.86391.
    // The parts of b and c have the same fraction; the cent goes to the earlier id.
    expect(parts({ policy: 'credibilityBlend', own, memberMonths: 'memberMonths', fullCredibility: '100' })).toEqual(['60.29', '-30.14', '19.86']);
  });
  test('Shapley of an additive game is own experience', () => {
    expect(parts({ policy: 'shapley' })).toEqual(parts({ policy: 'ownExperience', own }));
  });
  test('Shapley on a fixed list of employers is Shapley on the same employers', () => {
    const fixed = { ...contract({ policy: 'shapley' }), dimensions: [{ id: 'employer', keys: ['a', 'b', 'c'] }] };
    expect(settled(fixed, facts).members.map((member) => member.amounts['line']?.toFixed(2))).toEqual(parts({ policy: 'shapley' }));
  });
  test('signed parts with equal fractions: the cent goes to the earlier id, whatever the size or order of the parts', () => {
    const of = (ids: readonly string[], values: readonly number[], amount: string) =>
      allocateLine({ kind: 'signed', ids, values: values.map((value) => new Decimal(value)), findings: [] }, new Decimal(amount)).map((part) =>
        part.toFixed(2),
      );
    // Exact parts of 1.00 by 100, 1, -98 of 3: 33.333..., 0.333..., -32.666...; all three fractions are a third of a cent.
    expect(of(['a', 'b', 'c'], [100, 1, -98], '1')).toEqual(['33.34', '0.33', '-32.67']);
    expect(of(['a', 'b', 'c'], [1, 100, -98], '1')).toEqual(['0.34', '33.33', '-32.67']);
    expect(of(['c', 'b', 'a'], [1, 1, 1], '1')).toEqual(['0.33', '0.33', '0.34']);
    expect(of(['a', 'b', 'c'], [-100, -1, 98], '-1')).toEqual(['-33.34', '-0.33', '32.67']);
  });
  test('savings that add up to zero are refused under signed policies', () => {
    expect(() =>
      allocateLine({ kind: 'signed', ids: ['a', 'b'], values: [new Decimal(5), new Decimal(-5)], findings: [] }, new Decimal('1')),
    ).toThrow(expect.objectContaining({ code: 'contracts/zero-weights' }));
    expect(() => allocateLine({ kind: 'weights', ids: ['a'], values: [new Decimal(0)], findings: [] }, new Decimal('1'))).toThrow(
      expect.objectContaining({ code: 'contracts/zero-weights' }),
    );
  });
  test('any signed values: parts add up, each within a cent of its exact share, and the negative is the mirror', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        (values, cents) => {
          const sum = values.reduce((a, b) => a + b, 0);
          fc.pre(sum !== 0);
          const amount = new Decimal(cents).div(100);
          const basis = {
            kind: 'signed' as const,
            ids: values.map((_, i) => `e${i}`),
            values: values.map((value) => new Decimal(value)),
            findings: [],
          };
          const got = allocateLine(basis, amount);
          expect(got.reduce((a, b) => a.plus(b), new Decimal(0)).eq(amount)).toBe(true);
          got.forEach((part, i) =>
            expect(
              part
                .minus(amount.times(values[i] ?? 0).div(sum))
                .abs()
                .lt('0.0100001'),
            ).toBe(true),
          );
          expect(allocateLine(basis, amount.negated()).map((part) => part.plus(0).toFixed())).toEqual(
            got.map((part) => part.negated().plus(0).toFixed()),
          );
        },
      ),
    );
  });
  test('splitting an employer in two with the same total leaves the pooled line as it is', () => {
    const split = facts.flatMap((each) =>
      each.keys?.['employer'] === 'a'
        ? ['a1', 'a2'].map((employer) => ({ ...each, value: new Decimal(each.value).div(2).toFixed(), keys: { employer } }))
        : [each],
    );
    const policy = { policy: 'pooled', by: 'memberMonths' } as const;
    expect(settled(contract(policy), split).lines[0]?.amount.toFixed()).toBe(settled(contract(policy), facts).lines[0]?.amount.toFixed());
  });
});

describe('interim, final and restated settlements net to what the last facts are worth', () => {
  const over = ['employer'];
  const contract = simpleContract(
    {
      payable: t.round(t.mul('0.5', t.sumOver('employer', t.sub({ op: 'metric', id: 'benchmark' }, { op: 'metric', id: 'actual' }))), {
        to: 'cent',
        mode: 'half-up',
      }),
    },
    { metrics: { benchmark: metric.money({ over }), actual: metric.money({ over }) }, allocate: { policy: 'pooled', by: 'benchmark' } },
  );
  const known = (actuals: readonly string[], knownOn: string) =>
    actuals.flatMap((value, i) => [
      fact('benchmark', String(1000 * (i + 1)), { keys: { employer: `e${i}` }, knownOn }),
      fact('actual', value, { keys: { employer: `e${i}` }, knownOn }),
    ]);
  const interim = settled(contract, known(['900', '1800.33'], '2022-09-01'), { status: 'interim', asOf: '2022-09-30' });
  test('the true-up on unchanged facts is zero for everybody', () => {
    const final = settled(contract, known(['900', '1800.33'], '2022-09-01'), { asOf: '2023-12-31', prior: [interim] });
    expect(final.lines[0]).toMatchObject({ amount: expect.anything() });
    expect(final.lines[0]?.amount.toFixed()).toBe('0');
    expect(final.members.map((member) => member.amounts['line']?.toFixed())).toEqual(['0', '0']);
  });
  test('interims and final add up to the final facts, line and employer; a restatement may turn the sign', () => {
    const final = settled(contract, known(['950', '1900.01'], '2023-05-01'), { prior: [interim] });
    expect(interim.lines[0]?.amount.plus(final.lines[0]?.amount ?? 0).toFixed()).toBe('75');
    const alone = settled(contract, known(['950', '1900.01'], '2023-05-01'));
    final.members.forEach((member, i) =>
      expect(member.amounts['line']?.plus(interim.members[i]?.amounts['line'] ?? 0).toFixed()).toBe(alone.members[i]?.amounts['line']?.toFixed()),
    );
    const restated = settled(contract, known(['1100', '2100'], '2024-01-01'), { status: 'restated', asOf: '2024-03-31', prior: [interim, final] });
    expect(restated.lines[0]?.cumulative.toFixed()).toBe('-100');
    expect(restated.lines[0]?.amount.toFixed()).toBe('-175');
  });
  test('any interims, final and restatements of any contract add up to what the last facts are worth, for every line and employer', () => {
    let chains = 0;
    for (let seed = 0; seed < 60; seed += 1) {
      const { contract: base, facts } = randomCase(seed, { exact: true, depth: 3 });
      const chosen = { ...base, allocate: { policy: 'pooled', by: seed % 2 === 0 ? 'memberMonths' : 'equal' } as const };
      const contract = JSON.parse(JSON.stringify(chosen).replaceAll('"mm"', '"memberMonths"'));
      const of = (draw: number) => facts(draw).map((each) => (each.metric === 'mm' ? { ...each, metric: 'memberMonths' } : each));
      const plan = [
        ...Array.from({ length: seed % 4 }, () => 'interim' as const),
        'final' as const,
        ...(seed % 3 === 0 ? (['restated', 'restated'] as const) : []),
      ];
      const chain: Settlement[] = [];
      for (const [draw, status] of plan.entries()) {
        const result = settle({ contract, facts: of(draw), status, asOf: `2024-0${draw + 1}-28`, prior: Array.from(chain) });
        if (result.kind === 'settled') chain.push(result.settlement);
        else break;
      }
      const last = chain[chain.length - 1];
      if (last === undefined || chain.length < plan.length) continue;
      chains += 1;
      const alone = settled(contract, of(plan.length - 1));
      const add = (amounts: readonly (Decimal | undefined)[]) =>
        amounts.reduce<Decimal>((sum, each) => sum.plus(each ?? 0), new Decimal(0)).toFixed();
      expect(add(chain.map((each) => each.lines[0]?.amount))).toBe(alone.lines[0]?.amount.toFixed());
      for (const [i, member] of alone.members.entries())
        expect(add(chain.map((each) => each.members[i]?.amounts['line']))).toBe(member.amounts['line']?.plus(0).toFixed());
      for (const each of chain) expect(add(each.members.map((member) => member.amounts['line']))).toBe(each.lines[0]?.amount.plus(0).toFixed());
    }
    expect(chains).toBeGreaterThan(40);
  }, 30_000);
  test('employers split, shuffled or joined by an idle one change no pooled line; parts of the halves add up to within a cent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        (cents, months) => {
          const byEmployer = (rows: readonly (readonly [string, number, number])[]) =>
            rows.flatMap(([employer, actual, mm]) => [
              fact('benchmark', '10000', { keys: { employer } }),
              fact('actual', new Decimal(actual).div(100).toFixed(), { keys: { employer } }),
              fact('memberMonths', String(mm), { unit: 'memberMonths', keys: { employer } }),
            ]);
          const pool = simpleContract(
            {
              payable: t.round(t.mul('0.37', t.sub(t.literal('50000', 'USD'), t.sumOver('employer', { op: 'metric', id: 'actual' }))), {
                to: 'cent',
                mode: 'half-up',
              }),
            },
            {
              metrics: {
                benchmark: metric.money({ over }),
                actual: metric.money({ over }),
                memberMonths: metric.count({ of: 'memberMonths', over }),
              },
              allocate: { policy: 'pooled', by: 'memberMonths' },
            },
          );
          const rows = cents.map((each, i) => [`e${i}`, 2 * each, 2 * months * (i + 1)] as const);
          const whole = settled(pool, byEmployer(rows));
          const halves = settled(
            pool,
            byEmployer(rows.flatMap(([id, actual, mm]) => [[`${id}a`, actual / 2, mm / 2] as const, [`${id}b`, actual / 2, mm / 2] as const])),
          );
          const idle = settled(pool, byEmployer([...rows, ['zz', 0, 0]]));
          expect(halves.lines[0]?.amount.toFixed()).toBe(whole.lines[0]?.amount.toFixed());
          expect(idle.lines[0]?.amount.toFixed()).toBe(whole.lines[0]?.amount.toFixed());
          expect(idle.members.slice(0, -1).map((each) => each.amounts['line']?.toFixed())).toEqual(
            whole.members.map((each) => each.amounts['line']?.toFixed()),
          );
          expect(settled(pool, Array.from(byEmployer(rows)).reverse()).hash).toBe(whole.hash);
          whole.members.forEach((member, i) => {
            const both = [0, 1].reduce((sum, k) => sum.plus(halves.members[2 * i + k]?.amounts['line'] ?? 0), new Decimal(0));
            expect(
              both
                .minus(member.amounts['line'] ?? 0)
                .abs()
                .lte('0.02'),
            ).toBe(true);
          });
        },
      ),
      { numRuns: 40 },
    );
  }, 30_000);
  test('a settlement of another contract, a second final one and anything after closing are refused', () => {
    const facts = known(['950', '1900'], '2023-05-01');
    const final = settled(contract, facts);
    expect(() => settled({ ...contract, version: '2' }, facts, { prior: [interim] })).toThrow(
      expect.objectContaining({ code: 'contracts/prior-mismatch' }),
    );
    expect(settled({ ...contract, version: '2', supersedes: interim.contractHash }, facts, { prior: [interim] }).prior).toEqual([interim.hash]);
    expect(() => settled(contract, facts, { prior: [final] })).toThrow(expect.objectContaining({ code: 'contracts/life-cycle' }));
    expect(() => settled(contract, facts, { status: 'restated', prior: [{ ...final, status: 'closed' }] })).toThrow(
      expect.objectContaining({ code: 'contracts/life-cycle' }),
    );
    expect(() => settled(contract, facts, { status: 'restated', prior: [interim] })).toThrow(
      expect.objectContaining({ code: 'contracts/life-cycle' }),
    );
  });
});
