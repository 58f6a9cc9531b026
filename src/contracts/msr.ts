import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { minimumSavingsRates } from '../reference/mssp-rules.js';
import { normal } from '../stats/normal.js';
import { bandValue } from './compute-node.js';
import type { BandInterpolateExpr, Expr } from './expression.js';
import { type Operand, term as t, toExpr } from './term-builder.js';

/** A minimum savings rate from the spread of spending. */
export interface StatisticalRate {
  /** Coefficient of variation of one person's annual cost. Unit: ratio. */
  readonly sigma: number;
  /** One-sided. Unit: probability, above 0.5 and below 1. */
  readonly confidence: number;
}

/** The programme's table of minimum savings rates. */
export interface TableRate {
  readonly table: 'mssp';
}

/** The table as a node on a number of lives. */
export function minimumRateTable(lives: Operand): BandInterpolateExpr {
  const bands = minimumSavingsRates.rows[0]?.value ?? [];
  return { op: 'bandInterpolate', on: toExpr(lives), bands };
}

/**
 * Tells from which savings rate on savings count, for a number of lives.
 *
 * `table`: the Shared Savings Program's table, exact decimals, linear between the printed ends of a band. `sigma` and `confidence`:
 * the rate that chance alone exceeds with probability 1 - confidence, doubles.
 *
 * @formula table: [atLo (hi - n) + atHi (n - lo)] / (hi - lo); statistical: z(confidence) x sigma / sqrt(n)
 * @unit share of the benchmark
 * @source 42 CFR 425.605; CMS MSSP methodology specification v11, page 43
 * @testedBy contracts/msr.test.ts: G5, the band at 7,207 lives, two statistical values
 * @param lives - A whole number of at least 1. Unit: lives.
 * @param o - The table, or sigma and confidence.
 * @returns A decimal for the table, a double for the statistical rate.
 * @throws {@link CoalitionError} `contracts/lives-not-integer`, `contracts/bad-options`.
 * @example
 * msrFor(5333, { table: 'mssp' }).toFixed(); // => '0.038'
 */
export function msrFor(lives: number, o: TableRate): Decimal;
/**
 * The statistical rate: what chance alone exceeds with probability 1 - confidence.
 *
 * @example
 * msrFor(10000, { sigma: 1.8, confidence: 0.95 }).toFixed(6); // => '0.029607'
 */
export function msrFor(lives: number, o: StatisticalRate): number;
/**
 * Either rate, where the kind is only known at run time.
 *
 * @example
 * String(msrFor(60000, { table: 'mssp' })); // => '0.02'
 */
export function msrFor(lives: number, o: TableRate | StatisticalRate): Decimal | number;
/**
 * Either rate.
 *
 * @example
 * String(msrFor(499, { table: 'mssp' })); // => '0.122'
 */
export function msrFor(lives: number, o: TableRate | StatisticalRate): Decimal | number {
  if (!Number.isSafeInteger(lives) || lives < 1) {
    throw new CoalitionError('contracts/lives-not-integer', `${lives} isn't a number of lives. Give a whole number of at least 1.`, {
      value: String(lives),
    });
  }
  if ('table' in o) {
    const found = bandValue(minimumRateTable('0'), new Decimal(lives));
    return found.kind === 'found' ? found.value : new Decimal(0);
  }
  if (!Number.isFinite(o.sigma) || o.sigma <= 0 || !(o.confidence > 0.5 && o.confidence < 1)) {
    throw new CoalitionError(
      'contracts/bad-options',
      `Sigma ${o.sigma} with confidence ${o.confidence} gives no rate. Sigma is above 0, confidence above 0.5 and below 1.`,
      { what: 'sigma, confidence' },
    );
  }
  return (normal.quantile(o.confidence) * o.sigma) / Math.sqrt(lives);
}

/** A minimum savings rate as a node. */
export type MsrInput =
  | { readonly kind: 'fixed'; readonly rate: Operand }
  | { readonly kind: 'table'; readonly lives: Operand }
  | {
      readonly kind: 'fixedAboveLives';
      readonly rate: Operand;
      readonly lives: Operand /** Below it the table applies anyway. */;
      readonly from: string;
    };

/**
 * Writes a minimum savings rate: fixed, by the programme's table, or fixed with the table below a number of lives.
 *
 * A statistical rate is a fixed one: compute it by {@link msrFor} when the contract is signed and write it down.
 *
 * @formula as {@link msrFor}
 * @unit share of the benchmark
 * @source 42 CFR 425.605
 * @testedBy contracts/msr.test.ts
 * @param o - Which rate.
 * @returns The node.
 * @example
 * msr({ kind: 'table', lives: metricNode('lives') }).op; // => 'bandInterpolate'
 */
export function msr(o: MsrInput): Expr {
  switch (o.kind) {
    case 'fixed':
      return toExpr(o.rate);
    case 'table':
      return minimumRateTable(o.lives);
    case 'fixedAboveLives':
      return t.if(t.ge(o.lives, t.literal(o.from, 'lives')), o.rate, minimumRateTable(o.lives), `the rate that was chosen needs ${o.from} lives`);
  }
}
