import { unreachable } from '../errors/unreachable.js';
import type { Chart, ReportTable } from './document.js';

/**
 * Writes a chart's figures as a table: the same texts, so that a reader who can't see the picture loses nothing.
 *
 * @param chart - Any chart.
 * @returns The table that is printed beside the picture.
 * @example
 * chartTable({ kind: 'bars', title: 'PEPM', unit: 'US dollars', points: [{ label: 'A', value: 1, text: '$1' }] }).rows; // => [['A', '$1']]
 */
export function chartTable(chart: Chart): ReportTable {
  const caption = `${chart.title} (${chart.unit})`;
  switch (chart.kind) {
    case 'bars': {
      const points = chart.reference === undefined ? chart.points : [...chart.points, chart.reference];
      return { kind: 'table', caption, columns: [left(''), right(chart.unit)], rows: points.map((p) => [p.label, p.text]) };
    }
    case 'waterfall':
      return { kind: 'table', caption, columns: [left(''), right(chart.unit)], rows: [...chart.points, chart.total].map((p) => [p.label, p.text]) };
    case 'lines': {
      const labels = [...new Set(chart.series.flatMap((series) => series.points.map((p) => p.label)))];
      return {
        kind: 'table',
        caption,
        columns: [left(''), ...chart.series.map((series) => right(series.name))],
        rows: labels.map((label) => [label, ...chart.series.map((series) => series.points.find((p) => p.label === label)?.text ?? '')]),
      };
    }
    case 'heatMap':
      return {
        kind: 'table',
        caption,
        columns: [left(''), ...chart.columns.map(right)],
        rows: chart.rows.map((label, i) => [label, ...chart.columns.map((_, j) => chart.cells[i]?.[j]?.text ?? '')]),
      };
    default:
      return unreachable(chart);
  }
}

const left = (label: string): { readonly label: string; readonly align: 'left' } => ({ label, align: 'left' });
const right = (label: string): { readonly label: string; readonly align: 'right' } => ({ label, align: 'right' });
