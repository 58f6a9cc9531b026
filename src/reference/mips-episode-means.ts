import { CoalitionError } from '../errors/coalition-error.js';
import type { IsoDate } from '../time/iso-date.js';
import type { Citation } from './citation.js';
import type { Dated, DatedTable } from './dated.js';

const citation: Citation = {
  publisher: 'Centers for Medicare & Medicaid Services',
  title: 'MIPS cost measures: national averages by measure and performance year',
  locator: 'benchmarks/YEAR/cost-national-averages.json of CMSgov/qpp-measures-data, group level',
  url: null,
  retrieved: '2026-11-24',
  lastVerified: '2026-11-24',
  status: 'primary',
  licence: 'US government work; repository MIT',
};

/** Measure, CMS number, and the mean of 2023, 2024 and 2025. Unit: US dollars an episode, payment-standardised, decimal text. */
const MEANS: readonly (readonly [measure: string, id: string, means: readonly (string | null)[]])[] = [
  ['colorectal-resection', 'COST_CRR_1', ['26823.12', '27192.03', '27804.97']],
  ['outpatient-pci', 'COST_EOPCI_1', ['11486.64', '11776.14', '12160.66']],
  ['cataract', 'COST_IOL_1', ['3201.28', '3291.92', '3393.10']],
  ['knee-arthroplasty', 'COST_KA_1', ['17101.96', '16758.35', '16748.11']],
  ['lumpectomy-mastectomy', 'COST_LPMSM_1', ['6740.26', '6835.85', '6855.12']],
  ['lumbar-fusion', 'COST_LSFDD_1', ['40047.10', '40564.17', '39936.97']],
  ['cabg', 'COST_NECABG_1', ['47565.68', '48467.64', '49539.77']],
  ['hip-arthroplasty', 'COST_PHA_1', ['17802.13', '17592.94', '17579.87']],
];

/**
 * National mean cost of an episode in Medicare by measure, as a dated table: a denominator, never a commercial benchmark.
 *
 * @unit US dollars an episode, payment-standardised, decimal text
 * @source CMS MIPS cost measures, national averages 2023 to 2025
 * @testedBy reference/mips-episode-means.test.ts: against the published files
 * @param measure - Such as `knee-arthroplasty`.
 * @returns One row a performance year.
 * @throws {@link CoalitionError} `reference/out-of-range` for a measure that isn't there.
 * @example
 * mipsEpisodeMeans('knee-arthroplasty').rows.at(-1)?.value; // => '16748.11'
 */
export function mipsEpisodeMeans(measure: string): DatedTable<string> {
  const found = MEANS.find(([name]) => name === measure);
  if (found === undefined) {
    throw new CoalitionError(
      'reference/out-of-range',
      `There is no MIPS measure "${measure}". Use one of: ${MEANS.map(([name]) => name).join(', ')}.`,
      { table: 'mips-episode-means', at: measure },
    );
  }
  const [, id, means] = found;
  const rows = means.flatMap((value, i): readonly Dated<string>[] => {
    const year = 2023 + i;
    const day = (monthDay: string): IsoDate => `${year}-${monthDay}`;
    return value === null ? [] : [{ from: day('01-01'), to: day('12-31'), value, citation: { ...citation, locator: `${citation.locator}, ${id}` } }];
  });
  return { id: `mips-episode-means/${measure}`, version: '2023-2025', rows };
}
