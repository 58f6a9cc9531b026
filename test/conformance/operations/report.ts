import type { Explanation } from '../../../src/reference/explanation.js';
import { chartTable } from '../../../src/report/chart-table.js';
import type { Chart, ReportDocument, ReportTable } from '../../../src/report/document.js';
import { drawChart } from '../../../src/report/draw-chart.js';
import { explanationLines } from '../../../src/report/explanation-lines.js';
import { formatDollars, formatNumber, formatPercent } from '../../../src/report/format.js';
import { toCsvRows } from '../../../src/report/to-csv-rows.js';
import { toHtml } from '../../../src/report/to-html.js';
import { toMarkdown } from '../../../src/report/to-markdown.js';
import { type Operation, operation } from '../operation.js';

interface TextGiven {
  /** Decimal text. */
  readonly text: string;
}
interface PercentGiven {
  /** Unit: share; 0.05 is 5 %. */
  readonly share: number;
  /** Digits after the point. */
  readonly places: number;
}
interface ChartGiven {
  readonly chart: Chart;
}
interface TableGiven {
  readonly table: ReportTable;
}
interface DocumentGiven {
  readonly document: ReportDocument;
}
interface ExplanationGiven {
  readonly explanation: Explanation;
}

/** Every function of the report area. */
export const operations: readonly Operation[] = [
  operation<TextGiven, string>('report.formatNumber', 'Prints decimal text with thousands separators.', ({ text }) => formatNumber(text)),
  operation<TextGiven, string>('report.formatDollars', 'Prints decimal text as dollars, the sign before the dollar sign.', ({ text }) =>
    formatDollars(text),
  ),
  operation<PercentGiven, string>('report.formatPercent', 'Prints a share as a percentage, ties away from zero.', ({ share, places }) =>
    formatPercent(share, places),
  ),
  operation<ChartGiven, ReportTable>('report.chartTable', 'The figures of a chart as a table.', ({ chart }) => chartTable(chart)),
  operation<ChartGiven, string>('report.drawChart', 'A chart as SVG text.', ({ chart }) => drawChart(chart)),
  operation<TableGiven, readonly (readonly string[])[]>('report.toCsvRows', 'A table as rows of text, the header first.', ({ table }) =>
    toCsvRows(table),
  ),
  operation<ExplanationGiven, readonly string[]>(
    'report.explanationLines',
    'Steps, assumptions, warnings and tables of a result as lines of text.',
    ({ explanation }) => explanationLines(explanation),
  ),
  operation<DocumentGiven, string>('report.toMarkdown', 'A report as Markdown.', ({ document }) => toMarkdown(document)),
  operation<DocumentGiven, string>('report.toHtml', 'A report as one HTML page without scripts.', ({ document }) => toHtml(document)),
];
