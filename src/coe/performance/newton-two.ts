/** A likelihood of two positive parameters with its derivatives in their logarithms. */
export interface TwoParameters {
  readonly logLikelihood: number;
  readonly gradient: readonly [number, number];
  /** Second derivatives: (1, 1), (1, 2), (2, 2). */
  readonly hessian: readonly [number, number, number];
}

/** Where a maximum is, or that the likelihood rises without end. */
export type TwoParameterFit =
  | { readonly kind: 'maximum'; readonly a: number; readonly b: number; readonly logLikelihood: number; readonly iterations: number }
  | { readonly kind: 'unbounded'; readonly iterations: number };

const MOST_ITERATIONS = 200;
/** Beyond this the two parameters mean that there is no variation between providers. */
const NO_VARIATION = 1e7;

/** Maximises a likelihood over two positive parameters by Newton's method on their logarithms, with halved steps. */
export function maximiseTwo(at: (a: number, b: number) => TwoParameters, start: readonly [a: number, b: number]): TwoParameterFit {
  let [u, v] = [Math.log(start[0]), Math.log(start[1])];
  let here = at(start[0], start[1]);
  for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration += 1) {
    const [g1, g2] = here.gradient;
    const [h11, h12, h22] = here.hessian;
    const determinant = h11 * h22 - h12 * h12;
    const concave = h11 < 0 && determinant > 0;
    const length = Math.hypot(g1, g2);
    let [s1, s2] = concave
      ? [(h12 * g2 - h22 * g1) / determinant, (h12 * g1 - h11 * g2) / determinant]
      : [g1 / Math.max(1, length), g2 / Math.max(1, length)];
    const size = Math.hypot(s1, s2);
    if (size > 2) [s1, s2] = [(s1 * 2) / size, (s2 * 2) / size];
    let [step, next] = [1, here];
    for (; step > 1e-12; step /= 2) {
      next = at(Math.exp(u + s1 * step), Math.exp(v + s2 * step));
      if (next.logLikelihood >= here.logLikelihood - 1e-13 * Math.abs(here.logLikelihood)) break;
    }
    [u, v, here] = [u + s1 * step, v + s2 * step, next];
    if (Math.exp(Math.max(u, v)) > NO_VARIATION) return { kind: 'unbounded', iterations: iteration };
    if (concave && Math.hypot(s1, s2) < 1e-11)
      return { kind: 'maximum', a: Math.exp(u), b: Math.exp(v), logLikelihood: here.logLikelihood, iterations: iteration };
    if (concave && step < 1 && Math.hypot(s1 * step, s2 * step) < 1e-12) break;
  }
  return { kind: 'maximum', a: Math.exp(u), b: Math.exp(v), logLikelihood: here.logLikelihood, iterations: MOST_ITERATIONS };
}
