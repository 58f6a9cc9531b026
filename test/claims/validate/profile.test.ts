import { describe, expect, test } from 'vitest';
import { defaultProfile, type RuleProfile, type SourceOverrides } from '../../../src/claims/validate/profile.js';
import { isCoalitionError } from '../../../src/errors/index.js';
import { line, many, type Row, report, span } from '../rules/kit.js';

const profile = (change: Partial<RuleProfile>): RuleProfile => ({ ...defaultProfile, id: 'own', ...change });
const perSource = (source: string, overrides: SourceOverrides): RuleProfile => profile({ sources: { [source]: overrides } });
/** A claim of one sender about two persons, which breaks MED-2 (block, no tolerance). */
const twoPersons = (source: string): readonly Row[] => [
  line({ data_source: source, claim_id: `two-${source}`, charge_amount: source === 'old' ? '201.00' : '203.00' }),
  line({
    paid_amount: '90.00',
    copayment_amount: '10.00',
    data_source: source,
    claim_id: `two-${source}`,
    claim_line_number: 2,
    person_id: 'p2',
    charge_amount: source === 'old' ? '202.00' : '204.00',
    hcpcs_code: 'G0102',
  }),
];
const eligibility = [span(), span({ person_id: 'p2', member_id: 'm2', subscriber_id: 's2' })];
const pmpm = (medical: readonly Row[], own: RuleProfile): readonly string[] => {
  const verdict = report({ medical, eligibility }, { profile: own }).fitness.for('pmpm');
  return [verdict.status, ...verdict.reasons.filter(({ code }) => code !== 'XREF-1').map(({ code, blocks }) => `${code}${blocks ? ' blocks' : ''}`)];
};

describe('a severity for one sender', () => {
  test('lets its rows put a caveat where they would block, and no other sender', () => {
    const own = perSource('old', { severity: { 'MED-2': 'warn' } });
    expect(pmpm(twoPersons('old'), defaultProfile)).toEqual(['blocked', 'MED-2 blocks']);
    expect(pmpm(twoPersons('old'), own)).toEqual(['usableWithCaveats', 'MED-2']);
    expect(pmpm(twoPersons('new'), own)).toEqual(['blocked', 'MED-2 blocks']);
    expect(pmpm([...twoPersons('old'), ...twoPersons('new')], own)).toEqual(['blocked', 'MED-2 blocks']);
  });
  test('goes before the severity of the profile', () => {
    const own = profile({ severity: { 'MED-2': 'info' }, sources: { new: { severity: { 'MED-2': 'block' } } } });
    expect(pmpm(twoPersons('old'), own)).toEqual(['ready']);
    expect(pmpm(twoPersons('new'), own)).toEqual(['blocked', 'MED-2 blocks']);
  });
  test('raised to block stops what the rule only put a caveat on, above the tolerance and not at it', () => {
    const medical = (bad: number): readonly Row[] => [
      ...many(250 - bad, (at) => line({ claim_id: `g${at}`, charge_amount: `${300 + at}.00` })),
      ...many(bad, (at) => line({ claim_id: `b${at}`, charge_amount: `${900 + at}.00`, paid_amount: '70.00' })),
    ];
    const own = perSource('tpa', { severity: { 'MED-16': 'block' } });
    expect([pmpm(medical(4), defaultProfile)[0], pmpm(medical(4), own)[0], pmpm(medical(3), own)[0]]).toEqual([
      'usableWithCaveats',
      'blocked',
      'ready',
    ]);
    expect(pmpm(medical(4), perSource('other', { severity: { 'MED-16': 'block' } }))[0]).toBe('usableWithCaveats');
  });
  test('is written on each finding, and the counts tell which rows are of full severity', () => {
    const { rules, findings } = report(
      { medical: [...twoPersons('old'), ...twoPersons('new')], eligibility },
      { profile: perSource('old', { severity: { 'MED-2': 'info' } }) },
    );
    const rows = findings.filter(({ code, row }) => code === 'MED-2' && row !== undefined);
    expect(rows.map(({ row, severity }) => `${row?.dataSource} ${severity}`).sort()).toEqual(['new block', 'new block', 'old info', 'old info']);
    expect(rules.find(({ code }) => code === 'MED-2')).toMatchObject({ rows: 4, severeRows: 2, cents: 34_000, severeCents: 17_000, lowered: true });
  });
  test('lowers the 2 % of payments outside coverage too', () => {
    const outside = [
      line({
        data_source: 'old',
        claim_start_date: '2025-03-05',
        claim_end_date: '2025-03-05',
        claim_line_start_date: null,
        claim_line_end_date: null,
        paid_date: '2025-04-01',
      }),
    ];
    expect(pmpm(outside, defaultProfile)).toEqual(['blocked', 'MED-23 blocks']);
    expect(pmpm(outside, perSource('old', { severity: { 'MED-23': 'info' } }))).toEqual(['ready']);
  });
});

describe('rules off and tolerances for one sender', () => {
  test('hold for its rows only', () => {
    expect(pmpm([...twoPersons('old')], perSource('old', { off: ['MED-2'] }))).toEqual(['ready']);
    expect(pmpm([...twoPersons('new')], perSource('old', { off: ['MED-2'] }))[0]).toBe('blocked');
    expect(pmpm([...twoPersons('old')], perSource('old', { tolerance: { 'MED-2': '1' } }))).toEqual(['ready']);
    expect(pmpm([...twoPersons('new')], perSource('old', { tolerance: { 'MED-2': '1' } }))[0]).toBe('blocked');
  });
});

describe('a profile is refused', () => {
  const codeOf = (own: RuleProfile): string => {
    try {
      report({}, { profile: own });
      return 'accepted';
    } catch (error) {
      return isCoalitionError(error) ? error.code : 'other';
    }
  };
  const fromJson = (text: string): RuleProfile => ({ ...defaultProfile, ...JSON.parse(text) });
  test.each([
    [profile({ off: ['MED-99'] }), 'claims/unknown-rule'],
    [profile({ tolerance: { 'MED-99': '0.1' } }), 'claims/unknown-rule'],
    [profile({ severity: { 'MED-99': 'warn' } }), 'claims/unknown-rule'],
    [perSource('tpa', { off: ['MED-99'] }), 'claims/unknown-rule'],
    [perSource('tpa', { tolerance: { 'MED-99': '0.1' } }), 'claims/unknown-rule'],
    [perSource('tpa', { severity: { 'MED-99': 'warn' } }), 'claims/unknown-rule'],
    [profile({ tolerance: { 'MED-2': '1.2 %' } }), 'claims/bad-profile'],
    [profile({ tolerance: { 'MED-2': '-0.1' } }), 'claims/bad-profile'],
    [perSource('tpa', { tolerance: { 'MED-2': '1.1' } }), 'claims/bad-profile'],
    [fromJson('{"tolerance":{"MED-2":0.1}}'), 'claims/bad-profile'],
    [fromJson('{"severity":{"MED-2":"fatal"}}'), 'claims/bad-profile'],
    [fromJson('{"sources":{"tpa":{"severity":{"MED-2":"BLOCK"}}}}'), 'claims/bad-profile'],
    [perSource('tpa', { severity: { 'STR-4': 'warn' } }), 'claims/bad-profile'],
    [perSource('tpa', { off: ['XREF-2'] }), 'claims/bad-profile'],
    [perSource('tpa', { tolerance: { 'ELG-10': '0.05' } }), 'claims/bad-profile'],
    [profile({ tolerance: { 'ELG-10': '0.05' }, severity: { 'STR-4': 'warn' } }), 'accepted'],
    [perSource('tpa', { tolerance: { 'MED-2': '1' }, severity: { 'MED-2': 'info' }, off: ['MED-12'] }), 'accepted'],
  ])('where it would be ignored in part: case %#', (own, code) => {
    expect(codeOf(own)).toBe(code);
  });
});
