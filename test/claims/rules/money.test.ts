import { describe, expect, test, vi } from 'vitest';
import { tuvaStrictProfile } from '../../../src/claims/validate/profile.js';
import { line, many, outcome, type Row, report, rowsOf, span, stay } from './kit.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const good = (at: number): Row => line({ claim_id: `g${at}`, charge_amount: `${150 + at}.00` });

describe('MED-13, total lines', () => {
  const lines = [stay({ paid_amount: '80.00' }), stay({ claim_line_number: 2, revenue_center_code: '0250' })];
  test('stay out of sums beside the lines they total', () => {
    const { tables, detail } = report({
      medical: [
        ...lines,
        stay({
          claim_line_number: 3,
          revenue_center_code: '1',
          charge_amount: '300.00',
          paid_amount: '160.00',
          allowed_amount: '200.00',
          copayment_amount: '40.00',
        }),
      ],
    });
    expect(tables.medical.accounting).toMatchObject({ accepted: { rows: 2, cents: 16_000 }, quarantined: { rows: 1, cents: 16_000 } });
    expect(detail.totalLines).toMatchObject({ rows: 1, alone: 0, chargeTies: 1 });
  });
  test('are kept where they are the whole claim, or alone carry its payment', () => {
    const alone = stay({ claim_id: 'a', revenue_center_code: '0001' });
    const carrier = [
      stay({ paid_amount: '0.00', allowed_amount: null, copayment_amount: null }),
      stay({ claim_line_number: 2, revenue_center_code: '0001' }),
    ];
    expect(report({ medical: [alone, ...carrier] }).tables.medical.accounting.accepted).toMatchObject({ rows: 3, cents: 16_000 });
  });
});

describe('MED-14, header amounts on lines', () => {
  const claim = (at: number, paid: readonly string[]): readonly Row[] =>
    paid.map((amount, i) => line({ claim_id: `m${at}`, claim_line_number: i + 1, paid_amount: amount, charge_amount: `${at}${i}1.00` }));
  const batch = (suspects: number, clean: number): readonly Row[] => [
    ...many(suspects, (at) => ({ at })).flatMap((_, at) => claim(at, ['80.00', '80.00'])),
    ...many(clean, (at) => ({ at })).flatMap((_, at) => claim(1000 + at, ['80.00', '60.00'])),
  ];
  test('block when more than 5 % of claims and 1 % of dollars repeat; at 5 % they are listed only', () => {
    const status = (suspects: number, clean: number): readonly unknown[] => {
      const { detail, fitness, rules } = report({ medical: batch(suspects, clean), eligibility: [span()] });
      return [
        detail.headerOnLines.suspects,
        detail.headerOnLines.blocks,
        fitness.for('pmpm').reasons.some(({ code, blocks }) => code === 'MED-14' && blocks),
        rules.find(({ code }) => code === 'MED-14')?.rows,
      ];
    };
    expect(status(5, 95)).toEqual([5, false, false, 10]);
    expect(status(6, 94)).toEqual([6, true, true, 12]);
    expect(status(0, 20)).toEqual([0, false, false, 0]);
  });
  test('block at once when a column for the whole claim equals the payment of each line', () => {
    const blocks = (column: string, header: string, paid: readonly string[]): boolean =>
      report({
        medical: [
          ...claim(1, paid).map((row) => ({ ...row, [column]: header })),
          ...many(400, (at) => ({ at })).flatMap((_, at) => claim(1000 + at, ['80.00', '60.00']).map((row) => ({ ...row, [column]: '140.00' }))),
        ],
      }).detail.headerOnLines.blocks;
    expect([
      blocks('header_paid_amount', '80.00', ['80.00', '80.00']),
      blocks('CLM_PMT_AMT', ' $80.00 ', ['80.00', '80.00', '80.00']),
      blocks('claim_paid_amount', '80.01', ['80.00', '80.00']),
      blocks('claim_paid_amount', '160.00', ['80.00', '80.00']),
      blocks('claim_paid_amount', '80.00', ['80.00', '79.99']),
      blocks('claim_paid_amount', '0.00', ['0.00', '0.00']),
      blocks('total_paid', '80.00', ['80.00', '80.00']),
    ]).toEqual([true, true, false, false, false, false, false]);
  });
  test('of a claim whose copies were dropped are told from those that stay', () => {
    const rows = claim(1, ['80.00', '80.00']).map((row) => ({ ...row, claim_paid: '80.00' }));
    const { detail, fitness } = report({ medical: [...rows, ...rows], eligibility: [span()] });
    expect([detail.headerOnLines.suspects, detail.headerOnLines.blocks]).toEqual([1, true]);
    expect(fitness.for('pmpm').reasons.some(({ code, blocks }) => code === 'MED-14' && blocks)).toBe(true);
  });
  test('are not versions of one line, nor a line and its reversal; lines of a version are judged with their own', () => {
    const version = (at: number, paid: readonly string[]): readonly Row[] =>
      claim(1, paid).map((row) => ({ ...row, claim_version: at, claim_record_type: at === 0 ? 'original' : 'adjustment' }));
    const counts = (...rows: readonly Row[]): readonly number[] => {
      const { examined, suspects, repeatedCents } = report({ medical: rows }).detail.headerOnLines;
      return [examined, suspects, repeatedCents];
    };
    expect([
      counts(...version(0, ['80.00']), ...version(1, ['80.00'])),
      counts(...version(0, ['80.00']), line({ claim_id: 'm1', claim_record_type: 'reversal', paid_amount: '-80.00', charge_amount: '-101.00' })),
      counts(...version(0, ['80.00', '60.00']), ...version(1, ['70.00', '70.00'])),
    ]).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [2, 1, 7000],
    ]);
  });
  test('need 1 % of the dollars too', () => {
    const rich = [
      ...batch(6, 93),
      line({ claim_id: 'big', paid_amount: '90000.00', allowed_amount: '90020.00', charge_amount: '100000.00' }),
      line({ claim_id: 'big', claim_line_number: 2, paid_amount: '0.00', allowed_amount: '20.00' }),
    ];
    expect(report({ medical: rich }).detail.headerOnLines).toMatchObject({ suspects: 6, examined: 100, blocks: false });
  });
});

describe('MED-15, lines against the total line', () => {
  const claim = (charge: string): readonly Row[] => [
    stay({ charge_amount: '600.00' }),
    stay({ claim_line_number: 2, charge_amount: '400.00' }),
    stay({
      claim_line_number: 3,
      revenue_center_code: '0001',
      charge_amount: charge,
      allowed_amount: null,
      copayment_amount: null,
      paid_amount: '160.00',
    }),
  ];
  test('differ only above a cent and a thousandth', () => {
    const count = (charge: string): number => rowsOf('MED-15', { medical: claim(charge) });
    expect([count('1000.00'), count('999.01'), count('998.99'), count('1001.00'), count('1001.02')]).toEqual([0, 0, 1, 0, 1]);
  });
});

describe('MED-16, the parts of the allowed amount', () => {
  const found = (change: Row, o: object = {}): string | null => outcome('MED-16', { medical: [line(change)] }, o)?.classes[0]?.observedClass ?? null;
  test('add up within two cents or half a per cent', () => {
    expect([found({}), found({ allowed_amount: '100.02' }), found({ paid_amount: '79.50' }), found({ paid_amount: '79.49' })]).toEqual([
      null,
      null,
      null,
      'other',
    ]);
    expect([
      found({ allowed_amount: '1.02', paid_amount: '1.00', copayment_amount: '0.00' }),
      found({ allowed_amount: '1.03', paid_amount: '1.00', copayment_amount: '0.00' }),
    ]).toEqual([null, 'other']);
  });
  test('are told apart by why they do not', () => {
    const open = { allowed_amount: '100.00', paid_amount: '60.00', copayment_amount: '20.00' };
    expect(found({ allowed_amount: null })).toBeNull();
    expect(
      found({
        ...open,
        claim_record_type: 'reversal',
        allowed_amount: '-100.00',
        paid_amount: '-60.00',
        copayment_amount: '-20.00',
        charge_amount: '-150.00',
      }),
    ).toBe('reversal_pair');
    expect(found({ ...open, capitated_flag: true })).toBe('capitated');
    expect(found({ ...open, paid_amount: '100.00', cob_paid_amount: '20.00' })).toBe('cob');
    expect(found({ ...open, paid_amount: '100.00', copayment_amount: '0.00', withhold_amount: '20.00' })).toBe('withhold');
    expect(found({ ...open, paid_amount: '100.00', tax_surcharge_amount: '20.00' })).toBe('surcharge_or_tax');
    expect(found({ ...open, paid_amount: '85.00', interest_amount: '5.00' })).toBe('interest');
    expect(found({ ...open, paid_amount: '90.00', copayment_amount: '10.00', hra_paid_amount: '10.00' })).toBe('hra');
    expect(found({ ...open, copayment_amount: null })).toBe('missing_cost_share');
    expect(found({ ...open, paid_amount: '120.00' })).toBe('paid_exceeds_allowed');
    expect(found({ ...open, paid_amount: '30.00', revenue_center_code: '0001' })).toBe('total_line');
    expect(found(open)).toBe('other');
    const header = outcome('MED-16', { medical: [line(open), line({ ...open, claim_line_number: 2 })] });
    expect(header?.classes[0]?.observedClass).toBe('header_on_line');
  });
  test("are the other payer's where the coverage of the claim pays second", () => {
    const classed = (change: Row, ...spans: readonly Row[]): unknown => {
      const { rules, detail } = report({ medical: [line({ allowed_amount: '100.00', paid_amount: '60.00', ...change })], eligibility: spans });
      const found16 = rules.find(({ code }) => code === 'MED-16')?.classes[0]?.observedClass;
      // The table of classes and the findings say the same.
      expect(detail.breakClasses.map((row) => row.class)).toEqual(found16 === undefined ? [] : [found16]);
      return found16;
    };
    expect(classed({}, span({ is_primary: false }))).toBe('cob');
    expect(classed({}, span({ medicare_primary_flag: true }))).toBe('cob');
    // First match wins: before the missing cost share.
    expect(classed({ copayment_amount: null }, span({ is_primary: false }))).toBe('cob');
    expect(classed({}, span({ is_primary: true }))).toBe('other');
    expect(classed({}, span())).toBe('other');
    // Another payer leaves a part unpaid; it never makes more paid than was allowed.
    expect(classed({ paid_amount: '120.00' }, span({ is_primary: false }))).toBe('paid_exceeds_allowed');
    // Only the coverage that the claim was paid under counts: that plan, that day, that benefit.
    const second = { is_primary: false };
    expect(classed({}, span(), span({ ...second, plan: 'other' }))).toBe('other');
    expect(classed({}, span({ ...second, enrollment_end_date: '2024-03-04' }), span({ enrollment_start_date: '2024-03-05' }))).toBe('other');
    expect(classed({}, span({ ...second, enrollment_end_date: '2024-03-05' }), span({ enrollment_start_date: '2024-03-06' }))).toBe('cob');
    expect(classed({}, span(), span({ ...second, benefit_type: 'dental' }))).toBe('other');
  });
  test('tolerate nothing and count empty as zero under tuvaStrict', () => {
    expect([found({ paid_amount: '79.99' }, { profile: tuvaStrictProfile }), found({ allowed_amount: null }, { profile: 'tuvaStrict' })]).toEqual([
      'other',
      'not_evaluable',
    ]);
  });
  test('put a caveat on rates above 1.2 % of the lines', () => {
    const status = (bad: number): string =>
      report({
        medical: [
          ...many(250 - bad, good),
          ...many(bad, (at) => line({ claim_id: `b${at}`, charge_amount: `${600 + at}.00`, paid_amount: '70.00' })),
        ],
        eligibility: [span(), ...many(9, (at) => span({ person_id: `x${at}`, subscriber_id: `x${at}` }))],
      }).fitness.for('pmpm').status;
    expect([status(3), status(4)]).toEqual(['ready', 'usableWithCaveats']);
  });
});

describe('MED-17 to MED-19, order, status and sign', () => {
  test('charge, allowed and paid stand in order, mirrored on reversals', () => {
    const count = (change: Row): number => rowsOf('MED-17', { medical: [line(change)] });
    expect([count({}), count({ paid_amount: '100.00' }), count({ paid_amount: '100.01' }), count({ allowed_amount: '150.01' })]).toEqual([
      0, 0, 1, 1,
    ]);
    const reversal = { claim_record_type: 'reversal', charge_amount: '-150.00', allowed_amount: '-100.00', copayment_amount: '-20.00' };
    expect([count({ ...reversal, paid_amount: '-80.00' }), count({ ...reversal, paid_amount: '-100.01' })]).toEqual([0, 1]);
  });
  test('a denied row is paid nothing', () => {
    expect(outcome('MED-18', { medical: [line({ claim_status: 'denied' })] })).toMatchObject({ rows: 1, severeRows: 1 });
    expect(
      outcome('MED-18', { medical: [line({ claim_status: 'denied', paid_amount: '0.00' }), line({ claim_id: 'z', allowed_amount: '0.00' })] }),
    ).toMatchObject({ rows: 1, severeRows: 0 });
  });
  test('a line that is priced at zero is listed and puts no caveat on a rate; a payment on a denied row does', () => {
    const judged = (change: Row): readonly unknown[] => {
      const { rules, fitness } = report({
        medical: [line(), line({ claim_line_number: 2, hcpcs_code: 'G0102', paid_amount: '70.00', copayment_amount: '30.00', ...change })],
        eligibility: [span()],
      });
      return [rules.find(({ code }) => code === 'MED-18')?.rows, fitness.for('pmpm').status, fitness.for('outcomesContract').status];
    };
    const zero = { allowed_amount: '0.00', paid_amount: '0.00', copayment_amount: '0.00' };
    expect([judged({}), judged(zero), judged({ claim_status: 'denied', charge_amount: '101.00' })]).toEqual([
      [0, 'ready', 'ready'],
      [1, 'ready', 'usableWithCaveats'],
      [1, 'usableWithCaveats', 'usableWithCaveats'],
    ]);
  });
  test('an original is not negative and a reversal not positive; an adjustment may be either', () => {
    const count = (change: Row): number => rowsOf('MED-19', { medical: [line(change)] }, { table: 'medical' });
    expect([
      count({ paid_amount: '-0.01' }),
      count({ claim_record_type: 'reversal', charge_amount: null, allowed_amount: null, paid_amount: '0.01' }),
      count({ claim_record_type: 'adjustment', paid_amount: '-5.00' }),
      count({ paid_amount: '0.00' }),
    ]).toEqual([1, 1, 0, 0]);
  });
});

describe('MED-22, MED-24, MED-25 and MED-27', () => {
  test('the same service on two claims is found unless a modifier says it was repeated', () => {
    expect(rowsOf('MED-22', { medical: [line(), line({ claim_id: 'c2' })] })).toBe(1);
    for (const modifiers of [['76'], ['77'], ['50'], ['RT'], ['LT']])
      expect(rowsOf('MED-22', { medical: [line(), line({ claim_id: 'c2', modifiers })] })).toBe(0);
    expect(
      rowsOf('MED-22', {
        medical: [
          line(),
          line({ claim_line_number: 2 }),
          line({ claim_id: 'c3', charge_amount: '151.00' }),
          line({ claim_id: 'c4', person_id: 'p2' }),
        ],
      }),
    ).toBe(0);
  });
  test('a person who is covered second needs payments of the first payer on some claim', () => {
    const second = [span({ is_primary: false })];
    expect(rowsOf('MED-24', { medical: [line()], eligibility: second })).toBe(1);
    expect([
      rowsOf('MED-24', { medical: [line(), line({ claim_id: 'c2', charge_amount: '99.00', cob_paid_amount: '5.00' })], eligibility: second }),
      rowsOf('MED-24', { medical: [line()], eligibility: [span({ is_primary: true })] }),
    ]).toEqual([0, 0]);
  });
  test('capitated lines have no payment, and encounters are flagged', () => {
    const count = (change: Row): number => rowsOf('MED-25', { medical: [line(change)] });
    expect([
      count({ capitated_flag: true }),
      count({ capitated_flag: true, paid_amount: '0.00' }),
      count({ paid_amount: '0.00', prepaid_equivalent_amount: '80.00' }),
      count({}),
    ]).toEqual([1, 0, 1, 0]);
  });
  test('components of a bundle are not paid beside it', () => {
    const bundle = [stay({ bundle_id: 'b', paid_amount: '900.00' }), line({ bundle_id: 'b' })];
    expect([
      rowsOf('MED-27', { medical: bundle }),
      rowsOf('MED-27', { medical: [bundle[0] ?? {}, line({ bundle_id: 'b', paid_amount: '0.00' })] }),
    ]).toEqual([1, 0]);
  });
});
