import type { Contract, MetricSpec } from '../../src/contracts/contract.js';
import type { Expr } from '../../src/contracts/expression.js';
import type { Fact } from '../../src/contracts/fact.js';
import { dated, metric } from '../../src/contracts/metric.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { stream } from '../../src/stats/random.js';
import { fact, simpleContract, YEAR } from './kit.js';

/** A whole contract over employers and domains that uses any operation of the algebra, and facts for it. */
export interface RandomCase {
  readonly contract: Contract;
  /** Figures told once, which may be drawn again. */
  readonly free: readonly string[];
  facts(draw: number): readonly Fact[];
}

const EMPLOYERS = ['e1', 'e2', 'e3'] as const;
const DOMAINS = ['access', 'outcome', 'safety'] as const;
const UNITS: Readonly<Record<string, string>> = { own: 'USD', mm: 'memberMonths', grade: 'ratio', score: 'ratio', lives: 'lives', late: 'ratio' };
const metrics = {
  benchmark: metric.money(),
  actual: metric.money({ better: 'lower' }),
  score: metric.ratio(),
  lives: metric.count({ of: 'lives' }),
  late: metric.ratio({ onMissing: 'neutral', neutral: '0.35' }),
  own: metric.money({ over: ['employer'] }),
  mm: metric.count({ of: 'memberMonths', over: ['employer'] }),
  grade: metric.ratio({ over: ['domain'], onMissing: 'reweight' }),
} satisfies Readonly<Record<string, MetricSpec>>;

/** Writes random terms from a stream of numbers: the same seed gives the same contract. */
class Writer {
  readonly #random;
  /** Exact arithmetic only: allocations, and divisions that don't end. */
  readonly #exact: boolean;
  constructor(seed: number, exact: boolean) {
    this.#random = stream(seed, 0);
    this.#exact = exact;
  }

  #of<T>(list: readonly T[]): T {
    const [first] = list;
    const found = list[this.#random.below(list.length)] ?? first;
    if (found === undefined) throw new Error('a choice has something to choose from');
    return found;
  }

  #figure(from: number, to: number, places: number): string {
    const scale = 10 ** places;
    return ((this.#random.below((to - from) * scale + 1) + from * scale) / scale).toFixed(places);
  }

  /** An amount of dollars; inside a loop over employers `loop` is true. */
  money(depth: number, loop = false): Expr {
    const inner = (): Expr => this.money(depth - 1, loop);
    const leaves: readonly (() => Expr)[] = [
      () => ({ op: 'metric', id: loop ? 'own' : 'actual' }),
      () => ({ op: 'metric', id: 'benchmark' }),
      () => ({ op: 'metric', id: 'actual' }),
      () => t.literal(this.#figure(0, 3000, 0), 'USD'),
      () => ({ op: 'parameter', id: 'fixed' }),
    ];
    if (depth <= 0) return this.#of(leaves)();
    const nodes: readonly (() => Expr)[] = [
      ...leaves.slice(0, 2),
      () => t.add(inner(), inner(), inner()),
      () => t.sub(inner(), inner()),
      () => t.mul(this.ratio(depth - 1, loop), inner()),
      // Thirds that add up again fall short of the whole in the 40th digit, which a floor shows and doubles don't.
      () => t.div(inner(), this.#of(this.#exact ? ['3', '-8', '0.9', '1.1'] : ['4', '-8', '2.5', '0.8'])),
      () => this.#of([t.min, t.max])(inner(), inner()),
      () => this.#of([t.neg, t.abs])(inner()),
      () => t.clamp(inner(), t.literal(`-${this.#figure(0, 900, 0)}`, 'USD'), t.literal(this.#figure(0, 900, 0), 'USD')),
      () => t.clamp(inner(), null, t.literal(this.#figure(0, 900, 0), 'USD')),
      () => t.if(this.condition(depth - 1, loop), inner(), inner(), 'random'),
      () => t.round(inner(), { to: this.#of(['cent', 'dollar', '1', '3']), mode: this.#of(['half-up', 'half-even', 'floor', 'ceil', 'trunc']) }),
      () =>
        t.marginal(
          inner(),
          ['0', '100', '500', '1500'].map((from, i, all) => ({
            from,
            ...(all[i + 1] === undefined ? {} : { to: all[i + 1] ?? '' }),
            share: this.#figure(0, 1, 1),
          })),
        ),
      () =>
        t.marginal(
          inner(),
          ['0', '0.02', '0.1'].map((from, i, all) => ({
            from,
            ...(all[i + 1] === undefined ? {} : { to: all[i + 1] ?? '' }),
            share: this.#figure(0, 1, 1),
          })),
          { op: 'metric', id: 'benchmark' },
        ),
      () =>
        t.tiers(this.ratio(depth - 1, loop), [{ upTo: '0', value: '50' }, { upTo: '0.5', upToInclusive: false, value: '120.5' }, { value: '33' }], {
          cliff: 'declared',
          unit: 'USD',
        }),
      ...(loop
        ? []
        : [
            () => t.sumOver('employer', this.money(depth - 1, true)),
            () => t.weightedAverageOver('employer', this.money(depth - 1, true), { op: 'metric', id: 'mm' } as const),
            ...(this.#exact
              ? [() => t.allocate(inner(), { over: 'employer', weight: { op: 'metric', id: 'mm' }, key: this.#of(EMPLOYERS), scale: '2' })]
              : []),
          ]),
    ];
    return this.#of(nodes)();
  }

  ratio(depth: number, loop: boolean): Expr {
    const leaves: readonly (() => Expr)[] = [
      () => t.literal(this.#figure(-1, 2, 1)),
      () => ({ op: 'metric', id: 'score' }),
      () => ({ op: 'metric', id: 'late' }),
      () => (loop ? { op: 'parameter', id: 'part' } : { op: 'metric', id: 'score' }),
    ];
    if (depth <= 0) return this.#of(leaves)();
    return this.#of<() => Expr>([
      ...leaves.slice(0, 2),
      () => t.div(this.money(depth - 1, loop), { op: 'metric', id: 'benchmark' }),
      () =>
        t.linearThrough(
          this.ratio(depth - 1, loop),
          [
            { x: '-1', y: '0.2' },
            { x: '0.3', y: '0' },
            { x: '2', y: '1.7' },
          ],
          { outside: this.#of(['hold', 'hold', 'refuse']) },
        ),
      () =>
        t.weightedAverage([
          { key: 'a', of: this.ratio(depth - 1, loop), weight: '0.25' },
          { key: 'b', of: this.ratio(depth - 1, loop), weight: '0.75' },
        ]),
      () =>
        t.bandInterpolate({ op: 'metric', id: 'lives' }, [
          { lo: '1', hi: '999', atLo: '0.1', atHi: '0.05' },
          { lo: '1000', hi: '2000', atLo: '0.05', atHi: '0.02' },
          { lo: '2001', atLo: '0.02', atHi: '0.02' },
        ]),
      ...(loop ? [] : [(): Expr => t.weightedAverageOver('domain', { op: 'metric', id: 'grade' }, { op: 'parameter', id: 'weight' })]),
    ])();
  }

  condition(depth: number, loop: boolean): Expr {
    const plain = (): Expr => ({
      op: 'compare',
      how: this.#of(['lt', 'le', 'eq', 'ge', 'gt']),
      of: [this.money(Math.max(0, depth - 1), loop), this.money(Math.max(0, depth - 1), loop)],
    });
    if (depth <= 0) return plain();
    const inner = (): Expr => this.condition(depth - 1, loop);
    return this.#of<() => Expr>([plain, () => t.and(inner(), inner()), () => t.or(inner(), inner()), () => t.not(inner())])();
  }
}

/** A random contract of a seed with three terms that name one another, and facts by draw; some domains and the late rate may be missing. */
export function randomCase(seed: number, o: { readonly exact?: boolean; readonly depth?: number } = {}): RandomCase {
  const writer = new Writer(seed, o.exact === true);
  const depth = o.depth ?? 4;
  const contract = simpleContract(
    {
      first: writer.money(depth),
      second: t.add('first', writer.money(depth - 2)),
      payable: t.round('second', { to: 'cent', mode: 'half-up' }),
    },
    {
      dimensions: [{ id: 'domain', keys: DOMAINS }],
      metrics,
      parameters: {
        fixed: dated(
          [
            { from: '2021-01-01', to: '2022-06-30', value: '1', cite: 'Exhibit A' },
            { from: '2022-07-01', value: '250.25', cite: 'Exhibit B' },
          ],
          { unit: 'USD' },
        ),
        part: dated([{ from: YEAR.from, values: { e1: '0.5', e2: '0.25', e3: '1.1' }, cite: 'Exhibit C' }], { over: 'employer' }),
        weight: dated([{ from: YEAR.from, values: { access: '0.2', outcome: '0.3', safety: '0.5' }, cite: 'Exhibit D' }], { over: 'domain' }),
      },
    },
  );
  return {
    contract,
    free: ['benchmark', 'actual', 'score', 'lives'],
    facts: (draw) => {
      const random = stream(seed, draw + 1);
      const amount = (from: number, to: number): string => ((random.below((to - from) * 100 + 1) + from * 100) / 100).toFixed(2);
      const shared = stream(seed, 0);
      const fixed = (from: number, to: number): string => ((shared.below((to - from) * 100 + 1) + from * 100) / 100).toFixed(2);
      const told = (id: string, value: string, keys?: Readonly<Record<string, string>>): Fact =>
        fact(id, value, { unit: UNITS[id] ?? 'USD', ...(keys === undefined ? {} : { keys }) });
      return [
        told('benchmark', amount(100, 3000)),
        told('actual', amount(-500, 3000)),
        told('score', amount(-1, 2)),
        told('lives', String(1 + random.below(4000))),
        ...(seed % 3 === 0 ? [] : [told('late', fixed(0, 1))]),
        ...EMPLOYERS.flatMap((employer) => [told('own', fixed(-500, 2000), { employer }), told('mm', String(1 + shared.below(400)), { employer })]),
        ...DOMAINS.filter((_, i) => (seed >> i) % 4 !== 3).map((domain) => told('grade', fixed(0, 1), { domain })),
      ];
    },
  };
}

/** Every operation that a node or those inside it use. */
export function operationsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(operationsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'op' in value && typeof value.op === 'string' ? [value.op] : [];
  return [...own, ...Object.values(value).flatMap(operationsIn)];
}
