import { CoalitionError } from '../errors/coalition-error.js';
import { Decimal } from '../money/decimal.js';
import { estimatedUsd } from '../money/estimated-usd.js';
import { times, type Usd, type UsdInput, usd } from '../money/usd.js';
import { type Completion, completion } from './completion.js';
import { type IbnrOptions, type IbnrResult, ibnr } from './ibnr.js';
import { makeTriangle, type Triangle } from './triangle.js';
import { gridOf } from './triangle-grid.js';
import { cellScale, chosen, specJson } from './triangle-spec.js';

/** What happens to the claims of large claimants. */
export interface LargeClaims {
  /**
   * `factorsOnly`: taken out where factors are made, left in the amounts; `exclude`: taken out of both and shown as a line of its own;
   * `capAndLoad`: the part beyond the threshold taken out, a pooling charge added.
   */
  readonly treatment: 'factorsOnly' | 'exclude' | 'capAndLoad';
  /** Payments of the large claimants (`capAndLoad`: their part beyond the threshold), of the same specification. */
  readonly large: Triangle;
  /** Added by `capAndLoad`. Decimal text. Unit: US dollars per member month. */
  readonly poolingCharge?: UsdInput;
}

/** A reserve with large claims apart. Unit of amounts: US dollars where cells are cents, else the triangle's unit. */
export interface LargeClaimsResult {
  readonly treatment: LargeClaims['treatment'];
  /** The reserve of what is left. */
  readonly rest: IbnrResult;
  /** Known so far of the large claims that were taken out; zero for `factorsOnly`. */
  readonly largePaid: Usd;
  /** Pooling charge x member months; zero without. */
  readonly poolingCharge: Usd;
  /** Known so far in all: rest + large = the triangle's total. */
  readonly paid: Usd;
  /** Ultimate of the rest + large paid + pooling charge; null when the rest has none. */
  readonly ultimate: Usd | null;
}

/**
 * Takes one triangle off another, cell by cell.
 *
 * @unit cell units
 * @testedBy trend/large-claims.test.ts
 * @param all - The whole.
 * @param part - What is taken off; of the same specification.
 * @returns The rest, known where both are.
 * @throws {@link CoalitionError} `aggregate/spec-mismatch`.
 * @example
 * const of = (cell: string) => triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: [[cell]] });
 * subtractTriangle(of('10.00'), of('4.00')).total(); // => 600
 */
export function subtractTriangle(all: Triangle, part: Triangle): Triangle {
  const [mine, theirs] = [specJson(all.spec), specJson(part.spec)];
  for (const path of Object.keys(mine)) {
    if (JSON.stringify(mine[path]) !== JSON.stringify(theirs[path]))
      throw new CoalitionError('aggregate/spec-mismatch', `The triangles differ in ${path}. Build both with the same specification.`, {
        path: `spec.${path}`,
      });
  }
  const { rows, columns } = all.grid;
  const known = all.grid.known.map((flag, at) => flag & (part.grid.known[at] ?? 0));
  const cumulative = all.grid.cumulative.map((value, at) => (known[at] === 1 ? value - (part.grid.cumulative[at] ?? 0) : 0));
  return makeTriangle({
    spec: all.spec,
    lastPaid: Math.min(all.lastPaid, part.lastPaid),
    grid: gridOf(rows, columns, cumulative, known),
    exposure: all.exposure,
    control: null,
    findings: all.findings,
  });
}

/**
 * Sets a reserve with the claims of large claimants apart, so that one shock doesn't run through every factor.
 *
 * Limits: who is large is decided where the triangle of large claims is built, by member-year against a threshold; see
 * {@link largeClaimLines}.
 *
 * @formula factorsOnly: p from all - large, C from all; exclude: p and C from all - large, large paid beside; capAndLoad: all - excess,
 *   plus charge x member months
 * @unit US dollars where cells are cents, else the triangle's unit
 * @testedBy trend/large-claims.test.ts: the shock of health36
 * @param triangle - All payments.
 * @param o - `largeClaims`; `completion`: how factors are made; `ibnr`: how the reserve is.
 * @returns The rest, the large claims, and their sums.
 * @throws {@link CoalitionError} as {@link ibnr}; `aggregate/spec-mismatch`.
 * @example
 * const of = (rows: string[][]) => triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: rows });
 * const result = ibnrWithLargeClaims(of([['100', '950'], ['100', '150'], ['100']]), {
 *   largeClaims: { treatment: 'exclude', large: of([['0', '800'], ['0', '0'], ['0']]) }, ibnr: { method: 'development' } });
 * [result.rest.total.ibnr?.toFixed(2), result.largePaid.toFixed(2), result.paid.toFixed(2)]; // => ['50.00', '800.00', '1200.00']
 */
export function ibnrWithLargeClaims(
  triangle: Triangle,
  o: { readonly largeClaims: LargeClaims; readonly completion?: Completion['options']; readonly ibnr?: IbnrOptions },
): LargeClaimsResult {
  const { treatment, large, poolingCharge } = o.largeClaims;
  chosen('treatment', treatment, ['factorsOnly', 'exclude', 'capAndLoad']);
  const without = subtractTriangle(triangle, large);
  const pattern = completion(without, o.completion ?? {});
  const rest = ibnr(treatment === 'factorsOnly' ? triangle : without, pattern, o.ibnr ?? {});
  const largePaid = treatment === 'factorsOnly' ? estimatedUsd(0) : estimatedUsd(large.total() / cellScale(large.spec));
  const months = (triangle.exposure ?? []).reduce<number>((sum, each, i) => sum + ((triangle.grid.age[i] ?? -1) < 0 ? 0 : (each ?? 0)), 0);
  const charge = treatment === 'capAndLoad' && poolingCharge !== undefined ? times(usd(poolingCharge), new Decimal(months)) : estimatedUsd(0);
  const ultimate = rest.total.ultimate;
  return {
    treatment,
    rest,
    largePaid,
    poolingCharge: charge,
    paid: usd(new Decimal(rest.total.paid).plus(largePaid)),
    ultimate: ultimate === null ? null : usd(new Decimal(ultimate).plus(largePaid).plus(charge)),
  };
}
