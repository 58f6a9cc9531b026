import { z } from 'zod';
import { measured } from '../child.js';
import { builtTotals, newTriangle, textLines } from '../trend-lines.js';

/** Exactly what the hand parser checks, as a schema. */
const line = z.object({ incurred: z.iso.date(), paid: z.iso.date(), amount: z.string().regex(/^-?\d{1,13}(\.\d{1,4})?$/) });

await measured({
  prepare: ({ lines }) => textLines(lines),
  run: (rows) => {
    const builder = newTriangle();
    const start = performance.now();
    builder.add(rows.map((row) => line.parse(row)));
    const seconds = (performance.now() - start) / 1000;
    return { result: builtTotals(builder), notes: { 'million lines a second': Number((rows.length / seconds / 1e6).toFixed(2)) } };
  },
});
