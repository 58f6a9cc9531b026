import { mackFigures } from '../../../src/trend/mack-figures.js';
import type { Triangle } from '../../../src/trend/triangle.js';
import { measured } from '../child.js';
import { digits, publishedCells, yearly } from '../trend.js';

const run = (triangles: readonly Triangle[]): string => {
  let sum = 0;
  for (const { grid } of triangles) {
    const { total } = mackFigures(grid, { alpha: 1, sigma: 'mack' });
    sum += Math.sqrt(total.processVariance + total.parameterVariance) / 100;
  }
  return digits(sum);
};

await measured({
  prepare: ({ lines }) => {
    const triangles = Array.from({ length: lines }, (_, n) => yearly(publishedCells('raa'), n + 1));
    run(triangles);
    return triangles;
  },
  run: (triangles) => ({ result: run(triangles) }),
});
