import { benchmarkCells, type CellsAggregate } from '../../src/benchmark/cells-aggregate.js';
import { basisPresets } from '../../src/reference/basis-presets.js';
import { cellsText } from './bench-csv.js';

/** Cells by employer, claim type and month. */
export function newCells(): CellsAggregate {
  return benchmarkCells({
    months: ['2021-01', '2026-12'],
    dims: ['employer_id', 'claim_type'],
    measures: ['allowed', 'planPaid'],
    claimDate: 'lineStart',
    placement: 'trusted',
    basis: basisPresets.hcci,
  });
}

/** Their dollars as text: allowed and paid by key. */
export function cellsResultText(cells: CellsAggregate): string {
  return cellsText(
    cells.finish().cells.flatMap(({ keys, cents }) => {
      const key = `${keys['employer_id'] ?? ''} ${keys['claim_type'] ?? ''} ${keys['month'] ?? ''}`;
      return [[`${key} allowed`, cents.allowed ?? 0] as const, [`${key} paid`, cents.planPaid ?? 0] as const];
    }),
  );
}

/** The same as SQL. */
export function cellsSql(from: string): string {
  return `select employer_id || ' ' || claim_type || ' ' || strftime(claim_line_start_date, '%Y-%m') as k, cast(sum(cast(coalesce(allowed_amount, 0) * 100 as bigint)) as varchar),
    cast(sum(cast(coalesce(paid_amount, 0) * 100 as bigint)) as varchar) from ${from} group by 1`;
}

/** DuckDB's rows as the same text. */
export function duckCellsText(rows: readonly (readonly string[])[]): string {
  return cellsText(
    rows.flatMap(([key = '', allowed = '0', paid = '0']) => [[`${key} allowed`, BigInt(allowed)] as const, [`${key} paid`, BigInt(paid)] as const]),
  );
}

/** What both read of the file. */
export const CELL_COLUMNS: readonly string[] = [
  'employer_id',
  'claim_type',
  'claim_start_date',
  'claim_line_start_date',
  'allowed_amount',
  'paid_amount',
];
