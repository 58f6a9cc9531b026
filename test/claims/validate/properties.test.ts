import { describe, expect, test, vi } from 'vitest';
import { BatchBuilder } from '../../../src/claims/batch-builder.js';
import { joinBatches } from '../../../src/claims/batch-join.js';
import { rowsOf } from '../../../src/claims/batch-records.js';
import type { DeliveryReport } from '../../../src/claims/validate/delivery-report.js';
import { type Delivery, type ValidateOptions, validateDelivery, validateStream } from '../../../src/claims/validate/validate-delivery.js';
import { isCoalitionError } from '../../../src/errors/coalition-error.js';
import { type RandomStream, stream } from '../../../src/stats/random.js';
import { canonicalRow } from '../canonical-rows.js';
import { fill, line, many, type Row, span } from '../rules/kit.js';
import { dirtyDelivery, TABLES } from './dirty-delivery.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const essence = ({ findings, rules, tables, detail, fitness, snapshot }: DeliveryReport): string =>
  JSON.stringify({ findings, rules, tables, detail, fitness: fitness.all(), snapshot });

function shuffled<T>(rows: Iterable<T>, random: RandomStream): readonly T[] {
  const list = [...rows];
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    const [a, b] = [list[at], list[other]];
    if (a !== undefined && b !== undefined) [list[at], list[other]] = [b, a];
  }
  return list;
}

describe('any delivery', () => {
  test('adds up: accepted, quarantined and rejected are what came in, in rows and in cents', () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const { tables, batches } = validateDelivery(dirtyDelivery(seed, 40));
      for (const table of TABLES) {
        const { input, accepted, quarantined, rejected } = tables[table].accounting;
        const sum = (of: 'rows' | 'cents' | 'centsUnknown'): number => accepted[of] + quarantined[of] + rejected[of];
        expect([sum('rows'), sum('cents'), sum('centsUnknown')]).toEqual([input.rows, input.cents, input.centsUnknown]);
        expect(batches[table].rowCount).toBe(accepted.rows);
      }
    }
  });

  test('gives the same report whatever the order of its rows', () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const given = dirtyDelivery(seed, 30);
      const random = stream(seed, 5);
      const other = Object.fromEntries(TABLES.map((table) => [table, shuffled(given[table] ?? [], random)]));
      expect(essence(validateDelivery(other))).toBe(essence(validateDelivery(given)));
    }
  });

  test('gives the same report from a stream', async () => {
    const given = dirtyDelivery(3, 60);
    async function* later(rows: Iterable<unknown>): AsyncGenerator {
      for (const row of rows) yield await Promise.resolve(row);
    }
    const streamed = await validateStream(Object.fromEntries(TABLES.map((table) => [table, later(given[table] ?? [])])));
    expect(essence(streamed)).toBe(essence(validateDelivery(given)));
  });

  test('changes none of its rows', () => {
    const rows = [line(), line({ claim_id: ' 7 ', diagnosis_codes: Object.freeze(['e11.9', '']) })].map((row) => Object.freeze({ ...row }));
    expect(() => validateDelivery({ medical: Object.freeze(rows) })).not.toThrow();
  });

  test('keeps any code text byte for byte', () => {
    const codes = ['00012', '1E5', 'TRUE', '0001', '007', 'é'];
    const { medical } = validateDelivery({
      medical: codes.map((code, at) => line({ claim_id: code, plan: code, person_id: code, charge_amount: `${at}.99` })),
    }).batches;
    expect(Array.from(rowsOf(medical), ({ claim_id, plan, person_id }) => [claim_id, plan, person_id])).toEqual(
      codes.map((code) => [code, code, code]),
    );
  });
});

describe('metamorphic relations', () => {
  const base = {
    medical: many(60, (at) => line({ claim_id: `c${at}`, charge_amount: `${150 + at}.00`, paid_amount: at % 7 === 0 ? '120.00' : '80.00' })),
    pharmacy: many(20, (at) => fill({ claim_id: `r${at}`, quantity: at % 5 === 0 ? '0' : '30' })),
    eligibility: [span()],
  };

  test('ten times the money scales dollars and leaves the counts of rules with relative tolerance', () => {
    const times = (row: Row): Row =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          name.endsWith('_amount') && typeof value === 'string' ? `${value.replace('.', '').slice(0, -1)}.${value.slice(-1)}0` : value,
        ]),
      );
    const ten = (rows: readonly Row[]): readonly Row[] => rows.map(times);
    const [one, scaled] = [
      validateDelivery(base),
      validateDelivery({ medical: ten(base.medical), pharmacy: ten(base.pharmacy), eligibility: base.eligibility }),
    ];
    expect(scaled.tables.medical.accounting.accepted.cents).toBe(10 * one.tables.medical.accounting.accepted.cents);
    // XREF-2 has an absolute band: it only grows.
    const counts = ({ rules }: DeliveryReport): ReadonlyMap<string, number> =>
      new Map(rules.map(({ code, table, rows }) => [`${code} ${table}`, rows]));
    for (const [rule, rows] of counts(one)) expect([rule, (counts(scaled).get(rule) ?? 0) >= rows]).toEqual([rule, true]);
    const relative = ({ rules }: DeliveryReport): readonly unknown[] =>
      rules.filter(({ code }) => code !== 'XREF-2').map(({ code, rows }) => [code, rows]);
    expect(relative(scaled)).toEqual(relative(one));
    expect(scaled.rules.find(({ code }) => code === 'MED-17')?.cents).toBe(10 * (one.rules.find(({ code }) => code === 'MED-17')?.cents ?? 0));
  });

  test('a year later changes no finding', () => {
    const later = (rows: readonly Row[]): readonly Row[] =>
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? value.replace(/^2024-/, '2025-') : value])),
      );
    const text = (given: Delivery): string => JSON.stringify(validateDelivery(given).findings);
    expect(text({ medical: later(base.medical), pharmacy: later(base.pharmacy), eligibility: later(base.eligibility) })).toBe(text(base));
  });
});

describe('attacks', () => {
  test('keys of prototypes, rows that are no rows and a field of a million characters do no harm', () => {
    const hostile = JSON.parse('[{"__proto__": {"polluted": "yes"}, "constructor": "x", "claim_id": "c"}, 5, null, [], "text"]');
    const { tables } = validateDelivery({ medical: [...hostile, line({ plan: 'x'.repeat(1_000_000) })] });
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
    expect(tables.medical.accounting).toMatchObject({ input: { rows: 6 }, accepted: { rows: 1 }, rejected: { rows: 5 } });
  });

  test('a claim of 100,000 lines stays linear', () => {
    const lines = many(100_000, (at) => line({ claim_line_number: at + 1, charge_amount: `${at}.00` }));
    expect(validateDelivery({ medical: lines }).tables.medical.accounting.accepted.rows).toBe(100_000);
  }, 60_000);

  test('ten times the rows take at most a little more than ten times as long', () => {
    const rows = (count: number): readonly Row[] =>
      many(count, (at) =>
        line({ claim_id: `c${Math.floor(at / 3)}`, claim_line_number: (at % 3) + 1, person_id: `p${at % 997}`, charge_amount: `${at}.00` }),
      );
    const seconds = (given: readonly Row[]): number => {
      const start = process.cpuUsage();
      validateDelivery({ medical: given });
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1e6;
    };
    const [few, all] = [rows(3000), rows(30_000)];
    seconds(few);
    // The target is 11 on a quiet machine (the script speed.ts prints it); a busy one and its collector get half as much again.
    const ratios = [1, 2, 3].map(() => seconds(all) / seconds(few));
    expect(Math.min(...ratios)).toBeLessThan(16);
  }, 120_000);

  test('no message holds a value of a row', () => {
    const secret = 'SEC-RET-77';
    const row = Object.fromEntries(
      Object.entries(line()).map(([name, value]) => [
        name,
        typeof value === 'string' && !name.endsWith('amount') && name !== 'data_source' && name !== 'file_name' ? secret : value,
      ]),
    );
    expect(
      essence(validateDelivery({ medical: [row], eligibility: [{ ...span(), person_id: secret, birth_date: secret }] }))
        .replaceAll(`"plan":["${secret}"]`, '')
        .replaceAll(`"payer":["${secret}"]`, ''),
    ).not.toContain(secret);
  });
});

describe('misuse', () => {
  const code = (run: () => unknown): string | null => {
    try {
      run();
    } catch (error) {
      return isCoalitionError(error) ? error.code : 'another';
    }
    return null;
  };
  const o =
    (options: ValidateOptions): (() => unknown) =>
    () =>
      validateDelivery({}, options);
  test('is refused by code', () => {
    expect(code(() => validateDelivery({ medical: [line({ paid_amount: 80 })] }))).toBe('claims/money-is-number');
    expect(code(o({ waivers: [{ code: 'MED-99', who: 'a', why: 'b' }] }))).toBe('claims/unknown-rule');
    expect(code(o({ asOf: '2025-13-01' }))).toBe('time/not-a-date');
    expect(code(o({ asOf: '2025-01-31', paidThrough: '2025-02-01' }))).toBe('time/backwards');
    expect(code(() => validateDelivery({}).fitness.for('horoscope'))).toBe('claims/unknown-calculation');
  });
  test('an expired waiver is ignored and reported', () => {
    const { fitness, warnings } = validateDelivery(
      { medical: [line()], eligibility: [span({ person_id: 'p9' })] },
      { asOf: '2025-02-01', waivers: [{ code: 'MED-23', who: 'a', why: 'b', until: '2025-01-31' }] },
    );
    expect([fitness.for('pmpm').status, fitness.for('pmpm').waivers, warnings.map((each) => each.code)]).toEqual([
      'blocked',
      [],
      ['claims/waiver-expired'],
    ]);
  });
  test('a waiver covers its scope only', () => {
    const status = (scope: object): readonly string[] => {
      const { fitness } = validateDelivery(
        { medical: [line()], eligibility: [span({ person_id: 'p9' })] },
        { waivers: [{ code: 'MED-23', who: 'a', why: 'b', scope }] },
      );
      return [fitness.for('pmpm').status, fitness.for('pepm').status];
    };
    expect([status({}), status({ calculation: 'pmpm' }), status({ table: 'pharmacy' })]).toEqual([
      ['usableWithCaveats', 'usableWithCaveats'],
      ['usableWithCaveats', 'blocked'],
      ['blocked', 'blocked'],
    ]);
  });
});

test('a waiver for one sender helps only when every broken row is of a sender that is waived', () => {
  const strangers = ['a', 'b'].map((data_source, at) => line({ data_source, claim_id: `w${at}`, charge_amount: `${500 + at}.00` }));
  const status = (...senders: readonly string[]): string =>
    validateDelivery(
      { medical: strangers, eligibility: [span({ person_id: 'p9' })] },
      { waivers: senders.map((dataSource) => ({ code: 'MED-23', who: 'a', why: 'b', scope: { dataSource } })) },
    ).fitness.for('pmpm').status;
  expect([status('a'), status('b'), status('c'), status('a', 'b')]).toEqual(['blocked', 'blocked', 'blocked', 'usableWithCaveats']);
});

describe('joined batches', () => {
  test.each(TABLES)('of %s are the records, in any order asked for', (table) => {
    const random = stream(4, 4);
    const records = Array.from({ length: 150 }, () => canonicalRow(table, random));
    const builder = new BatchBuilder({ table, batchRows: 40 });
    const parts = [];
    for (const record of records) {
      builder.add(record);
      if (builder.full) parts.push(builder.seal());
    }
    parts.push(builder.seal());
    expect(Array.from(rowsOf(joinBatches({ table, parts })))).toEqual(records);
    const picked = Int32Array.from({ length: 60 }, () => random.below(150));
    expect(Array.from(rowsOf(joinBatches({ table, parts, rows: picked })))).toEqual(Array.from(picked, (row) => records[row]));
  });
});
