import { batchOf } from '../../../src/claims/batch-from-records.js';
import type { ClaimDatePolicy } from '../../../src/claims/claim-date.js';
import type { MedicalClaimLine } from '../../../src/claims/medical-claim-line.js';
import type { MemberMonth } from '../../../src/claims/member-month.js';
import type { PharmacyClaim } from '../../../src/claims/pharmacy-claim.js';
import {
  activeBit,
  type ClaimsJoin,
  type CountedTier,
  type CoverageSpan,
  compareDeliveries,
  countExposure,
  coverageIndex,
  type EmployerHeadcount,
  type ExposureDevelopment,
  type ExposureOptions,
  type ExposureResult,
  type ExposureSpec,
  employeeMonths,
  exposureSpec,
  type HeadcountReconciliation,
  type HeadcountRow,
  joinClaims,
  labelDisagrees,
  type MemberYears,
  type MonthlyExposure,
  memberMonths,
  memberYears,
  type NormalisedSpans,
  normaliseSpans,
  type PersonYearUnits,
  type PlacedLine,
  placeLine,
  reconcileHeadcount,
  type SuppliedMonth,
  suppliedExposure,
  tierOf,
} from '../../../src/exposure/index.js';
import type { DaySpan } from '../../../src/time/coverage.js';
import type { ExposureRule } from '../../../src/time/exposure-rule.js';
import type { MonthSpan } from '../../../src/time/month.js';
import { type Operation, operation } from '../operation.js';

/** Spans of coverage, and the options of the count beside them. */
interface CountGiven extends ExposureOptions {
  readonly spans: readonly CoverageSpan[];
}
interface DeliveriesGiven extends ExposureOptions {
  /** Spans as the earlier delivery had them. */
  readonly earlier: readonly CoverageSpan[];
  readonly earlierOn: string;
  /** Spans as the later delivery has them. */
  readonly later: readonly CoverageSpan[];
  readonly laterOn: string;
}
interface HeadcountGiven extends CountGiven {
  /** Bills by employer and month, or employers with their bills by month. */
  readonly headcount: readonly (HeadcountRow | EmployerHeadcount)[];
  /** Decimal text. Default 0.02. */
  readonly tolerance?: string;
  /** Spans as they were known when the bill was drawn; then the causes tell retroactive changes. */
  readonly asBilled?: readonly CoverageSpan[];
}
interface PlaceGiven {
  readonly spans: readonly CoverageSpan[];
  readonly benefits?: readonly string[];
  readonly personId: string | null;
  readonly date: string;
  readonly months?: MonthSpan;
  readonly rule?: ExposureRule;
}
interface CoverageGiven {
  readonly spans: readonly CoverageSpan[];
  readonly benefits?: readonly string[];
  readonly bridgeDays?: number;
  readonly personId: string;
}
interface JoinGiven {
  readonly spans: readonly CoverageSpan[];
  /** Whole records of medical claims. */
  readonly medical?: readonly MedicalClaimLine[];
  /** Whole records of pharmacy claims. */
  readonly pharmacy?: readonly PharmacyClaim[];
  readonly months?: MonthSpan;
  readonly rule?: ExposureRule;
  readonly claimDate?: ClaimDatePolicy;
}
interface YearsGiven {
  /** Whole records of medical claims. */
  readonly medical?: readonly MedicalClaimLine[];
  /** Whole records of pharmacy claims. */
  readonly pharmacy?: readonly PharmacyClaim[];
  /** Coverage by person and year, if any. */
  readonly coverage?: readonly PersonYearUnits[];
  readonly months: MonthSpan;
  readonly claimDate?: ClaimDatePolicy;
  readonly yearStartMonth?: number;
}

function count({ spans, ...options }: CountGiven): ReturnType<typeof countExposure> {
  return countExposure(spans, options);
}

const batches = (given: { readonly medical?: readonly MedicalClaimLine[]; readonly pharmacy?: readonly PharmacyClaim[] }) => [
  batchOf({ table: 'medical' }, given.medical ?? []),
  batchOf({ table: 'pharmacy' }, given.pharmacy ?? []),
];

/** The exposure area as JSON. */
export const operations: readonly Operation[] = [
  operation<CountGiven, ExposureResult>(
    'exposure.countExposure',
    'How many members, employees and contracts were covered each month? Options stand beside `spans`; the result is that of `finish()`. A span needs person_id, enrollment_start_date and enrollment_end_date; an absent benefit_type is medical, an absent status unknown. Units are 1/377,580 month.',
    (given) => count(given).finish(),
  ),
  operation<CountGiven, readonly PersonYearUnits[]>(
    'exposure.personYears',
    'What does each person count by employer and calendar year? `countExposure(...).personYears()`.',
    (given) => count(given).personYears(),
  ),
  operation<CountGiven, readonly MemberMonth[]>(
    'exposure.memberMonthRows',
    'What is each person-month of a count? `countExposure(...).memberMonthRows()`; age and sex where `dims` names age and gender.',
    (given) => count(given).memberMonthRows(),
  ),
  operation<ExposureOptions, ExposureSpec>('exposure.exposureSpec', 'Which options hold once the defaults are filled in?', (given) =>
    exposureSpec(given),
  ),
  operation<{ /** Unit: 1/377,580 month. */ readonly units: number }, ReturnType<typeof memberMonths>>(
    'exposure.memberMonths',
    'How many member months are so many units?',
    ({ units }) => memberMonths(units),
  ),
  operation<{ /** Unit: 1/377,580 month. */ readonly units: number }, ReturnType<typeof employeeMonths>>(
    'exposure.employeeMonths',
    'How many employee months are so many units?',
    ({ units }) => employeeMonths(units),
  ),
  operation<{ /** Bits: self 1, spouse or partner 2, child or other dependant 4, unknown 8. */ readonly active: number }, CountedTier>(
    'exposure.tierOf',
    'Which tier is it when these are active on a contract?',
    ({ active }) => tierOf(active),
  ),
  operation<{ readonly relation: string | null }, number>('exposure.activeBit', 'What does a relation contribute to the tier?', ({ relation }) =>
    activeBit(relation),
  ),
  operation<{ readonly label: string | null; readonly tier: CountedTier }, boolean>(
    'exposure.labelDisagrees',
    'Does a tier label contradict the counted tier?',
    ({ label, tier }) => labelDisagrees(label, tier),
  ),
  operation<CoverageGiven, readonly DaySpan[]>(
    'exposure.coverageIndex',
    'On which days is a person covered? `coverageIndex(spans, o).spansOf(personId)`; days since 1970-01-01, an open end is 2147483647.',
    ({ spans, personId, ...o }) => coverageIndex(spans, o).spansOf(personId),
  ),
  operation<PlaceGiven, PlacedLine>('exposure.placeLine', "Where does a claim line fall beside its person's coverage?", ({ spans, benefits, ...o }) =>
    placeLine({ ...o, coverage: coverageIndex(spans, benefits === undefined ? {} : { benefits }) }),
  ),
  operation<JoinGiven, ClaimsJoin>(
    'exposure.joinClaims',
    'Where do all lines fall? Buckets add up to the input in rows and cents.',
    ({ spans, medical, pharmacy, ...o }) =>
      joinClaims(batches({ ...(medical === undefined ? {} : { medical }), ...(pharmacy === undefined ? {} : { pharmacy }) }), {
        ...o,
        coverage: coverageIndex(spans),
      }),
  ),
  operation<{ readonly spans: readonly CoverageSpan[] /** Unit: days. Default 0. */; readonly bridgeDays?: number }, NormalisedSpans>(
    'exposure.normaliseSpans',
    'Which spans remain when overlaps under one plan are merged, and what was changed?',
    ({ spans, ...o }) => normaliseSpans(spans, o),
  ),
  operation<HeadcountGiven, HeadcountReconciliation>(
    'exposure.reconcileHeadcount',
    'Do counted employees tie to the bill? `dims` must include employer_id.',
    ({ headcount, tolerance, asBilled, ...given }) =>
      reconcileHeadcount(count(given), headcount, {
        ...(tolerance === undefined ? {} : { tolerance }),
        ...(asBilled === undefined ? {} : { asBilled: count({ ...given, spans: asBilled }) }),
      }),
  ),
  operation<{ readonly rows: readonly SuppliedMonth[]; readonly dims?: readonly ('employer_id' | 'plan' | 'tier')[] }, MonthlyExposure>(
    'exposure.suppliedExposure',
    'How do months that were counted elsewhere become exposure?',
    ({ rows, ...o }) => suppliedExposure(rows, o),
  ),
  operation<DeliveriesGiven, ExposureDevelopment>(
    'exposure.compareDeliveries',
    'How did exposure develop from one delivery to the next? Both are counted with the options given.',
    ({ earlier, earlierOn, later, laterOn, ...options }) =>
      compareDeliveries({ earlier: countExposure(earlier, options), earlierOn, later: countExposure(later, options), laterOn }),
  ),
  operation<YearsGiven, MemberYears>(
    'exposure.memberYears',
    'What did each member-year cost? Coverage, if given, is added beside the claims.',
    ({ medical, pharmacy, coverage, ...options }) => {
      const years = memberYears(batches({ ...(medical === undefined ? {} : { medical }), ...(pharmacy === undefined ? {} : { pharmacy }) }), options);
      years.add(coverage ?? []);
      return years.finish();
    },
  ),
];
