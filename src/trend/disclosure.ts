import type { ControlTotals } from '../claims/aggregate.js';
import type { Finding } from '../errors/finding.js';
import type { IsoDate } from '../time/iso-date.js';
import type { Month } from '../time/month.js';
import type { Triangle } from './triangle.js';
import { periodMonth } from './triangle-spec.js';

/** What every result of this area says about itself; shaped after actuarial standards of practice 5 and 28. */
export interface TrendDisclosure {
  /** `unpaid` for paid or allowed amounts: reported and not paid, plus not reported yet; usually called IBNR. */
  readonly measure: 'unpaid' | 'unreportedCount';
  readonly basis: 'paid' | 'allowed' | 'count';
  readonly netOf: readonly string[];
  readonly incurredDate: string;
  readonly grain: string;
  readonly firstPeriod: Month;
  readonly lastPeriod: Month;
  readonly asOf: Month;
  readonly paidThrough: IsoDate;
  /** What the builder saw; null for a published triangle. */
  readonly control: ControlTotals | null;
  /** What was found on the way to the triangle: lines without a place, a partial month, paid months that were evened out. */
  readonly findings: readonly Finding[];
  /** The methods that were used, one for each answer. */
  readonly methods: readonly string[];
  readonly exclusions: readonly string[];
  readonly note: string;
}

/** The sentence that goes with every number. */
export const NOT_AN_OPINION: string = 'Calculation aid, not an actuarial opinion.';

/** Fills the disclosure of a result in from its triangle. */
export function disclose(triangle: Triangle, o: { readonly methods: readonly string[]; readonly exclusions: readonly string[] }): TrendDisclosure {
  const { spec } = triangle;
  return {
    measure: spec.basis === 'count' ? 'unreportedCount' : 'unpaid',
    basis: spec.basis,
    netOf: spec.netOf,
    incurredDate: spec.incurredDate,
    grain: spec.grain,
    firstPeriod: periodMonth(spec, 0),
    lastPeriod: periodMonth(spec, spec.months - 1),
    asOf: triangle.asOf,
    paidThrough: triangle.paidThrough,
    control: triangle.control,
    findings: triangle.findings,
    methods: o.methods,
    exclusions: o.exclusions,
    note: NOT_AN_OPINION,
  };
}
