import type { EligibilitySpan } from '../claims/eligibility-span.js';
import type { MedicalClaimLine } from '../claims/medical-claim-line.js';
import type { PharmacyClaim } from '../claims/pharmacy-claim.js';
import type { Coalition } from './coalition.js';
import type { HouseholdRecords } from './household-records.js';
import { type CoalitionOptions, planOf } from './options.js';
import { streamCoalition } from './stream-coalition.js';
import type { CoalitionTruth, TruthLine, TruthLink } from './truth.js';

/** A synthetic coalition and all that is true about it. */
export interface GeneratedCoalition {
  readonly coalition: Coalition;
  readonly truth: CoalitionTruth;
}

/**
 * Makes a synthetic employer coalition with known truth: employers, households, coverage, medical and pharmacy claims with
 * their corrections in three styles, joint replacements inside and outside a Center of Excellence, and the money beside claims.
 *
 * The same options give the same bytes on every runtime: every draw is an integer through a committed table.
 *
 * Limits: nobody in it exists. Costs have the shape of the RAND Health Insurance Experiment; lags, tiers, turnover, fees and
 * rebates are *assumed*. For millions of claims use {@link streamCoalition}.
 *
 * @unit US dollars, in the records
 * @source RAND Health Insurance Experiment (shape of yearly cost by age and sex)
 * @testedBy synthetic/coalition.test.ts: checksum, clean by the checker, truth against the records, exposure day by day
 * @param options - What coalition to make; only `seed` is needed.
 * @returns The delivery and the truth.
 * @throws {@link CoalitionError} `synthetic/bad-option`, `time/not-a-month`, `time/not-a-date`.
 * @example
 * const { coalition, truth } = generateCoalition({ seed: 1, members: 200, months: ['2025-01', '2025-12'] });
 * coalition.employers.length; // => 14
 * coalition.medical.length === truth.control[0]?.rows; // => true
 */
export function generateCoalition(options: CoalitionOptions): GeneratedCoalition {
  const stream = streamCoalition(options);
  const eligibility: EligibilitySpan[] = [];
  const medical: MedicalClaimLine[] = [];
  const pharmacy: PharmacyClaim[] = [];
  const finalLines: TruthLine[] = [];
  const links: TruthLink[] = [];
  for (const household of stream.households) {
    eligibility.push(...household.eligibility);
    medical.push(...household.medical);
    pharmacy.push(...household.pharmacy);
    finalLines.push(...household.finalLines);
    links.push(...household.links);
  }
  const { nonClaims, headcount, earlierSpans, truth } = stream.finish();
  return {
    coalition: {
      months: planOf(options).months,
      paidThrough: stream.paidThrough,
      employers: stream.employers,
      eligibility,
      medical,
      pharmacy,
      nonClaims,
      headcount,
      earlierEligibility: { knownOn: stream.earlierKnownOn, spans: earlierSpans },
    },
    truth: { ...truth, finalLines, links },
  };
}

/**
 * Makes the records of a synthetic coalition one household at a time, so that memory doesn't grow with claims.
 *
 * @param options - What coalition to make.
 * @returns Households with their records; money beside claims comes from {@link streamCoalition}.
 * @throws {@link CoalitionError} `synthetic/bad-option`, `time/not-a-month`, `time/not-a-date`.
 * @example
 * let lines = 0;
 * for (const household of generateMembers({ seed: 1, members: 200, months: ['2025-01', '2025-12'] })) lines += household.medical.length;
 * lines > 1000; // => true
 */
export function generateMembers(options: CoalitionOptions): Iterable<HouseholdRecords> {
  return streamCoalition(options).households;
}
