import { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import type { Explanation, Step } from '../reference/explanation.js';

/** Parts of what a plan costs over a period. Unit of all: US dollars; absent means zero and is listed. */
export interface PlanCostInput {
  /** Claims that the plan paid. */
  readonly paid: Usd;
  /** Capitation and other payments that aren't claims, as the records hold them: money **to** the employer is negative. */
  readonly nonClaims?: Usd;
  readonly admin?: Usd;
  readonly stopLossPremium?: Usd;
  /** What the stop-loss carrier paid back, as a magnitude. */
  readonly stopLossRecoveries?: Usd;
  /** Pharmacy rebates, as a magnitude. */
  readonly rebates?: Usd;
  /** Recoveries from third parties, as a magnitude. */
  readonly subrogation?: Usd;
  /** What employees contribute by payroll; for the employer's net cost. */
  readonly employeeContributions?: Usd;
  /** Premiums earned by an insurer, for the net cost of private insurance. */
  readonly premiumEarned?: Usd;
  /** What members paid, for total medical expense. */
  readonly memberShare?: Usd;
}

/** What a plan costs, by party, with its parts. Unit: US dollars. Costs are positive to the party that bears them. */
export interface PlanCost extends Explanation {
  /** Claims and everything around them, net of what comes back. */
  readonly planCost: Usd;
  /** Plan cost less employees' contributions; `null` when those aren't given. */
  readonly employerNet: Usd | null;
  /** Total medical expense: claims with the members' share and payments to providers that aren't claims; `null` without the members' share. */
  readonly tme: Usd | null;
  /** Net cost of private health insurance: premiums earned less benefits; `null` without premiums. */
  readonly ncphi: Usd | null;
  /** Total health care expenditure: TME + NCPHI; `null` where either is. */
  readonly thce: Usd | null;
}

/**
 * What a plan costs altogether: claims, fees and what flows back.
 *
 * @formula planCost = paid + non-claims + admin + stop-loss premium - recoveries - rebates - subrogation; employerNet = planCost - contributions;
 *   tme = paid + member share + non-claims; ncphi = premiums earned - benefits (paid + non-claims); thce = tme + ncphi
 * @unit US dollars over the period
 * @source state cost-growth benchmark vocabulary (Milbank Memorial Fund); spec of the benchmark area, 3.1
 * @testedBy test/benchmark/compare.test.ts
 * @param o - The parts.
 * @returns The totals with their parts as steps.
 * @example
 * planCost({ paid: usd('1000'), admin: usd('50'), rebates: usd('80') }).planCost.toFixed(2); // => '970.00'
 */
export function planCost(o: PlanCostInput): PlanCost {
  const of = (part: Usd | undefined): Decimal => new Decimal(part ?? 0);
  const parts: readonly (readonly [string, string, Decimal])[] = [
    ['paid', 'claims paid by the plan', of(o.paid)],
    ['nonClaims', 'capitation and other non-claims payments', of(o.nonClaims)],
    ['admin', 'administration', of(o.admin)],
    ['stopLossPremium', 'stop-loss premium', of(o.stopLossPremium)],
    ['stopLossRecoveries', 'less stop-loss recoveries', of(o.stopLossRecoveries).negated()],
    ['rebates', 'less rebates', of(o.rebates).negated()],
    ['subrogation', 'less subrogation', of(o.subrogation).negated()],
  ];
  const total = parts.reduce((sum, [, , value]) => sum.plus(value), new Decimal(0));
  const benefits = of(o.paid).plus(of(o.nonClaims));
  const tme = o.memberShare === undefined ? null : usd(benefits.plus(o.memberShare));
  const ncphi = o.premiumEarned === undefined ? null : usd(of(o.premiumEarned).minus(benefits));
  const steps: Step[] = parts.map(([id, label, value]) => ({ id, label, value: new Decimal(0).plus(value).toFixed(), unit: 'US dollars' }));
  steps.push({ id: 'planCost', label: 'plan cost', formula: 'sum of the parts', value: total.toFixed(), unit: 'US dollars' });
  const absent = Object.entries({
    nonClaims: o.nonClaims,
    admin: o.admin,
    stopLossPremium: o.stopLossPremium,
    stopLossRecoveries: o.stopLossRecoveries,
    rebates: o.rebates,
    subrogation: o.subrogation,
  })
    .filter(([, value]) => value === undefined)
    .map(([name]) => ({ id: name, value: '0', evidence: 'assumed' as const, source: 'not given' }));
  return {
    planCost: usd(total),
    employerNet: o.employeeContributions === undefined ? null : usd(total.minus(o.employeeContributions)),
    tme,
    ncphi,
    thce: tme === null || ncphi === null ? null : usd(tme.plus(ncphi)),
    steps,
    assumptions: absent,
    warnings: [],
    tables: [],
  };
}

/**
 * Turns a signed non-claims record (money to the employer is negative) into a magnitude that {@link planCost} takes off: the
 * library's one conversion point.
 *
 * @unit US dollars
 * @testedBy test/benchmark/compare.test.ts
 * @param signed - As the record holds it, such as a rebate of -80.00.
 * @returns The magnitude of what flows back, such as 80.00.
 * @example
 * flowsBack(usd('-80')).toFixed(2); // => '80.00'
 */
export function flowsBack(signed: Usd): Usd {
  return usd(new Decimal(0).minus(signed));
}
