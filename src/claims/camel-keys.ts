/** The name of a field in camelCase: `claim_line_number` becomes `claimLineNumber`. */
export type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : Name;

/** A record with its fields named in camelCase; values stay as they are. */
export type CamelCased<Row> = { readonly [Name in keyof Row as Name extends string ? CamelCase<Name> : Name]: Row[Name] };

/**
 * Names the fields of a record in camelCase, for code that keeps records in objects of its own.
 *
 * Limits: renames the record's own fields only, not what lies inside their values; names without an underscore stay.
 *
 * @testedBy claims/camel-keys.test.ts: every field of every table, none lost
 * @param row - A record with snake_case names.
 * @returns A new record with the same values.
 * @example
 * camelKeys({ claim_id: 'c1', paid_amount: '80.00' }); // => { claimId: 'c1', paidAmount: '80.00' }
 */
export function camelKeys<Row extends object>(row: Row): CamelCased<Row>;
/**
 * The same for a record of any fields.
 *
 * @example
 * camelKeys({ plan: 'ppo' }); // => { plan: 'ppo' }
 */
export function camelKeys(row: object): object {
  // fromEntries makes own fields, so a field named __proto__ changes no prototype.
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [camelCase(name), value]));
}

function camelCase(name: string): string {
  const [head = '', ...rest] = name.split('_');
  return head + rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
}
