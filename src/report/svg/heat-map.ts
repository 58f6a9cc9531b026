import type { HeatMap } from '../document.js';
import { escapeText, px } from './scale.js';

const LEFT = 70;
const TOP = 44;

/**
 * Draws a grid of shaded figures; darker is larger.
 *
 * @param chart - The figures.
 * @returns SVG text.
 */
export function drawHeatMap(chart: HeatMap): string {
  const side = Math.max(8, Math.min(24, Math.floor(680 / Math.max(1, chart.columns.length))));
  const values = chart.cells.flatMap((row) => row.flatMap((cell) => (cell === null ? [] : [cell.value])));
  const most = Math.max(0, ...values);
  const cells = chart.cells.flatMap((row, i) =>
    row.map((cell, j) => {
      if (cell === null) return '';
      const shade = cell.value < 0 ? 'cold' : 'heat';
      const opacity = most > 0 ? Math.min(1, 0.06 + 0.94 * (Math.abs(cell.value) / most)) : 0;
      return `<rect class="${shade}" x="${LEFT + j * side}" y="${TOP + i * side}" width="${side - 1}" height="${side - 1}" fill-opacity="${px(opacity)}"><title>${escapeText(`${chart.rows[i] ?? ''}, ${chart.columns[j] ?? ''}: ${cell.text}`)}</title></rect>`;
    }),
  );
  const every = side < 14 ? 3 : 1;
  const rows = chart.rows.map((label, i) =>
    i % every === 0 ? `<text class="tick" x="${LEFT - 6}" y="${px(TOP + i * side + side * 0.7)}" text-anchor="end">${escapeText(label)}</text>` : '',
  );
  const columns = chart.columns.map((label, j) =>
    j % every === 0 ? `<text class="tick" x="${px(LEFT + j * side + side / 2)}" y="${TOP - 6}" text-anchor="middle">${escapeText(label)}</text>` : '',
  );
  const height = TOP + chart.rows.length * side + 10;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 ${height}" role="img" aria-label="${escapeText(chart.title)}"><text class="title" x="0" y="14">${escapeText(chart.title)}</text>` +
    `<text class="tick" x="750" y="14" text-anchor="end">${escapeText(chart.unit)}</text>${columns.join('')}${rows.join('')}${cells.join('')}</svg>`
  );
}
