import { describe, expect, test } from 'vitest';
import { centsOfMoney } from '../../src/claims/fields/money-text.js';
import { isCoalitionError } from '../../src/errors/index.js';
import { BENCH_COLUMNS, benchEligibility, benchLines, benchMembers } from '../../src/synthetic/index.js';

/** Splits a line of CSV that holds no line break. */
function fields(line: string): readonly string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
}

describe('bench lines', () => {
  const file = benchLines({ seed: 1, lines: 20_000 });
  const text = Array.from(file.chunks).join('');
  const rows = text.trimEnd().split('\n').map(fields);
  const at = (name: string): number => BENCH_COLUMNS.indexOf(name);
  const data = rows.slice(1);

  test('are 36 columns in the order of payment, the same bytes for the same seed', () => {
    expect(rows[0]).toEqual(BENCH_COLUMNS);
    expect(BENCH_COLUMNS).toHaveLength(36);
    expect(data).toHaveLength(20_000);
    expect(data.every((row) => row.length === 36)).toBe(true);
    const paid = data.map((row) => row[at('paid_date')] ?? '');
    expect(paid).toEqual(paid.toSorted());
    const again = benchLines({ seed: 1, lines: 20_000 });
    expect(Array.from(again.chunks).join('')).toBe(text);
    // Written when the bench data was last changed on purpose; every runtime must give it.
    expect(file.control().checksum).toBe('5eefd079');
  });

  test('have the control totals that their text adds up to', () => {
    const control = file.control();
    for (const [name, cents] of Object.entries(control.cents))
      expect(data.reduce((sum, row) => sum + centsOfMoney(row[at(name)] ?? ''), 0)).toBe(cents);
    expect(control.bytes).toBe(text.length);
    expect(control.bytes / control.rows).toBeGreaterThan(200);
    expect(control.bytes / control.rows).toBeLessThan(280);
  });

  test('have skewed employers, heavy users, twelve categories, reversals, denials, and names with commas and quotes', () => {
    const share = (test: (row: readonly string[]) => boolean): number => data.filter(test).length / data.length;
    expect(new Set(data.map((row) => row[at('employer_id')])).size).toBeGreaterThan(30);
    expect(new Set(data.map((row) => row[at('service_category')])).size).toBe(12);
    expect(share((row) => row[at('billing_name')]?.includes(',') === true)).toBeGreaterThan(0.07);
    expect(share((row) => row[at('billing_name')]?.includes('"') === true)).toBeGreaterThan(0.01);
    expect(share((row) => row[at('paid_amount')]?.startsWith('-') === true || row[at('claim_status')] === 'denied')).toBeCloseTo(0.015, 2);
    const byMember = new Map<string, number>();
    for (const row of data) byMember.set(row[at('member_id')] ?? '', (byMember.get(row[at('member_id')] ?? '') ?? 0) + 1);
    const counts = [...byMember.values()].sort((a, b) => b - a);
    expect(counts.slice(0, Math.floor(counts.length / 10)).reduce((a, b) => a + b, 0) / data.length).toBeGreaterThan(0.35);
    expect(
      data.every(
        (row) =>
          (row[at('claim_line_start_date')] ?? '') <= (row[at('claim_line_end_date')] ?? '') &&
          (row[at('claim_line_end_date')] ?? '') <= (row[at('paid_date')] ?? ''),
      ),
    ).toBe(true);
  });

  test('of the dirty twin differ from the clean ones in every 200th line, and say how', () => {
    const dirty = benchLines({ seed: 1, lines: 20_000, dirty: true });
    const lines = Array.from(dirty.chunks).join('').trimEnd().split('\n').slice(1);
    const clean = text.trimEnd().split('\n').slice(1);
    const { broken, cents } = dirty.control();
    expect(broken.map((line) => line.record)).toEqual(Array.from({ length: 100 }, (_, i) => 200 * (i + 1)));
    expect(new Set(broken.map((line) => line.way)).size).toBe(7);
    expect(lines.flatMap((line, i) => (line === clean[i] ? [] : [i + 1]))).toEqual(broken.map((line) => line.record));
    expect(cents).toEqual(file.control().cents);
  });

  test('are refused in impossible numbers', () => {
    try {
      benchLines({ seed: 1, lines: -1 });
      expect.unreachable();
    } catch (error) {
      expect(isCoalitionError(error, 'synthetic/bad-option')).toBe(true);
    }
  });
});

test('bench coverage and members belong to the same people', () => {
  const spans = Array.from(benchEligibility({ seed: 1, members: 500 }).chunks)
    .join('')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(fields);
  const members = Array.from(benchMembers({ seed: 1, members: 500 }).chunks)
    .join('')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(fields);
  expect(members).toHaveLength(500);
  expect(new Set(spans.map((row) => row[0]))).toEqual(new Set(members.map((row) => row[0])));
  expect(spans.every((row) => row[9] === '' || (row[8] ?? '') <= (row[9] ?? ''))).toBe(true);
});
