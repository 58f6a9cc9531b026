import type { TriangleSketch } from '../../../src/trend/triangle-sketch.js';
import { measured } from '../child.js';
import { emptySketch, sketches, sumText } from '../sketches.js';

await measured({
  prepare: ({ lines, args }) => {
    const made = sketches({ count: lines, linesEach: Number(args['each']) }).map((part) => part.toSketch());
    // A clone is what another process or a file gives: nothing is known of it.
    const parts: readonly TriangleSketch[] = args['parsed'] === 'yes' ? structuredClone(made) : made;
    const warm = emptySketch();
    for (const part of parts) warm.merge(part);
    return { parts, sum: emptySketch() };
  },
  run: ({ parts, sum }) => {
    for (const part of parts) sum.merge(part);
    return { result: sumText(sum) };
  },
});
