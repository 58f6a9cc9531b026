/** The logarithmic derivative of the gamma function, for x above 0. Accuracy about 1e-14. */
export function digamma(x: number): number {
  let [value, at] = [0, x];
  while (at < 10) {
    value -= 1 / at;
    at += 1;
  }
  const inverse = 1 / (at * at);
  const series =
    inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse * (1 / 132 - (inverse * 691) / 32_760)))));
  return value + Math.log(at) - 0.5 / at - series;
}

/** The second derivative of the logarithm of the gamma function, for x above 0. Accuracy about 1e-14. */
export function trigamma(x: number): number {
  let [value, at] = [0, x];
  while (at < 10) {
    value += 1 / (at * at);
    at += 1;
  }
  const inverse = 1 / (at * at);
  const series = inverse * (1 / 6 - inverse * (1 / 30 - inverse * (1 / 42 - inverse * (1 / 30 - inverse * (5 / 66 - (inverse * 691) / 2730)))));
  return value + 1 / at + 0.5 * inverse + series / at;
}
