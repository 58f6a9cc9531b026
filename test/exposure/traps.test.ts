import { describe, expect, test } from 'vitest';
import { isCoalitionError } from '../../src/errors/index.js';
import { countExposure, type ExposureOptions } from '../../src/exposure/index.js';
import type { CoverageSpan } from '../../src/exposure/span-store.js';
import { span } from './span.js';

const JANUARY: ExposureOptions = { months: ['2025-01', '2025-01'], rule: 'firstDay' };

function count(
  spans: readonly CoverageSpan[],
  options: Partial<ExposureOptions> = {},
): { readonly members: string; readonly employees: string; readonly tiers: Record<string, string>; readonly codes: readonly string[] } {
  const exposure = countExposure(spans, { ...JANUARY, ...options });
  const result = exposure.finish();
  return {
    members: exposure.memberMonths().toFixed(),
    employees: exposure.employeeMonths().toFixed(),
    tiers: Object.fromEntries(Object.entries(result.contractMonths).flatMap(([tier, months]) => (months.isZero() ? [] : [[tier, months.toFixed()]]))),
    codes: result.warnings.map((warning) => warning.code),
  };
}
const whole = (person: string, more: Partial<CoverageSpan> = {}): CoverageSpan => span(person, '2024-06-01', null, more);

describe('employees and contracts in the cases that trip up a count', () => {
  test('a surviving spouse is a member, and an employee only when that status is asked for', () => {
    const spans = [whole('w', { subscriber_id: 'late', subscriber_relation: 'spouse', employment_status: 'surviving' })];
    expect(count(spans)).toEqual({ members: '1', employees: '0', tiers: {}, codes: ['exposure/no-employees', 'exposure/status-excluded'] });
    expect(count(spans, { employeeStatus: ['active', 'surviving'] })).toMatchObject({ employees: '1', tiers: { SPO: '1' } });
  });

  test('a subscriber on Medicare without a medical span leaves a covered spouse as an orphan contract', () => {
    const spans = [whole('w', { subscriber_id: 's', subscriber_relation: 'spouse' })];
    expect(count(spans)).toEqual({ members: '1', employees: '1', tiers: { SPO: '1' }, codes: ['exposure/orphan-contract'] });
    expect(count(spans, { orphanContracts: 'exclude' })).toMatchObject({ members: '1', employees: '0' });
  });

  test('retirees count as members, and as employees only when asked for', () => {
    const spans = [
      whole('r', { employment_status: 'retiree_65plus', medicare_primary_flag: true }),
      whole('w', { subscriber_id: 'r', subscriber_relation: 'spouse', employment_status: 'retiree_65plus' }),
    ];
    expect(count(spans)).toMatchObject({ members: '2', employees: '0' });
    expect(count(spans, { employeeStatus: ['active', 'retiree_65plus'] })).toMatchObject({ employees: '1', tiers: { ESP: '1' } });
  });

  test('a couple of two employees, each on the other’s contract too: two members and two employees', () => {
    const spans = [
      whole('a', { employer_id: 'e1' }),
      whole('b', { employer_id: 'e1', subscriber_id: 'a', subscriber_relation: 'spouse' }),
      whole('b', { employer_id: 'e2' }),
      whole('a', { employer_id: 'e2', subscriber_id: 'b', subscriber_relation: 'spouse' }),
    ];
    expect(count(spans)).toMatchObject({ members: '2', employees: '2' });
    expect(count(spans, { dedupe: 'coverage' })).toMatchObject({ members: '4', employees: '2' });
  });

  test('one person employed twice is one member and, by person, one employee', () => {
    const spans = [whole('a', { employer_id: 'e1', subscriber_id: 's1' }), whole('a', { employer_id: 'e2', subscriber_id: 's2' })];
    expect(count(spans)).toMatchObject({ members: '1', employees: '1' });
    expect(count(spans, { dedupe: 'coverage' })).toMatchObject({ members: '2', employees: '2' });
  });

  test('children under a court order count once as a contract of their own', () => {
    const spans = [1, 2].map((n) => whole(`c${n}`, { subscriber_id: 'parent', subscriber_relation: 'child' }));
    expect(count(spans)).toEqual({ members: '2', employees: '1', tiers: { CHD: '1' }, codes: ['exposure/orphan-contract'] });
  });

  test('two families on one id count as one employee, and are flagged', () => {
    const spans = [
      whole('a', { subscriber_id: 's' }),
      whole('b', { subscriber_id: 's' }),
      whole('c', { subscriber_id: 's', subscriber_relation: 'child' }),
    ];
    expect(count(spans)).toEqual({ members: '3', employees: '1', tiers: { ECH: '1' }, codes: ['exposure/several-selves'] });
  });

  test('a subscriber with dental only is no medical employee; the children are an orphan contract', () => {
    const spans = [whole('a', { benefit_type: 'dental' }), whole('c', { subscriber_id: 'a', subscriber_relation: 'child' })];
    expect(count(spans)).toMatchObject({ members: '1', employees: '1', tiers: { CHD: '1' } });
    expect(count(spans, { benefits: ['medical', 'dental'] })).toMatchObject({ members: '2', employees: '1', tiers: { ECH: '1' } });
  });

  test('a subscriber who changes plan in mid-month counts once, in the plan with most days', () => {
    const spans = [span('a', '2024-06-01', '2025-01-12', { plan: 'ppo' }), span('a', '2025-01-13', null, { plan: 'hdhp' })];
    for (const rule of ['anyDay', 'majority', 'fractional', 'firstDay'] as const) {
      const exposure = countExposure(spans, { ...JANUARY, rule, dims: ['plan'] });
      expect([exposure.memberMonths().toFixed(), exposure.employeeMonths().toFixed()]).toEqual(['1', '1']);
      expect(exposure.cells().map((cell) => [cell.keys['plan'], cell.memberUnits > 0, cell.employeeUnits > 0])).toEqual([['hdhp', true, true]]);
    }
    const first = countExposure(spans, { ...JANUARY, dims: ['plan'], allocate: 'first' });
    expect(first.cells().map((cell) => cell.keys['plan'])).toEqual(['ppo']);
  });

  test('equal days go to the earlier start, then to the plan’s name', () => {
    const tie = [whole('a', { plan: 'b' }), span('a', '2024-05-01', null, { plan: 'z' })];
    expect(countExposure(tie, { ...JANUARY, dims: ['plan'] }).cells()[0]?.keys['plan']).toBe('z');
    const sameStart = [whole('a', { plan: 'b' }), whole('a', { plan: 'a' })];
    expect(countExposure(sameStart, { ...JANUARY, dims: ['plan'] }).cells()[0]?.keys['plan']).toBe('a');
  });

  test('a family split by COBRA stays one contract under one id, and becomes two under two', () => {
    const split = [whole('a'), whole('w', { subscriber_id: 'a', subscriber_relation: 'spouse', employment_status: 'cobra' })];
    expect(count(split)).toMatchObject({ members: '2', employees: '1', tiers: { ESP: '1' } });
    const apart = [whole('a'), whole('w', { subscriber_id: 'w', subscriber_relation: 'self', employment_status: 'cobra' })];
    expect(count(apart)).toMatchObject({ members: '2', employees: '2', tiers: { EMP: '2' } });
  });

  test('a contract is an orphan only in the months in which its employee does not count', () => {
    const spans = [
      span('a', '2025-01-01', '2025-01-20'),
      span('c', '2025-01-01', '2025-02-28', { subscriber_id: 'a', subscriber_relation: 'child' }),
    ];
    const exposure = countExposure(spans, { months: ['2025-01', '2025-02'], rule: 'lastDay' });
    expect(exposure.finish().contracts).toMatchObject({ selfUnits: 0, orphanMonths: 2 });
    const anyDay = countExposure(spans, { months: ['2025-01', '2025-02'], rule: 'anyDay' });
    expect(anyDay.finish().contracts).toMatchObject({ selfUnits: 377_580, orphanMonths: 1 });
  });

  test('without an employee, the fraction of a contract is that of the days on which any dependant is covered', () => {
    const child = { subscriber_id: 's', subscriber_relation: 'child' } as const;
    const spans = [span('c1', '2025-01-01', '2025-01-10', child), span('c2', '2025-01-06', '2025-01-20', child)];
    const result = countExposure(spans, { ...JANUARY, rule: 'fractional' }).finish();
    expect([result.memberUnits, result.employeeUnits]).toEqual([25 * (377_580 / 31), 20 * (377_580 / 31)]);
  });

  test('unknown relations have the tier other, and persons without a subscriber belong to no contract', () => {
    expect(count([whole('a', { subscriber_relation: null })])).toMatchObject({ employees: '1', tiers: { other: '1' } });
    expect(count([whole('a', { subscriber_id: null })])).toEqual({
      members: '1',
      employees: '0',
      tiers: {},
      codes: ['exposure/no-employees', 'exposure/no-contract'],
    });
  });

  test('a label that contradicts who is covered is counted, and a looser label is not', () => {
    const spans = [whole('a', { coverage_tier: 'FAM' }), whole('c', { subscriber_id: 'a', subscriber_relation: 'child', coverage_tier: 'FAM' })];
    expect(countExposure(spans, JANUARY).finish().contracts.tierDisagreements).toBe(1);
    expect(
      countExposure(
        spans.map((each) => ({ ...each, coverage_tier: 'TWO' as const })),
        JANUARY,
      ).finish().contracts.tierDisagreements,
    ).toBe(0);
  });

  test('spans that end before they start cover nothing and are never swapped', () => {
    expect(count([span('a', '2025-01-20', '2025-01-02'), whole('b')])).toMatchObject({ members: '1', codes: ['exposure/void-span'] });
  });

  test('gaps are bridged only on request, and only under one plan', () => {
    const gap = [span('a', '2024-06-01', '2024-12-30'), span('a', '2025-01-03', null)];
    expect(count(gap).members).toBe('0');
    expect(count(gap, { bridgeDays: 3 })).toMatchObject({ members: '1', employees: '1', codes: ['exposure/gap-bridged'] });
    expect(count(gap, { bridgeDays: 2 }).members).toBe('0');
    expect(count([gap[0] ?? whole('a'), span('a', '2025-01-03', null, { plan: 'hdhp' })], { bridgeDays: 9 }).members).toBe('0');
  });

  test('age is that of the day asked for; a year of birth or a band is taken as it comes', () => {
    const spans = [
      whole('a', { birth_date: '1990-07-02' }),
      whole('b', { birth_date: null, birth_year: 2000 }),
      whole('c', { birth_date: null, age_band: '30-39' }),
      whole('d', { birth_date: null }),
    ];
    const cells = countExposure(spans, { ...JANUARY, dims: ['age_band'], ageAsOf: '2025-07-01' });
    expect(cells.cells().map((cell) => cell.keys['age_band'])).toEqual(['18-34', '30-39', 'unknown']);
    expect(cells.finish().warnings.map((warning) => [warning.code, warning.rows])).toEqual([
      ['exposure/age-unknown', 1],
      ['exposure/age-from-year', 1],
    ]);
    expect(countExposure(spans.slice(0, 1), { ...JANUARY, dims: ['age'], ageAsOf: '2025-07-01' }).cells()[0]?.keys).toEqual({ age: '34' });
    expect(countExposure(spans.slice(0, 1), { ...JANUARY, dims: ['age'], ageAsOf: '2025-07-02' }).cells()[0]?.keys).toEqual({ age: '35' });
    expect(countExposure(spans.slice(3), { ...JANUARY, dims: ['age'] }).cells()[0]?.keys).toEqual({ age: null });
  });
});

describe('a person on several contracts counts on one of them', () => {
  const child = { subscriber_relation: 'child' } as const;

  test('a contract whose employee counts elsewhere has the status of those who count on it', () => {
    const spans = [
      span('a', '2025-01-01', '2025-01-10', { subscriber_id: 's1' }),
      span('a', '2025-01-05', null, { subscriber_id: 's2', employer_id: 'e2' }),
      span('c', '2025-01-01', null, { ...child, subscriber_id: 's1', employment_status: 'ltd' }),
    ];
    const result = countExposure(spans, { ...JANUARY, rule: 'anyDay' }).finish();
    expect(result.contracts).toMatchObject({ selfUnits: 377_580, orphanUnits: 0, orphanMonths: 0, statusExcludedUnits: 377_580 });
    const all = countExposure(spans, { ...JANUARY, rule: 'anyDay', employeeStatus: ['active', 'ltd'] }).finish();
    expect(all.contracts).toMatchObject({ selfUnits: 377_580, orphanUnits: 377_580, orphanMonths: 1 });
    expect(all.contractMonths.CHD.toFixed()).toBe('1');
  });

  test('a child of three contracts counts on one of those that the rule counts, though the month goes to the third', () => {
    const spans = [
      span('c', '2025-01-01', '2025-01-05', { ...child, subscriber_id: 's1' }),
      span('c', '2025-01-01', '2025-01-03', { ...child, subscriber_id: 's2' }),
      span('c', '2025-01-06', null, { ...child, subscriber_id: 's3', employer_id: 'e2' }),
    ];
    expect(count(spans)).toMatchObject({ members: '1', employees: '1', tiers: { CHD: '1' } });
    const cells = countExposure(spans, { ...JANUARY, dims: ['employer_id'] }).cells();
    expect(cells.map((cell) => [cell.keys['employer_id'], cell.memberUnits, cell.employeeUnits])).toEqual([
      ['e1', 0, 377_580],
      ['e2', 377_580, 0],
    ]);
  });

  test('the fraction of a contract without an employee leaves out who counts elsewhere', () => {
    const spans = [
      span('c', '2025-01-01', '2025-01-20', { ...child, subscriber_id: 's1' }),
      span('d', '2025-01-01', '2025-01-05', { ...child, subscriber_id: 's1' }),
      span('c', '2025-01-10', null, { ...child, subscriber_id: 's2' }),
    ];
    const result = countExposure(spans, { ...JANUARY, rule: 'fractional' }).finish();
    expect([result.memberUnits, result.employeeUnits]).toEqual([36 * (377_580 / 31), (5 + 22) * (377_580 / 31)]);
  });

  test('rows of person-months keep the employee month of a contract whose holder’s month went to another', () => {
    const spans = [
      span('a', '2025-01-01', null, { subscriber_id: 'b', subscriber_relation: 'spouse', employer_id: 'e1' }),
      span('a', '2025-01-15', null, { subscriber_id: 'a', employer_id: 'e2' }),
      span('b', '2025-01-01', null, { subscriber_id: 'b', employer_id: 'e1' }),
    ];
    const exposure = countExposure(spans, { ...JANUARY, rule: 'anyDay' });
    expect([exposure.memberMonths().toFixed(), exposure.employeeMonths().toFixed()]).toEqual(['2', '2']);
    expect(
      exposure.memberMonthRows().map((row) => [row.person_id, row.employer_id, row.member_months, row.employee_months, row.covered_days]),
    ).toEqual([
      ['a', 'e1', '1', '0', 31],
      ['a', 'e2', '0', '1', 0],
      ['b', 'e1', '1', '1', 31],
    ]);
  });

  test('where a plan’s coverage was cut decides no tie: it began when it began', () => {
    const other = span('a', '2024-12-05', null, { plan: 'a' });
    const whole = [span('a', '2024-12-01', null, { plan: 'b' }), other];
    const cut = [span('a', '2024-12-01', '2024-12-31', { plan: 'b' }), span('a', '2025-01-01', null, { plan: 'b' }), other];
    for (const spans of [whole, cut]) {
      expect(
        countExposure(spans, { ...JANUARY, dims: ['plan'] })
          .cells()
          .map((cell) => cell.keys['plan']),
      ).toEqual(['b']);
    }
  });

  test('a subscriber whose own record is Medicare primary counts as any retiree does: members always, employees when asked for', () => {
    const retired = { employment_status: 'retiree_65plus', subscriber_id: 'r' } as const;
    const spans = [
      whole('r', { ...retired, benefit_type: 'pharmacy', medicare_primary_flag: true }),
      whole('w', { ...retired, subscriber_relation: 'spouse' }),
    ];
    expect(count(spans)).toMatchObject({
      members: '1',
      employees: '0',
      codes: ['exposure/no-employees', 'exposure/other-benefit', 'exposure/status-excluded'],
    });
    expect(count(spans, { employeeStatus: ['retiree_65plus'] })).toMatchObject({ members: '1', employees: '1', tiers: { SPO: '1' } });
  });
});

describe('the filter of employment status', () => {
  const STATUSES = ['active', 'cobra', 'retiree_pre65', 'retiree_65plus', 'ltd', 'leave', 'surviving', 'unknown'] as const;

  test('counts active, cobra, leave and unknown unless told otherwise, prints the list, and drops no member', () => {
    const spans = [
      ...STATUSES.map((employment_status) => whole(employment_status, { employment_status })),
      whole('none', { employment_status: null }),
    ];
    const exposure = countExposure(spans, { ...JANUARY, dims: ['employment_status'] });
    expect(
      exposure
        .cells()
        .filter((cell) => cell.employeeUnits > 0)
        .map((cell) => cell.keys['employment_status']),
    ).toEqual([null, 'active', 'cobra', 'leave', 'unknown']);
    expect(exposure.memberMonths().toFixed()).toBe('9');
    expect(exposure.finish().contracts.statusExcludedUnits).toBe(4 * 377_580);
    expect(exposure.finish().assumptions.find(({ id }) => id === 'employeeStatus')?.value).toBe('active, cobra, leave, unknown');
    for (const status of STATUSES) {
      const expected = status === 'unknown' ? '2' : '1';
      expect(exposure.recount({ employeeStatus: [status] }).employeeMonths.toFixed()).toBe(expected);
    }
  });
});

describe('tiers from who is covered', () => {
  type Relation = NonNullable<CoverageSpan['subscriber_relation']> | null;
  const on = (person: string, subscriber_relation: Relation): CoverageSpan => whole(person, { subscriber_id: 's', subscriber_relation });
  const cases: readonly (readonly [string, readonly Relation[]])[] = [
    ['EMP', ['self']],
    ['ESP', ['self', 'spouse']],
    ['ESP', ['self', 'domestic_partner']],
    ['ECH', ['self', 'child']],
    ['ECH', ['self', 'child', 'other_dependant']],
    ['FAM', ['self', 'spouse', 'child']],
    ['SPO', ['spouse']],
    ['CHD', ['child', 'child']],
    ['DEP', ['spouse', 'child']],
    ['other', ['self', 'unknown']],
    ['other', [null, 'child']],
  ];
  test.each(cases)('%s: %j', (tier, relations) => {
    const result = countExposure(
      relations.map((relation, i) => on(`p${i}`, relation)),
      { ...JANUARY, dims: ['tier'] },
    ).finish();
    const tiers = Object.entries(result.contractMonths).filter(([, months]) => !months.isZero());
    expect(tiers.map(([name, months]) => [name, months.toFixed()])).toEqual([[tier, '1']]);
    expect(result.cells.map((cell) => [cell.keys['tier'], cell.memberUnits])).toEqual([[tier, relations.length * 377_580]]);
  });

  test('change in the month in which somebody comes or goes', () => {
    const spans = [on('a', 'self'), { ...on('c', 'child'), enrollment_start_date: '2025-02-10', enrollment_end_date: '2025-03-20' }];
    const exposure = countExposure(spans, { months: ['2025-01', '2025-04'], rule: 'firstDay', dims: ['tier'] });
    expect(exposure.cells().map((cell) => [cell.month, cell.keys['tier'], cell.memberUnits / 377_580, cell.employeeUnits / 377_580])).toEqual([
      ['2025-01', 'EMP', 1, 1],
      ['2025-02', 'EMP', 1, 1],
      ['2025-03', 'ECH', 2, 1],
      ['2025-04', 'EMP', 1, 1],
    ]);
  });
});

describe('a count refuses', () => {
  const cases: readonly (readonly [string, Partial<Record<keyof ExposureOptions, unknown>>, string])[] = [
    ['without a rule', { rule: undefined }, 'exposure/rule-required'],
    ['supplied months', { rule: 'supplied' }, 'exposure/bad-option'],
    ['a rule that is none', { rule: 'midMonth' }, 'time/bad-rule'],
    ['a dimension that is none', { dims: ['shoe_size'] }, 'exposure/unknown-dimension'],
    ['months that run backwards', { months: ['2025-02', '2025-01'] }, 'exposure/bad-option'],
    ['a policy that is none', { allocate: 'random' }, 'exposure/bad-option'],
    ['an unknown status', { employeeStatus: ['contractor'] }, 'exposure/bad-option'],
    ['orphans, when told so', { orphanContracts: 'refuse' }, 'exposure/orphan-contracts'],
  ];
  test.each(cases)('%s', (_, options, code) => {
    try {
      countExposure([whole('c', { subscriber_id: 's', subscriber_relation: 'child' })], Object.assign({}, JANUARY, options)).finish();
      expect.unreachable();
    } catch (error) {
      expect(isCoalitionError(error) && error.code).toBe(code);
    }
  });

  test.each(['', '2025-02-30', '2025-13-01', '2025-00-10', '2025-01-00', '2025-1-01', '2025/01/01', ' 2025-01-1', '2025-01-01T00:00', '٢٠٢٥-01-01'])(
    'a start or end of "%s"',
    (date) => {
      for (const spans of [[span('a', date, null)], [span('a', '2025-01-01', date)], [span('a', '2025-01-01', null), span('a', date, null)]]) {
        try {
          countExposure(spans, JANUARY);
          expect.unreachable();
        } catch (error) {
          expect(isCoalitionError(error, 'time/not-a-date')).toBe(true);
        }
      }
    },
  );

  test('a start that isn’t there at all', () => {
    try {
      countExposure([JSON.parse('{"person_id":"a","enrollment_start_date":null,"enrollment_end_date":null}')], JANUARY);
      expect.unreachable();
    } catch (error) {
      expect(isCoalitionError(error, 'time/not-a-date')).toBe(true);
    }
  });
});
