import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { AGE_SEX, COST_SHAPE } from '../../src/synthetic/tables/cost-shape.js';
import golden from '../golden/synthetic-rand-hie.json' with { type: 'json' };
import { sharedData } from '../kit/shared-data.js';

interface PersonYear {
  readonly person: string;
  readonly year: number;
  readonly coins: number;
  readonly age: number;
  readonly female: number;
  readonly time: number;
  readonly medical: number;
  readonly inpatient: number;
  readonly admissions: number;
  readonly visits: number;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1): number => sum(pairs.map((pair) => pair[at])) / pairs.length;
  const [a, b] = [mean(0), mean(1)];
  const moment = (of: (x: number, y: number) => number): number => sum(pairs.map(([x, y]) => of(x - a, y - b)));
  return moment((x, y) => x * y) / Math.sqrt(moment((x) => x * x) * moment((_, y) => y * y));
}

function readYears(path: string): readonly PersonYear[] {
  const [header = '', ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  const columns = header.trim().split(',');
  const at = (name: string): number => columns.indexOf(name);
  return lines.map((line) => {
    const cells = line.split(',');
    const number = (name: string): number => Number(cells[at(name)]);
    return {
      person: cells[at('zper')] ?? '',
      year: number('year'),
      coins: number('coins'),
      age: number('xage'),
      female: number('female'),
      time: number('time'),
      medical: number('meddol'),
      inpatient: number('inpdol'),
      admissions: number('totadm'),
      visits: number('mdvis'),
    };
  });
}

const path = sharedData('claims/rand-hie/randhie.csv.gz');

describe.skipIf(path === null)('the experiment that the generator is calibrated by', () => {
  const years = path === null ? [] : readYears(path);
  const medical = years.map((year) => year.medical);
  const total = sum(medical);
  const ascending = medical.toSorted((a, b) => a - b);
  const mean = total / years.length;

  test('has the totals and the spread of the requirements', () => {
    expect(years.length).toBe(golden.rows);
    expect(new Set(years.map((year) => year.person)).size).toBe(golden.persons);
    const eligible = sum(years.map((year) => year.time));
    expect(eligible).toBeCloseTo(golden.years, 1);
    expect(total).toBeCloseTo(golden.medical, 1);
    expect(total / eligible / 12).toBeCloseTo(golden.perMemberMonth, 4);
    expect(mean).toBeCloseTo(golden.mean, 3);
    const sd = Math.sqrt(sum(medical.map((x) => (x - mean) ** 2)) / (years.length - 1));
    expect(sd).toBeCloseTo(golden.sd, 2);
    expect(sd / mean).toBeCloseTo(golden.cv, 3);
    expect(ascending.at(-1)).toBeCloseTo(golden.max, 1);
    expect(medical.filter((x) => x === 0).length / years.length).toBeCloseTo(golden.zero, 4);
    expect(years.filter((year) => year.admissions > 0).length / years.length).toBeCloseTo(golden.admitted, 3);
  });

  test('has the quantiles and the concentration of the requirements', () => {
    for (const [share, expected] of Object.entries(golden.quantiles)) {
      // Definitions of a quantile differ by less than the gap between neighbours.
      const place = Math.floor(Number(share) * ascending.length);
      expect(expected).toBeGreaterThanOrEqual((ascending[place - 2] ?? 0) * (1 - 1e-6));
      expect(expected).toBeLessThanOrEqual((ascending[place + 1] ?? 0) * (1 + 1e-6));
    }
    for (const [share, expected] of Object.entries(golden.topShares)) {
      const top = sum(ascending.slice(ascending.length - Math.round(ascending.length * Number(share)))) / total;
      expect(Math.abs(top - expected)).toBeLessThan(3e-4);
    }
  });

  test('has the logarithms and the persistence of the requirements', () => {
    const logs = medical.filter((x) => x > 0).map((x) => Math.log(x));
    expect(logs.length).toBe(golden.positive.n);
    const logMean = sum(logs) / logs.length;
    expect(logMean).toBeCloseTo(golden.positive.logMean, 4);
    expect(Math.sqrt(sum(logs.map((x) => (x - logMean) ** 2)) / (logs.length - 1))).toBeCloseTo(golden.positive.logSd, 4);
    const known = new Map(years.map((year) => [`${year.person} ${year.year}`, year.medical]));
    const pairs = years.flatMap((year): [number, number][] => {
      const before = known.get(`${year.person} ${year.year - 1}`);
      return before === undefined ? [] : [[before, year.medical]];
    });
    expect(pairs.length).toBe(golden.pairs.n);
    expect(correlation(pairs)).toBeCloseTo(golden.pairs.raw, 3);
    expect(correlation(pairs.map(([a, b]) => [Math.log1p(a), Math.log1p(b)]))).toBeCloseTo(golden.pairs.logOnePlus, 3);
    const zeros = pairs.filter(([a]) => a === 0);
    expect(zeros.filter(([, b]) => b === 0).length / zeros.length).toBeCloseTo(golden.pairs.zeroAfterZero, 3);
  });

  test.each(golden.groups)('has the figures of $group', ({ group, ...expected }) => {
    const FIRST = [0, 5, 18, 35, 50];
    const of = (year: PersonYear): readonly string[] => {
      const first = FIRST.findLast((age) => year.age >= age) ?? 0;
      return ['all', `${first} ${year.female}`, `coins ${year.coins}`];
    };
    const own = years.filter((year) => of(year).includes(group));
    const time = sum(own.map((year) => year.time));
    const cost = sum(own.map((year) => year.medical));
    expect(Math.abs(time - expected.years)).toBeLessThan(0.51);
    expect(cost / time).toBeCloseTo(expected.mean, 1.7);
    expect(Math.abs((100 * own.filter((year) => year.medical === 0).length) / own.length - expected.zero)).toBeLessThan(0.051);
    if (expected.inpatient !== null) expect(Math.abs((100 * sum(own.map((year) => year.inpatient))) / cost - expected.inpatient)).toBeLessThan(0.51);
    expect(Math.abs((1000 * sum(own.map((year) => year.admissions))) / time - expected.admissions)).toBeLessThan(0.51);
    expect(Math.abs(sum(own.map((year) => year.visits)) / time - expected.visits)).toBeLessThan(0.006);
  });
});

test('the tables of the generator are those of the experiment', () => {
  for (const { fromAge, gender, relativity, zeroShare } of AGE_SEX) {
    const group = golden.groups.find((each) => each.group === `${fromAge} ${gender === 'female' ? 1 : 0}`);
    expect(relativity).toBe(Math.round((1000 * (group?.mean ?? 0)) / 171.75));
    expect(zeroShare).toBe(Math.round(10 * (group?.zero ?? 0)));
  }
  // From the 75th percentile of all years on, the knots are the experiment's own quantiles.
  const logs = COST_SHAPE.map((knot) => knot.log / 10_000);
  for (const quantile of Object.values(golden.quantiles).slice(1))
    expect(Math.min(...logs.map((log) => Math.abs(log - Math.log(quantile))))).toBeLessThan(0.02);
});
