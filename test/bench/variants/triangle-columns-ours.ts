import { measured } from '../child.js';
import { builtTotals, columns, newTriangle } from '../trend-lines.js';

const peak = (): number => process.resourceUsage().maxRSS / 1024;

await measured({
  prepare: ({ lines }) => columns(lines),
  run: ({ incurred, paid, cents }) => {
    const [before, held] = [peak(), process.memoryUsage().rss / 1_048_576];
    const builder = newTriangle();
    builder.addColumns(incurred, paid, cents);
    const result = builtTotals(builder);
    return { result, notes: { 'MB beyond input': Number((peak() - before).toFixed(1)), 'MB of slack before': Number((before - held).toFixed(1)) } };
  },
});
