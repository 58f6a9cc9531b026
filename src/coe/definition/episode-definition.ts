import type { Citation } from '../../reference/citation.js';
import type { DatedRange } from '../../reference/dated.js';

/** Whose codes. `LICENSED` stands for codes of the form of HCPCS that somebody else owns (CPT): the slot ships empty. */
export type CodeSystem = 'MS-DRG' | 'ICD-10-PCS' | 'ICD-10-CM' | 'HCPCS-II' | 'LICENSED';

/** Codes of one system, each exact or with a trailing `*` for every code that begins so. Dots and case don't matter. */
export interface CodeRule {
  readonly system: CodeSystem;
  readonly codes: readonly string[];
  /** Whether a diagnosis must be the principal one. Default `any`. */
  readonly position?: 'any' | 'principal';
  /** Discharge or service dates in which the rule holds; absent: always. */
  readonly validity?: DatedRange;
  /** The licence under which `LICENSED` codes were loaded. Needed when there are any. */
  readonly licenceAck?: string;
}

/** One way an episode begins: all rules of `allOf` match on one stay (or one outpatient claim) and none of `noneOf`. */
export interface Trigger {
  readonly id: string;
  readonly setting: 'inpatient' | 'outpatient';
  readonly allOf: readonly CodeRule[];
  readonly noneOf?: readonly CodeRule[];
}

/** What makes a service belong to an episode, or keeps it out; the kinds are those of CMS's public episode measures. */
export type GroupRule =
  | { readonly kind: 'service-only'; readonly id: string; readonly service: CodeRule }
  | { readonly kind: 'service-diagnosis-pair'; readonly id: string; readonly service: CodeRule; readonly diagnosis: CodeRule }
  | { readonly kind: 'service-procedure-pair'; readonly id: string; readonly service: CodeRule; readonly procedure: CodeRule }
  | { readonly kind: 'principal-diagnosis-only'; readonly id: string; readonly diagnosis: CodeRule };

/** A complication: a diagnosis in the anchor stay (not present on admission) or in a readmission, within days of admission. */
export interface ComplicationRule {
  readonly id: string;
  readonly codes: readonly CodeRule[];
  /** Unit: days from admission, the day of admission being day 0; included. */
  readonly withinDays: number;
}

/** Which days belong. Three official conventions differ by two days, so the window is data. */
export interface EpisodeWindow {
  /** Days before admission that belong. Unit: days. */
  readonly preDays: number;
  /** Days after the base date. Unit: days. */
  readonly postDays: number;
  /** The base date. `trigger` is the day of the operation: admission for a stay, service for an outpatient claim. */
  readonly from: 'discharge' | 'admission' | 'trigger';
  /** `anchor-date`: the base date is day 1, so the last day is base + n - 1. `day-after`: the last day is base + n. */
  readonly dayOne: 'anchor-date' | 'day-after';
}

/** How far an extreme episode is capped, in summaries only. */
export interface OutlierRule {
  /** Quantile type of R, 1 to 9. */
  readonly quantileType: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
  /** Upper share, decimal text such as `'0.99'`. Unit: share, 0 to 1. */
  readonly upper: string;
  /** Lower share, decimal text; `null`: no lower cap. Unit: share, 0 to 1. */
  readonly lower: string | null;
}

/** Everything that says what an episode is, as JSON data with a version and a hash. */
export interface EpisodeDefinition {
  readonly id: string;
  /** Semantic version, such as `1.0.0`. */
  readonly version: string;
  /** Episodes of one family never share a line. */
  readonly family: string;
  readonly title: string;
  readonly source: readonly Citation[];
  readonly triggers: readonly Trigger[];
  readonly anchor: {
    /** Another acute stay that begins on the day of discharge (0) or by the next day (1) is a transfer. Unit: days. */
    readonly mergeTransferDays: 0 | 1;
    /** An outpatient operation becomes part of an admission that follows within so many days. Unit: days. */
    readonly outpatientToInpatientDays: number;
    /** Whose episode a transfer chain is: of the first facility or of the one that operated. */
    readonly facility: 'first' | 'procedure';
  };
  readonly window: EpisodeWindow;
  /** Days after an episode's end in which another anchor of the family is a conflict. Unit: days. */
  readonly cleanPeriodDays: number;
  /** What happens to a conflict. `split`: both stand, and each line goes to the latest anchor before it. */
  readonly conflict: 'cancel-earlier' | 'keep-first' | 'split';
  readonly include: 'all' | readonly GroupRule[];
  readonly exclude: readonly GroupRule[];
  readonly complications: readonly ComplicationRule[];
  /** Diagnoses or DRGs that make a readmission a planned one; the user's tables. */
  readonly plannedReadmissions: readonly CodeRule[];
  /** Unit: days from discharge within which a readmission counts; `null`: the whole window. */
  readonly readmissionDays: number | null;
  readonly proration: 'none' | 'per-diem';
  /** Whether stays paid by DRG are prorated too. Default false. */
  readonly prorateStays?: boolean;
  readonly outlier?: OutlierRule;
  readonly enrolment: {
    /** Unit: months before admission. */
    readonly preMonths: number;
    /** Unit: months after discharge; the window must be covered in any case. */
    readonly postMonths: number;
    /** Gaps of up to so many days don't count. Unit: days. */
    readonly maxGapDays: number;
  };
  readonly death: 'keep' | 'drop';
}
