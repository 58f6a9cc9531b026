import { CoalitionError } from '../../errors/coalition-error.js';
import type { Hierarchy } from '../privacy/value-tree.js';
import type { Action } from './action.js';

/**
 * Replaces a value by its label at a level of a hierarchy; a value that the hierarchy doesn't know becomes `*`.
 *
 * @param hierarchy - Over the field's values.
 * @param level - 0 is the value itself. Unit: levels.
 * @returns The action.
 * @throws {@link CoalitionError} `deidentify/action-invalid` for a level that the hierarchy doesn't have.
 * @example
 * generalise(ageHierarchy([10]), 1).options; // => { hierarchy: 'age', level: 1 }
 */
export function generalise(hierarchy: Hierarchy, level: number): Action<string | number, string, 'generalise', false> {
  if (!Number.isInteger(level) || level < 0 || level > hierarchy.height) {
    throw new CoalitionError('deidentify/action-invalid', `The hierarchy "${hierarchy.name}" has levels 0 to ${hierarchy.height}, not ${level}.`, {
      action: 'generalise',
      reason: 'level',
    });
  }
  const labels = new Set([...hierarchy.values.map((value) => hierarchy.labelOf(value, level)), '*']);
  return {
    kind: 'generalise',
    derived: false,
    options: { hierarchy: hierarchy.name, level },
    start: (context) => ({
      apply: (value, row) => {
        const label = hierarchy.labelOf(String(value), level);
        if (label === undefined)
          context.report(
            {
              code: 'deidentify/value-not-in-hierarchy',
              severity: 'warn',
              message: 'A value is in no hierarchy and became `*`.',
              fix: 'Add it to the hierarchy.',
            },
            row.row,
          );
        return label ?? '*';
      },
    }),
    form: (value) => typeof value === 'string' && labels.has(value),
  };
}
