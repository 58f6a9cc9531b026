/**
 * What kind of value a field holds. `codes`, `dates` and `texts` are lists in which a gap is `null`; `money` and `quantity`
 * are exact decimal text, `money` in whole cents wherever it is summed; a price of one unit is a `quantity`, so that fractions
 * of a cent survive. `month` doesn't occur in canonical records.
 */
export type FieldKind = 'id' | 'text' | 'code' | 'enum' | 'date' | 'money' | 'quantity' | 'integer' | 'flag' | 'codes' | 'dates' | 'texts';

/** What a field is for de-identification: who it points at, or what it measures. */
export type FieldRole = 'person' | 'employer' | 'claim' | 'provider' | 'date' | 'geography' | 'demographic' | 'code' | 'amount' | 'lineage' | 'other';

/** One field of a record, as data: schema, checker, batches and de-identification are made from it. */
export interface FieldSpec {
  readonly name: string;
  readonly kind: FieldKind;
  /** `defaulted`: absent or null becomes `fallback`. */
  readonly presence: 'required' | 'optional' | 'defaulted';
  readonly role: FieldRole;
  /** Allowed values of an `enum`. */
  readonly values?: readonly string[];
  /** Form of a code, anchored at both ends. */
  readonly pattern?: RegExp;
  /** Least value of an `integer`. Unit: the field's. */
  readonly min?: number;
  /** Greatest value of an `integer`. Unit: the field's. */
  readonly max?: number;
  readonly fallback?: string | number;
}
