import { completeClaims } from '../../../examples/coalition-year/complete-claims.js';
import { countCoverage } from '../../../examples/coalition-year/count-coverage.js';
import type { Frame } from '../../../examples/coalition-year/frame.js';
import { netClaims } from '../../../examples/coalition-year/net-claims.js';
import { batchOf } from '../../../src/claims/batch-from-records.js';
import { inferAdjustmentStyle } from '../../../src/claims/ledger/infer-style.js';
import { generateCoalition } from '../../../src/synthetic/generate-coalition.js';

/**
 * How often does the 80 % interval of the completed estimate hold the true ultimate? One line a seed, then the share.
 * `node test/kit/run-ts.mjs test/examples/scripts/interval-coverage.ts [FIRST [COUNT]]`
 */
const [first = 1, count = 100] = process.argv.slice(2).map(Number);

const frame: Frame = {
  asOf: '2025-12-31',
  paidThrough: '2025-12-31',
  history: ['2023-01', '2025-12'],
  year: ['2025-01', '2025-12'],
  yearBefore: ['2024-01', '2024-12'],
  baseYear: ['2023-01', '2023-12'],
};

let [inside, known, errors] = [0, 0, 0];
for (let seed = first; seed < first + count; seed += 1) {
  const { coalition, truth } = generateCoalition({ seed });
  const batches = {
    medical: batchOf({ table: 'medical' }, coalition.medical),
    pharmacy: batchOf({ table: 'pharmacy' }, []),
    eligibility: batchOf({ table: 'eligibility' }, coalition.eligibility),
    nonClaims: batchOf({ table: 'nonClaims' }, []),
  } as const;
  const { medical } = netClaims(batches, {
    styles: { medical: inferAdjustmentStyle(batches.medical), pharmacy: [] },
    paidThrough: frame.paidThrough,
  });
  const { ibnr } = completeClaims({ netted: medical, frame, basis: 'paid', memberMonths: countCoverage(batches.eligibility, frame).byMonth });
  const ultimate = truth.months.filter(({ table }) => table === 'medical').reduce((sum, { ultimatePaid }) => sum + ultimatePaid, 0) / 100;
  const paid = ibnr.total.paid.toNumber();
  const { interval } = ibnr.total;
  const [low, high] = interval?.kind === 'interval' ? [interval.low, interval.high] : [null, null];
  const estimate = ibnr.total.ultimate?.toNumber() ?? Number.NaN;
  const holds = low !== null && high !== null && ultimate >= paid + low && ultimate <= paid + high;
  known += low === null ? 0 : 1;
  inside += holds ? 1 : 0;
  errors += Math.abs(estimate - ultimate) / (ultimate - paid);
  console.log(
    `seed ${seed}: not paid yet ${(estimate - paid).toFixed(0)}, truth ${(ultimate - paid).toFixed(0)}, interval ${low?.toFixed(0) ?? 'none'} to ${high?.toFixed(0) ?? 'none'}, ${holds ? 'inside' : 'outside'}`,
  );
}
console.log(
  `${inside} of ${known} intervals hold the truth: ${((inside / known) * 100).toFixed(1)} %; mean absolute error of what is not paid yet ${((errors / count) * 100).toFixed(1)} %`,
);
if (inside / known < 0.75 || inside / known > 0.85) process.exitCode = 1;
