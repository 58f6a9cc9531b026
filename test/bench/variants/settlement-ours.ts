import { FactIndex } from '../../../src/contracts/fact-index.js';
import { prepareContract } from '../../../src/contracts/prepare-contract.js';
import type { Column, Picked } from '../../../src/contracts/simulate/columns.js';
import { compileDoubles } from '../../../src/contracts/simulate/compile-doubles.js';
import { bundleContract, EPISODES, given, pool, shocked, told } from '../bundle-scenarios.js';
import { measured } from '../child.js';

await measured({
  prepare: ({ lines }) => ({ ...given(lines), episodes: pool(), ready: prepareContract(bundleContract()) }),
  run: ({ picked, shock, episodes, ready }, { lines, args }) => {
    const drawn = new Int32Array(EPISODES);
    const costs = new Float64Array(EPISODES);
    const picks = (values: Float64Array, places: number) => ({ kind: 'picked', places, values, picked: drawn }) as const;
    const columns = new Map<string, Column | Picked>([
      ['cost', { kind: 'column', places: 2, of: costs }],
      ['follow', picks(episodes.follow, 2)],
      ['price', picks(episodes.price, 2)],
      ['flag', picks(episodes.flag, 0)],
    ]);
    const payment = compileDoubles({
      ready,
      facts: new FactIndex(ready.contract, []),
      metrics: [],
      items: new Map([['episode', { most: EPISODES, turns: { count: EPISODES }, columns }]]),
      line: 'payable',
      exact: args['arithmetic'] === 'decimal',
    });
    const cents = new Float64Array(lines);
    for (let s = 0; s < lines; s += 1) {
      drawn.set(picked.subarray(s * EPISODES, (s + 1) * EPISODES));
      shocked(costs, { values: episodes.cost, picked: drawn, shock: shock[s] ?? 1 });
      cents[s] = Math.round(payment.pay() * 100);
    }
    return { result: told(cents) };
  },
});
