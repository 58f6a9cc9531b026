import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { roundDecimal } from '../money/rounding.js';
import { type Contract, measurementOf } from './contract.js';
import { plainText } from './decimal-text.js';
import { Evaluation } from './evaluate.js';
import type { Fact } from './fact.js';
import { FactIndex } from './fact-index.js';
import { type PreparedContract, prepared } from './prepare-contract.js';

/** A figure as it was printed. */
export interface PrintedFigure {
  /** Decimal text. Unit: that of its metric. */
  readonly value: string;
  /** Decimals it was rounded to; absent when it is exact. */
  readonly decimals?: number;
}

/** What {@link consistentWithPublished} compares. */
export interface ConsistencyInput {
  readonly contract: Contract | PreparedContract;
  /** Printed facts by metric. */
  readonly facts: Readonly<Record<string, PrintedFigure>>;
  /** The settlement that somebody published. Unit: US dollars. */
  readonly published: PrintedFigure;
}

/** Whether a published settlement can follow from published facts. */
export interface Consistency {
  /** `exact`: the payment, or inside the interval and within one unit of the last printed place of it; `withinPrintedRounding`: inside the interval; else `contradiction`. */
  readonly kind: 'exact' | 'withinPrintedRounding' | 'contradiction';
  /** What the facts as printed give, rounded by the contract. Unit: US dollars, decimal text. */
  readonly payment: string;
  /** What any facts that print like these can give, before the line is rounded. Unit: US dollars, decimal text. */
  readonly low: string;
  /** Unit: US dollars, decimal text. */
  readonly high: string;
  /** Published less payment. Unit: US dollars, decimal text. */
  readonly gap: string;
}

/** Most printed figures that may be rounded: every combination of their ends is computed. */
const MOST_ROUNDED = 10;

/**
 * Audits somebody else's settlement: can it follow from the facts that were printed beside it, given how they were rounded?
 *
 * Limits: one settlement line; between its printed ends the payment is taken to be monotone in each rounded figure, which holds for
 * every default of the builders and for the presets.
 *
 * @formula each rounded figure lies within half a unit of its last place; the interval is spanned by all combinations of ends
 * @unit US dollars
 * @testedBy contracts/presets/mssp.test.ts: 548 public settlements of 2018
 * @param o - Contract, printed facts, published settlement.
 * @returns The verdict with payment and interval.
 * @throws {@link CoalitionError} `contracts/bad-options` for several lines or more than ten rounded figures; `contracts/not-settled` when facts are missing.
 * @example
 * consistentWithPublished({ contract: exampleContract(), facts: { benchmark: { value: '1000000' }, actual: { value: '940000', decimals: 0 } }, published: { value: '29999.75', decimals: 2 } }); // => { kind: 'withinPrintedRounding', payment: '30000', low: '29999.75', high: '30000.25', gap: '-0.25' }
 */
export function consistentWithPublished(o: ConsistencyInput): Consistency {
  const ready = prepared(o.contract);
  const { contract } = ready;
  const [line] = contract.settle;
  const rounded = Object.entries(o.facts).filter(([, figure]) => figure.decimals !== undefined);
  if (line === undefined || contract.settle.length !== 1 || rounded.length > MOST_ROUNDED) {
    throw new CoalitionError(
      'contracts/bad-options',
      `A published figure is compared with one line of a contract and at most ${MOST_ROUNDED} rounded facts; here are ${contract.settle.length} lines and ${rounded.length}. Split the question.`,
      { what: 'lines, rounded facts' },
    );
  }
  const order = ready.order.map((term) => (term.id === line.line && term.expr.op === 'round' ? { ...term, expr: term.expr.on } : term));
  const pay = (values: Readonly<Record<string, string>>): Decimal => {
    const facts = Object.entries(values).map(
      ([metric, value]): Fact => ({
        metric,
        value,
        unit: contract.metrics[metric]?.unit ?? '',
        period: measurementOf(contract),
        knownOn: measurementOf(contract).to,
        denominator: null,
        source: 'published',
      }),
    );
    const evaluation = new Evaluation({
      contract,
      order,
      units: ready.units,
      facts: new FactIndex(contract, facts),
      day: ready.day,
      record: false,
    }).run();
    const outcome = evaluation.outcomes.get(line.line);
    if (outcome?.kind === 'value' && typeof outcome.value !== 'boolean') return outcome.value;
    const findings = outcome === undefined || outcome.kind === 'value' ? [] : outcome.findings;
    throw new CoalitionError(
      'contracts/not-settled',
      `The printed facts settle nothing: ${findings.map((finding) => finding.message).join(' ')} Supply what is missing.`,
      { codes: findings.map((finding) => finding.code).join(', ') },
    );
  };
  const base = Object.fromEntries(Object.entries(o.facts).map(([id, figure]) => [id, figure.value]));
  const payments = Array.from({ length: 2 ** rounded.length }, (_, mask) =>
    pay({ ...base, ...Object.fromEntries(rounded.map(([id, figure], i) => [id, endOf(figure, (mask >> i) % 2 === 1 ? 1 : -1)])) }),
  );
  const low = payments.reduce((least, each) => (each.lt(least) ? each : least));
  const high = payments.reduce((most, each) => (each.gt(most) ? each : most));
  const term = ready.order.find((each) => each.id === line.line)?.expr;
  const rule = contract.rounding ?? (term?.op === 'round' ? term : { to: 'cent', mode: 'half-up' as const });
  const payment = roundDecimal(pay(base), { places: rule.to === 'cent' ? 2 : rule.to === 'dollar' ? 0 : Number(rule.to), mode: rule.mode });
  const published = new Decimal(o.published.value);
  const unit = new Decimal(10).pow(-(o.published.decimals ?? 0));
  const half = o.published.decimals === undefined ? new Decimal(0) : unit.div(2);
  const gap = published.minus(payment);
  const inside = published.plus(half).gte(low) && published.minus(half).lte(high);
  const exact = gap.isZero() || (inside && o.published.decimals !== undefined && gap.abs().lte(unit));
  return {
    kind: exact ? 'exact' : inside ? 'withinPrintedRounding' : 'contradiction',
    payment: plainText(payment),
    low: plainText(low),
    high: plainText(high),
    gap: plainText(gap),
  };
}

function endOf(figure: PrintedFigure, side: 1 | -1): string {
  return new Decimal(figure.value)
    .plus(
      new Decimal(10)
        .pow(-(figure.decimals ?? 0))
        .div(2)
        .times(side),
    )
    .toFixed();
}
