import { unreachable } from '../errors/unreachable.js';
import { chartTable } from './chart-table.js';
import type { Block, Chart, ReportDocument, ReportSection, ReportTable } from './document.js';
import { drawChart } from './draw-chart.js';
import { explanationLines } from './explanation-lines.js';
import { STYLE_SHEET } from './style-sheet.js';
import { escapeText } from './svg/scale.js';

function table(block: ReportTable): string {
  const side = (i: number): string => (block.columns[i]?.align === 'right' ? ' class="right"' : '');
  const head = block.columns.map((column, i) => `<th scope="col"${side(i)}>${escapeText(column.label)}</th>`).join('');
  const rows = block.rows.map((row) => `<tr>${block.columns.map((_, i) => `<td${side(i)}>${escapeText(row[i] ?? '')}</td>`).join('')}</tr>`);
  const certificate = block.certificate === undefined ? '' : ` data-certificate="${escapeText(block.certificate)}"`;
  const note =
    block.certificate === undefined ? '' : `<p class="certificate">Protected table, certificate ${escapeText(block.certificate.slice(0, 16))}</p>`;
  return `<div class="wide"><table${certificate}><caption>${escapeText(block.caption)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>${note}`;
}

function chart(value: Chart): string {
  return `<figure>${drawChart(value)}<details><summary>The same figures as a table</summary>${table(chartTable(value))}</details></figure>`;
}

function block(value: Block): string {
  switch (value.kind) {
    case 'paragraph':
      return `<p>${escapeText(value.text)}</p>`;
    case 'table':
      return table(value);
    case 'explanation': {
      const lines = explanationLines(value.explanation).map((line) => `<li>${escapeText(line)}</li>`);
      return `<details><summary>${escapeText(value.title)}</summary><ul>${lines.join('')}</ul></details>`;
    }
    case 'bars':
    case 'lines':
    case 'waterfall':
    case 'heatMap':
      return chart(value);
    default:
      return unreachable(value);
  }
}

function section(value: ReportSection): string {
  const tone = value.status === 'not computed' ? ' blocked' : value.status === 'computed with caveats' ? ' caveats' : '';
  const status = value.status === undefined ? '' : `<p><span class="status${tone}">${escapeText(value.status)}</span></p>`;
  const because = (value.because ?? []).map((line) => `<li>${escapeText(line)}</li>`).join('');
  return `<section><h2>${escapeText(value.heading)}</h2>${status}${because === '' ? '' : `<ul class="because">${because}</ul>`}${value.blocks.map(block).join('')}</section>`;
}

/**
 * Prints a report as one HTML page that needs nothing else: style and charts are inside, no script, no network.
 *
 * @param document - The report.
 * @returns HTML text.
 * @example
 * toHtml({ title: 'A < B', audience: 'employer', preface: [], sections: [] }).includes('<h1>A &lt; B</h1>'); // => true
 */
export function toHtml(document: ReportDocument): string {
  const preface = document.preface.map((line) => `<p>${escapeText(line)}</p>`).join('');
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${escapeText(document.title)}</title><style>${STYLE_SHEET}</style></head><body><main data-audience="${document.audience}">` +
    `<h1>${escapeText(document.title)}</h1>${preface}${document.sections.map(section).join('')}</main></body></html>\n`
  );
}
