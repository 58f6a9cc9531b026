import type { Finding } from '../errors/finding.js';
import { Decimal } from '../money/decimal.js';
import type { Contract, Term } from './contract.js';
import { contractFinding } from './contract-finding.js';
import { type Expr, operandsOf } from './expression.js';
import { combineUnits, currencyOf, type Unit, type UnitPowers, unitPowers, unitText } from './unit.js';

/** A unit, `any` for a bare zero, `condition` for yes or no, `unknown` where a fault was already reported. */
export type InferredUnit = UnitPowers | 'any' | 'condition' | 'unknown';

/** The unit of every node by its path, and what doesn't fit. */
export interface UnitInference {
  readonly units: ReadonlyMap<string, InferredUnit>;
  readonly findings: readonly Finding[];
}

/**
 * Prints an inferred unit.
 *
 * @param unit - As inferred.
 * @returns The unit's text; a bare zero prints as `ratio`.
 * @example
 * inferredText('condition'); // => 'condition'
 */
export function inferredText(unit: InferredUnit | undefined): Unit {
  if (unit === undefined || unit === 'any') return 'ratio';
  return typeof unit === 'string' ? unit : unitText(unit);
}

class UnitReader {
  readonly units = new Map<string, InferredUnit>();
  readonly findings: Finding[] = [];
  readonly #contract: Contract;
  readonly #terms: ReadonlyMap<string, InferredUnit>;

  constructor(contract: Contract, terms: ReadonlyMap<string, InferredUnit>) {
    this.#contract = contract;
    this.#terms = terms;
  }

  read(expr: Expr, path: string): InferredUnit {
    const unit = this.#infer(expr, path);
    this.units.set(path, unit);
    return unit;
  }

  #infer(expr: Expr, path: string): InferredUnit {
    const [first = 'unknown', ...rest] = operandsOf(expr).map(({ slot, expr: each }) => this.read(each, `${path}.${slot}`));
    const all = [first, ...rest];
    switch (expr.op) {
      case 'literal':
        return expr.unit === undefined ? (new Decimal(expr.value).isZero() ? 'any' : new Map()) : this.#named(expr.unit, path);
      case 'metric':
        return this.#own(this.#contract.metrics, expr.id)?.unit === undefined
          ? 'unknown'
          : this.#named(this.#own(this.#contract.metrics, expr.id)?.unit ?? '', path);
      case 'parameter':
        return this.#own(this.#contract.parameters ?? {}, expr.id)?.unit === undefined
          ? 'unknown'
          : this.#named(this.#own(this.#contract.parameters ?? {}, expr.id)?.unit ?? '', path);
      case 'ref':
        return this.#terms.get(expr.id) ?? 'unknown';
      case 'add':
      case 'sub':
      case 'min':
      case 'max':
      case 'clamp':
        return this.#same(all, path, expr.op);
      case 'compare':
        this.#same(all, path, 'compare');
        return 'condition';
      case 'and':
      case 'or':
      case 'not':
        return all.every((unit) => unit === 'condition' || unit === 'unknown') ? 'condition' : this.#mismatch(path, `"${expr.op}" needs conditions`);
      case 'mul':
        return rest.reduce((product, unit) => this.#combine(product, unit, 1, path), first);
      case 'div':
        return rest.reduce((quotient, unit) => this.#combine(quotient, unit, -1, path), first);
      case 'neg':
      case 'abs':
      case 'sumOver':
      case 'round':
      case 'allocate':
        return this.#numeric(first, path, expr.op);
      case 'marginal':
        return expr.base === undefined ? this.#numeric(first, path, expr.op) : this.#same(all, path, expr.op);
      case 'weightedAverageOver':
        return this.#numeric(first, path, expr.op);
      case 'weightedAverage': {
        this.#same(
          all.filter((_, i) => i % 2 === 1),
          path,
          'the weights',
        );
        return this.#same(
          all.filter((_, i) => i % 2 === 0),
          path,
          expr.op,
        );
      }
      case 'if':
        if (first !== 'condition' && first !== 'unknown') return this.#mismatch(path, '"if" needs a condition');
        return this.#same(rest, path, 'if');
      case 'step':
      case 'bandInterpolate':
      case 'linearThrough':
        return expr.unit === undefined ? new Map() : this.#named(expr.unit, path);
    }
  }

  #own<T>(record: Readonly<Record<string, T>>, id: string): T | undefined {
    return Object.hasOwn(record, id) ? record[id] : undefined;
  }

  #named(unit: Unit, path: string): InferredUnit {
    return unitPowers(unit) ?? this.#mismatch(path, `"${unit}" is no unit`);
  }

  #numeric(unit: InferredUnit, path: string, what: string): InferredUnit {
    return unit === 'condition' ? this.#mismatch(path, `"${what}" needs an amount, not a condition`) : unit;
  }

  #same(units: readonly InferredUnit[], path: string, what: string): InferredUnit {
    if (units.includes('unknown')) return 'unknown';
    const known = units.filter((unit) => unit !== 'any');
    const [first] = known;
    if (first === undefined) return 'any';
    const other = known.find((unit) => inferredText(unit) !== inferredText(first));
    if (other === undefined) return first;
    return this.#mismatch(path, `"${what}" joins ${inferredText(first)} and ${inferredText(other)}`, first, other);
  }

  #combine(left: InferredUnit, right: InferredUnit, sign: 1 | -1, path: string): InferredUnit {
    if (left === 'unknown' || right === 'unknown') return 'unknown';
    if (left === 'condition' || right === 'condition') return this.#mismatch(path, 'a condition is no factor');
    if (left === 'any') return 'any';
    if (right === 'any') return sign === 1 ? 'any' : left;
    const [here, there] = [currencyOf(left), currencyOf(right)];
    if (here !== null && there !== null && here !== there) return this.#mismatch(path, `it joins ${here} and ${there}`, left, right);
    return combineUnits(left, right, sign);
  }

  #mismatch(path: string, what: string, left?: InferredUnit, right?: InferredUnit): InferredUnit {
    const currencies = [left, right].map((unit) => (unit instanceof Map ? currencyOf(unit) : null));
    const mixed = currencies[0] !== null && currencies[1] !== null && currencies[0] !== currencies[1];
    this.findings.push(
      mixed
        ? contractFinding({
            code: 'CURRENCY_MIX',
            path,
            message: `${what}, two currencies.`,
            fix: 'Convert by a parameter whose unit is one currency by the other.',
          })
        : contractFinding({
            code: 'UNIT_MISMATCH',
            path,
            message: `${what}.`,
            fix: 'Bring both to one unit: multiply by volumes, divide by months, or give the figure its unit.',
          }),
    );
    return 'unknown';
  }
}

/**
 * Infers the unit of every node and reports where units or currencies don't fit.
 *
 * @param contract - The contract.
 * @param order - Its terms, each after those it needs.
 * @returns Units by path (`term.slot.slot`), and findings `UNIT_MISMATCH` and `CURRENCY_MIX`.
 */
export function inferUnits(contract: Contract, order: readonly Term[]): UnitInference {
  const terms = new Map<string, InferredUnit>();
  const reader = new UnitReader(contract, terms);
  for (const term of order) terms.set(term.id, reader.read(term.expr, term.id));
  for (const line of contract.settle) {
    const unit = terms.get(line.line);
    if (unit === undefined || unit === 'unknown' || unit === 'any' || inferredText(unit) === contract.currency) continue;
    const currency = unit instanceof Map ? currencyOf(unit) : null;
    const mixed = currency !== null && currency !== contract.currency && inferredText(unit) === currency;
    reader.findings.push(
      contractFinding({
        code: mixed ? 'CURRENCY_MIX' : 'UNIT_MISMATCH',
        path: `settle.${line.id}`,
        message: `The line "${line.id}" pays ${inferredText(unit)}, not ${contract.currency}.`,
        fix: `Make the term "${line.line}" an amount of ${contract.currency}.`,
      }),
    );
  }
  return { units: reader.units, findings: reader.findings };
}
