import type { ReportDocument } from 'coalition-kit/report';
import type { CoalitionYear } from '../year.js';
import { section } from './blocks.js';
import { protectedTable } from './protected-table.js';

/** For members and the public: certified tables and nothing else. No sentence here holds a figure of its own. */
export function memberReport(year: CoalitionYear): ReportDocument {
  return {
    title: 'What our care costs',
    audience: 'member-facing',
    preface: [
      'These tables cover all employers of the coalition together. Figures that could point at a person or at one employer are withheld, and further ones so that nobody can work them out.',
      'A certificate stands under each table: it was checked by a second program and attacked as each employer could, before it left.',
    ],
    sections: [
      section('Cost by where care happened and by age', year.published, ({ made }) => [
        protectedTable(made.table, 'allowed', 'Allowed dollars of claims'),
        protectedTable(made.table, 'members', 'Members with care'),
      ]),
    ],
  };
}
