import { unreachable } from '../errors/unreachable.js';
import { limitedExpectedValue, type Severity } from '../stats/limited-expected-value.js';
import { normal } from '../stats/normal.js';
import { finite, invalidInput } from './triangle-spec.js';

/** The plan's own sizes up to a point, and beyond it as many as the plan had there, as large as a family says. */
export interface SplicedSizes {
  readonly kind: 'spliced';
  /** The plan's own sizes, 0 or more. Unit: US dollars. */
  readonly values: readonly number[];
  /** Weight of each; default 1. */
  readonly weights?: readonly number[];
  /** Where the family begins; own sizes above it count only by their number. Unit: US dollars. */
  readonly splice: number;
  /** The family, of which only what lies above `splice` is used. */
  readonly tail: Exclude<Severity, { readonly kind: 'empirical' }>;
}

/** Checks spliced sizes once, before the layers are asked for. */
export function checkedSplice(sizes: SplicedSizes): void {
  if (!(finite('splice', sizes.splice) > 0)) throw invalidInput('splice', sizes.splice, 'Give the size from which the family counts, above 0.');
  if (sizes.weights !== undefined && sizes.weights.length !== sizes.values.length)
    throw invalidInput('weights', `${sizes.weights.length} numbers`, `Give one for each of ${sizes.values.length} values.`);
  if (sizes.values.length === 0) throw invalidInput('values', 'none', 'Give at least one size.');
  for (const value of sizes.values) if (!(finite('a value', value) >= 0)) throw invalidInput('a value', value, 'Give sizes of 0 or more.');
  for (const weight of sizes.weights ?? [])
    if (!(finite('a weight', weight) >= 0)) throw invalidInput('a weight', weight, 'Give weights of 0 or more.');
  if (!(sizes.values.reduce((sum, _, i) => sum + (sizes.weights?.[i] ?? 1), 0) > 0))
    throw invalidInput('weights', 0, 'Give at least one weight above 0.');
  if (!(upper(sizes.tail, sizes.splice) > 0))
    throw invalidInput('tail', sizes.tail.kind, `The family puts nothing above the splice of ${sizes.splice}.`);
}

/** Mean above a limit: E[(X - limit)+]. Unit: as the sizes. */
export function splicedExcess(sizes: SplicedSizes, limit: number): number {
  const { splice, tail } = sizes;
  let [below, beyond, total] = [0, 0, 0];
  sizes.values.forEach((value, i) => {
    const weight = sizes.weights?.[i] ?? 1;
    total += weight;
    if (value > splice) beyond += weight;
    else below += weight * Math.max(0, value - limit);
  });
  if (beyond === 0) return below / total;
  // Given that a size lies beyond the splice, its mean above the limit.
  const above = limitedExpectedValue({ severity: tail, limit: Math.max(limit, splice) }).excess / upper(tail, splice);
  return (below + beyond * (above + Math.max(0, splice - limit))) / total;
}

/** P(X > x) of a family. */
function upper(tail: SplicedSizes['tail'], x: number): number {
  switch (tail.kind) {
    case 'exponential':
      return Math.exp(-x / tail.mean);
    case 'lognormal':
      return normal.upper((Math.log(x) - tail.mu) / tail.sigma);
    case 'pareto':
      return x <= tail.threshold ? 1 : (tail.threshold / x) ** tail.alpha;
    default:
      return unreachable(tail);
  }
}
