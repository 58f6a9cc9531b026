import { chainLadder } from '../../../src/trend/chain-ladder.js';
import type { Triangle } from '../../../src/trend/triangle.js';
import { measured } from '../child.js';
import { digits, publishedCells, yearly } from '../trend.js';

const run = ({ grid }: Triangle, times: number): string => {
  let ibnr = 0;
  for (let n = 0; n < times; n += 1) ibnr = chainLadder(grid).ibnr / 100;
  return digits(ibnr);
};

await measured({
  prepare: () => {
    const triangle = yearly(publishedCells('raa'));
    run(triangle, 2000);
    return triangle;
  },
  run: (triangle, { lines }) => ({ result: run(triangle, lines) }),
});
