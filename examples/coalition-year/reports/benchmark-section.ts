import type { ChartPoint, ReportSection } from 'coalition-kit/report';
import type { EmployerCost } from '../cost-by-employer.js';
import type { CoalitionYear } from '../year.js';
import { centsAsDollars, count, dollars, section, table } from './blocks.js';

const WORDS = { higher: 'higher', lower: 'lower', notDistinguishable: 'not distinguishable', notAssessable: 'too small to say' } as const;

/** The interval of a comparison in dollars, as text; empty where there is none. */
export function intervalText({ peers }: EmployerCost): string {
  const interval = peers?.interval;
  return interval?.kind === 'interval' && interval.low !== null && interval.high !== null
    ? `${dollars(interval.low)} to ${dollars(interval.high)}`
    : '';
}

function pointOf(each: EmployerCost): ChartPoint {
  const interval = each.peers?.interval;
  const ends =
    interval?.kind === 'interval' && interval.low !== null && interval.high !== null
      ? { low: interval.low.toNumber(), high: interval.high.toNumber() }
      : {};
  const shown = each.pooled ?? each.pmpm;
  return { label: each.employer, value: shown.amount.toNumber(), text: dollars(shown.amount), ...ends };
}

/** What each employer’s care costs, and whether the difference is real. */
export function benchmarkSection(year: CoalitionYear): ReportSection {
  return section('What care costs, by employer', year.costs, ({ employers, all, cells, completion, history }) => [
    {
      kind: 'bars',
      title:
        completion === null
          ? 'Allowed cost per member per month, as paid so far'
          : 'Allowed cost per member per month, completed, pooled at $100,000 a member-year, with 95 % intervals',
      unit: 'US dollars',
      points: employers.map(pointOf),
      reference: { label: 'all employers', value: all.pmpm.amount.toNumber(), text: dollars(all.pmpm.amount) },
    },
    table(
      'Each employer against all the others',
      [
        'Employer',
        '>Per employee per month',
        '>Per member per month',
        '>Pooled at $100,000',
        '>95 % interval',
        'Against the others',
        '>Credibility',
        '>Best estimate',
      ],
      employers.map((each) => [
        each.employer,
        each.pepm === null ? '' : dollars(each.pepm.amount),
        dollars(each.pmpm.amount),
        each.pooled === null ? '' : dollars(each.pooled.amount),
        intervalText(each),
        each.peers === null ? '' : WORDS[each.peers.verdict],
        each.peers?.z === null || each.peers === null ? '' : `${(each.peers.z * 100).toFixed(0)} %`,
        each.peers?.bestEstimate === null || each.peers === null ? '' : dollars(each.peers.bestEstimate),
      ]),
    ),
    table(
      'Where every line of the year went',
      ['Placement', '>Lines', '>Allowed'],
      cells.reconciliation.placements.map(({ placement, lines, cents }) => [placement, count(lines), centsAsDollars(cents.allowed ?? 0)]),
    ),
    {
      kind: 'paragraph',
      text: `Over all months of the data: ${dollars(history.amount)} allowed per member per month, as paid so far, on ${history.exposure.toFixed()} member months.`,
    },
    { kind: 'explanation', title: 'How the coalition’s cost per member was made', explanation: all.pmpm },
  ]);
}
