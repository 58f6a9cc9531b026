import { TriangleBuilder } from '../../src/trend/triangle-builder.js';
import { cellsText } from './bench-csv.js';

/** A 60 x 60 triangle that the bench lines fall into. */
export function newTriangle(): TriangleBuilder {
  return new TriangleBuilder({
    grain: 'month',
    unit: 'cents',
    origin: '2021-01',
    months: 60,
    maxLag: 59,
    basis: 'paid',
    netOf: [],
    incurredDate: 'lineStart',
    lagPolicy: 'clampToMax',
    negativeLag: 'lag0',
  });
}

/** Its cells as text. */
export function triangleText(builder: TriangleBuilder): string {
  const triangle = builder.build({ asOf: '2025-12', fillMissing: 'zero' });
  return cellsText(triangle.toRows().map(({ incurred_month, paid_month, incremental }) => [`${incurred_month} ${paid_month}`, incremental ?? 0]));
}

/** The same as SQL over a table or a function that reads the file; months as text, cents as whole numbers. */
export function triangleSql(from: string): string {
  return `select strftime(claim_line_start_date, '%Y-%m') || ' ' || strftime(greatest(paid_date, claim_line_start_date), '%Y-%m') as k, cast(sum(cast(paid_amount * 100 as bigint)) as varchar)
    from ${from} where paid_date <= date '2025-12-31' group by 1`;
}

/** DuckDB's reader of the bench file with its types given, so that it infers nothing. */
export function readCsvSql(path: string, columns: readonly string[]): string {
  const types: Readonly<Record<string, string>> = {
    claim_line_start_date: 'DATE',
    claim_line_end_date: 'DATE',
    paid_date: 'DATE',
    paid_amount: 'DECIMAL(18,2)',
    allowed_amount: 'DECIMAL(18,2)',
  };
  const overrides = columns.flatMap((name) => (types[name] === undefined ? [] : [`'${name}': '${types[name]}'`]));
  return `read_csv('${path}', header = true, all_varchar = false, auto_detect = true, types = {${overrides.join(', ')}})`;
}
