import { CoalitionError } from '../errors/coalition-error.js';
import { unreachable } from '../errors/unreachable.js';
import type { Completion } from './completion.js';
import { type IbnrMethod, methodName } from './ibnr-method.js';
import { measured } from './measured-prior.js';
import { expectedCells, type KnownPrior, type Prior, type ProjectedMonths, priorMissing, projection, shapeOf } from './prior.js';
import type { Triangle } from './triangle.js';
import { finite, invalidInput } from './triangle-spec.js';

/** A triangle with everything that methods need of it, as plain doubles. */
export interface Settled {
  readonly triangle: Triangle;
  /** With everything measured that was left to be measured. */
  readonly prior: KnownPrior | undefined;
  /** Latest cumulative amount by period. Unit: cell units. */
  readonly latest: readonly number[];
  /** Completion factor at each period's age; null where unknown. Unit: share. */
  readonly completionAt: readonly (number | null)[];
  /** Latest / completion. Unit: cell units. */
  readonly developed: readonly (number | null)[];
  readonly exposure: readonly (number | null)[] | null;
  /** Trend x season x working days. Unit: none. */
  readonly shape: Float64Array;
  readonly projected: ProjectedMonths;
  /** The caller's own expectation, or the projection. Unit: cell units. */
  readonly expected: readonly (number | null)[];
}

/** Ultimates by one method. */
export interface Ultimates {
  readonly method: string;
  /** Unit: cell units; null where the method has no answer. */
  readonly ultimate: readonly (number | null)[];
  /** What was used for each period. */
  readonly used: readonly string[];
}

/** Brings triangle, completion and prior together once, for any number of methods. */
export function settle(o: {
  readonly triangle: Triangle;
  readonly completion: Completion;
  readonly prior?: Prior | undefined;
  readonly latest?: readonly number[];
}): Settled {
  const { triangle, completion } = o;
  const { grid } = triangle;
  const latest = o.latest ?? triangle.latest();
  const completionAt = latest.map((_, i) => {
    const age = grid.age[i] ?? -1;
    return age < 0 ? null : (completion.completionFactors[age] ?? null);
  });
  const developed = latest.map((c, i) => {
    const p = completionAt[i] ?? null;
    return p === null || p <= 0 ? null : c / p;
  });
  const prior = o.prior === undefined ? undefined : measured({ triangle, developed, completionAt, prior: o.prior });
  const shape = shapeOf(triangle, prior);
  const projected = projection({ triangle, developed, completionAt, shape, prior });
  const given = expectedCells(triangle, prior);
  return { triangle, prior, latest, completionAt, developed, exposure: triangle.exposure, shape, projected, expected: given ?? projected.expected };
}

/**
 * Computes ultimates by one method on plain doubles.
 *
 * @throws {@link CoalitionError} `trend/prior-missing`, `trend/exposure-needed`, `trend/invalid-input`.
 */
export function ultimatesBy(settled: Settled, method: IbnrMethod): Ultimates {
  const given = ultimatesOf(settled, method);
  if (method.kind === 'expected') return given;
  // What is paid in full is known: only the caller's own expectation may say otherwise.
  const { latest, completionAt } = settled;
  return { ...given, ultimate: given.ultimate.map((u, i) => (u !== null && completionAt[i] === 1 ? (latest[i] ?? u) : u)) };
}

function ultimatesOf(settled: Settled, method: IbnrMethod): Ultimates {
  const { latest, completionAt, developed } = settled;
  const name = methodName(method);
  const all = (ultimate: readonly (number | null)[], label = name): Ultimates =>
    fillZeroPaid(settled, { method: name, ultimate, used: ultimate.map(() => label) });
  const each = (of: (c: number, p: number, a: number, i: number) => number): readonly (number | null)[] =>
    latest.map((c, i) => {
      const [p, a] = [completionAt[i] ?? null, settled.expected[i] ?? null];
      return p === null || a === null ? null : of(c, p, a, i);
    });
  switch (method.kind) {
    case 'development':
      return all(developed);
    case 'projection':
      needExpected(settled, 'projection', 'U = base x trend x season x exposure');
      return { method: name, ultimate: settled.expected, used: latest.map(() => name) };
    case 'expected':
      needExpected(settled, 'expected', 'U = A');
      return { method: name, ultimate: settled.expected, used: latest.map(() => name) };
    case 'blend':
      return blend(settled, method.threshold ?? 0.8, name);
    case 'credibility': {
      needExpected(settled, name, 'U = Z C / p + (1 - Z) A');
      const z = (p: number, i: number): number => credibilityOf(method.z, p, settled.triangle.grid.age[i] ?? 0);
      return all(each((c, p, a, i) => (p <= 0 ? a : (z(p, i) * c) / p + (1 - z(p, i)) * a)));
    }
    case 'bornhuetterFerguson':
      needExpected(settled, name, 'U = C + (1 - p) A');
      return all(each((c, p, a) => c + (1 - p) * a));
    case 'benktander': {
      needExpected(settled, name, 'U0 = A, U = C + (1 - p) U0, repeated');
      const n = method.iterations ?? 2;
      return all(
        each((c, p, a) => {
          let u = a;
          for (let step = 0; step < n; step += 1) u = c + (1 - p) * u;
          return u;
        }),
      );
    }
    case 'capeCod':
      return all(capeCod(settled, method));
    case 'additive':
      return all(additive(settled, method));
    default:
      return unreachable(method);
  }
}

function needExpected({ expected }: Settled, method: string, formula: string): void {
  if (expected.every((value) => value === null)) throw priorMissing(method, formula);
}

function needExposure({ exposure }: Settled, method: string): readonly (number | null)[] {
  if (exposure === null) {
    throw new CoalitionError(
      'trend/exposure-needed',
      `${method} works on cost per member month and the triangle has no exposure. Build it with exposure.`,
      { method },
    );
  }
  return exposure;
}

/** A month with nothing paid would develop to nothing for ever; it takes the expectation where there is one. */
function fillZeroPaid(settled: Settled, given: Ultimates): Ultimates {
  const zero = settled.latest.map((c, i) => c === 0 && (settled.completionAt[i] ?? 1) < 1 && (settled.expected[i] ?? null) !== null);
  if (!zero.includes(true)) return given;
  return {
    method: given.method,
    ultimate: given.ultimate.map((u, i) => (zero[i] === true ? Math.max(u ?? 0, settled.expected[i] ?? 0) : u)),
    used: given.used.map((used, i) => (zero[i] === true ? 'projection' : used)),
  };
}

function blend(settled: Settled, threshold: number, name: string): Ultimates {
  finite('threshold', threshold);
  const { latest, completionAt, developed, expected } = settled;
  const open = completionAt.map((p, i) => p === null || p < threshold || (latest[i] === 0 && p < 1));
  if (open.includes(true)) needExpected(settled, name, 'below the threshold U = base x trend x season x exposure');
  const ultimate = latest.map((c, i) => {
    const a = expected[i] ?? null;
    return open[i] === true && a !== null ? Math.max(a, c) : (developed[i] ?? null);
  });
  return { method: name, ultimate, used: latest.map((_, i) => (open[i] === true && (expected[i] ?? null) !== null ? 'projection' : 'development')) };
}

function credibilityOf(z: 'p' | 'sqrt' | 'square' | readonly number[], p: number, lag: number): number {
  const value = z === 'p' ? p : z === 'sqrt' ? Math.sqrt(Math.max(0, p)) : z === 'square' ? p * p : (z[lag] ?? 1);
  if (!Number.isFinite(value)) throw invalidInput('credibility', value, 'Credibility is a share by lag.');
  return value;
}

function capeCod(settled: Settled, o: { readonly months?: number | 'all'; readonly decay?: number }): readonly (number | null)[] {
  const { latest, completionAt, shape } = settled;
  const exposure = needExposure(settled, 'Cape Cod');
  const decay = o.decay ?? 1;
  if (!(decay >= 0 && decay <= 1)) throw invalidInput('decay', decay, 'A decay is a weight from 0 to 1.');
  const usable = latest.flatMap((_, i) => ((completionAt[i] ?? null) !== null && (exposure[i] ?? 0) > 0 ? [i] : []));
  const rows = o.months === 'all' ? usable : usable.slice(Math.max(0, usable.length - (o.months ?? 24)));
  const plain = o.decay === undefined ? plainKappa({ settled, exposure, rows }) : null;
  return latest.map((c, i) => {
    const [p, e] = [completionAt[i] ?? null, exposure[i] ?? null];
    const rate = plain === null ? generalised({ settled, exposure, rows, at: i, decay }) : plain * (shape[i] ?? 1);
    return p === null || e === null || rate === null ? null : c + (1 - p) * rate * e;
  });
}

interface KappaInput {
  readonly settled: Settled;
  readonly exposure: readonly (number | null)[];
  readonly rows: readonly number[];
}

function plainKappa({ settled, exposure, rows }: KappaInput): number | null {
  let [claims, units] = [0, 0];
  for (const j of rows) {
    claims += settled.latest[j] ?? 0;
    units += (exposure[j] ?? 0) * (settled.shape[j] ?? 1) * (settled.completionAt[j] ?? 0);
  }
  return units > 0 ? claims / units : null;
}

/** Claims of all periods trended to the level of one, weighted by distance (Struhuss, Gluck). */
function generalised(o: KappaInput & { readonly at: number; readonly decay: number }): number | null {
  const { settled, exposure, rows, at, decay } = o;
  const { latest, completionAt, shape } = settled;
  let [claims, units] = [0, 0];
  for (const j of rows) {
    const weight = decay ** Math.abs(at - j);
    claims += ((latest[j] ?? 0) * (shape[at] ?? 1) * weight) / (shape[j] ?? 1);
    units += (exposure[j] ?? 0) * (completionAt[j] ?? 0) * weight;
  }
  return units > 0 ? claims / units : null;
}

/** Average payment per member month at each lag, added for the lags to come. */
function additive(settled: Settled, o: { readonly window?: number | 'all'; readonly trended?: boolean }): readonly (number | null)[] {
  const { latest, shape, triangle } = settled;
  const { grid } = triangle;
  const exposure = needExposure(settled, 'additive');
  const level = (i: number): number => (exposure[i] ?? 0) * (o.trended === false ? 1 : (shape[i] ?? 1));
  const rate = Array.from({ length: grid.columns }, (_, k) => {
    const rows: number[] = [];
    for (let i = 0; i < grid.rows; i += 1) {
      const at = i * grid.columns + k;
      if (grid.known[at] === 1 && (k === 0 || grid.known[at - 1] === 1) && level(i) > 0) rows.push(i);
    }
    const used = o.window === 'all' ? rows : rows.slice(Math.max(0, rows.length - (o.window ?? 12)));
    let [paid, units] = [0, 0];
    for (const i of used) {
      paid += (grid.cumulative[i * grid.columns + k] ?? 0) - (k === 0 ? 0 : (grid.cumulative[i * grid.columns + k - 1] ?? 0));
      units += level(i);
    }
    return units > 0 ? paid / units : 0;
  });
  return latest.map((c, i) => {
    if ((exposure[i] ?? null) === null) return null;
    let u = c;
    for (let k = (grid.age[i] ?? -1) + 1; k < grid.columns; k += 1) u += (rate[k] ?? 0) * level(i);
    return u;
  });
}
