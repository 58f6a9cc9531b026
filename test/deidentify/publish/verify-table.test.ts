import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { contentHash } from '../../../src/deidentify/publish/content-hash.js';
import { parsePublishableTable } from '../../../src/deidentify/publish/parse-publishable-table.js';
import { protectTable } from '../../../src/deidentify/publish/protect-table.js';
import type { CustodyRecord, Proof, PublishableTableData, Witness } from '../../../src/deidentify/publish/publishable-table.js';
import { verifyTable } from '../../../src/deidentify/publish/verify-table.js';
import { defaultDisclosureRules } from '../../../src/reference/disclosure-rules.js';
import { stream } from '../../../src/stats/random.js';
import { paidTable } from './tables.js';

const FOLDER = fileURLToPath(new URL('../../../src/', import.meta.url));
const made = protectTable(paidTable(stream(4, 1), { rows: 4, columns: 4, employers: 8 }), defaultDisclosureRules, { asOf: '2025-06-30' });

/** Forges table and custody and seals both with a fresh fingerprint, as a forger would. */
function forged(
  change: (table: PublishableTableData, custody: CustodyRecord) => { table?: PublishableTableData; custody?: CustodyRecord },
  reseal = true,
): readonly [PublishableTableData, CustodyRecord] {
  const changed = change(made.table, made.custody);
  const table = changed.table ?? made.table;
  const custody = changed.custody ?? made.custody;
  if (!reseal) return [table, custody];
  const hash = contentHash(table.parts, table.certificate);
  return [
    { ...table, certificate: { ...table.certificate, contentHash: hash } },
    { ...custody, contentHash: hash },
  ];
}

const withCells = (
  table: PublishableTableData,
  edit: (cell: PublishableTableData['parts'][number]['cells'][number], i: number) => typeof cell,
): PublishableTableData => ({
  ...table,
  parts: table.parts.map((part) => ({ ...part, cells: part.cells.map(edit) })),
});
const firstShown = made.table.parts[0]?.cells.findIndex((cell) => !cell.withheld) ?? 0;
const firstHidden = made.table.parts[0]?.cells.findIndex((cell) => cell.withheld) ?? 0;
const complement = made.custody.cells.findIndex((cell) => cell.status === 'complementary');
const primary = made.custody.cells.findIndex((cell) => cell.status.startsWith('primary:'));
const editProof = (custody: CustodyRecord, edit: (proof: Proof) => Proof): CustodyRecord => ({
  ...custody,
  proofs: custody.proofs.map((proof, i) => (i === 0 ? edit(proof) : proof)),
});
const bump = (witness: Witness | null, by: number): Witness | null =>
  witness === null ? null : { values: witness.values.map((value, i) => (i === 0 ? value + by : value)) };
const certificate = (table: PublishableTableData, edit: Partial<PublishableTableData['certificate']>): PublishableTableData => ({
  ...table,
  certificate: { ...table.certificate, ...edit },
});
const rulesWith =
  (edit: Partial<typeof defaultDisclosureRules>) =>
  (table: PublishableTableData): { table: PublishableTableData } => ({
    table: certificate(table, { rules: { ...table.certificate.rules, ...edit } }),
  });

/** Publishes a withheld cell with its true values, in the table and in the custodian's record. */
function unhide(index: number) {
  return (table: PublishableTableData, custody: CustodyRecord) => {
    const truth = custody.cells[index];
    const values = Object.fromEntries(Object.entries(truth?.values ?? {}).map(([id, value]) => [id, String(value)]));
    return {
      table: withCells(table, (cell, i) =>
        i === index
          ? {
              ...cell,
              withheld: false,
              values: { ...values, perMember: ((truth?.values['paid'] ?? 0) / 100 / (truth?.values['members'] ?? 1)).toFixed(2) },
            }
          : cell,
      ),
      custody: {
        ...custody,
        cells: custody.cells.map((cell, i) => (i === index ? { ...cell, status: 'published' as const } : cell)),
        withheld: custody.withheld.filter((place) => place !== index),
      },
    };
  };
}

const forgeries: readonly (readonly [string, Parameters<typeof forged>[0]])[] = [
  [
    'a printed value is changed by one',
    (table) => ({
      table: withCells(table, (cell, i) =>
        i === firstShown ? { ...cell, values: { ...cell.values, paid: String(Number(cell.values['paid']) + 1) } } : cell,
      ),
    }),
  ],
  ['a complement is printed with its true value', unhide(complement)],
  ['a primary cell is printed with its true value', unhide(primary)],
  [
    'a withheld cell keeps a value',
    (table) => ({ table: withCells(table, (cell, i) => (i === firstHidden ? { ...cell, values: { ...cell.values, paid: '1' } } : cell)) }),
  ],
  ['a cell is left out', (table) => ({ table: { ...table, parts: table.parts.map((part) => ({ ...part, cells: part.cells.slice(1) })) } })],
  [
    'a cell stands twice',
    (table) => ({ table: { ...table, parts: table.parts.map((part) => ({ ...part, cells: [...part.cells, ...part.cells.slice(0, 1)] })) } }),
  ],
  [
    'an interval is made wider',
    (table) => ({
      table: certificate(table, { intervals: table.certificate.intervals.map((each, i) => (i === 0 ? { ...each, low: each.low - 1 } : each)) }),
    }),
  ],
  [
    'an interval claims to have no end',
    (table) => ({ table: certificate(table, { intervals: table.certificate.intervals.map((each) => ({ ...each, high: null })) }) }),
  ],
  ['an interval is left out', (table) => ({ table: certificate(table, { intervals: table.certificate.intervals.slice(1) }) })],
  ['the thresholds are raised afterwards', rulesWith({ minPersons: 5000 })],
  ['the share is lowered afterwards', rulesWith({ maxShare: '0.1' })],
  ['the protection is raised afterwards', rulesWith({ protectionPercent: '900' })],
  [
    'a larger coalition is claimed than was tried',
    (table) => ({ table: certificate(table, { collusion: 2, rules: { ...table.certificate.rules, collusion: 2 } }) }),
  ],
  ['the day is moved before the figures are old enough', (table) => ({ table: certificate(table, { asOf: '2025-02-01' }) })],
  ['a proof is left out', (_, custody) => ({ custody: { ...custody, proofs: custody.proofs.slice(1) } })],
  [
    'a witness is changed by one',
    (_, custody) => ({ custody: editProof(custody, (proof) => ({ ...proof, low: bump(proof.low, 1), high: bump(proof.high, 1) })) }),
  ],
  [
    'a witness has half a cent',
    (_, custody) => ({ custody: editProof(custody, (proof) => ({ ...proof, low: bump(proof.low, 0.5), high: bump(proof.high, 0.5) })) }),
  ],
  [
    'a witness goes below nothing',
    (_, custody) => ({ custody: editProof(custody, (proof) => ({ ...proof, low: bump(proof.low, -1e12), high: bump(proof.high, -1e12) })) }),
  ],
  ['witnesses are taken away', (_, custody) => ({ custody: editProof(custody, (proof) => ({ ...proof, low: null, high: null })) })],
  ['a witness is too short', (_, custody) => ({ custody: editProof(custody, (proof) => ({ ...proof, low: { values: [] }, high: { values: [] } })) })],
  [
    'all proofs are one proof repeated',
    (_, custody) => ({ custody: { ...custody, proofs: custody.proofs.map(() => custody.proofs[0]).flatMap((proof) => proof ?? []) } }),
  ],
  [
    'a status calls a primary cell a complement',
    (_, custody) => ({
      custody: { ...custody, cells: custody.cells.map((cell, i) => (i === primary ? { ...cell, status: 'complementary' } : cell)) },
    }),
  ],
  [
    'a contribution moves from one employer to another',
    (_, custody) => ({
      custody: {
        ...custody,
        cells: custody.cells.map((cell, i) =>
          i === primary ? { ...cell, contributions: { ...cell.contributions, paid: { E0: cell.values['paid'] ?? 0 } } } : cell,
        ),
      },
    }),
  ],
  [
    'persons of a cell are changed',
    (_, custody) => ({
      custody: { ...custody, cells: custody.cells.map((cell, i) => (i === firstShown ? { ...cell, persons: cell.persons + 1 } : cell)) },
    }),
  ],
  ['everything is said to be withheld', (_, custody) => ({ custody: { ...custody, allWithheld: 'unproved', proofs: [], intervals: [] } })],
  [
    'a quotient is printed wrongly',
    (table) => ({ table: withCells(table, (cell, i) => (i === firstShown ? { ...cell, values: { ...cell.values, perMember: '1.00' } } : cell)) }),
  ],
  [
    'a category is taken out of a dimension, so that a line no longer adds up',
    (table) => ({
      table: {
        ...table,
        parts: table.parts.map((part) => ({ ...part, dimensions: part.dimensions.map((d) => ({ ...d, categories: d.categories.slice(0, -1) })) })),
      },
    }),
  ],
];

describe('the verifier', () => {
  test('accepts what protecting made, publicly and fully', () => {
    expect(verifyTable(made.table)).toMatchObject({ ok: true, depth: 'public', problems: [] });
    expect(verifyTable(made.table, made.custody)).toMatchObject({ ok: true, depth: 'full', problems: [] });
    expect(made.custody.proofs.length).toBeGreaterThan(20);
  });

  test('at least twenty forgeries are tried', () => expect(forgeries.length).toBeGreaterThanOrEqual(20));

  test.each(forgeries)('rejects a certificate when %s, though the forger sealed it anew', (_, change) => {
    expect(verifyTable(...forged(change)).ok).toBe(false);
    expect(verifyTable(...forged(change, false)).ok).toBe(false);
  });

  test('a changed digit without a new seal is found by any reader', () => {
    const [table] = forged((t) => ({ table: { ...t, parts: t.parts.map((part) => ({ ...part, title: 'Other' })) } }), false);
    expect(verifyTable(table).problems).toEqual(['the fingerprint does not fit the content']);
    expect(() => parsePublishableTable(table)).toThrowError(expect.objectContaining({ code: 'deidentify/certificate-failed' }));
  });

  test('a stored table is read back, and other JSON is not', () => {
    const stored: unknown = JSON.parse(JSON.stringify(made.table));
    expect(parsePublishableTable(stored, made.custody)).toEqual(made.table);
    for (const wrong of [null, [], {}, { ...made.table, extra: 1 }, { ...made.table, version: 2 }]) {
      expect(() => parsePublishableTable(wrong)).toThrowError(expect.objectContaining({ code: 'deidentify/envelope-invalid' }));
    }
  });

  test('shares no function with what protects tables', () => {
    const importsOf = (file: string): string[] => {
      const text = readFileSync(`${FOLDER}${file}`, 'utf8');
      const found: string[] = [];
      for (const match of text.matchAll(/(?:import|export)\s+(?!type\b)([^;]*?)\s+from\s+'(\.[^']+)'/g)) {
        // `{ type A, type B }` imports no function.
        if (/^\{(\s*type\s+\w+\s*,?)+\s*\}$/.test(match[1] ?? '')) continue;
        found.push(new URL(match[2] ?? '', `file:///${file}`).pathname.slice(1).replace(/\.js$/, '.ts'));
      }
      return found;
    };
    const reach = (start: string): Set<string> => {
      const seen = new Set([start]);
      for (const file of seen) for (const next of importsOf(file)) seen.add(next);
      return seen;
    };
    const verifier = reach('deidentify/publish/verify-table.ts');
    const protector = reach('deidentify/publish/protect-table.ts');
    expect(verifier.size).toBeGreaterThan(5);
    expect(protector.has('deidentify/publish/suppress.ts')).toBe(true);
    const shared = [...verifier].filter((file) => protector.has(file)).sort();
    // Exact arithmetic, dates and fingerprints are common ground; OPEN_END is a number, not a function.
    expect(shared.filter((file) => !/^(errors|fingerprint|money|time)\//.test(file))).toEqual(['deidentify/publish/publishable-table.ts']);
    expect(readFileSync(`${FOLDER}deidentify/publish/publishable-table.ts`, 'utf8')).not.toMatch(/export function|=> \{/);
    expect(readdirSync(`${FOLDER}deidentify/publish`).length).toBeGreaterThan(20);
  });
});
