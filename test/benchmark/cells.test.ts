import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchmarkCells, CellsAggregate } from '../../src/benchmark/cells-aggregate.js';
import { costProfile, pepm, per1000, pmpm, unitCost } from '../../src/benchmark/rates.js';
import { rollUps, serviceLeaves } from '../../src/claims/categories/service-leaf.js';
import { coverageIndex } from '../../src/exposure/coverage-index.js';
import { countExposure } from '../../src/exposure/exposure-aggregate.js';
import { PLACEMENTS, placeLine } from '../../src/exposure/place.js';
import { canonicalJson } from '../../src/fingerprint/canonical-json.js';
import { Decimal } from '../../src/money/decimal.js';
import { basisPresets } from '../../src/reference/basis-presets.js';
import { isoFromDay } from '../../src/time/iso-date.js';
import { type Told, told } from './claim-lines.js';

const basis = { ...basisPresets.hcci, exposureRule: 'anyDay' } as const;
const year = ['2024-01', '2024-12'] as const;

/** Tuva's four leaks: spec/benchmark.md 5.6, logic of financial_pmpm at 6be34c7, hand-made data. */
const SPANS = [
  { person_id: 'p1', employer_id: 'e1', subscriber_id: 's1', plan: 'ppo', enrollment_start_date: '2024-01-01', enrollment_end_date: '2024-03-31' },
  { person_id: 'p2', employer_id: 'e1', subscriber_id: 's2', plan: 'ppo', enrollment_start_date: '2024-01-31', enrollment_end_date: '2024-02-01' },
  { person_id: 'p3', employer_id: 'e1', subscriber_id: 's3', plan: 'ppo', enrollment_start_date: '2024-01-01', enrollment_end_date: '2024-02-29' },
  { person_id: 'p3', employer_id: 'e1', subscriber_id: 's3', plan: 'hdhp', enrollment_start_date: '2024-02-01', enrollment_end_date: '2024-02-29' },
  { person_id: 'p4', employer_id: 'e1', subscriber_id: 's4', plan: null, enrollment_start_date: '2024-01-01', enrollment_end_date: '2024-01-31' },
];
const LEAKS: readonly Told[] = [
  { person: 'p1', day: '2024-01-15', category: 'inpatient', paid: '10000.00' },
  { person: 'p1', day: '2024-04-10', category: 'outpatient', paid: '500.00' },
  { person: 'p2', day: '2024-02-01', category: 'office-based', paid: '100.00' },
  { person: 'p3', day: '2024-02-10', category: 'unmapped', paid: '400.00' },
  { person: 'p3', day: '2024-02-11', category: 'pharmacy', paid: '-50.00' },
  { person: 'p4', day: '2024-01-20', plan: null, category: 'office-based', paid: '200.00' },
];
const LISTED = { inpatient: 'medical', outpatient: 'medical', 'office-based': 'medical', pharmacy: 'pharmacy' };

function leaks(): CellsAggregate {
  const cells = benchmarkCells({
    months: year,
    dims: ['employer_id', 'plan', 'service_category'],
    exposureDims: ['employer_id'],
    measures: ['planPaid'],
    basis,
    coverage: coverageIndex(SPANS),
  });
  cells.add(told(LEAKS));
  const exposure = countExposure(SPANS, { months: year, rule: 'anyDay', dims: ['employer_id'] }).finish();
  cells.add({ rule: 'anyDay', cells: exposure.cells });
  return cells;
}

describe('cells that reconcile', () => {
  it("places every line of Tuva's four leaks, to the cent", () => {
    const result = leaks().finish();
    const { reconciliation } = result;
    const cents = Object.fromEntries(reconciliation.placements.filter((row) => row.lines > 0).map((row) => [row.placement, row.cents.planPaid]));
    expect(cents).toEqual({ matched: 1_065_000, afterTermination: 50_000 });
    expect(reconciliation.cents.planPaid).toBe(1_115_000);
    expect(reconciliation.inside).toEqual([{ what: 'null', dim: 'plan', lines: 1, cents: { planPaid: 20_000 } }]);
    const rolled = leaks().cells({ by: ['service_category'], rollUp: { dim: 'service_category', parents: LISTED } });
    expect(rolled.find((cell) => cell.keys['service_category'] === '(unmapped)')?.cents.planPaid).toBe(40_000);
    expect(rolled.reduce((sum, cell) => sum + (cell.cents.planPaid ?? 0), 0)).toBe(1_065_000);
  });

  it('gives eight member months by person and a PMPM of 1,331.25', () => {
    const [all] = leaks().cells();
    expect(all?.memberUnits).toBe(8 * 377_580);
    if (all === undefined) return;
    expect(pmpm(all).amount.toFixed(2)).toBe('1331.25');
    expect(countExposure(SPANS, { months: year, rule: 'anyDay', dedupe: 'coverage' }).finish().memberUnits).toBe(9 * 377_580);
  });

  it('has PMPM = services per 1,000 x cost per service / 12,000', () => {
    const [all] = leaks().cells();
    if (all === undefined) throw new Error('no cell');
    const product = per1000(all)
      .times(unitCost(all) ?? 0)
      .div(12_000);
    expect(product.toSignificantDigits(35).eq(new Decimal(pmpm(all).amount).toSignificantDigits(35))).toBe(true);
    expect(costProfile(all).membersPerEmployee?.gt(0)).toBe(true);
    expect(pepm(all)?.amount.gte(pmpm(all).amount)).toBe(true);
  });

  it('agrees with placeLine line by line, in every placement, for random spans and lines', () => {
    const story = fc.record({
      spans: fc.array(
        fc.record({
          person: fc.integer({ min: 0, max: 5 }),
          from: fc.integer({ min: 19_650, max: 20_100 }),
          length: fc.integer({ min: 0, max: 200 }),
        }),
        { maxLength: 10 },
      ),
      lines: fc.array(
        fc.record({
          person: fc.integer({ min: 0, max: 6 }),
          day: fc.integer({ min: 19_650, max: 20_150 }),
          cents: fc.integer({ min: -50_000, max: 500_000 }),
        }),
        { minLength: 1, maxLength: 40 },
      ),
    });
    fc.assert(
      fc.property(story, ({ spans, lines }) => {
        const coverage = coverageIndex(
          spans.map((span) => ({
            person_id: `p${span.person}`,
            enrollment_start_date: isoFromDay(span.from),
            enrollment_end_date: isoFromDay(span.from + span.length),
          })),
        );
        const cells = benchmarkCells({ months: year, basis: { ...basis, exposureRule: 'firstDay' }, measures: ['planPaid'], coverage });
        const stories = lines.map((line) => ({
          person: `p${line.person}`,
          day: isoFromDay(line.day),
          paid: new Decimal(line.cents).div(100).toFixed(2),
          cents: line.cents,
        }));
        cells.add(told(stories));
        const { placements, inside, cents } = cells.finish().reconciliation;
        let uncounted = 0;
        for (const placement of PLACEMENTS) {
          const mine = stories.filter(
            (line) => placeLine({ coverage, personId: line.person, date: line.day, months: year, rule: 'firstDay' }).placement === placement,
          );
          const row = placements.find((each) => each.placement === placement);
          expect(row?.lines).toBe(mine.length);
          expect(row?.cents.planPaid).toBe(mine.reduce((sum, line) => sum + line.cents, 0));
        }
        for (const line of stories)
          if (placeLine({ coverage, personId: line.person, date: line.day, months: year, rule: 'firstDay' }).insideUncounted) uncounted += 1;
        expect(inside.find((row) => row.what === 'insideUncounted')?.lines ?? 0).toBe(uncounted);
        expect(cents.planPaid).toBe(stories.reduce((sum, line) => sum + line.cents, 0));
      }),
      { numRuns: 60 },
    );
  });

  it('equals a brute-force group-by, null keys included', () => {
    const line = fc.record({
      person: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
      day: fc.integer({ min: 19_723, max: 20_088 }).map(isoFromDay),
      employer: fc.constantFrom('e1', 'e2', '__proto__', null),
      plan: fc.constantFrom('ppo', 'hdhp', null),
      paid: fc.integer({ min: -9999, max: 99_999 }).map((cents) => new Decimal(cents).div(100).toFixed(2)),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 60 }), (lines) => {
        const cells = benchmarkCells({
          months: year,
          dims: ['employer_id', 'plan'],
          basis,
          placement: 'trusted',
          measures: ['planPaid'],
          persons: 'exact',
        });
        cells.add(told(lines.slice(0, 20)));
        cells.add(told(lines.slice(20)));
        for (const cell of cells.cells({ by: ['employer_id', 'plan'] })) {
          const mine = lines.filter((each) => each.employer === cell.keys['employer_id'] && each.plan === cell.keys['plan']);
          expect(cell.lines).toBe(mine.length);
          expect(cell.members).toBe(new Set(mine.map((each) => each.person)).size);
          expect(cell.cents.planPaid).toBe(mine.reduce((sum, each) => sum + Number(new Decimal(each.paid).times(100).toFixed()), 0));
        }
        const [all] = cells.cells();
        expect(all?.members).toBe(new Set(lines.map((each) => each.person)).size);
        for (const cell of cells.cells({ by: ['plan'] }))
          expect(cell.members).toBe(new Set(lines.filter((each) => each.plan === cell.keys['plan']).map((each) => each.person)).size);
      }),
      { numRuns: 60 },
    );
  });

  it('merges employers over disjoint members and refuses the same members twice', () => {
    const made = (id: string, lines: readonly Told[]): CellsAggregate => {
      const cells = benchmarkCells(
        { months: year, basis, placement: 'trusted', measures: ['planPaid'], persons: 'exact' },
        { kind: 'partition', id },
      );
      cells.add(told(lines));
      return cells;
    };
    const one = made('e1', LEAKS.slice(0, 3));
    const two = made('e2', LEAKS.slice(3));
    const merged = one.merge(two);
    expect(merged.cells()[0]?.members).toBe(4);
    expect(() => merged.merge(made('e2', LEAKS.slice(3)))).toThrow(expect.objectContaining({ code: 'aggregate/member-overlap' }));
    expect(() => merged.add(told(LEAKS))).toThrow(expect.objectContaining({ code: 'aggregate/member-overlap' }));
    const back = CellsAggregate.fromJSON(JSON.parse(JSON.stringify(merged.toJSON())));
    expect(canonicalJson(back.toJSON().content)).toBe(canonicalJson(merged.toJSON().content));
    expect(back.cells()[0]?.members).toBe(4);
  });

  it('sets lines of another insurer apart for actives, and keeps them when asked', () => {
    const lines: readonly Told[] = [
      { person: 'p1', day: '2024-01-15', paid: '100.00', cob: '40.00' },
      { person: 'p1', day: '2024-01-16', paid: '50.00' },
    ];
    const actives = benchmarkCells({ months: year, basis: { ...basis, population: 'activeUnder65' }, placement: 'trusted', measures: ['planPaid'] });
    actives.add(told(lines));
    expect(actives.reconcile().placements.find((row) => row.placement === 'coordinated')).toMatchObject({ lines: 1, cents: { planPaid: 10_000 } });
    const kept = benchmarkCells({
      months: year,
      basis: { ...basis, population: 'activeUnder65' },
      placement: 'trusted',
      measures: ['planPaid'],
      coordination: 'keep',
    });
    kept.add(told(lines));
    expect(kept.cells()[0]?.cents.planPaid).toBe(15_000);
  });

  it('counts lines without an amount and keeps a negative cell', () => {
    const cells = benchmarkCells({ months: year, basis, placement: 'trusted', measures: ['allowed', 'planPaid'] });
    cells.add(told([{ person: 'p1', day: '2024-01-15', paid: '-5.00', allowed: null }]));
    const { reconciliation, cells: made } = cells.finish();
    expect(reconciliation.withoutAmount).toEqual({ allowed: 1, planPaid: 0 });
    expect(made[0]?.cents).toEqual({ allowed: 0, planPaid: -500 });
  });

  it('refuses dollars without exposure with the dollars, and lines without coverage', () => {
    const cells = benchmarkCells({ months: year, basis, placement: 'trusted', measures: ['planPaid'] });
    cells.add(told(LEAKS));
    const [all] = cells.cells();
    if (all === undefined) throw new Error('no cell');
    expect(() => pmpm(all)).toThrow(expect.objectContaining({ code: 'benchmark/zero-exposure', message: expect.stringContaining('11150.00') }));
    const placed = benchmarkCells({ months: year, basis });
    expect(() => placed.add(told(LEAKS))).toThrow(expect.objectContaining({ code: 'benchmark/coverage-missing' }));
    expect(() => benchmarkCells({ months: year, basis, dims: ['plan'] })).toThrow(expect.objectContaining({ code: 'benchmark/bad-input' }));
  });

  it('gives members without employees a PMPM, no PEPM and a warning', () => {
    const cells = benchmarkCells({ months: year, basis, placement: 'trusted', measures: ['planPaid'] });
    cells.add({ rule: 'anyDay', cells: [{ month: '2024-01', keys: { employer_id: 'e1' }, memberUnits: 377_580, employeeUnits: 0 }] });
    const [all] = cells.cells();
    if (all === undefined) throw new Error('no cell');
    expect(pepm(all)).toBeNull();
    expect(costProfile(all).warnings.map((each) => each.code)).toContain('exposure/no-employees');
    expect(() => cells.add({ rule: 'firstDay', cells: [] })).toThrow(expect.objectContaining({ code: 'aggregate/spec-mismatch' }));
  });

  it('warns of less than three months of run-out', () => {
    const cells = benchmarkCells({ months: year, basis, placement: 'trusted', paidThrough: '2025-01-31' });
    expect(cells.finish().warnings.map((each) => each.code)).toEqual(['benchmark/short-run-out']);
    expect(benchmarkCells({ months: year, basis, placement: 'trusted', paidThrough: '2025-03-31' }).finish().warnings).toEqual([]);
  });

  it('hands over a table whose margins carry distinct persons and employers by code', () => {
    const cells = benchmarkCells({
      months: year,
      dims: ['employer_id', 'plan'],
      basis,
      placement: 'trusted',
      measures: ['planPaid'],
      persons: 'exact',
    });
    cells.add(
      told([
        ...LEAKS,
        { person: 'p1', day: '2024-05-01', plan: 'hdhp', paid: '7.00' },
        { person: 'p9', day: '2024-05-01', employer: 'e2', paid: '9.00' },
      ]),
    );
    const codes = new Map([
      ['e1', 'E01'],
      ['e2', 'E02'],
    ]);
    const table = cells.toTableInput({ id: 't', by: ['plan'], measure: 'planPaid', codes });
    const total = table.cells.find((cell) => cell.key[0] === 'total');
    expect(total?.persons).toBe(5);
    expect(total?.personsByEmployer).toEqual(
      new Map([
        ['E01', 4],
        ['E02', 1],
      ]),
    );
    expect(total?.contributions).toEqual(
      new Map([
        ['E01', 1_115_700],
        ['E02', 900],
      ]),
    );
    expect(table.cells.find((cell) => cell.key[0] === 'hdhp')?.persons).toBe(1);
    expect(table.period).toEqual({ from: '2024-01-01', to: '2024-12-31' });
    expect(() => cells.toTableInput({ id: 't', by: ['plan'], measure: 'planPaid', codes: new Map() })).toThrow(
      expect.objectContaining({ code: 'benchmark/bad-input' }),
    );
  });

  it.each(rollUps.map((each) => [each.id, each.group] as const))(
    'rolls every leaf up into exactly one parent of %s, and keeps what has none apart',
    (_, group) => {
      const lines = [...serviceLeaves, 'home-made'].map((category, i) => ({ person: 'p1', day: '2024-01-15', category, paid: `${i + 1}.00` }));
      const cells = benchmarkCells({ months: year, dims: ['employer_id', 'service_category'], basis, placement: 'trusted', measures: ['planPaid'] });
      cells.add(told(lines));
      const rolled = cells.cells({ by: ['service_category'], rollUp: { dim: 'service_category', parents: group } });
      expect(rolled.reduce((sum, cell) => sum + cell.lines, 0)).toBe(lines.length);
      expect(rolled.find((cell) => cell.keys['service_category'] === '(unmapped)')?.cents.planPaid).toBe(100 * lines.length);
      for (const leaf of serviceLeaves) expect(group[leaf]).not.toBe('');
    },
  );
});
