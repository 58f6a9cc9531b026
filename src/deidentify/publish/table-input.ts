import type { Cents } from '../../money/cents.js';
import type { Period } from '../../time/period.js';

/** The coalition's own code of an employer, such as `E07`; never its name or number. */
export type EmployerCode = string;

/** One category of a dimension. */
export interface Category {
  readonly code: string;
  readonly label?: string;
  /** Code of the category above; absent directly under the dimension's total. */
  readonly parent?: string;
}

/** One side of a table: categories in a tree under one total. */
export interface Dimension {
  /** Also tells which cells of linked tables are the same: equal names mean equal things. */
  readonly name: string;
  readonly label?: string;
  readonly categories: readonly Category[];
  /** Code of the total. Default `'total'`. */
  readonly total?: string;
  /**
   * Whether each member stands in exactly one category (a partition, such as region at year end), or may stand in several
   * (services, months). Only a partition lets distinct members add up.
   */
  readonly members: 'partition' | 'overlapping';
}

/** What a table shows in each cell. All measures of a cell are shown or withheld together. */
export type MeasureSpec =
  | { readonly kind: 'persons'; readonly id: string; readonly label?: string }
  | {
      /** A sum over employers. */
      readonly kind: 'sum';
      readonly id: string;
      readonly label?: string;
      /** Unit of the whole numbers: `'cents'`, `'exposureUnits'`, `'lines'`. */
      readonly unit: string;
    }
  | {
      /** A quotient of two shown measures, or of one by a publicly known number. It inherits their status. */
      readonly kind: 'ratio';
      readonly id: string;
      readonly label?: string;
      readonly numerator: string;
      /** Id of a measure, or a public number as decimal text. */
      readonly denominator: { readonly measure: string } | { readonly value: string };
      /** Decimal text that the quotient is multiplied by, such as `'0.01'` from cents to dollars. Default `'1'`. */
      readonly times?: string;
      /** Printed decimals, half away from zero. Unit: digits. */
      readonly decimals: number;
      readonly unit: string;
    };

/** One cell as the custodian knows it. */
export interface TableCell {
  /** One category code for each dimension, in their order; the total's code for a margin. */
  readonly key: readonly string[];
  /** Distinct members in the cell. Unit: persons. */
  readonly persons: number;
  /** The first `sum` measure by employer; empty when the table only counts persons. Unit: as the measure says, mostly US cents. */
  readonly contributions: ReadonlyMap<EmployerCode, Cents>;
  /** Distinct members by employer. Needed when persons are shown and employer rules are on. Unit: persons. */
  readonly personsByEmployer?: ReadonlyMap<EmployerCode, number>;
  /** Further `sum` measures by their id, by employer. Unit: as each measure says. */
  readonly further?: Readonly<Record<string, ReadonlyMap<EmployerCode, number>>>;
  /** Declares the cell sensitive whatever the thresholds say. */
  readonly sensitive?: boolean;
}

/** A table to be protected: what `cells.toTableInput()` of benchmark returns, or your own. */
export interface TableInput {
  /** Name of the table; also the id of its part in a linked release. */
  readonly id: string;
  readonly title?: string;
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly MeasureSpec[];
  /**
   * Leaf cells; absent ones are empty. Margins are summed from them, except distinct members over an overlapping
   * dimension, which need a cell for each margin.
   */
  readonly cells: readonly TableCell[];
  /** The period the figures are of; needed by the age rule. */
  readonly period?: Period;
  /**
   * The least that an unknown remainder of a cell can be, as the public is told; negative where reversals are possible.
   * Default 0. Unit: as the `sum` measures.
   */
  readonly lowerBound?: Cents;
}

/** Tables over the same claims that share cells; they are protected as one system. */
export interface LinkedTables {
  readonly kind: 'linked';
  readonly tables: readonly TableInput[];
}
