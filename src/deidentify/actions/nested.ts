import type { AnyAction, OutOf, Policy, PolicyMethod } from '../policies/policy.js';
import type { Action, LooseRun } from './action.js';

/** A nested policy of Safe Harbor derives nothing; others may. */
type DerivedIn<M extends PolicyMethod> = M extends 'safeHarbor' ? false : boolean;

/**
 * Applies a policy of its own to a record inside a record, key by key; keys that the policy doesn't name are left out.
 *
 * @param policy - For the inner record.
 * @returns The action.
 * @example
 * const inner = safeHarborPolicy<{ readonly paid_date: string }>()({ paid_date: year() }, { id: 'inner', version: '1' });
 * nested(inner).kind; // => 'nested'
 */
export function nested<S extends object, M extends PolicyMethod, A extends object>(
  policy: Policy<S, M, A>,
): Action<S, OutOf<A>, 'nested', DerivedIn<M>> {
  const plain: object = policy.actions;
  const actions = Object.entries<AnyAction>({ ...plain });
  return {
    kind: 'nested',
    derived: derivedOf<M>(actions.some(([, action]) => action.derived)),
    options: { policy: policy.hash },
    start: (context) => {
      const runs = actions.map(([field, action]): readonly [string, LooseRun | null] => [
        field,
        'start' in action ? action.start({ ...context, field: `${context.field}.${field}` }) : null,
      ]);
      return {
        observe: (value, row) => {
          const fields: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(value));
          for (const [field, run] of runs) if (fields[field] !== null && fields[field] !== undefined) run?.observe?.(fields[field], row);
        },
        apply: (value, row) => {
          const fields: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(value));
          const made = runs.flatMap(([field, run]): (readonly [string, unknown])[] =>
            run === null ? [] : [[field, fields[field] === null || fields[field] === undefined ? null : run.apply(fields[field], row)]],
          );
          return outOf<A>(Object.fromEntries(made));
        },
      };
    },
    form: (value) => {
      if (typeof value !== 'object' || value === null) return false;
      const fields: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(value));
      const left = actions.filter(([, action]) => action.kind !== 'drop');
      return (
        Object.keys(fields).length === left.length &&
        left.every(([field, action]) => fields[field] === null || ('form' in action && fields[field] !== undefined && action.form(fields[field])))
      );
    },
  };
}

/** The constructor of what a policy leaves: made key by key from the policy just above. */
function outOf<A>(made: Readonly<Record<string, unknown>>): OutOf<A> {
  return made as OutOf<A>;
}

/** A Safe Harbor policy has refused derived actions when it was made. */
function derivedOf<M extends PolicyMethod>(derived: boolean): DerivedIn<M> {
  return derived as DerivedIn<M>;
}
