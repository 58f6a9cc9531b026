import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import { sumUsd, times, type Usd, type UsdInput, usd, zeroUsd } from '../../money/usd.js';
import type { Explanation } from '../../reference/explanation.js';
import type { Inclusion, RateInput } from './waterfall-input.js';
import { rate, volume } from './waterfall-rules.js';

/** A bundle as its contract says it. Every part must be there: a price whose cover nobody knows is no price. */
export interface BundleContract {
  /** Unit: US dollars an episode. */
  readonly basePrice: UsdInput;
  /** Services with their days from admission. */
  readonly includes: readonly Inclusion[];
  /** Days from admission for which readmissions, revisions and complications are on the center. 0: no warranty. Unit: days. */
  readonly warrantyDays: number;
  readonly implants:
    | { readonly kind: 'included' }
    | {
        readonly kind: 'pass-through' /** Unit: US dollars an episode, on average. */;
        readonly cost: UsdInput /** Unit: US dollars an episode; `null`: no cap. */;
        readonly cap: UsdInput | null;
      };
  readonly outlier:
    | { readonly kind: 'none' }
    | {
        readonly kind: 'carve-out' /** Unit: US dollars an episode. */;
        readonly threshold: UsdInput /** Share above the threshold that the plan pays. */;
        readonly planShare: RateInput /** Expected cost above the threshold. Unit: US dollars an episode, on average. */;
        readonly expectedExcess: UsdInput;
      };
}

/** What a bundle costs all in, and what it covers. */
export interface BundlePrice extends Explanation {
  readonly summary: string;
  /** Unit: US dollars an episode. */
  readonly price: Usd;
  /** Unit: US dollars an episode. */
  readonly parts: { readonly base: Usd; readonly implants: Usd; readonly outlier: Usd };
  /** With the warranty's days; goes into the waterfall as `bundle.includes`. */
  readonly includes: readonly Inclusion[];
  readonly warrantyDays: number;
}

function missing(part: string): CoalitionError<'coe/bundle-incomplete'> {
  return new CoalitionError('coe/bundle-incomplete', `The bundle doesn't say its ${part}. Take it from the signed contract; there is no default.`, {
    part,
  });
}

const REQUIRED = ['basePrice', 'includes', 'warrantyDays', 'implants', 'outlier'] as const;

/**
 * Prices a bundle all in: base price, implants that are passed through, expected outlier payments; and says what it covers.
 *
 * @formula price = base + min(implants, cap) + plan share x expected cost above the threshold
 * @unit US dollars an episode
 * @source spec coe P1
 * @testedBy coe/price-bundle.test.ts
 * @param contract - The contract's parts; a missing one is refused.
 * @returns The price, its parts and its cover.
 * @throws {@link CoalitionError} `coe/bundle-incomplete`, `coe/volume-invalid`.
 * @example
 * const price = priceBundle({ basePrice: '27500', includes: [{ service: 'facility', fromDay: 0, toDay: 0 }], warrantyDays: 90,
 *   implants: { kind: 'pass-through', cost: '2600', cap: '2400' }, outlier: { kind: 'none' } });
 * price.price.toFixed(2); // => '29900.00'
 */
export function priceBundle(contract: Partial<BundleContract>): BundlePrice {
  for (const part of REQUIRED) if (contract[part] === undefined) throw missing(part);
  const { basePrice, includes, warrantyDays, implants, outlier } = contract;
  if (basePrice === undefined || includes === undefined || warrantyDays === undefined || implants === undefined || outlier === undefined)
    throw missing('parts');
  if (includes.length === 0) throw missing('included services');
  const days = volume('warrantyDays', warrantyDays).toNumber();
  const base = usd(basePrice);
  const implant =
    implants.kind === 'included'
      ? zeroUsd()
      : implants.cap !== null && usd(implants.cost).gt(usd(implants.cap))
        ? usd(implants.cap)
        : usd(implants.cost);
  const excess = outlier.kind === 'none' ? zeroUsd() : times(usd(outlier.expectedExcess), rate('outlier.planShare', outlier.planShare));
  const warranty: readonly Inclusion[] =
    days === 0 ? [] : ['readmissions', 'revisions', 'complications'].map((service) => ({ service, fromDay: 0, toDay: days }));
  const covered = [...includes, ...warranty.filter((each) => !includes.some((own) => own.service === each.service))];
  const price = sumUsd([base, implant, excess]);
  return {
    summary: `The bundle costs $${price.toFixed(2)} an episode, all in, with a warranty of ${days} days.`,
    price,
    parts: { base, implants: implant, outlier: excess },
    includes:
      implants.kind === 'included' && !covered.some((each) => each.service === 'implants')
        ? [...covered, { service: 'implants', fromDay: 0, toDay: 0 }]
        : covered,
    warrantyDays: days,
    steps: [
      { id: 'base', label: 'base price', value: base.toFixed(), unit: 'USD' },
      {
        id: 'implants',
        label: implants.kind === 'included' ? 'implants are included' : 'implants passed through, up to the cap',
        value: implant.toFixed(),
        unit: 'USD',
      },
      {
        id: 'outlier',
        label: outlier.kind === 'none' ? 'no outlier payment' : 'expected outlier payment',
        formula: 'plan share x expected cost above the threshold',
        value: excess.toFixed(),
        unit: 'USD',
      },
      { id: 'price', label: 'bundle price', formula: 'base + implants + outlier', value: price.toFixed(), unit: 'USD' },
    ],
    assumptions:
      outlier.kind === 'none'
        ? []
        : [{ id: 'expectedExcess', value: new Decimal(usd(outlier.expectedExcess)).toFixed(), evidence: 'assumed', source: 'given by the caller' }],
    warnings: [],
    tables: [],
  };
}
