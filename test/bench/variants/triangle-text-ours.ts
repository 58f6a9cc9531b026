import { measured } from '../child.js';
import { builtTotals, newTriangle, textLines } from '../trend-lines.js';

await measured({
  prepare: ({ lines }) => textLines(lines),
  run: (rows) => {
    const builder = newTriangle();
    const start = performance.now();
    builder.add(rows);
    const seconds = (performance.now() - start) / 1000;
    return { result: builtTotals(builder), notes: { 'million lines a second': Number((rows.length / seconds / 1e6).toFixed(2)) } };
  },
});
