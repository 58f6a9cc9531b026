import type { Finding } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import { type Contract, type MetricSpec, measurementOf, type Term } from '../contract.js';
import { contractFinding } from '../contract-finding.js';
import { at, type Pieces } from '../curve/piecewise.js';
import { propagate } from '../curve/propagate.js';
import { compare, fromText, type Rational, sign, toText } from '../curve/rational.js';
import { type Expr, operandsOf } from '../expression.js';
import type { Fact } from '../fact.js';
import { FactIndex } from '../fact-index.js';

/** Beyond this the curve isn't drawn: a lint stays quick on any document. Unit: nodes, tiers, bands and points. */
const MOST_PARTS = 500;
/** Where the other metrics stand while one varies, between their ends. A turn at any of these places is a turn of the contract. */
const PLACES = ['0.5', '0.1', '0.9'] as const;

/** Values that a metric may take: what the contract allows, else a usual range of its unit. */
function rangeOf(spec: MetricSpec): readonly [low: Decimal, high: Decimal] {
  const most = spec.unit.includes('/')
    ? 20_000
    : /^[A-Z]{3}$/.test(spec.unit)
      ? 2_000_000
      : spec.unit === 'ratio'
        ? 1
        : spec.unit === 'points'
          ? 100
          : 20_000;
  const low = new Decimal(spec.min ?? '0');
  const high = new Decimal(spec.max ?? low.plus(most));
  return high.gt(low) ? [low, high] : [low, low.plus(most)];
}

/** A fact for each key of a metric, at a place between its ends. */
function examples(contract: Contract, id: string, spec: MetricSpec, place: string): readonly Fact[] {
  const [low, high] = rangeOf(spec);
  const value = low.plus(high.minus(low).times(place));
  const rows = (spec.over ?? []).reduce<readonly Readonly<Record<string, string>>[]>(
    (all, dimension) => {
      const keys = contract.dimensions?.find((each) => each.id === dimension)?.keys ?? ['example'];
      return all.flatMap((row) => keys.slice(0, 50).map((key) => ({ ...row, [dimension]: key })));
    },
    [{}],
  );
  const measured = measurementOf(contract);
  return rows.map((keys) => ({
    metric: id,
    value: (spec.integer === true ? value.floor() : value).toFixed(),
    unit: spec.unit,
    period: measured,
    knownOn: measured.to,
    denominator: '1000000',
    source: 'example',
    ...((spec.over ?? []).length === 0 ? {} : { keys }),
  }));
}

/** Where a curve that went one way goes the other; null where it never does. */
function turnOf(pieces: Pieces): { readonly at: Rational; readonly before: number } | null {
  let direction = 0;
  let end: { readonly x: Rational; readonly value: Rational } | null = null;
  for (const piece of pieces) {
    if (piece.value.kind !== 'linear') {
      end = null;
      continue;
    }
    const jump = end !== null && compare(end.x, piece.from.x) === 0 ? compare(at(piece.value, piece.from.x), end.value) : 0;
    const slope = compare(piece.from.x, piece.to.x) === 0 ? 0 : sign(piece.value.slope);
    for (const moved of [jump, slope]) {
      if (moved === 0) continue;
      if (direction !== 0 && direction !== moved) return { at: piece.from.x, before: direction };
      direction = moved;
    }
    end = { x: piece.to.x, value: at(piece.value, piece.to.x) };
  }
  return null;
}

function partsOf(expr: Expr): number {
  const rows = expr.op === 'step' ? expr.tiers.length : expr.op === 'marginal' || expr.op === 'bandInterpolate' ? expr.bands.length : 0;
  return operandsOf(expr).reduce((sum, each) => sum + partsOf(each.expr), 1 + (expr.op === 'linearThrough' ? expr.points.length : rows));
}

/**
 * Lines that pay more and then less as a metric only gets better: the whole payment, not one table of it. What is reported is a
 * place where it happens; that none was found at these places is no proof.
 */
export function lintCurve(contract: Contract, order: readonly Term[]): readonly Finding[] {
  if (order.reduce((sum, term) => sum + partsOf(term.expr), 0) > MOST_PARTS) return [];
  const judged = Object.entries(contract.metrics).filter(([, spec]) => spec.better !== undefined && (spec.over ?? []).length === 0);
  const findings: Finding[] = [];
  const told = new Set<string>();
  for (const [metric, spec] of judged) {
    for (const place of PLACES) {
      const facts = new FactIndex(
        contract,
        Object.entries(contract.metrics).flatMap(([id, each]) => (id === metric ? [] : examples(contract, id, each, place))),
      );
      const [low, high] = rangeOf(spec);
      const domain = [fromText(low.toFixed()), fromText(high.toFixed())] as const;
      const terms = new Map<string, Pieces | 'curved'>();
      for (const term of order) terms.set(term.id, propagate(term.expr, { contract, facts, day: measurementOf(contract).to, metric, domain, terms }));
      for (const line of contract.settle) {
        const pieces = terms.get(line.line);
        const turn = pieces === undefined || pieces === 'curved' ? null : turnOf(pieces);
        if (turn === null || told.has(`${line.id} ${metric}`)) continue;
        told.add(`${line.id} ${metric}`);
        findings.push(
          contractFinding({
            code: 'NON_MONOTONE',
            severity: 'warn',
            path: `settle.${line.id}`,
            message: `As "${metric}" rises, the line "${line.id}" ${turn.before > 0 ? 'rises and then falls' : 'falls and then rises'}, for instance at ${toText(turn.at)} with the other metrics at ${place} of their range.`,
            fix: 'Draw it with paymentCurve; whoever does better should not get less.',
          }),
        );
      }
    }
  }
  return findings;
}
