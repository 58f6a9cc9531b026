/**
 * Finds a low point of a function of a few variables by the simplex method of Nelder and Mead, inside a box.
 *
 * @param f - The function; anything that isn't finite counts as very high.
 * @param o - `start`, `low`, `high`; `evaluations`: at most so many calls, default 400; `tolerance`: relative
 *   spread of values at which it stops, default 1e-10.
 * @returns The best point and its value.
 */
export function minimise(
  f: (x: readonly number[]) => number,
  o: {
    readonly start: readonly number[];
    readonly low: readonly number[];
    readonly high: readonly number[];
    readonly evaluations?: number;
    readonly tolerance?: number;
  },
): { readonly x: readonly number[]; readonly value: number } {
  const n = o.start.length;
  const clamp = (x: readonly number[]): number[] => x.map((value, i) => Math.min(o.high[i] ?? Infinity, Math.max(o.low[i] ?? -Infinity, value)));
  const count = { calls: 0 };
  const at = (x: readonly number[]): { x: number[]; value: number } => {
    count.calls += 1;
    const point = clamp(x);
    const value = f(point);
    return { x: point, value: Number.isFinite(value) ? value : Number.MAX_VALUE };
  };
  const simplex = [at(o.start)];
  for (let i = 0; i < n; i += 1) {
    const width = (o.high[i] ?? 1) - (o.low[i] ?? 0);
    const step = Number.isFinite(width) ? width * 0.15 : Math.abs(o.start[i] ?? 0) * 0.05 + 0.001;
    const moved = [...o.start];
    moved[i] = (moved[i] ?? 0) + ((moved[i] ?? 0) + step > (o.high[i] ?? Infinity) ? -step : step);
    simplex.push(at(moved));
  }
  const most = o.evaluations ?? 400;
  for (; count.calls < most; ) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0], simplex[n]];
    if (best === undefined || worst === undefined || worst.value - best.value <= (o.tolerance ?? 1e-10) * (Math.abs(best.value) + 1e-12)) break;
    const centre = best.x.map((_, i) => simplex.slice(0, n).reduce((sum, point) => sum + (point.x[i] ?? 0), 0) / n);
    const along = (t: number): { x: number[]; value: number } => at(centre.map((c, i) => c + t * ((worst.x[i] ?? 0) - c)));
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      simplex[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < (simplex[n - 1]?.value ?? 0)) simplex[n] = reflected;
    else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[n] = contracted;
      else for (let j = 1; j <= n; j += 1) simplex[j] = at((simplex[j]?.x ?? best.x).map((value, i) => ((best.x[i] ?? 0) + value) / 2));
    }
  }
  simplex.sort((a, b) => a.value - b.value);
  return simplex[0] ?? at(o.start);
}
