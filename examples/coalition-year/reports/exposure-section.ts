import { memberMonths } from 'coalition-kit/exposure';
import type { ReportSection } from 'coalition-kit/report';
import { unitsIn } from '../count-coverage.js';
import type { CoalitionYear } from '../year.js';
import { section, table } from './blocks.js';

/** Who was covered in the reported year. */
export function exposureSection(year: CoalitionYear): ReportSection {
  const { frame } = year;
  return section('Who was covered', year.coverage, (coverage) => {
    if (frame === null) return [];
    const rows = coverage.employers.map((employer) => {
      const { memberUnits, employeeUnits } = unitsIn(coverage, frame.year, employer);
      const ratio = employeeUnits === 0 ? '' : (memberUnits / employeeUnits).toFixed(2);
      return [employer, memberMonths(memberUnits).toFixed(), memberMonths(employeeUnits).toFixed(), ratio];
    });
    return [
      table(
        'Months of coverage in the year, counted on the first day of each month',
        ['Employer', '>Member months', '>Employee months', '>Members per employee'],
        rows,
      ),
      { kind: 'explanation', title: 'How coverage was counted', explanation: coverage.result },
    ];
  });
}
