/**
 * How the name of a column was found: `secondary`, in a broker's or carrier's description of the file; `unverified`, from memory only.
 * The file layouts in the instructions of CMS (OMB 0938-1407) could not be read.
 */
export type RxdcEvidence = 'secondary' | 'unverified';

/** One column of a data file. */
export interface RxdcColumn {
  readonly name: string;
  readonly evidence: RxdcEvidence;
}

// [A] amwinsconnect.com, Update on Employer Responsibilities for the Upcoming RxDC Reporting, May 2023: columns A to J of D1.
// [P] psfinc.com, Rx Reporting - Round Two, 2023: the two average premiums of D1.
// [C] employer.carefirst.com, Prescription Drug Data Collection: names of the files D1 to D8.
const seen = (name: string): RxdcColumn => ({ name, evidence: 'secondary' });
const unseen = (name: string): RxdcColumn => ({ name, evidence: 'unverified' });

const SCOPE: readonly RxdcColumn[] = /* @__PURE__ */ ['Company Name', 'Company EIN', 'Aggregation State', 'Market Segment'].map(seen);

const D1: readonly RxdcColumn[] = /* @__PURE__ */ [
  ...SCOPE,
  seen('Average Monthly Premium Paid by Members'),
  seen('Average Monthly Premium Paid by Employers'),
  seen('Life Years'),
  seen('Earned Premium'),
  seen('Premium Equivalents'),
  seen('ASO/TPA Fees Paid'),
  unseen('Stop Loss Premium Paid'),
];

const D2: readonly RxdcColumn[] = /* @__PURE__ */ [...SCOPE, unseen('Spending Category'), unseen('Total Spending'), unseen('Total Cost Sharing')];

/**
 * The columns that are written for a data file of the prescription drug data collection, in order.
 *
 * Unverified: names come from secondary sources or from memory, as each column says; compare them with the template of CMS.
 *
 * @source brokers' and carriers' descriptions named in the source of this file
 * @testedBy claims/adapters/rxdc.test.ts: rows have these columns in this order
 * @param file - `D1`, premium and life-years, or `D2`, spending by category.
 * @returns Names with their evidence.
 * @example
 * rxdcColumns('D2').filter(({ evidence }) => evidence === 'unverified').map(({ name }) => name); // => ['Spending Category', 'Total Spending', 'Total Cost Sharing']
 */
export function rxdcColumns(file: 'D1' | 'D2'): readonly RxdcColumn[] {
  return file === 'D1' ? D1 : D2;
}
