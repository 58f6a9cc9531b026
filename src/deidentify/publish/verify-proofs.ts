import { Decimal } from '../../money/decimal.js';
import type { PrintedSystem } from './printed-system.js';
import { type CustodyCell, type CustodyRecord, OPEN_END, type Proof, type PublishableTableData, type Witness } from './publishable-table.js';

interface Case {
  readonly table: PublishableTableData;
  readonly custody: CustodyRecord;
  readonly system: PrintedSystem;
  readonly truth: readonly CustodyCell[];
  /** Printed-system cell of each place in a witness. */
  readonly order: readonly number[];
}

interface Measure {
  readonly id: string;
  readonly persons: boolean;
}

/** Checks every requirement against its witnesses, by addition alone, and that no requirement is missing. */
export function proofProblems(o: Omit<Case, 'order'> & { readonly nameOf: (cell: CustodyCell) => string }): string[] {
  if (o.custody.allWithheld !== null) return [];
  const order = o.custody.withheld.map((place) => {
    const cell = o.custody.cells[place];
    return cell === undefined ? -1 : (o.system.indexOf.get(o.nameOf(cell)) ?? -1);
  });
  const hidden = o.system.cells.flatMap((cell, i) => (cell.withheld ? [i] : []));
  if (JSON.stringify([...order].sort((a, b) => a - b)) !== JSON.stringify(hidden)) return ['witnesses are about other cells than the withheld ones'];
  const at: Case = { ...o, order };
  const given = new Map<string, Proof>();
  for (const proof of o.custody.proofs) {
    const { requirement } = proof;
    const name = o.custody.cells.find((cell) => cell.part === requirement.part && JSON.stringify(cell.key) === JSON.stringify(requirement.key));
    if (name !== undefined)
      given.set(JSON.stringify([o.system.indexOf.get(o.nameOf(name)), requirement.measure, [...requirement.attacker].sort()]), proof);
  }
  const problems: string[] = [];
  for (const attacker of attackers(at)) {
    for (const index of hidden) {
      if (o.truth[index]?.status.startsWith('primary:') !== true) continue;
      for (const measure of o.system.measures) problems.push(...needProblems(at, { attacker, index, measure, given }));
    }
  }
  return [...problems, ...intervalProblems(at)];
}

/** The outsider, every employer that is in a withheld cell, and their coalitions. */
function attackers(o: Case): string[][] {
  const inside = new Set<string>();
  for (const index of o.order) {
    for (const amounts of Object.values(o.truth[index]?.contributions ?? {})) {
      for (const [employer, amount] of Object.entries(amounts)) if (amount !== 0) inside.add(employer);
    }
  }
  const names = [...inside].sort();
  const all: string[][] = [[]];
  for (let from = 0, size = 1; size <= o.table.certificate.rules.collusion; size += 1) {
    const until = all.length;
    for (let i = from; i < until; i += 1) {
      const group = all[i] ?? [];
      for (const name of names) if (group.every((member) => member < name)) all.push([...group, name]);
    }
    from = until;
  }
  return all;
}

function ownOf(cell: CustodyCell | undefined, o: { readonly measure: Measure; readonly attacker: readonly string[] }): number {
  let own = 0;
  for (const employer of o.attacker) own += cell?.contributions[o.measure.id]?.[employer] ?? 0;
  return o.measure.persons && cell !== undefined && own > cell.persons ? cell.persons : own;
}

function needProblems(
  at: Case,
  o: { readonly attacker: readonly string[]; readonly index: number; readonly measure: Measure; readonly given: ReadonlyMap<string, Proof> },
): string[] {
  const cell = at.truth[o.index];
  const { rules } = at.table.certificate;
  const own = ownOf(cell, o);
  const rest = (cell?.values[o.measure.id] ?? 0) - own;
  const others = Object.entries(cell?.contributions[o.measure.id] ?? {}).filter(
    ([employer, amount]) => amount !== 0 && !o.attacker.includes(employer),
  );
  if (rest === 0 && others.length === 0) return [];
  const proof = o.given.get(JSON.stringify([o.index, o.measure.id, [...o.attacker].sort()]));
  if (proof === undefined) return ['a requirement has no proof'];
  const problems: string[] = [];
  const ends: number[] = [rest];
  for (const witness of [proof.low, proof.high]) {
    if (witness === null) continue;
    const wrong = witnessProblem(at, { witness, measure: o.measure, attacker: o.attacker });
    if (wrong !== null) problems.push(wrong);
    ends.push((witness.values[at.order.indexOf(o.index)] ?? 0) - own);
  }
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const p = new Decimal(rules.protectionPercent);
  const largest = Math.max(0, ...others.map(([, amount]) => Math.abs(amount)));
  if (largest > 0 && new Decimal(high).times(100).lt(p.plus(100).times(largest)))
    problems.push('a contribution could be estimated too closely from above');
  const floor = Decimal.max(0, new Decimal(100).minus(p)).times(largest);
  if (others.length === 1 && rest !== 0 && new Decimal(low).times(100).gt(floor))
    problems.push('a contribution could be estimated too closely from below');
  const counts = o.measure.persons && (cell?.status === 'primary:count' || cell?.status === 'primary:declared');
  const least = counts ? Math.max(rules.countWidth, rules.minPersons - 1) : Decimal.max(1, new Decimal(Math.abs(rest)).times(p).div(100)).toNumber();
  if (high - low < least) problems.push('what is left of a withheld value is too narrow');
  return problems;
}

/** What is wrong with a whole table that an attacker is said to think possible; `null` when nothing. */
function witnessProblem(at: Case, o: { readonly witness: Witness; readonly measure: Measure; readonly attacker: readonly string[] }): string | null {
  if (o.witness.values.length !== at.order.length) return 'a witness is not a whole table';
  const floor = o.measure.persons ? 0 : at.table.certificate.lowerBound;
  const value = new Map<number, number>();
  for (const [i, index] of at.order.entries()) {
    const amount = o.witness.values[i] ?? Number.NaN;
    if (!Number.isSafeInteger(amount)) return 'a witness has a value that is no whole number';
    if (amount < ownOf(at.truth[index], o) + floor) return 'a witness goes below what the attacker knows';
    value.set(index, amount);
  }
  const read = (index: number): number => value.get(index) ?? at.system.cells[index]?.values.get(o.measure.id) ?? Number.NaN;
  for (const relation of at.system.relations) {
    const children = relation.children.map(read);
    const [sum, parent] = [children.reduce((total, each) => total + each, 0), read(relation.parent)];
    const holds = o.measure.persons && !relation.partition ? parent <= sum && children.every((child) => child <= parent) : parent === sum;
    if (!holds) return 'a witness does not add up';
  }
  return null;
}

function intervalProblems(at: Case): string[] {
  const { intervals } = at.table.certificate;
  if (at.custody.intervals.length !== intervals.length) return ['an interval has no proof'];
  return intervals.flatMap((interval, i) => {
    const proof = at.custody.intervals[i];
    const measure = at.system.measures.find((each) => each.id === interval.measure);
    const place = at.order.findIndex(
      (index) => at.system.cells[index]?.part === interval.part && JSON.stringify(at.system.cells[index]?.key) === JSON.stringify(interval.key),
    );
    if (proof === undefined || measure === undefined || place === -1) return ['an interval has no proof'];
    const problems = [proof.low, proof.high].flatMap((witness) => witnessProblem(at, { witness, measure, attacker: [] }) ?? []);
    const [low, high] = [proof.low.values[place] ?? Number.NaN, proof.high.values[place] ?? Number.NaN];
    if (low !== interval.low || (interval.high === null ? high < OPEN_END : high !== interval.high))
      problems.push('an interval claims more than its witnesses show');
    return problems;
  });
}
