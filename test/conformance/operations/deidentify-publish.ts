import {
  attackTable,
  type BackCalculation,
  type CellInterval,
  type CustodyRecord,
  insidersOf,
  type KnownPart,
  memoryLedgerStore,
  orderStatistic,
  orderWindowsSafe,
  type PrintedPercentage,
  type PublishableTableData,
  type PublishedPart,
  parsePublishableTable,
  percentageBackCalculation,
  protectTable,
  type ReleaseVerdict,
  releaseLedger,
  type TableInput,
  type Verification,
  verifyTable,
  type WindowMean,
} from '../../../src/deidentify/publish/index.js';
import type { Finding } from '../../../src/errors/finding.js';
import { type DisclosureRules, disclosureRuleSet } from '../../../src/reference/disclosure-rules.js';
import { boundedSimplex, type LinearSolution } from '../../../src/stats/bounded-simplex.js';
import { determinedUnknowns, integerRank } from '../../../src/stats/integer-rank.js';
import { type MaxFlow, type MaxFlowInput, maxFlow } from '../../../src/stats/max-flow.js';
import { type Operation, operation } from '../operation.js';

/** One cell of a table; maps by employer are objects. */
interface CellJson {
  /** One category code for each dimension; the total's code for a margin. */
  readonly key: readonly string[];
  /** Distinct members. */
  readonly persons: number;
  /** The first `sum` measure by employer, whole numbers (mostly US cents). Absent: none. */
  readonly contributions?: Readonly<Record<string, number>>;
  /** Distinct members by employer. */
  readonly personsByEmployer?: Readonly<Record<string, number>>;
  /** Further `sum` measures by id, then by employer. */
  readonly further?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly sensitive?: boolean;
}
/** A table to protect. */
interface TableJson extends Omit<TableInput, 'cells'> {
  readonly cells: readonly CellJson[];
}
interface ProtectGiven {
  /** One table; absent when `tables` are given. */
  readonly table?: TableJson;
  /** Tables that share cells, protected as one system. */
  readonly tables?: readonly TableJson[];
  /** Id of a shipped set: `default` (when absent) or `statement6_1996`. */
  readonly ruleSet?: string;
  /** Thresholds that replace those of the set. */
  readonly rules?: Partial<DisclosureRules>;
  /** YYYY-MM-DD. */
  readonly asOf: string;
  readonly acknowledgeStatus?: boolean;
  /** Most cells taken on. */
  readonly cells?: number;
}
interface ProtectView {
  readonly table: PublishableTableData;
  readonly custody: CustodyRecord;
  readonly findings: readonly Finding[];
  /** Withheld cells in printing order: `part: code / code`, and why. */
  readonly withheld: readonly { readonly cell: string; readonly status: string }[];
}
interface AttackGiven {
  /** Printed tables: `parts` of a publishable table, or written by hand. */
  readonly parts: readonly PublishedPart[];
  readonly attackers?: readonly { readonly employer: string; readonly own: readonly KnownPart[] }[];
  /** Largest coalition. Absent: 1. */
  readonly collusion?: number;
  readonly known?: readonly KnownPart[];
  readonly lowerBound?: number;
}
interface SimpleAttackGiven {
  /** A two-way table by rows; `null` is withheld. */
  readonly rows: readonly (readonly (number | null)[])[];
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly total: number;
}
interface LinearGiven {
  readonly objective: readonly number[];
  readonly sense: 'minimise' | 'maximise';
  readonly rows: readonly { readonly terms: readonly (readonly [number, number])[]; readonly equals: number }[];
  readonly lower: readonly number[];
  /** `null`: no upper bound. */
  readonly upper: readonly (number | null)[];
}
const mapOf = (record: Readonly<Record<string, number>> | undefined): ReadonlyMap<string, number> => new Map(Object.entries(record ?? {}));
const tableOf = (table: TableJson): TableInput => ({
  ...table,
  cells: table.cells.map(({ personsByEmployer, further, contributions, ...cell }) => ({
    ...cell,
    contributions: mapOf(contributions),
    ...(personsByEmployer === undefined ? {} : { personsByEmployer: mapOf(personsByEmployer) }),
    ...(further === undefined ? {} : { further: Object.fromEntries(Object.entries(further).map(([id, byEmployer]) => [id, mapOf(byEmployer)])) }),
  })),
});
const protect = (given: ProtectGiven) => {
  const input = given.tables === undefined ? given.table : { kind: 'linked' as const, tables: given.tables };
  if (input === undefined) throw new Error('give `table` or `tables`');
  return protectTable(
    'tables' in input ? { kind: 'linked', tables: input.tables.map(tableOf) } : tableOf(input),
    { ...disclosureRuleSet(given.ruleSet ?? 'default').rules, ...given.rules },
    {
      asOf: given.asOf,
      ...(given.acknowledgeStatus === undefined ? {} : { acknowledgeStatus: given.acknowledgeStatus }),
      ...(given.cells === undefined ? {} : { limits: { cells: given.cells } }),
    },
  );
};
const printed = (given: SimpleAttackGiven): PublishedPart => {
  const dimension = (name: string, count: number): PublishedPart['dimensions'][number] => ({
    name,
    label: name,
    total: 'total',
    members: 'partition',
    categories: [
      { code: 'total', label: 'Total', parent: null },
      ...Array.from({ length: count }, (_, i) => ({ code: `${name}${i}`, label: `${name}${i}`, parent: 'total' })),
    ],
  });
  const cell = (key: readonly string[], value: number | null) => ({
    key,
    withheld: value === null,
    values: { n: value === null ? null : String(value) },
  });
  return {
    id: 'table',
    title: 'table',
    period: null,
    dimensions: [dimension('row', given.rows.length), dimension('column', given.columnTotals.length)],
    measures: [{ id: 'n', label: 'n', kind: 'persons', unit: 'persons', quotient: null }],
    cells: [
      cell(['total', 'total'], given.total),
      ...given.columnTotals.map((value, c) => cell(['total', `column${c}`], value)),
      ...given.rows.flatMap((line, r) => [
        cell([`row${r}`, 'total'], given.rowTotals[r] ?? 0),
        ...line.map((value, c) => cell([`row${r}`, `column${c}`], value)),
      ]),
    ],
  };
};

/** Tables that leave, and the kernels that they stand on. */
export const operations: readonly Operation[] = [
  operation<ProtectGiven, ProtectView>(
    'deidentify.protectTable',
    'Withholds what must be withheld and certifies the rest. Without `sum` contributions a cell counts persons only.',
    (given) => {
      const made = protect(given);
      const withheld = made.custody.cells
        .filter((cell) => cell.status !== 'published')
        .map((cell) => ({ cell: `${cell.part}: ${cell.key.join(' / ')}`, status: cell.status }));
      return { ...made, withheld };
    },
  ),
  operation<{ readonly table: PublishableTableData; readonly custody?: CustodyRecord }, Verification>(
    'deidentify.verifyTable',
    'Checks a stored table, with the custody record in full, without it as any reader can.',
    (given) => verifyTable(given.table, given.custody),
  ),
  operation<{ readonly table: unknown; readonly custody?: CustodyRecord }, PublishableTableData>(
    'deidentify.parsePublishableTable',
    'Reads a stored table back, or refuses it.',
    (given) => parsePublishableTable(given.table, given.custody),
  ),
  operation<ProtectGiven, { readonly verification: Verification; readonly attack: readonly CellInterval[] }>(
    'deidentify.protectAndAttack',
    'Protects a table, verifies it in full, and attacks it as the outsider, every employer and coalitions up to the rules.',
    (given) => {
      const made = protect(given);
      return {
        verification: verifyTable(made.table, made.custody),
        attack: attackTable(made.table, { attackers: insidersOf(made.custody), collusion: made.table.certificate.collusion }),
      };
    },
  ),
  operation<AttackGiven, readonly CellInterval[]>(
    'deidentify.attackTable',
    'Between which whole numbers each withheld cell must lie, by attacker, measure and cell.',
    ({ parts, ...o }) => attackTable({ parts }, o),
  ),
  operation<SimpleAttackGiven, readonly (readonly [low: number, high: number | null] | null)[][]>(
    'deidentify.attackTwoWayTable',
    'The outsider against a two-way table of counts with margins: [low, high] for each withheld cell by rows, null for published ones.',
    (given) => {
      const found = attackTable({ parts: [printed(given)] });
      return given.rows.map((line, r) =>
        line.map((_, c) => {
          const interval = found.find((each) => each.key[0] === `row${r}` && each.key[1] === `column${c}`);
          return interval === undefined ? null : [interval.low, interval.high];
        }),
      );
    },
  ),
  operation<{ readonly custody: CustodyRecord }, readonly { readonly employer: string; readonly own: readonly KnownPart[] }[]>(
    'deidentify.insidersOf',
    'Every employer with its own contributions to withheld cells.',
    (given) => insidersOf(given.custody),
  ),
  operation<PrintedPercentage, BackCalculation>(
    'deidentify.percentageBackCalculation',
    'Which counts give a printed percentage, and whether it must be refused.',
    percentageBackCalculation,
  ),
  operation<{ readonly values: readonly string[]; readonly quantile: string; readonly collusion?: number }, WindowMean>(
    'deidentify.orderStatistic',
    'A quantile over employers as the mean of a window of ranks.',
    orderStatistic,
  ),
  operation<
    {
      readonly employers: number;
      readonly windows: readonly (readonly [number, number])[];
      readonly withTotal: boolean;
      readonly collusion?: number;
    },
    boolean
  >('deidentify.orderWindowsSafe', 'Whether several windows may go out together.', orderWindowsSafe),
  operation<{ readonly releases: readonly ProtectGiven[] }, readonly ReleaseVerdict[]>(
    'deidentify.releaseLedger',
    'Protects each release, asks the ledger, and commits what may go out; one verdict for each.',
    (given) => {
      const ledger = releaseLedger(memoryLedgerStore());
      return given.releases.map((each) => {
        const release = protect(each);
        const verdict = ledger.check(release);
        if (verdict.ok && verdict.reason === 'ok') ledger.commit(release);
        return verdict;
      });
    },
  ),
  operation<LinearGiven, LinearSolution>('stats.boundedSimplex', 'A linear program of equations and bounds.', (given) =>
    boundedSimplex({ ...given, upper: given.upper.map((bound) => bound ?? Number.POSITIVE_INFINITY) }),
  ),
  operation<MaxFlowInput, MaxFlow>('stats.maxFlow', 'The greatest flow between two nodes.', maxFlow),
  operation<{ readonly rows: readonly (readonly number[])[] }, number>('stats.integerRank', 'How many rows are independent.', (given) =>
    integerRank(given.rows),
  ),
  operation<{ readonly rows: readonly (readonly number[])[] }, readonly number[]>(
    'stats.determinedUnknowns',
    'Places of the unknowns that follow exactly.',
    (given) => determinedUnknowns(given.rows),
  ),
];
