import { simulate } from '../../../src/contracts/simulate/simulate.js';
import { bundleContract, EPISODES, pool } from '../bundle-scenarios.js';
import { measured } from '../child.js';

await measured({
  prepare: () => pool(),
  run: ({ cost, follow, price, flag }, { lines, args }) => {
    const dollars = (cents: Float64Array): readonly number[] => Array.from(cents, (each) => each / 100);
    const { mean, standardError } = simulate({
      contract: bundleContract(),
      facts: [],
      items: {
        episode: {
          count: EPISODES,
          resample: { cost: dollars(cost), follow: dollars(follow), price: dollars(price), flag: Array.from(flag) },
          shock: { metrics: ['cost'], sd: 0.05 },
        },
      },
      runs: lines,
      seed: 7,
    });
    const near = Math.abs((mean ?? 0) - Number(args['mean'])) < 4 * (standardError ?? 0);
    return { result: near ? 'the mean that is expected' : `a mean of ${mean?.toFixed(2)} with an error of ${standardError?.toFixed(2)}` };
  },
});
