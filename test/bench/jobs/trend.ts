import type { Job, Variant } from '../job.js';

const chainladder = (job: string): Variant => ({ name: 'chainladder-python', ours: false, file: 'trend-chainladder', args: { job } });

/** Speed targets of the trend area beside chainladder-python, which runs where a Python has it. */
export const trendJobs: readonly Job[] = [
  {
    id: 'trend-mack',
    title: "Mack's chain ladder of 1,000 triangles, 10 x 10, after a first pass; the peer takes them as one batch",
    boundary: 'in memory',
    goal: { words: 'at most 20 ms', seconds: 0.02 },
    lines: 1000,
    variants: [{ name: 'mackFigures', ours: true, file: 'mack1000-ours' }, chainladder('mack1000')],
  },
  {
    id: 'trend-mack60',
    title: "Mack's chain ladder of a triangle of 60 x 60, many times after the first",
    boundary: 'in memory',
    goal: { words: 'at most 2 ms each, 40 ms for 20', seconds: 0.04 },
    lines: 20,
    variants: [{ name: 'mackFigures', ours: true, file: 'mack60-ours' }, chainladder('mack60')],
  },
  {
    id: 'trend-ladder',
    title: 'chain ladder, 10 x 10, many times after the first',
    boundary: 'in memory',
    goal: { words: 'at most 5 microseconds each, 50 ms for 10,000', seconds: 0.05 },
    lines: 10_000,
    variants: [
      { name: 'chainLadder', ours: true, file: 'ladder-ours' },
      { ...chainladder('ladder'), most: 100 },
    ],
  },
  {
    id: 'trend-bootstrap',
    title: 'over-dispersed Poisson bootstrap with process error, 10 x 10, 10,000 simulations, cold',
    boundary: 'in memory',
    goal: { words: 'at most 0.25 s', seconds: 0.25 },
    lines: 10_000,
    variants: [{ name: 'bootstrapOdp', ours: true, file: 'bootstrap-ours' }, chainladder('bootstrap')],
  },
  {
    id: 'trend-merge',
    title: 'merging 1,000 triangles of 60 months x 25 lags, 2,000 lines each',
    boundary: 'in memory',
    goal: { words: 'at most 20 ms', seconds: 0.02 },
    lines: 1000,
    variants: [{ name: 'TriangleBuilder.merge', ours: true, file: 'merge-builders', args: { each: 2000 } }],
  },
  {
    id: 'trend-merge-sketches',
    title: 'merging 1,000 sketches of 60 months x 25 lags, 2,000 lines each, as `toSketch` gave them',
    boundary: 'in memory',
    goal: { words: 'at most 20 ms', seconds: 0.02 },
    lines: 1000,
    variants: [{ name: 'TriangleBuilder.merge', ours: true, file: 'merge-sketches', args: { each: 2000, parsed: 'no' } }],
  },
  {
    id: 'trend-merge-parsed',
    title: 'the same of 1,000 sketches that came as JSON: each is read and checked by its SHA-256 first, 100 lines each',
    boundary: 'in memory',
    goal: { words: 'noted: what reading and checking adds to the merge' },
    lines: 1000,
    variants: [{ name: 'TriangleBuilder.merge', ours: true, file: 'merge-sketches', args: { each: 100, parsed: 'yes' } }],
  },
  {
    id: 'trend-forecasts',
    title: '979 combination forecasts of 60 to 180 months, horizon 24',
    boundary: 'in memory',
    goal: { words: 'at most 30 s', seconds: 30 },
    lines: 979,
    variants: [{ name: 'forecast', ours: true, file: 'forecasts-ours' }],
  },
  {
    id: 'trend-text',
    title: 'triangle, 60 x 60 months, from objects with ISO dates and decimal text',
    boundary: 'in memory',
    goal: { words: 'at least 3 million lines a second by the hand parser, 1 s for 3 million', seconds: 1 },
    lines: 3_000_000,
    variants: [
      { name: 'TriangleBuilder.add', ours: true, file: 'triangle-text-ours' },
      { name: 'zod schema of the three fields, then add', ours: false, file: 'triangle-text-zod' },
      { name: 'Date and decimal.js into a map', ours: false, file: 'triangle-text-decimal' },
    ],
  },
  {
    id: 'trend-columns',
    title: 'triangle, 60 x 60 months, from three columns',
    boundary: 'in memory',
    goal: { words: 'at most 0.3 s and 20 MB beyond the input for 10 million lines', seconds: 0.3, memory: 20 },
    lines: 10_000_000,
    variants: [
      { name: 'TriangleBuilder.addColumns', ours: true, file: 'triangle-columns-ours' },
      { name: 'pandas group-by', ours: false, file: 'triangle-columns-pandas' },
    ],
  },
  {
    id: 'trend-import',
    title: 'import of the trend entry point of the build',
    boundary: 'in memory',
    goal: { words: 'at most 30 ms', seconds: 0.03 },
    lines: 1,
    variants: [{ name: 'coalition-kit/trend', ours: true, file: 'import-ours' }, chainladder('import')],
  },
];
