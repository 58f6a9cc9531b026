import type { Action } from './action.js';

/** What may be kept as it is: text, numbers, flags, and lists of them. Records and unknowns need a policy of their own. */
export type Keepable = string | number | boolean | readonly (string | number | boolean | null)[];

/**
 * Keeps a value as it is. Refused for fields that identify, by the policy's type and again when it is made.
 *
 * @returns The action.
 * @example
 * keep<string>().kind; // => 'keep'
 */
export function keep<V extends Keepable>(): Action<V, V, 'keep', false> {
  return { kind: 'keep', derived: false, options: {}, start: () => ({ apply: (value) => value }), form: (value) => isKeepable(value) };
}

function isKeepable(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((each) => each === null || isKeepable(each));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/**
 * Keeps text only where it has the form of a public code, so that free text can't slip through a code field.
 *
 * @param form - Anchored at both ends, such as `/^\d{1,2}$/`.
 * @returns The action; other text becomes null.
 * @example
 * keepMatching(/^\d+$/).options; // => { form: '^\\d+$' }
 */
export function keepMatching(form: RegExp): Action<string, string, 'keepMatching', false> {
  // A copy without flags: a caller's global expression would remember where it stopped.
  const own = new RegExp(form.source);
  const matches = (value: string): boolean => own.test(value);
  return {
    kind: 'keepMatching',
    derived: false,
    options: { form: form.source },
    start: () => ({ apply: (value) => (matches(value) ? value : null) }),
    form: (value) => typeof value === 'string' && matches(value),
  };
}

/**
 * Keeps a US State: two capital letters. The State is the only place below the country that stays under Safe Harbor.
 *
 * @returns The action.
 * @example
 * stateOnly().kind; // => 'stateOnly'
 */
export function stateOnly(): Action<string, string, 'stateOnly', false> {
  const isState = (value: unknown): value is string => typeof value === 'string' && /^[A-Z]{2}$/.test(value);
  return { kind: 'stateOnly', derived: false, options: {}, start: () => ({ apply: (value) => (isState(value) ? value : null) }), form: isState };
}
