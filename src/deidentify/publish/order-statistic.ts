import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import { determinedUnknowns } from '../../stats/integer-rank.js';

/** What {@link orderStatistic} needs: one value for each employer, and which quantile. */
export interface OrderStatisticInput {
  /** One figure for each employer, as decimal text. Unit: the caller's. */
  readonly values: readonly string[];
  /** Decimal text above 0 and below 1, such as `'0.5'`. */
  readonly quantile: string;
  /** Employers that may pool what they know. Default 1. Unit: employers. */
  readonly collusion?: number;
}

/** The mean of the employers around a quantile: labelled as what it is, never as the quantile itself. */
export interface WindowMean {
  readonly value: Decimal;
  /** First and last rank in the mean, 1-based, from the least value. Unit: ranks. */
  readonly ranks: readonly [first: number, last: number];
  /** Unit: employers. */
  readonly employers: number;
  /** Such as `mean of ranks 5 to 7 of 11`. */
  readonly label: string;
}

/**
 * Gives a quantile over employers as the mean of a window of ranks, so that no single employer's figure is printed.
 *
 * Limits: the least and the greatest value are never given. Several windows, mean and total of the same values must also
 * pass {@link orderWindowsSafe} together.
 *
 * @formula h = (m - 1)q + 1; width at least max(3, c + 2), odd and centred on h when h is whole, else even and centred between its neighbours
 * @unit the unit of the values
 * @testedBy deidentify/publish/order-statistic.test.ts: m = 11 median, ATK-17 for m = 3 to 20
 * @param o - Values, quantile, collusion.
 * @returns The mean of the window, with its ranks.
 * @throws {@link CoalitionError} `deidentify/order-statistic-refused` when the window leaves 1 to m, or the quantile is an end.
 * @example
 * orderStatistic({ values: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11'], quantile: '0.5' }).ranks; // => [5, 7]
 */
export function orderStatistic(o: OrderStatisticInput): WindowMean {
  const refuse = (reason: string): CoalitionError<'deidentify/order-statistic-refused'> =>
    new CoalitionError(
      'deidentify/order-statistic-refused',
      `The order statistic can't be given: ${reason}. Use a quantile nearer the middle, or the mean.`,
      { reason },
    );
  const m = o.values.length;
  const collusion = o.collusion ?? 1;
  if (!/^0?\.\d+$/.test(o.quantile)) throw refuse(`the quantile ${o.quantile} is not between 0 and 1`);
  if (!Number.isInteger(collusion) || collusion < 0) throw refuse('collusion is no whole number of at least 0');
  for (const value of o.values) if (!/^-?\d+(\.\d+)?$/.test(value)) throw refuse('a value is no plain decimal text');
  const h = new Decimal(o.quantile).times(m - 1).plus(1);
  const least = Math.max(3, collusion + 2);
  const lower = h.floor().toNumber();
  let [first, last] = [0, 0];
  if (h.isInteger()) {
    const half = Math.ceil((least - 1) / 2);
    [first, last] = [lower - half, lower + half];
  } else {
    const half = Math.ceil(least / 2);
    [first, last] = [lower - half + 1, lower + half];
  }
  if (first < 1 || last > m) throw refuse(`its window of ranks ${first} to ${last} leaves the ${m} employers`);
  if (first === 1 && last === m && m < least) throw refuse('there are too few employers');
  const sorted = o.values.map((value) => new Decimal(value)).sort((a, b) => a.cmp(b));
  const window = sorted.slice(first - 1, last);
  const value = window.reduce((sum, each) => sum.plus(each), new Decimal(0)).div(window.length);
  return { value, ranks: [first, last], employers: m, label: `mean of ranks ${first} to ${last} of ${m}` };
}

/**
 * Tells whether several windows over the same ranks, with mean and total, can go out together: disjoint, and without any
 * coalition being able to compute a single rank from them.
 *
 * @param o - `employers`: how many; `windows`: first and last rank of each; `withTotal`: whether mean or total is printed too;
 *   `collusion`: employers that may pool what they know, default 1.
 * @returns True when they can.
 * @example
 * orderWindowsSafe({ employers: 11, windows: [[2, 10]], withTotal: true }); // => false
 */
export function orderWindowsSafe(o: {
  readonly employers: number;
  readonly windows: readonly (readonly [first: number, last: number])[];
  readonly withTotal: boolean;
  readonly collusion?: number;
}): boolean {
  const ranks = Array.from({ length: o.employers }, (_, i) => i + 1);
  const sorted = [...o.windows].sort((a, b) => a[0] - b[0]);
  if (sorted.some((window, i) => i > 0 && window[0] <= (sorted[i - 1]?.[1] ?? 0))) return false;
  const rows = [
    ...sorted.map(([first, last]) => ranks.map((rank) => (rank >= first && rank <= last ? 1 : 0))),
    ...(o.withTotal ? [ranks.map(() => 1)] : []),
  ];
  // Ranks that stand in the same rows can't be told apart; one is computable only when it is alone after the coalition's own are gone.
  const groups = new Map<string, number>();
  for (let i = 0; i < ranks.length; i += 1) {
    const signature = rows.map((row) => row[i]).join('');
    if (signature.includes('1')) groups.set(signature, (groups.get(signature) ?? 0) + 1);
  }
  const columns = [...groups];
  const equations = rows.map((_, r) => columns.map(([signature]) => (signature[r] === '1' ? 1 : 0)));
  const collusion = o.collusion ?? 1;
  return determinedUnknowns(equations).every((at) => (columns[at]?.[1] ?? 0) >= collusion + 2);
}
