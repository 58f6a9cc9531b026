import { readFileSync } from 'node:fs';
import { type Triangle, triangleFrom } from '../../src/trend/index.js';

interface MackGolden {
  readonly f: readonly number[];
  readonly fSe: readonly number[];
  readonly sigma: readonly number[];
  readonly ultimate: readonly number[];
  readonly ibnr: readonly number[];
  readonly mackSe: readonly number[];
  readonly totalIbnr: number;
  readonly totalProcessRisk: number;
  readonly totalParameterRisk: number;
  readonly totalMackSe: number;
}

interface Triangles {
  readonly triangles: Readonly<Record<string, { readonly origin: string; readonly cumulative: readonly (readonly string[])[] }>>;
  readonly mack: Readonly<Record<string, Readonly<Record<string, MackGolden>>>>;
  readonly volumeAverages: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  readonly raaExclusionsCdf: Readonly<Record<string, readonly number[]>>;
}

/** Reads a file of figures; its form is what the test says it is. */
export function readJson<T>(path: string): T {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return parsed as T;
}

/** The published triangles and their figures; provenance inside the file. */
export const golden: Triangles = readJson('test/golden/trend-triangles.json');

/** A published triangle by name. */
export function published(name: string): Triangle {
  const given = golden.triangles[name];
  if (given === undefined) throw new Error(`no triangle ${name}`);
  return triangleFrom({ origin: given.origin, grain: 'year', unit: 'asGiven', cumulative: given.cumulative });
}

/** Relative distance of two numbers. */
export function off(actual: number, expected: number): number {
  return expected === 0 ? Math.abs(actual) : Math.abs(actual / expected - 1);
}
