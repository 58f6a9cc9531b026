import type { TableName } from '../batch.js';
import type { DateForm } from '../normalise/date.js';
import type { ViaName } from './via.js';

/** The record that a column map makes. */
export type SchemaName = 'medicalClaimLine' | 'pharmacyClaim' | 'eligibilitySpan' | 'nonClaimsPayment';

/** The table of each schema's name. */
export interface SchemaTables {
  readonly medicalClaimLine: 'medical';
  readonly pharmacyClaim: 'pharmacy';
  readonly eligibilitySpan: 'eligibility';
  readonly nonClaimsPayment: 'nonClaims';
}

/** Unit in which a source writes money. */
export type MoneyUnit = 'dollars' | 'cents';

/** Where one value comes from and how its spelling becomes ours. The steps run in this order: values, via, unit. */
export interface CellRule {
  /** One source column; or several, of which the first that isn't empty counts, or all where the target is a list. */
  readonly from: string | readonly string[];
  /** What a raw value means here; null means nothing. */
  readonly values?: Readonly<Record<string, string | null>>;
  /** What a value that `values` doesn't list means. Default: it stays as it is. */
  readonly otherwise?: string | null;
  /** What an empty value means. Default: nothing. */
  readonly empty?: string;
  /** Named normalisers beyond the field's own, in order. */
  readonly via?: ViaName | readonly ViaName[];
  /** Default dollars. Cents are whole: a value with a fraction of a cent is refused, because it says that the unit is another. */
  readonly unit?: MoneyUnit;
  /** How this source writes dates. Default: the map's. */
  readonly dates?: DateForm;
}

/** A source column, several, or a rule. */
export type ColumnRule = string | readonly string[] | CellRule;

/** A value that is computed from source columns. */
export type DeriveRule =
  /** The exact sum of amounts; an empty one counts as nothing, and all empty give null. A column in `less` is taken off. */
  | { readonly kind: 'sum'; readonly of: readonly string[]; readonly less?: readonly string[] }
  /** A word by the sign of an amount. */
  | { readonly kind: 'sign'; readonly of: string; readonly negative: string; readonly otherwise: string }
  /** Texts joined, such as a claim id that is unique only with its year. */
  | { readonly kind: 'join'; readonly of: readonly string[]; readonly with: string };

/** Groups of columns on one row that are lines of one claim: `{n}` in a column's name is the group's number. */
export interface LineFold {
  /** First and last number of the groups, both inclusive. */
  readonly groups: readonly [first: number, last: number];
  /** A group is a line when one of these columns isn't empty. */
  readonly present: readonly string[];
  readonly columns?: Readonly<Record<string, ColumnRule>>;
  readonly derive?: Readonly<Record<string, DeriveRule>>;
}

/** How wide columns become lists and lines; `dx_{1..25}` stands for 25 columns in order. */
export interface Folds {
  /** List field to its columns. */
  readonly [list: string]: string | readonly string[] | CellRule | LineFold | undefined;
  readonly lines?: LineFold;
}

/**
 * How the columns of a source become our fields: data that can be stored, compared, hashed and shared by employers with the same
 * administrator.
 */
export interface ColumnMap<S extends SchemaName = SchemaName> {
  /** What the map is for, such as `tpa-7/medical`. */
  readonly id: string;
  /** Raise it whenever the map changes. */
  readonly version: string;
  readonly to: S;
  /** Source columns by field. */
  readonly columns: Readonly<Record<string, ColumnRule>>;
  readonly fold?: Folds;
  /** Fields that are the same on every row. */
  readonly constants?: Readonly<Record<string, string | number | boolean>>;
  readonly derive?: Readonly<Record<string, DeriveRule>>;
  /** Source columns that are left out on purpose. */
  readonly ignore?: readonly string[];
  /** How the source writes dates. Default `YYYY-MM-DD`. */
  readonly dates?: DateForm;
}

const TABLES: SchemaTables = {
  medicalClaimLine: 'medical',
  pharmacyClaim: 'pharmacy',
  eligibilitySpan: 'eligibility',
  nonClaimsPayment: 'nonClaims',
};

/**
 * The table of a schema's name.
 *
 * @param to - Name of a schema.
 * @returns The table that is batched.
 * @example
 * tableOf('medicalClaimLine'); // => 'medical'
 */
export function tableOf<S extends SchemaName>(to: S): SchemaTables[S] {
  return TABLES[to];
}

/**
 * The schema's name of a table.
 *
 * @param table - A table that is batched.
 * @returns The name that a column map uses.
 * @example
 * schemaOf('pharmacy'); // => 'pharmacyClaim'
 */
export function schemaOf(table: TableName): SchemaName {
  switch (table) {
    case 'medical':
      return 'medicalClaimLine';
    case 'pharmacy':
      return 'pharmacyClaim';
    case 'eligibility':
      return 'eligibilitySpan';
    case 'nonClaims':
      return 'nonClaimsPayment';
  }
}
