import type { Finding } from '../errors/finding.js';
import { allocate } from '../money/allocate.js';
import { Decimal } from '../money/decimal.js';
import { roundDecimal } from '../money/rounding.js';
import { bandValue, fold, holds, type Lookup, lineValue, marginalValue, type NodeValue, rounded, stepValue, valueText } from './compute-node.js';
import type { Contract, Term } from './contract.js';
import { contractFinding } from './contract-finding.js';
import type { AllocateExpr, Expr, IfExpr, SumOverExpr, WeightedAverageExpr, WeightedAverageOverExpr } from './expression.js';
import type { FactIndex } from './fact-index.js';
import { type InferredUnit, inferredText } from './infer-units.js';
import { type LoopRow, shownOf, type Turn } from './loop-table.js';
import { NodeCache } from './node-cache.js';
import { configOf, labelOf } from './node-config.js';
import { blocked, known, type Outcome, obstacle } from './outcome.js';
import { parameterOn } from './parameter-on.js';
import type { NodeConfig, TraceNode, TraceOperand } from './trace.js';

/** What an evaluation needs. */
export interface EvaluationInput {
  readonly contract: Contract;
  /** Terms, each after those that it needs. */
  readonly order: readonly Term[];
  readonly units: ReadonlyMap<string, InferredUnit>;
  readonly facts: FactIndex;
  /** The day on which parameters are read. */
  readonly day: string;
  /** Whether every node is recorded. */
  readonly record: boolean;
}

type Rest = Partial<Pick<TraceNode, 'branch' | 'tier' | 'dropped' | 'table' | 'fact' | 'policy' | 'override' | 'parameter'>>;

/** Interprets a contract's terms on facts. It knows the algebra and no builder's name. */
export class Evaluation {
  readonly outcomes = new Map<string, Outcome>();
  readonly nodes = new Map<string, TraceNode>();
  readonly warnings = new Map<string, Finding>();
  readonly #in: EvaluationInput;
  #term: Term | null = null;
  #turn: Turn | null = null;
  readonly #cache = new NodeCache();

  constructor(input: EvaluationInput) {
    this.#in = input;
  }

  /** Computes every term, each once. A term that can't be computed says why; it blocks only what needs it. */
  run(): this {
    for (const term of this.#in.order) {
      this.#term = term;
      this.outcomes.set(term.id, this.#evaluate(term.expr, term.id));
    }
    return this;
  }

  /** Computes a node for one key of a dimension, outside the terms. */
  forKey(expr: Expr, keys: Readonly<Record<string, string>>): Outcome {
    this.#term = null;
    this.#turn = { keys, leaves: new Map() };
    const outcome = this.#evaluate(expr, 'allocate');
    this.#turn = null;
    return outcome;
  }

  #evaluate(expr: Expr, path: string): Outcome {
    switch (expr.op) {
      case 'literal':
        return this.#settle(expr, path, [{ slot: 'of', node: null, value: '' }], known(this.#cache.literal(expr)));
      case 'metric': {
        const reading = this.#in.facts.read(expr.id, this.#turn?.keys ?? null);
        for (const warning of reading.warnings) this.warnings.set(`${warning.code} ${warning.path ?? ''}`, warning);
        return this.#leaf(`metric:${expr.id}`, expr, { path, outcome: reading.outcome, rest: reading.about });
      }
      case 'parameter': {
        const found = parameterOn(this.#in.contract, expr.id, { day: this.#in.day, keys: this.#turn?.keys ?? null });
        const rest = found.row === null ? {} : { parameter: { from: found.row.from, to: found.row.to ?? null, cite: found.row.cite } };
        return this.#leaf(`parameter:${expr.id}`, expr, { path, outcome: found.outcome, rest });
      }
      case 'ref': {
        const outcome =
          this.outcomes.get(expr.id) ??
          blocked(contractFinding({ code: 'UNKNOWN_REF', path, message: `There is no term "${expr.id}".`, fix: 'Name a term of this contract.' }));
        if (this.#turn !== null && outcome.kind === 'value') this.#turn.leaves.set(`ref:${expr.id}`, this.#cache.text(outcome.value));
        return this.#settle(expr, path, [{ slot: 'of', node: expr.id, value: '' }], outcome);
      }
      case 'if':
        return this.#if(expr, path);
      case 'sumOver':
      case 'weightedAverageOver':
        return this.#loop(expr, path);
      case 'weightedAverage':
        return this.#weighted(expr, path);
      case 'allocate':
        return this.#allocate(expr, path);
      default:
        return this.#plain(expr, path);
    }
  }

  /** A node all of whose operands must be there. */
  #plain(expr: Expr, path: string): Outcome {
    const slots = this.#cache.slotsOf(expr);
    const values: NodeValue[] = [];
    const missing: Outcome[] = [];
    for (const { slot, expr: each } of slots) {
      const outcome = this.#evaluate(each, `${path}.${slot}`);
      if (outcome.kind === 'value') values.push(outcome.value);
      else missing.push(outcome);
    }
    const stopped = obstacle(missing);
    if (stopped !== null) return stopped;
    const operands =
      this.#turn === null ? slots.map(({ slot, expr: each }, i) => this.#operand(slot, each, { path, value: values[i] ?? false })) : [];
    const found = this.#compute(expr, values, path);
    return this.#settle(expr, path, operands, found.outcome, found.tier === undefined ? {} : { tier: found.tier });
  }

  #compute(expr: Expr, values: readonly NodeValue[], path: string): { readonly outcome: Outcome; readonly tier?: number } {
    if (expr.op === 'and') return { outcome: known(values.every((value) => value === true)) };
    if (expr.op === 'or') return { outcome: known(values.includes(true)) };
    if (expr.op === 'not') return { outcome: known(values[0] !== true) };
    const amounts: Decimal[] = [];
    for (const value of values) if (typeof value !== 'boolean') amounts.push(value);
    const [a, b] = amounts;
    if (a === undefined || amounts.length !== values.length)
      return { outcome: blocked(this.#fault(path, 'UNIT_MISMATCH', `"${expr.op}" needs amounts.`, 'Replace the condition by an amount.')) };
    switch (expr.op) {
      case 'add':
      case 'mul':
      case 'min':
      case 'max':
        return { outcome: known(fold(expr.op, amounts)) };
      case 'sub':
        return { outcome: known(a.minus(b ?? 0)) };
      case 'div':
        if (b === undefined || b.isZero())
          return {
            outcome: blocked(
              this.#fault(
                path,
                'contracts/division-by-zero',
                'It divides by zero.',
                'Look at the fact that is zero; agree what holds then, by an if.',
              ),
            ),
          };
        return { outcome: known(a.div(b)) };
      case 'neg':
        return { outcome: known(new Decimal(0).minus(a)) };
      case 'abs':
        return { outcome: known(a.abs()) };
      case 'compare':
        return { outcome: known(holds(expr.how, a, b ?? new Decimal(0))) };
      case 'clamp': {
        const lo = expr.lo === undefined ? null : (b ?? null);
        const hi = expr.hi === undefined ? null : (amounts[expr.lo === undefined ? 1 : 2] ?? null);
        if (lo !== null && hi !== null && hi.lt(lo))
          return {
            outcome: blocked(
              this.#fault(path, 'CAP_BELOW_FLOOR', `The upper end ${valueText(hi)} is below the lower end ${valueText(lo)}.`, 'Correct the ends.'),
            ),
          };
        return { outcome: known(hi !== null && a.gt(hi) ? hi : lo !== null && a.lt(lo) ? lo : a) };
      }
      case 'marginal':
        if (expr.base !== undefined && (b === undefined || b.lte(0)))
          return {
            outcome: blocked(
              this.#fault(
                path,
                'contracts/base-not-positive',
                `Its bands are shares of ${valueText(b ?? new Decimal(0))}.`,
                'A share needs a base above zero; look at the fact.',
              ),
            ),
          };
        return { outcome: known(marginalValue(expr, a, b ?? null)) };
      case 'round':
        return { outcome: known(rounded(a, expr)) };
      case 'step':
        return this.#looked(stepValue(expr, a), path);
      case 'bandInterpolate':
        return this.#looked(bandValue(expr, a), path);
      case 'linearThrough':
        return this.#looked(lineValue(expr, a), path);
      default:
        return {
          outcome: blocked(this.#fault(path, 'contracts/unknown-term', `"${expr.op}" is no operation here.`, 'Use an operation of the algebra.')),
        };
    }
  }

  #looked(lookup: Lookup, path: string): { readonly outcome: Outcome; readonly tier?: number } {
    if (lookup.kind === 'found') return { outcome: known(lookup.value), tier: lookup.tier };
    return { outcome: blocked(this.#fault(path, lookup.code, lookup.message, lookup.fix)) };
  }

  #if(expr: IfExpr, path: string): Outcome {
    const when = this.#evaluate(expr.when, `${path}.when`);
    if (when.kind !== 'value') return when;
    const branch = when.value === true ? 'then' : 'otherwise';
    const taken = this.#evaluate(expr[branch], `${path}.${branch}`);
    if (taken.kind !== 'value') return taken;
    const operands = [
      this.#operand('when', expr.when, { path, value: when.value }),
      this.#operand(branch, expr[branch], { path, value: taken.value }),
    ];
    return this.#settle(expr, path, operands, taken, { branch });
  }

  #loop(expr: SumOverExpr | WeightedAverageOverExpr, path: string): Outcome {
    const rows: LoopRow[] = [];
    const outer = this.#turn;
    for (const keys of this.#in.facts.combinations(expr.over)) {
      const turn: Turn = { keys, leaves: new Map() };
      this.#turn = turn;
      const of = this.#evaluate(expr.of, `${path}.of`);
      rows.push({ turn, of, weight: expr.op === 'sumOver' ? null : this.#evaluate(expr.weight, `${path}.weight`) });
    }
    this.#turn = outer;
    const stopped = obstacle(
      rows.flatMap((row) =>
        (expr.op === 'sumOver' ? [row.of] : [row.of, ...(row.weight === null ? [] : [row.weight])]).filter(
          (outcome) => expr.op === 'sumOver' || outcome.kind !== 'absent',
        ),
      ),
    );
    if (stopped !== null) return stopped;
    if (rows.length === 0)
      return blocked(this.#fault(path, 'MISSING_METRIC', `No fact has keys of ${expr.over.join(' and ')}.`, 'Give the facts their keys.'));
    const shown = this.#in.record && outer === null ? shownOf(expr, rows) : {};
    if (expr.op === 'sumOver') {
      const values = rows.flatMap((row) => (row.of.kind === 'value' && typeof row.of.value !== 'boolean' ? [row.of.value] : []));
      return this.#settle(expr, path, [], known(fold('add', values)), shown);
    }
    const left = rows.flatMap((row) =>
      row.of.kind === 'value' && row.weight?.kind === 'value' && typeof row.of.value !== 'boolean' && typeof row.weight.value !== 'boolean'
        ? [{ value: row.of.value, weight: row.weight.value }]
        : [],
    );
    const dropped = rows
      .filter((row) => row.of.kind !== 'value' || row.weight?.kind !== 'value')
      .map((row) => expr.over.map((dimension) => row.turn.keys[dimension] ?? '').join('|'));
    const outcome = this.#average(
      left,
      rows.flatMap((row) => [row.of]),
      path,
    );
    return this.#settle(expr, path, [], outcome, { ...shown, ...(dropped.length === 0 ? {} : { dropped }) });
  }

  #weighted(expr: WeightedAverageExpr, path: string): Outcome {
    const items = expr.items.map((item) => ({
      item,
      of: this.#evaluate(item.of, `${path}.${item.key}.of`),
      weight: this.#evaluate(item.weight, `${path}.${item.key}.weight`),
    }));
    const stopped = obstacle(items.flatMap(({ of, weight }) => [of, weight].filter((outcome) => outcome.kind !== 'absent')));
    if (stopped !== null) return stopped;
    const present = items.flatMap(({ item, of, weight }) =>
      of.kind === 'value' && weight.kind === 'value' && typeof of.value !== 'boolean' && typeof weight.value !== 'boolean'
        ? [{ item, value: of.value, weight: weight.value }]
        : [],
    );
    const operands = present.flatMap(({ item, value, weight }) => [
      this.#operand(`${item.key}.of`, item.of, { path, value }),
      this.#operand(`${item.key}.weight`, item.weight, { path, value: weight }),
    ]);
    const kept = new Set(present.map(({ item }) => item.key));
    const dropped = expr.items.map((item) => item.key).filter((key) => !kept.has(key));
    const outcome = this.#average(
      present,
      items.map(({ of }) => of),
      path,
    );
    return this.#settle(expr, path, operands, outcome, dropped.length === 0 ? {} : { dropped });
  }

  #average(items: readonly { readonly value: Decimal; readonly weight: Decimal }[], all: readonly Outcome[], path: string): Outcome {
    if (items.length === 0)
      return blocked(
        ...all.flatMap((outcome) => (outcome.kind === 'value' ? [] : outcome.findings)),
        this.#fault(path, 'MISSING_METRIC', 'Nothing is left to average.', 'Supply at least one of the metrics.'),
      );
    const weight = fold(
      'add',
      items.map((item) => item.weight),
    );
    if (weight.isZero()) return blocked(this.#fault(path, 'contracts/division-by-zero', 'The weights add up to zero.', 'Look at the weights.'));
    return known(
      fold(
        'add',
        items.map((item) => item.weight.times(item.value)),
      ).div(weight),
    );
  }

  #allocate(expr: AllocateExpr, path: string): Outcome {
    const total = this.#evaluate(expr.on, `${path}.on`);
    if (total.kind !== 'value' || typeof total.value === 'boolean') return total;
    const outer = this.#turn;
    const rows = this.#in.facts.combinations([expr.over]).map((keys) => {
      const turn: Turn = { keys, leaves: new Map() };
      this.#turn = turn;
      return { turn, of: this.#evaluate(expr.weight, `${path}.weight`), weight: null };
    });
    this.#turn = outer;
    const stopped = obstacle(rows.map((row) => row.of));
    if (stopped !== null) return stopped;
    const ids = rows.map((row) => row.turn.keys[expr.over] ?? '');
    const weights = rows.flatMap((row) => (row.of.kind === 'value' && typeof row.of.value !== 'boolean' ? [row.of.value] : []));
    const scale = Number(expr.scale);
    const whole = roundDecimal(total.value, { places: scale, mode: 'half-up' });
    if (!ids.includes(expr.key))
      return blocked(this.#fault(path, 'MISSING_METRIC', `No fact has the ${expr.over} "${expr.key}".`, 'Give its facts.'));
    if (weights.some((weight) => weight.lt(0)) || weights.every((weight) => weight.isZero())) {
      return blocked(
        this.#fault(
          path,
          'contracts/zero-weights',
          'A total can only be divided by weights of at least 0, one of them above 0.',
          'Look at the weights.',
        ),
      );
    }
    const share = allocate({ total: whole, weights, ids, scale }).find((each) => each.id === expr.key);
    const shown = this.#in.record && outer === null ? shownOf({ op: 'sumOver', over: [expr.over], of: expr.weight }, rows) : {};
    return this.#settle(expr, path, [this.#operand('on', expr.on, { path, value: total.value })], known(share?.amount ?? new Decimal(0)), shown);
  }

  #operand(slot: string, expr: Expr, o: { readonly path: string; readonly value: NodeValue }): TraceOperand {
    const value = this.#in.record && this.#turn === null ? valueText(o.value) : '';
    switch (expr.op) {
      case 'literal':
        return { slot, node: null, value };
      case 'metric':
      case 'parameter':
        return { slot, node: `${expr.op}:${expr.id}`, value };
      case 'ref':
        return { slot, node: expr.id, value };
      default:
        return { slot, node: `${o.path}.${slot}`, value };
    }
  }

  #leaf(id: string, expr: Expr, o: { readonly path: string; readonly outcome: Outcome; readonly rest: Rest }): Outcome {
    if (this.#turn !== null) {
      if (o.outcome.kind === 'value') this.#turn.leaves.set(id, this.#cache.text(o.outcome.value));
      if (o.rest.override !== undefined) (this.#turn.overrides ??= new Set()).add(o.rest.override);
      return o.outcome;
    }
    this.#put({ id, expr, path: o.path, operands: [], outcome: o.outcome, rest: o.rest });
    // A term that is nothing but a leaf is still a node of its own, so that it can be named.
    if (o.path === this.#term?.id)
      this.#put({ id: o.path, expr, path: o.path, operands: [{ slot: 'of', node: id, value: '' }], outcome: o.outcome, rest: {} });
    return o.outcome;
  }

  #settle(expr: Expr, path: string, operands: readonly TraceOperand[], outcome: Outcome, rest: Rest = {}): Outcome {
    const silent = (expr.op === 'literal' || expr.op === 'ref') && path !== this.#term?.id;
    if (!silent) this.#put({ id: path, expr, path, operands, outcome, rest });
    return outcome;
  }

  #put(o: {
    readonly id: string;
    readonly expr: Expr;
    readonly path: string;
    readonly operands: readonly TraceOperand[];
    readonly outcome: Outcome;
    readonly rest: Rest;
  }): void {
    if (!this.#in.record || this.#turn !== null || o.outcome.kind !== 'value') return;
    const result = valueText(o.outcome.value);
    const term = this.#term !== null && o.id === this.#term.id ? this.#term : null;
    const config: NodeConfig | null = configOf(o.expr);
    const leaf = o.expr.op === 'metric' || o.expr.op === 'parameter' ? labelOf(this.#in.contract, o.expr.op, o.expr.id) : undefined;
    this.nodes.set(o.id, {
      id: o.id,
      ...(term === null ? {} : { term: term.id }),
      label: term === null ? (leaf ?? o.id) : (term.label ?? o.id),
      op: o.expr.op,
      unit: inferredText(this.#in.units.get(o.path)),
      operands: o.operands.map((operand) => (operand.value === '' ? { ...operand, value: result } : operand)),
      result,
      ...(config === null ? {} : { config }),
      ...o.rest,
      ...(term?.clause === undefined ? {} : { clause: term.clause }),
      ...(term?.note === undefined ? {} : { note: term.note }),
    });
  }

  #fault(path: string, code: string, message: string, fix: string): Finding {
    return contractFinding({ code, path, message: `At "${path}": ${message}`, fix });
  }
}
