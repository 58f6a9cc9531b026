import type { Job } from '../job.js';

export const contractInDoubles: Job = {
  id: 'contract',
  title: 'scenarios of a contract of twenty nodes: doubles of the simulation beside exact arithmetic',
  boundary: 'in memory',
  goal: { words: 'simulate at 300,000 evaluations a second or more (noted; draws included), and the exact sum of cents' },
  lines: 20_000,
  variants: [
    { name: 'simulate (doubles)', ours: true, file: 'contract-doubles' },
    { name: 'exact evaluation', ours: false, file: 'contract-exact' },
  ],
};

export const settlementScenarios: Job = {
  id: 'J7-settlement',
  title: 'scenarios of a bundle of 300 episodes, each capped, with stop-loss and stop-gain',
  boundary: 'in memory',
  goal: { words: 'at most 0.25 of the CPU time of numpy', ratio: 0.25 },
  lines: 10_000,
  variants: [
    { name: 'simulate (doubles)', ours: true, file: 'settlement-ours' },
    { name: 'numpy', ours: false, file: 'settlement-numpy' },
  ],
};
