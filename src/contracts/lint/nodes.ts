import type { Finding } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import { placesOf } from '../compute-node.js';
import type { Contract } from '../contract.js';
import { contractFinding } from '../contract-finding.js';
import { type ClampExpr, type Expr, operandsOf, type WeightedAverageExpr, type WeightedAverageOverExpr } from '../expression.js';
import { multipleOf } from './constants.js';
import { lintInterpolation, lintLine, lintMarginal, lintStep } from './tables.js';

/** Weights of one third don't add up to one in forty digits; nobody means anything by less than this. */
const WEIGHT_TOLERANCE = '1e-30';

function weightsNotOne(path: string, sum: Decimal): readonly Finding[] {
  if (sum.minus(1).abs().lte(WEIGHT_TOLERANCE)) return [];
  return [
    contractFinding({
      code: 'WEIGHTS_NOT_ONE',
      path,
      message: `The weights add up to ${sum.toFixed()}.`,
      fix: 'Correct the weights so that they add up to 1.',
    }),
  ];
}

function lintWeights(contract: Contract, expr: WeightedAverageExpr | WeightedAverageOverExpr, path: string): readonly Finding[] {
  if (expr.op === 'weightedAverage') {
    const weights = expr.items.map((item) => multipleOf(contract, item.weight));
    if (weights.some((weight) => weight === null || weight.of !== '')) return [];
    return weightsNotOne(
      path,
      weights.reduce((sum, weight) => sum.plus(weight?.factor ?? 0), new Decimal(0)),
    );
  }
  const parameters = contract.parameters ?? {};
  const spec = expr.weight.op === 'parameter' && Object.hasOwn(parameters, expr.weight.id) ? parameters[expr.weight.id] : undefined;
  return (spec?.rows ?? []).flatMap((row) =>
    row.values === undefined
      ? []
      : weightsNotOne(
          path,
          Object.values(row.values).reduce((sum, value) => sum.plus(value), new Decimal(0)),
        ),
  );
}

function lintClamp(contract: Contract, expr: ClampExpr, path: string): readonly Finding[] {
  if (expr.lo === undefined || expr.hi === undefined) return [];
  const [lo, hi] = [multipleOf(contract, expr.lo), multipleOf(contract, expr.hi)];
  if (lo === null || hi === null || lo.of !== hi.of || hi.factor.gte(lo.factor)) return [];
  return [
    contractFinding({
      code: 'CAP_BELOW_FLOOR',
      path,
      message: `The upper end (${hi.factor.toFixed()}) is below the lower end (${lo.factor.toFixed()}).`,
      fix: 'Swap or correct the ends.',
    }),
  ];
}

function lintNode(contract: Contract, expr: Expr, path: string): readonly Finding[] {
  switch (expr.op) {
    case 'step':
      return lintStep(expr, path);
    case 'marginal':
      return lintMarginal(expr, path);
    case 'bandInterpolate':
      return lintInterpolation(expr, path);
    case 'linearThrough':
      return lintLine(expr, path);
    case 'clamp':
      return lintClamp(contract, expr, path);
    case 'weightedAverage':
    case 'weightedAverageOver':
      return lintWeights(contract, expr, path);
    default:
      return [];
  }
}

/** Faults that one node shows by itself, everywhere in the document. */
export function lintNodes(contract: Contract): readonly Finding[] {
  const findings: Finding[] = [];
  const walk = (expr: Expr, path: string): void => {
    findings.push(...lintNode(contract, expr, path));
    for (const { slot, expr: each } of operandsOf(expr)) walk(each, `${path}.${slot}`);
  };
  for (const term of contract.terms) walk(term.expr, term.id);
  return findings;
}

/** Parameters that nothing uses. */
export function lintDeadParameters(contract: Contract): readonly Finding[] {
  const used = new Set<string>();
  const walk = (expr: Expr): void => {
    if (expr.op === 'parameter') used.add(expr.id);
    for (const { expr: each } of operandsOf(expr)) walk(each);
  };
  for (const term of contract.terms) walk(term.expr);
  if (contract.allocate !== undefined && 'own' in contract.allocate) walk(contract.allocate.own);
  return Object.keys(contract.parameters ?? {})
    .filter((id) => !used.has(id))
    .map((id) =>
      contractFinding({
        code: 'DEAD_PARAMETER',
        severity: 'warn',
        path: `parameters.${id}`,
        message: `The parameter "${id}" is used by nothing.`,
        fix: 'Use it, or remove it: a reader takes it for a term.',
      }),
    );
}

/** Lines whose rounding nobody declared, or that would pay less than a cent. */
export function lintRounding(contract: Contract): readonly Finding[] {
  return contract.settle.flatMap((line) => {
    const term = contract.terms.find((each) => each.id === line.line);
    if (term === undefined) return [];
    const rounding = contract.rounding ?? (term.expr.op === 'round' ? term.expr : undefined);
    if (rounding !== undefined && placesOf(rounding.to) <= 2) return [];
    return [
      contractFinding({
        code: 'ROUNDING_AMBIGUOUS',
        path: `settle.${line.id}`,
        message:
          rounding === undefined ? `Nothing says how the line "${line.id}" is rounded.` : `The line "${line.id}" would pay fractions of a cent.`,
        fix: 'End its term in a rounding node to cents or dollars, or state the rounding of lines.',
      }),
    ];
  });
}
