import { describe, expect, test, vi } from 'vitest';
import type { ContractPeriod } from '../../../src/claims/rules/agreements.js';
import { fill, line, many, outcome, type Row, report, rowsOf, span, stay } from './kit.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

describe('MED-11, the person and the diagnosis', () => {
  test('fit: maternity belongs to women of 10 to 60, newborn care to children under 2', () => {
    const count = (medical: Row, eligibility: Row): number => rowsOf('MED-11', { medical: [medical], eligibility: [eligibility] });
    const birth = line({ diagnosis_codes: ['O80'] });
    expect([
      count(birth, span()),
      count(birth, span({ gender: 'male' })),
      count(birth, span({ birth_date: '2014-03-06' })),
      count(birth, span({ birth_date: '2014-03-05' })),
      count(birth, span({ birth_date: '1963-03-05' })),
    ]).toEqual([0, 1, 1, 0, 1]);
    const newborn = stay({ drg_code: '795', diagnosis_codes: ['Z3800'] });
    expect([count(newborn, span({ subscriber_relation: 'child', birth_date: '2024-03-05' })), count(newborn, span())]).toEqual([0, 1]);
  });
});

describe('XREF-2 and XREF-3, the whole', () => {
  const months = (counts: readonly number[]): readonly Row[] =>
    counts.flatMap((count, month) =>
      many(count, (at) =>
        line({
          claim_id: `m${month}-${at}`,
          charge_amount: `${100 + at}.${10 + month}`,
          paid_date: `2024-${String(month + 1).padStart(2, '0')}-15`,
          claim_start_date: '2024-01-02',
          claim_end_date: '2024-01-02',
          claim_line_start_date: null,
          claim_line_end_date: null,
        }),
      ),
    );
  test('has no empty month, and none far from the others', () => {
    const what = (counts: readonly number[]): readonly (string | null)[] =>
      (outcome('XREF-2', { medical: months(counts), eligibility: many(60, (at) => span({ person_id: `q${at}` })) })?.classes ?? []).map(
        ({ observedClass }) => observedClass,
      );
    expect(what([25, 25, 25, 25, 25, 25, 25])).toEqual([]);
    expect(what([25, 25, 25, 0, 25, 25, 25, 25])).toEqual(['the month 2024-04 without any row']);
    expect([what([25, 25, 4, 25, 25, 25, 25]), what([25, 25, 5, 25, 25, 25, 25])]).toEqual([
      ['the month 2024-03 with less than a fifth of the usual rows'],
      [],
    ]);
    expect([what([25, 25, 126, 25, 25, 25, 25]), what([25, 25, 125, 25, 25, 25, 25])]).toEqual([
      ['the month 2024-03 with more than five times the usual rows'],
      [],
    ]);
  });
  test('costs less than $10,000 per member per month', () => {
    const cost = (paid: string): number => outcome('XREF-2', { medical: [line({ paid_amount: paid })], eligibility: [span()] })?.classes.length ?? 0;
    expect([cost('10000.00'), cost('10000.01')]).toEqual([0, 1]);
  });
  test('has cost per employee, visits and fills in bands, once 1,200 member months are known', () => {
    // A hundred members of 50 contracts, covered in the twelve months between the first claim and the last: 1,200 member months.
    const members = (count: number): readonly Row[] =>
      many(count, (at) =>
        span({
          person_id: `q${at}`,
          subscriber_id: `s${Math.floor(at / 2)}`,
          subscriber_relation: at % 2 === 0 ? 'self' : 'spouse',
          coverage_tier: null,
        }),
      );
    const claims = (count: number, paid = '80.00'): readonly Row[] =>
      many(count, (at) => {
        const day = at === 0 ? '2024-01-05' : '2024-12-05';
        return line({
          claim_id: `c${at}`,
          person_id: `q${at % 100}`,
          charge_amount: `${900 + at}.00`,
          claim_start_date: day,
          claim_end_date: day,
          claim_line_start_date: null,
          claim_line_end_date: null,
          paid_date: null,
          paid_amount: at === 0 ? paid : '0.00',
        });
      });
    const fills = (count: number): readonly Row[] =>
      many(count, (at) => fill({ claim_id: `r${at}`, person_id: `q${at % 100}`, prescription_number: `x${at}` }));
    const what = (count: number, medical: readonly Row[], pharmacy: readonly Row[] = []): readonly (string | null)[] =>
      (outcome('XREF-2', { medical, pharmacy, eligibility: members(count) })?.classes ?? []).map(({ observedClass }) => observedClass);
    expect([what(100, claims(50)), what(100, claims(49)), what(99, claims(49)), what(100, claims(3000)), what(100, claims(3001))]).toEqual([
      [],
      ['fewer visits than 500 a year per 1,000 members'],
      [],
      [],
      ['more visits than 30,000 a year per 1,000 members'],
    ]);
    // 600 employee months: $15,000,000 is $25,000 each, and $12,500 a member.
    expect([what(100, claims(50, '15000000.00')), what(100, claims(50, '15000000.01'))].map((each) => each.length)).toEqual([1, 2]);
    expect([
      what(100, claims(50), fills(100)),
      what(100, claims(50), fills(99)),
      what(100, claims(50), fills(6000)),
      what(100, claims(50), fills(6001)),
    ]).toEqual([[], ['fewer fills than one a year per member'], [], ['more fills than 60 a year per member']]);
  });
  test('has members without claims, neither none nor most', () => {
    const members = many(200, (at) => span({ person_id: `q${at}`, subscriber_id: `s${at}` }));
    const withClaims = (count: number): number =>
      outcome('XREF-3', { medical: many(count, (at) => line({ claim_id: `c${at}`, person_id: `q${at}` })), eligibility: members })?.classes.length ??
      0;
    expect([withClaims(150), withClaims(190), withClaims(191), withClaims(100), withClaims(99)]).toEqual([0, 0, 1, 0, 1]);
  });
});

describe('RX-6 and RX-7, leads about drugs', () => {
  test('are fills too soon or twice on a day; a reversed fill is none', () => {
    const at = (day: string, change: Row = {}): Row =>
      fill({ claim_id: `r${day}${String(change['claim_id'] ?? '')}`, dispensing_date: day, paid_date: '2024-07-01', ...change });
    expect([
      rowsOf('RX-6', { pharmacy: [at('2024-03-01'), at('2024-03-24')] }),
      rowsOf('RX-6', { pharmacy: [at('2024-03-01'), at('2024-03-23')] }),
      rowsOf('RX-6', { pharmacy: [at('2024-03-01'), at('2024-03-01', { claim_id: 'z' })] }),
    ]).toEqual([0, 1, 1]);
    const reversal = at('2024-03-01', {
      claim_record_type: 'reversal',
      original_claim_id: 'r2024-03-01',
      claim_id: 'v',
      quantity: '-30',
      days_supply: -30,
      ingredient_cost_amount: '-48.00',
      dispensing_fee_amount: '-2.00',
      allowed_amount: '-50.00',
      copayment_amount: '-10.00',
      paid_amount: '-40.00',
      charge_amount: '-60.00',
    });
    expect(rowsOf('RX-6', { pharmacy: [at('2024-03-01'), reversal, at('2024-03-10')] })).toBe(0);
  });
  test('are spreads between what the plan was billed and the pharmacy received', () => {
    expect(
      outcome('RX-7', {
        pharmacy: [fill({ pharmacy_paid_amount: '37.50' }), fill({ claim_id: 'r2', pharmacy_paid_amount: '40.00' }), fill({ claim_id: 'r3' })],
      }),
    ).toMatchObject({ rows: 1, applicable: 2, cents: 250 });
  });
});

describe('NCP-1 and NCP-2, payments beside claims', () => {
  const payment = (change: Row = {}): Row => ({
    data_source: 'tpa',
    payment_id: 'n1',
    employer_id: 'e1',
    category: 'admin_fee',
    basis: 'pepm',
    rate: '31.255',
    units: '100',
    amount: '3125.50',
    service_period_start: '2024-01-01',
    service_period_end: '2024-01-31',
    ...change,
  });
  const what = (code: string, ...rows: readonly Row[]): readonly (string | null)[] =>
    (outcome(code, { nonClaims: rows })?.classes ?? []).map(({ observedClass }) => observedClass);
  test('are rate times units within a dollar, once, with the sign of their category', () => {
    expect([what('NCP-1', payment()), what('NCP-1', payment({ amount: '3126.50' })), what('NCP-1', payment({ amount: '3126.51' }))]).toEqual([
      [],
      [],
      ['not rate times units'],
    ]);
    expect(what('NCP-1', payment({ service_period_end: '2023-12-31' }))).toEqual(['before its start']);
    expect(what('NCP-1', payment(), payment({ payment_id: 'n2' }))).toEqual(['the same payment under another number']);
    expect([
      what('NCP-1', payment({ rate: null, amount: '-5.00' })),
      what('NCP-1', payment({ rate: null, category: 'rx_rebate', amount: '5.00' })),
      what('NCP-1', payment({ rate: null, category: 'rx_rebate', amount: '-5.00' })),
      what('NCP-1', payment({ rate: null, category: 'shared_savings', amount: '-5.00' })),
    ]).toEqual([['negative though the employer bears it'], ['positive though it comes to the employer'], [], []]);
  });
  test('that are rebates arrive as cash and in time', () => {
    const rebate = (change: Row): Row =>
      payment({ category: 'rx_rebate', rate: null, units: null, amount: '-90.00', service_period_end: '2024-03-31', ...change });
    const accrued = (asOf: string): number => rowsOf('NCP-2', { nonClaims: [rebate({ estimated_flag: true })] }, { asOf });
    expect([accrued('2024-12-26'), accrued('2024-12-27'), what('NCP-2', rebate({ estimated_flag: true }))]).toEqual([0, 1, []]);
    expect(what('NCP-2', rebate({ estimated_flag: true }), rebate({ payment_id: 'n2', amount: '-88.00', paid_date: '2024-12-26' }))).toEqual([]);
    expect(what('NCP-2', rebate({ paid_date: '2024-12-27' }))).toEqual(['more than 270 days after its period']);
  });
});

describe('NCP-1 and NCP-2, contracts and guarantees', () => {
  const payment = (change: Row = {}): Row => ({
    data_source: 'tpa',
    payment_id: 'n1',
    employer_id: 'e1',
    payer: 'tpa',
    category: 'admin_fee',
    amount: '100.00',
    service_period_start: '2024-01-01',
    service_period_end: '2024-01-31',
    ...change,
  });
  const contract = { employer_id: 'e1', from: '2024-01-01', to: '2024-12-31' } as const;
  const outside = (change: Row, ...periods: readonly ContractPeriod[]): number =>
    rowsOf('NCP-1', { nonClaims: [payment(change)] }, { agreements: { periods } });
  test('a period lies inside the contract to the day', () => {
    expect([
      outside({}, contract),
      outside({ service_period_start: '2023-12-31' }, contract),
      outside({ service_period_end: '2024-12-31' }, contract),
      outside({ service_period_end: '2025-01-01' }, contract),
      outside({ service_period_end: '2025-01-01' }, { ...contract, to: null }),
      outside({ service_period_end: '2025-01-01' }, contract, { ...contract, from: '2025-01-01', to: '2025-12-31' }),
      outside({ service_period_end: '2025-01-02' }, contract, { ...contract, from: '2025-01-02', to: '2025-12-31' }),
    ]).toEqual([0, 1, 0, 1, 0, 0, 1]);
  });
  test('only contracts of its employer, payer and category count; without one nothing is judged', () => {
    const late = { service_period_end: '2025-01-01' };
    expect([
      outside(late),
      outside(late, { ...contract, employer_id: 'e2' }),
      outside(late, { ...contract, payer: 'other' }),
      outside(late, { ...contract, payer: 'tpa' }),
      outside(late, { ...contract, category: 'capitation' }),
      outside(late, { ...contract, category: 'admin_fee' }),
    ]).toEqual([0, 0, 0, 1, 0, 1]);
  });
  test('an accrual and its cash of the same amount are not one payment twice', () => {
    expect(rowsOf('NCP-1', { nonClaims: [payment({ estimated_flag: true }), payment({ payment_id: 'n2' })] })).toBe(0);
  });
  const rebate = (change: Row = {}): Row => payment({ category: 'rx_rebate', amount: '-90.00', service_period_end: '2024-03-31', ...change });
  const short = (amount: string, rows: readonly Row[], asOf: string = '2024-06-30'): readonly (string | number)[] =>
    (
      outcome('NCP-2', { nonClaims: rows }, { asOf, agreements: { rebateGuarantees: [{ employer_id: 'e1', quarter: '2024-Q1', amount }] } })
        ?.classes ?? []
    ).map(({ cents }) => cents);
  test('rebates of a quarter are what was guaranteed, to the cent', () => {
    expect([short('90.00', [rebate()]), short('90.01', [rebate()]), short('0', [rebate()])]).toEqual([[], [1], []]);
    expect(short('180.00', [rebate(), rebate({ payment_id: 'n2', service_period_start: '2024-03-01' })])).toEqual([]);
    expect(short('90.00', [rebate({ employer_id: 'e2' }), payment()])).toEqual([]);
    expect(short('90.00', [rebate({ service_period_end: '2024-04-01' })])).toEqual([]);
  });
  test('an accrual counts until its cash comes, and never beside it', () => {
    const accrual = rebate({ estimated_flag: true });
    expect([short('90.00', [accrual]), short('90.00', [accrual, rebate({ payment_id: 'n2', amount: '-80.00' })])]).toEqual([[], [1000]]);
  });
  test('a quarter without any rebate is short once it is due: more than 270 days after its end', () => {
    expect([short('90.00', [payment()], '2024-12-26'), short('90.00', [payment()], '2024-12-27')]).toEqual([[], [9000]]);
  });
  test.each([
    [{ periods: [{ ...contract, to: '2023-12-31' }] }, 'claims/bad-agreement'],
    [{ periods: [{ ...contract, from: '2024-1-1' }] }, 'time/not-a-date'],
    [{ rebateGuarantees: [{ employer_id: 'e1', quarter: '2024Q1', amount: '1' }] }, 'claims/bad-agreement'],
    [{ rebateGuarantees: [{ employer_id: 'e1', quarter: '2024-Q5', amount: '1' }] }, 'claims/bad-agreement'],
    [{ rebateGuarantees: [{ employer_id: 'e1', quarter: '2024-Q1', amount: '-1' }] }, 'claims/bad-agreement'],
    [{ rebateGuarantees: [{ employer_id: 'e1', quarter: '2024-Q1', amount: '$5' }] }, 'claims/bad-agreement'],
    [{ rebateGuarantees: ['1', '2'].map((amount) => ({ employer_id: 'e1', quarter: '2024-Q1', amount })) }, 'claims/bad-agreement'],
  ])('agreements that cannot be compared are refused: case %#', (agreements, code) => {
    expect(() => report({}, { agreements })).toThrow(expect.objectContaining({ code }));
  });
});

describe('orphan contracts', () => {
  test('that are refused block cost per employee at the first, and no other calculation', () => {
    const orphan = span({ person_id: 'y', subscriber_id: 'gone', subscriber_relation: 'spouse', gender: 'male', coverage_tier: null });
    const delivery = {
      medical: [line()],
      eligibility: [span(), ...many(200, (at) => span({ person_id: `q${at}`, subscriber_id: `s${at}` })), orphan],
    };
    const status = (orphanContracts: 'countOnce' | 'exclude' | 'refuse', eligibility: readonly Row[] = delivery.eligibility): readonly string[] => {
      const { fitness } = report({ ...delivery, eligibility }, { orphanContracts });
      return [fitness.for('pmpm').status === 'blocked' ? 'blocked' : 'not', fitness.for('pepm').status === 'blocked' ? 'blocked' : 'not'];
    };
    expect([status('countOnce'), status('exclude'), status('refuse'), status('refuse', delivery.eligibility.slice(0, -1))]).toEqual([
      ['not', 'not'],
      ['not', 'not'],
      ['not', 'blocked'],
      ['not', 'not'],
    ]);
  });
});

describe('ELG-10, employees and the bill', () => {
  const contracts = many(100, (at) => span({ person_id: `q${at}`, subscriber_id: `s${at}` }));
  const compare = (employees: number, eligibility: readonly Row[] = contracts): readonly (number | boolean | string)[] => {
    const { detail, fitness } = report(
      { medical: [line({ person_id: 'q1' })], eligibility },
      { headcount: { rule: 'firstDay', billed: [{ employer_id: 'e1', month: '2024-06', employees }] } },
    );
    const [first] = detail.headcount;
    return [first?.counted ?? -1, first?.breaks ?? true, fitness.for('pepm').status, fitness.for('pmpm').status];
  };
  test('tie at 2 % and block cost per employee above it', () => {
    expect([compare(100), compare(98), compare(97), compare(103)]).toEqual([
      [100, false, 'ready', 'ready'],
      [100, true, 'blocked', 'ready'],
      [100, true, 'blocked', 'ready'],
      [100, true, 'blocked', 'ready'],
    ]);
    expect([compare(102)[1], compare(99)[1]]).toEqual([false, false]);
  });
  test('count contracts, not people: dependants not, contracts without holder once, retirees not, other benefits not', () => {
    const child = span({ person_id: 'x', subscriber_id: 's1', subscriber_relation: 'child', birth_date: '2015-01-01' });
    const orphan = span({ person_id: 'y', subscriber_id: 'gone', subscriber_relation: 'spouse' });
    const retiree = span({ person_id: 'z', subscriber_id: 'old', employment_status: 'retiree_pre65' });
    const dental = span({ person_id: 'd', subscriber_id: 'd', benefit_type: 'dental' });
    const late = span({ person_id: 'l', subscriber_id: 'l', enrollment_start_date: '2024-06-02' });
    expect(compare(101, [...contracts, child, orphan, retiree, dental, late])[0]).toBe(101);
  });
});
