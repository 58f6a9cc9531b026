import { mackFigures } from '../../../src/trend/mack-figures.js';
import type { Triangle } from '../../../src/trend/triangle.js';
import { measured } from '../child.js';
import { digits, smooth60 } from '../trend.js';

const run = ({ grid }: Triangle, times: number): string => {
  let last = 0;
  for (let n = 0; n < times; n += 1) {
    const { total } = mackFigures(grid, { alpha: 1, sigma: 'mack' });
    last = Math.sqrt(total.processVariance + total.parameterVariance) / 100;
  }
  return digits(last);
};

await measured({
  prepare: () => {
    const triangle = smooth60();
    run(triangle, 20);
    return triangle;
  },
  run: (triangle, { lines }) => ({ result: run(triangle, lines) }),
});
