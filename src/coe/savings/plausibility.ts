import type { Decimal } from '../../money/decimal.js';
import { sumUsd, times, type Usd, type UsdInput, usd, zeroUsd } from '../../money/usd.js';
import type { Explanation } from '../../reference/explanation.js';
import type { RateInput } from './waterfall-input.js';
import { quantity, rate, volume } from './waterfall-rules.js';

/** What a claim about total spend must fit into. Shares, 0 to 1; none has a default. */
export interface SpendCeilingInput {
  /** Claimed saving as a share of total spend, when there is a claim. */
  readonly claimed?: RateInput;
  /** Share of total spend that the covered procedures are. An assumption: always an input. */
  readonly coveredShare: RateInput;
  /** Share of those cases that are eligible. */
  readonly eligible: RateInput;
  /** Share of eligible cases that go to the center. */
  readonly uptake: RateInput;
  /** Net saving of a case as a share of its cost. */
  readonly savingShare: RateInput;
}

/** Whether a claim can be true. */
export interface PlausibilityVerdict extends Explanation {
  readonly summary: string;
  /** `impossible`: not even with every case and all of its cost. `violated`: above the ceiling of the inputs. */
  readonly verdict: 'impossible' | 'violated' | 'within' | 'no-claim';
  /** Unit: share of total spend, 0 to 1. */
  readonly ceiling: Decimal;
  /** Saving of a case that the claim needs at 100 % uptake. Unit: share of its cost; `null` without a claim. */
  readonly neededSavingShare: Decimal | null;
}

/**
 * Computes the most that a program can save of total spend, and judges a claim against it.
 *
 * Limits: it flags and explains, it never clips a figure.
 *
 * @formula ceiling = covered share x eligible x uptake x saving share; needed = claim / (covered share x eligible)
 * @unit share of total spend
 * @source spec coe 3.8
 * @testedBy coe/plausibility.test.ts: 0.040000, 0.002160, 125 %
 * @param i - The shares and the claim.
 * @returns The ceiling and the verdict.
 * @throws {@link CoalitionError} `coe/volume-invalid` for a share outside 0 to 1.
 * @example
 * const verdict = plausibility({ claimed: '0.10', coveredShare: '0.08', eligible: '1', uptake: '1', savingShare: '0.50' });
 * [verdict.verdict, verdict.ceiling.toFixed(6), verdict.neededSavingShare?.toFixed(2)]; // => ['impossible', '0.040000', '1.25']
 */
export function plausibility(i: SpendCeilingInput): PlausibilityVerdict {
  const [covered, eligible] = [rate('coveredShare', i.coveredShare), rate('eligible', i.eligible)];
  const ceiling = covered.times(eligible).times(rate('uptake', i.uptake)).times(rate('savingShare', i.savingShare));
  const claimed = i.claimed === undefined ? null : quantity('claimed', i.claimed);
  const reachable = covered.times(eligible);
  const needed = claimed === null || reachable.isZero() ? null : claimed.div(reachable);
  const impossible = claimed !== null && claimed.gt(reachable);
  const verdict = claimed === null ? 'no-claim' : impossible ? 'impossible' : claimed.gt(ceiling) ? 'violated' : 'within';
  const percent = (value: Decimal): string => `${value.times(100).toDecimalPlaces(4).toFixed()} %`;
  return {
    summary:
      claimed === null
        ? `The program can save at most ${percent(ceiling)} of total spend.`
        : `A claim of ${percent(claimed)} of total spend is ${verdict === 'within' ? 'within' : verdict === 'violated' ? 'above' : 'impossible beside'} the ceiling of ${percent(ceiling)}${needed === null ? '' : `; even at full uptake it needs ${percent(needed)} of the cost of every case`}.`,
    verdict,
    ceiling,
    neededSavingShare: needed,
    steps: [
      {
        id: 'ceiling',
        label: 'ceiling',
        formula: 'covered share x eligible x uptake x saving share',
        value: ceiling.toFixed(),
        unit: 'share of total spend',
      },
      ...(needed === null
        ? []
        : [
            {
              id: 'needed',
              label: 'needed saving of a case at full uptake',
              formula: 'claim / (covered share x eligible)',
              value: needed.toFixed(),
              unit: 'share of its cost',
            },
          ]),
    ],
    assumptions: (['coveredShare', 'eligible', 'uptake', 'savingShare'] as const).map((id) => ({
      id,
      value: String(i[id]),
      evidence: 'assumed' as const,
      source: 'given by the caller',
    })),
    warnings: [],
    tables: [],
  };
}

/** What a program's claimed dollars must fit into. Unit: US dollars. */
export interface DollarCeilingInput {
  readonly claimed: UsdInput;
  /** The price component of the program. */
  readonly priceComponent: UsdInput;
  /** Unit: people. */
  readonly avoided: number;
  /** Unit: US dollars an episode. */
  readonly localEpisode: UsdInput;
  /** Events avoided with their cost. */
  readonly events?: readonly {
    /** Unit: events, decimal text. */ readonly count: string /** Unit: US dollars an event. */;
    readonly cost: UsdInput;
  }[];
  /** `price-floor`: a negative price component counts as nothing. Default `actual`. */
  readonly price?: 'price-floor' | 'actual';
}

/** Whether claimed dollars can be true. */
export interface DollarVerdict extends Explanation {
  readonly summary: string;
  readonly verdict: 'violated' | 'within';
  /** Unit: US dollars. */
  readonly ceiling: Usd;
}

/**
 * Computes the most dollars that a program can have saved: its price component, every avoided surgery at full credit, every
 * avoided event at its cost.
 *
 * @formula ceiling = price component (or max(0, it)) + avoided x local episode + sum of events x cost
 * @unit US dollars
 * @source spec coe 3.8
 * @testedBy coe/plausibility.test.ts
 * @param i - The claim and the program's own counts.
 * @returns The ceiling and the verdict.
 * @throws {@link CoalitionError} `coe/volume-invalid`, `money/not-an-amount`.
 * @example
 * dollarCeiling({ claimed: '3000000', priceComponent: '1929500', avoided: 30, localEpisode: '41250' }).verdict; // => 'within'
 */
export function dollarCeiling(i: DollarCeilingInput): DollarVerdict {
  const price = usd(i.priceComponent);
  const counted = i.price === 'price-floor' && price.isNegative() ? zeroUsd() : price;
  const events = (i.events ?? []).map((event) => times(usd(event.cost), quantity('events.count', event.count)));
  const ceiling = sumUsd([counted, times(usd(i.localEpisode), volume('avoided', i.avoided)), ...events]);
  const claimed = usd(i.claimed);
  const verdict = claimed.gt(ceiling) ? 'violated' : 'within';
  return {
    summary: `$${claimed.toFixed(2)} claimed is ${verdict === 'violated' ? 'above' : 'within'} the ceiling of $${ceiling.toFixed(2)}.`,
    verdict,
    ceiling,
    steps: [
      {
        id: 'ceiling',
        label: 'most that can have been saved',
        formula: 'price component + avoided x local episode + events x cost',
        value: ceiling.toFixed(),
        unit: 'USD',
      },
    ],
    assumptions: [{ id: 'avoided', value: '100 % credit', evidence: 'assumed', source: 'an upper bound on purpose' }],
    warnings: [],
    tables: [],
  };
}
