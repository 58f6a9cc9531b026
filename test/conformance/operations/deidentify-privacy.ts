import {
  type AnonymizeResult,
  anonymize,
  equalDistance,
  hierarchicalDistance,
  hierarchyFromLines,
  individualRisk,
  type MemberTableOptions,
  measurePrivacy,
  memberTable,
  orderedDistance,
  PrivacyClasses,
  type PrivacyClassesResult,
  type PrivacyReport,
  type PrivacyRow,
  type PrivacyTargets,
  type Separation,
  separations,
} from '../../../src/deidentify/privacy/index.js';
import { type Operation, operation } from '../operation.js';

/** A hierarchy: one line for each value, value first, ever coarser labels after it. */
type Lines = readonly (readonly string[])[];
interface SensitiveJson {
  readonly attribute: string;
  readonly order?: readonly string[];
  readonly hierarchy?: Lines;
}
interface PrivacyGiven extends Omit<MemberTableOptions, 'columns'> {
  readonly rows: readonly PrivacyRow[];
  readonly quasiIdentifiers: readonly string[];
  readonly sensitive?: readonly SensitiveJson[];
  readonly missing?: 'ownCategory' | 'wildcard';
  /** Column with each member's weight in the population. */
  readonly weight?: string;
  /** Register of the population by the same columns. */
  readonly population?: readonly PrivacyRow[];
  readonly threshold?: number;
  readonly largestL?: number;
}
interface AnonymizeGiven extends Omit<MemberTableOptions, 'columns'> {
  readonly rows: readonly PrivacyRow[];
  readonly engine: 'lattice' | 'mondrian';
  readonly quasiIdentifiers: readonly string[];
  readonly targets: PrivacyTargets;
  readonly hierarchies: Readonly<Record<string, Lines>>;
  readonly sensitive?: SensitiveJson;
  readonly suppressionLimit?: number;
  readonly utility?: 'discernibility' | 'discernibilityWithPenalty' | 'entropy' | 'loss' | 'classSize';
  readonly search?: 'pruned' | 'exhaustive';
  readonly mode?: 'strict' | 'relaxed';
  readonly cut?: 'median' | 'bestCut';
}
interface AnonymizeView extends Omit<AnonymizeResult, 'table'> {
  /** Kept members with their generalised values, in the order of the input. */
  readonly rows: readonly Readonly<Record<string, string | null>>[];
}
const sensitiveOf = (spec: SensitiveJson) => ({
  attribute: spec.attribute,
  ...(spec.order === undefined ? {} : { order: spec.order }),
  ...(spec.hierarchy === undefined ? {} : { hierarchy: hierarchyFromLines(spec.attribute, spec.hierarchy) }),
});
const shares = (counts: readonly number[]): Float64Array => {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(counts, (count) => count / all);
};

/** Privacy models and engines. */
export const operations: readonly Operation[] = [
  operation<PrivacyGiven, PrivacyReport>(
    'deidentify.measurePrivacy',
    'k, risks and sensitive-value models by member. Without `member` each row is one member.',
    ({ rows, sensitive, weight, population, ...o }) =>
      measurePrivacy(rows, {
        unit: 'member',
        ...o,
        ...(sensitive === undefined ? {} : { sensitive: sensitive.map(sensitiveOf) }),
        ...(weight === undefined ? (population === undefined ? {} : { population: { rows: population } }) : { population: { weight } }),
      }),
  ),
  operation<{ readonly rows: readonly PrivacyRow[]; readonly columns: readonly string[]; readonly upTo?: number }, readonly Separation[]>(
    'deidentify.separations',
    'Distinction and separation of every set of columns.',
    ({ rows, ...o }) => separations(memberTable(rows, { columns: o.columns }), o),
  ),
  operation<{ readonly f: number; readonly F: number; readonly form: 'approximate' | 'exact' }, number>(
    'deidentify.individualRisk',
    'Individual risk by class size f and class weight F.',
    (given) => individualRisk(given, given.form),
  ),
  operation<AnonymizeGiven, AnonymizeView>(
    'deidentify.anonymize',
    'Coarsens a table until every class meets the targets.',
    ({ rows, hierarchies, sensitive, ...o }) => {
      const { table, ...result } = anonymize(rows, {
        unit: 'member',
        ...o,
        hierarchies: Object.fromEntries(Object.entries(hierarchies).map(([name, lines]) => [name, hierarchyFromLines(name, lines)])),
        ...(sensitive === undefined ? {} : { sensitive: sensitiveOf(sensitive) }),
      });
      return {
        ...result,
        rows: Array.from({ length: table.members }, (_, i) =>
          Object.fromEntries(table.columns.map((column) => [column.name, column.values[column.codes[i] ?? 0] ?? null])),
        ),
      };
    },
  ),
  operation<{ readonly quasiIdentifiers: readonly string[]; readonly parts: readonly (readonly PrivacyRow[])[] }, PrivacyClassesResult>(
    'deidentify.PrivacyClasses',
    'Counts of each part, merged; parts are disjoint members.',
    (given) => {
      const [first = new PrivacyClasses(given), ...rest] = given.parts.map((rows, i) => {
        const made = new PrivacyClasses({ quasiIdentifiers: given.quasiIdentifiers }, { kind: 'partition', id: String(i) });
        made.add(rows);
        return made;
      });
      return rest.reduce((sum, part) => sum.merge(part), first).finish();
    },
  ),
  operation<{ readonly inClass: readonly number[]; readonly overall: readonly number[] }, number>(
    'deidentify.equalDistance',
    'Distance of two lists of counts, all values equally far apart.',
    (given) => equalDistance(shares(given.inClass), shares(given.overall)),
  ),
  operation<{ readonly inClass: readonly number[]; readonly overall: readonly number[] }, number>(
    'deidentify.orderedDistance',
    'Distance of two lists of counts in the order given.',
    (given) => orderedDistance(given.overall.map((_, i) => i))(shares(given.inClass), shares(given.overall)),
  ),
  operation<
    { readonly inClass: readonly number[]; readonly overall: readonly number[]; readonly values: readonly string[]; readonly hierarchy: Lines },
    number
  >('deidentify.hierarchicalDistance', 'Distance of two lists of counts over a hierarchy; `values` names the counts.', (given) =>
    hierarchicalDistance(hierarchyFromLines('values', given.hierarchy), given.values)(shares(given.inClass), shares(given.overall)),
  ),
];
