import { describe, expect, test } from 'vitest';
import {
  type Chart,
  chartTable,
  drawChart,
  explanationLines,
  formatDollars,
  formatNumber,
  formatPercent,
  type ReportDocument,
  toCsvRows,
  toHtml,
  toMarkdown,
} from '../../src/report/index.js';

const charts: readonly Chart[] = [
  {
    kind: 'bars',
    title: 'PEPM by employer',
    unit: 'US dollars',
    points: [
      { label: 'employer-01', value: 512.5, text: '$512.50', low: 430, high: 610 },
      { label: 'employer-02 <b>', value: -20, text: '-$20.00' },
    ],
    reference: { label: 'coalition', value: 500, text: '$500.00' },
  },
  {
    kind: 'lines',
    title: 'Incurred by month',
    unit: 'US dollars',
    series: [
      {
        name: 'paid',
        points: [
          { label: '2025-01', value: 10, text: '$10' },
          { label: '2025-02', value: 4, text: '$4' },
        ],
      },
      {
        name: 'completed',
        points: [
          { label: '2025-01', value: 11, text: '$11', low: 10, high: 12 },
          { label: '2025-02', value: 9, text: '$9', low: 7, high: 12 },
        ],
      },
    ],
  },
  {
    kind: 'waterfall',
    title: 'Savings',
    unit: 'US dollars',
    points: [
      { label: 'price', value: 10, text: '$10' },
      { label: 'fees', value: -4, text: '-$4' },
    ],
    total: { label: 'net', value: 6, text: '$6' },
  },
  {
    kind: 'heatMap',
    title: 'Triangle',
    unit: 'US dollars',
    rows: ['2025-01'],
    columns: ['0', '1'],
    cells: [[{ label: 'x', value: 5, text: '$5' }, null]],
  },
];

const document: ReportDocument = {
  title: 'A & B <year>',
  audience: 'coalition-internal',
  preface: ['Read "this" first.'],
  sections: [
    {
      heading: 'Cost',
      status: 'computed with caveats',
      because: ['MED-16: 3 rows'],
      blocks: [
        { kind: 'paragraph', text: 'Plain | text' },
        {
          kind: 'table',
          caption: 'T',
          columns: [
            { label: 'a', align: 'left' },
            { label: 'n', align: 'right' },
          ],
          rows: [
            ['x|y', '1'],
            ['z', '1,000'],
          ],
          certificate: 'abc',
        },
        ...charts,
        {
          kind: 'explanation',
          title: 'How it was made',
          explanation: {
            steps: [{ id: 's', label: 'Paid', formula: 'a + b', value: '10', unit: 'USD' }],
            assumptions: [{ id: 'trend', value: '0.05', evidence: 'assumed', source: 'the contract' }],
            warnings: [{ code: 'trend/thin', severity: 'warn', fix: 'Wait.', message: 'Few months.' }],
            tables: [{ id: 'limits', version: '1' }],
          },
        },
      ],
    },
  ],
};

describe('a report', () => {
  test('shows in every chart the figures that its table prints', () => {
    for (const chart of charts) {
      const svg = drawChart(chart);
      for (const row of chartTable(chart).rows) {
        for (const text of row.slice(1))
          if (text !== '') expect(svg.includes(text) || chart.kind === 'bars' || chart.kind === 'waterfall').toBe(true);
      }
      expect(svg).not.toContain('NaN');
      expect(svg).not.toContain('Infinity');
    }
    expect(chartTable(charts[1] as Chart).rows).toEqual([
      ['2025-01', '$10', '$11'],
      ['2025-02', '$4', '$9'],
    ]);
    expect(chartTable(charts[0] as Chart).rows).toHaveLength(3);
  });

  test('never lets text become markup', () => {
    const html = toHtml(document);
    expect(html).toContain('A &amp; B &lt;year&gt;');
    expect(html).not.toContain('employer-02 <b>');
    expect(html).toContain('data-certificate="abc"');
    expect(html).not.toMatch(/<script/i);
  });

  test('reads as Markdown with aligned tables, and a pipe in a cell stays in its cell', () => {
    const lines = toMarkdown(document).split('\n');
    expect(lines[0]).toBe('# A & B <year>');
    expect(lines).toContain('| a    |     n |');
    expect(lines).toContain('| x\\|y |     1 |');
    expect(lines.some((line) => line.startsWith('- Assumed: trend = 0.05'))).toBe(true);
  });

  test('words an explanation in the order steps, assumptions, warnings, tables', () => {
    const block = document.sections[0]?.blocks.find((each) => each.kind === 'explanation');
    expect(block?.kind === 'explanation' ? explanationLines(block.explanation) : []).toEqual([
      'Paid [a + b] = 10 USD',
      'Assumed: trend = 0.05 (assumed; the contract)',
      'Mind (trend/thin): Few months. Wait.',
      'Table: limits, version 1',
    ]);
  });

  test('formats figures in one place', () => {
    expect(['0.5', '-1234567.891', '999', 'n/a'].map(formatNumber)).toEqual(['0.5', '-1,234,567.891', '999', 'n/a']);
    expect(formatDollars('-0.50')).toBe('-$0.50');
    expect([formatPercent(0.1, 0), formatPercent(-0.00001, 1), formatPercent(1.23456, 2)]).toEqual(['10 %', '0.0 %', '123.46 %']);
    expect(toCsvRows({ kind: 'table', caption: '', columns: [{ label: 'a', align: 'left' }], rows: [['1']] })).toEqual([['a'], ['1']]);
  });
});
