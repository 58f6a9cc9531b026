// Over many synthetic coalitions: does the 80 % interval hold the truth, in total and by month? Arguments: first seed, seeds, members.
import { batchOf } from '../../../src/claims/batch-from-records.js';
import { buildLedger } from '../../../src/claims/ledger/ledger.js';
import { generateCoalition } from '../../../src/synthetic/generate-coalition.js';
import { completion, type IbnrMethodChoice, ibnr, type Prior, TriangleBuilder } from '../../../src/trend/index.js';

const [first = 1, seeds = 10, members = 2400] = process.argv.slice(2).map(Number);
const VARIANTS: readonly { readonly name: string; readonly method?: IbnrMethodChoice; readonly prior?: Prior; readonly window?: number | 'all' }[] = [
  { name: 'default, all months', window: 'all' },
  { name: 'default, 12 months' },
  { name: 'default, measured trend', prior: { trend: 'measured' } },
  { name: 'blend .8, measured trend', method: 'blend', prior: { trend: 'measured' } },
  { name: 'auto, 12 months', method: 'auto' },
  { name: 'development, 12 months', method: 'development' },
];
const tallies = VARIANTS.map(() => ({ n: 0, covered: 0, months: 0, monthsCovered: 0, recent: 0, recentCovered: 0, ape: 0, bias: 0, width: 0 }));
for (let seed = first; seed < first + seeds; seed += 1) {
  const { coalition, truth } = generateCoalition({ seed, members });
  const builder = new TriangleBuilder({
    grain: 'month',
    unit: 'cents',
    origin: coalition.months[0],
    months: 36,
    maxLag: 24,
    basis: 'paid',
    netOf: [],
    incurredDate: 'default',
    lagPolicy: 'clampToMax',
    negativeLag: 'quarantine',
  });
  for (const batch of [batchOf({ table: 'medical' }, coalition.medical), batchOf({ table: 'pharmacy' }, coalition.pharmacy)]) {
    const style = Object.fromEntries(Object.entries(truth.styles));
    builder.addLedger(batch, buildLedger(batch, batch.table === 'medical' ? { style } : { style: 'reversalAndRebill' }).ledger());
  }
  const exposure = new Map<string, number>();
  for (const each of truth.exposure) exposure.set(each.month, (exposure.get(each.month) ?? 0) + each.firstDay);
  const triangle = builder.build({
    asOf: coalition.paidThrough,
    exposure: Array.from(exposure, ([month, memberMonths]) => ({ month, memberMonths })),
    fillMissing: 'zero',
  });
  const ultimate = new Map<string, number>();
  for (const each of truth.months) ultimate.set(each.month, (ultimate.get(each.month) ?? 0) + each.ultimatePaid / 100);
  if (seed === first) console.log('quality', JSON.stringify(builder.quality()));
  VARIANTS.forEach(({ method, prior, window = 12 }, v) => {
    const result = ibnr(triangle, completion(triangle, { window }), {
      ...(method === undefined ? {} : { method }),
      ...(prior === undefined ? {} : { prior }),
    });
    const tally = tallies[v];
    if (tally === undefined) return;
    let unpaid = 0;
    for (const row of result.rows) {
      const truly = ultimate.get(row.period) ?? Number.NaN;
      unpaid += truly - row.paid.toNumber();
      if (row.interval?.kind !== 'interval') continue;
      const inside = (row.interval.low ?? 0) <= truly + 0.005 && truly - 0.005 <= (row.interval.high ?? 0);
      tally.months += 1;
      tally.monthsCovered += inside ? 1 : 0;
      if (row.lag < 6) {
        tally.recent += 1;
        tally.recentCovered += inside ? 1 : 0;
      }
    }
    const { interval, ibnr: estimate } = result.total;
    const error = (estimate?.toNumber() ?? Number.NaN) - unpaid;
    tally.n += 1;
    tally.ape += Math.abs(error / unpaid);
    tally.bias += error / unpaid;
    if (interval?.kind === 'interval') {
      tally.covered += (interval.low ?? 0) <= unpaid && unpaid <= (interval.high ?? 0) ? 1 : 0;
      tally.width += ((interval.high ?? 0) - (interval.low ?? 0)) / unpaid;
    }
  });
}
const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;
VARIANTS.forEach(({ name }, v) => {
  const t = tallies[v];
  if (t === undefined) return;
  console.log(
    `${name.padEnd(26)} MAPE ${percent(t.ape / t.n)}, bias ${percent(t.bias / t.n)}, total covered ${percent(t.covered / t.n)}, months ${percent(t.monthsCovered / t.months)}, newest six ${percent(t.recentCovered / t.recent)}, width ${percent(t.width / t.n)}`,
  );
});
