import { unreachable } from '../errors/unreachable.js';

/** How payments grow toward the ultimate. */
export type GrowthCurve = 'loglogistic' | 'weibull';

/** A growth curve at one age with its derivatives by shape w and scale theta. */
export interface Growth {
  readonly g: number;
  readonly w: number;
  readonly theta: number;
  readonly ww: number;
  readonly wTheta: number;
  readonly thetaTheta: number;
}

const NOTHING: Growth = { g: 0, w: 0, theta: 0, ww: 0, wTheta: 0, thetaTheta: 0 };

/** Share of the ultimate paid by an age, and its derivatives; 1 at infinity. */
export function growthAt(curve: GrowthCurve, x: number, o: { readonly w: number; readonly theta: number }): Growth {
  const { w, theta } = o;
  if (x <= 0) return NOTHING;
  if (x === Number.POSITIVE_INFINITY) return { ...NOTHING, g: 1 };
  const u = Math.log(x / theta);
  switch (curve) {
    case 'loglogistic': {
      const g = 1 / (1 + Math.exp(-w * u));
      const d = g * (1 - g);
      return second({ g, d, bend: d * (1 - 2 * g), u, w, theta });
    }
    case 'weibull': {
      const s = Math.exp(w * u);
      const d = Math.exp(-s) * s;
      return second({ g: -Math.expm1(-s), d, bend: d * (1 - s), u, w, theta });
    }
    default:
      return unreachable(curve);
  }
}

/** Derivatives of a function of w ln(x / theta) from its first (d) and second (bend) derivative there. */
function second(o: {
  readonly g: number;
  readonly d: number;
  readonly bend: number;
  readonly u: number;
  readonly w: number;
  readonly theta: number;
}): Growth {
  const { g, d, bend, u, w, theta } = o;
  const slope = w / theta;
  return {
    g,
    w: d * u,
    theta: -d * slope,
    ww: bend * u * u,
    wTheta: -bend * u * slope - d / theta,
    thetaTheta: bend * slope * slope + (d * w) / (theta * theta),
  };
}

/** The inverse of a symmetric positive definite matrix by Cholesky; null when it isn't. */
export function inverseOf(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] | null {
  const n = matrix.length;
  const low = matrix.map(() => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i]?.[j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (low[i]?.[k] ?? 0) * (low[j]?.[k] ?? 0);
      const row = low[i];
      if (row === undefined) return null;
      if (i === j) {
        if (!(sum > 0)) return null;
        row[j] = Math.sqrt(sum);
      } else row[j] = sum / (low[j]?.[j] ?? 1);
    }
  }
  return matrix.map((_, column) => {
    const y = new Array<number>(n).fill(0);
    for (let i = 0; i < n; i += 1) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k += 1) sum -= (low[i]?.[k] ?? 0) * (y[k] ?? 0);
      y[i] = sum / (low[i]?.[i] ?? 1);
    }
    for (let i = n - 1; i >= 0; i -= 1) {
      let sum = y[i] ?? 0;
      for (let k = i + 1; k < n; k += 1) sum -= (low[k]?.[i] ?? 0) * (y[k] ?? 0);
      y[i] = sum / (low[i]?.[i] ?? 1);
    }
    return y;
  });
}
