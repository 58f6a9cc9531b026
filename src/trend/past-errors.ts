import { isCoalitionError } from '../errors/coalition-error.js';
import { type Month, monthFromIndex } from '../time/month.js';
import { type CompletionOptions, completion } from './completion.js';
import type { IbnrMethod } from './ibnr-method.js';
import type { Prior } from './prior.js';
import type { Triangle } from './triangle.js';
import { periodStart, whole } from './triangle-spec.js';
import { type Settled, settle, ultimatesBy } from './ultimates.js';

/** How far an estimate at an earlier valuation was off, by the age that each month had then. */
export interface PastError {
  /** The last paid month that was known. */
  readonly valuation: Month;
  /** Later ultimate less the ultimate estimated then, by age at that valuation, as a share of an average month. Unit: months of claims. */
  readonly byLag: readonly number[];
  /** Later ultimate less what was paid then. Unit: months of claims. */
  readonly unpaid: number;
  /** Share of the later ultimates that is still an estimate today. Unit: share. */
  readonly stillOpen: number;
}

/** Where past valuations start and end. */
export interface PastValuations {
  /** Paid months that must have followed. Default 6. Unit: periods. */
  readonly runout?: number;
  /** Incurred months that must have been known. Default 12. Unit: periods. */
  readonly history?: number;
  /** Latest valuations used. Default 24. Unit: periods. */
  readonly most?: number;
}

/** The cost of an average recent month: the mean ultimate of the latest twelve settled months. Unit: cell units. */
export function averageMonth(settled: Settled): number | null {
  const { developed, completionAt } = settled;
  const known = developed.flatMap((u, i) => (u !== null && (completionAt[i] ?? 0) > 0 ? [{ u, p: completionAt[i] ?? 0 }] : []));
  const done = known.filter(({ p }) => p >= 0.95);
  const used = (done.length > 0 ? done : known).slice(-12);
  const mean = used.reduce((sum, { u }) => sum + u, 0) / used.length;
  return used.length > 0 && mean > 0 && Number.isFinite(mean) ? mean : null;
}

/** Everything that a refit at past valuations needs. */
export interface PastInput extends PastValuations {
  readonly triangle: Triangle;
  readonly options: CompletionOptions;
  readonly prior: Prior | undefined;
  readonly methods: readonly IbnrMethod[];
  /** Today's ultimates, with which the past is compared. Unit: cell units. */
  readonly today: readonly (number | null)[];
}

/**
 * Refits methods at past valuations, with what was known then, and compares with today: the errors that intervals and the automatic
 * choice of a method rest on.
 *
 * @returns One list of errors for each method; valuations at which one of them could not be fitted are left out for all.
 */
export function pastErrors(o: PastInput): readonly (readonly PastError[])[] {
  const { triangle, options, prior, methods, today, runout = 6, history = 12, most = 24 } = o;
  for (const [name, value] of Object.entries({ runout, history, most })) whole(`valuations.${name}`, value, { from: 1 });
  const found: PastError[][] = methods.map(() => []);
  const first = Math.max(history - 1, triangle.lastPaid - runout - most + 1);
  for (let v = first; v <= Math.min(triangle.lastPaid - runout, triangle.grid.rows - 1); v += 1) {
    const errors = errorsAt({ triangle, options, prior, methods, today, v });
    if (errors !== null) errors.forEach((error, m) => found[m]?.push(error));
  }
  return found;
}

function errorsAt(o: Pick<PastInput, 'triangle' | 'options' | 'prior' | 'methods' | 'today'> & { readonly v: number }): readonly PastError[] | null {
  const { triangle, options, prior, methods, today, v } = o;
  const latest = triangle.latest();
  try {
    const then = triangle.at(monthFromIndex(periodStart(triangle.spec, v + 1) - 1));
    const settled = settle({ triangle: then, completion: completion(then, options), prior });
    const scale = averageMonth(settled);
    if (scale === null) return null;
    const errors: PastError[] = [];
    for (const method of methods) {
      const { ultimate } = ultimatesBy(settled, method);
      const byLag: number[] = [];
      let [open, all, unpaid] = [0, 0, 0];
      for (let i = v; i >= 0; i -= 1) {
        const [now, before] = [today[i] ?? null, ultimate[i] ?? null];
        if (now === null || before === null || !Number.isFinite((now - before) / scale)) return null;
        byLag.push((now - before) / scale);
        unpaid += (now - (settled.latest[i] ?? 0)) / scale;
        all += Math.abs(now);
        open += Math.abs(now - (latest[i] ?? 0));
      }
      errors.push({ valuation: then.asOf, byLag, unpaid, stillOpen: all > 0 ? open / all : 0 });
    }
    return errors;
  } catch (error) {
    if (isCoalitionError(error)) return null;
    throw error;
  }
}
