import { Evaluation } from '../../../src/contracts/evaluate.js';
import type { Fact } from '../../../src/contracts/fact.js';
import { FactIndex } from '../../../src/contracts/fact-index.js';
import { prepareContract } from '../../../src/contracts/prepare-contract.js';
import { centsOf } from '../../../src/money/cents.js';
import { usd } from '../../../src/money/usd.js';
import { measured } from '../child.js';
import { scenarios, twentyNodes } from '../twenty-nodes.js';

const YEAR = { from: '2026-01-01', to: '2026-12-31' } as const;

function fact(metric: string, value: string, unit: string): Fact {
  return { metric, value, unit, period: YEAR, knownOn: '2027-04-01', denominator: null, source: 'bench' };
}

await measured({
  prepare: ({ lines }) => scenarios(lines),
  run: (given) => {
    const ready = prepareContract(twentyNodes());
    let cents = 0;
    for (const [benchmark, actual, quality] of given) {
      const facts = [fact('benchmark', benchmark, 'USD'), fact('actual', actual, 'USD'), fact('quality', quality, 'ratio')];
      const { contract, order, units, day } = ready;
      const outcome = new Evaluation({ contract, order, units, facts: new FactIndex(contract, facts), day, record: false })
        .run()
        .outcomes.get('payable');
      if (outcome?.kind !== 'value' || typeof outcome.value === 'boolean') throw new Error('a scenario was not settled');
      cents += centsOf(usd(outcome.value.toFixed()), 'half-even');
    }
    return { result: `${cents} cents` };
  },
});
