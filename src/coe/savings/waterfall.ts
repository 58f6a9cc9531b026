import { CoalitionError } from '../../errors/coalition-error.js';
import type { Finding, Warning } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import { roundParts } from '../../money/round-parts.js';
import { roundDecimal } from '../../money/rounding.js';
import { toCents } from '../../money/to-cents.js';
import { negate, plus, sumUsd, type Usd, usd } from '../../money/usd.js';
import type { Explanation } from '../../reference/explanation.js';
import { type BreakEven, breakEven, type Roi, roi } from './return.js';
import { type RawComponent, type WaterfallPayer, waterfallComponents } from './waterfall-components.js';
import type { EvidenceNote, WaterfallInput } from './waterfall-input.js';
import { checkBasis, checkInclusions, settleOverlaps } from './waterfall-rules.js';

/** One line of a waterfall. */
export interface WaterfallComponent extends RawComponent, EvidenceNote {
  /** What the amount is counted in. */
  readonly basis: string;
}

/** The printed lines of one pocket; they add up to the printed total. */
export interface PrintedColumn {
  readonly payer: WaterfallPayer;
  readonly lines: readonly { readonly id: string /** Unit: US dollars, text. */; readonly amount: string }[];
  /** Half-up to the cent. Unit: US dollars, text. */
  readonly total: string;
  /** Which lines were raised by a cent so that the column adds up. */
  readonly raised: readonly string[];
}

/** Who gains what, in which pocket. Gains are positive. Unit: US dollars, every amount. */
export interface Waterfall extends Explanation {
  /** One plain sentence for the reader. */
  readonly summary: string;
  /** Unit: surgeries. */
  readonly surgeries: number;
  readonly components: readonly WaterfallComponent[];
  readonly planNet: Usd;
  readonly memberNet: Usd;
  /** Hard and soft, outside the plan's net and outside societal. */
  readonly employerNet: Usd;
  /** Plan plus member; what the vendor receives is a cost to them. */
  readonly societal: Usd;
  readonly vendorMemo: Usd;
  /** Sum of the plan's gains. */
  readonly gross: Usd;
  /** Sum of the plan's costs, as a positive amount. */
  readonly cost: Usd;
  readonly fixed: Usd;
  /** Unit: US dollars a surgery; `null` without surgeries. */
  readonly netPerSurgeryBeforeFixed: Usd | null;
  readonly roi: Roi;
  readonly breakEven: BreakEven;
  /** Share of the plan's gross and cost, taken together, that rests on assumptions; `null` when both are zero. Unit: share, 0 to 1. */
  readonly assumedShare: Decimal | null;
  readonly printed: readonly PrintedColumn[];
  readonly findings: readonly Finding[];
}

function printedColumn(payer: WaterfallPayer, components: readonly WaterfallComponent[]): PrintedColumn {
  const own = components.filter((each) => each.payer === payer);
  const total = roundDecimal(sumUsd(own.map((each) => each.amount)), { places: 2, mode: 'half-up' });
  const rounded = roundParts({ parts: own.map((each) => each.amount), total, scale: 2, negative: 'floor' });
  const lines = own.map((each, at) => ({ id: each.id, amount: (rounded[at] ?? new Decimal(0)).toFixed(2) }));
  const raised = own.flatMap((each, at) => (new Decimal(rounded[at] ?? 0).gt(each.amount) ? [each.id] : []));
  return { payer, lines, total: total.toFixed(2), raised };
}

const SOURCE: EvidenceNote = { evidence: 'assumed', source: 'given by the caller' };

/** The plain sentence on top of a waterfall. */
function sentence(w: { readonly planNet: Usd; readonly memberNet: Usd; readonly surgeries: number; readonly breakEven: BreakEven }): string {
  const verb = new Decimal(w.planNet).isNegative() ? 'loses' : 'saves';
  const amount = toCents(usd(new Decimal(w.planNet).abs()), 'half-up');
  const even =
    w.breakEven.kind === 'cases'
      ? `; it pays for its fixed cost from ${w.breakEven.surgeries} surgeries on`
      : w.breakEven.kind === 'never'
        ? '; it never pays for its fixed cost'
        : '';
  return `Over ${w.surgeries} surgeries the plan ${verb} $${amount} net and members gain $${toCents(w.memberNet, 'half-up')}${even}.`;
}

/**
 * Adds up what a Center of Excellence program saves, component by component and pocket by pocket, to the cent.
 *
 * Credit for days that both prices cover already is refused; transfers between plan and member net to zero; soft gains stay
 * outside the plan's net; nothing is rounded before it is printed.
 *
 * @formula plan net = sum of plan components; member net likewise; societal = plan + member; roi = net / cost
 * @unit US dollars, a gain of the pocket named is positive
 * @source spec coe 3.5
 * @testedBy coe/waterfall.test.ts: case A to the cent; neutral program; scale; transfers; double credit in any split
 * @param i - Volumes, the two prices, credits, costs and fees.
 * @returns Components, nets, return and break-even, with what rests on assumptions.
 * @throws {@link CoalitionError} `coe/volume-invalid`, `coe/inclusions-differ`, `coe/warranty-overlap`, `basis/mismatch`, `money/not-an-amount`.
 * @example
 * const w = savingsWaterfall({ referred: 10, avoided: 0, local: { episode: '41250' }, bundle: { episode: '29900' }, perCaseFee: '1200' });
 * w.planNet.toFixed(2); // => '101500.00'
 * w.summary; // => 'Over 10 surgeries the plan saves $101500.00 net and members gain $0.00.'
 */
export function savingsWaterfall(i: WaterfallInput): Waterfall {
  checkBasis(i);
  if (i.avoided > i.referred) {
    throw new CoalitionError('coe/volume-invalid', `avoided is ${i.avoided}, more than the ${i.referred} referred. Count each person once.`, {
      field: 'avoided',
      value: String(i.avoided),
    });
  }
  checkInclusions(i.bundle.includes ?? [], i.local.includes ?? []);
  const { netted, findings } = settleOverlaps(i);
  const basis = i.local.basis ?? 'allowed';
  const components = waterfallComponents(i, netted).map((each): WaterfallComponent => ({ ...each, ...(i.evidence?.[each.id] ?? SOURCE), basis }));
  const of = (payer: WaterfallPayer): readonly WaterfallComponent[] => components.filter((each) => each.payer === payer);
  const net = (payer: WaterfallPayer): Usd => sumUsd(of(payer).map((each) => each.amount));
  const plan = of('plan');
  const gross = sumUsd(plan.filter((each) => each.amount.gt(0)).map((each) => each.amount));
  const cost = negate(sumUsd(plan.filter((each) => each.amount.lt(0)).map((each) => each.amount)));
  const fixed = negate(sumUsd(plan.filter((each) => (i.fixed ?? ['pepmFees']).includes(each.id)).map((each) => each.amount)));
  const surgeries = i.referred - i.avoided;
  const planNet = net('plan');
  const perSurgery = surgeries === 0 ? null : usd(new Decimal(plus(planNet, fixed)).div(surgeries));
  const moved = new Decimal(gross).plus(cost);
  const assumed = plan.filter((each) => each.evidence === 'assumed').reduce((sum, each) => sum.plus(each.amount.abs()), new Decimal(0));
  const assumedShare = moved.isZero() ? null : assumed.div(moved);
  const memberNet = net('member');
  const even = breakEven({ fixed, netPerSurgeryBeforeFixed: perSurgery });
  const warnings: Warning[] =
    assumedShare === null || assumedShare.isZero()
      ? []
      : [
          {
            code: 'coe/assumed-share',
            severity: 'info',
            message: `${assumedShare.times(100).toFixed(1)} % of the dollars moved rest on assumptions.`,
            fix: 'Measure the components that matter.',
          },
        ];
  return {
    summary: sentence({ planNet, memberNet, surgeries, breakEven: even }),
    surgeries,
    components,
    planNet,
    memberNet,
    employerNet: net('employer'),
    societal: plus(planNet, memberNet),
    vendorMemo: net('vendor'),
    gross,
    cost,
    fixed,
    netPerSurgeryBeforeFixed: perSurgery,
    roi: roi({ gross, cost }),
    breakEven: even,
    assumedShare,
    printed: (['plan', 'member', 'employer', 'vendor'] as const).map((payer) => printedColumn(payer, components)),
    findings,
    steps: components.map((each) => ({
      id: `${each.payer}/${each.id}`,
      label: each.id,
      formula: each.formula,
      value: each.amount.toFixed(),
      unit: 'USD',
    })),
    assumptions: plan
      .filter((each) => !each.amount.isZero())
      .map((each) => ({ id: each.id, value: each.amount.toFixed(), evidence: each.evidence, source: each.source })),
    warnings,
    tables: [],
  };
}
