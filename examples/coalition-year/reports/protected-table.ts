import type { PublishableTable, PublishedCell, PublishedPart } from 'coalition-kit/deidentify/publish';
import { formatDollars, formatNumber, type ReportTable } from 'coalition-kit/report';

/** What stands in a withheld cell. */
export const WITHHELD = 'withheld';

function shown(part: PublishedPart, cell: PublishedCell | undefined, measure: string): string {
  const value = cell?.values[measure] ?? null;
  if (cell === undefined || cell.withheld || value === null) return WITHHELD;
  const unit = part.measures.find(({ id }) => id === measure)?.unit;
  if (unit !== 'cents') return formatNumber(value);
  const digits = value.replace('-', '').padStart(3, '0');
  return formatDollars(`${value.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`);
}

/** Prints one measure of a certified two-way table; nothing else can be printed here. */
export function protectedTable(table: PublishableTable, measure: string, caption: string): ReportTable {
  const [part] = table.parts;
  const [rows, columns] = part?.dimensions ?? [];
  if (part === undefined || rows === undefined || columns === undefined) throw new TypeError('a two-way table is printed here');
  const cellAt = (row: string, column: string): PublishedCell | undefined => part.cells.find(({ key }) => key[0] === row && key[1] === column);
  const order = (codes: readonly { readonly code: string; readonly parent: string | null }[]): readonly string[] =>
    [...codes.filter(({ parent }) => parent !== null), ...codes.filter(({ parent }) => parent === null)].map(({ code }) => code);
  const labels = order(columns.categories);
  const period = part.period === null ? '' : `, ${part.period.from} to ${part.period.to}`;
  return {
    kind: 'table',
    caption: `${caption}${period}`,
    columns: [{ label: rows.label, align: 'left' }, ...labels.map((label) => ({ label, align: 'right' as const }))],
    rows: order(rows.categories).map((row) => [row, ...labels.map((column) => shown(part, cellAt(row, column), measure))]),
    certificate: table.certificate.contentHash,
  };
}
