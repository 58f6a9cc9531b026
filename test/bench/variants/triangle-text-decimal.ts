import { Decimal } from 'decimal.js';
import { measured } from '../child.js';
import { textLines, totals } from '../trend-lines.js';

await measured({
  prepare: ({ lines }) => textLines(lines),
  run: (rows) => {
    const cells = new Map<number, Decimal>();
    for (const { incurred, paid, amount } of rows) {
      const [a, b] = [new Date(incurred), new Date(paid)];
      const i = (a.getUTCFullYear() - 2021) * 12 + a.getUTCMonth();
      const lag = (b.getUTCFullYear() - 2021) * 12 + b.getUTCMonth() - i;
      const at = i * 60 + Math.min(lag, 59);
      cells.set(at, (cells.get(at) ?? new Decimal(0)).plus(amount));
    }
    return {
      result: totals(
        (i, lag) =>
          cells
            .get(60 * i + lag)
            ?.times(100)
            .toNumber() ?? 0,
      ),
    };
  },
});
