import { unreachable } from '../errors/unreachable.js';
import type { Chart } from './document.js';
import { drawBars, drawWaterfall } from './svg/bars.js';
import { drawHeatMap } from './svg/heat-map.js';
import { drawLines } from './svg/lines.js';

/**
 * Draws a chart as SVG text. Its colours come from the page's style sheet; every figure has a tooltip.
 *
 * @param chart - Any chart.
 * @returns SVG text.
 * @example
 * drawChart({ kind: 'bars', title: 'PEPM', unit: 'US dollars', points: [] }).startsWith('<svg'); // => true
 */
export function drawChart(chart: Chart): string {
  switch (chart.kind) {
    case 'bars':
      return drawBars(chart);
    case 'waterfall':
      return drawWaterfall(chart);
    case 'lines':
      return drawLines(chart);
    case 'heatMap':
      return drawHeatMap(chart);
    default:
      return unreachable(chart);
  }
}
