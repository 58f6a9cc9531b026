/** What somebody who knows that a person is in the file can do; and how many stand alone. */
export interface ProsecutorRisk {
  /** Least class size. `null` for an empty table. Unit: members. */
  readonly k: number | null;
  /** 1 / k. */
  readonly highest: number | null;
  /** Classes / members: the risk of a member drawn at random. */
  readonly averageRecordRisk: number | null;
  /** Mean of 1 / size over classes: the risk of a class drawn at random. Another number than the one above. */
  readonly meanClassRisk: number | null;
  /** Members alone in their class. Unit: members. */
  readonly uniques: number;
  /** Members whose risk is above the threshold. Unit: members. */
  readonly overThreshold: number;
  /** Sum of squared class sizes. Unit: members squared. */
  readonly discernibility: number;
}

/** Risks from class sizes in the file. */
export function prosecutorRisk(sizes: Int32Array, o: { readonly members: number; readonly threshold: number }): ProsecutorRisk {
  let [k, uniques, over, squares, mean] = [Number.POSITIVE_INFINITY, 0, 0, 0, 0];
  for (const size of sizes) {
    k = Math.min(k, size);
    squares += size * size;
    mean += 1 / size;
    if (size === 1) uniques += 1;
    if (1 / size > o.threshold) over += size;
  }
  const none = sizes.length === 0;
  return {
    k: none ? null : k,
    highest: none ? null : 1 / k,
    averageRecordRisk: none ? null : sizes.length / o.members,
    meanClassRisk: none ? null : mean / sizes.length,
    uniques,
    overThreshold: over,
    discernibility: squares,
  };
}

/** What somebody can do who matches against a population register. */
export interface PopulationRisk {
  /** Least class size in the population: k of the k-map. Unit: persons. */
  readonly kMap: number;
  readonly journalistHighest: number;
  /** The larger of classes over population and the mean of 1 / F over classes. */
  readonly journalistAverage: number;
  /** Mean over members of 1 / F. */
  readonly marketer: number;
  /** Least and greatest share of a population class that is in the file. */
  readonly deltaPresence: readonly [low: number, high: number];
}

/** Risks from class sizes in the file (f) and in the population (F). */
export function populationRisk(sizes: Int32Array, o: { readonly population: Float64Array; readonly members: number }): PopulationRisk | null {
  if (sizes.length === 0) return null;
  let [least, sum, inverse, marketer, low, high] = [Number.POSITIVE_INFINITY, 0, 0, 0, Number.POSITIVE_INFINITY, 0];
  sizes.forEach((f, i) => {
    const F = o.population[i] ?? 0;
    least = Math.min(least, F);
    sum += F;
    inverse += 1 / F;
    marketer += f / F;
    low = Math.min(low, f / F);
    high = Math.max(high, f / F);
  });
  return {
    kMap: least,
    journalistHighest: 1 / least,
    journalistAverage: Math.max(sizes.length / sum, inverse / sizes.length),
    marketer: marketer / o.members,
    deltaPresence: [low, high],
  };
}
