import type { Warning } from '../../errors/finding.js';
import { type Seed, stream } from '../../stats/random.js';
import { SpreadSketch, type SpreadState, valuesAt } from '../../stats/spread-sketch.js';
import type { Contract } from '../contract.js';
import { contractFinding } from '../contract-finding.js';
import type { Fact } from '../fact.js';
import { FactIndex } from '../fact-index.js';
import { type PreparedContract, prepared } from '../prepare-contract.js';
import { compileDoubles } from './compile-doubles.js';
import { type ItemsModel, itemDraws } from './draw-items.js';
import { badModel, type MetricModel, sampler } from './draw-metric.js';
import { type MomentsState, RunMoments } from './run-moments.js';

/** What {@link simulate} runs. */
export interface SimulateInput {
  readonly contract: Contract | PreparedContract;
  /** Facts that don't vary. */
  readonly facts: readonly Fact[];
  /** How each varying metric varies, independently of the others. */
  readonly model?: Readonly<Record<string, MetricModel>>;
  /** How the items of a dimension vary, by dimension: one value of each of its metrics for each item, such as an episode. */
  readonly items?: Readonly<Record<string, ItemsModel>>;
  /** Unit: runs. Default 100,000. */
  readonly runs?: number;
  readonly seed: Seed;
  /** Settlement line. Default the first. */
  readonly line?: string;
  /**
   * Whether every run is settled in decimals, from the sums and averages over items on: some ten times slower without items, and the check on
   * doubles that somebody may ask for. Default false.
   */
  readonly exact?: boolean;
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
  /** By probability 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99; exact for up to 65,536 runs, else within 1/32,767 of the range. */
  readonly quantiles: Readonly<Record<string, number>>;
  /** Monte Carlo error of each quantile: half the distance between the ranks one standard error below and above. */
  readonly quantileErrors: Readonly<Record<string, number>>;
  readonly probabilityPositive: number | null;
  readonly probabilityNegative: number | null;
  /** Monte Carlo errors of the two probabilities. */
  readonly probabilityErrors: { readonly positive: number; readonly negative: number } | null;
  readonly warnings: readonly Warning[];
}

/** Some of the runs of a simulation, as plain data: what a worker hands over to {@link joinSimulations}. */
export interface SimulationPart {
  /** All runs of the simulation, and their seed. */
  readonly runs: number;
  readonly seed: Seed;
  readonly contractHash: string;
  readonly part: number;
  readonly parts: number;
  readonly blocked: number;
  readonly positive: number;
  readonly negative: number;
  readonly moments: MomentsState;
  readonly spread: SpreadState;
}

const LEVELS = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
/** Runs that draw from one stream, so that results don't depend on how runs are shared among workers. */
const BLOCK = 1_000;

interface Simulator {
  readonly runs: number;
  readonly contractHash: string;
  /** The payment of the next run of a stream. */
  pay(random: ReturnType<typeof stream>): number;
}

function simulator(o: SimulateInput): Simulator {
  const ready = prepared(o.contract);
  const { contract } = ready;
  const runs = o.runs ?? 100_000;
  const models = Object.entries(o.model ?? {});
  const line = contract.settle.find((each) => o.line === undefined || each.id === o.line);
  if (line === undefined) throw badModel(`There is no line "${o.line ?? ''}".`);
  if (!Number.isSafeInteger(runs) || runs < 1) throw badModel(`${runs} is no number of runs.`);
  const items = Object.entries(o.items ?? {}).map(([dimension, model]) => itemDraws(contract, dimension, model));
  const counts = items.flatMap((each) => (each.countAs === null ? [] : [each.countAs]));
  const metrics = [...models.map(([id]) => id), ...counts];
  const unknown = metrics.find((id) => !Object.hasOwn(contract.metrics, id) || (contract.metrics[id]?.over ?? []).length > 0);
  if (unknown !== undefined) throw badModel(`"${unknown}" is no metric without dimensions. What a dimension tells is drawn by items.`);
  const twice = metrics.find((id, i) => metrics.indexOf(id) !== i);
  if (twice !== undefined) throw badModel(`"${twice}" is drawn twice.`);
  const drawn = new Set([...metrics, ...items.flatMap((each) => Array.from(each.items.columns.keys()))]);
  const payment = compileDoubles({
    ready,
    facts: new FactIndex(
      contract,
      o.facts.filter((fact) => !drawn.has(fact.metric)),
    ),
    metrics,
    items: new Map(Object.keys(o.items ?? {}).flatMap((dimension, i) => (items[i] === undefined ? [] : [[dimension, items[i].items] as const]))),
    line: line.line,
    exact: o.exact ?? false,
  });
  const samplers = models.map(([id, model]) => sampler(id, model));
  const draw = new Float64Array(metrics.length);
  return {
    runs,
    contractHash: ready.hash,
    pay: (random) => {
      for (let i = 0; i < samplers.length; i += 1) draw[i] = samplers[i]?.(random) ?? 0;
      let at = samplers.length;
      for (const each of items) {
        each.draw(random);
        if (each.countAs === null) continue;
        draw[at] = each.items.turns.count;
        at += 1;
      }
      payment.set(draw);
      return payment.pay();
    },
  };
}

/**
 * Makes some of the runs of a simulation, so that workers can share them out: `part` 0 to `parts` - 1.
 *
 * Limits: as {@link simulate}, which gives the same figures to the last bit.
 *
 * @unit US dollars, doubles
 * @testedBy contracts/simulate-items.test.ts: any number of parts gives the same distribution
 * @param o - What {@link simulate} runs, and which part.
 * @returns Plain data for {@link joinSimulations}; its size doesn't depend on the runs.
 * @throws {@link CoalitionError} `contracts/bad-options`.
 * @example
 * const o = { contract: exampleContract(), facts: exampleFacts(), model: { actual: { kind: 'uniform', low: 900000, high: 1000000 } }, runs: 3000, seed: 7 } as const;
 * joinSimulations([0, 1].map((part) => simulatePart({ ...o, part, parts: 2 }))).mean === simulate(o).mean; // => true
 */
export function simulatePart(o: SimulateInput & { readonly part: number; readonly parts: number }): SimulationPart {
  const { part, parts, seed } = o;
  if (!Number.isSafeInteger(parts) || parts < 1 || !Number.isSafeInteger(part) || part < 0 || part >= parts)
    throw badModel(`Part ${part} of ${parts} doesn't exist: parts are counted from 0.`);
  const { runs, contractHash, pay } = simulator(o);
  const blocks = Math.ceil(runs / BLOCK);
  const [from, to] = [Math.floor((blocks * part) / parts), Math.floor((blocks * (part + 1)) / parts)];
  const [moments, spread] = [new RunMoments(), new SpreadSketch()];
  let [blocked, positive, negative] = [0, 0, 0];
  for (let block = from; block < to; block += 1) {
    const random = stream(seed, block);
    let [count, mean, squares] = [0, 0, 0];
    for (let run = Math.min(BLOCK, runs - block * BLOCK); run > 0; run -= 1) {
      const paid = pay(random);
      if (!Number.isFinite(paid)) {
        blocked += 1;
        continue;
      }
      count += 1;
      const delta = paid - mean;
      mean += delta / count;
      squares += delta * (paid - mean);
      if (paid > 0) positive += 1;
      if (paid < 0) negative += 1;
      spread.add(paid);
    }
    moments.add(block, { count, mean, squares });
  }
  return { runs, seed, contractHash, part, parts, blocked, positive, negative, moments: moments.state(), spread: spread.state() };
}

/**
 * Joins the parts of a simulation.
 *
 * @formula mean and standard error over runs; quantiles of type 7
 * @unit US dollars, doubles
 * @testedBy contracts/simulate-items.test.ts
 * @param parts - Every part of {@link simulatePart}, in any order.
 * @returns The distribution that {@link simulate} gives.
 * @throws {@link CoalitionError} `contracts/bad-options` when a part is missing, there twice, or of another simulation.
 * @example
 * const o = { contract: exampleContract(), facts: exampleFacts(), model: { actual: { kind: 'uniform', low: 900000, high: 1000000 } }, runs: 3000, seed: 7 } as const;
 * joinSimulations([1, 0].map((part) => simulatePart({ ...o, part, parts: 2 }))).runs; // => 3000
 */
export function joinSimulations(parts: readonly SimulationPart[]): Distribution {
  const [first] = parts;
  const there = new Set(parts.map((each) => each.part));
  if (
    first === undefined ||
    parts.length !== first.parts ||
    there.size !== first.parts ||
    parts.some((each) => (['runs', 'seed', 'parts', 'contractHash'] as const).some((name) => each[name] !== first[name]))
  )
    throw badModel('A simulation is joined of all its parts, each once, with one seed and one number of runs.');
  const [moments, spread] = [new RunMoments(), new SpreadSketch()];
  let [blocked, positive, negative] = [0, 0, 0];
  for (const each of Array.from(parts).sort((a, b) => a.part - b.part)) {
    moments.merge(each.moments);
    spread.merge(each.spread);
    blocked += each.blocked;
    positive += each.positive;
    negative += each.negative;
  }
  const { count, mean, squares } = moments.all();
  if (count === 0) return nothingSettled(first.runs, blocked);
  const sd = count > 1 ? Math.sqrt(squares / (count - 1)) : null;
  const around = LEVELS.flatMap((level) => {
    const [at, error] = [(count - 1) * level, Math.sqrt(count * level * (1 - level))];
    return [at - error, at, at + error];
  });
  const values = valuesAt(spread.state(), around);
  const named = (of: (i: number) => number): Readonly<Record<string, number>> =>
    Object.fromEntries(LEVELS.map((level, i) => [String(level), of(3 * i + 1)]));
  const [above, below] = [positive / count, negative / count];
  const errorOf = (share: number): number => Math.sqrt((share * (1 - share)) / count);
  return {
    runs: first.runs,
    blocked,
    mean,
    sd,
    standardError: sd === null ? null : sd / Math.sqrt(count),
    quantiles: named((i) => values[i] ?? 0),
    quantileErrors: named((i) => ((values[i + 1] ?? 0) - (values[i - 1] ?? 0)) / 2),
    probabilityPositive: above,
    probabilityNegative: below,
    probabilityErrors: { positive: errorOf(above), negative: errorOf(below) },
    warnings: [],
  };
}

function nothingSettled(runs: number, blocked: number): Distribution {
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
    quantileErrors: {},
    probabilityPositive: null,
    probabilityNegative: null,
    probabilityErrors: null,
    warnings: [{ ...warning, severity: 'warn' }],
  };
}

/**
 * Simulates what a contract pays when its metrics vary: mean with its Monte Carlo error, spread, chances.
 *
 * Metrics that are told by a dimension can be drawn item by item: each of 300 episodes has its own cost and its own flag, and a
 * shared shock makes a year dear for all of them. Terms are compiled to doubles, which a settlement never uses; drawn amounts are
 * whole cents, and sums of them exact. The same seed gives the same figures on every runtime, whoever makes the runs.
 *
 * Limits: metrics vary independently but for a shock and what is resampled together; what a dimension tells and isn't drawn stays
 * as it is. A run without any item is blocked, as its settlement would be.
 *
 * @formula mean and standard error over runs; quantiles of type 7
 * @unit US dollars, doubles
 * @testedBy contracts/simulate.test.ts: closed forms; doubles equal exact arithmetic on random contracts;
 *   contracts/simulate-items.test.ts: moments by numpy, mpmath
 * @param o - Contract, fixed facts, model, items, runs, seed.
 * @returns The distribution; null and a warning where every run was blocked.
 * @throws {@link CoalitionError} `contracts/bad-options`.
 * @example
 * simulate({ contract: exampleContract(), facts: exampleFacts(), model: { actual: { kind: 'uniform', low: 900000, high: 1000000 } }, runs: 1000, seed: 7 }).probabilityNegative; // => 0
 */
export function simulate(o: SimulateInput): Distribution {
  return joinSimulations([simulatePart({ ...o, part: 0, parts: 1 })]);
}
