import { CoalitionError } from '../../errors/coalition-error.js';
import { standardQuantile } from '../../stats/normal.js';
import { portableExp, portableLog } from '../../stats/portable-math.js';
import type { RandomStream } from '../../stats/random.js';

/** How one metric varies. Doubles in the metric's unit. */
export type MetricModel =
  | { readonly kind: 'fixed'; readonly value: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  /** Mean and sd of the amount itself, not of its logarithm. */
  | { readonly kind: 'lognormal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  /** One of the values, each as likely. */
  | { readonly kind: 'empirical'; readonly values: readonly number[] }
  /** 1 with this probability, else 0. */
  | { readonly kind: 'flag'; readonly probability: number }
  /** Successes in trials, divided by the trials: a measured rate. */
  | { readonly kind: 'rate'; readonly probability: number; readonly trials: number };

/** Draws one value. */
export type Sampler = (random: RandomStream) => number;

/** Refuses a model. */
export function badModel(what: string): CoalitionError<'contracts/bad-options'> {
  return new CoalitionError('contracts/bad-options', `${what} Correct the model.`, { what });
}

const WORDS = 4_294_967_296;

/**
 * A standard normal deviate from one word, by the inverse of the distribution with arithmetic that every runtime rounds alike, so
 * that the same seed gives the same cents everywhere.
 */
export function deviate(random: RandomStream): number {
  const word = random.nextUint32();
  return word < WORDS / 2 ? standardQuantile((word + 0.5) / WORDS, portableLog) : -standardQuantile((WORDS - word - 0.5) / WORDS, portableLog);
}

/** Mean and sd of the logarithm of a lognormal amount. */
export function logMoments(mean: number, sd: number): readonly [mu: number, sigma: number] {
  const variance = portableLog(1 + (sd / mean) ** 2);
  return [portableLog(mean) - variance / 2, Math.sqrt(variance)];
}

const finite = (...values: readonly number[]): boolean => values.every(Number.isFinite);

/**
 * Makes the draws of one metric.
 *
 * @param id - The metric, for the refusal.
 * @param model - Its distribution.
 * @returns A function that draws from a stream.
 */
export function sampler(id: string, model: MetricModel): Sampler {
  switch (model.kind) {
    case 'fixed':
      if (!finite(model.value)) throw badModel(`"${id}" needs a finite value.`);
      return () => model.value;
    case 'normal':
      if (!finite(model.mean, model.sd) || model.sd < 0) throw badModel(`"${id}" needs a finite mean and an sd of at least 0.`);
      return (random) => model.mean + model.sd * deviate(random);
    case 'lognormal': {
      if (!finite(model.mean, model.sd) || model.mean <= 0 || model.sd < 0)
        throw badModel(`"${id}" needs a mean above 0 and an sd of at least 0, both finite.`);
      if (model.sd === 0) return () => model.mean;
      const [mu, sigma] = logMoments(model.mean, model.sd);
      return (random) => portableExp(mu + sigma * deviate(random));
    }
    case 'uniform':
      if (!finite(model.low, model.high) || model.high < model.low)
        throw badModel(`"${id}" needs finite ends, its high end at or above its low end.`);
      return (random) => model.low + (model.high - model.low) * random.uniform();
    case 'triangular': {
      const { low, mode, high } = model;
      if (!finite(low, mode, high) || !(low <= mode && mode <= high && low < high)) throw badModel(`"${id}" needs low <= mode <= high.`);
      const turn = (mode - low) / (high - low);
      return (random) => {
        const u = random.uniform();
        return u < turn ? low + Math.sqrt(u * (high - low) * (mode - low)) : high - Math.sqrt((1 - u) * (high - low) * (high - mode));
      };
    }
    case 'empirical':
      if (model.values.length === 0 || !finite(...model.values)) throw badModel(`"${id}" needs finite values.`);
      return (random) => model.values[random.below(model.values.length)] ?? 0;
    case 'flag':
      if (!isShare(model.probability)) throw badModel(`"${id}" needs a probability from 0 to 1.`);
      return (random) => (random.uniform() < model.probability ? 1 : 0);
    case 'rate':
      if (!isShare(model.probability) || !Number.isSafeInteger(model.trials) || model.trials < 1)
        throw badModel(`"${id}" needs a probability and a whole number of trials.`);
      return (random) => {
        let successes = 0;
        for (let i = 0; i < model.trials; i += 1) if (random.uniform() < model.probability) successes += 1;
        return successes / model.trials;
      };
  }
}

/** True for a probability. */
export function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}
