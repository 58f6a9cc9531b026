import type { DisclosureRules } from '../../reference/disclosure-rules.js';
import type { IsoDate } from '../../time/iso-date.js';
import type { Period } from '../../time/period.js';
import type { EmployerCode } from './table-input.js';

/** How a cell fared, as the custodian knows it. */
export type CellStatus =
  | 'published'
  | 'primary:count'
  | 'primary:employers'
  | 'primary:share'
  | 'primary:dominance'
  | 'primary:age'
  | 'primary:declared'
  | 'complementary';

/** A category as printed. */
export interface PublishedCategory {
  readonly code: string;
  readonly label: string;
  readonly parent: string | null;
}

/** A dimension as printed; the first category is its total. */
export interface PublishedDimension {
  readonly name: string;
  readonly label: string;
  readonly total: string;
  /** Whether distinct members of its categories add up to their margin. Sums always do. */
  readonly members: 'partition' | 'overlapping';
  readonly categories: readonly PublishedCategory[];
}

/** A measure as printed. */
export interface PublishedMeasure {
  readonly id: string;
  readonly label: string;
  readonly kind: 'persons' | 'sum' | 'ratio';
  readonly unit: string;
  /** How a quotient follows from other measures; `null` for measures that add up. */
  readonly quotient: PublishedQuotient | null;
}

/** How a quotient is made, so that a reader can recompute it. */
export interface PublishedQuotient {
  readonly numerator: string;
  /** Id of a measure, or `null` when the denominator is the public number `value`. */
  readonly denominator: string | null;
  /** Decimal text. */
  readonly value: string | null;
  /** Decimal text that the quotient is multiplied by. */
  readonly times: string;
  /** Unit: digits after the point, half away from zero. */
  readonly decimals: number;
}

/** One printed cell. Withheld cells carry one mark, whatever the reason: the reason itself informs. */
export interface PublishedCell {
  readonly key: readonly string[];
  readonly withheld: boolean;
  /** Value by measure id as decimal text in the measure's unit; `null` exactly when withheld, or a quotient by zero. */
  readonly values: Readonly<Record<string, string | null>>;
}

/** One table of a release. */
export interface PublishedPart {
  readonly id: string;
  readonly title: string;
  /** What the figures are of; `null` when the table states none. */
  readonly period: Period | null;
  readonly dimensions: readonly PublishedDimension[];
  readonly measures: readonly PublishedMeasure[];
  readonly cells: readonly PublishedCell[];
}

/**
 * What an outsider can't narrow down any further about one withheld cell: whole tables exist for both ends that fit
 * everything that is printed.
 */
export interface OutsiderInterval {
  readonly part: string;
  readonly measure: string;
  readonly key: readonly string[];
  /** Unit: as the measure. */
  readonly low: number;
  /** `null`: at least {@link OPEN_END}, so no upper end that means anything. Unit: as the measure. */
  readonly high: number | null;
}

/** From where on an upper end counts as none: ten billion dollars in cents. Unit: as the measure. */
export const OPEN_END = 1_000_000_000_000;

/** The part of the certificate that goes out with the table. */
export interface PublicCertificate {
  readonly rules: DisclosureRules;
  readonly asOf: IsoDate;
  /** The least that an unknown remainder can be. Unit: as the sum measures. */
  readonly lowerBound: number;
  /** Largest coalition of employers that was tried as attacker. Unit: employers. */
  readonly collusion: number;
  readonly intervals: readonly OutsiderInterval[];
  /** SHA-256 over dimensions, relations, marks and printed values. */
  readonly contentHash: string;
}

/** The content of a publishable table, as it is stored. */
export interface PublishableTableData {
  readonly kind: 'publishableTable';
  /** Version of the stored form. Unit: whole number. */
  readonly version: 1;
  readonly parts: readonly PublishedPart[];
  readonly certificate: PublicCertificate;
}

declare const certified: unique symbol;

/**
 * A table that may be handed out. Only `protectTable` and `parsePublishableTable` make one: no other value
 * has this type, so a function that takes it can't be given raw figures.
 */
export type PublishableTable = PublishableTableData & { readonly [certified]: 'publishableTable' };

/** Who tries to learn: nobody inside (outsider), one employer, or several that pool what they know. */
export type Attacker = readonly EmployerCode[];

/** What must hold for one withheld cell against one attacker, in what is left after subtracting the attacker's own data. */
export interface Requirement {
  readonly part: string;
  readonly key: readonly string[];
  readonly measure: string;
  readonly attacker: Attacker;
  /** The low witness must leave at most this; `null`: no low witness needed. Unit: as the measure. */
  readonly lowAtMost: number | null;
  /** The high witness must leave at least this; `null`: no high witness needed. Unit: as the measure. */
  readonly highAtLeast: number | null;
  /** High less low must be at least this. Unit: as the measure. */
  readonly widthAtLeast: number;
}

/** A complete whole-number table that the attacker can't tell from the true one: values of the withheld cells. */
export interface Witness {
  /** Value by place in {@link CustodyRecord.withheld}. Unit: as the measure. */
  readonly values: readonly number[];
}

/** A requirement with the two tables that prove it. */
export interface Proof {
  readonly requirement: Requirement;
  readonly low: Witness | null;
  readonly high: Witness | null;
}

/** The two whole tables that prove one interval of the public certificate. */
export interface IntervalProof {
  readonly low: Witness;
  readonly high: Witness;
}

/** The true content of one cell, for the custodian's eyes. */
export interface CustodyCell {
  readonly part: string;
  readonly key: readonly string[];
  readonly status: CellStatus;
  readonly persons: number;
  readonly sensitive: boolean;
  /** True values by additive measure. Unit: as the measure. */
  readonly values: Readonly<Record<string, number>>;
  /** By additive measure, by employer. Unit: as the measure. */
  readonly contributions: Readonly<Record<string, Readonly<Record<EmployerCode, number>>>>;
}

/**
 * What only the custodian may hold: true values, reasons, requirements and witnesses. Requirements give away
 * contributions; it never travels with the table.
 */
export interface CustodyRecord {
  readonly kind: 'custody';
  /** Version of the stored form. Unit: whole number. */
  readonly version: 1;
  /** Of the table this record belongs to. */
  readonly contentHash: string;
  /** Why the whole table is withheld: data that can't be judged, figures that are too young, or no pattern that could be proved. */
  readonly allWithheld: 'findings' | 'age' | 'unproved' | null;
  readonly cells: readonly CustodyCell[];
  /** Places in `cells` of the withheld cells, one for each distinct cell of the system: the order of witness values. */
  readonly withheld: readonly number[];
  readonly proofs: readonly Proof[];
  /** In the order of the certificate's intervals. */
  readonly intervals: readonly IntervalProof[];
}
