import type { PublishedDimension, PublishedPart } from './publishable-table.js';

/** A cell of everything printed; cells that tables share stand here once. */
export interface PrintedCell {
  readonly name: string;
  readonly part: string;
  readonly key: readonly string[];
  readonly withheld: boolean;
  /** Printed whole numbers by additive measure; null where withheld. */
  readonly values: ReadonlyMap<string, number | null>;
}

/** A margin and what lies directly under it along one dimension. */
export interface PrintedRelation {
  readonly parent: number;
  readonly children: readonly number[];
  readonly partition: boolean;
}

/** What a reader sees: cells, and how they add up. Read from the printed tables alone, by code that protecting doesn't use. */
export interface PrintedSystem {
  readonly cells: readonly PrintedCell[];
  readonly relations: readonly PrintedRelation[];
  readonly measures: readonly { readonly id: string; readonly persons: boolean }[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** What doesn't fit together in the printed form; empty when it is sound. */
  readonly flaws: readonly string[];
}

/** The same cell has the same name in every table of a release. */
export function cellName(dimensions: readonly PublishedDimension[], key: readonly string[]): string {
  const named: string[] = [];
  dimensions.forEach((dimension, d) => {
    if (key[d] !== dimension.total) named.push(`${JSON.stringify(dimension.name)}=${JSON.stringify(key[d] ?? '')}`);
  });
  return named.sort().join('&');
}

/** Reads printed tables as one system. */
export function printedSystem(parts: readonly PublishedPart[]): PrintedSystem {
  const cells: PrintedCell[] = [];
  const indexOf = new Map<string, number>();
  const relations = new Map<string, PrintedRelation>();
  const flaws: string[] = [];
  const measures = (parts[0]?.measures ?? []).flatMap((measure) =>
    measure.quotient === null ? [{ id: measure.id, persons: measure.kind === 'persons' }] : [],
  );
  for (const part of parts) {
    for (const { id } of measures)
      if (!part.measures.some((measure) => measure.id === id && measure.quotient === null)) flaws.push(`measure ${id} is missing in ${part.id}`);
    const byKey = new Map<string, number>();
    for (const cell of part.cells) {
      const name = cellName(part.dimensions, cell.key);
      const values = new Map<string, number | null>();
      for (const { id } of measures) values.set(id, wholeNumber(cell.values[id], { withheld: cell.withheld, at: `${part.id} ${name} ${id}`, flaws }));
      const known = indexOf.get(name);
      const index = known ?? cells.length;
      if (byKey.has(JSON.stringify(cell.key))) flaws.push(`${part.id} prints a cell twice`);
      byKey.set(JSON.stringify(cell.key), index);
      if (known === undefined) {
        indexOf.set(name, index);
        cells.push({ name, part: part.id, key: cell.key, withheld: cell.withheld, values });
      } else {
        const same = cells[known];
        if (same?.withheld !== cell.withheld || measures.some(({ id }) => same.values.get(id) !== values.get(id)))
          flaws.push(`${name} differs between tables`);
      }
    }
    for (const relation of relationsOf(part, { byKey, flaws }))
      relations.set(JSON.stringify([relation.parent, [...relation.children].sort((a, b) => a - b)]), relation);
  }
  return { cells, relations: [...relations.values()], measures, indexOf, flaws };
}

function wholeNumber(
  text: string | null | undefined,
  o: { readonly withheld: boolean; readonly at: string; readonly flaws: string[] },
): number | null {
  if (o.withheld) {
    if (text !== null) o.flaws.push(`${o.at} is withheld and has a value`);
    return null;
  }
  const value = typeof text === 'string' && /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) {
    o.flaws.push(`${o.at} is no whole number`);
    return null;
  }
  return value;
}

function relationsOf(part: PublishedPart, o: { readonly byKey: ReadonlyMap<string, number>; readonly flaws: string[] }): PrintedRelation[] {
  const found: PrintedRelation[] = [];
  const expected = part.dimensions.reduce((product, dimension) => product * dimension.categories.length, 1);
  if (expected !== part.cells.length) o.flaws.push(`${part.id} prints ${part.cells.length} of ${expected} cells`);
  for (const cell of part.cells) {
    part.dimensions.forEach((dimension, d) => {
      const under = dimension.categories.filter((category) => category.parent === cell.key[d]);
      const [parent, children] = [
        o.byKey.get(JSON.stringify(cell.key)),
        under.map((category) => o.byKey.get(JSON.stringify(cell.key.map((code, i) => (i === d ? category.code : code))))),
      ];
      if (under.length === 0 || parent === undefined) return;
      const whole = children.flatMap((child) => child ?? []);
      if (whole.length !== children.length) o.flaws.push(`${part.id} lacks cells under a margin`);
      found.push({ parent, children: whole, partition: dimension.members === 'partition' });
    });
  }
  return found;
}
