import { Decimal } from '../../money/decimal.js';
import type { DisclosureRules } from '../../reference/disclosure-rules.js';
import type { AdditiveMeasure } from './additive-measure.js';
import type { CellStatus } from './publishable-table.js';
import type { EmployerCode } from './table-input.js';

/** What the rules look at: a cell, or the sum of several. */
export interface Subject {
  readonly persons: number;
  readonly contributions: readonly ReadonlyMap<EmployerCode, number>[];
}

/** Amounts without sign, largest first. Reversals count by their size. */
function ranked(map: ReadonlyMap<EmployerCode, number>): number[] {
  return [...map.values()]
    .map(Math.abs)
    .filter((amount) => amount > 0)
    .sort((a, b) => b - a);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Why a cell may not be shown by itself, or `null`. Persons, then employers, share, dominance: the first that fails. */
export function primaryStatus(
  subject: Subject,
  o: { readonly rules: DisclosureRules; readonly measures: readonly AdditiveMeasure[] },
): CellStatus | null {
  const { rules } = o;
  const lists = subject.contributions.map(ranked);
  const empty = lists.every((list) => list.length === 0);
  if (subject.persons === 0) return empty && !rules.zerosDisclosive ? null : 'primary:count';
  if (subject.persons < rules.minPersons) return 'primary:count';
  if (lists.length > 0) {
    const sums = lists.filter((_, m) => o.measures[m]?.kind === 'sum');
    const judged = sums.length > 0 ? sums : lists;
    if (judged.some((list) => list.length < rules.minEmployers) && employerRules(rules)) return 'primary:employers';
  }
  if (lists.some((list) => tooLargeAShare(list, rules))) return 'primary:share';
  return lists.some((list) => dominated(list, rules)) ? 'primary:dominance' : null;
}

/** Whether any rule needs to know employers. */
export function employerRules(rules: DisclosureRules): boolean {
  return rules.minEmployers > 1 || new Decimal(rules.maxShare).lt(1);
}

function tooLargeAShare(list: readonly number[], rules: DisclosureRules): boolean {
  const largest = list[0];
  return largest !== undefined && new Decimal(sum(list)).times(rules.maxShare).lt(largest);
}

function dominated(list: readonly number[], rules: DisclosureRules): boolean {
  const largest = list[0];
  if (largest === undefined) return false;
  const all = new Decimal(sum(list));
  if (rules.topShare !== null && all.times(rules.topShare.share).lt(sum(list.slice(0, rules.topShare.top)))) return true;
  const remainder = all.minus(sum(list.slice(0, 1 + rules.collusion)));
  return remainder.lt(new Decimal(largest).times(rules.protectionPercent).div(100));
}
