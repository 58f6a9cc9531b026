import { bundle } from '../../../src/contracts/builders/bundle.js';
import { defineContract } from '../../../src/contracts/define-contract.js';
import { FactIndex } from '../../../src/contracts/fact-index.js';
import { metric } from '../../../src/contracts/metric.js';
import { prepareContract } from '../../../src/contracts/prepare-contract.js';
import { compileDoubles } from '../../../src/contracts/simulate/compile-doubles.js';
import { term as t } from '../../../src/contracts/term-builder.js';
import { measured } from '../child.js';
import { digits } from '../trend.js';

const YEAR = { from: '2026-01-01', to: '2026-12-31' } as const;
const EPISODES = 300;

/** Episodes against a target of 97 % of 16,000 dollars each; spending of an episode is its cost by the scenario's trend, capped. */
function contract() {
  return defineContract({
    id: 'bench-bundle',
    version: '1.0.0',
    currency: 'USD',
    effective: YEAR,
    parties: [
      { id: 'payer', role: 'payer' },
      { id: 'provider', role: 'provider' },
    ],
    dimensions: [{ id: 'episode' }, { id: 'cell' }],
    metrics: {
      cost: metric.money({ over: ['episode'] }),
      price: metric.money({ per: 'episode', over: ['cell'] }),
      episodes: metric.count({ of: 'episodes', over: ['cell'] }),
      trend: metric.ratio(),
    },
    terms: {
      spending: t.sumOver('episode', t.min(t.mul({ op: 'metric', id: 'cost' }, { op: 'metric', id: 'trend' }), t.literal('25000', 'USD'))),
      ...bundle({
        over: 'cell',
        target: t.mul('0.97', { op: 'metric', id: 'price' }),
        episodes: { op: 'metric', id: 'episodes' },
        actual: 'spending',
        stopLoss: '0.2',
        stopGain: '0.2',
      }),
      payable: t.round('limited', { to: 'cent', mode: 'half-up' }),
    },
    settle: [{ id: 'line', line: 'payable', positive: { from: 'payer', to: 'provider' } }],
  });
}

const fact = (name: string, value: string, unit: string, keys: Readonly<Record<string, string>>) => ({
  metric: name,
  value,
  unit,
  period: YEAR,
  knownOn: '2027-04-01',
  denominator: null,
  source: 'bench',
  keys,
});
const facts = [
  fact('price', '16000', 'USD/episode', { cell: 'all' }),
  fact('episodes', String(EPISODES), 'episodes', { cell: 'all' }),
  ...Array.from({ length: EPISODES }, (_, i) => fact('cost', String(5000 + 1000 * ((7 * i) % 23) + i * 0.25), 'USD', { episode: `e${i}` })),
];

await measured({
  prepare: () => {
    const ready = prepareContract(contract());
    return compileDoubles({ ready, facts: new FactIndex(ready.contract, facts), metrics: ['trend'], line: 'payable' });
  },
  run: (payment, { lines }) => {
    let [total, paid] = [0, 0];
    for (let s = 0; s < lines; s += 1) {
      payment.set([0.8 + (((s * 7919) % 10007) / 10007) * 0.5]);
      const amount = payment.pay();
      total += amount;
      if (amount > 0) paid += 1;
    }
    return { result: `${digits(total)}, ${paid} gains` };
  },
});
