import type { DisclosureRules } from '../../reference/disclosure-rules.js';
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
  readonly categories: readonly PublishedCategory[];
}

/** A measure as printed. */
export interface PublishedMeasure {
  readonly id: string;
  readonly label: string;
  readonly kind: 'persons' | 'sum' | 'ratio';
  readonly unit: string;
  /** Whether the cells of this measure add up to their margins, so that a reader can take differences. */
  readonly additive: boolean;
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
  readonly dimensions: readonly PublishedDimension[];
  readonly measures: readonly PublishedMeasure[];
  readonly cells: readonly PublishedCell[];
}

/** What an outsider can say about one withheld cell from everything that is printed. */
export interface OutsiderInterval {
  readonly part: string;
  readonly measure: string;
  readonly key: readonly string[];
  /** Unit: as the measure. */
  readonly low: number;
  /** `null`: no upper end. Unit: as the measure. */
  readonly high: number | null;
}

/** The part of the certificate that goes out with the table. */
export interface PublicCertificate {
  readonly rules: DisclosureRules;
  readonly asOf: string;
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
 * A table that may be handed out. Only {@link protectTable} and {@link parsePublishableTable} make one: no other value
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
  readonly tooYoung: boolean;
  readonly cells: readonly CustodyCell[];
  /** Places in `cells` of the withheld cells, one for each distinct cell of the system: the order of witness values. */
  readonly withheld: readonly number[];
  readonly proofs: readonly Proof[];
}
