// How much memory a simulation takes: `node --expose-gc test/kit/run-ts.mjs test/contracts/scripts/simulate-memory.ts`.
// Heap and array buffers after garbage collection, before and after so many runs, and the most that was seen in between.
import { simulatePart } from '../../../src/contracts/simulate/simulate.js';
import { twentyNodes } from '../../bench/twenty-nodes.js';

const collect = (): void => globalThis.gc?.();
const held = (): number => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};
const model = {
  benchmark: { kind: 'uniform', low: 90_000_000, high: 110_000_000 },
  actual: { kind: 'uniform', low: 85_000_000, high: 105_000_000 },
  quality: { kind: 'uniform', low: 0, high: 1 },
} as const;
const run = (runs: number) => simulatePart({ contract: twentyNodes(), facts: [], model, runs, seed: 7, part: 0, parts: 1 });

run(1_000);
for (const runs of [10_000, 100_000, 1_000_000, 10_000_000]) {
  collect();
  const before = held();
  const part = run(runs);
  collect();
  const bytes = part.spread.values.byteLength + part.spread.cells.byteLength;
  console.log(
    `${runs.toLocaleString('en-US').padStart(10)} runs: ${before.toFixed(1)} MB before, ${held().toFixed(1)} MB after with the part kept` +
      ` (${(bytes / 1e6).toFixed(2)} MB of quantiles, ${part.moments.stretches.length} stretches of blocks); peak of the process ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  );
}
