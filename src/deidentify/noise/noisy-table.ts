import { CoalitionError } from '../../errors/coalition-error.js';
import type { Warning } from '../../errors/finding.js';
import type { Explanation } from '../../reference/explanation.js';
import type { RandomSource } from '../random-source.js';
import type { BudgetPartition } from './budget-ledger.js';
import { boundedSums, type ContributionBounds, type Cut, type NoiseRow } from './contributions.js';
import { discreteGaussian, discreteLaplace } from './exact-draws.js';
import { type NoiseLaw, noiseDistribution } from './noise-distribution.js';
import type { PrivacyBudget } from './privacy-budget.js';
import { noiseInvalid, type Ratio, ratio, ratioOf, ratioText, times } from './ratio.js';

/** How much privacy a release spends. */
export type NoiseMechanism =
  | { readonly kind: 'discreteLaplace' /** Exact text. */; readonly epsilon: string }
  | { readonly kind: 'discreteGaussian' /** Exact text. */; readonly rho: string };

/** How a noisy table is made. Everything here is decided without looking at the rows. */
export interface NoisyTableOptions {
  /** Whom the noise hides: whether one of these is in the data at all can't be told from the table. */
  readonly unit: 'member' | 'employer';
  readonly measure: 'rows' | 'cents';
  /** All cells that are printed, known beforehand; a cell that appears because of the data would tell of it. */
  readonly cells: readonly string[];
  readonly bounds: ContributionBounds;
  readonly mechanism: NoiseMechanism;
  readonly random: RandomSource;
  readonly budget: PrivacyBudget;
  readonly release: { readonly id: string; readonly recipient: string; readonly partition?: BudgetPartition };
}

/** A table that may leave: figures with noise, and how much noise. */
export interface NoisyTable extends Explanation {
  readonly unit: 'member' | 'employer';
  readonly measure: 'rows' | 'cents';
  /** In the order declared; a figure may be below zero. Unit: rows or US cents. */
  readonly cells: readonly { readonly cell: string; readonly value: number }[];
  readonly bounds: ContributionBounds;
  readonly law: NoiseLaw;
  /** Unit: square of rows or of US cents. */
  readonly variance: number;
  /** 95 of 100 figures lie within this of the bounded truth. Unit: rows or US cents. */
  readonly halfWidth95: number;
  /** What the budget was charged. */
  readonly charged: { readonly currency: 'epsilon' | 'rho'; readonly amount: string };
  readonly sentence: string;
}

/** The table, and what only the custodian may see. */
export interface NoisyRelease {
  readonly table: NoisyTable;
  readonly custody: Cut;
}

/**
 * Releases counts or sums with exact noise, so that nobody can tell from them whether one member or employer was in the data.
 *
 * Contributions are bounded first, the budget is charged second, and only then is noise drawn, from whole numbers alone.
 *
 * Limits: with 5 to 50 employers as the unit the noise swamps most figures (see NIST SP 800-226, 2025); the protected tables of
 * `deidentify/publish` suit those better. Bounds that cut much off bias the figures; the custodian sees by how much.
 *
 * @formula sensitivity: L1 = cells x amount, L2^2 = cells x amount^2; Laplace scale = L1 / epsilon; Gaussian sigma^2 = L2^2 / (2 rho)
 * @unit rows or US cents
 * @source Canonne, Kamath and Steinke (2020); Bun and Steinke (2016), proposition 1.4: epsilon costs epsilon^2 / 2 of rho
 * @testedBy deidentify/noise: chi-square against the exact probabilities, neighbouring inputs, budget
 * @param rows - One row for each thing that is counted or summed.
 * @param o - Unit, cells, bounds, noise, randomness and budget.
 * @returns The table that may leave, and the custodian's part.
 * @throws {@link CoalitionError} `deidentify/unit-undeclared`, `deidentify/noise-invalid`, `deidentify/budget-spent`,
 *   `deidentify/release-refused` for an id that was used.
 * @example
 * const rows = Array.from({ length: 400 }, (_, i) => ({ unit: `m${i}`, cell: i % 4 === 0 ? 'knee' : 'hip' }));
 * const { table, custody } = noisyTable(rows, {
 *   unit: 'member', measure: 'rows', cells: ['hip', 'knee'], bounds: { cellsPerUnit: 1, amountPerCell: 1 },
 *   mechanism: { kind: 'discreteLaplace', epsilon: '0.5' }, random: seededForTests(1),
 *   budget: privacyBudget(memoryBudgetStore(), { currency: 'epsilon', limit: '1' }), release: { id: 'joints 2025', recipient: 'board' },
 * });
 * table.halfWidth95; // => 6
 * table.cells.every(({ cell, value }) => Math.abs(value - (cell === 'hip' ? 300 : 100)) <= 20); // => true
 * custody.amountCut; // => 0
 */
export function noisyTable(rows: Iterable<NoiseRow>, o: NoisyTableOptions): NoisyRelease {
  checkOptions(o);
  const { law, charge } = priced(o);
  const { sums, cut } = boundedSums(rows, o);
  const { id, recipient, partition } = o.release;
  o.budget.reserve({ id, recipient, amount: charge, ...(partition === undefined ? {} : { partition }) });
  const draw = drawer(o.random, law);
  const cells = o.cells.map((cell, place) => ({ cell, value: safe(BigInt(sums[place] ?? 0) + draw()) }));
  o.budget.commit(id);
  const { variance, halfWidth } = noiseDistribution(law);
  const halfWidth95 = halfWidth(0.95);
  const amount = o.measure === 'rows' ? `${halfWidth95} rows` : `$${(halfWidth95 / 100).toFixed(2)}`;
  const table: NoisyTable = {
    unit: o.unit,
    measure: o.measure,
    cells,
    bounds: o.bounds,
    law,
    variance,
    halfWidth95,
    charged: { currency: o.budget.currency, amount: charge },
    sentence: `Random noise hides whether any one ${o.unit} is in these figures; 95 of 100 figures are within ${amount} of the sums they stand for.`,
    steps: [
      {
        id: 'bound',
        label: `each ${o.unit} counts in at most ${o.bounds.cellsPerUnit} cells`,
        value: String(o.bounds.amountPerCell),
        unit: `${o.measure} a cell`,
      },
      {
        id: 'noise',
        label: law.kind === 'discreteLaplace' ? 'scale of the discrete Laplace noise' : 'sigma squared of the discrete Gaussian noise',
        formula: law.kind === 'discreteLaplace' ? 'cells x amount / epsilon' : 'cells x amount^2 / (2 rho)',
        value: law.kind === 'discreteLaplace' ? law.scale : law.sigma2,
      },
      { id: 'charge', label: `charged to the budget of this recipient`, value: charge, unit: o.budget.currency },
    ],
    assumptions: [
      { id: 'bounds', value: 'bounds, cells and size of the noise were chosen without looking at the rows', evidence: 'assumed', source: 'caller' },
    ],
    warnings: warningsOf(o, cells, halfWidth95),
    tables: [],
  };
  return { table, custody: cut };
}

function checkOptions(o: NoisyTableOptions): void {
  if (o.unit !== 'member' && o.unit !== 'employer') {
    throw new CoalitionError('deidentify/unit-undeclared', "Noise needs to know whom it protects. Declare the unit: 'member' or 'employer'.", {
      what: 'unit',
    });
  }
  const { cellsPerUnit, amountPerCell } = o.bounds;
  for (const [what, value] of [
    ['cellsPerUnit', cellsPerUnit],
    ['amountPerCell', amountPerCell],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < 1) throw noiseInvalid(what, `The bound ${what} is ${value}. Give a whole number of at least 1.`);
  }
  if (o.cells.length === 0 || new Set(o.cells).size < o.cells.length) {
    throw noiseInvalid('cells', 'Declare at least one cell, and each cell once.');
  }
  if (cellsPerUnit > o.cells.length) {
    throw noiseInvalid(
      'cellsPerUnit',
      `A bound of ${cellsPerUnit} cells is more than the ${o.cells.length} cells there are. Lower it: noise grows with it.`,
    );
  }
}

/** The law of the noise, and what it costs in the currency of the budget. */
function priced(o: NoisyTableOptions): { readonly law: NoiseLaw; readonly charge: string } {
  const [cells, amount] = [BigInt(o.bounds.cellsPerUnit), BigInt(o.bounds.amountPerCell)];
  if (o.mechanism.kind === 'discreteLaplace') {
    const epsilon = ratioOf(o.mechanism.epsilon, 'epsilon');
    const law = { kind: 'discreteLaplace' as const, scale: ratioText(ratio(cells * amount * epsilon.d, epsilon.n)) };
    const charge = o.budget.currency === 'epsilon' ? epsilon : times(times(epsilon, epsilon), HALF);
    return { law, charge: ratioText(charge) };
  }
  const rho = ratioOf(o.mechanism.rho, 'rho');
  if (o.budget.currency === 'epsilon') {
    throw noiseInvalid('mechanism', 'Gaussian noise has no pure epsilon. Keep the budget in rho, or use discrete Laplace noise.');
  }
  const law = { kind: 'discreteGaussian' as const, sigma2: ratioText(ratio(cells * amount * amount * rho.d, 2n * rho.n)) };
  return { law, charge: ratioText(rho) };
}

const HALF: Ratio = { n: 1n, d: 2n };

function drawer(random: RandomSource, law: NoiseLaw): () => bigint {
  if (law.kind === 'discreteLaplace') {
    const scale = ratioOf(law.scale, 'scale');
    return () => discreteLaplace(random, scale);
  }
  const sigma2 = ratioOf(law.sigma2, 'sigma2');
  return () => discreteGaussian(random, sigma2);
}

function safe(value: bigint): number {
  const plain = Number(value);
  if (Number.isSafeInteger(plain)) return plain;
  throw noiseInvalid('mechanism', 'The noise passes 2^53 - 1, so the figure can be printed by no one. Spend more budget or lower the bounds.');
}

function warningsOf(o: NoisyTableOptions, cells: NoisyTable['cells'], halfWidth95: number): readonly Warning[] {
  const warnings: Warning[] = [];
  // Judged by the printed figures alone, which cost nothing more.
  if (cells.filter(({ value }) => Math.abs(value) <= halfWidth95).length * 2 >= cells.length) {
    warnings.push({
      code: 'deidentify/noise-swamps',
      severity: 'warn',
      fix: 'Publish fewer cells or wider periods, protect members instead of employers, or use a certified table.',
      message: `At least half of the ${cells.length} figures lie within their own noise, so they say little.`,
    });
  }
  if (o.random.kind === 'seededForTests') {
    warnings.push({
      code: 'deidentify/seeded-randomness',
      severity: 'warn',
      fix: 'Use a cryptographic source for anything that leaves.',
      message: 'The noise was drawn from a seeded source for tests; whoever knows the seed can take it off again.',
    });
  }
  return warnings;
}
