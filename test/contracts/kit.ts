import { expect } from 'vitest';
import type { Contract } from '../../src/contracts/contract.js';
import { type ContractInput, defineContract, type Terms } from '../../src/contracts/define-contract.js';
import type { Fact } from '../../src/contracts/fact.js';
import { metric } from '../../src/contracts/metric.js';
import { type SettleInput, settle } from '../../src/contracts/settle.js';
import type { Settlement } from '../../src/contracts/settlement.js';
import { settlementOf } from '../../src/contracts/settlement-of.js';

export const YEAR = { from: '2022-01-01', to: '2022-12-31' } as const;

/** A fact of the year, known in the next spring. */
export function fact(name: string, value: string, o: Partial<Fact> = {}): Fact {
  return { metric: name, value, unit: 'USD', period: YEAR, knownOn: '2023-05-01', denominator: null, source: 'test', ...o };
}

/** A contract between a payer and a provider with a benchmark and an actual, which pays the term `payable`. */
export function simpleContract(terms: Terms, o: Partial<ContractInput<string, string>> = {}): Contract {
  return defineContract({
    id: 'test',
    version: '1.0.0',
    currency: 'USD',
    effective: YEAR,
    parties: [
      { id: 'payer', role: 'payer' },
      { id: 'provider', role: 'provider' },
    ],
    metrics: { benchmark: metric.money(), actual: metric.money({ better: 'lower' }) },
    terms,
    settle: [{ id: 'line', line: 'payable', positive: { from: 'payer', to: 'provider' } }],
    ...o,
  });
}

/** Settles as final, or fails the test. */
export function settled(contract: SettleInput['contract'], facts: readonly Fact[], o: Partial<SettleInput> = {}): Settlement {
  return settlementOf(settle({ contract, facts, status: 'final', asOf: '2023-12-31', ...o }));
}

/** The codes that block a settlement. */
export function blockedBy(contract: SettleInput['contract'], facts: readonly Fact[], o: Partial<SettleInput> = {}): readonly string[] {
  const result = settle({ contract, facts, status: 'final', asOf: '2023-12-31', ...o });
  expect(result.kind).toBe('blocked');
  return result.findings.filter((finding) => finding.severity === 'block').map((finding) => finding.code);
}

/** The value of a node of the trace. */
export function nodeOf(settlement: Settlement, id: string): string | undefined {
  return settlement.trace.nodes.find((node) => node.id === id)?.result;
}
