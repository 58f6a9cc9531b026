import type { Explanation } from '../reference/explanation.js';
import type { Month } from '../time/month.js';
import { scoreOf, totalOf } from './auto.js';
import { type CompletionOptions, completion } from './completion.js';
import { conformalHalfWidth } from './conformal.js';
import { disclose, type TrendDisclosure } from './disclosure.js';
import type { IbnrMethodChoice } from './ibnr.js';
import { methodName, methodOf } from './ibnr-method.js';
import { type PastError, type PastValuations, pastErrors } from './past-errors.js';
import type { Prior } from './prior.js';
import type { Triangle } from './triangle.js';
import { settle, ultimatesBy } from './ultimates.js';

/** How {@link retrospective} is asked. */
export interface RetrospectiveOptions {
  readonly methods: readonly Exclude<IbnrMethodChoice, 'auto'>[];
  /** How factors are made, at every valuation. */
  readonly completion?: CompletionOptions;
  readonly prior?: Prior;
  readonly valuations?: PastValuations;
  /** Of the intervals whose coverage is counted. Default 0.8. Unit: share. */
  readonly confidence?: number;
}

/** How one method did. Errors are the later ultimate less the estimate: positive when the estimate was too low. */
export interface MethodScorecardRow {
  readonly method: string;
  /** Unit: months of claims. */
  readonly bias: number;
  /** Unit: months of claims. */
  readonly rmse: number;
  /** Unit: months of claims. */
  readonly meanAbsoluteError: number;
  /** Of the IBNR; null when some valuation had none. Unit: share. */
  readonly mape: number | null;
  /** Share of valuations whose error an interval made of the other ones would have held; null with too few. Unit: share. */
  readonly coverage: number | null;
  readonly errors: readonly {
    readonly valuation: Month /** Unit: months of claims. */;
    readonly error: number /** Unit: share. */;
    readonly stillOpen: number;
  }[];
}

/** Methods beside each other, on the plan's own past. */
export interface MethodScorecard extends Explanation {
  readonly disclosure: TrendDisclosure;
  readonly rows: readonly MethodScorecardRow[];
  readonly valuations: readonly Month[];
}

/**
 * Tells how good reserve methods were at past valuations of the same triangle, refitted on what was known then.
 *
 * Limits: what is still open today is an estimate by the first method; its share stands beside each error.
 *
 * @formula error = (sum of later ultimates - sum of estimates) / average month, at each past valuation
 * @unit months of claims
 * @testedBy trend/large-claims.test.ts
 * @param triangle - The triangle as known today.
 * @param o - Methods, factors, prior, valuations.
 * @returns A scorecard; without rows' errors when the history is too short.
 * @throws {@link CoalitionError} `trend/prior-missing`, `trend/exposure-needed`.
 * @example
 * const rows = Array.from({ length: 24 }, (_, i) => ['60', '90', '100'].slice(0, 24 - i));
 * const triangle = triangleFrom({ origin: '2024-01', grain: 'month', unit: 'cents', cumulative: rows });
 * retrospective(triangle, { methods: ['development'] }).rows[0]?.rmse.toFixed(6); // => '0.000000'
 */
export function retrospective(triangle: Triangle, o: RetrospectiveOptions): MethodScorecard {
  const methods = o.methods.map(methodOf);
  const options = o.completion ?? {};
  const settled = settle({ triangle, completion: completion(triangle, options), prior: o.prior });
  const today = methods.map((method) => ultimatesBy(settled, method).ultimate);
  const past = pastErrors({ triangle, options, prior: o.prior, methods, today: today[0] ?? [], ...o.valuations });
  const valuations = (past[0] ?? []).map(({ valuation }) => valuation);
  return {
    rows: methods.map((method, m) => {
      const errors = past[m] ?? [];
      const totals = errors.map(totalOf);
      return {
        ...scoreOf(methodName(method), totals),
        mape: mapeOf(errors),
        coverage: coverageOf(totals, o.confidence ?? 0.8),
        errors: errors.map((each, i) => ({ valuation: each.valuation, error: totals[i] ?? 0, stillOpen: each.stillOpen })),
      };
    }),
    valuations,
    disclosure: disclose(triangle, { methods: methods.map(methodName), exclusions: [] }),
    steps: [
      {
        id: 'valuations',
        label: `Refitted at ${valuations.length} past valuations`,
        value: valuations.length === 0 ? 'none' : `${valuations[0]} to ${valuations.at(-1)}`,
      },
    ],
    assumptions: [
      {
        id: 'run-out',
        value: `${o.valuations?.runout ?? 6} periods`,
        evidence: 'assumed',
        source: o.valuations?.runout === undefined ? 'default' : 'caller',
      },
    ],
    warnings: [],
    tables: [],
  };
}

function mapeOf(errors: readonly PastError[]): number | null {
  const shares = errors.map((each) => (each.unpaid > 0 ? Math.abs(totalOf(each)) / each.unpaid : Number.NaN));
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return Number.isFinite(mean) ? mean : null;
}

function coverageOf(totals: readonly number[], confidence: number): number | null {
  let [held, tried] = [0, 0];
  totals.forEach((error, i) => {
    const half = conformalHalfWidth(
      totals.filter((_, j) => j !== i),
      confidence,
    );
    if (half === null) return;
    tried += 1;
    held += Math.abs(error) <= half ? 1 : 0;
  });
  return tried === 0 ? null : held / tried;
}
