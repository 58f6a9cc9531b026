import { stream } from '../../src/stats/random.js';
import { TriangleBuilder } from '../../src/trend/triangle-builder.js';
import type { TriangleSpec } from '../../src/trend/triangle-spec.js';

const SPEC: TriangleSpec = {
  grain: 'month',
  unit: 'cents',
  origin: '2021-01',
  months: 60,
  maxLag: 24,
  basis: 'paid',
  netOf: [],
  incurredDate: 'default',
  lagPolicy: 'clampToMax',
  negativeLag: 'quarantine',
};
const FIRST_DAY = 18_628;

/** A triangle of 60 months by 25 lags without lines. */
export function emptySketch(): TriangleBuilder {
  return new TriangleBuilder(SPEC);
}

/** Many employers' triangles of the same form, each with so many lines. */
export function sketches(o: { readonly count: number; readonly linesEach: number }): readonly TriangleBuilder[] {
  return Array.from({ length: o.count }, (_, n) => {
    const random = stream(20260101, n);
    const builder = emptySketch();
    const incurred = Int32Array.from({ length: o.linesEach }, () => FIRST_DAY + random.below(1826));
    builder.addColumns(
      incurred,
      incurred.map((day) => day + random.below(200)),
      incurred.map(() => random.below(500_000) - 20_000),
    );
    return builder;
  });
}

/** The sum's checksum, in which two ways of merging are compared. */
export function sumText(sum: TriangleBuilder): string {
  return sum.toSketch().checksum;
}
