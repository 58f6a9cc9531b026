import type { Contract } from './contract.js';
import type { Fact } from './fact.js';
import { settle } from './settle.js';
import type { Settlement } from './settlement.js';
import { settlementOf } from './settlement-of.js';

const YEAR = { from: '2026-01-01', to: '2026-12-31' } as const;

/**
 * The smallest complete contract: half of what an administrator saves is paid to it.
 *
 * @returns The contract, a new one each time.
 * @example
 * exampleContract().terms.map((term) => term.id); // => ['savings', 'payable']
 */
export function exampleContract(): Contract {
  return {
    schemaVersion: '1',
    id: 'example',
    version: '1.0.0',
    effective: YEAR,
    currency: 'USD',
    parties: [
      { id: 'coalition', role: 'payer' },
      { id: 'clinic', role: 'provider' },
    ],
    metrics: {
      benchmark: { unit: 'USD', label: 'Benchmark', onMissing: 'fail' },
      actual: { unit: 'USD', label: 'Actual spending', onMissing: 'fail', better: 'lower' },
    },
    terms: [
      {
        id: 'savings',
        label: 'Savings',
        expr: {
          op: 'sub',
          of: [
            { op: 'metric', id: 'benchmark' },
            { op: 'metric', id: 'actual' },
          ],
        },
      },
      {
        id: 'payable',
        label: 'Half of the savings',
        expr: {
          op: 'round',
          on: {
            op: 'mul',
            of: [
              { op: 'literal', value: '0.5' },
              {
                op: 'max',
                of: [
                  { op: 'ref', id: 'savings' },
                  { op: 'literal', value: '0' },
                ],
              },
            ],
          },
          to: 'cent',
          mode: 'half-up',
        },
      },
    ],
    settle: [{ id: 'share', line: 'payable', positive: { from: 'coalition', to: 'clinic' } }],
  };
}

/**
 * The facts of {@link exampleContract}.
 *
 * @returns A benchmark of 1,000,000 and spending of 940,000.50 dollars.
 * @example
 * exampleFacts().map((fact) => fact.value); // => ['1000000', '940000.50']
 */
export function exampleFacts(): readonly Fact[] {
  const common = { unit: 'USD', period: YEAR, knownOn: '2027-04-15', denominator: null } as const;
  return [
    { ...common, metric: 'benchmark', value: '1000000', source: 'Exhibit A' },
    { ...common, metric: 'actual', value: '940000.50', source: 'claims paid through 2027-03-31' },
  ];
}

/**
 * The final settlement of {@link exampleContract} on {@link exampleFacts}: 29,999.75 dollars.
 *
 * @returns The settlement.
 * @throws {@link CoalitionError} `contracts/not-settled` never, unless the example is broken.
 * @example
 * exampleSettlement().lines.map((line) => line.amount.toFixed(2)); // => ['29999.75']
 */
export function exampleSettlement(): Settlement {
  return settlementOf(settle({ contract: exampleContract(), facts: exampleFacts(), status: 'final', asOf: '2027-06-30' }));
}
