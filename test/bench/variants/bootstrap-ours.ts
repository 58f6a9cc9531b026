import { bootstrapOdp } from '../../../src/trend/bootstrap-odp.js';
import { measured } from '../child.js';
import { publishedCells, yearly } from '../trend.js';

await measured({
  prepare: () => yearly(publishedCells('genins')),
  run: (triangle, { lines }) => ({ result: `${bootstrapOdp(triangle, { sims: lines, seed: 1 }).total.length} simulations` }),
});
