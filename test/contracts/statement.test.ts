import { describe, expect, test } from 'vitest';
import { mssp } from '../../src/contracts/presets/mssp.js';
import { settlementStatement } from '../../src/contracts/statement.js';
import type { ReportDocument } from '../../src/report/document.js';
import { toHtml } from '../../src/report/to-html.js';
import { toMarkdown } from '../../src/report/to-markdown.js';
import { settled } from './kit.js';

const contract = mssp({ performanceYear: 2022, level: 'B' });
const values = {
  benchmark: '500000000',
  expenditures: '487000000',
  lives: '60000',
  qualityMet: '1',
  alternativeMet: '0',
  quality: '0.8',
  monthsInYear: '12',
};
const settlement = settled(
  contract,
  Object.entries(values).map(([metric, value]) => ({
    metric,
    value,
    unit: contract.metrics[metric]?.unit ?? '',
    period: contract.effective,
    knownOn: contract.effective.to,
    denominator: null,
    source: 'CMS specification v11, page 52',
  })),
  { asOf: '2026-01-01' },
);
const rows = settlementStatement(settlement);
const statement: ReportDocument = {
  title: 'Settlement statement',
  audience: 'coalition-internal',
  preface: [],
  sections: [
    {
      heading: 'How the payment was computed',
      blocks: [
        {
          kind: 'table',
          caption: 'Rows',
          columns: ['Row', 'What', 'How', 'Value'].map((label) => ({ label, align: 'left' })),
          rows: rows.map((row) => [row.letter, row.label, row.formula, row.value]),
        },
      ],
    },
  ],
};
const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('\\', '');

describe('the statement of example G7', () => {
  test('each row names only rows before it, and the last is what is paid', () => {
    rows.forEach((row, i) => {
      const named = Array.from(row.formula.matchAll(/\[([A-Z]+)\]/g), (match) => match[1]).filter((letter) => letter !== row.letter);
      expect(named.every((letter) => rows.slice(0, i).some((each) => each.letter === letter))).toBe(true);
    });
    expect(rows[rows.length - 1]?.value).toBe('5096000');
  });
  for (const [name, print] of [
    ['Markdown', toMarkdown],
    ['HTML', toHtml],
  ] as const) {
    test(`as ${name} it has every letter, label, formula and value`, () => {
      const printed = unescaped(print(statement));
      for (const row of rows) for (const cell of [row.label, row.formula, row.value]) expect(printed).toContain(cell.replaceAll('\\', ''));
      expect(print(statement)).toContain(name === 'HTML' ? '<table' : '| Row |');
    });
  }
});
