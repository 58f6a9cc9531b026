import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import type { Citation } from './citation.js';
import type { Dated } from './dated.js';

/** A regulator's rule about how credible a group's experience is, by its size. */
export interface CredibilityRule {
  /** Such as `45-cfr-158.232`. */
  readonly id: string;
  readonly unit: 'lifeYears' | 'memberMonths';
  /** Below it nothing is credible. Unit: as `unit`. */
  readonly noneBelow: string;
  /** From it (or above it, when `fullAbove`) experience is fully credible. Unit: as `unit`. */
  readonly full: string;
  /** True where the text says "more than" instead of "or more". */
  readonly fullAbove: boolean;
  /** What the factor is: an addition to the ratio (`adjustment`) or a weight (`credibility`). */
  readonly factor: 'adjustment' | 'credibility';
  /** Factor by size, ascending, linear between; empty where the table isn't loaded. Unit: as `unit`; share. */
  readonly table: readonly { readonly at: string; readonly factor: string }[];
  /** `squareRoot`: sqrt(size / full) instead of a table; `none`: no partial credibility at all. */
  readonly partial: 'table' | 'squareRoot' | 'none';
  /** Multiplies an adjustment by the average deductible; empty where the rule has none. Unit: US dollars; factor. */
  readonly deductibleFactors: readonly { readonly at: string; readonly factor: string }[];
}

const CFR = { publisher: 'Office of the Federal Register', retrieved: '2026-11-24', lastVerified: null, licence: 'US government work' } as const;

function rule(value: CredibilityRule, from: string, citation: Pick<Citation, 'title' | 'locator' | 'url' | 'status'>): Dated<CredibilityRule> {
  return Object.freeze({ from, to: null, value: Object.freeze(value), citation: { ...CFR, ...citation } });
}

/**
 * The credibility rules that ship. Tables of 42 CFR 422.2440 and 423.2440 are loaded by the user: only their thresholds are certain.
 *
 * @source 45 CFR 158.230-158.232 (table 2, deductible factors, unverified; 50,000 to 75,000 read as falling to 0), 42 CFR 422.2440 and 423.2440, 45 CFR 156.430; CMS bid instructions (unverified)
 */
export const credibilityRules: readonly Dated<CredibilityRule>[] = /* @__PURE__ */ Object.freeze([
  /* @__PURE__ */ rule(
    {
      id: '45-cfr-158.232',
      unit: 'lifeYears',
      noneBelow: '1000',
      full: '75000',
      fullAbove: false,
      factor: 'adjustment',
      partial: 'table',
      table: [
        { at: '1000', factor: '0.083' },
        { at: '2500', factor: '0.052' },
        { at: '5000', factor: '0.037' },
        { at: '10000', factor: '0.026' },
        { at: '25000', factor: '0.016' },
        { at: '50000', factor: '0.012' },
        { at: '75000', factor: '0' },
      ],
      deductibleFactors: [
        { at: '0', factor: '1' },
        { at: '2499.99', factor: '1' },
        { at: '2500', factor: '1.164' },
        { at: '5000', factor: '1.402' },
        { at: '10000', factor: '1.736' },
      ],
    },
    '2011-01-01',
    {
      title: 'Medical loss ratio: credibility adjustment',
      locator: '45 CFR 158.230 and 158.232, tables 1 and 2',
      url: 'https://www.ecfr.gov/current/title-45/section-158.232',
      status: 'primary',
    },
  ),
  /* @__PURE__ */ rule(
    {
      id: '42-cfr-422.2440',
      unit: 'memberMonths',
      noneBelow: '2400',
      full: '180000',
      fullAbove: true,
      factor: 'adjustment',
      partial: 'table',
      table: [],
      deductibleFactors: [],
    },
    '2014-01-01',
    {
      title: 'Medicare Advantage medical loss ratio: credibility',
      locator: '42 CFR 422.2440; thresholds only',
      url: 'https://www.ecfr.gov/current/title-42/section-422.2440',
      status: 'primary',
    },
  ),
  /* @__PURE__ */ rule(
    {
      id: '42-cfr-423.2440',
      unit: 'memberMonths',
      noneBelow: '4800',
      full: '360000',
      fullAbove: true,
      factor: 'adjustment',
      partial: 'table',
      table: [],
      deductibleFactors: [],
    },
    '2014-01-01',
    {
      title: 'Part D medical loss ratio: credibility',
      locator: '42 CFR 423.2440; thresholds only',
      url: 'https://www.ecfr.gov/current/title-42/section-423.2440',
      status: 'primary',
    },
  ),
  /* @__PURE__ */ rule(
    {
      id: '45-cfr-156.430',
      unit: 'memberMonths',
      noneBelow: '12000',
      full: '12000',
      fullAbove: false,
      factor: 'credibility',
      partial: 'none',
      table: [],
      deductibleFactors: [],
    },
    '2014-01-01',
    {
      title: 'Cost-sharing reductions, simplified methodology',
      locator: '45 CFR 156.430',
      url: 'https://www.ecfr.gov/current/title-45/section-156.430',
      status: 'primary',
    },
  ),
  /* @__PURE__ */ rule(
    {
      id: 'cms-ma-bid',
      unit: 'memberMonths',
      noneBelow: '0',
      full: '24000',
      fullAbove: false,
      factor: 'credibility',
      partial: 'squareRoot',
      table: [],
      deductibleFactors: [],
    },
    '2010-01-01',
    {
      title: 'Instructions for completing the Medicare Advantage bid pricing tool',
      locator: 'credibility guideline of 24,000 member months',
      url: null,
      status: 'unverified',
    },
  ),
]);

/**
 * Reads a table at a point, linear between its rows.
 *
 * Limits: outside the table it refuses; nothing is extrapolated.
 *
 * @formula y0 + (x - x0) / (x1 - x0) (y1 - y0)
 * @unit as the table's factor
 * @testedBy test/benchmark/credibility.test.ts
 * @param table - Rows in ascending order.
 * @param x - Where.
 * @returns The factor, exact to 40 digits.
 * @throws {@link CoalitionError} `reference/out-of-range`.
 * @example
 * interpolate([{ at: '1000', factor: '0.083' }, { at: '2500', factor: '0.052' }], new Decimal('1750')).toFixed(); // => '0.0675'
 */
export function interpolate(table: readonly { readonly at: string; readonly factor: string }[], x: Decimal): Decimal {
  const value = new Decimal(x);
  const after = table.findIndex((row) => value.lte(row.at));
  const [high, low] = [table[after], table[after - 1]];
  if (high !== undefined && value.eq(high.at)) return new Decimal(high.factor);
  if (high === undefined || low === undefined) {
    throw new CoalitionError(
      'reference/out-of-range',
      `The table runs from ${table[0]?.at ?? 'nothing'} to ${table[table.length - 1]?.at ?? 'nothing'} and was asked at ${value.toFixed()}. Load a table that reaches it.`,
      {
        table: 'interpolated',
        at: value.toFixed(),
      },
    );
  }
  const share = value.minus(low.at).div(new Decimal(high.at).minus(low.at));
  return new Decimal(low.factor).plus(share.times(new Decimal(high.factor).minus(low.factor)));
}
