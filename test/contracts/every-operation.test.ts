import { describe, expect, test } from 'vitest';
import { paymentOn } from '../../src/contracts/curve/incentives.js';
import { paymentCurve } from '../../src/contracts/curve/payment-curve.js';
import { Evaluation } from '../../src/contracts/evaluate.js';
import { OPERATIONS } from '../../src/contracts/expression.js';
import { FactIndex } from '../../src/contracts/fact-index.js';
import { prepareContract } from '../../src/contracts/prepare-contract.js';
import { replayTrace } from '../../src/contracts/replay-trace.js';
import { settle } from '../../src/contracts/settle.js';
import { compileDoubles } from '../../src/contracts/simulate/compile-doubles.js';
import { verifySettlement } from '../../src/contracts/verify-settlement.js';
import { Decimal } from '../../src/money/decimal.js';
import { fact } from './kit.js';
import { operationsIn, randomCase } from './random-contract.js';

const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, seed) => seed);
const FINAL = { status: 'final', asOf: '2023-12-31' } as const;

describe('random contracts that use every operation of the algebra', () => {
  test('doubles equal exact arithmetic within 1e-9 of the largest figure, on 10,000 contracts and facts', () => {
    const used = new Map<string, number>();
    const seen = { compared: 0, blocked: 0 };
    for (const seed of seeds(1000)) {
      const { contract, free, facts } = randomCase(seed);
      for (const op of operationsIn(contract.terms)) used.set(op, (used.get(op) ?? 0) + 1);
      const ready = prepareContract(contract);
      const payment = compileDoubles({
        ready,
        facts: new FactIndex(
          contract,
          facts(0).filter((each) => !free.includes(each.metric)),
        ),
        metrics: free,
        line: 'payable',
      });
      for (let draw = 0; draw < 10; draw += 1) {
        const known = facts(draw);
        payment.set(free.map((id) => Number(known.find((each) => each.metric === id)?.value)));
        const doubles = payment.pay();
        const { contract: exactly, order, units, day } = ready;
        const evaluation = new Evaluation({ contract: exactly, order, units, facts: new FactIndex(exactly, known), day, record: true }).run();
        const exact = evaluation.outcomes.get('payable');
        if (exact?.kind !== 'value' || typeof exact.value === 'boolean') {
          seen.blocked += 1;
          expect(doubles, `seed ${seed}, draw ${draw} can't be settled`).toBeNaN();
          continue;
        }
        seen.compared += 1;
        const figures = Array.from(evaluation.nodes.values(), (node) => Math.abs(Number(node.result))).filter(Number.isFinite);
        const gap = Math.abs(doubles - exact.value.toNumber());
        expect(gap <= 1e-9 * Math.max(1, ...figures), `seed ${seed}, draw ${draw}: ${doubles} against ${exact.value.toFixed()}`).toBe(true);
      }
    }
    console.log(`${seen.compared} compared, ${seen.blocked} blocked on both sides`);
    expect(seen.compared + seen.blocked).toBe(10_000);
    expect(seen.blocked).toBeLessThan(1_500);
    // Cents of an allocation don't divide in doubles: simulate refuses it by name.
    for (const op of OPERATIONS.filter((each) => each !== 'allocate')) expect(used.get(op) ?? 0, op).toBeGreaterThan(50);
  }, 120_000);

  test('every node replays, every settlement verifies, and settling again gives the same hash', () => {
    const used = new Set<string>();
    let settled = 0;
    for (const seed of seeds(250)) {
      const { contract, facts } = randomCase(seed, { exact: true });
      for (const op of operationsIn(contract.terms)) used.add(op);
      const known = facts(seed);
      const result = settle({ contract, facts: known, ...FINAL });
      if (result.kind === 'blocked') {
        expect(result.findings.some((finding) => finding.severity === 'block')).toBe(true);
        continue;
      }
      settled += 1;
      const { settlement } = result;
      expect(replayTrace(settlement.trace).findings, `seed ${seed}`).toEqual([]);
      expect(verifySettlement({ settlement, contract, facts: known }).findings, `seed ${seed}`).toEqual([]);
      const again = settle({ contract: JSON.parse(JSON.stringify(contract)), facts: Array.from(known).reverse(), ...FINAL });
      expect(again.kind === 'settled' && again.settlement.hash).toBe(settlement.hash);
      for (const text of JSON.stringify(settlement.trace).match(/NaN|Infinity/g) ?? []) expect(text).toBe('');
    }
    expect(settled).toBeGreaterThan(200);
    expect(Array.from(used).sort()).toEqual(Array.from(OPERATIONS).sort());
  }, 120_000);

  test('what the curve says is what settle pays, at its kinks and cliffs and between them', () => {
    let points = 0;
    for (const seed of seeds(150)) {
      const { contract, facts } = randomCase(seed, { depth: 3 });
      const known = facts(1).filter((each) => each.metric !== 'actual');
      // Rounding inside is left out of the curve; such contracts are drawn without it.
      if (operationsIn(contract.terms).filter((op) => op === 'round').length > 1) continue;
      const curve = paymentCurve({ contract, facts: known, metric: 'actual', domain: ['-500', '3000'] });
      if (!curve.exact) continue;
      const short = [...curve.kinks, ...curve.cliffs.map((cliff) => cliff.at)].filter((at) => at.length < 12).slice(0, 6);
      for (const x of ['-500', '-0.01', '0', '777.77', '3000', ...short]) {
        const result = settle({
          contract,
          facts: [...known, fact('actual', x)],
          ...FINAL,
        });
        const on = paymentOn(curve, x);
        points += 1;
        if (result.kind === 'blocked') {
          expect(on, `seed ${seed} at ${x}`).toBeNull();
          continue;
        }
        const paid = result.settlement.lines[0]?.amount ?? new Decimal('NaN');
        expect(
          paid
            .minus(on ?? 'NaN')
            .abs()
            .lte('0.005000001'),
          `seed ${seed} at ${x}: ${paid.toFixed()} settled, ${on ?? 'nothing'} on the curve`,
        ).toBe(true);
      }
    }
    expect(points).toBeGreaterThan(300);
  }, 120_000);
});
