import { measured } from '../child.js';
import { emptySketch, sketches, sumText } from '../sketches.js';

await measured({
  prepare: ({ lines, args }) => {
    const parts = sketches({ count: lines, linesEach: Number(args['each']) }).map((part) => part.toSketch());
    const warm = emptySketch();
    for (const part of parts) warm.merge(part);
    return { parts, sum: emptySketch() };
  },
  run: ({ parts, sum }) => {
    for (const part of parts) sum.merge(part);
    return { result: sumText(sum) };
  },
});
