import { describe, expect, test } from 'vitest';
import { protectTable } from '../../../src/deidentify/publish/protect-table.js';
import { type LedgerEntry, memoryLedgerStore, releaseLedger } from '../../../src/deidentify/publish/release-ledger.js';
import type { TableInput } from '../../../src/deidentify/publish/table-input.js';
import { defaultDisclosureRules } from '../../../src/reference/disclosure-rules.js';

const asOf = '2026-06-30';
const FIVE = ['A', 'B', 'C', 'D', 'E'] as const;

/** One total over a period, as each employer contributed. */
function yearTable(
  employers: readonly string[],
  o: { readonly from?: string; readonly to?: string; readonly each?: number; readonly persons?: number } = {},
): TableInput {
  return {
    id: 'total',
    dimensions: [{ name: 'part', members: 'partition', categories: [{ code: 'all' }] }],
    measures: [{ kind: 'sum', id: 'paid', unit: 'cents' }],
    cells: [
      {
        key: ['all'],
        persons: o.persons ?? employers.length * 40,
        contributions: new Map(employers.map((employer) => [employer, o.each ?? 100_000])),
      },
    ],
    period: { from: o.from ?? '2024-01-01', to: o.to ?? '2024-12-31' },
  };
}

const protect = (input: TableInput) => protectTable(input, defaultDisclosureRules, { asOf });

describe('the release ledger', () => {
  test('a lone joiner is refused, because the difference of two releases is its figure', () => {
    const ledger = releaseLedger(memoryLedgerStore());
    ledger.commit(protect(yearTable(FIVE)));
    const verdict = ledger.check(protect(yearTable([...FIVE, 'F'])));
    expect([verdict.ok, verdict.reason]).toEqual([false, 'difference']);
    expect(() => protectTable(yearTable([...FIVE, 'F']), defaultDisclosureRules, { asOf, ledger })).toThrowError(
      expect.objectContaining({ code: 'deidentify/release-refused' }),
    );
  });

  test('year to date gives the months between away, which must pass the rules themselves', () => {
    const ledger = releaseLedger(memoryLedgerStore());
    ledger.commit(protect(yearTable(FIVE, { to: '2024-06-30', each: 50_000 })));
    expect(ledger.check(protect(yearTable(FIVE, { to: '2024-09-30', each: 80_000, persons: 215 }))).ok).toBe(true);
    expect(ledger.check(protect(yearTable(FIVE, { to: '2024-09-30', each: 80_000, persons: 204 }))).reason).toBe('difference');
  });

  test('a chain in which only the third release exposes is refused at the third', () => {
    const ledger = releaseLedger(memoryLedgerStore());
    // A..E twice over different halves, then F joins the second half of a release over both halves.
    const halves = (employers: readonly string[], second: readonly string[]): TableInput => ({
      ...yearTable(employers),
      id: 'halves',
      dimensions: [{ name: 'half', members: 'partition', categories: [{ code: 'one' }, { code: 'two' }] }],
      cells: [
        { key: ['one'], persons: 300, contributions: new Map(employers.map((employer) => [employer, 100_000])) },
        { key: ['two'], persons: 300, contributions: new Map(second.map((employer) => [employer, 100_000])) },
      ],
    });
    ledger.commit(protect(halves(FIVE, FIVE)));
    const again = ledger.check(protect(halves(FIVE, [...FIVE, 'F'])));
    expect(again.ok).toBe(false);
  });

  test('a cell withheld in one release cannot be printed in another of the same period', () => {
    const two = (small: number): TableInput => ({
      ...yearTable(FIVE),
      dimensions: [{ name: 'setting', members: 'partition', categories: [{ code: 'a' }, { code: 'b' }, { code: 'c' }] }],
      cells: ['a', 'b', 'c'].map((code, i) => ({
        key: [code],
        persons: i === 0 ? small : 200,
        contributions: new Map(FIVE.map((employer) => [employer, 100_000])),
      })),
    });
    const ledger = releaseLedger(memoryLedgerStore());
    ledger.commit(protect(two(5)));
    expect(ledger.check(protect(two(50))).reason).toBe('pattern-differs');
  });

  test('tables of other dimensions that share a withheld cell must be linked', () => {
    const grouped = (parent: string): TableInput => ({
      ...yearTable(FIVE),
      id: parent,
      dimensions: [
        {
          name: 'region',
          members: 'partition',
          categories: [
            { code: parent },
            { code: `${parent}-rest` },
            { code: 'a', parent },
            { code: 'b', parent },
            { code: 'c', parent: `${parent}-rest` },
            { code: 'd', parent: `${parent}-rest` },
          ],
        },
      ],
      cells: ['a', 'b', 'c', 'd'].map((code) => ({
        key: [code],
        persons: code === 'a' || code === 'c' ? 5 : 200,
        contributions: new Map(FIVE.map((employer) => [employer, 100_000])),
      })),
    });
    const ledger = releaseLedger(memoryLedgerStore());
    ledger.commit(protect(grouped('north')));
    const south = protect(grouped('south'));
    const verdict = ledger.check(south);
    expect([verdict.reason, verdict.tables.length]).toEqual(['shares-cells', 2]);
    expect(() => ledger.commit(south)).toThrowError(expect.objectContaining({ code: 'deidentify/linked-tables-separately' }));
  });

  test('a change of employers between years is accepted with a warning', () => {
    const ledger = releaseLedger(memoryLedgerStore());
    ledger.commit(protect(yearTable(FIVE)));
    const verdict = ledger.check(protect(yearTable([...FIVE, 'F'], { from: '2025-01-01', to: '2025-12-31' })));
    expect([verdict.ok, verdict.findings.map((finding) => finding.code)]).toEqual([true, ['deidentify/membership-changed']]);
  });

  test('a coalition member that subtracts its own figures learns a pair partner', () => {
    const ledger = releaseLedger(memoryLedgerStore());
    const rules = { ...defaultDisclosureRules, minEmployers: 1, maxShare: '1', protectionPercent: '0' };
    const release = (employers: readonly string[]) => protectTable(yearTable(employers), rules, { asOf });
    ledger.commit(release(['A', 'B', 'C', 'D']));
    const verdict = ledger.check(release(['A', 'B']));
    expect([verdict.ok, verdict.reason]).toEqual([false, 'computable']);
    expect(verdict.attackers).toContain('A learns B (paid)');
  });

  test('a changed entry breaks the chain, and two writers cannot both append', () => {
    const store = memoryLedgerStore();
    releaseLedger(store).commit(protect(yearTable(FIVE)));
    const [entry] = store.read();
    if (entry === undefined) throw new Error('nothing was committed');
    const forged: LedgerEntry = { ...entry, release: { ...entry.release, asOf: '2020-01-01' } };
    expect(() => releaseLedger(memoryLedgerStore([forged])).check(protect(yearTable(FIVE)))).toThrowError(
      expect.objectContaining({ code: 'deidentify/envelope-invalid' }),
    );
    expect(store.append(entry, null)).toBe(false);
  });

  test('the same release twice is the same release', () => {
    const ledger = releaseLedger(memoryLedgerStore());
    ledger.commit(protect(yearTable(FIVE)));
    expect(ledger.check(protect(yearTable(FIVE)))).toMatchObject({ ok: true, reason: 'already-released' });
  });
});
