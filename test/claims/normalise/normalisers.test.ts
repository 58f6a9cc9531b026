import { describe, expect, test } from 'vitest';
import { checkSink, compileChecker } from '../../../src/claims/fields/compile-checker.js';
import { fieldsOf } from '../../../src/claims/fields/tables.js';
import { codeNormaliserOf } from '../../../src/claims/normalise/code.js';
import { compileNormaliser } from '../../../src/claims/normalise/compile-normaliser.js';
import { normaliseDate } from '../../../src/claims/normalise/date.js';
import { normaliseMoney } from '../../../src/claims/normalise/money.js';
import { normaliseNull } from '../../../src/claims/normalise/null-spelling.js';
import { RepairCounts } from '../../../src/claims/normalise/repair-counts.js';
import { isCoalitionError } from '../../../src/errors/coalition-error.js';
import { stream } from '../../../src/stats/random.js';
import { canonicalRow } from '../canonical-rows.js';

describe('spellings of nothing', () => {
  test('become null and are told apart from codes that look like them', () => {
    for (const text of ['NULL', 'null', 'N/A', 'NA', '?', '\\N', ' NULL '])
      expect(normaliseNull(text)).toEqual({ value: null, repairs: ['null-spelling'] });
    for (const text of ['', ' ', '\t \u00a0']) expect(normaliseNull(text)).toEqual({ value: null, repairs: ['empty'] });
    for (const text of ['0', '0000', 'None', 'nil', '00012', '1E5', 'TRUE', '-']) expect(normaliseNull(text)).toEqual({ value: text, repairs: [] });
  });
});

describe('dates', () => {
  test('are read in their declared form only', () => {
    expect(normaliseDate('20240229', 'YYYYMMDD').value).toBe('2024-02-29');
    expect(normaliseDate('2/9/2024', 'MM/DD/YYYY').value).toBe('2024-02-09');
    expect(normaliseDate('01-mAR-2015', 'DD-Mon-YYYY').value).toBe('2015-03-01');
    expect(normaliseDate('2024-01-31T20:00:00-05:00', 'timestamp').value).toBe('2024-01-31');
    expect(normaliseDate('2024-01-31 23:59:59.999', 'timestamp').value).toBe('2024-01-31');
    expect(normaliseDate('02/03/2024', 'YYYY-MM-DD')).toEqual({ value: '02/03/2024', repairs: [] });
    expect(normaliseDate('13/02/2024', 'MM/DD/YYYY')).toEqual({ value: '13/02/2024', repairs: [] });
    expect(normaliseDate('20232902', 'YYYYMMDD')).toEqual({ value: '20232902', repairs: [] });
  });

  test('that mean no end become null; real dates before 2100 stay', () => {
    for (const text of ['9999-12-31', '2999-12-31', '2100-01-01', '292278994-08-17', '9999-00-00']) {
      expect(normaliseDate(text, 'YYYY-MM-DD')).toEqual({ value: null, repairs: ['open-end-sentinel'] });
    }
    expect(normaliseDate('99991231', 'YYYYMMDD')).toEqual({ value: null, repairs: ['open-end-sentinel'] });
    expect(normaliseDate('2099-12-31', 'YYYY-MM-DD')).toEqual({ value: '2099-12-31', repairs: [] });
    expect(normaliseDate('2023-02-29', 'YYYY-MM-DD')).toEqual({ value: '2023-02-29', repairs: [] });
  });
});

describe('amounts', () => {
  test('lose signs and separators that say nothing', () => {
    expect(normaliseMoney('$1,234,567.89').value).toBe('1234567.89');
    expect(normaliseMoney('-$5.00').value).toBe('-5.00');
    expect(normaliseMoney('$-5.00').value).toBe('-5.00');
    expect(normaliseMoney('(0.01)').value).toBe('-0.01');
    expect(normaliseMoney('7-').value).toBe('-7');
  });

  test('that could be read in two ways, or in none, are left for the checker', () => {
    for (const text of [
      '1,23',
      '12,34.50',
      '1.234,50',
      '1e5',
      'NaN',
      '12.34567',
      '(-5.00)',
      '-5.00-',
      '$',
      '()',
      '-',
      '1 234.00',
      '--5',
      '$-',
      '-$-5.00',
    ]) {
      expect(normaliseMoney(text)).toEqual({ value: text, repairs: [] });
    }
  });
});

describe('codes', () => {
  test('are padded only where a named rule says so', () => {
    const read = (field: string, text: string): string | null => codeNormaliserOf(field)(text).value;
    expect([read('revenue_center_code', '1'), read('revenue_center_code', '45X')]).toEqual(['0001', '45X']);
    expect([read('place_of_service_code', '2'), read('drg_code', '1'), read('bill_type_code', '013i')]).toEqual(['02', '001', '13I']);
    expect([read('ndc_code', '1234-5678-90'), read('ndc_code', '12345-678-90'), read('ndc_code', '12345-6789-0')]).toEqual([
      '01234567890',
      '12345067890',
      '12345678900',
    ]);
    expect([read('ndc_code', '1234567890'), read('ndc_code', '1234-567-90')]).toEqual(['1234567890', '1234-567-90']);
    expect([read('diagnosis_codes', 'e11.9'), read('diagnosis_codes', '.5'), read('diagnosis_codes', 'E1.1.9')]).toEqual(['E119', '.5', 'E1.1.9']);
    expect([read('billing_npi', '1104867175.0'), read('billing_npi', '1.104867175E9')]).toEqual(['1104867175', '1.104867175E9']);
    expect([read('zip_code', '02134-1234'), read('zip_code', '2134')]).toEqual(['02134', '2134']);
    expect(read('person_id', '007')).toBe('007');
  });
});

describe('a row', () => {
  const normalise = compileNormaliser({ table: 'medical', dates: 'MM/DD/YYYY', datesByField: { paid_date: 'YYYYMMDD' } });

  test('keeps the raw value of whatever was repaired, byte for byte, and counts each repair', () => {
    const counts = new RepairCounts();
    const { row, raw } = normalise(
      {
        claim_id: ' 00012 ',
        plan: '1E5',
        payer: 'TRUE',
        claim_start_date: '01/31/2024',
        paid_date: '20240215',
        charge_amount: '(1,200.00)',
        claim_line_number: '3.0',
        claim_version: '',
        claim_status: 'PAID',
        in_network_flag: 'Y',
        diagnosis_codes: ['e11.9', '', 'I10', '', ''],
        modifiers: ['', ''],
        revenue_center_code: '450',
        stranger: 'x',
      },
      counts,
    );
    expect(row).toMatchObject({
      claim_id: '00012',
      plan: '1E5',
      payer: 'TRUE',
      claim_start_date: '2024-01-31',
      paid_date: '2024-02-15',
      charge_amount: '-1200.00',
      claim_line_number: 3,
      claim_version: null,
      claim_status: 'paid',
      in_network_flag: true,
      diagnosis_codes: ['E119', null, 'I10'],
      modifiers: null,
      revenue_center_code: '0450',
    });
    expect(Object.keys(row)).toEqual(fieldsOf('medical').map(({ name }) => name));
    expect(raw).toMatchObject({
      claim_id: ' 00012 ',
      charge_amount: '(1,200.00)',
      diagnosis_codes: ['e11.9', '', 'I10', '', ''],
      revenue_center_code: '450',
    });
    expect(Object.keys(raw ?? {})).not.toContain('plan');
    expect(counts.list()).toContainEqual({ field: 'diagnosis_codes', kind: 'dot-removed', values: 1 });
    const findings = counts.findings('medical');
    expect(findings.map(({ code, field, observedClass }) => `${code} ${field} ${observedClass}`)).toContain('ADJ-1 claim_line_number float-text');
    expect(findings.some(({ observedClass }) => observedClass === 'empty')).toBe(false);
  });

  test('with an unknown value of a closed list gets unknown where the list has it, never a neighbour', () => {
    const counts = new RepairCounts();
    const read = compileNormaliser({ table: 'eligibility' })({ gender: 'X', coverage_tier: 'EMPLOYEE ONLY' }, counts);
    expect([read.row['gender'], read.row['coverage_tier']]).toEqual(['unknown', 'EMPLOYEE ONLY']);
    expect(read.raw).toEqual({ gender: 'X' });
  });

  test('refuses an amount that arrives as a number, and options that name no field', () => {
    const code = (action: () => unknown): string => {
      try {
        action();
      } catch (error) {
        return isCoalitionError(error) ? error.code : 'another error';
      }
      return 'nothing';
    };
    expect(code(() => normalise({ paid_amount: 12.5 }, new RepairCounts()))).toBe('claims/money-is-number');
    expect(code(() => compileNormaliser({ table: 'medical', datesByField: { paidDate: 'YYYYMMDD' } }))).toBe('claims/unknown-field');
  });

  test.each(['medical', 'pharmacy', 'eligibility', 'nonClaims'] as const)(
    'that is canonical already (%s) comes back untouched and unrepaired',
    (table) => {
      const random = stream(8, 8);
      const check = compileChecker(fieldsOf(table));
      const sink = checkSink();
      const again = compileNormaliser({ table });
      for (let round = 0; round < 300; round += 1) {
        const record = canonicalRow(table, random);
        check(record, sink);
        const counts = new RepairCounts();
        const { row, raw } = again(sink.record, counts);
        const trimmed = Object.fromEntries(
          Object.entries(sink.record).map(([name, value]) => [name, Array.isArray(value) ? withoutTail(value) : value]),
        );
        expect(row).toEqual(trimmed);
        expect([raw === null || Object.values(raw).every(Array.isArray), counts.findings(table)]).toEqual([true, []]);
      }
    },
  );

  test('counts merge in any order', () => {
    const [a, b] = [new RepairCounts(), new RepairCounts()];
    a.add('plan', 'empty', 2);
    b.add('plan', 'white-space');
    b.add('payer', 'empty');
    expect(new RepairCounts().merge(a).merge(b).list()).toEqual(new RepairCounts().merge(b).merge(a).list());
  });
});

function withoutTail(list: readonly unknown[]): readonly unknown[] | null {
  const end = list.findLastIndex((element) => element !== null) + 1;
  return end === 0 ? null : list.slice(0, end);
}
