import { memberMonths } from 'coalition-kit/exposure';
import type { ReportDocument } from 'coalition-kit/report';
import { unitsIn } from '../count-coverage.js';
import type { CoalitionYear } from '../year.js';
import { intervalText } from './benchmark-section.js';
import { dollars, section, table } from './blocks.js';
import { protectedTable } from './protected-table.js';

const SENTENCE = {
  higher: 'Your members’ care costs more than that of the other employers, beyond what luck explains.',
  lower: 'Your members’ care costs less than that of the other employers, beyond what luck explains.',
  notDistinguishable: 'Your year is not distinguishable from the other employers’: a group of your size swings by more than the difference.',
  notAssessable: 'Your group is too small for an honest comparison; the best estimate leans on the coalition.',
} as const;

/** One employer’s page: its own figures, and coalition figures only as they pass with this employer as the attacker. */
export function employerReport(year: CoalitionYear, employer: string): ReportDocument {
  const { frame } = year;
  const own = year.costs.value?.employers.find((each) => each.employer === employer);
  return {
    title: `Your year: ${employer}`,
    audience: 'employer',
    preface: [
      'Your own figures, and figures of the coalition that were protected against you as well: with all that you know of your own claims, you can’t work out another employer’s or a person’s.',
    ],
    sections: [
      section('Your coverage', year.coverage, (coverage) => {
        if (frame === null) return [];
        const { memberUnits, employeeUnits } = unitsIn(coverage, frame.year, employer);
        return [
          table(
            `From ${frame.year[0]} to ${frame.year[1]}`,
            ['', '>Months'],
            [
              ['member months', memberMonths(memberUnits).toFixed()],
              ['employee months', memberMonths(employeeUnits).toFixed()],
            ],
          ),
        ];
      }),
      section('What your care costs', year.costs, () => {
        if (own === undefined) return [{ kind: 'paragraph', text: 'Nobody was covered in the year.' }];
        const { peers } = own;
        return [
          { kind: 'paragraph', text: SENTENCE[peers?.verdict ?? 'notAssessable'] },
          table(
            'Allowed dollars, completed',
            ['', '>Per month'],
            [
              ['per employee', own.pepm === null ? '' : dollars(own.pepm.amount)],
              ['per member', dollars(own.pmpm.amount)],
              ['per member, member-years pooled at $100,000', own.pooled === null ? '' : dollars(own.pooled.amount)],
              ['95 % interval of the pooled cost per member', intervalText(own)],
            ],
          ),
          { kind: 'explanation', title: 'How your cost per member was made', explanation: own.pmpm },
        ];
      }),
      section('Your part of the settlement', year.settled, ({ settlement }) => {
        const member = settlement.members.find(({ id }) => id === employer);
        return member === undefined
          ? [{ kind: 'paragraph', text: 'The contract does not reach you.' }]
          : [
              table(
                'By settlement line',
                ['Line', '>Your part'],
                settlement.lines.map((line) => [line.label, dollars(member.amounts[line.id] ?? line.amount)]),
              ),
            ];
      }),
      section('The coalition beside you', year.published, ({ made }) => [
        protectedTable(made.table, 'allowed', 'Allowed dollars of all employers together'),
        protectedTable(made.table, 'members', 'Members with care, all employers together'),
      ]),
    ],
  };
}
