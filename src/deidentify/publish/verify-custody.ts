import { Decimal } from '../../money/decimal.js';
import { dayNumber, isoFromDay } from '../../time/iso-date.js';
import { monthIndexOfDay } from '../../time/month.js';
import type { PrintedRelation, PrintedSystem } from './printed-system.js';
import type { CustodyCell, CustodyRecord, PublishableTableData, PublishedPart } from './publishable-table.js';
import { forbidden } from './verify-rules.js';

/** The custodian's cells in the order of the printed system, or what keeps them from being so. */
export function truthOf(o: { readonly custody: CustodyRecord; readonly system: PrintedSystem; readonly nameOf: (cell: CustodyCell) => string }): {
  readonly cells: readonly CustodyCell[];
  readonly problems: readonly string[];
} {
  const found: (CustodyCell | undefined)[] = o.system.cells.map(() => undefined);
  const problems: string[] = [];
  for (const cell of o.custody.cells) {
    const index = o.system.indexOf.get(o.nameOf(cell));
    if (index === undefined) {
      problems.push('the custody record has a cell that is not printed');
      continue;
    }
    const before = found[index];
    if (before === undefined) found[index] = cell;
    else if (
      JSON.stringify([before.persons, before.values, before.contributions, before.status]) !==
      JSON.stringify([cell.persons, cell.values, cell.contributions, cell.status])
    ) {
      problems.push('the custody record has two opinions about one cell');
    }
  }
  const cells = found.flatMap((cell) => cell ?? []);
  if (cells.length !== o.system.cells.length) problems.push('the custody record lacks cells');
  return { cells: problems.length === 0 ? cells : [], problems };
}

/** Checks printed values, marks and rules against the custodian's truth. */
export function truthProblems(o: {
  readonly table: PublishableTableData;
  readonly custody: CustodyRecord;
  readonly system: PrintedSystem;
  readonly truth: readonly CustodyCell[];
}): string[] {
  const { system, truth } = o;
  const { rules } = o.table.certificate;
  const problems: string[] = [];
  system.cells.forEach((cell, i) => {
    const known = truth[i];
    if (known === undefined) return;
    for (const measure of system.measures) {
      const value = known.values[measure.id] ?? Number.NaN;
      const parts = Object.values(known.contributions[measure.id] ?? {});
      if (!cell.withheld && cell.values.get(measure.id) !== value) problems.push('a printed value differs from the truth');
      if (measure.persons ? value !== known.persons : parts.reduce((sum, part) => sum + part, 0) !== value)
        problems.push('contributions do not make up a value');
    }
    const measures = system.measures.map((measure) => ({
      persons: measure.persons,
      byEmployer: Object.values(known.contributions[measure.id] ?? {}),
    }));
    const primary = known.sensitive || forbidden({ persons: known.persons, measures, rules });
    if (primary && !cell.withheld) problems.push('a cell that breaks a rule is printed');
    if ((known.status === 'published') === cell.withheld) problems.push('a mark differs from its status');
    if (o.custody.allWithheld === null && primary !== known.status.startsWith('primary:')) problems.push('a status differs from the rules');
  });
  for (const relation of system.relations)
    problems.push(...addition({ relation, truth, system }), ...unionProblems({ relation, truth, system, rules }));
  for (const part of o.table.parts) {
    if (young(part, o.table) && part.cells.some((cell) => !cell.withheld)) problems.push('figures that are too young are printed');
    problems.push(...quotientProblems(part));
  }
  if (o.custody.allWithheld !== null && system.cells.some((cell) => !cell.withheld))
    problems.push('cells are printed though all were to be withheld');
  return problems;
}

interface AtRelation {
  readonly relation: PrintedRelation;
  readonly truth: readonly CustodyCell[];
  readonly system: PrintedSystem;
}

function addition(o: AtRelation): string[] {
  const parent = o.truth[o.relation.parent];
  const children = o.relation.children.flatMap((child) => o.truth[child] ?? []);
  return o.system.measures.flatMap((measure) => {
    if (measure.persons && !o.relation.partition) return [];
    const sum = children.reduce((total, child) => total + (child.values[measure.id] ?? 0), 0);
    return sum === parent?.values[measure.id] ? [] : ['true cells do not add up to their margin'];
  });
}

/** The sum of the withheld cells under a printed margin is known to everybody, so it is judged as if printed. */
function unionProblems(o: AtRelation & { readonly rules: PublishableTableData['certificate']['rules'] }): string[] {
  if (o.system.cells[o.relation.parent]?.withheld !== false) return [];
  const hidden = o.relation.children.filter((child) => o.system.cells[child]?.withheld === true);
  if (hidden.length === 0 || hidden.length === o.relation.children.length) return [];
  const cells = hidden.flatMap((child) => o.truth[child] ?? []);
  const together = (amounts: readonly number[], add: boolean): number =>
    amounts.reduce((all, amount) => (add ? all + amount : Math.max(all, amount)), 0);
  const measures = o.system.measures.map((measure) => {
    const add = o.relation.partition || !measure.persons;
    const employers = new Set(cells.flatMap((cell) => Object.keys(cell.contributions[measure.id] ?? {})));
    return {
      persons: measure.persons,
      byEmployer: [...employers].map((employer) =>
        together(
          cells.map((cell) => cell.contributions[measure.id]?.[employer] ?? 0),
          add,
        ),
      ),
    };
  });
  const persons = together(
    cells.map((cell) => cell.persons),
    o.relation.partition,
  );
  return forbidden({ persons, measures, rules: o.rules }) ? ['withheld cells of one line give away a sum that breaks a rule'] : [];
}

/** Full months between the period's end and the day, counted from the day after the end. */
function young(part: PublishedPart, table: PublishableTableData): boolean {
  const least = table.certificate.rules.minAgeMonths;
  if (least === 0) return false;
  if (part.period === null) return true;
  const [start, end] = [dayNumber(part.period.to) + 1, dayNumber(table.certificate.asOf) + 1];
  const months = monthIndexOfDay(end) - monthIndexOfDay(start);
  const dayOf = (day: number): number => Number(isoFromDay(day).slice(8));
  const lastOfMonth = monthIndexOfDay(end + 1) !== monthIndexOfDay(end);
  const full = months - (dayOf(end) >= dayOf(start) || lastOfMonth ? 0 : 1);
  return full < least;
}

function quotientProblems(part: PublishedPart): string[] {
  return part.cells.flatMap((cell) =>
    part.measures.flatMap((measure) => {
      if (measure.quotient === null || cell.withheld) return [];
      const { numerator, denominator, value, times, decimals } = measure.quotient;
      const below = new Decimal(denominator === null ? (value ?? '0') : (cell.values[denominator] ?? '0'));
      const printed = cell.values[measure.id] ?? null;
      if (below.isZero()) return printed === null ? [] : ['a quotient by zero is printed'];
      const exact = new Decimal(cell.values[numerator] ?? '0').times(times).div(below);
      // Half away from zero, by adding half a unit of the last place and cutting off.
      const unit = new Decimal(10).pow(decimals);
      const cut = exact
        .abs()
        .times(unit)
        .plus('0.5')
        .floor()
        .div(unit)
        .times(exact.isNegative() ? -1 : 1);
      return printed !== null && cut.eq(printed) ? [] : ['a quotient does not follow from its measures'];
    }),
  );
}
