import { describe, expect, test } from 'vitest';
import { type Chart, type ChartPoint, chartTable, toHtml } from '../../src/report/index.js';
import { completion, scenarioFan, triangleFrom } from '../../src/trend/index.js';

// The three plots of the trend area, made from its results as the guides show, in one HTML report.

const triangle = triangleFrom({
  origin: '2025-01',
  grain: 'month',
  unit: 'cents',
  cumulative: [['50', '80', '100'], ['52', '84'], ['55']],
});
const point = (label: string, value: number): ChartPoint => ({ label, value, text: value.toFixed(2) });
const fan = scenarioFan({ firstMonth: '2026-01', expected: [100, 110, 120] }, { drivers: { process: { cv: 0.1 } }, sims: 500, seed: 7 });
const valueAt = (month: (typeof fan.months)[number], p: number): number => month.quantiles.find((each) => each.p === p)?.value ?? Number.NaN;

const heatMap: Chart = {
  kind: 'heatMap',
  title: 'Paid so far by month of care and months since',
  unit: 'US dollars',
  rows: ['2025-01', '2025-02', '2025-03'],
  columns: ['0', '1', '2'],
  cells: [0, 1, 2].map((i) =>
    [0, 1, 2].map((lag) => {
      const cents = triangle.cumulative(i, lag);
      return cents === null ? null : point(`row ${i} lag ${lag}`, cents / 100);
    }),
  ),
};
const curves: Chart = {
  kind: 'lines',
  title: 'Completion by months since care',
  unit: 'share paid',
  series: [
    { name: 'all months', points: completion(triangle).completionFactors.map((p, lag) => point(String(lag), p ?? 0)) },
    { name: 'newest ratio', points: completion(triangle, { window: 1 }).completionFactors.map((p, lag) => point(String(lag), p ?? 0)) },
  ],
};
const fanChart: Chart = {
  kind: 'lines',
  title: 'Next year, with an 80 % fan',
  unit: 'US dollars',
  series: [
    {
      name: 'expected',
      points: fan.months.map((month) => ({ ...point(month.month, month.mean), low: valueAt(month, 0.1), high: valueAt(month, 0.9) })),
    },
  ],
};

describe('the plots of the trend area', () => {
  const html = toHtml({
    title: 'Trend',
    audience: 'coalition-internal',
    preface: [],
    sections: [{ heading: 'Plots', blocks: [heatMap, curves, fanChart] }],
  });

  test('stand in the HTML report as drawings, each with its figures as a table', () => {
    expect(html.match(/<svg/g)).toHaveLength(3);
    for (const chart of [heatMap, curves, fanChart]) expect(html).toContain(chart.title);
    expect(html).toContain('84.00');
    expect(html).not.toMatch(/NaN|Infinity/);
  });

  test('draw the fan as a band from the 10th to the 90th percentile, and leave unknown cells empty', () => {
    expect(html).toMatch(/class="band/);
    fan.months.forEach((month) => expect(valueAt(month, 0.1)).toBeLessThan(valueAt(month, 0.9)));
    expect(JSON.stringify(chartTable(heatMap))).toContain('100.00');
    expect(JSON.stringify(chartTable(fanChart))).toContain('2026-03');
  });
});
