import { CoalitionError } from '../../errors/coalition-error.js';
import type { Dimension } from './table-input.js';

/** A dimension as a tree, total first, each category before those under it. */
export interface DimensionTree {
  readonly name: string;
  readonly total: string;
  readonly codes: readonly string[];
  /** Direct children by code, in the caller's order. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  readonly partition: boolean;
}

/** Checks that the categories form one tree under the total. */
export function dimensionTree(dimension: Dimension): DimensionTree {
  const total = dimension.total ?? 'total';
  const children = new Map<string, string[]>([[total, []]]);
  const refuse = (code: string, why: string): CoalitionError<'deidentify/hierarchy-not-a-tree'> =>
    new CoalitionError(
      'deidentify/hierarchy-not-a-tree',
      `The dimension "${dimension.name}" isn't a tree: "${code}" ${why}. Give every category one parent on the way to the total.`,
      { dimension: dimension.name, code },
    );
  for (const category of dimension.categories) {
    if (children.has(category.code)) throw refuse(category.code, 'stands in it twice, or is the name of the total');
    children.set(category.code, []);
  }
  for (const category of dimension.categories) {
    const under = children.get(category.parent ?? total);
    if (under === undefined) throw refuse(category.code, 'has a parent that is not a category');
    under.push(category.code);
  }
  const codes: string[] = [];
  const visit = (code: string): void => {
    codes.push(code);
    for (const child of children.get(code) ?? []) visit(child);
  };
  visit(total);
  const lost = dimension.categories.find((category) => !codes.includes(category.code));
  if (lost !== undefined) throw refuse(lost.code, 'is its own ancestor');
  return { name: dimension.name, total, codes, children, partition: dimension.members === 'partition' };
}
