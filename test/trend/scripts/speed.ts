// Prints how long the trend area's fast paths take: 10 million lines into 60 x 60 cells, 1,000 Macks, merges, a bootstrap. Argument: lines.
import { stream } from '../../../src/stats/random.js';
import { dayNumber } from '../../../src/time/index.js';
import { bootstrapOdp, mackFigures, TriangleBuilder, type TriangleSpec, triangleFrom } from '../../../src/trend/index.js';

const lines = Number(process.argv[2] ?? 10_000_000);
const best = (name: string, runs: number, work: () => void): void => {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const [wall, cpu] = [performance.now(), process.cpuUsage()];
    work();
    const used = process.cpuUsage(cpu);
    least = Math.min(least, (used.user + used.system) / 1000);
    if (run === runs - 1) console.log(`${name}: ${least.toFixed(1)} ms of processor, last wall ${(performance.now() - wall).toFixed(1)} ms`);
  }
};

const spec: TriangleSpec = {
  grain: 'month',
  unit: 'cents',
  origin: '2020-01',
  months: 60,
  maxLag: 59,
  basis: 'paid',
  netOf: [],
  incurredDate: 'default',
  lagPolicy: 'clampToMax',
  negativeLag: 'quarantine',
};
const first = dayNumber('2020-01-01');
const random = stream(1, 1);
const [incurred, paid, cents] = [new Int32Array(lines), new Int32Array(lines), new Int32Array(lines)];
for (let row = 0; row < lines; row += 1) {
  incurred[row] = first + random.below(1826);
  paid[row] = (incurred[row] ?? 0) + random.below(300);
  cents[row] = random.below(500_000) - 20_000;
}
best(`triangle 60 x 60 from ${lines} columnar lines`, 5, () => new TriangleBuilder(spec).addColumns(incurred, paid, cents));

const raa = [
  ['5012', '8269', '10907', '11805', '13539', '16181', '18009', '18608', '18662', '18834'],
  ['106', '4285', '5396', '10666', '13782', '15599', '15496', '16169', '16704'],
  ['3410', '8992', '13873', '16141', '18735', '22214', '22863', '23466'],
  ['5655', '11555', '15766', '21266', '23425', '26083', '27067'],
  ['1092', '9565', '15836', '22169', '25955', '26180'],
  ['1513', '6445', '11702', '12935', '15852'],
  ['557', '4020', '10946', '12314'],
  ['1351', '6947', '13112'],
  ['3133', '5395'],
  ['2063'],
];
const triangle = triangleFrom({ origin: '1981-01', grain: 'year', unit: 'asGiven', cumulative: raa });
best('Mack, 1,000 triangles 10 x 10', 9, () => {
  for (let i = 0; i < 1000; i += 1) mackFigures(triangle.grid, { alpha: 1, sigma: 'mack' });
});
best('over-dispersed Poisson bootstrap, 10,000 simulations, 10 x 10', 5, () => bootstrapOdp(triangle, { sims: 10_000, seed: 1 }));

const sketch = new TriangleBuilder({ ...spec, maxLag: 24 });
sketch.addColumns(incurred.subarray(0, 20_000), paid.subarray(0, 20_000), cents.subarray(0, 20_000));
const others = Array.from({ length: 1000 }, () => {
  const other = new TriangleBuilder({ ...spec, maxLag: 24 });
  other.addColumns(incurred.subarray(0, 100), paid.subarray(0, 100), cents.subarray(0, 100));
  return other;
});
best('merge of 1,000 builders 60 x 25', 5, () => {
  const sum = new TriangleBuilder({ ...spec, maxLag: 24 });
  for (const other of others) sum.merge(other);
});
const stored = others.map((other) => other.toSketch());
best('merge of 1,000 stored sketches 60 x 25', 3, () => {
  const sum = new TriangleBuilder({ ...spec, maxLag: 24 });
  for (const other of stored) sum.merge(other);
});
