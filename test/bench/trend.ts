import { readFileSync } from 'node:fs';
import type { Triangle } from '../../src/trend/triangle.js';
import { type GivenTriangle, type TriangleText, triangleFrom } from '../../src/trend/triangle-from.js';

const YEARLY: Omit<GivenTriangle, 'cumulative'> = { origin: '1950-01', grain: 'year', unit: 'asGiven' };

/** Seven digits, in which the results of peers are compared. */
export function digits(value: number): string {
  return value.toExponential(6);
}

/** The cells of a published triangle. */
export function publishedCells(name: 'raa' | 'genins'): TriangleText {
  const golden: { triangles: Readonly<Record<string, { cumulative: TriangleText }>> } = JSON.parse(
    readFileSync('test/golden/trend-triangles.json', 'utf8'),
  );
  return golden.triangles[name]?.cumulative ?? [];
}

/** A yearly triangle of the cells, each multiplied. */
export function yearly(cumulative: TriangleText, by = 1): Triangle {
  return triangleFrom({ ...YEARLY, cumulative: cumulative.map((row) => row.map((cell) => (cell === null ? null : String(Number(cell) * by)))) });
}

/** A triangle of 60 periods by 60 lags that develops smoothly with some noise; the Python script makes the same. */
export function smooth60(): Triangle {
  return yearly(
    Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: 60 - i }, (_c, k) =>
        String(Math.floor(1e6 * (1 + (i % 7)) * (1 - Math.exp(-(k + 1) / 6)) * (1 + 0.01 * ((7 * i + 13 * k) % 11)))),
      ),
    ),
  );
}
