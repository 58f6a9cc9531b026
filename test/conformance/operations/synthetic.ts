import {
  type BenchControl,
  benchEligibility,
  benchLines,
  benchMembers,
  type CalibrationReport,
  type Coalition,
  type CoalitionOptions,
  type CoalitionTruth,
  calibrationReport,
  coalitionChecksum,
  type GeneratedCoalition,
  generateCoalition,
  generateMembers,
  type InjectedDefects,
  injectableRules,
  injectDefects,
  type SyntheaCoalition,
  streamCoalition,
  type TuvaCoalition,
  write834,
  write835,
  writeSynthea,
  writeTuva,
} from '../../../src/synthetic/index.js';
import { type Operation, operation } from '../operation.js';

/** How many rows of each table. Unit: rows. */
interface Rows {
  readonly eligibility: number;
  readonly medical: number;
  readonly pharmacy: number;
}

interface InjectGiven {
  readonly coalition: CoalitionOptions;
  readonly seed: number;
  /** By rule: share above 0 and at most 1. */
  readonly rates: Readonly<Record<string, number>>;
}
interface BenchGiven {
  readonly seed: number;
  /** Unit: lines. */
  readonly lines: number;
  readonly dirty?: boolean;
}
interface DateGiven {
  /** Date of the file. */
  readonly date: string;
}
interface BenchPeople {
  readonly seed: number;
  /** Unit: members. */
  readonly members: number;
}
/** A bench file after it was read. */
interface FileView extends BenchControl {
  /** The first lines of text, header included. */
  readonly head: readonly string[];
}

const noOptions = (): Readonly<Record<string, never>> => ({});

function viewOf(file: { readonly chunks: Iterable<string>; control(): BenchControl }): FileView {
  let head = '';
  for (const chunk of file.chunks) if (head === '') head = chunk;
  return { ...file.control(), head: head.split('\n').slice(0, 3) };
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
  operation<ReturnType<typeof noOptions>, ReturnType<typeof injectableRules>>(
    'synthetic.injectableRules',
    'Which rules can be broken on purpose, and in which tables?',
    () => injectableRules(),
  ),
  operation<InjectGiven, Pick<InjectedDefects, 'planted'>>(
    'synthetic.injectDefects',
    'Where are violations planted in the coalition of these options?',
    ({ coalition, ...o }) => ({
      planted: injectDefects(generateCoalition(coalition).coalition, o).planted,
    }),
  ),
  operation<BenchGiven, FileView>('synthetic.benchLines', 'What does the bench file of claim lines hold?', (given) => viewOf(benchLines(given))),
  operation<BenchPeople, FileView>('synthetic.benchEligibility', 'What does the bench file of coverage hold?', (given) =>
    viewOf(benchEligibility(given)),
  ),
  operation<BenchPeople, FileView>('synthetic.benchMembers', 'What does the bench file of members hold?', (given) => viewOf(benchMembers(given))),
  operation<CoalitionOptions, TuvaCoalition>('synthetic.writeTuva', "How does the coalition of these options look in Tuva's input layer?", (given) =>
    writeTuva(generateCoalition(given).coalition),
  ),
  operation<CoalitionOptions, SyntheaCoalition>(
    'synthetic.writeSynthea',
    "How does the coalition of these options look in Synthea's tables?",
    (given) => writeSynthea(generateCoalition(given).coalition),
  ),
  operation<CoalitionOptions & DateGiven, { readonly text: string }>(
    'synthetic.write834',
    'How does the coverage of the coalition of these options look as an 834 file?',
    ({ date, ...given }) => ({
      text: write834(generateCoalition(given).coalition.eligibility, { date }),
    }),
  ),
  operation<CoalitionOptions & DateGiven, { readonly text: string }>(
    'synthetic.write835',
    'How do the medical claims of the coalition of these options look as an 835 file?',
    ({ date, ...given }) => ({
      text: write835(generateCoalition(given).coalition.medical, { date }),
    }),
  ),
];
