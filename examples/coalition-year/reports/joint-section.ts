import { formatDollars, type ReportSection } from 'coalition-kit/report';
import { readmissionRates } from '../joint-episodes.js';
import type { CoalitionYear } from '../year.js';
import { count, dollars, section, table } from './blocks.js';

const percent = (share: number | null): string => (share === null ? '' : `${(share * 100).toFixed(1)} %`);

/** Joint replacements: the center against everywhere else, as a waterfall that adds up. */
export function jointSection(year: CoalitionYear): ReportSection {
  return section('Joint replacements at the Center of Excellence', year.joints, (joints) => {
    const { waterfall, set, center, elsewhere } = joints;
    const rates = readmissionRates(joints);
    const outcomes = table(
      'Outcomes, not adjusted for who was sent',
      ['Where', '>Complete episodes', '>Readmitted within the clock'],
      [
        ['Center of Excellence', count(center.length), percent(rates.center)],
        ['Elsewhere', count(elsewhere.length), percent(rates.elsewhere)],
      ],
    );
    if (waterfall === null)
      return [
        { kind: 'paragraph', text: `${set.summary} There is nothing to compare: a waterfall needs complete episodes at the center and elsewhere.` },
        outcomes,
      ];
    const plan = waterfall.printed.find(({ payer }) => payer === 'plan');
    const lines = (plan?.lines ?? []).filter(({ amount }) => Number(amount) !== 0);
    return [
      { kind: 'paragraph', text: `${waterfall.summary} ${set.summary}` },
      {
        kind: 'waterfall',
        title: 'What the plan gains and pays',
        unit: 'US dollars',
        points: lines.map(({ id, amount }) => ({ label: id, value: Number(amount), text: formatDollars(amount) })),
        total: { label: 'plan net', value: Number(plan?.total ?? 0), text: formatDollars(plan?.total ?? '0.00') },
      },
      outcomes,
      table(
        'Where every allowed dollar of the lines went',
        ['Family', '>Input', '>Episodes', '>Rejected anchors', '>In no episode'],
        set.accounts.map(({ family, input, episodes, rejections, unassigned }) => [
          family,
          ...[input, episodes, rejections, unassigned].map(({ allowed }) => formatDollars((allowed / 100).toFixed(2))),
        ]),
      ),
      {
        kind: 'paragraph',
        text: `Plan net ${dollars(waterfall.planNet)}, members ${dollars(waterfall.memberNet)}, together ${dollars(waterfall.societal)}.`,
      },
      { kind: 'explanation', title: 'How the waterfall was made', explanation: waterfall },
    ];
  });
}
