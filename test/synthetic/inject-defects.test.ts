import { describe, expect, test } from 'vitest';
import { ruleCatalogue } from '../../src/claims/rules/catalogue.js';
import { validateDelivery } from '../../src/claims/validate/validate-delivery.js';
import { isCoalitionError } from '../../src/errors/index.js';
import { generateCoalition, injectableRules, injectDefects } from '../../src/synthetic/index.js';

const { coalition } = generateCoalition({ seed: 11, members: 400, months: ['2024-07', '2025-12'], adjustedPerMille: 80 });
const dates = { asOf: coalition.paidThrough, paidThrough: coalition.paidThrough, rowsListed: 1_000_000 };
const codes = [...new Set(injectableRules().map((rule) => rule.code))];

function missed(rules: readonly string[], declared: 'identified' | 'deidentified'): readonly string[] {
  const { coalition: dirty, planted } = injectDefects(coalition, { seed: 5, rates: Object.fromEntries(rules.map((code) => [code, 0.004])) });
  const report = validateDelivery(dirty, { ...dates, declared });
  const found = new Set(report.findings.map((finding) => `${finding.code} ${finding.table} ${finding.row?.dataSource} ${finding.row?.row}`));
  const possible = injectableRules().filter((rule) => rules.includes(rule.code));
  expect(possible.filter((rule) => !planted.some((defect) => defect.code === rule.code && defect.table === rule.table))).toEqual([]);
  return planted.map((defect) => `${defect.code} ${defect.table} ${defect.dataSource} ${defect.row}`).filter((place) => !found.has(place));
}

/** Rules of the catalogue that a planted row can't break, and why. */
const NOT_PLANTED: Readonly<Record<string, string>> = {
  'XREF-2': 'It judges months as a whole and names no row.',
  'XREF-3': 'It judges a year of members as a whole and names no row.',
  'STR-4': 'It compares totals with those of an invoice, which no row carries.',
  'STR-5': 'It compares a delivery with the last one, which no row carries.',
  'ELG-10': 'It compares employees with a bill, which no row carries.',
};

describe('planted defects', () => {
  test('are none in the clean coalition: no finding above info, of any rule', () => {
    const report = validateDelivery(coalition, { ...dates, declared: 'identified' });
    expect(report.findings.filter(({ severity }) => severity !== 'info').map(({ code, table, message }) => `${code} ${table} ${message}`)).toEqual(
      [],
    );
  }, 60_000);

  test('are found: recall 100 % of each rule, printed with the rules that cannot be planted', () => {
    const measured = [codes.filter((code) => code !== 'DEI-1'), ['DEI-1']].flatMap((rules) => {
      const { coalition: dirty, planted } = injectDefects(coalition, { seed: 7, rates: Object.fromEntries(rules.map((code) => [code, 0.004])) });
      const report = validateDelivery(dirty, { ...dates, declared: rules.length === 1 ? 'deidentified' : 'identified' });
      const found = new Set(report.findings.map((finding) => `${finding.code} ${finding.table} ${finding.row?.dataSource} ${finding.row?.row}`));
      return planted.map((defect) => ({ ...defect, found: found.has(`${defect.code} ${defect.table} ${defect.dataSource} ${defect.row}`) }));
    });
    const recall = injectableRules().map((rule) => {
      const own = measured.filter((defect) => defect.code === rule.code && defect.table === rule.table);
      return { ...rule, planted: own.length, found: own.filter((defect) => defect.found).length };
    });
    const lines = [
      ...recall.map(({ code, table, planted, found }) => `${code} ${table}: ${found} of ${planted} found`),
      ...Object.entries(NOT_PLANTED).map(([code, why]) => `${code}: not planted. ${why}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    expect(recall.filter(({ planted, found }) => planted === 0 || found < planted)).toEqual([]);
    const named = new Set([...recall.map(({ code }) => code), ...Object.keys(NOT_PLANTED)]);
    expect([...new Set([...ruleCatalogue.map(({ id }) => id), 'STR-4', 'STR-5', 'ELG-10'])].filter((code) => !named.has(code))).toEqual([]);
  }, 60_000);

  test('are found at every place, whatever the rule', () => {
    expect(
      missed(
        codes.filter((code) => code !== 'DEI-1'),
        'identified',
      ),
    ).toEqual([]);
    expect(missed(['DEI-1'], 'deidentified')).toEqual([]);
  }, 120_000);

  test('can be planted for every rule of rows that the catalogue has', () => {
    // XREF-2 and XREF-3 judge months and years as a whole: they have no row to name.
    expect([...new Set(ruleCatalogue.map((rule) => rule.id))].filter((code) => !codes.includes(code))).toEqual(['XREF-2', 'XREF-3']);
  });

  test('leave the clean coalition as it was, and the same seed plants the same', () => {
    const before = JSON.stringify(coalition.medical);
    const [first, second] = [1, 2].map(() => injectDefects(coalition, { seed: 8, rates: { 'MED-6': 0.01, 'STR-3': 0.001 } }));
    expect(JSON.stringify(coalition.medical)).toBe(before);
    expect(first?.planted).toEqual(second?.planted);
    expect(first?.planted.length).toBeGreaterThan(5);
  }, 60_000);

  test('block what depends on them: header amounts on lines stop PMPM', () => {
    const { coalition: dirty } = injectDefects(coalition, { seed: 5, rates: { 'MED-14': 0.3 } });
    expect(validateDelivery(dirty, dates).fitness.for('pmpm').status).toBe('blocked');
  }, 60_000);

  test.each([
    [{ 'MED-999': 0.1 }, 'synthetic/unknown-rule'],
    [{ 'MED-6': 0 }, 'synthetic/bad-option'],
    [{ 'MED-6': 1.5 }, 'synthetic/bad-option'],
  ])('of %o are refused', (rates, code) => {
    try {
      injectDefects(coalition, { seed: 1, rates: Object.fromEntries(Object.entries(rates)) });
      expect.unreachable();
    } catch (error) {
      expect(isCoalitionError(error) && error.code).toBe(code);
    }
  });
});
