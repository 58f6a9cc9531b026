import type { Warning } from '../errors/finding.js';
import { Decimal } from '../money/decimal.js';
import type { Range } from '../money/range.js';
import { type Usd, usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { badInput, warning } from './bad-input.js';
import { adjudicate, type PlanDesign, type PlanMember, type SetTerms } from './plan-design.js';

/** How use answers to the price a member sees. No default: elasticities are the user's, with their source. */
export interface UseResponse {
  /** `arc`: change of use over change of price, both relative to their means; `semiArc`: relative change of use over absolute change of the share. */
  readonly kind: 'arc' | 'semiArc';
  /** Usually negative. Unit: none. */
  readonly elasticity: Range;
  /** The member's share of the price on the set, before and after. Default: measured before; by the terms after. Unit: share. */
  readonly from?: Decimal;
  readonly to?: Decimal;
}

/**
 * How much more is used when the member's share of the price changes.
 *
 * Limits: an arc elasticity at a price of zero gives the same answer whatever the price was before.
 *
 * @formula q = e x, x = (p1 - p0) / mean p (arc) or p1 - p0 (semi-arc); multiplier = (1 + q / 2) / (1 - q / 2)
 * @unit ratio of quantities
 * @source spec of the benchmark area, 3.12
 * @testedBy test/benchmark/plan-value.test.ts: 1.5 and 1.12765957446809
 * @param o - Kind, elasticity, share before and after.
 * @returns The multiplier of use.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * useMultiplier({ kind: 'arc', elasticity: new Decimal('-0.2'), from: new Decimal('0.3'), to: new Decimal(0) }).toFixed(); // => '1.5'
 */
export function useMultiplier(o: {
  readonly kind: 'arc' | 'semiArc';
  readonly elasticity: Decimal;
  readonly from: Decimal;
  readonly to: Decimal;
}): Decimal {
  const [p0, p1] = [new Decimal(o.from), new Decimal(o.to)];
  if (!p0.gte(0) || !p1.gte(0) || !p0.lte(1) || !p1.lte(1)) throw badInput('share', `${p0.toFixed()} to ${p1.toFixed()}`, 'shares from 0 to 1');
  const mean = p0.plus(p1).div(2);
  if (mean.eq(0)) return new Decimal(1);
  const x = o.kind === 'arc' ? p1.minus(p0).div(mean) : p1.minus(p0);
  const half = new Decimal(o.elasticity).times(x).div(2);
  if (!half.abs().lt(1)) throw badInput('elasticity', o.elasticity.toFixed(), 'an elasticity that leaves a positive use');
  return new Decimal(1).plus(half).div(new Decimal(1).minus(half));
}

/** What {@link evaluateServiceChange} needs. */
export interface ServiceChangeInput {
  readonly design: PlanDesign;
  /** Members with their services, those of the set marked `inSet`. */
  readonly members: readonly PlanMember[];
  /** What the set's services cost members from now on. */
  readonly terms: SetTerms;
  readonly useResponse?: UseResponse;
  /** Cost avoided elsewhere per added service. Default 0. Unit: US dollars per added service. */
  readonly offset?: Range;
  /** For PMPM and PEPM. Unit: months. */
  readonly memberMonths?: Decimal;
  readonly employeeMonths?: Decimal;
}

/** A cost change with its range. Unit: US dollars; positive is cost to the plan. */
export interface DollarRange {
  readonly low: Usd;
  readonly mid: Usd;
  readonly high: Usd;
}

/** What a change of cost sharing on a set of services does. */
export interface ServiceChange extends Explanation {
  /** Re-adjudicated with today's use: never the sum of attributed cost share. Unit: US dollars. */
  readonly static: Usd;
  /** Plan cost of services that are used more. */
  readonly useResponse: DollarRange;
  /** Cost avoided elsewhere, negative. */
  readonly offset: DollarRange;
  readonly total: DollarRange;
  readonly planCostBefore: Usd;
  readonly planCostAfter: DollarRange;
  readonly memberCostBefore: Usd;
  /** With today's use. */
  readonly memberCostAfter: Usd;
  readonly actuarialValueBefore: Decimal;
  readonly actuarialValueAfter: Decimal;
  /** Unit: US dollars per member or employee and month; `null` without months. */
  readonly pmpm: DollarRange | null;
  readonly pepm: DollarRange | null;
  /** Avoided cost per added service at which the change costs nothing; `null` when nothing is added. Unit: US dollars per service. */
  readonly breakEvenOffset: Usd | null;
  /** What attribution in proportion would have said, for comparison. Unit: US dollars. */
  readonly naiveAttribution: Usd;
}

/**
 * What it costs to waive or change cost sharing on a set of services, in three separate lines: re-adjudicated, used more, avoided elsewhere.
 *
 * Limits: cost that was waived is partly absorbed by deductible and maximum, so that the static effect is below what attribution says.
 *
 * @formula static = plan cost re-adjudicated - plan cost today; use = set allowed x (multiplier - 1) x plan's share after; offset = added services x avoided cost
 * @unit US dollars a plan year
 * @source spec of the benchmark area, 3.12
 * @testedBy test/benchmark/plan-value.test.ts: +400 static against 710 by attribution
 * @param o - Design, members, new terms, use response and offsets as ranges.
 * @returns The three lines, totals, AV before and after, break-even.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * const design = { id: 'd', deductible: usd('1000'), coinsurance: new Decimal('0.2'), outOfPocketMaximum: usd('3000') };
 * const members = [{ id: 'a', services: [{ allowed: usd('200'), inSet: true }, { allowed: usd('400') }] }];
 * evaluateServiceChange({ design, members, terms: { kind: 'waive' } }).static.toFixed(2); // => '200.00'
 */
export function evaluateServiceChange(o: ServiceChangeInput): ServiceChange {
  const before = adjudicate({ design: o.design, members: o.members });
  const after = adjudicate({ design: o.design, members: o.members, setTerms: o.terms });
  const set = o.members.flatMap((member) => member.services.filter((service) => service.inSet === true));
  const setAllowed = set.reduce((sum, service) => sum.plus(service.allowed), new Decimal(0));
  const naive = naiveAttribution(o.members, before);
  const shareBefore = setAllowed.gt(0) ? naive.div(setAllowed) : new Decimal(0);
  const shareAfter = shareOfTerms(o.terms, setAllowed, set.length);
  const staticEffect = after.planCost.minus(before.planCost);
  const multipliers = multipliersOf(o.useResponse, shareBefore, shareAfter);
  const planShareAfter = new Decimal(1).minus(shareAfter);
  const use = mapRange(multipliers, (m) => setAllowed.times(m.minus(1)).times(planShareAfter));
  const added = mapRange(multipliers, (m) => new Decimal(set.length).times(m.minus(1)));
  const offset = o.offset;
  const avoided = {
    low: offset === undefined ? new Decimal(0) : added.high.times(offset.high).negated(),
    mid: offset === undefined ? new Decimal(0) : added.mid.times(offset.mid).negated(),
    high: offset === undefined ? new Decimal(0) : added.low.times(offset.low).negated(),
  };
  const total = {
    low: staticEffect.plus(use.low).plus(avoided.low),
    mid: staticEffect.plus(use.mid).plus(avoided.mid),
    high: staticEffect.plus(use.high).plus(avoided.high),
  };
  const perMonth = (months: Decimal | undefined): DollarRange | null =>
    months === undefined || !months.gt(0) ? null : dollars(mapRange(total, (each) => each.div(months)));
  return {
    static: usd(staticEffect),
    useResponse: dollars(use),
    offset: dollars(avoided),
    total: dollars(total),
    planCostBefore: before.planCost,
    planCostAfter: dollars(mapRange(total, (each) => before.planCost.plus(each))),
    memberCostBefore: before.memberCost,
    memberCostAfter: after.memberCost,
    actuarialValueBefore: before.allowed.gt(0) ? before.planCost.div(before.allowed) : new Decimal(0),
    actuarialValueAfter: after.allowed.gt(0) ? after.planCost.div(after.allowed) : new Decimal(0),
    pmpm: perMonth(o.memberMonths),
    pepm: perMonth(o.employeeMonths),
    breakEvenOffset: added.mid.gt(0) ? usd(staticEffect.plus(use.mid).div(added.mid)) : null,
    naiveAttribution: usd(naive),
    steps: [
      { id: 'static', label: 're-adjudicated with today’s use', value: staticEffect.toFixed(), unit: 'US dollars' },
      { id: 'use', label: 'used more', value: `${use.low.toFixed()} to ${use.high.toFixed()}`, unit: 'US dollars' },
      { id: 'offset', label: 'avoided elsewhere', value: `${avoided.low.toFixed()} to ${avoided.high.toFixed()}`, unit: 'US dollars' },
      { id: 'total', label: 'change of plan cost', value: `${total.low.toFixed()} to ${total.high.toFixed()}`, unit: 'US dollars' },
    ],
    assumptions: [
      {
        id: 'useResponse',
        value:
          o.useResponse === undefined
            ? 'none'
            : `${o.useResponse.kind}, ${o.useResponse.elasticity.low.toFixed()} to ${o.useResponse.elasticity.high.toFixed()}`,
        evidence: 'assumed',
        source: o.useResponse?.elasticity.source ?? 'none given',
      },
      {
        id: 'offset',
        value: offset === undefined ? '0' : `${offset.low.toFixed()} to ${offset.high.toFixed()}`,
        evidence: 'assumed',
        source: offset?.source ?? 'none given',
      },
    ],
    warnings: arcWarnings(o.useResponse, shareAfter),
    tables: [],
  };
}

interface Three {
  readonly low: Decimal;
  readonly mid: Decimal;
  readonly high: Decimal;
}

function mapRange(range: Three, map: (value: Decimal) => Decimal): Three {
  const [a, b] = [map(range.low), map(range.high)];
  return { low: Decimal.min(a, b), mid: map(range.mid), high: Decimal.max(a, b) };
}

function dollars(range: Three): DollarRange {
  const plain = (value: Decimal): Usd => usd(new Decimal(0).plus(value));
  return { low: plain(range.low), mid: plain(range.mid), high: plain(range.high) };
}

function naiveAttribution(members: readonly PlanMember[], before: ReturnType<typeof adjudicate>): Decimal {
  return members.reduce((sum, member, i) => {
    const row = before.byMember[i];
    if (row === undefined || !row.allowed.gt(0)) return sum;
    const inSet = member.services.reduce((all, service) => (service.inSet === true ? all.plus(service.allowed) : all), new Decimal(0));
    return sum.plus(row.memberCost.times(inSet).div(row.allowed));
  }, new Decimal(0));
}

function shareOfTerms(terms: SetTerms, allowed: Decimal, services: number): Decimal {
  if (terms.kind === 'waive' || !allowed.gt(0)) return new Decimal(0);
  if (terms.kind === 'coinsurance') return new Decimal(terms.share);
  return Decimal.min(1, terms.copay.times(services).div(allowed));
}

function multipliersOf(response: UseResponse | undefined, before: Decimal, after: Decimal): Three {
  if (response === undefined) return { low: new Decimal(1), mid: new Decimal(1), high: new Decimal(1) };
  const at = (elasticity: Decimal): Decimal =>
    useMultiplier({ kind: response.kind, elasticity, from: response.from ?? before, to: response.to ?? after });
  return mapRange(response.elasticity, at);
}

function arcWarnings(response: UseResponse | undefined, after: Decimal): readonly Warning[] {
  if (response?.kind !== 'arc' || !(response.to ?? after).eq(0)) return [];
  return [
    warning('benchmark/arc-at-zero', 'An arc elasticity at a price of zero gives the same answer whatever the price was before; use a semi-arc.'),
  ];
}
