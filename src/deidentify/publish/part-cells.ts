import { CoalitionError } from '../../errors/coalition-error.js';
import type { Finding } from '../../errors/finding.js';
import { compareCodePoints } from '../../money/allocate.js';
import { cents } from '../../money/cents.js';
import type { AdditiveMeasure } from './additive-measure.js';
import { type DimensionTree, dimensionTree } from './dimension-tree.js';
import type { EmployerCode, TableCell, TableInput } from './table-input.js';
import { invalid, tooLarge } from './table-refusals.js';

/** A cell of one table, leaf or margin, with everything summed up. */
export interface PartCell {
  readonly key: readonly string[];
  readonly persons: number;
  readonly sensitive: boolean;
  readonly values: readonly number[];
  readonly contributions: readonly ReadonlyMap<EmployerCode, number>[];
}

/** All cells of one table in printing order, and its relations by place. */
export interface PartCells {
  readonly cells: readonly PartCell[];
  readonly relations: readonly { readonly parent: number; readonly children: readonly number[]; readonly partition: boolean }[];
}

interface Work {
  readonly table: TableInput;
  readonly trees: readonly DimensionTree[];
  readonly given: ReadonlyMap<string, TableCell>;
  readonly measures: readonly AdditiveMeasure[];
  readonly made: Map<string, PartCell>;
  readonly findings: Finding[];
}

const NOTHING: ReadonlyMap<EmployerCode, number> = /* @__PURE__ */ new Map();

/** Expands a table into all its cells, leaves and margins, and says which add up to which. */
export function cellsOfPart(
  table: TableInput,
  o: { readonly measures: readonly AdditiveMeasure[]; readonly cap: number; readonly findings: Finding[] },
): PartCells {
  if (table.dimensions.length === 0) throw invalid('it has no dimension');
  const trees = table.dimensions.map(dimensionTree);
  if (new Set(table.dimensions.map((d) => d.name)).size !== trees.length) throw invalid('two dimensions have the same name');
  const size = trees.reduce((product, tree) => product * tree.codes.length, 1);
  if (size > o.cap) throw tooLarge(size, o.cap);
  const work: Work = { table, trees, given: byKey(table, trees), measures: o.measures, made: new Map(), findings: o.findings };
  checkContributions(work);

  let keys: string[][] = [[]];
  for (const tree of trees) keys = keys.flatMap((key) => tree.codes.map((code) => [...key, code]));
  const places = new Map(keys.map((key, i) => [JSON.stringify(key), i]));
  const cells = keys.map((key) => cellAt(key, work));
  const relations: { parent: number; children: number[]; partition: boolean }[] = [];
  keys.forEach((key, parent) => {
    trees.forEach((tree, d) => {
      const children = tree.children.get(key[d] ?? '') ?? [];
      if (children.length === 0) return;
      const under = children.map((code) => places.get(JSON.stringify(key.map((each, i) => (i === d ? code : each)))) ?? 0);
      relations.push({ parent, children: under, partition: tree.partition });
    });
  });
  return { cells, relations };
}

function byKey(table: TableInput, trees: readonly DimensionTree[]): Map<string, TableCell> {
  const given = new Map<string, TableCell>();
  for (const cell of table.cells) {
    if (cell.key.length !== trees.length || cell.key.some((code, d) => trees[d]?.codes.includes(code) !== true)) {
      throw invalid(`a cell of "${table.id}" has a key that its dimensions don't know (${cell.key.join(' / ')})`);
    }
    if (!Number.isSafeInteger(cell.persons) || cell.persons < 0) throw invalid('persons must be whole numbers of at least 0');
    const name = JSON.stringify(cell.key);
    if (given.has(name)) throw invalid(`the cell ${cell.key.join(' / ')} of "${table.id}" is given twice`);
    given.set(name, cell);
  }
  return given;
}

/** The contributions of a given cell to one additive measure. */
function contributionsOf(cell: TableCell | undefined, measure: AdditiveMeasure, work: Work): ReadonlyMap<EmployerCode, number> {
  if (cell === undefined) return NOTHING;
  if (measure.kind === 'persons') return cell.personsByEmployer ?? NOTHING;
  const first = work.measures.find((each) => each.kind === 'sum');
  return measure === first ? cell.contributions : (cell.further?.[measure.id] ?? NOTHING);
}

function checkContributions(work: Work): void {
  let nameless = 0;
  let negative = 0;
  for (const cell of work.table.cells) {
    for (const measure of work.measures) {
      for (const [employer, amount] of contributionsOf(cell, measure, work)) {
        cents(amount);
        if (employer.trim() === '') nameless += 1;
        if (amount < 0 && (measure.kind === 'persons' || work.table.lowerBound === undefined)) negative += 1;
      }
    }
  }
  const at = { table: work.table.id, severity: 'block' } as const;
  if (nameless > 0) {
    work.findings.push({
      ...at,
      code: 'deidentify/contribution-without-employer',
      rows: nameless,
      message: `${nameless} contributions belong to no employer, so nobody can say who dominates a cell. The whole table is withheld.`,
      fix: 'Assign each amount to its employer.',
    });
  }
  if (negative > 0) {
    work.findings.push({
      ...at,
      code: 'deidentify/negative-contribution',
      rows: negative,
      message: `${negative} contributions are negative and no lower bound is declared. The whole table is withheld.`,
      fix: 'Net reversals first, or declare `lowerBound`.',
    });
  }
}

function cellAt(key: readonly string[], work: Work): PartCell {
  const name = JSON.stringify(key);
  const known = work.made.get(name);
  if (known !== undefined) return known;
  const given = work.given.get(name);
  const margins = key.flatMap((code, d) => ((work.trees[d]?.children.get(code)?.length ?? 0) > 0 ? [d] : []));
  const cell = margins.length === 0 ? leaf(key, given, work) : margin(key, { given, margins, work });
  work.made.set(name, cell);
  return cell;
}

function leaf(key: readonly string[], given: TableCell | undefined, work: Work): PartCell {
  const contributions = work.measures.map((measure) => contributionsOf(given, measure, work));
  const persons = given?.persons ?? 0;
  const values = work.measures.map((measure, m) => (measure.kind === 'persons' ? persons : total(contributions[m] ?? NOTHING)));
  return { key, persons, sensitive: given?.sensitive ?? false, values, contributions };
}

function margin(
  key: readonly string[],
  o: { readonly given: TableCell | undefined; readonly margins: readonly number[]; readonly work: Work },
): PartCell {
  const { work, given } = o;
  const partition = o.margins.find((d) => work.trees[d]?.partition === true);
  const along = partition ?? o.margins[0] ?? 0;
  const children = (work.trees[along]?.children.get(key[along] ?? '') ?? []).map((code) =>
    cellAt(
      key.map((each, i) => (i === along ? code : each)),
      work,
    ),
  );
  const summed = work.measures.map((_, m) => addMaps(children.map((child) => child.contributions[m] ?? NOTHING)));
  const added = children.reduce((sum, child) => sum + child.persons, 0);
  if (partition === undefined && given === undefined && added > 0) {
    throw new CoalitionError(
      'deidentify/unit-not-member',
      `Members can stand in several categories of "${work.trees[along]?.name ?? ''}", so their number at the margin ${key.join(' / ')} can't be added up. Give that margin as a cell with its distinct persons.`,
      { what: key.join(' / ') },
    );
  }
  const persons = partition === undefined ? (given?.persons ?? 0) : added;
  const most = children.reduce((max, child) => Math.max(max, child.persons), 0);
  const givenSums = work.measures.map((measure) => contributionsOf(given, measure, work));
  const differs = work.measures.some(
    (measure, m) => measure.kind === 'sum' && (givenSums[m]?.size ?? 0) > 0 && total(givenSums[m] ?? NOTHING) !== total(summed[m] ?? NOTHING),
  );
  if ((given !== undefined && partition !== undefined && given.persons !== added) || persons < most || persons > added || differs) {
    work.findings.push({
      code: 'deidentify/margins-do-not-add',
      severity: 'block',
      table: work.table.id,
      path: key.join(' / '),
      message: `The margin ${key.join(' / ')} doesn't fit the cells under it. The whole table is withheld.`,
      fix: 'Rebuild cells and margins from one set of lines.',
    });
  }
  const contributions = work.measures.map((measure, m) =>
    measure.kind === 'persons' && partition === undefined ? (givenSums[m] ?? NOTHING) : (summed[m] ?? NOTHING),
  );
  const values = work.measures.map((measure, m) => (measure.kind === 'persons' ? persons : total(contributions[m] ?? NOTHING)));
  return { key, persons, sensitive: given?.sensitive ?? false, values, contributions };
}

function total(map: ReadonlyMap<EmployerCode, number>): number {
  let sum = 0;
  for (const amount of map.values()) sum += amount;
  return cents(sum);
}

function addMaps(maps: readonly ReadonlyMap<EmployerCode, number>[]): ReadonlyMap<EmployerCode, number> {
  const sum = new Map<EmployerCode, number>();
  for (const map of maps) for (const [employer, amount] of map) sum.set(employer, (sum.get(employer) ?? 0) + amount);
  return new Map([...sum].sort(([a], [b]) => compareCodePoints(a, b)));
}
