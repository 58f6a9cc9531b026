import { sharedSavings } from '../../src/contracts/builders/shared-savings.js';
import type { Contract } from '../../src/contracts/contract.js';
import { defineContract } from '../../src/contracts/define-contract.js';
import type { Expr } from '../../src/contracts/expression.js';
import { operandsOf } from '../../src/contracts/expression.js';
import { metric } from '../../src/contracts/metric.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { stream } from '../../src/stats/random.js';

const node = (id: string): { readonly op: 'metric'; readonly id: string } => ({ op: 'metric', id });
const [benchmark, actual, quality] = [node('benchmark'), node('actual'), node('quality')];

/** Shared savings with a minimum rate, a quality share, sequestration and a cap: at least twenty nodes. */
export function twentyNodes(): Contract {
  const terms = sharedSavings({
    benchmark,
    actual,
    minimumRate: '0.02',
    inclusive: true,
    mode: 'firstDollar',
    rate: t.mul('0.5', quality),
    sequestration: '0.02',
    cap: t.mul('0.1', benchmark),
    rounding: { to: 'cent', mode: 'half-up' },
  });
  const contract = defineContract({
    id: 'bench',
    version: '1.0.0',
    currency: 'USD',
    effective: { from: '2026-01-01', to: '2026-12-31' },
    parties: [
      { id: 'payer', role: 'payer' },
      { id: 'provider', role: 'provider' },
    ],
    metrics: { benchmark: metric.money(), actual: metric.money({ better: 'lower' }), quality: metric.ratio() },
    terms,
    settle: [{ id: 'line', line: 'payable', positive: { from: 'payer', to: 'provider' } }],
  });
  const nodes = contract.terms.reduce((sum, { expr }) => sum + nodesOf(expr), 0);
  if (nodes < 20) throw new Error(`The contract has ${nodes} nodes.`);
  return contract;
}

/** Nodes that compute something: figures of the text and references aren't counted. */
function nodesOf(expr: Expr): number {
  const inner = operandsOf(expr).reduce((sum, operand) => sum + nodesOf(operand.expr), 0);
  return inner + (expr.op === 'literal' || expr.op === 'ref' ? 0 : 1);
}

/** The same scenarios for every variant: whole cents of benchmark and actual, and a quality of three digits. */
export function scenarios(count: number): readonly (readonly [benchmark: string, actual: string, quality: string])[] {
  const random = stream(7, 0);
  const below = (n: number): number => Math.floor(random.uniform() * n);
  return Array.from({ length: count }, () => {
    const cents = 90_000_000_00 + below(20_000_000_00);
    const spent = 85_000_000_00 + below(20_000_000_00);
    return [(cents / 100).toFixed(2), (spent / 100).toFixed(2), (below(1001) / 1000).toFixed(3)] as const;
  });
}
