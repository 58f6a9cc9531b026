import type { Warning } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import { sumUsd, type Usd, type UsdInput, usd } from '../../money/usd.js';
import type { Explanation } from '../../reference/explanation.js';
import { invalid } from './provider-rows.js';

/** One line with what Medicare would have paid for the same service. */
export interface RepricedLine {
  readonly provider: string;
  /** Unit: US dollars. */
  readonly allowed: UsdInput;
  /** Unit: US dollars; `null` when the line couldn't be repriced. */
  readonly medicare: UsdInput | null;
}

/** One provider's prices beside Medicare's. */
export interface ProviderPrice {
  readonly provider: string;
  /** Ratio of sums on the same lines; `null` when nothing could be repriced. Unit: none (2.54 is 254 % of Medicare). */
  readonly index: Decimal | null;
  /** Unit: US dollars. */
  readonly allowed: Usd;
  readonly medicare: Usd;
  /** Allowed dollars that couldn't be repriced; not in the index. Unit: US dollars. */
  readonly unmatched: Usd;
  /** Share of allowed dollars that were repriced; `null` without dollars. Unit: share, 0 to 1. */
  readonly coverage: Decimal | null;
}

/** Prices of all providers. */
export interface PriceIndexResult extends Explanation {
  readonly all: ProviderPrice;
  readonly providers: readonly ProviderPrice[];
}

function priceOf(provider: string, lines: readonly RepricedLine[]): ProviderPrice {
  const matched = lines.filter((line) => line.medicare !== null);
  const allowed = sumUsd(matched.map((line) => usd(line.allowed)));
  const medicare = sumUsd(matched.map((line) => usd(line.medicare ?? '0')));
  const unmatched = sumUsd(lines.filter((line) => line.medicare === null).map((line) => usd(line.allowed)));
  const total = new Decimal(allowed).plus(unmatched);
  return {
    provider,
    index: medicare.isZero() ? null : new Decimal(allowed).div(medicare),
    allowed,
    medicare,
    unmatched,
    coverage: total.isZero() ? null : new Decimal(allowed).div(total),
  };
}

/**
 * Tells how providers' prices stand to Medicare's for the same services: a ratio of sums, never a mean of ratios.
 *
 * Limits: lines that couldn't be repriced are reported and stand outside the index.
 *
 * @formula index = sum of allowed / sum of Medicare on the same lines
 * @unit none
 * @source RAND hospital price transparency studies (method); anchor 2022: 254 % hospitals, 171 % surgery centers
 * @testedBy coe/price-index.test.ts
 * @param lines - Lines with Medicare's price where known.
 * @returns The index over all and by provider.
 * @throws {@link CoalitionError} `coe/invalid-input` without lines, `money/not-an-amount`.
 * @example
 * priceIndex([{ provider: 'A', allowed: '500', medicare: '200' }, { provider: 'A', allowed: '100', medicare: null }]).all.index?.toFixed(); // => '2.5'
 */
export function priceIndex(lines: readonly RepricedLine[]): PriceIndexResult {
  if (lines.length === 0) throw invalid('lines', 'empty', 'at least one line is needed');
  const groups = new Map<string, RepricedLine[]>();
  for (const line of lines) groups.set(line.provider, [...(groups.get(line.provider) ?? []), line]);
  const all = priceOf('all', lines);
  const warnings: Warning[] = all.unmatched.isZero()
    ? []
    : [
        {
          code: 'coe/not-repriced',
          severity: 'info',
          message: `$${all.unmatched.toFixed(2)} of allowed dollars could not be repriced and stand outside the index.`,
          fix: 'Reprice more lines when their share matters.',
        },
      ];
  return {
    all,
    providers: [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([provider, own]) => priceOf(provider, own)),
    steps: [
      { id: 'allowed', label: 'allowed on repriced lines', value: all.allowed.toFixed(), unit: 'USD' },
      { id: 'medicare', label: 'Medicare on the same lines', value: all.medicare.toFixed(), unit: 'USD' },
      { id: 'index', label: 'price index', formula: 'allowed / Medicare', value: all.index?.toFixed() ?? 'none' },
    ],
    assumptions: [],
    warnings,
    tables: [],
  };
}
