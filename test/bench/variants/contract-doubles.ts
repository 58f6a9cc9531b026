import { FactIndex } from '../../../src/contracts/fact-index.js';
import { prepareContract } from '../../../src/contracts/prepare-contract.js';
import { compileDoubles } from '../../../src/contracts/simulate/compile-doubles.js';
import { simulate } from '../../../src/contracts/simulate/simulate.js';
import { measured } from '../child.js';
import { scenarios, twentyNodes } from '../twenty-nodes.js';

const METRICS = ['benchmark', 'actual', 'quality'];

/** How many runs a second the public function makes, draws included. Unit: runs a second. */
function simulationSpeed(runs: number): number {
  const before = performance.now();
  simulate({
    contract: twentyNodes(),
    facts: [],
    model: {
      benchmark: { kind: 'uniform', low: 90_000_000, high: 110_000_000 },
      actual: { kind: 'uniform', low: 85_000_000, high: 105_000_000 },
      quality: { kind: 'uniform', low: 0, high: 1 },
    },
    runs,
    seed: 7,
  });
  return Math.round(runs / ((performance.now() - before) / 1000));
}

await measured({
  prepare: ({ lines }) => ({ draws: scenarios(lines).map((each) => Float64Array.from(each, Number)), speed: simulationSpeed(1_000_000) }),
  run: ({ draws, speed }) => {
    const ready = prepareContract(twentyNodes());
    const payment = compileDoubles({ ready, facts: new FactIndex(ready.contract, []), metrics: METRICS, line: 'payable' });
    let cents = 0;
    for (const draw of draws) {
      payment.set(draw);
      cents += Math.round(payment.pay() * 100);
    }
    return { result: `${cents} cents`, notes: { 'simulate, evaluations/s': speed } };
  },
});
