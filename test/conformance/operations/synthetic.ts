import {
  type CalibrationReport,
  type Coalition,
  type CoalitionOptions,
  type CoalitionTruth,
  calibrationReport,
  coalitionChecksum,
  type GeneratedCoalition,
  generateCoalition,
  generateMembers,
  streamCoalition,
} from '../../../src/synthetic/index.js';
import { type Operation, operation } from '../operation.js';

/** How many rows of each table. Unit: rows. */
interface Rows {
  readonly eligibility: number;
  readonly medical: number;
  readonly pharmacy: number;
}

/** The synthetic coalition as JSON. */
export const operations: readonly Operation[] = [
  operation<CoalitionOptions, GeneratedCoalition>(
    'synthetic.generateCoalition',
    'What coalition has this seed, and what is true about it? The same options give the same bytes everywhere. Small coalitions only: 200 members are some 6,000 rows.',
    (given) => generateCoalition(given),
  ),
  operation<CoalitionOptions, Rows>('synthetic.generateMembers', 'How many rows come household by household?', (given) => {
    let [eligibility, medical, pharmacy] = [0, 0, 0];
    for (const household of generateMembers(given)) {
      eligibility += household.eligibility.length;
      medical += household.medical.length;
      pharmacy += household.pharmacy.length;
    }
    return { eligibility, medical, pharmacy };
  }),
  operation<CoalitionOptions, Omit<CoalitionTruth, 'finalLines' | 'links'>>(
    'synthetic.streamCoalition',
    'What is true once all households have been walked? `finish().truth`.',
    (given) => {
      const stream = streamCoalition(given);
      for (const household of stream.households) if (household.eligibility.length === 0) continue;
      return stream.finish().truth;
    },
  ),
  operation<CoalitionOptions, { readonly checksum: string; readonly paidThrough: Coalition['paidThrough'] }>(
    'synthetic.coalitionChecksum',
    'Which fingerprint do the records have?',
    (given) => {
      const { coalition } = generateCoalition(given);
      return { checksum: coalitionChecksum(coalition), paidThrough: coalition.paidThrough };
    },
  ),
  operation<CoalitionOptions, CalibrationReport>(
    'synthetic.calibrationReport',
    'How near are yearly costs to the RAND Health Insurance Experiment?',
    (given) => calibrationReport(given),
  ),
];
