import type { LineChart } from '../document.js';
import { escapeText, px, scaleOf, tickText } from './scale.js';

const WIDTH = 760;
const HEIGHT = 300;
const LEFT = 62;
const RIGHT = 740;
const TOP = 46;
const BOTTOM = 252;

/**
 * Draws lines over common labels, with bands where points have intervals.
 *
 * @param chart - The figures.
 * @returns SVG text.
 */
export function drawLines(chart: LineChart): string {
  const labels = [...new Set(chart.series.flatMap((series) => series.points.map((p) => p.label)))];
  const values = chart.series.flatMap((series) => series.points.flatMap((p) => [p.value, p.low ?? p.value, p.high ?? p.value]));
  const scale = scaleOf({ values, from: BOTTOM, to: TOP, zero: true });
  const x = (label: string): number => LEFT + ((labels.indexOf(label) + 0.5) / Math.max(1, labels.length)) * (RIGHT - LEFT);
  const grid = scale.ticks.map(
    (tick) =>
      `<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${px(scale.at(tick))}" y2="${px(scale.at(tick))}"/><text class="tick" x="${LEFT - 6}" y="${px(scale.at(tick) + 4)}" text-anchor="end">${tickText(tick)}</text>`,
  );
  const every = Math.ceil(labels.length / 12);
  const names = labels.map((label, i) =>
    i % every === 0 ? `<text class="tick" x="${px(x(label))}" y="${BOTTOM + 16}" text-anchor="middle">${escapeText(label)}</text>` : '',
  );
  const lines = chart.series.map((series, s) => {
    const banded = series.points.filter((p) => p.low !== undefined && p.high !== undefined);
    const band =
      banded.length < 2
        ? ''
        : `<polygon class="band s${s % 4}" points="${[
            ...banded.map((p) => `${px(x(p.label))},${px(scale.at(p.high ?? p.value))}`),
            ...[...banded].reverse().map((p) => `${px(x(p.label))},${px(scale.at(p.low ?? p.value))}`),
          ].join(' ')}"/>`;
    const path = series.points.map((p, i) => `${i === 0 ? 'M' : 'L'}${px(x(p.label))} ${px(scale.at(p.value))}`).join(' ');
    const dots = series.points.map(
      (p) =>
        `<circle class="dot s${s % 4}" cx="${px(x(p.label))}" cy="${px(scale.at(p.value))}" r="2.4"><title>${escapeText(`${series.name}, ${p.label}: ${p.text}`)}</title></circle>`,
    );
    return `${band}<path class="line s${s % 4}" d="${path}"/>${dots.join('')}`;
  });
  const legend = chart.series.map(
    (series, s) =>
      `<g transform="translate(${LEFT + s * 165},${HEIGHT - 12})"><rect class="key s${s % 4}" width="14" height="4" y="-6"/><text class="tick" x="20" y="0">${escapeText(series.name)}</text></g>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeText(chart.title)}"><text class="title" x="0" y="14">${escapeText(chart.title)}</text>` +
    `<text class="tick" x="${RIGHT}" y="14" text-anchor="end">${escapeText(chart.unit)}</text>${grid.join('')}${names.join('')}${lines.join('')}${legend.join('')}</svg>`
  );
}
