import { normal } from '../../stats/normal.js';
import { noiseInvalid, type Ratio, ratioOf } from './ratio.js';

/** Which noise is added. Ratios are exact text, such as `0.5` or `1/3`. */
export type NoiseLaw =
  | {
      readonly kind: 'discreteLaplace';
      /** Unit: that of what it is added to. */
      readonly scale: string;
    }
  | {
      readonly kind: 'discreteGaussian';
      /** Square of sigma. Unit: square of that of what it is added to. */
      readonly sigma2: string;
    };

/** How large the noise is, before any of it is drawn. */
export interface NoiseDistribution {
  readonly law: NoiseLaw;
  /** Probability of a whole number. Unit: probability. */
  pmf(x: number): number;
  /** Unit: square of that of what it is added to. */
  readonly variance: number;
  /** The smallest m such that the noise lies from -m to m with at least this probability. */
  halfWidth(probability: number): number;
}

/** Above this sigma, sums over whole numbers equal the normal curve in every printed digit. */
const SMOOTH = 10_000;

/**
 * Tells how large discrete Laplace or discrete Gaussian noise is: its probabilities, its variance, and how far it reaches.
 *
 * Limits: for reading only; noise itself is drawn exactly from whole numbers.
 *
 * @formula Laplace of scale s: Pr[x] = e^(-|x|/s) (e^(1/s) - 1) / (e^(1/s) + 1), variance 2 e^(-1/s) / (1 - e^(-1/s))^2; Gaussian:
 *   Pr[x] = e^(-x^2 / (2 sigma^2)) / sum over all whole y of e^(-y^2 / (2 sigma^2))
 * @unit probability
 * @source Canonne, Kamath and Steinke, The discrete Gaussian for differential privacy (2020)
 * @testedBy deidentify/noise: three probabilities and the variance of scale 1; sums to one
 * @param law - Which noise.
 * @returns Its probabilities and spread.
 * @throws {@link CoalitionError} `deidentify/noise-invalid` for a scale that is no exact number above zero.
 * @example
 * const noise = noiseDistribution({ kind: 'discreteLaplace', scale: '1' });
 * noise.pmf(0).toFixed(12); // => '0.462117157260'
 * noise.halfWidth(0.95); // => 3
 */
export function noiseDistribution(law: NoiseLaw): NoiseDistribution {
  return law.kind === 'discreteLaplace' ? laplaceOf(law, ratioOf(law.scale, 'scale')) : gaussianOf(law, ratioOf(law.sigma2, 'sigma2'));
}

function laplaceOf(law: NoiseLaw, scale: Ratio): NoiseDistribution {
  const step = Number(scale.d) / Number(scale.n);
  const gap = -Math.expm1(-step);
  const q = Math.exp(-step);
  return {
    law,
    variance: (2 * q) / (gap * gap),
    pmf: (x) => (gap / (1 + q)) * Math.exp(-step * Math.abs(x)),
    halfWidth: (probability) => Math.max(0, Math.ceil(-Math.log(((1 - share(probability)) * (1 + q)) / 2) / step - 1)),
  };
}

function gaussianOf(law: NoiseLaw, sigma2: Ratio): NoiseDistribution {
  const square = Number(sigma2.n) / Number(sigma2.d);
  const weight = (x: number): number => Math.exp(-(x * x) / (2 * square));
  const sigma = Math.sqrt(square);
  const reach = Math.ceil(40 * Math.min(sigma, SMOOTH)) + 1;
  let [total, second] = [1, 0];
  if (sigma <= SMOOTH) {
    for (let x = 1; x <= reach; x += 1) {
      total += 2 * weight(x);
      second += 2 * x * x * weight(x);
    }
  }
  const smooth = sigma > SMOOTH;
  const whole = smooth ? sigma * Math.sqrt(2 * Math.PI) : total;
  return {
    law,
    variance: smooth ? square : second / total,
    pmf: (x) => weight(x) / whole,
    halfWidth: (probability) => {
      if (smooth) return Math.ceil(sigma * normal.quantile((1 + share(probability)) / 2));
      let [inside, m] = [1, 0];
      while (inside < share(probability) * total && m < reach) {
        m += 1;
        inside += 2 * weight(m);
      }
      return m;
    },
  };
}

function share(probability: number): number {
  if (probability > 0 && probability < 1) return probability;
  throw noiseInvalid('probability', `A probability of ${probability} has no half width. Give one above 0 and below 1.`);
}
