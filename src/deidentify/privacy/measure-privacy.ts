import { CoalitionError } from '../../errors/coalition-error.js';
import type { Warning } from '../../errors/finding.js';
import type { Assumption, Explanation } from '../../reference/explanation.js';
import { type PopulationRisk, type ProsecutorRisk, populationRisk, prosecutorRisk } from './class-risks.js';
import { type Classes, groupByCodes } from './classes.js';
import { type Distance, hierarchicalDistance, orderedDistance } from './distances.js';
import { columnsOf, type EncodedColumn, type MemberTable, type MemberTableOptions, memberTable, type PrivacyRow } from './member-table.js';
import { type SensitiveReport, sensitiveReport } from './sensitive-models.js';
import type { Hierarchy } from './value-tree.js';
import { wildcardSizes } from './wildcards.js';

/** A sensitive column and how far its values are apart. */
export interface SensitiveSpec {
  readonly attribute: string;
  /** Values from least to greatest; without it no ordered distance is given. */
  readonly order?: readonly string[];
  /** Over the values; without it no hierarchical distance is given. */
  readonly hierarchy?: Hierarchy;
}

/** What {@link measurePrivacy} measures. */
export interface PrivacyOptions extends Omit<MemberTableOptions, 'columns'> {
  /** The unit is always the member; saying so is part of the contract. */
  readonly unit: 'member';
  readonly quasiIdentifiers: readonly string[];
  readonly sensitive?: readonly SensitiveSpec[];
  /** `ownCategory`: missing is a value of its own; `wildcard`: it fits every value, for k and risks only. Default `'ownCategory'`. */
  readonly missing?: 'ownCategory' | 'wildcard';
  /** Register of the population, of which the file is a part, by the same columns; or the column with each member's weight. */
  readonly population?: { readonly rows: Iterable<PrivacyRow> } | { readonly weight: string };
  /** Risk above which members are counted. Default 0.2. Unit: probability. */
  readonly threshold?: number;
  /** Up to which l recursive diversity is reported. Default 6. */
  readonly largestL?: number;
}

/** How well members are hidden. */
export interface PrivacyReport extends Explanation {
  /** Unit: members. */
  readonly members: number;
  /** Groups of members that can't be told apart. Unit: classes. */
  readonly classes: number;
  readonly prosecutor: ProsecutorRisk;
  readonly population: PopulationRisk | null;
  readonly sensitive: readonly SensitiveReport[];
}

/**
 * Measures how well members are hidden: k, the risks that are called by several names, and how much a class gives away
 * about a sensitive value.
 *
 * Limits: figures describe the file against those who know the quasi-identifiers; which columns those are is a judgement.
 * Values that are unbounded or undefined are `null` with a warning.
 *
 * @formula k = least class size; averageRecordRisk = classes / members; meanClassRisk = mean of 1 / size over classes
 * @source Sweeney 2002; Machanavajjhala et al. 2007; Li et al. 2007; Cao and Karras 2012; Brickell and Shmatikov 2008; El Emam 2013
 * @testedBy deidentify/privacy/measure-privacy.test.ts: ARX 5.1, pyCANON tables 5.3, worked table 5.4
 * @param rows - Rows, or a table of members made by {@link memberTable}.
 * @param o - Quasi-identifiers, sensitive columns, population.
 * @returns The report.
 * @throws {@link CoalitionError} `deidentify/unit-not-member`, `deidentify/unknown-field`, `deidentify/hierarchy-not-a-tree`.
 * @example
 * const rows = [{ sex: 'f', age: '30-39' }, { sex: 'f', age: '30-39' }, { sex: 'm', age: '30-39' }];
 * measurePrivacy(rows, { unit: 'member', quasiIdentifiers: ['sex', 'age'] }).prosecutor.k; // => 1
 */
export function measurePrivacy(rows: Iterable<PrivacyRow> | MemberTable, o: PrivacyOptions): PrivacyReport {
  const sensitive = o.sensitive ?? [];
  const weight = o.population !== undefined && 'weight' in o.population ? [o.population.weight] : [];
  const columns = [...new Set([...o.quasiIdentifiers, ...sensitive.map((each) => each.attribute), ...weight])];
  const table =
    'members' in rows
      ? rows
      : memberTable(rows, {
          columns,
          ...(o.member === undefined ? {} : { member: o.member }),
          ...(o.memberConflict === undefined ? {} : { memberConflict: o.memberConflict }),
        });
  const identifiers = columnsOf(table, o.quasiIdentifiers);
  const classes = groupByCodes(
    identifiers.map((column) => ({ codes: column.codes, distinct: column.values.length })),
    table.members,
  );
  const wildcard = o.missing === 'wildcard' && identifiers.some((column) => column.values.includes(null));
  const sizes = wildcard ? wildcardSizes(identifiers, classes) : null;
  const warnings: Warning[] = [];
  const reports = sensitive.map((spec) => {
    const [column] = columnsOf(table, [spec.attribute]);
    if (column === undefined)
      throw new CoalitionError('deidentify/unknown-field', `The table has no column "${spec.attribute}". Name one of its columns.`, {
        fields: [spec.attribute],
      });
    return sensitiveReport(column, {
      classes,
      members: table.members,
      ordered: orderOf(spec, column),
      hierarchical: spec.hierarchy === undefined ? null : hierarchicalDistance(spec.hierarchy, column.values),
      largestL: o.largestL ?? 6,
    });
  });
  for (const report of reports) {
    if (report.delta === null) warnings.push(unbounded(report.attribute, 'delta', 'a value is missing in a class'));
    if (report.enhancedBeta === null) warnings.push(unbounded(report.attribute, 'enhancedBeta', 'a value gains more than -ln of its overall share'));
  }
  const threshold = o.threshold ?? 0.2;
  const prosecutor = sizes === null ? prosecutorRisk(classes.sizes, { members: table.members, threshold }) : memberRisk(sizes, threshold);
  return {
    members: table.members,
    classes: classes.sizes.length,
    prosecutor,
    population: o.population === undefined ? null : populationOf(o.population, { table, identifiers, classes, o }),
    sensitive: reports,
    steps: [
      { id: 'members', label: 'members, each counted once', value: String(table.members), unit: 'members' },
      {
        id: 'classes',
        label: 'groups of equal quasi-identifiers',
        formula: o.quasiIdentifiers.join(' x '),
        value: String(classes.sizes.length),
        unit: 'classes',
      },
      { id: 'k', label: 'least group', value: String(prosecutor.k ?? 0), unit: 'members' },
    ],
    assumptions: assumptionsOf(o, wildcard),
    warnings,
    tables: [],
  };
}

function orderOf(spec: SensitiveSpec, column: EncodedColumn): Distance | null {
  if (spec.order === undefined) return null;
  const order = spec.order.map((value) => column.values.indexOf(value)).filter((at) => at >= 0);
  const lost = column.values.find((value) => value === null || spec.order?.includes(value) !== true);
  if (lost !== undefined)
    throw new CoalitionError('deidentify/hierarchy-not-a-tree', `The order of "${spec.attribute}" lacks a value of the column. List every value.`, {
      dimension: spec.attribute,
      code: 'order',
    });
  return orderedDistance(order);
}

/** Risks where missing values fit everything: each member has its own number of candidates. */
function memberRisk(sizes: Int32Array, threshold: number): ProsecutorRisk {
  const inverse = sizes.reduce((sum, size) => sum + 1 / size, 0);
  const k = sizes.reduce((least, size) => Math.min(least, size), Number.POSITIVE_INFINITY);
  const none = sizes.length === 0;
  return {
    k: none ? null : k,
    highest: none ? null : 1 / k,
    averageRecordRisk: none ? null : inverse / sizes.length,
    meanClassRisk: null,
    uniques: sizes.filter((size) => size === 1).length,
    overThreshold: sizes.filter((size) => 1 / size > threshold).length,
    discernibility: sizes.reduce((sum, size) => sum + size, 0),
  };
}

function populationOf(
  population: NonNullable<PrivacyOptions['population']>,
  at: { readonly table: MemberTable; readonly identifiers: readonly EncodedColumn[]; readonly classes: Classes; readonly o: PrivacyOptions },
): PopulationRisk | null {
  const { classes, table } = at;
  const people = new Float64Array(classes.sizes.length);
  if ('weight' in population) {
    const [column] = columnsOf(table, [population.weight]);
    classes.classOf.forEach((c, member) => {
      people[c] = (people[c] ?? 0) + Number(column?.values[column.codes[member] ?? 0] ?? 0);
    });
  } else {
    const nameOf = new Map<string, number>();
    classes.classOf.forEach((c, member) =>
      nameOf.set(JSON.stringify(at.identifiers.map((column) => column.values[column.codes[member] ?? 0] ?? null)), c),
    );
    for (const row of population.rows) {
      const name = JSON.stringify(
        at.o.quasiIdentifiers.map((column) => (row[column] === null || row[column] === undefined ? null : String(row[column]))),
      );
      const c = nameOf.get(name);
      if (c !== undefined) people[c] = (people[c] ?? 0) + 1;
    }
  }
  if (people.some((count, c) => !(count >= (classes.sizes[c] ?? 0)))) {
    throw new CoalitionError(
      'deidentify/targets-impossible',
      'A class has fewer people in the population than in the file. Pass the population that the file was drawn from.',
      { target: 'population' },
    );
  }
  return populationRisk(classes.sizes, { population: people, members: table.members });
}

function assumptionsOf(o: PrivacyOptions, wildcard: boolean): Assumption[] {
  const assumption = (id: string, value: string): Assumption => ({ id, value, evidence: 'assumed', source: 'the caller' });
  return [
    assumption('quasiIdentifiers', o.quasiIdentifiers.join(', ')),
    assumption('missing', wildcard ? 'a missing value fits every value (k and risks only)' : 'missing is a value of its own'),
  ];
}

function unbounded(attribute: string, measure: string, why: string): Warning {
  return {
    code: 'deidentify/measure-unbounded',
    severity: 'info',
    path: `${attribute}.${measure}`,
    message: `${measure} of ${attribute} is unbounded, because ${why}.`,
    fix: 'Use a coarser sensitive value, or another measure.',
  };
}
