import { unreachable } from '../errors/unreachable.js';
import { chartTable } from './chart-table.js';
import type { Block, ReportDocument, ReportSection, ReportTable } from './document.js';
import { explanationLines } from './explanation-lines.js';

const cell = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', ' ');

function table(block: ReportTable): string {
  const widths = block.columns.map((column, i) => Math.max(3, cell(column.label).length, ...block.rows.map((row) => cell(row[i] ?? '').length)));
  const pad = (text: string, i: number): string =>
    block.columns[i]?.align === 'right' ? cell(text).padStart(widths[i] ?? 3) : cell(text).padEnd(widths[i] ?? 3);
  const line = (cells: readonly string[]): string => `| ${block.columns.map((_, i) => pad(cells[i] ?? '', i)).join(' | ')} |`;
  const rule = block.columns.map((column, i) => (column.align === 'right' ? `${'-'.repeat((widths[i] ?? 3) - 1)}:` : '-'.repeat(widths[i] ?? 3)));
  const certificate = block.certificate === undefined ? [] : ['', `Certificate ${block.certificate}`];
  return [
    `**${block.caption}**`,
    '',
    line(block.columns.map((c) => c.label)),
    `| ${rule.join(' | ')} |`,
    ...block.rows.map(line),
    ...certificate,
  ].join('\n');
}

function block(value: Block): string {
  switch (value.kind) {
    case 'paragraph':
      return value.text;
    case 'table':
      return table(value);
    case 'explanation':
      return [`*${value.title}*`, '', ...explanationLines(value.explanation).map((line) => `- ${line}`)].join('\n');
    case 'bars':
    case 'lines':
    case 'waterfall':
    case 'heatMap':
      return table(chartTable(value));
    default:
      return unreachable(value);
  }
}

function section(value: ReportSection): string {
  const status = value.status === undefined ? [] : [`*${value.status}*`];
  const because = (value.because ?? []).map((line) => `- ${line}`).join('\n');
  return [`## ${value.heading}`, ...status, ...(because === '' ? [] : [because]), ...value.blocks.map(block)].join('\n\n');
}

/**
 * Prints a report as Markdown that reads well on a terminal: charts become their tables.
 *
 * @param document - The report.
 * @returns Markdown text that ends with a line end.
 * @example
 * toMarkdown({ title: 'Year', audience: 'employer', preface: [], sections: [] }); // => '# Year\n'
 */
export function toMarkdown(document: ReportDocument): string {
  return `${[`# ${document.title}`, ...document.preface, ...document.sections.map(section)].join('\n\n')}\n`;
}
