import { describe, expect, test } from 'vitest';
import { attackTable } from '../../../src/deidentify/publish/attack-table.js';
import golden from '../../golden/deidentify-tables.json' with { type: 'json' };
import { printedTable } from './tables.js';

const { rows, withheld } = golden.exactRecovery;
const LETTERS = { rows: 'wxyz', columns: 'abcd' } as const;
const margins = {
  rows: rows.map((row) => row.reduce((a, b) => a + b, 0)),
  columns: (rows[0] ?? []).map((_, c) => rows.reduce((sum, row) => sum + (row[c] ?? 0), 0)),
  total: rows.flat().reduce((a, b) => a + b, 0),
};
const intervalOf = (cells: readonly string[], name: string): readonly (number | null)[] => {
  const table = printedTable(
    rows.map((row, r) => row.map((value, c) => (cells.includes(`${LETTERS.rows[r]}${LETTERS.columns[c]}`) ? null : value))),
    margins,
  );
  const key = [`r${LETTERS.rows.indexOf(name[0] ?? '')}`, `c${LETTERS.columns.indexOf(name[1] ?? '')}`];
  const found = attackTable({ parts: [table] }).find((interval) => interval.key.join() === key.join());
  return [found?.low ?? null, found?.high ?? null];
};

describe('attacking a table', () => {
  test('two unknowns in every line are not enough: wb is exactly 47', () => {
    expect(intervalOf(withheld, 'wb')).toEqual(golden.exactRecovery.wb);
  });

  test('one more cell in the right place opens it to [0, 78] or [0, 141]', () => {
    expect(intervalOf([...withheld, 'xd'], 'wb')).toEqual(golden.exactRecovery.withXd);
    expect(intervalOf([...withheld, 'xb'], 'wb')).toEqual(golden.exactRecovery.withXb);
  });

  test('an insider sees the remainder: A learns that its partner has at most 8', () => {
    const part = printedTable([[null, null, 10]], { rows: [50], columns: [28, 12, 10], total: 50 });
    // One line only: columns would give it all away, so they are withheld as well.
    const line = {
      ...part,
      dimensions: [part.dimensions[1]].flatMap((each) => each ?? []),
      cells: part.cells.filter((cell) => cell.key[0] === 'r0').map((cell) => ({ ...cell, key: cell.key.slice(1) })),
    };
    const own = [
      { part: 'printed', key: ['c0'], measure: 'n', value: 20 },
      { part: 'printed', key: ['c1'], measure: 'n', value: 12 },
    ];
    const found = attackTable({ parts: [line] }, { attackers: [{ employer: 'A', own }] });
    const outsider = found.find((interval) => interval.attacker.length === 0 && interval.key[0] === 'c0');
    const insider = found.find((interval) => interval.attacker[0] === 'A' && interval.key[0] === 'c0');
    expect([outsider?.low, outsider?.high]).toEqual([0, 40]);
    expect([(insider?.low ?? 0) - 20, (insider?.high ?? 0) - 20]).toEqual([0, 8]);
  });

  test('tables that do not fit together are refused', () => {
    const part = printedTable(
      [
        [5, null],
        [null, 9],
      ],
      { rows: [4, 9], columns: [5, 9], total: 14 },
    );
    expect(() => attackTable({ parts: [part] })).toThrowError(expect.objectContaining({ code: 'deidentify/table-invalid' }));
  });
});
