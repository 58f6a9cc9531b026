/** A whole-number matrix by rows. */
export type IntegerRows = readonly (readonly number[])[];

/**
 * Tells how many of the rows are independent, exactly.
 *
 * @testedBy deidentify/integer-rank.test.ts: ranks by hand; rank is unchanged by row operations
 * @param rows - Whole numbers within plus or minus 2^53; rows of one length.
 * @returns The rank.
 * @example
 * integerRank([[1, 1, 0], [0, 1, 1], [1, 2, 1]]); // => 2
 */
export function integerRank(rows: IntegerRows): number {
  return reduced(rows).length;
}

/**
 * Tells which unknowns follow exactly from the equations `rows x unknowns = known numbers`.
 *
 * Limits: whole coefficients. It answers what follows by adding and subtracting alone; bounds may narrow more.
 *
 * @testedBy deidentify/integer-rank.test.ts: differences of nested sums; random systems against brute force
 * @param rows - One row of coefficients for each published number.
 * @returns Places of the determined unknowns, rising.
 * @example
 * determinedUnknowns([[1, 1, 1], [1, 1, 0]]); // => [2]
 */
export function determinedUnknowns(rows: IntegerRows): number[] {
  const found: number[] = [];
  for (const row of reduced(rows)) {
    const places: number[] = [];
    row.forEach((value, j) => {
      if (value !== 0n) places.push(j);
    });
    const [only] = places;
    if (places.length === 1 && only !== undefined) found.push(only);
  }
  return found.sort((a, b) => a - b);
}

/** Reduced row echelon form without fractions: each row divided by its greatest common divisor. Zero rows are left out. */
function reduced(rows: IntegerRows): bigint[][] {
  const matrix = rows.map((row) => row.map(BigInt));
  const width = Math.max(0, ...matrix.map((row) => row.length));
  const kept: { row: bigint[]; pivot: number }[] = [];
  for (const source of matrix) {
    let row = source;
    for (const each of kept) row = clear(row, each);
    const pivot = row.findIndex((value) => value !== 0n);
    if (pivot === -1) continue;
    const fresh = { row: divided(row), pivot };
    kept.forEach((each) => {
      each.row = clear(each.row, fresh);
    });
    kept.push(fresh);
    if (kept.length === width) break;
  }
  return kept.map((each) => each.row);
}

/** Removes the pivot column of another row from a row. */
function clear(row: bigint[], by: { readonly row: readonly bigint[]; readonly pivot: number }): bigint[] {
  const factor = row[by.pivot] ?? 0n;
  if (factor === 0n) return row;
  const lead = by.row[by.pivot] ?? 1n;
  return divided(row.map((value, j) => value * lead - factor * (by.row[j] ?? 0n)));
}

function divided(row: bigint[]): bigint[] {
  let divisor = 0n;
  for (const value of row) {
    let [a, b] = [value < 0n ? -value : value, divisor];
    while (a !== 0n) [a, b] = [b % a, a];
    divisor = b;
  }
  return divisor > 1n ? row.map((value) => value / divisor) : row;
}
