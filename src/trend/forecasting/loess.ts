/** What local regression needs besides the values. */
export interface LoessOptions {
  /** Points in a neighbourhood; odd. Unit: months. */
  readonly window: number;
  /** 0 local mean, 1 local line. */
  readonly degree: 0 | 1;
  /** Fitted at every jump-th point, linear between. Default 1. Unit: months. */
  readonly jump?: number;
  readonly weights?: readonly number[] | null;
}

/** Local regression at position x (1 is the first value), as in Cleveland's STL; null without weight. */
export function loessAt(y: readonly number[], x: number, o: LoessOptions): number | null {
  const n = y.length;
  let [left, right] = [1, n];
  if (o.window < n) {
    const half = (o.window - 1) / 2;
    left = Math.min(Math.max(1, Math.round(x) - half), n - o.window + 1);
    right = left + o.window - 1;
  }
  let h = Math.max(x - left, right - x);
  if (o.window > n) h += Math.floor((o.window - n) / 2);
  let total = 0;
  const weights: number[] = [];
  for (let j = left; j <= right; j += 1) {
    const r = Math.abs(j - x);
    let w = 0;
    if (r <= 0.999 * h) w = r <= 0.001 * h ? 1 : (1 - (r / h) ** 3) ** 3;
    w *= o.weights?.[j - 1] ?? 1;
    weights.push(w);
    total += w;
  }
  if (!(total > 0)) return null;
  for (let k = 0; k < weights.length; k += 1) weights[k] = (weights[k] ?? 0) / total;
  if (h > 0 && o.degree === 1) {
    const mean = weights.reduce((sum, w, k) => sum + w * (left + k), 0);
    const spread = weights.reduce((sum, w, k) => sum + w * (left + k - mean) ** 2, 0);
    if (Math.sqrt(spread) > 0.001 * (n - 1)) {
      const tilt = (x - mean) / spread;
      for (let k = 0; k < weights.length; k += 1) weights[k] = (weights[k] ?? 0) * (1 + tilt * (left + k - mean));
    }
  }
  return weights.reduce((sum, w, k) => sum + w * (y[left + k - 1] ?? 0), 0);
}

/** Smooths a whole series. */
export function loess(y: readonly number[], o: LoessOptions): readonly number[] {
  const n = y.length;
  if (n < 2) return [...y];
  const jump = Math.min(o.jump ?? 1, n - 1);
  const out = new Array<number>(n).fill(0);
  const at = (i: number): number => loessAt(y, i + 1, o) ?? y[i] ?? 0;
  let last = 0;
  for (let i = 0; i < n; i += jump) {
    out[i] = at(i);
    between(out, last, i);
    last = i;
  }
  if (last !== n - 1) {
    out[n - 1] = at(n - 1);
    between(out, last, n - 1);
  }
  return out;
}

function between(out: number[], from: number, to: number): void {
  for (let i = from + 1; i < to; i += 1) out[i] = (out[from] ?? 0) + (((out[to] ?? 0) - (out[from] ?? 0)) * (i - from)) / (to - from);
}
