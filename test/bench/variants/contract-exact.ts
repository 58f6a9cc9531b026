import { Evaluation } from '../../../src/contracts/evaluate.js';
import type { Fact } from '../../../src/contracts/fact.js';
import { FactIndex } from '../../../src/contracts/fact-index.js';
import { prepareContract } from '../../../src/contracts/prepare-contract.js';
import { settle } from '../../../src/contracts/settle.js';
import { settlementOf } from '../../../src/contracts/settlement-of.js';
import { centsOf } from '../../../src/money/cents.js';
import { usd } from '../../../src/money/usd.js';
import { measured } from '../child.js';
import { scenarios, twentyNodes } from '../twenty-nodes.js';

const YEAR = { from: '2026-01-01', to: '2026-12-31' } as const;

function fact(metric: string, value: string, unit: string): Fact {
  return { metric, value, unit, period: YEAR, knownOn: '2027-04-01', denominator: null, source: 'bench' };
}

const factsOf = ([benchmark, actual, quality]: ReturnType<typeof scenarios>[number]): readonly Fact[] => [
  fact('benchmark', benchmark, 'USD'),
  fact('actual', actual, 'USD'),
  fact('quality', quality, 'ratio'),
];

/** How many whole settlements a second `settle` makes, with trace and hashes. Unit: settlements a second. */
function settleSpeed(given: ReturnType<typeof scenarios>): number {
  const ready = prepareContract(twentyNodes());
  const before = performance.now();
  for (const each of given) settlementOf(settle({ contract: ready, facts: factsOf(each), status: 'final', asOf: '2027-12-31' }));
  return Math.round(given.length / ((performance.now() - before) / 1000));
}

await measured({
  prepare: ({ lines }) => ({ given: scenarios(lines), speed: settleSpeed(scenarios(2000)) }),
  run: ({ given, speed }) => {
    const ready = prepareContract(twentyNodes());
    let cents = 0;
    for (const each of given) {
      const facts = factsOf(each);
      const { contract, order, units, day } = ready;
      const outcome = new Evaluation({ contract, order, units, facts: new FactIndex(contract, facts), day, record: false })
        .run()
        .outcomes.get('payable');
      if (outcome?.kind !== 'value' || typeof outcome.value === 'boolean') throw new Error('a scenario was not settled');
      cents += centsOf(usd(outcome.value.toFixed()), 'half-even');
    }
    return { result: `${cents} cents`, notes: { 'settle with trace, settlements/s': speed } };
  },
});
