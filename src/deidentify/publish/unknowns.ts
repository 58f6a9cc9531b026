import type { TableSystem } from './table-system.js';

/** One unknown of the attacker's equations: a withheld cell, or the hidden slack of an inequality between persons. */
export interface Unknown {
  /** System cell, or -1 for a slack. */
  readonly cell: number;
  readonly truth: number;
}

/** What ties unknowns: the sum of sign times unknown is fixed by what is published. */
export interface Tie {
  readonly terms: readonly (readonly [unknown: number, sign: 1 | -1])[];
  readonly equals: number;
}

/** Everything an attacker can write down about one measure when some cells are withheld. */
export interface Unknowns {
  readonly measure: number;
  readonly unknowns: readonly Unknown[];
  readonly ties: readonly Tie[];
  /** Place of each withheld system cell among the unknowns. */
  readonly placeOf: ReadonlyMap<number, number>;
}

/**
 * Writes down the attacker's equations of one measure.
 *
 * Distinct members of overlapping categories don't add up; for them the attacker still knows that a margin is at most
 * the sum of its cells and at least each of them, which stands here as equations with hidden slacks.
 */
export function unknownsOf(system: TableSystem, o: { readonly measure: number; readonly withheld: ReadonlySet<number> }): Unknowns {
  const unknowns: Unknown[] = [];
  const placeOf = new Map<number, number>();
  const truth = (cell: number): number => system.cells[cell]?.values[o.measure] ?? 0;
  for (const cell of [...o.withheld].sort((a, b) => a - b)) {
    placeOf.set(cell, unknowns.length);
    unknowns.push({ cell, truth: truth(cell) });
  }
  const ties: Tie[] = [];
  const tie = (parts: readonly (readonly [cell: number, sign: 1 | -1])[], withSlack: boolean): void => {
    const terms: [number, 1 | -1][] = [];
    let equals = 0;
    let slack = 0;
    for (const [cell, sign] of parts) {
      const place = placeOf.get(cell);
      slack += sign * truth(cell);
      if (place === undefined) equals -= sign * truth(cell);
      else terms.push([place, sign]);
    }
    if (terms.length === 0) return;
    if (withSlack) {
      terms.push([unknowns.length, -1]);
      unknowns.push({ cell: -1, truth: slack });
    }
    ties.push({ terms, equals });
  };
  const persons = system.measures[o.measure]?.kind === 'persons';
  for (const relation of system.relations) {
    const sumOfChildren = relation.children.map((child) => [child, 1] as const);
    const all = [...sumOfChildren, [relation.parent, -1] as const];
    if (!persons || relation.partition) tie(all, false);
    else {
      tie(all, true);
      for (const child of relation.children)
        tie(
          [
            [relation.parent, 1],
            [child, -1],
          ],
          true,
        );
    }
  }
  return { measure: o.measure, unknowns, ties, placeOf };
}
