import type { TableName } from '../../claims/batch.js';
import type { FieldRole } from '../../claims/fields/field-spec.js';
import { fieldsOf } from '../../claims/fields/tables.js';
import { CoalitionError } from '../../errors/coalition-error.js';
import { canonicalJson } from '../../fingerprint/canonical-json.js';
import { sha256Hex } from '../../fingerprint/sha256.js';
import type { Action, Drop, LooseAction } from '../actions/action.js';

/** Under which rule a policy is written. */
export type PolicyMethod = 'safeHarbor' | 'limitedDataSet' | 'expert';

/** Any action on any value, for code that only carries it. */
export type AnyAction = Drop | LooseAction;

/** Fields of the claim records that point at a person, an employer, a claim or a provider, or tell where a row came from. */
export type IdentifierField =
  | 'person_id'
  | 'member_id'
  | 'subscriber_id'
  | 'employer_id'
  | 'group_id'
  | 'group_name'
  | 'division_id'
  | 'claim_id'
  | 'original_claim_id'
  | 'replaces_claim_id'
  | 'bundle_id'
  | 'prescription_number'
  | 'payment_id'
  | 'rendering_npi'
  | 'billing_npi'
  | 'facility_npi'
  | 'referring_npi'
  | 'rendering_tin'
  | 'billing_tin'
  | 'rendering_taxonomy'
  | 'pharmacy_ncpdp_id'
  | 'dispensing_provider_npi'
  | 'prescribing_provider_npi'
  | 'payee_npi'
  | 'payee_tin'
  | 'data_source'
  | 'file_name'
  | 'file_date'
  | 'row_number';

/** Date fields of the claim records. */
export type DateField =
  | 'birth_date'
  | 'death_date'
  | 'enrollment_start_date'
  | 'enrollment_end_date'
  | 'claim_start_date'
  | 'claim_end_date'
  | 'claim_line_start_date'
  | 'claim_line_end_date'
  | 'admission_date'
  | 'discharge_date'
  | 'received_date'
  | 'adjudication_date'
  | 'paid_date'
  | 'procedure_dates'
  | 'dispensing_date'
  | 'service_period_start'
  | 'service_period_end';

/** Places below the State, years of birth and bands of ages in the claim records. */
export type GuardedField = 'zip_code' | 'zip3' | 'cbsa' | 'worksite_zip3' | 'birth_year' | 'age_band';

type IsAny<T> = 0 extends 1 & T ? true : false;

/** Actions that may stand at a field under Safe Harbor. */
type SafeHarborKinds<K> = K extends IdentifierField
  ? 'randomCode' | 'relativeLine' | 'providerAbove' | 'keepMatching'
  : K extends DateField
    ? 'year' | 'yearTopCoded' | 'deathYear' | 'monthsInYear' | 'each year'
    : K extends GuardedField
      ? 'zip3' | 'stateOnly' | 'yearTopCoded' | 'ageBandTopCoded' | 'ageTopCoded'
      : string;

/** Actions that may stand at a field of a limited data set: no direct identifier is kept. */
type LimitedKinds<K> = K extends IdentifierField
  ?
      | 'randomCode'
      | 'relativeLine'
      | 'pseudonym'
      | 'providerAbove'
      | 'keepMatching'
      | (K extends `${string}npi` | 'rendering_taxonomy' | 'pharmacy_ncpdp_id' ? 'keep' : never)
  : string;

/** What may stand at one field of a record under a method. */
type Entry<V, K, M extends PolicyMethod> =
  IsAny<V> extends true
    ? Drop
    : M extends 'safeHarbor'
      ? Drop | Action<NonNullable<V>, unknown, SafeHarborKinds<K>, false>
      : M extends 'limitedDataSet'
        ? Drop | Action<NonNullable<V>, unknown, LimitedKinds<K>>
        : Drop | Action<NonNullable<V>, unknown>;

/** One entry for every field of a record, no more and no less. */
export type Actions<S, M extends PolicyMethod> = { readonly [K in keyof S]-?: Entry<S[K], K, M> };

/** What is left of a record: dropped fields are gone, the others have the output of their action, or null. */
export type OutOf<A> = {
  readonly [K in keyof A as A[K] extends Drop ? never : K]: A[K] extends Action<infer _In, infer Out> ? Out | null : never;
};

/** A policy: what happens to every field of a record, under which method. */
export interface Policy<S, M extends PolicyMethod, A> {
  readonly id: string;
  readonly version: string;
  readonly method: M;
  readonly actions: A;
  /** SHA-256 over id, version, method and every action with its options. */
  readonly hash: string;
  /** Field that names the member. Default `person_id`. */
  readonly memberField: string;
  /** Carries the record's type; never there. */
  readonly record?: S;
}

/** How a policy is named. */
export interface PolicyName {
  readonly id: string;
  readonly version: string;
  /** Field that names the member. Default `'person_id'`. */
  readonly memberField?: string;
}

/** Takes the actions of a record whose type was given before. */
export type PolicyMaker<S, M extends PolicyMethod> = <const A extends Actions<S, M>>(
  actions: A & { readonly [K in Exclude<keyof A, keyof S>]: never },
  name: PolicyName,
) => Policy<S, M, A>;

/** Makes policies of one method; the areas' makers are this with their method. */
export function policyMaker<S, M extends PolicyMethod>(method: M): PolicyMaker<S, M> {
  return (actions, name) => {
    const entries: readonly (readonly [string, AnyAction])[] = Object.entries<AnyAction>(actions);
    const undecided = entries
      .filter(([, action]) => typeof action !== 'object' || action === null || typeof action.kind !== 'string')
      .map(([field]) => field);
    if (undecided.length > 0) {
      throw new CoalitionError(
        'deidentify/policy-incomplete',
        `The policy "${name.id}" has no action for ${undecided.join(', ')}. Drop or change every field on purpose.`,
        { fields: undecided },
      );
    }
    if (method === 'safeHarbor') refuseDerived(entries, name);
    refuseKept(entries, { method, name });
    return {
      id: name.id,
      version: name.version,
      method,
      actions,
      hash: hashOf(entries, { method, name }),
      memberField: name.memberField ?? 'person_id',
    };
  };
}

function refuseDerived(entries: readonly (readonly [string, AnyAction])[], name: PolicyName): void {
  const fields = entries.filter(([, action]) => action.derived).map(([field]) => field);
  if (fields.length > 0) {
    throw new CoalitionError(
      'deidentify/derived-under-safe-harbor',
      `The policy "${name.id}" derives ${fields.join(', ')} from the person. Safe Harbor needs a random code or a year there.`,
      { fields },
    );
  }
}

/** Roles of which nothing is kept as it is, by method. */
const GUARDED: Readonly<Record<PolicyMethod, readonly FieldRole[]>> = {
  safeHarbor: ['person', 'employer', 'claim', 'provider', 'lineage', 'date'],
  limitedDataSet: ['person', 'employer', 'claim', 'lineage'],
  expert: ['person', 'employer'],
};

const TABLES: readonly TableName[] = ['medical', 'pharmacy', 'eligibility', 'nonClaims'];

/** Role of a field of the claim records by its name; `null` for fields of other records. */
export function roleOf(field: string): FieldRole | null {
  for (const table of TABLES) {
    const found = fieldsOf(table).find((spec) => spec.name === field);
    if (found !== undefined) return found.role;
  }
  return null;
}

/** The type refuses these too; JavaScript callers and computed policies meet them here. */
function refuseKept(entries: readonly (readonly [string, AnyAction])[], o: { readonly method: PolicyMethod; readonly name: PolicyName }): void {
  const geography = ['zip_code', 'zip3', 'cbsa', 'worksite_zip3', 'birth_year', 'age_band'];
  const fields = entries
    .filter(([field, action]) => {
      if (!/^(each )?keep$/.test(action.kind)) return false;
      const role = roleOf(field);
      return (role !== null && GUARDED[o.method].includes(role)) || (o.method === 'safeHarbor' && geography.includes(field));
    })
    .map(([field]) => field);
  if (fields.length > 0) {
    throw new CoalitionError(
      'deidentify/identifier-kept',
      `The policy "${o.name.id}" keeps ${fields.join(', ')}, which identify under ${o.method}. Drop them or replace them by codes, years or areas.`,
      { fields },
    );
  }
}

function hashOf(entries: readonly (readonly [string, AnyAction])[], o: { readonly method: PolicyMethod; readonly name: PolicyName }): string {
  const actions = Object.fromEntries(entries.map(([field, action]) => [field, { kind: action.kind, options: { ...action.options } }]));
  return sha256Hex(
    canonicalJson({ id: o.name.id, version: o.name.version, method: o.method, memberField: o.name.memberField ?? 'person_id', actions }),
  );
}

/**
 * Starts a Safe Harbor policy for a record type: give it an action for every field.
 *
 * A forgotten field, an unknown field, a derived action and a kept identifier or date don't compile, and are refused again
 * when the policy is made.
 *
 * @source 45 CFR 164.514(b)(2)
 * @testedBy deidentify/policy-types.test.ts, deidentify/safe-harbor.test.ts: table of all fields
 * @returns A function that takes the actions and the policy's name.
 * @throws {@link CoalitionError} `deidentify/policy-incomplete`, `deidentify/derived-under-safe-harbor`, `deidentify/identifier-kept`.
 * @example
 * safeHarborPolicy<{ readonly person_id: string; readonly paid_date: string }>()({ person_id: randomCode('member'), paid_date: year() }, { id: 'small', version: '1' }).method; // => 'safeHarbor'
 */
export function safeHarborPolicy<S>(): PolicyMaker<S, 'safeHarbor'> {
  return policyMaker<S, 'safeHarbor'>('safeHarbor');
}

/**
 * Starts a policy for a limited data set: dates, ages, places down to ZIP5 may stay, the 16 direct identifiers may not.
 *
 * @source 45 CFR 164.514(e)(2)
 * @returns A function that takes the actions and the policy's name.
 * @throws {@link CoalitionError} `deidentify/policy-incomplete`, `deidentify/identifier-kept`.
 * @example
 * limitedDataSetPolicy<{ readonly paid_date: string }>()({ paid_date: keep<string>() }, { id: 'dates', version: '1' }).method; // => 'limitedDataSet'
 */
export function limitedDataSetPolicy<S>(): PolicyMaker<S, 'limitedDataSet'> {
  return policyMaker<S, 'limitedDataSet'>('limitedDataSet');
}

/**
 * Starts a policy for an expert's determination: everything but kept person and employer ids is the expert's decision.
 *
 * @source 45 CFR 164.514(b)(1)
 * @returns A function that takes the actions and the policy's name.
 * @throws {@link CoalitionError} `deidentify/policy-incomplete`, `deidentify/identifier-kept`.
 * @example
 * expertPolicy<{ readonly paid_date: string }>()({ paid_date: keep<string>() }, { id: 'expert', version: '1' }).method; // => 'expert'
 */
export function expertPolicy<S>(): PolicyMaker<S, 'expert'> {
  return policyMaker<S, 'expert'>('expert');
}
