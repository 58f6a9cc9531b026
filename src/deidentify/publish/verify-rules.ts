import { Decimal } from '../../money/decimal.js';
import type { DisclosureRules } from '../../reference/disclosure-rules.js';

/** What one measure of a cell is made of, for judging it. */
export interface JudgedMeasure {
  readonly persons: boolean;
  readonly byEmployer: readonly number[];
}

/**
 * Says whether the rules forbid showing figures, in an order and code of its own: it is the second opinion to what
 * protecting decided.
 */
export function forbidden(o: { readonly persons: number; readonly measures: readonly JudgedMeasure[]; readonly rules: DisclosureRules }): boolean {
  const { rules } = o;
  const sized = o.measures.map((measure) => ({
    ...measure,
    sizes: measure.byEmployer.map((amount) => Math.abs(amount)).filter((amount) => amount !== 0),
  }));
  const nothing = sized.every((measure) => measure.sizes.length === 0);
  if (o.persons === 0) return rules.zerosDisclosive || !nothing;
  if (o.persons < rules.minPersons) return true;
  const counted = sized.some((measure) => !measure.persons) ? sized.filter((measure) => !measure.persons) : sized;
  const employersMatter = rules.minEmployers > 1 || new Decimal(rules.maxShare).lt(1);
  if (employersMatter && counted.some((measure) => measure.sizes.length < rules.minEmployers)) return true;
  return sized.some((measure) => measure.sizes.length > 0 && dominatedBy(measure.sizes, rules));
}

function dominatedBy(sizes: readonly number[], rules: DisclosureRules): boolean {
  const falling = sizes.map((size) => new Decimal(size)).sort((a, b) => b.cmp(a));
  const whole = falling.reduce((sum, size) => sum.plus(size), new Decimal(0));
  const first = falling[0] ?? new Decimal(0);
  const top = (n: number): Decimal => falling.slice(0, n).reduce((sum, size) => sum.plus(size), new Decimal(0));
  if (first.gt(whole.times(rules.maxShare))) return true;
  if (rules.topShare !== null && top(rules.topShare.top).gt(whole.times(rules.topShare.share))) return true;
  // What is left after the largest and the next c can hide the largest only if it is at least p percent of it.
  return whole
    .minus(top(rules.collusion + 1))
    .times(100)
    .lt(first.times(rules.protectionPercent));
}
