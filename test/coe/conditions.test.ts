import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { batchOf } from '../../src/claims/batch-from-records.js';
import { chronicConditions, codeMatcher, costDriverTable } from '../../src/coe/conditions/code-tables.js';
import { conditionPrevalence } from '../../src/coe/conditions/condition-prevalence.js';
import { costDrivers } from '../../src/coe/conditions/cost-drivers.js';
import { highCostMembers } from '../../src/coe/conditions/high-cost-members.js';
import { MemberProfileAggregate } from '../../src/coe/conditions/member-profile.js';
import { sharedData } from '../kit/shared-data.js';
import { covered, line, stay } from './claim-stories.js';

const rowsOf = (name: string): readonly string[][] | null => {
  const path = sharedData(`coe/${name}`);
  return path === null
    ? null
    : readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((each) => each.trim().split(','));
};

describe('condition and driver tables', () => {
  it('hold exactly the published derivation', () => {
    const conditions = rowsOf('chronic_conditions_icd10cm_v2022_1.csv');
    if (conditions !== null) {
      const shipped = chronicConditions().entries.flatMap(({ name, codes }) => codes.map((code) => `${name},${code}`));
      expect(shipped.sort()).toEqual(conditions.map(([name, code]) => `${name},${code}`).sort());
      expect(shipped).toHaveLength(550);
    }
    const drivers = rowsOf('icd10cm_cost_drivers_v2022_1.csv');
    if (drivers !== null) {
      const shipped = costDriverTable().entries.flatMap(({ name, codes }) => codes.map((code) => `${name},${code}`));
      expect(shipped.sort()).toEqual(drivers.map(([code, match, name]) => `${name},${match === 'exact' ? '=' : ''}${code}`).sort());
      expect(shipped).toHaveLength(2152);
    }
  });
  it('find codes by longest beginning, exact codes first, and several conditions for one code', () => {
    expect(codeMatcher(chronicConditions(), { every: true })('E11.22').names.length).toBeGreaterThan(1);
    const find = codeMatcher({
      id: 't',
      version: '1',
      entries: [
        { name: 'a', codes: ['E1', '=E119'] },
        { name: 'b', codes: ['E11'] },
      ],
    });
    expect([find('E119'), find('E118'), find('E12'), find('Z1')]).toEqual([
      { names: ['a'], how: 'exact' },
      { names: ['b'], how: 'prefix' },
      { names: ['a'], how: 'prefix' },
      { names: [], how: 'unknown' },
    ]);
  });
});

const spec = { conditions: chronicConditions(), drivers: costDriverTable() };
const diabetes = codeMatcher(spec.conditions, { every: true })('E119').names[0] ?? '';
const visit = (person_id: string, claim_id: string, from: string, dx: readonly string[], o: object = {}): ReturnType<typeof line> =>
  line({ person_id, claim_id, from, dollars: '100.00', diagnosis_codes: [...dx], hcpcs_code: 'G0463', place_of_service_code: '11', ...o });

function profiles(rows: readonly ReturnType<typeof line>[]): MemberProfileAggregate {
  const a = new MemberProfileAggregate(spec);
  const people = [...new Set(rows.map((row) => row.person_id))];
  a.add(batchOf({ table: 'medical' }, rows));
  a.add(
    batchOf(
      { table: 'eligibility' },
      people.map((id) => covered(id, '2024-01-01', id === 'short' ? '2025-03-31' : null)),
    ),
  );
  return a;
}

describe('chronic conditions', () => {
  const rows = [
    stay({ person_id: 'stay', claim_id: '1', from: '2025-02-01', to: '2025-02-03', dollars: '20000.00', diagnosis_codes: ['I10', 'E119'] }),
    visit('twice', '2', '2025-02-01', ['E119']),
    visit('twice', '3', '2025-05-01', ['E119']),
    visit('same-day', '4', '2025-02-01', ['E119']),
    visit('same-day', '5', '2025-02-01', ['E119']),
    visit('ambulance', '6', '2025-02-01', ['E119'], { hcpcs_code: 'A0425' }),
    visit('ambulance', '7', '2025-03-01', ['E119']),
    visit('short', '8', '2025-02-01', ['E119']),
    visit('short', '9', '2025-03-01', ['E119']),
    visit('apart', '10', '2024-02-01', ['E119']),
    visit('apart', '11', '2025-03-01', ['E119']),
  ];
  const count = (from: string, to: string): number | undefined =>
    conditionPrevalence(profiles(rows).finish(), { from, to }).conditions.find((each) => each.condition === diabetes)?.persons;

  it('are flagged by one stay or two days of other claims, among the observable', () => {
    const result = conditionPrevalence(profiles(rows).finish(), { from: '2025-01-01', to: '2025-12-31' });
    expect([result.observable, result.unobservable]).toEqual([5, 1]);
    expect(count('2025-01-01', '2025-12-31')).toBe(2);
    expect(count('2024-01-01', '2025-12-31')).toBe(3);
    expect(result.warnings.map((each) => each.code)).toEqual(['coe/small-counts']);
    expect(() => conditionPrevalence(profiles(rows).finish(), { from: '2025-12-31', to: '2025-01-01' })).toThrow(
      expect.objectContaining({ code: 'coe/invalid-input' }),
    );
  });

  it('never lose a flag when a diagnosis is added, whatever the order of lines', () => {
    const flags = (a: MemberProfileAggregate): number =>
      conditionPrevalence(a.finish(), { from: '2025-01-01', to: '2025-12-31' }).conditions.reduce((sum, each) => sum + each.persons, 0);
    expect(flags(profiles([...rows, visit('twice', '12', '2025-06-01', ['J449'])]))).toBeGreaterThanOrEqual(flags(profiles(rows)));
    expect(JSON.stringify(profiles([...rows].reverse()).toJSON()) === JSON.stringify(profiles(rows).toJSON())).toBe(true);
  });

  it('cost by principal diagnosis exactly the total, by person with an overlap', () => {
    const more = [
      ...rows,
      line({ person_id: 'twice', claim_id: '13', from: '2025-06-01', dollars: '55.55' }),
      visit('stay', '14', '2025-06-01', ['I10']),
      visit('stay', '15', '2025-07-01', ['I10']),
    ];
    const primary = costDrivers(profiles(more).finish(), { accounting: 'primary-diagnosis', years: [2024, 2025] });
    expect(primary.rows.reduce((sum, row) => sum.plus(row.allowed), primary.total.minus(primary.total)).eq(primary.total)).toBe(true);
    expect(primary.rows.find((row) => row.name === 'unclassified')?.allowed.toFixed(2)).toBe('55.55');
    const person = costDrivers(profiles(more).finish(), { accounting: 'person', years: [2025, 2025] });
    expect(person.overlap?.gt(0)).toBe(true);
  });
});

describe('high-cost members', () => {
  it('are counted by threshold, with concentration and persistence', () => {
    const rows = Array.from({ length: 100 }, (_, i) =>
      line({
        person_id: `p${String(i).padStart(3, '0')}`,
        claim_id: `c${i}`,
        from: '2025-04-01',
        dollars: i === 0 ? '300000.00' : i < 5 ? '60000.00' : '1000.00',
      }),
    );
    const before = [
      line({ person_id: 'p000', claim_id: 'b0', from: '2024-04-01', dollars: '400000.00' }),
      line({ person_id: 'p001', claim_id: 'b1', from: '2024-04-01', dollars: '10.00' }),
    ];
    const result = highCostMembers(profiles([...rows, ...before]).finish(), { year: 2025 });
    expect(result.bands.map((band) => [band.persons, band.persistent, band.shock])).toEqual([
      [5, 1, 1],
      [1, 1, 0],
      [1, 1, 0],
    ]);
    expect(result.topOnePercent).toBeCloseTo(300_000 / 635_000, 12);
    expect(result.topFivePercent).toBeCloseTo(540_000 / 635_000, 12);
    const equal = highCostMembers(profiles(rows.map((row) => ({ ...row, allowed_amount: '10.00' }))).finish(), { year: 2025 });
    expect(equal.gini).toBeCloseTo(0, 12);
  });
});
