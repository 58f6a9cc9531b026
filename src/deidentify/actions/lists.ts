import type { Action } from './action.js';

/**
 * Applies an action to each entry of a list; gaps and entries that come out empty stay gaps, so positions match.
 *
 * @param action - What happens to one entry.
 * @returns The action for the list.
 * @example
 * each(year()).kind; // => 'each year'
 */
export function each<In, Out, K extends string, D extends boolean>(
  action: Action<In, Out, K, D>,
): Action<readonly (In | null)[], readonly (Out | null)[], `each ${K}`, D> {
  return {
    kind: `each ${action.kind}`,
    derived: action.derived,
    options: action.options,
    start: (context) => {
      const run = action.start(context);
      return {
        ...(run.observe === undefined
          ? {}
          : { observe: (value, row) => value.forEach((entry) => (entry === null ? undefined : run.observe?.(entry, row))) }),
        apply: (value, row) => value.map((entry) => (entry === null ? null : run.apply(entry, row))),
      };
    },
    form: (value) => Array.isArray(value) && value.every((entry) => entry === null || action.form(entry)),
  };
}
