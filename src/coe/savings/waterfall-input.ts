import type { Decimal } from '../../money/decimal.js';
import type { UsdInput } from '../../money/usd.js';

/** A rate or share: decimal text such as `'0.052'`, or a decimal. Unit: share, 0 to 1. */
export type RateInput = string | Decimal;

/** Days relative to the anchor, day 0 being the admission, that a price covers for one service. */
export interface Inclusion {
  readonly service: string;
  /** Unit: days from admission. */
  readonly fromDay: number;
  /** Unit: days from admission, included. */
  readonly toDay: number;
}

/** What an amount is counted in. A price of charges is never compared with one of allowed dollars. */
export type PriceBasis = 'allowed' | 'planPaid' | 'charges';

/** One side of the price comparison. */
export interface PriceSide {
  /** Unit: US dollars an episode. */
  readonly episode: UsdInput;
  /** Default `allowed`. */
  readonly basis?: PriceBasis;
  /** What the price covers; default: the same unnamed services on both sides, readmissions, revisions, complications and post-acute care excluded. */
  readonly includes?: readonly Inclusion[];
  /** The episodes behind a measured price, for its standard error. */
  readonly sample?: { /** Unit: episodes. */ readonly n: number /** Unit: US dollars. */; readonly standardDeviation: number };
}

/** A credit for events that happen less often at the center, for days that not both prices cover already. */
export interface EventCredit {
  readonly component: 'readmissions' | 'revisions' | 'complications';
  readonly rateLocal: RateInput;
  readonly rateCoe: RateInput;
  /** Unit: US dollars an event. */
  readonly cost: UsdInput;
  /** First day of the credit. Default 0. Unit: days from admission. */
  readonly fromDay?: number;
  /** Last day of the credit, included. Default 365. Unit: days from admission. */
  readonly toDay?: number;
}

/** Who says so. */
export interface EvidenceNote {
  readonly evidence: 'measured' | 'assumed' | 'published';
  readonly source: string;
}

/** What a savings waterfall is made from. Every amount for a case is multiplied by the surgeries. */
export interface WaterfallInput {
  /** People sent to the center. Unit: people. */
  readonly referred: number;
  /** Of them, those whose surgery was avoided. Unit: people. */
  readonly avoided: number;
  /** Probability that an avoided surgery would have happened otherwise. Default 1 is never assumed: it must be given when any is avoided. */
  readonly avoidedProbability?: RateInput;
  /** Share of avoided cases operated elsewhere within the horizon. Default 0. */
  readonly leakage?: RateInput;
  readonly local: PriceSide;
  readonly bundle: PriceSide;
  /** Care instead of an avoided surgery, net of usual care. Unit: US dollars a case. */
  readonly conservativeCare?: UsdInput;
  readonly credits?: readonly EventCredit[];
  /** Saved post-acute care that neither price covers. Unit of `perSurgery`: US dollars. */
  readonly postAcute?: { readonly perSurgery: UsdInput; readonly fromDay: number; readonly toDay: number };
  /** Unit of `fee`: US dollars an evaluation; `count` default: all referred. */
  readonly evaluations?: { readonly count?: number; readonly fee: UsdInput };
  /** Unit: US dollars a surgery. */
  readonly travelLodging?: UsdInput;
  /** Unit: US dollars a surgery. */
  readonly companion?: UsdInput;
  /** Unit: US dollars a surgery. */
  readonly waivedCostShare?: UsdInput;
  /** Unit: US dollars a surgery. */
  readonly memberIncentive?: UsdInput;
  /** Employer's payroll tax on incentives, by a dated rate. Default 0. */
  readonly payrollTaxRate?: RateInput;
  /** Unit: US dollars a surgery. */
  readonly perCaseFee?: UsdInput;
  /** Unit of `amount`: US dollars per employee per month. */
  readonly pepm?: { readonly amount: UsdInput; readonly employees: number; readonly months: number };
  /** Vendor's share of the plan's net before this fee; nothing is due on a loss. Default 0. */
  readonly shareOfSavings?: RateInput;
  /** Working days gained a surgery and what a day costs the employer: a soft gain, outside the plan's net. */
  readonly absence?: { readonly days: RateInput; readonly dailyCost: UsdInput };
  /** Effect of another mix of sites, apart from unit price. Unit: US dollars in total. */
  readonly siteShift?: UsdInput;
  /** Change in stop-loss recoveries; negative when they fall with the claims. Unit: US dollars in total. */
  readonly stopLoss?: UsdInput;
  /** Change in rebates. Unit: US dollars in total. */
  readonly rebates?: UsdInput;
  /** What happens to a credit for days that both prices cover. Default `refuse`. */
  readonly overlap?: 'refuse' | 'net';
  /** What each component rests on, by its id; default assumed, as given by the caller. */
  readonly evidence?: Readonly<Record<string, EvidenceNote>>;
  /** Components that don't depend on volume. Default: `pepmFees`. */
  readonly fixed?: readonly string[];
}
