import { CoalitionError } from '../../errors/coalition-error.js';
import type { Warning } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import type { Explanation } from '../../reference/explanation.js';
import { normal } from '../../stats/normal.js';
import { quantile } from '../../stats/quantile.js';
import { type RandomStream, type Seed, stream } from '../../stats/random.js';
import { type UncertainInput, uncertainInput } from './uncertain-inputs.js';
import { savingsWaterfall } from './waterfall.js';
import { waterfallComponents } from './waterfall-components.js';
import type { WaterfallInput } from './waterfall-input.js';
import { settleOverlaps } from './waterfall-rules.js';

/** How sure a waterfall is asked to be. */
export interface UncertaintyOptions {
  /** `delta`: by derivatives. `monte-carlo`: by seeded draws (rates beta, amounts gamma, or normal where they aren't positive). */
  readonly method: 'delta' | 'monte-carlo';
  /** Standard error of each uncertain input, by name. Prices with a `sample` have theirs already. Unit: the input's own. */
  readonly standardErrors?: Readonly<Record<string, number>>;
  /** Default 0.95. Unit: probability. */
  readonly confidence?: number;
  /** For `monte-carlo`. */
  readonly seed?: Seed;
  /** For `monte-carlo`. Default 10,000. Unit: draws. */
  readonly draws?: number;
}

/** How sure a waterfall is. Statistics in doubles; tolerance 1e-9 relative (delta). */
export interface WaterfallUncertainty extends Explanation {
  readonly method: 'delta' | 'monte-carlo';
  /** Unit of every standard error: US dollars. */
  readonly components: readonly { readonly id: string; readonly payer: string; readonly standardError: number }[];
  readonly planNet: {
    /** Unit: US dollars. */ readonly value: number;
    readonly standardError: number;
    readonly low: number;
    readonly high: number;
    readonly confidence: number;
  };
  /** The difference of the two prices, when both have a sample: its error and Welch's degrees of freedom. */
  readonly price: {
    /** Unit: US dollars an episode. */ readonly standardError: number /** Unit: US dollars. */;
    readonly component: number;
    readonly df: number;
  } | null;
}

interface Priced {
  readonly input: UncertainInput;
  readonly error: number;
}

function uncertain(i: WaterfallInput, o: UncertaintyOptions): readonly Priced[] {
  const errors = new Map(Object.entries(o.standardErrors ?? {}));
  for (const side of ['local', 'bundle'] as const) {
    const { sample } = i[side];
    if (sample !== undefined && !errors.has(`${side}.episode`)) errors.set(`${side}.episode`, sample.standardDeviation / Math.sqrt(sample.n));
  }
  return [...errors].map(([name, error]) => {
    if (!Number.isFinite(error) || error < 0)
      throw new CoalitionError('coe/invalid-input', `The standard error of ${name} is ${error}. Give a number of at least 0.`, {
        field: name,
        value: String(error),
      });
    return { input: uncertainInput(i, name), error };
  });
}

function amounts(i: WaterfallInput, netted: ReadonlySet<number | 'postAcute'>): readonly number[] {
  return waterfallComponents(i, netted).map((each) => each.amount.toNumber());
}

/** Welch: the error of the difference of two means, and its degrees of freedom. */
function welch(i: WaterfallInput): WaterfallUncertainty['price'] {
  const [a, b] = [i.local.sample, i.bundle.sample];
  if (a === undefined || b === undefined || a.n < 2 || b.n < 2) return null;
  const [x, y] = [a.standardDeviation ** 2 / a.n, b.standardDeviation ** 2 / b.n];
  const standardError = Math.sqrt(x + y);
  if (standardError === 0) return null;
  return { standardError, component: standardError * (i.referred - i.avoided), df: (x + y) ** 2 / (x ** 2 / (a.n - 1) + y ** 2 / (b.n - 1)) };
}

/** Derivatives by central differences, which are exact here: every component is linear in each single input. */
function delta(i: WaterfallInput, priced: readonly Priced[], netted: ReadonlySet<number | 'postAcute'>): readonly (readonly number[])[] {
  return priced.map(({ input, error }) => {
    if (error === 0) return amounts(i, netted).map(() => 0);
    const step = new Decimal(input.value).abs().plus(1).times('1e-6');
    const at = new Decimal(input.value);
    const high = input.kind === 'rate' ? Decimal.min(1, at.plus(step)) : at.plus(step);
    const low = input.kind === 'rate' ? Decimal.max(0, at.minus(step)) : at.minus(step);
    const [up, down] = [high, low].map((value) => amounts(input.replaced(i, value), netted));
    return (up ?? []).map((value, k) => ((value - (down?.[k] ?? 0)) / high.minus(low).toNumber()) * error);
  });
}

function drawOf(random: RandomStream, { input, error }: Priced): number {
  const { value, kind } = input;
  if (error === 0) return value;
  if (kind === 'rate') {
    const size = (value * (1 - value)) / error ** 2 - 1;
    if (!(size > 0))
      throw new CoalitionError(
        'coe/invalid-input',
        `A standard error of ${error} is too large for the rate ${value}. Give at most the root of rate x (1 - rate).`,
        { field: input.name, value: String(error) },
      );
    const [a, b] = [random.gamma(value * size), random.gamma((1 - value) * size)];
    return a / (a + b);
  }
  if (value <= 0) return value + error * random.normal();
  const shape = value ** 2 / error ** 2;
  return (random.gamma(shape) * value) / shape;
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/**
 * Puts a standard error on every component of a waterfall and an interval on the plan's net.
 *
 * Inputs that stand in two components (the local price in price and avoided surgery) move both at once, so their covariance
 * is in the net.
 *
 * Limits: inputs are taken as independent; what isn't given an error counts as certain.
 *
 * @formula delta: se^2 = sum over inputs of (derivative x se)^2; price: S^2 x (s1^2 / n1 + s2^2 / n2), df by Welch and Satterthwaite
 * @unit US dollars
 * @source spec coe 3.5; Welch 1947
 * @testedBy coe/waterfall-uncertainty.test.ts: 1341.640786499874, 53665.631459994955, df 125.27272727272727; delta, Monte Carlo and bootstrap agree
 * @param i - The waterfall's input.
 * @param o - The method and the errors.
 * @returns Errors by component and of the net.
 * @throws {@link CoalitionError} `coe/invalid-input`, and what {@link savingsWaterfall} throws.
 * @example
 * const i = { referred: 40, avoided: 0, local: { episode: '41250', sample: { n: 160, standardDeviation: 12000 } }, bundle: { episode: '29900', sample: { n: 40, standardDeviation: 6000 } } };
 * waterfallUncertainty(i, { method: 'delta' }).price?.df; // => 125.27272727272727
 */
export function waterfallUncertainty(i: WaterfallInput, o: UncertaintyOptions): WaterfallUncertainty {
  const w = savingsWaterfall(i);
  const { netted } = settleOverlaps(i);
  const confidence = o.confidence ?? 0.95;
  if (!(confidence > 0 && confidence < 1))
    throw new CoalitionError('coe/invalid-input', `The confidence ${confidence} isn't between 0 and 1. Use 0.95.`, {
      field: 'confidence',
      value: String(confidence),
    });
  const priced = uncertain(i, o);
  const plan = w.components.map((each) => each.payer === 'plan');
  const value = w.planNet.toNumber();
  const z = normal.quantile((1 + confidence) / 2);
  const warnings: Warning[] = [];
  let errors: readonly number[];
  let net: { readonly standardError: number; readonly low: number; readonly high: number };
  if (o.method === 'delta') {
    const moves = delta(i, priced, netted);
    const root = (pick: (row: readonly number[]) => number): number => Math.sqrt(moves.reduce((sum, row) => sum + pick(row) ** 2, 0));
    errors = w.components.map((_, k) => root((row) => row[k] ?? 0));
    const standardError = root((row) => row.reduce((sum, move, k) => (plan[k] === true ? sum + move : sum), 0));
    net = { standardError, low: value - z * standardError, high: value + z * standardError };
  } else {
    const { seed, draws = 10_000 } = o;
    if (seed === undefined || !Number.isInteger(draws) || draws < 2)
      throw new CoalitionError('coe/invalid-input', 'Monte Carlo needs a seed and at least 2 draws. Give both.', {
        field: 'seed',
        value: String(seed),
      });
    const rows = Array.from({ length: draws }, (_, j) => {
      const random = stream(seed, j);
      return amounts(
        priced.reduce((input, each) => each.input.replaced(input, new Decimal(drawOf(random, each))), i),
        netted,
      );
    });
    errors = w.components.map((_, k) => spread(rows.map((row) => row[k] ?? 0)));
    const nets = rows.map((row) => row.reduce((sum, amount, k) => (plan[k] === true ? sum + amount : sum), 0));
    net = { standardError: spread(nets), low: quantile(nets, (1 - confidence) / 2), high: quantile(nets, (1 + confidence) / 2) };
  }
  return {
    method: o.method,
    components: w.components.map(({ id, payer }, k) => ({ id, payer, standardError: errors[k] ?? 0 })),
    planNet: { value, ...net, confidence },
    price: welch(i),
    steps: [{ id: 'planNet', label: `standard error of the plan's net, ${o.method}`, value: String(net.standardError), unit: 'USD' }],
    assumptions: [
      { id: 'independence', value: 'uncertain inputs are independent of each other', evidence: 'assumed', source: 'method' },
      ...priced.map(({ input, error }) => ({
        id: input.name,
        value: `standard error ${error}`,
        evidence: 'assumed' as const,
        source: 'given by the caller',
      })),
    ],
    warnings,
    tables: [],
  };
}
