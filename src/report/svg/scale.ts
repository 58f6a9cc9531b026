/** A straight map from figures to pixels, with round figures for its axis. */
export interface Scale {
  readonly at: (value: number) => number;
  /** Round figures along the axis. */
  readonly ticks: readonly number[];
  readonly low: number;
  readonly high: number;
}

/** Makes a scale that holds all figures and ends on round ones. */
export function scaleOf(o: { readonly values: readonly number[]; readonly from: number; readonly to: number; readonly zero: boolean }): Scale {
  const finite = o.values.filter((value) => Number.isFinite(value));
  let low = Math.min(...finite, ...(o.zero || finite.length === 0 ? [0] : []));
  let high = Math.max(...finite, ...(o.zero || finite.length === 0 ? [0] : []));
  if (low === high) high = low + 1;
  const step = roundStep((high - low) / 5);
  low = Math.floor(low / step) * step;
  high = Math.ceil(high / step) * step;
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => Number((low + i * step).toPrecision(12)));
  return { at: (value) => o.from + ((value - low) / (high - low)) * (o.to - o.from), ticks, low, high };
}

function roundStep(rough: number): number {
  let power = 1;
  while (power * 10 <= rough) power *= 10;
  while (power > rough) power /= 10;
  const lead = rough / power;
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

/** Two digits after the point are enough for a pixel. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Short axis text: 12,000 or 1.2M. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(4))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(4))}k`;
  return String(Number(value.toPrecision(6)));
}

/** Text that is safe inside HTML and SVG. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** A label that fits: cut with an ellipsis, whole in the tooltip and the table. */
export function shortLabel(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
