import { defineContract } from '../../../src/contracts/define-contract.js';
import { metric } from '../../../src/contracts/metric.js';
import { settle } from '../../../src/contracts/settle.js';
import { term as t } from '../../../src/contracts/term-builder.js';

// Twelve months, fifty members, thirty terms that each run over all of them: 18,000 turns, settled with the whole trace.
const YEAR = { from: '2022-01-01', to: '2022-12-31' } as const;
const sums = Object.fromEntries(
  Array.from({ length: 30 }, (_, i) => [`t${i}`, t.sumOver(['member', 'month'], t.mul({ op: 'metric', id: 'claims' }, `0.${i + 1}`))]),
);
const contract = defineContract({
  id: 'loops',
  version: '1.0.0',
  currency: 'USD',
  effective: YEAR,
  parties: [
    { id: 'payer', role: 'payer' },
    { id: 'provider', role: 'provider' },
  ],
  dimensions: [{ id: 'member' }, { id: 'month' }],
  metrics: { claims: metric.money({ over: ['member', 'month'] }) },
  terms: { ...sums, payable: t.round(t.add(...Object.keys(sums)), { to: 'cent', mode: 'half-up' }) },
  settle: [{ id: 'line', line: 'payable', positive: { from: 'payer', to: 'provider' } }],
});
const facts = Array.from({ length: 600 }, (_, i) => ({
  metric: 'claims',
  value: String(i + 0.25),
  unit: 'USD',
  period: YEAR,
  knownOn: '2023-05-01',
  denominator: null,
  source: 'made for this script',
  keys: { member: `m${i % 50}`, month: `2022-${String(Math.floor(i / 50) + 1).padStart(2, '0')}` },
}));
const times: number[] = [];
let bytes = 0;
for (let i = 0; i < 40; i += 1) {
  const start = performance.now();
  const result = settle({ contract, facts, status: 'final', asOf: '2023-12-31' });
  times.push(performance.now() - start);
  if (result.kind === 'settled') bytes = JSON.stringify(result.settlement.trace).length;
}
times.sort((a, b) => a - b);
console.log(
  `12 months x 50 members x 30 terms: best ${times[0]?.toFixed(0)} ms, median ${times[20]?.toFixed(0)} ms; trace ${(bytes / 1e6).toFixed(2)} MB`,
);
