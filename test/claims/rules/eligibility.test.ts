import { describe, expect, test, vi } from 'vitest';
import { fill, line, many, outcome, report, rowsOf, span } from './kit.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const family = (change: Readonly<Record<string, unknown>> = {}): readonly Readonly<Record<string, unknown>>[] => [
  span({ coverage_tier: 'FAM', ...change }),
  span({ person_id: 'p2', member_id: 'm2', subscriber_relation: 'spouse', coverage_tier: 'FAM', ...change }),
  span({ person_id: 'p3', member_id: 'm3', subscriber_relation: 'child', coverage_tier: 'FAM', birth_date: '2010-01-01', ...change }),
];

describe('ELG-1, dates of coverage', () => {
  test('quarantines a span that ends before it starts; a span of one day is fine', () => {
    const { tables, rules } = report({
      eligibility: [span({ enrollment_end_date: '2023-12-31' }), span({ person_id: 'p2', enrollment_end_date: '2024-01-01' })],
    });
    expect(tables.eligibility.accounting).toMatchObject({ accepted: { rows: 1 }, quarantined: { rows: 1 } });
    expect(rules.find(({ code }) => code === 'ELG-1')).toMatchObject({ rows: 1, exceeded: true });
  });

  test('warns of placeholders and starts years ahead, and keeps them', () => {
    const found = outcome(
      'ELG-1',
      {
        eligibility: [
          span({ enrollment_start_date: '1900-01-01' }),
          span({ person_id: 'p2', enrollment_start_date: '2040-01-01', enrollment_end_date: null }),
        ],
      },
      { asOf: '2025-01-31' },
    );
    expect(found).toMatchObject({ rows: 2, severeRows: 0 });
  });
});

describe('ELG-2, one span at a time', () => {
  test('reports both overlapping spans of one person, benefit and payer', () => {
    expect(rowsOf('ELG-2', { eligibility: [span(), span({ enrollment_start_date: '2024-12-31', enrollment_end_date: null })] })).toBe(2);
  });
  test('lets touching spans, other benefits and other payers be', () => {
    expect(
      rowsOf('ELG-2', {
        eligibility: [
          span(),
          span({ enrollment_start_date: '2025-01-01', enrollment_end_date: null }),
          span({ benefit_type: 'dental' }),
          span({ payer: 'other' }),
        ],
      }),
    ).toBe(0);
  });
  test('tolerates 1.2 % of the rows of a file, and not a row more', () => {
    const clean = many(248, (at) => span({ person_id: `q${at}` }));
    const pair = [span(), span({ enrollment_start_date: '2024-06-01' })];
    const third = span({ person_id: 'p1', enrollment_start_date: '2024-07-01', enrollment_end_date: '2024-08-01' });
    expect(outcome('ELG-2', { eligibility: [...clean, ...pair] })).toMatchObject({ rows: 2, applicable: 250, exceeded: false });
    expect(outcome('ELG-2', { eligibility: [...clean, ...pair, third] })).toMatchObject({ rows: 3, applicable: 251, exceeded: false });
    expect(outcome('ELG-2', { eligibility: [...clean.slice(2), ...pair, third] })).toMatchObject({ rows: 3, applicable: 249, exceeded: true });
  });
});

describe('ELG-3, short gaps', () => {
  test('notes a gap of one to three days and no other', () => {
    const gap = (start: string): number =>
      rowsOf('ELG-3', { eligibility: [span(), span({ enrollment_start_date: start, enrollment_end_date: null })] });
    expect([gap('2025-01-01'), gap('2025-01-02'), gap('2025-01-04'), gap('2025-01-05')]).toEqual([0, 1, 1, 0]);
  });
});

describe('ELG-4, a dependant needs the holder', () => {
  test('finds dependants without any holder, and months without the holder', () => {
    expect(rowsOf('ELG-4', { eligibility: family().slice(1) })).toBe(2);
    expect(rowsOf('ELG-4', { eligibility: [span({ enrollment_end_date: '2024-06-30' }), ...family().slice(1)] })).toBe(2);
  });
  test('lets a family with its holder be, also when the holder starts later in the month', () => {
    expect(rowsOf('ELG-4', { eligibility: family() })).toBe(0);
    expect(rowsOf('ELG-4', { eligibility: [span({ enrollment_start_date: '2024-01-20' }), ...family().slice(1)] })).toBe(0);
  });
  test('tolerates 1.2 % of the dependants', () => {
    const contracts = many(125, (at) => span({ person_id: `h${at}`, subscriber_id: `s${at}` }));
    const dependants = many(125, (at) =>
      span({ person_id: `d${at}`, subscriber_id: `s${at}`, subscriber_relation: 'child', birth_date: '2012-01-01' }),
    );
    expect(outcome('ELG-4', { eligibility: [...contracts.slice(1), ...dependants] })).toMatchObject({ rows: 1, applicable: 125, exceeded: false });
    expect(outcome('ELG-4', { eligibility: [...contracts.slice(2), ...dependants] })).toMatchObject({ rows: 2, exceeded: true });
  });
});

describe('ELG-5, one holder', () => {
  test('finds a second holder in the same month', () => {
    expect(outcome('ELG-5', { eligibility: [span(), span({ person_id: 'p9' })] })).toMatchObject({ rows: 1, severeExceeded: true });
  });
  test('puts the member months of the contracts in doubt beside the verdict', () => {
    const { reasons } = report({
      medical: [line()],
      eligibility: [span(), span({ person_id: 'p9', enrollment_start_date: '2024-07-15' })],
    }).fitness.for('pepm');
    expect(reasons.find(({ code }) => code === 'ELG-5')).toMatchObject({ blocks: false, rows: 1, memberMonths: 6 });
  });
  test('only warns of a contract without a holder, and lets holders of different months be', () => {
    expect(outcome('ELG-5', { eligibility: family().slice(1) })).toMatchObject({ rows: 1, severeRows: 0 });
    expect(
      rowsOf('ELG-5', { eligibility: [span({ enrollment_end_date: '2024-06-30' }), span({ person_id: 'p9', enrollment_start_date: '2024-07-01' })] }),
    ).toBe(0);
    expect(rowsOf('ELG-5', { eligibility: [span({ enrollment_end_date: '2024-06-30' }), span({ enrollment_start_date: '2024-07-15' })] })).toBe(0);
  });
});

describe('ELG-6, the tier says who is there', () => {
  test('finds a label that the people contradict', () => {
    expect(rowsOf('ELG-6', { eligibility: family({ coverage_tier: 'EMP' }) })).toBe(1);
    expect(rowsOf('ELG-6', { eligibility: [span({ coverage_tier: 'ESP' })] })).toBe(1);
  });
  test('lets labels be that fit, and contracts with unknown relations', () => {
    expect(rowsOf('ELG-6', { eligibility: family() })).toBe(0);
    expect(rowsOf('ELG-6', { eligibility: [span({ coverage_tier: 'EMP' }), span({ person_id: 'p2', subscriber_relation: 'unknown' })] })).toBe(0);
  });
  test('finds people who come or go while the label stays, and lets labels change with them', () => {
    const spouse = (from: string, to: string): Readonly<Record<string, unknown>> =>
      span({
        person_id: 'p2',
        member_id: 'm2',
        subscriber_relation: 'spouse',
        coverage_tier: null,
        enrollment_start_date: from,
        enrollment_end_date: to,
      });
    const count = (...rows: readonly Readonly<Record<string, unknown>>[]): number => rowsOf('ELG-6', { eligibility: rows });
    expect([
      count(span(), spouse('2024-07-01', '2024-12-31')),
      count(span({ coverage_tier: 'ESP' }), spouse('2024-01-01', '2024-12-30')),
      count(span({ coverage_tier: 'ESP' }), spouse('2023-01-01', '2025-12-31')),
      count(span(), spouse('2025-01-01', '2025-12-31')),
      count(
        span({ enrollment_end_date: '2024-06-30' }),
        span({ enrollment_start_date: '2024-07-01', coverage_tier: 'ESP' }),
        spouse('2024-07-01', '2024-12-31'),
      ),
      count(...family().slice(0, 2)),
    ]).toEqual([1, 1, 0, 0, 0, 1]);
  });
  test('stays linear on a contract of 30,000 persons', () => {
    const rows = many(30_000, (at) =>
      span({
        person_id: `k${at}`,
        subscriber_relation: at === 0 ? 'self' : 'child',
        coverage_tier: at === 0 ? 'ECH' : null,
        birth_date: '2015-01-01',
      }),
    );
    expect(rowsOf('ELG-6', { eligibility: rows })).toBe(0);
  });
  test('tolerates 1.2 % of the holders', () => {
    const good = many(247, (at) => span({ person_id: `q${at}`, subscriber_id: `t${at}` }));
    const bad = many(4, (at) => span({ person_id: `b${at}`, subscriber_id: `b${at}`, coverage_tier: 'FAM' }));
    expect(outcome('ELG-6', { eligibility: [...good, ...bad.slice(1)] })).toMatchObject({ rows: 3, applicable: 250, exceeded: false });
    expect(outcome('ELG-6', { eligibility: [...good, ...bad] })).toMatchObject({ rows: 4, exceeded: true });
  });
});

describe('ELG-7 to ELG-9, the person', () => {
  test('whose sex or birth date varies is found, unknown sex aside', () => {
    expect(rowsOf('ELG-7', { eligibility: [span(), span({ enrollment_start_date: '2025-01-01', enrollment_end_date: null, gender: 'male' })] })).toBe(
      2,
    );
    expect(
      rowsOf('ELG-7', { eligibility: [span(), span({ enrollment_start_date: '2025-01-01', enrollment_end_date: null, gender: 'unknown' })] }),
    ).toBe(0);
  });
  test('whose age does not fit the relation is found at the edge', () => {
    const child = (birth: string): number => rowsOf('ELG-8', { eligibility: [span({ subscriber_relation: 'child', birth_date: birth })] });
    expect([child('1998-01-01'), child('1997-01-02'), child('1997-01-01')]).toEqual([0, 0, 1]);
    expect(rowsOf('ELG-8', { eligibility: [span({ birth_date: '2008-01-01' })] })).toBe(0);
    expect(rowsOf('ELG-8', { eligibility: [span({ birth_date: '2008-01-02' })] })).toBe(1);
  });
  test('who died before coverage ended is found; the month of death may be covered whole', () => {
    expect(rowsOf('ELG-9', { eligibility: [span({ death_date: '2024-06-15' })] })).toBe(1);
    expect(rowsOf('ELG-9', { eligibility: [span({ death_date: '2024-06-15', enrollment_end_date: '2024-06-30' })] })).toBe(0);
    expect(rowsOf('ELG-9', { eligibility: [span({ death_date: '1979-06-15' })] })).toBe(1);
  });
});

describe('MED-23, services inside coverage', () => {
  test('says whether a service lies before, after, in a gap or belongs to a stranger', () => {
    const eligibility = [span({ enrollment_end_date: '2024-03-31' }), span({ enrollment_start_date: '2024-06-01' })];
    const at = (day: string, change = {}): Readonly<Record<string, unknown>> =>
      line({
        claim_id: `c${day}`,
        claim_start_date: day,
        claim_end_date: day,
        claim_line_start_date: day,
        claim_line_end_date: day,
        paid_date: '2025-02-01',
        ...change,
      });
    const found = outcome(
      'MED-23',
      {
        medical: [
          at('2023-12-31'),
          at('2024-01-01'),
          at('2024-03-31'),
          at('2024-04-01'),
          at('2024-12-31'),
          at('2025-01-01'),
          at('2024-02-02', { person_id: 'p9' }),
        ],
        eligibility,
      },
      { table: 'medical' },
    );
    expect(Object.fromEntries((found?.classes ?? []).map(({ observedClass, rows }) => [observedClass, rows]))).toEqual({
      before: 1,
      after: 1,
      gap: 1,
      'unknown person': 1,
    });
  });

  test('blocks rates above 2 % of what was paid, for claims and for drugs each; at 2 % it is a caveat', () => {
    const inside = many(49, (at) => line({ claim_id: `c${at}`, charge_amount: `${150 + at}.00` }));
    const outside = (paid: string): Readonly<Record<string, unknown>> =>
      line({
        claim_id: 'o',
        claim_start_date: '2025-03-05',
        claim_end_date: '2025-03-05',
        claim_line_start_date: null,
        claim_line_end_date: null,
        paid_date: '2025-04-01',
        paid_amount: paid,
        allowed_amount: '100.01',
      });
    const status = (paid: string): string => report({ medical: [...inside, outside(paid)], eligibility: [span()] }).fitness.for('pmpm').status;
    expect([status('80.00'), status('80.01')]).toEqual(['usableWithCaveats', 'blocked']);
    const drugs = report({
      medical: inside,
      pharmacy: [fill(), fill({ claim_id: 'r2', dispensing_date: '2025-03-05', paid_date: '2025-03-20' })],
      eligibility: [span()],
    });
    expect(drugs.fitness.for('pepm')).toMatchObject({
      status: 'blocked',
      reasons: [{ code: 'MED-23', table: 'pharmacy', blocks: true, cents: 4000, shareOfPaid: 0.5 }],
    });
  });
});
