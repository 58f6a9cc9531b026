import { z } from 'zod';
import type { AnyAction } from '../policies/policy.js';

/**
 * Makes the zod schema of what a policy leaves of a record: exactly its fields, each in the form of its action or null.
 *
 * Issues carry path and code only, never the value.
 *
 * @param policy - The policy.
 * @returns A strict object schema.
 * @example
 * const small = safeHarborPolicy<{ readonly paid_date: string }>()({ paid_date: year() }, { id: 'small', version: '1' });
 * deidentifiedSchema(small).safeParse({ paid_date: '2025-01-01' }).success; // => false
 */
export function deidentifiedSchema(policy: { readonly actions: object }): z.ZodType<Readonly<Record<string, unknown>>> {
  const shape: Record<string, z.ZodType> = {};
  for (const [field, action] of Object.entries<AnyAction>({ ...policy.actions })) {
    if (action.kind === 'drop') continue;
    shape[field] = z.custom((value) => value === null || (value !== undefined && 'form' in action && action.form(value)), {
      error: 'deidentify/envelope-invalid',
    });
  }
  return z.strictObject(shape);
}
