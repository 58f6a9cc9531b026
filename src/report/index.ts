/**
 * How does a person read a result? Explanations and figures as Markdown, HTML with charts, and CSV rows; the only place
 * that formats.
 *
 * @packageDocumentation
 */
export { chartTable } from './chart-table.js';
export type {
  Audience,
  BarChart,
  Block,
  Chart,
  ChartPoint,
  ChartSeries,
  ExplanationBlock,
  HeatMap,
  LineChart,
  Paragraph,
  ReportColumn,
  ReportDocument,
  ReportSection,
  ReportTable,
  StepStatus,
  WaterfallChart,
} from './document.js';
export { drawChart } from './draw-chart.js';
export { explanationLines } from './explanation-lines.js';
export { formatDollars, formatNumber, formatPercent } from './format.js';
export { toCsvRows } from './to-csv-rows.js';
export { toHtml } from './to-html.js';
export { toMarkdown } from './to-markdown.js';
