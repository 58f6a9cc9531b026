import type { BarChart, WaterfallChart } from '../document.js';
import { escapeText, px, type Scale, scaleOf, shortLabel, tickText } from './scale.js';

const WIDTH = 760;
const LEFT = 190;
const RIGHT = 730;
const ROW = 26;

/** One horizontal bar in the picture. */
interface Bar {
  readonly label: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly tone: string;
  readonly low?: number;
  readonly high?: number;
}

function picture(o: {
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
  readonly scale: Scale;
  readonly reference?: { readonly value: number; readonly label: string };
}): string {
  const height = 46 + o.bars.length * ROW + 34;
  const bottom = 46 + o.bars.length * ROW;
  const grid = o.scale.ticks.map((tick) => {
    const x = px(o.scale.at(tick));
    return `<line class="grid" x1="${x}" y1="38" x2="${x}" y2="${bottom}"/><text class="tick" x="${x}" y="${bottom + 16}" text-anchor="middle">${tickText(tick)}</text>`;
  });
  const rows = o.bars.map((bar, i) => {
    const y = 46 + i * ROW;
    const [a, b] = [o.scale.at(Math.min(bar.from, bar.to)), o.scale.at(Math.max(bar.from, bar.to))];
    const middle = y + ROW / 2 - 2;
    const whisker =
      bar.low === undefined || bar.high === undefined
        ? ''
        : `<line class="whisker" x1="${px(o.scale.at(bar.low))}" x2="${px(o.scale.at(bar.high))}" y1="${px(middle)}" y2="${px(middle)}"/>` +
          `<line class="whisker" x1="${px(o.scale.at(bar.low))}" x2="${px(o.scale.at(bar.low))}" y1="${px(middle - 4)}" y2="${px(middle + 4)}"/>` +
          `<line class="whisker" x1="${px(o.scale.at(bar.high))}" x2="${px(o.scale.at(bar.high))}" y1="${px(middle - 4)}" y2="${px(middle + 4)}"/>`;
    return (
      `<g><title>${escapeText(`${bar.label}: ${bar.text}`)}</title><text class="label" x="${LEFT - 8}" y="${px(middle + 4)}" text-anchor="end">${escapeText(shortLabel(bar.label, 27))}</text>` +
      `<rect class="${bar.tone}" x="${px(a)}" y="${y + 3}" width="${px(Math.max(1, b - a))}" height="${ROW - 10}"/>${whisker}</g>`
    );
  });
  const reference =
    o.reference === undefined
      ? ''
      : `<line class="reference" x1="${px(o.scale.at(o.reference.value))}" x2="${px(o.scale.at(o.reference.value))}" y1="32" y2="${bottom}"/><text class="tick" x="${px(o.scale.at(o.reference.value))}" y="29" text-anchor="middle">${escapeText(o.reference.label)}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeText(o.title)}">` +
    `<text class="title" x="0" y="14">${escapeText(o.title)}</text><text class="tick" x="${RIGHT}" y="14" text-anchor="end">${escapeText(o.unit)}</text>${grid.join('')}${rows.join('')}${reference}</svg>`
  );
}

/**
 * Draws bars with their intervals.
 *
 * @param chart - The figures.
 * @returns SVG text.
 */
export function drawBars(chart: BarChart): string {
  const values = chart.points.flatMap((p) => [p.value, p.low ?? p.value, p.high ?? p.value]);
  const scale = scaleOf({
    values: [...values, ...(chart.reference === undefined ? [] : [chart.reference.value])],
    from: LEFT,
    to: RIGHT,
    zero: true,
  });
  const bars = chart.points.map((p) => ({
    label: p.label,
    text: p.text,
    from: 0,
    to: p.value,
    tone: p.value < 0 ? 'bad' : 'bar',
    ...(p.low === undefined || p.high === undefined ? {} : { low: p.low, high: p.high }),
  }));
  const reference = chart.reference === undefined ? {} : { reference: { value: chart.reference.value, label: chart.reference.label } };
  return picture({ title: chart.title, unit: chart.unit, bars, scale, ...reference });
}

/**
 * Draws steps up and down that end in a total.
 *
 * @param chart - The figures.
 * @returns SVG text.
 */
export function drawWaterfall(chart: WaterfallChart): string {
  let level = 0;
  const bars: Bar[] = chart.points.map((p) => {
    const from = level;
    level += p.value;
    return { label: p.label, text: p.text, from, to: level, tone: p.value < 0 ? 'bad' : 'good' };
  });
  bars.push({ label: chart.total.label, text: chart.total.text, from: 0, to: chart.total.value, tone: 'bar' });
  const scale = scaleOf({ values: bars.flatMap((bar) => [bar.from, bar.to]), from: LEFT, to: RIGHT, zero: true });
  return picture({ title: chart.title, unit: chart.unit, bars, scale });
}
