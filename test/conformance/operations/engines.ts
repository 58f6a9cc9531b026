import type { CellBasis } from '../../../src/benchmark/cell.js';
import type { CellOptions } from '../../../src/benchmark/cell-spec.js';
import type { CellsResult } from '../../../src/benchmark/cells-result.js';
import type { ControlTotals } from '../../../src/claims/aggregate.js';
import { batchOf } from '../../../src/claims/batch-from-records.js';
import { checkSink, compileChecker } from '../../../src/claims/fields/compile-checker.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import { compileNormaliser } from '../../../src/claims/normalise/compile-normaliser.js';
import { RepairCounts } from '../../../src/claims/normalise/repair-counts.js';
import type { RecordOf } from '../../../src/claims/records.js';
import { assertComplete, type ExpectedTotals } from '../../../src/engines/assert-complete.js';
import { inMemory } from '../../../src/engines/in-memory.js';
import { basisPresets } from '../../../src/reference/basis-presets.js';
import type { TriangleSpec } from '../../../src/trend/triangle-spec.js';
import { type Operation, operation } from '../operation.js';

interface TriangleGiven {
  readonly spec: TriangleSpec;
  /** Medical claim lines as rows; missing optional fields may be absent. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Totals from outside; a result that doesn't have them is refused. */
  readonly expected?: ExpectedTotals;
}
interface CellsGiven {
  /** As `benchmark.cells` takes them, without coverage; the basis is HCCI's when absent. */
  readonly options: Omit<CellOptions, 'coverage' | 'basis'> & { readonly basis?: CellBasis };
  /** Medical claim lines as rows. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

function isMedical(row: object): row is RecordOf<'medical'> {
  return 'claim_id' in row;
}

/** Rows as JSON has them become canonical records; a row that can't is a refusal of the batch. */
function records(rows: readonly Readonly<Record<string, unknown>>[]): readonly RecordOf<'medical'>[] {
  const normalise = compileNormaliser({ table: 'medical' });
  const [check, sink, repairs] = [compileChecker(fieldsOf('medical')), checkSink(), new RepairCounts()];
  return rows.map((row) => {
    const { row: plain } = normalise({ data_source: 'conformance', ...row }, repairs);
    check(plain, sink);
    const record: object = sink.issues.length === 0 ? sink.record : plain;
    if (!isMedical(record)) throw new TypeError('a row of medical claims has a claim_id');
    return record;
  });
}

/** The engine in memory; its streaming twin has the same results. */
export const operations: readonly Operation[] = [
  operation<TriangleGiven, ControlTotals>(
    'engines.inMemory',
    'Adds rows to a lag triangle and gives its control totals; with `expected` it refuses what is incomplete.',
    ({ spec, rows, expected }) => {
      const aggregate = inMemory({ kind: 'triangle', spec }, [batchOf({ table: 'medical' }, records(rows))]);
      if (expected !== undefined) assertComplete(aggregate, expected);
      return aggregate.control();
    },
  ),
  operation<CellsGiven, CellsResult>(
    'engines.inMemoryCells',
    'Adds rows to benchmark cells that trust their coverage (`placement` is `trusted` unless given).',
    ({ options, rows }) =>
      inMemory({ kind: 'cells', options: { placement: 'trusted', basis: basisPresets.hcci, ...options } }, [
        batchOf({ table: 'medical' }, records(rows)),
      ]).finish(),
  ),
  operation<TriangleGiven, null>(
    'engines.assertComplete',
    'Refuses a triangle of the rows whose control totals are not the expected ones; null when they are.',
    ({ spec, rows, expected }) => {
      assertComplete(
        inMemory({ kind: 'triangle', spec }, [batchOf({ table: 'medical' }, records(rows))]),
        expected ?? { lines: rows.length, cents: {} },
      );
      return null;
    },
  ),
];
