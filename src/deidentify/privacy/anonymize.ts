import { CoalitionError } from '../../errors/coalition-error.js';
import type { Explanation } from '../../reference/explanation.js';
import { type Classes, groupByCodes } from './classes.js';
import { type Distance, equalDistance, hierarchicalDistance, orderedDistance } from './distances.js';
import { type LatticeReport, searchLattice } from './lattice.js';
import type { SensitiveSpec } from './measure-privacy.js';
import { columnsOf, type EncodedColumn, type MemberTable, type MemberTableOptions, memberTable, type PrivacyRow } from './member-table.js';
import { type MondrianColumn, mondrian } from './mondrian.js';
import { forEachClass } from './sensitive-models.js';
import { type PrivacyTargets, type TargetCheck, targetCheck } from './targets.js';
import { type LevelMap, levelMaps, type Utility } from './utility.js';
import type { Hierarchy } from './value-tree.js';

/** What {@link anonymize} is to reach, and how. */
export interface AnonymizeOptions extends Omit<MemberTableOptions, 'columns'> {
  readonly unit: 'member';
  /** `lattice`: one level for each whole column, the cheapest there is; `mondrian`: groups of their own ranges. */
  readonly engine: 'lattice' | 'mondrian';
  readonly quasiIdentifiers: readonly string[];
  readonly targets: PrivacyTargets;
  /** By quasi-identifier. The lattice needs one for each; mondrian cuts columns without one by order. */
  readonly hierarchies: Readonly<Record<string, Hierarchy>>;
  /** Values from least to greatest, for mondrian; default: as numbers where all are, else by code point. */
  readonly orders?: Readonly<Record<string, readonly string[]>>;
  readonly sensitive?: SensitiveSpec;
  /** Share of members that may be left out by the lattice. Default 0. Unit: share, 0 to 1. */
  readonly suppressionLimit?: number;
  /** What the lattice keeps low. Default `'discernibility'`. */
  readonly utility?: Utility;
  /** Default `'pruned'`; `'exhaustive'` also counts qualifying and minimal nodes. */
  readonly search?: 'pruned' | 'exhaustive';
  /** Mondrian only. Default `'strict'`. */
  readonly mode?: 'strict' | 'relaxed';
  /** Mondrian only. Default `'median'`. */
  readonly cut?: 'median' | 'bestCut';
  /** Whether to say what each quasi-identifier costs; it takes one grouping for each. Default: up to 100,000 members. */
  readonly diagnose?: boolean;
}

/** Members up to which a diagnosis is made without asking. Unit: members. */
const DIAGNOSED_MEMBERS = 100_000;

/** Generalised members, each class of which meets every target. */
export interface AnonymizeResult extends Explanation {
  /** Kept members, with generalised quasi-identifiers and every other column that was read. */
  readonly table: MemberTable;
  /** Place of each kept member in the order of first appearance. */
  readonly kept: Int32Array;
  /** Members left out. Unit: members. */
  readonly suppressed: number;
  /** Unit: classes. */
  readonly classes: number;
  /** Least class. `null` when nobody is kept. Unit: members. */
  readonly k: number | null;
  readonly lattice: LatticeReport | null;
  /** What each quasi-identifier costs, dearest first: an answer to "why is so much lost?". */
  readonly diagnosis: readonly ColumnDiagnosis[];
}

/** What would happen without one quasi-identifier. */
export interface ColumnDiagnosis {
  readonly column: string;
  /** Members in classes that miss a target on the raw values. Unit: members. */
  readonly failing: number;
  /** Fewer such members once this column is left out. Unit: members. */
  readonly saved: number;
}

/**
 * Coarsens quasi-identifiers until every class of members meets the targets.
 *
 * Limits: it protects against those who know the quasi-identifiers and nothing more. With suppression, l and t are checked
 * on kept classes against the shares of all members. Somebody who knows the algorithm may learn from its choices; beyond
 * giving the same output every time, nothing is done about that.
 *
 * @source Samarati 2001; LeFevre, DeWitt, Ramakrishnan 2005 and 2006; Kohlmayer et al. 2012
 * @testedBy deidentify/privacy/anonymize.test.ts: ARX optima, exhaustive table 5.2
 * @param rows - Rows of any grain, collapsed to members.
 * @param o - Engine, targets, hierarchies.
 * @returns Generalised members with report and diagnosis.
 * @throws {@link CoalitionError} `deidentify/targets-impossible`, `deidentify/unit-not-member`, `deidentify/unknown-field`,
 *   `deidentify/table-too-large`.
 * @example
 * const age = hierarchyFromLines('age', [['34', '30-39', '*'], ['38', '30-39', '*'], ['41', '40-49', '*'], ['45', '40-49', '*']]);
 * const rows = [{ age: '34' }, { age: '38' }, { age: '41' }, { age: '45' }];
 * anonymize(rows, { unit: 'member', engine: 'lattice', quasiIdentifiers: ['age'], targets: { k: 2 }, hierarchies: { age } }).lattice?.best.levels; // => [1]
 */
export function anonymize(rows: Iterable<PrivacyRow> | MemberTable, o: AnonymizeOptions): AnonymizeResult {
  const names = [...new Set([...o.quasiIdentifiers, ...(o.sensitive === undefined ? [] : [o.sensitive.attribute])])];
  const table =
    'members' in rows
      ? rows
      : memberTable(rows, {
          columns: names,
          ...(o.member === undefined ? {} : { member: o.member }),
          ...(o.memberConflict === undefined ? {} : { memberConflict: o.memberConflict }),
        });
  if (o.targets.k > table.members) {
    throw new CoalitionError(
      'deidentify/targets-impossible',
      `The target k = ${o.targets.k} is above the number of members (${table.members}). Lower it or bring more members.`,
      { target: 'k' },
    );
  }
  const limit = o.suppressionLimit ?? 0;
  if (!(limit >= 0 && limit <= 1))
    throw new CoalitionError('deidentify/targets-impossible', 'The suppression limit must be a share from 0 to 1. Correct it.', {
      target: 'suppressionLimit',
    });
  const columns = columnsOf(table, o.quasiIdentifiers);
  const sensitive = o.sensitive === undefined ? null : (columnsOf(table, [o.sensitive.attribute])[0] ?? null);
  const check = targetCheck(o.targets, {
    overall: sensitive === null ? null : sharesOf(sensitive, table.members),
    distance: distanceOf(o.sensitive, sensitive),
  });
  const diagnosis = (o.diagnose ?? table.members <= DIAGNOSED_MEMBERS) ? diagnose(columns, { members: table.members, sensitive, check }) : [];
  return o.engine === 'lattice'
    ? byLattice({ table, columns, sensitive, check, diagnosis, limit, o })
    : byMondrian({ table, columns, sensitive, check, diagnosis, o });
}

interface Job {
  readonly table: MemberTable;
  readonly columns: readonly EncodedColumn[];
  readonly sensitive: EncodedColumn | null;
  readonly check: TargetCheck;
  readonly diagnosis: readonly ColumnDiagnosis[];
  readonly o: AnonymizeOptions;
}

function byLattice(job: Job & { readonly limit: number }): AnonymizeResult {
  const { o, columns, table } = job;
  const hierarchies = columns.map((column) => {
    const hierarchy = o.hierarchies[column.name];
    if (hierarchy === undefined)
      throw new CoalitionError(
        'deidentify/hierarchy-not-a-tree',
        `The lattice needs a hierarchy for "${column.name}". Pass one, or use the mondrian engine.`,
        { dimension: column.name, code: 'missing' },
      );
    return hierarchy;
  });
  // A value that its hierarchy doesn't know is worth nothing and goes to the top.
  const levels = columns.map((column, c) => levelMaps(column, hierarchies[c] ?? hierarchyOf(), () => '*'));
  const { k: _, ...sensitiveTargets } = o.targets;
  const monotone = job.limit === 0 || Object.values(sensitiveTargets).every((target) => target === undefined);
  const report = searchLattice({
    members: table.members,
    columns,
    hierarchies,
    levels,
    sensitive: job.sensitive,
    check: job.check,
    monotone,
    limit: job.limit,
    utility: o.utility ?? 'discernibility',
    search: o.search ?? 'pruned',
  });
  const labelled = columns.map((column, c) => relabel(column, levels[c]?.[report.best.levels[c] ?? 0]));
  const classes = classesOf(labelled, table.members);
  return resultOf(job, { labelled, classes, report });
}

function hierarchyOf(): Hierarchy {
  return { name: '', height: 0, labelOf: () => undefined, values: [] };
}

function relabel(column: EncodedColumn, level: LevelMap | undefined): EncodedColumn {
  if (level === undefined) return column;
  return { name: column.name, codes: column.codes.map((code) => level.map[code] ?? 0), values: level.labels };
}

function byMondrian(job: Job): AnonymizeResult {
  const { o, columns, table } = job;
  const cuttable = columns.map((column): MondrianColumn => {
    const hierarchy = o.hierarchies[column.name];
    if (hierarchy !== undefined)
      return { kind: 'hierarchical', column, hierarchy, nodes: levelMaps(column, hierarchy, () => '*').map((level) => level.map) };
    const order = orderOf(column, o.orders?.[column.name]);
    return { kind: 'ordered', column, rank: order, ranks: column.values.length };
  });
  const all = classesOf([], table.members);
  let whole = true;
  countsOf(job.sensitive, all, (counts, size) => {
    whole = job.check.holds(size, counts);
  });
  if (!whole && table.members > 0)
    throw new CoalitionError('deidentify/targets-impossible', 'The whole table misses the targets, so no part of it can meet them. Lower a target.', {
      target: 'all',
    });
  const { groupOf, groups } = mondrian({
    members: table.members,
    columns: cuttable,
    sensitive: job.sensitive,
    check: job.check,
    mode: o.mode ?? 'strict',
    cut: o.cut ?? 'median',
  });
  const sizes = new Int32Array(groups);
  for (const group of groupOf) sizes[group] = (sizes[group] ?? 0) + 1;
  const labelled = cuttable.map((column) => groupLabels(column, { groupOf, groups }));
  return resultOf(job, { labelled, classes: { classOf: groupOf, sizes }, report: null });
}

/** Rank of each value in the order of its column; missing values come last. */
function orderOf(column: EncodedColumn, declared: readonly string[] | undefined): Int32Array {
  const numeric = column.values.every((value) => value === null || (value.trim() !== '' && Number.isFinite(Number(value))));
  const place = (value: string | null): number =>
    value === null ? Number.POSITIVE_INFINITY : declared !== undefined ? declared.indexOf(value) : numeric ? Number(value) : 0;
  const order = column.values
    .map((_, i) => i)
    .sort((a, b) => {
      const [x, y] = [place(column.values[a] ?? null), place(column.values[b] ?? null)];
      return x === y ? a - b : x - y;
    });
  const rank = new Int32Array(order.length);
  order.forEach((value, i) => {
    rank[value] = i;
  });
  return rank;
}

/** The label of each group in one column: a value, a range, or the finest label that all members share. */
function groupLabels(column: MondrianColumn, o: { readonly groupOf: Int32Array; readonly groups: number }): EncodedColumn {
  const { codes, values, name } = column.column;
  const [low, high] = [new Int32Array(o.groups).fill(-1), new Int32Array(o.groups).fill(-1)];
  const rankOf = (code: number): number => (column.kind === 'ordered' ? (column.rank[code] ?? 0) : code);
  o.groupOf.forEach((group, member) => {
    const code = codes[member] ?? 0;
    const [a, b] = [low[group] ?? -1, high[group] ?? -1];
    if (a === -1 || rankOf(code) < rankOf(a)) low[group] = code;
    if (b === -1 || rankOf(code) > rankOf(b)) high[group] = code;
  });
  const level = new Int32Array(o.groups);
  if (column.kind === 'hierarchical') {
    o.groupOf.forEach((group, member) => {
      const code = codes[member] ?? 0;
      let at = level[group] ?? 0;
      while (at < column.hierarchy.height && column.nodes[at]?.[code] !== column.nodes[at]?.[low[group] ?? 0]) at += 1;
      level[group] = at;
    });
  }
  const places = new Map<string, number>();
  const labelOf = (group: number): string => {
    const [a, b] = [values[low[group] ?? 0] ?? null, values[high[group] ?? 0] ?? null];
    if (column.kind === 'hierarchical') return (a === null ? undefined : column.hierarchy.labelOf(a, level[group] ?? 0)) ?? '*';
    return a === b ? (a ?? '(missing)') : `${a ?? '(missing)'} to ${b ?? '(missing)'}`;
  };
  const labels = Int32Array.from({ length: o.groups }, (_, group) => {
    const label = labelOf(group);
    const place = places.get(label) ?? places.size;
    places.set(label, place);
    return place;
  });
  return { name, codes: o.groupOf.map((group) => labels[group] ?? 0), values: [...places.keys()] };
}

function resultOf(
  job: Job,
  made: { readonly labelled: readonly EncodedColumn[]; readonly classes: Classes; readonly report: LatticeReport | null },
): AnonymizeResult {
  const { table, o } = job;
  const good = new Uint8Array(made.classes.sizes.length);
  countsOf(job.sensitive, made.classes, (counts, size, c) => {
    good[c] = job.check.holds(size, counts) ? 1 : 0;
  });
  const keptList: number[] = [];
  made.classes.classOf.forEach((c, member) => {
    if (good[c] === 1) keptList.push(member);
  });
  const kept = Int32Array.from(keptList);
  const pick = (column: EncodedColumn): EncodedColumn => ({
    name: column.name,
    values: column.values,
    codes: kept.map((member) => column.codes[member] ?? 0),
  });
  const others = table.columns.filter((column) => !o.quasiIdentifiers.includes(column.name));
  const sizes = made.classes.sizes.filter((_, c) => good[c] === 1);
  return {
    table: { members: kept.length, columns: [...made.labelled, ...others].map(pick) },
    kept,
    suppressed: table.members - kept.length,
    classes: sizes.length,
    k: sizes.length === 0 ? null : sizes.reduce((least, size) => Math.min(least, size), Number.POSITIVE_INFINITY),
    lattice: made.report,
    diagnosis: job.diagnosis,
    steps: [
      { id: 'members', label: 'members, each counted once', value: String(table.members), unit: 'members' },
      { id: 'kept', label: 'members kept', value: String(kept.length), unit: 'members' },
      { id: 'classes', label: 'classes that meet every target', value: String(sizes.length), unit: 'classes' },
    ],
    assumptions: [
      { id: 'engine', value: o.engine, evidence: 'assumed', source: 'the caller' },
      { id: 'targets', value: JSON.stringify(o.targets), evidence: 'assumed', source: 'the caller' },
      {
        id: 'overallShares',
        value: 'l and t are checked on kept classes against the shares of all members',
        evidence: 'assumed',
        source: 'Li, Li, Venkatasubramanian 2007',
      },
    ],
    warnings: [],
    tables: [],
  };
}

function classesOf(columns: readonly EncodedColumn[], members: number): Classes {
  return groupByCodes(
    columns.map((column) => ({ codes: column.codes, distinct: column.values.length })),
    members,
  );
}

function countsOf(sensitive: EncodedColumn | null, classes: Classes, visit: (counts: Int32Array | null, size: number, index: number) => void): void {
  if (sensitive === null) classes.sizes.forEach((size, c) => visit(null, size, c));
  else forEachClass(sensitive, classes, visit);
}

function sharesOf(column: EncodedColumn, members: number): Float64Array {
  const shares = new Float64Array(column.values.length);
  for (const code of column.codes) shares[code] = (shares[code] ?? 0) + 1 / members;
  return shares;
}

function distanceOf(spec: SensitiveSpec | undefined, column: EncodedColumn | null): Distance | null {
  if (spec === undefined || column === null) return null;
  if (spec.hierarchy !== undefined) return hierarchicalDistance(spec.hierarchy, column.values);
  return spec.order === undefined ? equalDistance : orderedDistance(spec.order.map((value) => column.values.indexOf(value)).filter((at) => at >= 0));
}

/** Members in failing classes on raw values, with each column and without it. */
function diagnose(
  columns: readonly EncodedColumn[],
  o: { readonly members: number; readonly sensitive: EncodedColumn | null; readonly check: TargetCheck },
): ColumnDiagnosis[] {
  const failing = (of: readonly EncodedColumn[]): number => {
    let members = 0;
    countsOf(o.sensitive, classesOf(of, o.members), (counts, size) => {
      if (!o.check.holds(size, counts)) members += size;
    });
    return members;
  };
  const all = failing(columns);
  return columns
    .map((column) => ({ column: column.name, failing: all, saved: all - failing(columns.filter((each) => each !== column)) }))
    .sort((a, b) => b.saved - a.saved || (a.column < b.column ? -1 : 1));
}
