import type { Finding } from '../errors/finding.js';
import { compareCodePoints } from '../money/allocate.js';
import { Decimal } from '../money/decimal.js';
import type { Contract, MetricSpec } from './contract.js';
import { contractFinding } from './contract-finding.js';
import { type Fact, factId } from './fact.js';
import { blocked, known, type Outcome } from './outcome.js';
import type { TraceNode } from './trace.js';

/** Lets a figure that the contract refuses be used, with the reason that the trace keeps. */
export interface FactOverride {
  readonly metric: string;
  readonly reason: string;
}

/** A metric's value with what the trace says of it. */
export interface MetricReading {
  readonly outcome: Outcome<Decimal>;
  readonly about: Pick<TraceNode, 'fact' | 'policy' | 'override'>;
  readonly warnings: readonly Finding[];
}

/** Facts by metric and keys, read under the contract's policies. */
export class FactIndex {
  readonly #contract: Contract;
  readonly #facts: ReadonlyMap<string, Fact>;
  readonly #overrides: readonly FactOverride[];
  readonly #keys = new Map<string, readonly string[]>();
  readonly #combinations = new Map<string, readonly Readonly<Record<string, string>>[]>();
  /** Readings by the keys object of a loop's turn, which is the same object in every loop over the same dimensions. */
  readonly #readings = new Map<Readonly<Record<string, string>> | null, Map<string, MetricReading>>();

  constructor(contract: Contract, facts: readonly Fact[], overrides: readonly FactOverride[] = []) {
    this.#contract = contract;
    this.#facts = new Map(facts.map((fact) => [factId(fact), fact]));
    this.#overrides = overrides;
  }

  /** The keys of a dimension: the contract's, or those of the facts in code-point order. */
  keysOf(dimension: string): readonly string[] {
    const cached = this.#keys.get(dimension);
    if (cached !== undefined) return cached;
    const fixed = this.#contract.dimensions?.find((each) => each.id === dimension)?.keys;
    const keys =
      fixed ??
      Array.from(new Set(Array.from(this.#facts.values(), (fact) => fact.keys?.[dimension]).filter((key) => key !== undefined))).sort(
        compareCodePoints,
      );
    this.#keys.set(dimension, keys);
    return keys;
  }

  /** Every combination of keys that a loop runs over: the product, or the combinations that facts have where keys are open. */
  combinations(over: readonly string[]): readonly Readonly<Record<string, string>>[] {
    const name = over.join('\n');
    const cached = this.#combinations.get(name);
    if (cached !== undefined) return cached;
    const found = this.#combined(over);
    this.#combinations.set(name, found);
    return found;
  }

  #combined(over: readonly string[]): readonly Readonly<Record<string, string>>[] {
    const fixed = over.every((dimension) => this.#contract.dimensions?.find((each) => each.id === dimension)?.keys !== undefined);
    if (fixed || over.length === 1) {
      return over.reduce<readonly Readonly<Record<string, string>>[]>(
        (rows, dimension) => rows.flatMap((row) => this.keysOf(dimension).map((key) => ({ ...row, [dimension]: key }))),
        [{}],
      );
    }
    const seen = new Map<string, Readonly<Record<string, string>>>();
    for (const fact of this.#facts.values()) {
      const keys = fact.keys;
      if (keys === undefined || !over.every((dimension) => Object.hasOwn(keys, dimension))) continue;
      const row = Object.fromEntries(over.map((dimension) => [dimension, keys[dimension] ?? '']));
      seen.set(JSON.stringify(over.map((dimension) => row[dimension])), row);
    }
    return Array.from(seen)
      .sort(([a], [b]) => compareCodePoints(a, b))
      .map(([, row]) => row);
  }

  /** Reads a metric, inside a loop by the loop's keys. */
  read(id: string, keys: Readonly<Record<string, string>> | null): MetricReading {
    const ofKeys = this.#readings.get(keys) ?? new Map<string, MetricReading>();
    const cached = ofKeys.get(id);
    if (cached !== undefined) return cached;
    const reading = this.#read(id, keys);
    this.#readings.set(keys, ofKeys.set(id, reading));
    return reading;
  }

  #read(id: string, keys: Readonly<Record<string, string>> | null): MetricReading {
    const spec = Object.hasOwn(this.#contract.metrics, id) ? this.#contract.metrics[id] : undefined;
    const path = `metrics.${id}`;
    if (spec === undefined)
      return refused(contractFinding({ code: 'UNKNOWN_REF', path, message: `There is no metric "${id}".`, fix: 'Declare it under metrics.' }));
    const over = spec.over ?? [];
    const own = over.length === 0 ? undefined : Object.fromEntries(over.map((dimension) => [dimension, keys?.[dimension] ?? '']));
    const name = own === undefined ? id : factId({ metric: id, keys: own });
    const fact = this.#facts.get(name);
    if (fact === undefined) return this.#missing(spec, { code: 'MISSING_METRIC', name, because: `There is no fact for ${name}.` });
    const value = new Decimal(fact.value);
    const override = this.#overrides.find((each) => each.metric === id);
    const about = { fact: { id: name, knownOn: fact.knownOn, source: fact.source, denominator: fact.denominator } };

    const minimum = this.#contract.smallCell?.minimum;
    if (minimum !== undefined && fact.denominator !== null && new Decimal(fact.denominator).lt(minimum)) {
      if (override === undefined) {
        return refused(
          contractFinding({
            code: 'SUPPRESSED_CELL',
            path,
            message: `${name} rests on fewer than ${minimum} persons.`,
            fix: 'Pool it with others, or override it for this metric with a reason, which the trace keeps.',
          }),
        );
      }
    }
    if (spec.minDenominator !== undefined && (fact.denominator === null || new Decimal(fact.denominator).lt(spec.minDenominator))) {
      return this.#missing(spec, { code: 'DENOMINATOR_TOO_SMALL', name, because: `${name} rests on fewer than ${spec.minDenominator}.` });
    }
    const low = spec.min !== undefined && value.lt(spec.min);
    if (low || (spec.max !== undefined && value.gt(spec.max)) || (spec.integer === true && !value.isInteger())) {
      return refused(
        contractFinding({
          code: 'OUT_OF_RANGE',
          path,
          message: `${name} is outside what the contract allows (${spec.min ?? 'no least'} to ${spec.max ?? 'no greatest'}${spec.integer === true ? ', whole' : ''}).`,
          fix: 'Correct the fact at its source.',
        }),
      );
    }
    const small = minimum !== undefined && fact.denominator !== null && new Decimal(fact.denominator).lt(minimum);
    const warnings =
      small && override !== undefined
        ? [
            contractFinding({
              code: 'SUPPRESSED_CELL',
              severity: 'warn',
              path,
              message: `${name} rests on fewer than ${minimum} persons and was used: ${override.reason}`,
              fix: 'Keep the settlement from readers who could learn a person from it.',
            }),
          ]
        : [];
    return { outcome: known(value), about: small && override !== undefined ? { ...about, override: override.reason } : about, warnings };
  }

  #missing(spec: MetricSpec, o: { readonly code: string; readonly name: string; readonly because: string }): MetricReading {
    const path = `metrics.${o.name}`;
    const finding = (severity: 'block' | 'warn', then: string): Finding =>
      contractFinding({
        code: o.code,
        severity,
        path,
        message: `${o.because} ${then}`,
        fix: 'Supply the fact, or agree on another policy for it by amendment.',
      });
    switch (spec.onMissing) {
      case 'fail':
        return refused(finding('block', 'The contract says that nothing is settled without it.'));
      case 'missed':
        return {
          outcome: known(new Decimal(0)),
          about: { policy: { name: 'missed', because: o.because } },
          warnings: [finding('warn', 'It counts as 0.')],
        };
      case 'neutral':
        return {
          outcome: known(new Decimal(spec.neutral ?? '0')),
          about: { policy: { name: 'neutral', because: o.because } },
          warnings: [finding('warn', `It counts as ${spec.neutral ?? '0'}.`)],
        };
      case 'reweight':
        return {
          outcome: { kind: 'absent', findings: [finding('block', 'It can only drop out of a weighted average in which something is left.')] },
          about: {},
          warnings: [finding('warn', 'The weights of the others are divided by their sum.')],
        };
    }
  }
}

function refused(finding: Finding): MetricReading {
  return { outcome: blocked(finding), about: {}, warnings: [] };
}
