import type { Citation } from '../../reference/citation.js';

/** Where the shape of a person's yearly cost comes from. */
export const costShapeSource: Citation = {
  publisher: 'RAND Health Insurance Experiment (copy in statsmodels)',
  title: 'randhie: medical expenditure per person-year, 20,190 person-years',
  locator: 'quantiles 50 % to 99.9 % and the maximum; log mean and log deviation of the positive years below the median',
  url: null,
  retrieved: '2026-11-24',
  lastVerified: null,
  status: 'derived',
  licence: 'public domain',
};

/** One knot of the shape: a standard normal score and the logarithm of the year's cost there. */
export interface ShapeKnot {
  /** Unit: thousandths of a standard deviation. */
  readonly score: number;
  /** Unit: ten-thousandths of the natural logarithm of RAND dollars per person-year. */
  readonly log: number;
}

/** Logarithm of a positive year's cost by normal score; straight lines between. Heavier than lognormal above the 75th percentile. */
export const COST_SHAPE: readonly ShapeKnot[] = [
  { score: -4500, log: -25735 },
  { score: -363, log: 35660 },
  { score: 466, log: 46490 },
  { score: 1135, log: 58330 },
  { score: 1521, log: 66200 },
  { score: 2231, log: 77036 },
  { score: 2488, log: 81853 },
  { score: 3017, log: 90609 },
  { score: 4000, log: 105760 },
  { score: 5000, log: 119000 },
];

/**
 * Mean of {@link COST_SHAPE} over 0.95 of a standard normal score, by numerical integration with 400,000 steps (Python 3.11).
 * Unit: hundredths of RAND dollars per positive person-year.
 */
export const COST_SHAPE_MEAN = 19_192;

/** One age-sex group of the experiment. */
export interface AgeSexGroup {
  /** First age. Unit: completed years. */
  readonly fromAge: number;
  readonly gender: 'female' | 'male';
  /** Mean yearly cost over all mean yearly cost, zero years included. Unit: thousandths. */
  readonly relativity: number;
  /** Share of person-years without any cost. Unit: thousandths. */
  readonly zeroShare: number;
}

/** Mean cost and share of zero years by age and sex; 50-64 stands for older ages too. */
export const AGE_SEX: readonly AgeSexGroup[] = [
  { fromAge: 0, gender: 'female', relativity: 437, zeroShare: 185 },
  { fromAge: 0, gender: 'male', relativity: 519, zeroShare: 160 },
  { fromAge: 5, gender: 'female', relativity: 458, zeroShare: 284 },
  { fromAge: 5, gender: 'male', relativity: 438, zeroShare: 282 },
  { fromAge: 18, gender: 'female', relativity: 1342, zeroShare: 150 },
  { fromAge: 18, gender: 'male', relativity: 777, zeroShare: 312 },
  { fromAge: 35, gender: 'female', relativity: 1505, zeroShare: 140 },
  { fromAge: 35, gender: 'male', relativity: 1159, zeroShare: 245 },
  { fromAge: 50, gender: 'female', relativity: 2341, zeroShare: 101 },
  { fromAge: 50, gender: 'male', relativity: 1961, zeroShare: 173 },
];
