import type { ChartPoint, ReportSection } from 'coalition-kit/report';
import { formatDollars } from 'coalition-kit/report';
import type { FanQuantiles } from 'coalition-kit/trend';
import type { CoalitionYear } from '../year.js';
import { dollars, section, table } from './blocks.js';

const rounded = (value: number): string => formatDollars(value.toFixed(0));

/** One quantile of a month or of the year. */
function quantile(each: FanQuantiles, share: number): number {
  return each.quantiles.find(({ p }) => p === share)?.value ?? each.mean;
}

/** What was incurred by month, how complete each month is, what is still to be paid. */
export function completionSection(year: CoalitionYear): ReportSection {
  return section('Claims completed: what is incurred and not paid yet', year.completed, ({ ibnr, triangle, mack, yearFactor }) => {
    const recent = ibnr.rows.slice(-18);
    const point = (label: string, value: number, text: string): ChartPoint => ({ label, value, text });
    const { total } = ibnr;
    const interval = total.interval?.kind === 'interval' && total.interval.low !== null && total.interval.high !== null ? total.interval : null;
    const rows = Math.min(12, triangle.grid.rows);
    const first = triangle.grid.rows - rows;
    return [
      {
        kind: 'paragraph',
        text: `Of medical claims, ${dollars(total.paid)} is paid so far and ${total.ibnr === null ? 'an unknown amount' : dollars(total.ibnr)} is incurred and not paid yet${interval === null ? '' : `; past valuations say it lies between ${rounded(interval.low ?? 0)} and ${rounded(interval.high ?? 0)} in ${(interval.confidence * 100).toFixed(0)} of 100 such cases`}. The reported year’s payments are multiplied by ${yearFactor.factor.toFixed(4)} (${yearFactor.low.toFixed(4)} to ${yearFactor.high.toFixed(4)}).`,
      },
      {
        kind: 'lines',
        title: 'Incurred by month of care, plan paid',
        unit: 'US dollars',
        series: [
          { name: 'paid so far', points: recent.map((row) => point(row.period, row.paid.toNumber(), dollars(row.paid))) },
          {
            name: 'completed',
            points: recent.flatMap((row) => (row.ultimate === null ? [] : [point(row.period, row.ultimate.toNumber(), dollars(row.ultimate))])),
          },
        ],
      },
      {
        kind: 'lines',
        title: 'How complete a month is, by months since care',
        unit: 'share paid',
        series: [
          {
            name: 'completion factor',
            points: [...ibnr.rows]
              .reverse()
              .slice(0, 18)
              .flatMap((row) =>
                row.completionFactor === null ? [] : [point(String(row.lag), row.completionFactor, row.completionFactor.toFixed(4))],
              ),
          },
        ],
      },
      {
        kind: 'heatMap',
        title: 'Paid so far by month of care (rows) and months since (columns)',
        unit: 'US dollars',
        rows: Array.from({ length: rows }, (_, i) => ibnr.rows[first + i]?.period ?? ''),
        columns: Array.from({ length: 12 }, (_, lag) => String(lag)),
        cells: Array.from({ length: rows }, (_, i) =>
          Array.from({ length: 12 }, (_each, lag) => {
            const cents = triangle.cumulative(first + i, lag);
            return cents === null ? null : point(`${ibnr.rows[first + i]?.period ?? ''} lag ${lag}`, cents / 100, rounded(cents / 100));
          }),
        ),
      },
      table(
        'More than one method, as the standards of practice ask',
        ['Method', '>Ultimate', '>Incurred, not paid'],
        [
          ...ibnr.comparison.map(({ method, ultimate, ibnr: unpaid }) => [
            method,
            ultimate === null ? '' : dollars(ultimate),
            unpaid === null ? '' : dollars(unpaid),
          ]),
          [
            `Mack, chain ladder (standard error ${mack.total.standardError === null ? 'unknown' : dollars(mack.total.standardError)})`,
            dollars(mack.total.ultimate),
            dollars(mack.total.ibnr),
          ],
        ],
      ),
      { kind: 'explanation', title: 'How claims were completed', explanation: ibnr },
    ];
  });
}

/** Last year’s trend and the walk to next year. */
export function projectionSection(year: CoalitionYear): ReportSection {
  return section('Trend, and next year', year.projected, ({ trend, projection, fan }) => [
    {
      kind: 'paragraph',
      text: `Completed medical cost (allowed dollars) per member per month went from ${dollars(trend.before)} to ${dollars(trend.now)}: ${(trend.rate * 100).toFixed(1)} %. Carried on to next year it gives ${dollars(projection.projected)}. ${projection.note}`,
    },
    table(
      'The walk from this year to next',
      ['Step', '>Factor', '>Added', '>Running', 'Source'],
      projection.walk.map(({ step, factor, added, running, source }) => [
        step,
        factor === null ? '' : factor.toFixed(4),
        added === null ? '' : dollars(added),
        dollars(running),
        source,
      ]),
    ),
    {
      kind: 'lines',
      title: 'Next year by month, 10th to 90th percentile',
      unit: 'US dollars',
      series: [
        {
          name: 'expected, all members',
          points: fan.months.map((each) => ({
            label: each.month,
            value: each.mean,
            text: rounded(each.mean),
            low: quantile(each, 0.1),
            high: quantile(each, 0.9),
          })),
        },
      ],
    },
    {
      kind: 'paragraph',
      text: `The whole year is expected to cost ${rounded(fan.total.mean)}; in 80 of 100 simulated years it lies between ${rounded(quantile(fan.total, 0.1))} and ${rounded(quantile(fan.total, 0.9))}. The base and the months’ scatter are measured here; that next year’s trend may be off by 3 points is an assumption.`,
    },
    { kind: 'explanation', title: 'How the projection was made', explanation: projection },
    { kind: 'explanation', title: 'How the fan was drawn', explanation: fan },
  ]);
}
