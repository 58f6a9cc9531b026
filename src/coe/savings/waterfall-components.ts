import { Decimal } from '../../money/decimal.js';
import { minus, negate, times, type Usd, usd, zeroUsd } from '../../money/usd.js';
import type { WaterfallInput } from './waterfall-input.js';
import { quantity, rate, volume } from './waterfall-rules.js';

/** In whose pocket. `vendor` is a memo: its receipts are a cost to the payers. */
export type WaterfallPayer = 'plan' | 'member' | 'employer' | 'vendor';

/** `soft`: not money that is paid out. `transfer`: what one pocket loses another gains. `memo`: told, never summed. */
export type ComponentKind = 'hard' | 'soft' | 'transfer' | 'memo';

/** One component's amount before it is explained. Unit: US dollars, a gain of the payer is positive. */
export interface RawComponent {
  readonly id: string;
  readonly payer: WaterfallPayer;
  readonly kind: ComponentKind;
  readonly amount: Usd;
  readonly formula: string;
}

/** Every component of a waterfall, in its fixed order, exact. */
export function waterfallComponents(i: WaterfallInput, netted: ReadonlySet<number | 'postAcute'>): readonly RawComponent[] {
  const [referred, avoided] = [volume('referred', i.referred), volume('avoided', i.avoided)];
  const surgeries = referred.minus(avoided);
  const local = usd(i.local.episode);
  const credited = avoided.isZero()
    ? new Decimal(0)
    : avoided.times(rate('avoidedProbability', i.avoidedProbability ?? '')).times(new Decimal(1).minus(rate('leakage', i.leakage ?? '0')));
  const list: RawComponent[] = [];
  const put = (id: string, payer: WaterfallPayer, kind: ComponentKind, amount: Usd, formula: string): void => {
    list.push({ id, payer, kind, amount, formula });
  };
  const perSurgery = (value: WaterfallInput['companion']): Usd => (value === undefined ? zeroUsd() : times(usd(value), surgeries));

  put('unitPrice', 'plan', 'hard', times(minus(local, usd(i.bundle.episode)), surgeries), 'surgeries x (local episode - bundle)');
  put('avoidedSurgery', 'plan', 'hard', times(local, credited), 'avoided x probability x (1 - leakage) x local episode');
  put('substituteCare', 'plan', 'hard', negate(times(usd(i.conservativeCare ?? '0'), avoided)), '-avoided x conservative care');
  for (const component of ['readmissions', 'revisions', 'complications'] as const) {
    let amount = zeroUsd();
    (i.credits ?? []).forEach((credit, at) => {
      if (credit.component !== component || netted.has(at)) return;
      const gap = rate(`${component}.rateLocal`, credit.rateLocal).minus(rate(`${component}.rateCoe`, credit.rateCoe));
      amount = usd(amount.plus(times(usd(credit.cost), surgeries.times(gap))));
    });
    put(component, 'plan', 'hard', amount, 'surgeries x (local rate - center rate) x cost');
  }
  put(
    'postAcute',
    'plan',
    'hard',
    i.postAcute === undefined || netted.has('postAcute') ? zeroUsd() : perSurgery(i.postAcute.perSurgery),
    'surgeries x post-acute care that neither price covers',
  );
  const evaluations = i.evaluations === undefined ? new Decimal(0) : volume('evaluations.count', i.evaluations.count ?? i.referred);
  put('evaluationFees', 'plan', 'hard', negate(times(usd(i.evaluations?.fee ?? '0'), evaluations)), '-evaluations x fee');
  put('travelLodging', 'plan', 'hard', negate(perSurgery(i.travelLodging)), '-surgeries x amount');
  put('companion', 'plan', 'hard', negate(perSurgery(i.companion)), '-surgeries x amount');
  for (const [id, value] of [
    ['waivedCostShare', i.waivedCostShare],
    ['memberIncentives', i.memberIncentive],
  ] as const) {
    put(id, 'plan', 'transfer', negate(perSurgery(value)), '-surgeries x amount');
    put(id, 'member', 'transfer', perSurgery(value), 'surgeries x amount');
  }
  put(
    'payrollTax',
    'employer',
    'hard',
    negate(times(perSurgery(i.memberIncentive), rate('payrollTaxRate', i.payrollTaxRate ?? '0'))),
    '-incentives x payroll tax rate',
  );
  const fees = perSurgery(i.perCaseFee);
  put('perCaseFees', 'plan', 'hard', negate(fees), '-surgeries x fee');
  const pepm =
    i.pepm === undefined
      ? zeroUsd()
      : times(usd(i.pepm.amount), volume('pepm.employees', i.pepm.employees).times(volume('pepm.months', i.pepm.months)));
  put('pepmFees', 'plan', 'hard', negate(pepm), '-fee per employee per month x employees x months');
  for (const id of ['siteShift', 'stopLoss', 'rebates'] as const) put(id, 'plan', 'hard', usd(i[id] ?? '0'), 'as given');
  const before = list.filter((each) => each.payer === 'plan').reduce((sum, each) => sum.plus(each.amount), new Decimal(0));
  const share = rate('shareOfSavings', i.shareOfSavings ?? '0');
  const due = before.gt(0) ? usd(before.times(share)) : zeroUsd();
  put('shareOfSavings', 'plan', 'hard', negate(due), '-share x plan net before this fee, nothing on a loss');
  for (const [id, amount] of [
    ['perCaseFees', fees],
    ['pepmFees', pepm],
    ['shareOfSavings', due],
  ] as const)
    put(id, 'vendor', 'memo', amount, 'what the vendor receives');
  const absence = i.absence === undefined ? zeroUsd() : times(perSurgery(i.absence.dailyCost), quantity('absence.days', i.absence.days));
  put('absence', 'employer', 'soft', absence, 'surgeries x days x daily cost');
  return list;
}
