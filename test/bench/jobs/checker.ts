import type { Job } from '../job.js';

export const checker: Job = {
  id: 'checker',
  title: 'compiled checker of medical claim lines, 400 passes over rows that fit the cache of a core, as those of a stream do',
  boundary: 'in memory',
  goal: { words: 'at least 8 times as fast as the zod parse of the same rows', ratio: 0.125 },
  lines: 1_000,
  variants: [
    { name: 'compileChecker', ours: true, file: 'checker-ours' },
    { name: 'zod safeParse', ours: false, file: 'checker-zod' },
  ],
};
