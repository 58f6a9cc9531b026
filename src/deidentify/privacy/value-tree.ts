import { CoalitionError } from '../../errors/coalition-error.js';

/** A generalisation hierarchy: each value with its ever coarser labels, up to one that all share. */
export interface Hierarchy {
  readonly name: string;
  /** How many levels there are above level 0, the value itself. Unit: levels. */
  readonly height: number;
  /** Label of a value at a level; `undefined` for unknown values. */
  readonly labelOf: (value: string, level: number) => string | undefined;
  /** Values at level 0. */
  readonly values: readonly string[];
}

/**
 * Makes a hierarchy from lines of ever coarser labels, value first, such as `[['34', '30-39', '*'], ['35', '30-39', '*']]`.
 *
 * @param name - For messages.
 * @param lines - One for each value, all of one length; the last label is the same in all.
 * @returns The hierarchy.
 * @throws {@link CoalitionError} `deidentify/hierarchy-not-a-tree` when lines are uneven, a value stands twice, or a label has two parents.
 * @example
 * hierarchyFromLines('age', [['34', '30-39', '*'], ['41', '40-49', '*']]).labelOf('34', 1); // => '30-39'
 */
export function hierarchyFromLines(name: string, lines: readonly (readonly string[])[]): Hierarchy {
  const length = lines[0]?.length ?? 0;
  const refuse = (code: string, why: string): CoalitionError<'deidentify/hierarchy-not-a-tree'> =>
    new CoalitionError(
      'deidentify/hierarchy-not-a-tree',
      `The hierarchy "${name}" isn't a tree of one height: ${why}. Give every label one parent on the way to the top.`,
      { dimension: name, code },
    );
  if (length < 1) throw refuse('', 'it has no line');
  const labels = new Map<string, readonly string[]>();
  const parents = Array.from({ length }, () => new Map<string, string>());
  for (const line of lines) {
    const value = line[0] ?? '';
    if (line.length !== length) throw refuse(value, 'its lines have different lengths');
    if (labels.has(value)) throw refuse(value, 'a value stands in it twice');
    labels.set(value, line);
    for (let level = 0; level + 1 < length; level += 1) {
      const [child, parent] = [line[level] ?? '', line[level + 1] ?? ''];
      const known = parents[level]?.get(child);
      if (known !== undefined && known !== parent) throw refuse(child, 'a label has two parents');
      parents[level]?.set(child, parent);
    }
  }
  if (new Set(lines.map((line) => line[length - 1])).size !== 1) throw refuse('', 'it has more than one top');
  return { name, height: length - 1, labelOf: (value, level) => labels.get(value)?.[level], values: [...labels.keys()] };
}
