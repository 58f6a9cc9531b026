import { CoalitionError } from '../../errors/coalition-error.js';
import type { Warning } from '../../errors/finding.js';
import { type RandomStream, type Seed, stream } from '../../stats/random.js';
import type { Contract } from '../contract.js';
import { contractFinding } from '../contract-finding.js';
import type { Fact } from '../fact.js';
import { FactIndex } from '../fact-index.js';
import { type PreparedContract, prepared } from '../prepare-contract.js';
import { compileDoubles } from './compile-doubles.js';

/** How one metric varies. Doubles in the metric's unit. */
export type MetricModel =
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  /** Mean and sd of the amount itself, not of its logarithm. */
  | { readonly kind: 'lognormal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  /** One of the values, each as likely. */
  | { readonly kind: 'empirical'; readonly values: readonly number[] }
  /** Successes in trials, divided by the trials: a measured rate. */
  | { readonly kind: 'rate'; readonly probability: number; readonly trials: number };

/** What {@link simulate} runs. */
export interface SimulateInput {
  readonly contract: Contract | PreparedContract;
  /** Facts that don't vary. */
  readonly facts: readonly Fact[];
  /** How each varying metric varies, independently of the others. */
  readonly model: Readonly<Record<string, MetricModel>>;
  /** Unit: runs. Default 100,000. */
  readonly runs?: number;
  readonly seed: Seed;
  /** Settlement line. Default the first. */
  readonly line?: string;
}

/** What a line pays under a model. Doubles, in US dollars. */
export interface Distribution {
  /** Unit: runs. */
  readonly runs: number;
  /** Runs in which nothing could be settled; they are left out of everything else. Unit: runs. */
  readonly blocked: number;
  readonly mean: number | null;
  /** Monte Carlo error of the mean. */
  readonly standardError: number | null;
  readonly sd: number | null;
  /** By probability 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99; from at most 65,536 of the runs. */
  readonly quantiles: Readonly<Record<string, number>>;
  readonly probabilityPositive: number | null;
  readonly probabilityNegative: number | null;
  readonly warnings: readonly Warning[];
}

const LEVELS = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const KEPT = 65_536;
/** Runs that draw from one stream, so that results don't depend on how runs are shared among workers. */
const BLOCK = 1_000;

function bad(what: string): CoalitionError<'contracts/bad-options'> {
  return new CoalitionError('contracts/bad-options', `${what} Correct the model.`, { what });
}

function sampler(id: string, model: MetricModel): (random: RandomStream) => number {
  switch (model.kind) {
    case 'normal':
      if (!Number.isFinite(model.mean) || !(model.sd >= 0)) throw bad(`"${id}" needs a finite mean and an sd of at least 0.`);
      return (random) => model.mean + model.sd * random.normal();
    case 'lognormal': {
      if (!(model.mean > 0) || !(model.sd >= 0)) throw bad(`"${id}" needs a mean above 0 and an sd of at least 0.`);
      const variance = Math.log1p((model.sd / model.mean) ** 2);
      const [mu, sigma] = [Math.log(model.mean) - variance / 2, Math.sqrt(variance)];
      return (random) => Math.exp(mu + sigma * random.normal());
    }
    case 'uniform':
      if (!(model.high >= model.low)) throw bad(`"${id}" needs its high end at or above its low end.`);
      return (random) => model.low + (model.high - model.low) * random.uniform();
    case 'triangular': {
      const { low, mode, high } = model;
      if (!(low <= mode && mode <= high && low < high)) throw bad(`"${id}" needs low <= mode <= high.`);
      const turn = (mode - low) / (high - low);
      return (random) => {
        const u = random.uniform();
        return u < turn ? low + Math.sqrt(u * (high - low) * (mode - low)) : high - Math.sqrt((1 - u) * (high - low) * (high - mode));
      };
    }
    case 'empirical':
      if (model.values.length === 0 || !model.values.every(Number.isFinite)) throw bad(`"${id}" needs finite values.`);
      return (random) => model.values[random.below(model.values.length)] ?? 0;
    case 'rate':
      if (!(model.probability >= 0 && model.probability <= 1) || !Number.isSafeInteger(model.trials) || model.trials < 1)
        throw bad(`"${id}" needs a probability and a whole number of trials.`);
      return (random) => {
        let successes = 0;
        for (let i = 0; i < model.trials; i += 1) if (random.uniform() < model.probability) successes += 1;
        return successes / model.trials;
      };
  }
}

/**
 * Simulates what a contract pays when its metrics vary: mean with its Monte Carlo error, spread, chances.
 *
 * Terms are compiled to doubles, which a settlement never uses; the same seed gives the same figures.
 *
 * Limits: metrics vary independently; metrics told by a dimension stay as they are.
 *
 * @formula mean and standard error over runs; quantiles of type 7
 * @unit US dollars, doubles
 * @testedBy contracts/simulate.test.ts: closed forms; doubles equal exact arithmetic on random contracts
 * @param o - Contract, fixed facts, model, runs, seed.
 * @returns The distribution; null and a warning where every run was blocked.
 * @throws {@link CoalitionError} `contracts/bad-options`.
 * @example
 * simulate({ contract: exampleContract(), facts: exampleFacts(), model: { actual: { kind: 'uniform', low: 900000, high: 1000000 } }, runs: 1000, seed: 7 }).probabilityNegative; // => 0
 */
export function simulate(o: SimulateInput): Distribution {
  const ready = prepared(o.contract);
  const runs = o.runs ?? 100_000;
  const metrics = Object.keys(o.model);
  const line = ready.contract.settle.find((each) => o.line === undefined || each.id === o.line);
  const unknown = metrics.find((id) => !Object.hasOwn(ready.contract.metrics, id) || (ready.contract.metrics[id]?.over ?? []).length > 0);
  if (line === undefined || unknown !== undefined)
    throw bad(line === undefined ? `There is no line "${o.line ?? ''}".` : `"${unknown ?? ''}" is no metric without dimensions.`);
  if (!Number.isSafeInteger(runs) || runs < 1) throw bad(`${runs} is no number of runs.`);
  const payment = compileDoubles({
    ready,
    facts: new FactIndex(
      ready.contract,
      o.facts.filter((fact) => !metrics.includes(fact.metric)),
    ),
    metrics,
    line: line.line,
  });
  const samplers = metrics.map((id) => {
    const model = o.model[id];
    if (model === undefined) throw bad(`"${id}" has no model.`);
    return sampler(id, model);
  });

  const draw = new Float64Array(metrics.length);
  const kept = new Float64Array(Math.min(runs, KEPT));
  let [count, stride, blocked, seen, mean, squares, positive, negative] = [0, 1, 0, 0, 0, 0, 0, 0];
  let random = stream(o.seed, 0);
  for (let run = 0; run < runs; run += 1) {
    if (run > 0 && run % BLOCK === 0) random = stream(o.seed, run / BLOCK);
    for (let i = 0; i < samplers.length; i += 1) draw[i] = samplers[i]?.(random) ?? 0;
    payment.set(draw);
    const paid = payment.pay();
    if (!Number.isFinite(paid)) {
      blocked += 1;
      continue;
    }
    seen += 1;
    const delta = paid - mean;
    mean += delta / seen;
    squares += delta * (paid - mean);
    if (paid > 0) positive += 1;
    if (paid < 0) negative += 1;
    if ((seen - 1) % stride === 0) {
      if (count === kept.length) {
        // Memory stays as it is however many runs there are: every other value stays, and from now on every other comes in.
        for (let i = 0; i * 2 < count; i += 1) kept[i] = kept[i * 2] ?? 0;
        count = Math.ceil(count / 2);
        stride *= 2;
        if ((seen - 1) % stride !== 0) continue;
      }
      kept[count] = paid;
      count += 1;
    }
  }
  if (seen === 0) {
    const warning = contractFinding({
      code: 'MISSING_METRIC',
      severity: 'warn',
      path: 'facts',
      message: 'The contract could be settled in no run.',
      fix: 'Settle it once by hand and read its findings.',
    });
    return {
      runs,
      blocked,
      mean: null,
      standardError: null,
      sd: null,
      quantiles: {},
      probabilityPositive: null,
      probabilityNegative: null,
      warnings: [{ ...warning, severity: 'warn' }],
    };
  }
  const sorted = kept.subarray(0, count).slice().sort();
  const sd = seen > 1 ? Math.sqrt(squares / (seen - 1)) : null;
  return {
    runs,
    blocked,
    mean,
    sd,
    standardError: sd === null ? null : sd / Math.sqrt(seen),
    quantiles: Object.fromEntries(LEVELS.map((level) => [String(level), quantileOf(sorted, level)])),
    probabilityPositive: positive / seen,
    probabilityNegative: negative / seen,
    warnings: [],
  };
}

/** Type 7 on sorted values. */
function quantileOf(sorted: Float64Array, level: number): number {
  const at = (sorted.length - 1) * level;
  const low = Math.floor(at);
  const below = sorted[low] ?? 0;
  return below + (at - low) * ((sorted[Math.min(low + 1, sorted.length - 1)] ?? below) - below);
}
