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

/**
 * What "10,000 scenarios x 300 episodes" is here. A scenario redraws the 300 episodes of a bundle out of the episodes of earlier
 * years, moves their costs by the year's shock, and settles: each cost in whole cents and up to a cap, half of the care after a
 * complication, prices, complications, then threshold, stop-loss and stop-gain, quality, share, cents with ties to even; at last
 * the spread over scenarios. That is the least in which nothing can be worked out once for all scenarios: with the same episodes in
 * each scenario, or no shock, both sides could settle a pool and not the scenarios.
 *
 * Equal work: both sides are handed the same draws (which episodes, which shock; outside the clock, since numpy has no
 * xoshiro128**), both gather four figures of every drawn episode, and both end with every scenario's whole cents, which are compared
 * one by one through a weighted sum. numpy is there twice: one expression a step over the whole matrix, as an analyst writes it,
 * and by blocks that stay in the cache with buffers that are made once; the ratio is to the better of them.
 *
 * The goal is missed, and why: numpy's blocks take 2.3 ns for each of the 12 million gathered figures and little else, the whole
 * matrix about twice that, most of it for the pages of its intermediate results. Here a run in a fresh process spends some 40 ms on
 * compiling JavaScript, whatever the size, and then about 9 ns an episode: a load, a product, a rounding and a store for the moved
 * cost, and a load of the pool for each of four sums. A fourth of numpy would leave 2.3 ns for all of that, which needs vector
 * instructions that JavaScript hasn't.
 */
export const settlementScenarios: Job = {
  id: 'J7-settlement',
  title: 'scenarios of a bundle of 300 redrawn episodes: cap, warranty, threshold, stop-loss, quality, share, cents',
  boundary: 'in memory',
  goal: { words: 'at most 0.25 of the CPU time of numpy', ratio: 0.25 },
  lines: 10_000,
  variants: [
    { name: 'compiled contract', ours: true, file: 'settlement-ours' },
    { name: 'numpy, whole matrix', ours: false, file: 'settlement-numpy', args: { how: 'natural' } },
    { name: 'numpy, by blocks', ours: false, file: 'settlement-numpy', args: { how: 'blocked' } },
  ],
};

/** The same with each side's own draws inside the clock. The expected mean is numpy's over 1,000,000 scenarios of another seed. */
export const settlementDrawn: Job = {
  id: 'J7-drawn',
  title: 'the same scenarios, drawn by each side itself: simulate with items beside numpy',
  boundary: 'in memory',
  goal: { words: 'noted: draws, settlements and quantiles' },
  lines: 10_000,
  variants: [
    { name: 'simulate', ours: true, file: 'settlement-drawn', args: { mean: 28_309.35 } },
    { name: 'numpy, whole matrix', ours: false, file: 'settlement-numpy', args: { how: 'drawn', mean: 28_309.35 } },
  ],
};

/** From the sums of whole cents on in decimals: what exactness at the edge costs. The integer path is the peer. */
export const settlementEdge: Job = {
  id: 'J7-edge',
  title: 'the same scenarios, every amount outside the sums in decimals, beside doubles',
  boundary: 'in memory',
  goal: { words: 'at most 6 times the integer path, and the same cents', ratio: 6 },
  lines: 10_000,
  variants: [
    { name: 'decimal edge', ours: true, file: 'settlement-ours', args: { arithmetic: 'decimal' } },
    { name: 'integer path', ours: false, file: 'settlement-ours', args: { arithmetic: 'integer' } },
  ],
};
