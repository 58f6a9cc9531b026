import { expect, test } from 'vitest';
import { AGE_SEX } from '../../src/synthetic/tables/cost-shape.js';
import { readCsvFile } from '../claims/read-csv.js';
import { sharedData } from '../kit/shared-data.js';

const path = sharedData('claims/rand-hie/randhie.csv.gz');

// Golden: requirements of the claims area 5.10 (RAND Health Insurance Experiment, public domain; copy in statsmodels), typed from the
// page; recomputed with Python 3.11 (csv, math) from the same file before it was typed.
test.runIf(path !== null)('the targets of the calibration are the figures of the experiment itself', () => {
  const rows = readCsvFile(path ?? '').map((row) => {
    const number = (name: string): number => Number(row[name] === undefined || row[name] === '' ? 0 : row[name]);
    return {
      person: row['zper'] ?? '',
      year: number('year'),
      time: number('time'),
      cost: number('meddol'),
      inpatient: number('inpdol'),
      stays: number('totadm'),
      visits: number('mdvis'),
      age: number('xage'),
      female: row['female'] === '1',
      coinsurance: number('coins'),
    };
  });
  const sum = (values: readonly number[]): number => values.reduce((so, each) => so + each, 0);
  const mean = (values: readonly number[]): number => sum(values) / values.length;
  const deviation = (values: readonly number[]): number => {
    const middle = mean(values);
    return Math.sqrt(sum(values.map((each) => (each - middle) ** 2)) / (values.length - 1));
  };
  const near = (value: number, printed: string): void => {
    expect(value).toBeCloseTo(Number(printed), printed.split('.')[1]?.length ?? 0);
  };
  const costs = rows.map(({ cost }) => cost).sort((a, b) => a - b);
  const total = sum(costs);
  const years = sum(rows.map(({ time }) => time));
  expect([rows.length, new Set(rows.map(({ person }) => person)).size]).toEqual([20_190, 5912]);
  near(years, '20168.92');
  near(total, '3463955.85');
  near(total / (years * 12), '14.3123');
  near(mean(costs), '171.5679');
  near(deviation(costs), '698.2015');
  near(deviation(costs) / mean(costs), '4.0695');
  near(costs.at(-1) ?? 0, '39182.02');
  near((100 * costs.filter((each) => each === 0).length) / costs.length, '22.055');
  const quantiles = { 0.5: '35.3832', 0.75: '104.5455', 0.9: '341.3352', 0.95: '752.0275', 0.99: '2216.204', 0.995: '3587.803', 0.999: '8612.114' };
  for (const [share, printed] of Object.entries(quantiles)) near(costs[Math.floor(costs.length * Number(share))] ?? 0, printed);
  const tops = {
    0.001: '8.589',
    0.005: '21.261',
    0.01: '29.237',
    0.02: '39.488',
    0.05: '57.552',
    0.1: '72.313',
    0.2: '84.613',
    0.5: '97.217',
  };
  for (const [share, printed] of Object.entries(tops)) near((100 * sum(costs.slice(-Math.round(costs.length * Number(share))))) / total, printed);
  const logs = costs.filter((each) => each > 0).map(Math.log);
  expect(logs.length).toBe(15_737);
  near(mean(logs), '4.10932');
  near(deviation(logs), '1.48465');

  const byYear = new Map(rows.map(({ person, year, cost }) => [`${person} ${year}`, cost]));
  const pairs = rows.flatMap(({ person, year, cost }) => {
    const next = byYear.get(`${person} ${year + 1}`);
    return next === undefined ? [] : [[cost, next] as const];
  });
  const correlation = (given: readonly (readonly [number, number])[]): number => {
    const [own, other] = [mean(given.map(([a]) => a)), mean(given.map(([, b]) => b))];
    const product = sum(given.map(([a, b]) => (a - own) * (b - other)));
    return product / Math.sqrt(sum(given.map(([a]) => (a - own) ** 2)) * sum(given.map(([, b]) => (b - other) ** 2)));
  };
  expect(pairs.length).toBe(14_266);
  near(correlation(pairs), '0.1912');
  near(correlation(pairs.map(([a, b]) => [Math.log1p(a), Math.log1p(b)])), '0.4963');
  near((100 * pairs.filter(([a, b]) => a === 0 && b === 0).length) / pairs.filter(([a]) => a === 0).length, '54.25');
  near((100 * rows.filter(({ stays }) => stays > 0).length) / rows.length, '9.01');

  const group = (own: (row: (typeof rows)[number]) => boolean): readonly number[] => {
    const of = rows.filter(own);
    const time = sum(of.map((row) => row.time));
    const cost = sum(of.map((row) => row.cost));
    return [
      time,
      cost / time,
      (100 * of.filter((row) => row.cost === 0).length) / of.length,
      (100 * sum(of.map((row) => row.inpatient))) / cost,
      (1000 * sum(of.map((row) => row.stays))) / time,
      sum(of.map((row) => row.visits)) / time,
    ];
  };
  const same = (values: readonly number[], ...printed: readonly (string | null)[]): void =>
    printed.forEach((text, at) => {
      if (text !== null) near(values[at] ?? Number.NaN, text);
    });
  same(
    group(() => true),
    '20168.92',
    '171.75',
    '22.06',
    '58.6',
    '112.85',
    '2.863',
  );
  const bands: readonly (readonly [from: number, to: number, female: readonly string[], male: readonly string[]])[] = [
    [0, 5, ['955', '74.99', '18.5', '41', '58.7', '3.40'], ['1031', '89.15', '16.0', '37', '89.2', '4.16']],
    [5, 18, ['2953', '78.66', '28.4', '49', '50.5', '2.24'], ['3160', '75.20', '28.2', '49', '47.1', '2.08']],
    [18, 35, ['3356', '230.47', '15.0', '63', '200.2', '3.21'], ['2897', '133.44', '31.2', '62', '71.5', '1.78']],
    [35, 50, ['1856', '258.52', '14.0', '57', '166.5', '3.78'], ['1659', '198.99', '24.5', '63', '122.4', '2.45']],
    [50, 65, ['1308', '402.00', '10.1', '59', '195.7', '4.89'], ['993', '336.82', '17.3', '65', '184.3', '3.63']],
  ];
  // The page rounds halves of the printed digit either way, so one unit of it is allowed.
  for (const [from, to, ...sexes] of bands)
    sexes.forEach((printed, at) => {
      const own = group((row) => row.age >= from && row.age < to && row.female === (at === 0));
      printed.forEach((text, place) => {
        const unit = 10 ** -(text.split('.')[1]?.length ?? 0);
        expect(Math.abs((own[place] ?? 0) - Number(text))).toBeLessThanOrEqual(0.51 * unit);
      });
      // What the generator draws from is the same table.
      const drawn = AGE_SEX.find((each) => each.fromAge === from && each.gender === (at === 0 ? 'female' : 'male'));
      expect(Math.abs((drawn?.relativity ?? 0) - (1000 * (own[1] ?? 0)) / (total / years))).toBeLessThan(1);
      expect(Math.abs((drawn?.zeroShare ?? 0) - 10 * (own[2] ?? 0))).toBeLessThan(1);
    });
  same(
    group((row) => row.coinsurance === 0),
    '10983',
    '184.16',
    '18.8',
    null,
    '123',
    '3.13',
  );
  same(
    group((row) => row.coinsurance === 25),
    '4061',
    '167.77',
    '21.3',
    null,
    '105',
    '2.79',
  );
  same(
    group((row) => row.coinsurance === 50),
    '1400',
    '178.26',
    '22.8',
    null,
    '92',
    '2.56',
  );
  same(
    group((row) => row.coinsurance === 95),
    '2652',
    '129.91',
    '34.8',
    null,
    '98',
    '2.11',
  );
});
