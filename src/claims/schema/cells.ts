import { z } from 'zod';
import { MONEY_FORM, QUANTITY_FORM } from '../fields/money-text.js';
import { TEXT_FORM } from '../fields/plain-text.js';

/** An id: opaque text, compared exactly. */
export const id = (): z.ZodString => z.string().regex(TEXT_FORM);

/** A text that isn't an id. */
export const text = (): z.ZodString => z.string().regex(TEXT_FORM);

/** A code of a given form; its leading zeros are part of it. */
export const code = (form: RegExp): z.ZodString => z.string().regex(form);

/** A real calendar date before 2100; later years are open-end sentinels, which a normaliser turns into null. */
export const date = (): z.ZodISODate => z.iso.date().regex(/^(?:[01]\d|20)\d\d-/);

/** Exact decimal text of dollars. A `number` is refused: binary floats can't hold cents. */
export const money = (): z.ZodString => z.string({ error: 'claims/money-is-number' }).regex(MONEY_FORM);

/** Exact decimal text of a quantity. */
export const quantity = (): z.ZodString => z.string().regex(QUANTITY_FORM);

/** A whole number from `min` to `max`. */
export const integer = (min: number, max: number = Number.MAX_SAFE_INTEGER): z.ZodInt => z.int().min(min).max(max);

/** Yes or no. */
export const flag = (): z.ZodBoolean => z.boolean();

/** A value that may be absent or null; it becomes null. */
export function optional<T extends z.ZodType>(cell: T): z.ZodDefault<z.ZodNullable<T>> {
  // zod types a default by the cell's output; null is one of them.
  return z.nullable(cell).default(null as z.util.NoUndefined<z.output<z.ZodNullable<T>>>);
}

/** A list with gaps, which may be absent. */
export function listOf<T extends z.ZodType>(cell: T): z.ZodDefault<z.ZodNullable<z.ZodReadonly<z.ZodArray<z.ZodNullable<T>>>>> {
  return optional(z.array(z.nullable(cell)).readonly());
}
