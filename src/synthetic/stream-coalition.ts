import type { EligibilitySpan } from '../claims/eligibility-span.js';
import type { NonClaimsPayment } from '../claims/non-claims-payment.js';
import { type IsoDate, isoFromDay } from '../time/iso-date.js';
import type { BilledHeadcount } from './coalition.js';
import { layOutEmployers, type SyntheticEmployer } from './employers.js';
import { ExposureTruth } from './exposure-truth.js';
import { type HouseholdRecords, householdWriter, personsOf } from './household-records.js';
import type { SyntheticJoint } from './joints.js';
import { drawBacklogs } from './lags.js';
import { FileRows } from './lineage.js';
import { writeNonClaims } from './non-claims.js';
import { type CoalitionOptions, planOf } from './options.js';
import { drawSlots } from './slots.js';
import type { CoalitionTruth } from './truth.js';
import { TruthTally } from './truth-tally.js';
import { eligibilityWriter } from './write-eligibility.js';
import { PBM } from './write-pharmacy.js';

/** What is known once all households have been made. */
export interface StreamEnd {
  readonly nonClaims: readonly NonClaimsPayment[];
  readonly headcount: readonly BilledHeadcount[];
  readonly earlierSpans: readonly EligibilitySpan[];
  /** Everything but the lists that come with each household. */
  readonly truth: Omit<CoalitionTruth, 'finalLines' | 'links'>;
}

/** A coalition that is made household by household. */
export interface CoalitionStream {
  readonly employers: readonly SyntheticEmployer[];
  readonly paidThrough: IsoDate;
  /** Day as of which the earlier eligibility file was made: 92 days before `paidThrough`. */
  readonly earlierKnownOn: IsoDate;
  /** Makes the households one after the other; can be walked once. */
  readonly households: Iterable<HouseholdRecords>;
  /** What follows from all households; complete after they have been walked. */
  finish(): StreamEnd;
}

/** Days from the last payment to the delivery. */
const DELIVERY_DELAY = 5;
/** Days from the earlier eligibility file to the last payment. */
const EARLIER = 92;

/**
 * Makes a synthetic coalition household by household, so that memory doesn't grow with its claims.
 *
 * Limits: rows come household by household, not in order of payment.
 *
 * @testedBy synthetic/coalition.test.ts: the same rows and truth as in memory
 * @param options - What coalition to make.
 * @returns The employers, the households, and what follows from them.
 * @throws {@link CoalitionError} `synthetic/bad-option`, `time/not-a-month`, `time/not-a-date`.
 * @example
 * const stream = streamCoalition({ seed: 1, members: 200, months: ['2025-01', '2025-12'] });
 * let spans = 0;
 * for (const household of stream.households) spans += household.eligibility.length;
 * stream.finish().truth.control[0]?.table; // => 'medical'
 */
export function streamCoalition(options: CoalitionOptions): CoalitionStream {
  const plan = planOf(options);
  const employers = layOutEmployers(plan);
  const styles = Object.fromEntries(employers.map((employer) => [employer.tpa.id, employer.tpa.style]));
  const backlogs = drawBacklogs(plan, [...Object.keys(styles), PBM]);
  const files = new FileRows(plan.paidThrough + DELIVERY_DELAY);
  const tally = new TruthTally();
  const exposure = new ExposureTruth(plan);
  const write = householdWriter({ plan, backlogs, files, tally });
  const earlierDay = plan.paidThrough - EARLIER;
  const writeEarlier = eligibilityWriter(new FileRows(earlierDay));
  const joints: SyntheticJoint[] = [];
  const earlierSpans: EligibilitySpan[] = [];
  const jointEmployers = new Map<string, string>();

  function* households(): Generator<HouseholdRecords> {
    for (const slot of drawSlots(plan, employers)) {
      const { household } = slot;
      exposure.add(household);
      earlierSpans.push(...writeEarlier(household, earlierDay));
      const records = write(slot);
      joints.push(...records.joints);
      for (const person of personsOf(household)) if (records.joints.length > 0) jointEmployers.set(person.personId, household.employer.id);
      yield records;
    }
  }

  return {
    employers,
    paidThrough: isoFromDay(plan.paidThrough),
    earlierKnownOn: isoFromDay(earlierDay),
    households: households(),
    finish() {
      const truth = {
        paidThrough: isoFromDay(plan.paidThrough),
        exposure: exposure.finish(),
        months: tally.months(),
        control: tally.controls(),
        joints: [...joints],
        personYears: tally.personYears(),
        styles,
      };
      const employerOf = (personId: string): string => jointEmployers.get(personId) ?? '';
      const nonClaims = writeNonClaims({ plan, employers, files: new FileRows(plan.paidThrough + DELIVERY_DELAY), employerOf, ...truth });
      const headcount = truth.exposure.map(({ employer, month, employeesFirstDay, employeesAnyDay }) => ({
        employer_id: employer,
        year_month: month,
        billed_employees: employeesFirstDay,
        eligible_employees: employeesAnyDay,
      }));
      return { nonClaims, headcount, earlierSpans: [...earlierSpans], truth };
    },
  };
}
