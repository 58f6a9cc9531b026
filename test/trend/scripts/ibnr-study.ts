import { type Average, completion, type IbnrMethodChoice, ibnr, type Triangle, triangleFrom } from '../../../src/trend/index.js';
import { SEASON, simulatePlan } from './health-market.js';

/** One line of the study: a method with the factors it uses. */
export interface StudyMethod {
  readonly name: string;
  readonly method: IbnrMethodChoice;
  readonly window: number | 'all';
  readonly average?: Average;
}

/** The methods of the spec's table, and `auto`. */
export const STUDY_METHODS: readonly StudyMethod[] = [
  { name: 'blend .8', method: { kind: 'blend', threshold: 0.8 }, window: 12 },
  { name: 'blend .7', method: { kind: 'blend', threshold: 0.7 }, window: 12 },
  { name: 'blend .9', method: { kind: 'blend', threshold: 0.9 }, window: 12 },
  { name: 'blend .5', method: { kind: 'blend', threshold: 0.5 }, window: 12 },
  { name: 'BF', method: 'bornhuetterFerguson', window: 12 },
  { name: 'Cape Cod 24', method: { kind: 'capeCod', months: 24 }, window: 12 },
  { name: 'additive 12', method: { kind: 'additive', window: 12 }, window: 12 },
  { name: 'Benktander', method: 'benktander', window: 12 },
  { name: 'volume all', method: 'development', window: 'all' },
  { name: 'volume 12', method: 'development', window: 12 },
  { name: 'simple 12', method: 'development', window: 12, average: 'simple' },
  { name: 'medial 12x1', method: 'development', window: 12, average: { kind: 'medial', high: 1, low: 1 } },
  { name: 'volume 3', method: 'development', window: 3 },
  { name: 'auto', method: 'auto', window: 12 },
];

/** How a method did over all runs. */
export interface StudyScore {
  readonly name: string;
  /** Unit: percent of the true IBNR. */
  readonly mape: number;
  /** Unit: percent of one month of claims. */
  readonly rmse: number;
  /** Unit: percent of the true IBNR, positive when too high. */
  readonly bias: number;
  /** Share of runs whose interval held the truth; null when no run had one. */
  readonly covered: number | null;
}

/** The valuation's triangle of a simulated plan, and what is truly unpaid. Unit: US dollars. */
export function simulatedTriangle(o: { readonly seed: number; readonly run: number; readonly members: number }): {
  readonly triangle: Triangle;
  readonly unpaid: number;
  readonly month: number;
} {
  const { cells, members } = simulatePlan(o);
  const last = cells.length - 1;
  let [unpaid, all] = [0, 0];
  const incremental = cells.map((row, i) =>
    Array.from(row, (cents, k) => {
      all += cents;
      if (i + k <= last) return (cents / 100).toFixed(2);
      unpaid += cents;
      return null;
    }),
  );
  const triangle = triangleFrom({ origin: '2022-01', grain: 'month', unit: 'cents', incremental, exposure: members.map(String) });
  return { triangle, unpaid: unpaid / 100, month: all / 100 / cells.length };
}

/** Runs the study at one size. */
export function runStudy(o: {
  readonly seed: number;
  readonly runs: number;
  readonly members: number;
  readonly methods: readonly StudyMethod[];
}): readonly StudyScore[] {
  const sums = o.methods.map(() => ({ ape: 0, square: 0, bias: 0, covered: 0, intervals: 0 }));
  for (let run = 0; run < o.runs; run += 1) {
    const { triangle, unpaid, month } = simulatedTriangle({ seed: o.seed, run, members: o.members });
    o.methods.forEach(({ method, window, average }, m) => {
      const pattern = completion(triangle, { window, ...(average === undefined ? {} : { average }) });
      const result = ibnr(triangle, pattern, { method, prior: { trend: 0.07, season: SEASON } });
      const sum = sums[m];
      if (sum === undefined) return;
      const error = (result.total.ibnr?.toNumber() ?? Number.NaN) - unpaid;
      sum.ape += Math.abs(error / unpaid);
      sum.bias += error / unpaid;
      sum.square += (error / month) ** 2;
      const { interval } = result.total;
      if (interval?.kind !== 'interval') return;
      sum.intervals += 1;
      if ((interval.low ?? Number.NaN) <= unpaid && unpaid <= (interval.high ?? Number.NaN)) sum.covered += 1;
    });
  }
  return o.methods.map(({ name }, m) => {
    const { ape = 0, square = 0, bias = 0, covered = 0, intervals = 0 } = sums[m] ?? {};
    return {
      name,
      mape: (100 * ape) / o.runs,
      rmse: 100 * Math.sqrt(square / o.runs),
      bias: (100 * bias) / o.runs,
      covered: intervals === 0 ? null : covered / intervals,
    };
  });
}
