import type { PublishedPart } from '../../../src/deidentify/publish/publishable-table.js';
import type { TableCell, TableInput } from '../../../src/deidentify/publish/table-input.js';
import { type DisclosureRules, defaultDisclosureRules } from '../../../src/reference/disclosure-rules.js';
import type { RandomStream } from '../../../src/stats/random.js';

/** Rules that judge counts alone. */
export const countsOnly: DisclosureRules = {
  ...defaultDisclosureRules,
  id: 'counts',
  minEmployers: 1,
  maxShare: '1',
  minAgeMonths: 0,
  protectionPercent: '0',
};

/** A two-way table of counts: rows by columns, given as freely invented numbers. */
export function countTable(rows: readonly (readonly number[])[], sensitive: (row: number, column: number) => boolean = () => false): TableInput {
  return {
    id: 'counts',
    dimensions: [
      { name: 'row', members: 'partition', categories: rows.map((_, r) => ({ code: `r${r}` })) },
      { name: 'column', members: 'partition', categories: (rows[0] ?? []).map((_, c) => ({ code: `c${c}` })) },
    ],
    measures: [{ kind: 'persons', id: 'n' }],
    cells: rows.flatMap((line, r) =>
      line.map(
        (persons, c): TableCell => ({ key: [`r${r}`, `c${c}`], persons, contributions: new Map(), ...(sensitive(r, c) ? { sensitive: true } : {}) }),
      ),
    ),
  };
}

/** A two-way table as a reader sees it; `null` is withheld. Margins are complete. */
export function printedTable(
  rows: readonly (readonly (number | null)[])[],
  margins: { readonly rows: readonly number[]; readonly columns: readonly number[]; readonly total: number },
): PublishedPart {
  const dimension = (name: string, codes: readonly string[]): PublishedPart['dimensions'][number] => ({
    name,
    label: name,
    total: 'total',
    members: 'partition',
    categories: [{ code: 'total', label: 'Total', parent: null }, ...codes.map((code) => ({ code, label: code, parent: 'total' }))],
  });
  const cell = (key: readonly string[], value: number | null): PublishedPart['cells'][number] => ({
    key,
    withheld: value === null,
    values: { n: value === null ? null : String(value) },
  });
  return {
    id: 'printed',
    title: 'printed',
    period: null,
    dimensions: [
      dimension(
        'row',
        rows.map((_, r) => `r${r}`),
      ),
      dimension(
        'column',
        margins.columns.map((_, c) => `c${c}`),
      ),
    ],
    measures: [{ id: 'n', label: 'n', kind: 'persons', unit: 'persons', quotient: null }],
    cells: [
      cell(['total', 'total'], margins.total),
      ...margins.columns.map((value, c) => cell(['total', `c${c}`], value)),
      ...rows.flatMap((line, r) => [cell([`r${r}`, 'total'], margins.rows[r] ?? 0), ...line.map((value, c) => cell([`r${r}`, `c${c}`], value))]),
    ],
  };
}

/** Paid dollars of employers by setting and region, with some tiny and some dominated cells. */
export function paidTable(random: RandomStream, size: { readonly rows: number; readonly columns: number; readonly employers: number }): TableInput {
  const cells: TableCell[] = [];
  for (let r = 0; r < size.rows; r += 1) {
    for (let c = 0; c < size.columns; c += 1) {
      const contributions = new Map<string, number>();
      const personsByEmployer = new Map<string, number>();
      let persons = 0;
      for (let e = 0; e < size.employers; e += 1) {
        if (random.below(10) === 0) continue;
        const members = random.below(8) === 0 ? 1 + random.below(3) : 5 + random.below(60);
        persons += members;
        personsByEmployer.set(`E${e}`, members);
        contributions.set(`E${e}`, members * (1000 + random.below(90_000)));
      }
      if (random.below(6) === 0) contributions.set('E0', (contributions.get('E0') ?? 0) + 40_000_000);
      if (contributions.has('E0') && !personsByEmployer.has('E0')) {
        personsByEmployer.set('E0', 1);
        persons += 1;
      }
      cells.push({ key: [`r${r}`, `c${c}`], persons, contributions, personsByEmployer });
    }
  }
  return {
    id: 'paid',
    dimensions: [
      { name: 'row', members: 'partition', categories: Array.from({ length: size.rows }, (_, r) => ({ code: `r${r}` })) },
      { name: 'column', members: 'partition', categories: Array.from({ length: size.columns }, (_, c) => ({ code: `c${c}` })) },
    ],
    measures: [
      { kind: 'sum', id: 'paid', unit: 'cents' },
      { kind: 'persons', id: 'members' },
      {
        kind: 'ratio',
        id: 'perMember',
        numerator: 'paid',
        denominator: { measure: 'members' },
        times: '0.01',
        decimals: 2,
        unit: 'US dollars per member',
      },
    ],
    cells,
    period: { from: '2024-01-01', to: '2024-12-31' },
  };
}
