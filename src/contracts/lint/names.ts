import type { Finding } from '../../errors/finding.js';
import type { Contract } from '../contract.js';
import { contractFinding } from '../contract-finding.js';
import { type Expr, operandsOf } from '../expression.js';

/** What the document declares. */
interface Names {
  readonly terms: ReadonlySet<string>;
  readonly dimensions: ReadonlySet<string>;
  readonly parties: ReadonlySet<string>;
}

function unknown(path: string, what: string): Finding {
  return contractFinding({ code: 'UNKNOWN_REF', path, message: what, fix: 'Correct the name, or declare it.' });
}

/** Names that nothing declares, and metrics or parameters read outside a loop over their dimensions. */
export function lintNames(contract: Contract): readonly Finding[] {
  const names: Names = {
    terms: new Set(contract.terms.map((term) => term.id)),
    dimensions: new Set([...(contract.dimensions ?? []).map((each) => each.id), 'employer']),
    parties: new Set(contract.parties.map((party) => party.id)),
  };
  const findings: Finding[] = [];
  for (const term of contract.terms) walk(term.expr, term.id, []);
  for (const [id, spec] of Object.entries(contract.metrics)) for (const dimension of spec.over ?? []) checkDimension(dimension, `metrics.${id}`);
  for (const [id, spec] of Object.entries(contract.parameters ?? {})) if (spec.over !== undefined) checkDimension(spec.over, `parameters.${id}`);
  for (const line of contract.settle) {
    if (!names.terms.has(line.line)) findings.push(unknown(`settle.${line.id}`, `There is no term "${line.line}".`));
    for (const party of [line.positive.from, line.positive.to])
      if (!names.parties.has(party)) findings.push(unknown(`settle.${line.id}`, `There is no party "${party}".`));
  }
  lintAllocation();
  return findings;

  function checkDimension(dimension: string, path: string): void {
    if (!names.dimensions.has(dimension)) findings.push(unknown(path, `There is no dimension "${dimension}".`));
  }

  function lintAllocation(): void {
    const policy = contract.allocate;
    if (policy === undefined) return;
    const over = policy.over ?? 'employer';
    checkDimension(over, 'allocate');
    const metric =
      policy.policy === 'pooled' && policy.by !== 'equal' ? policy.by : policy.policy === 'credibilityBlend' ? policy.memberMonths : null;
    if (metric !== null) checkMetric(metric, 'allocate', [over]);
    if ('own' in policy) walk(policy.own, 'allocate', [over]);
  }

  function checkMetric(id: string, path: string, loop: readonly string[]): void {
    const spec = Object.hasOwn(contract.metrics, id) ? contract.metrics[id] : undefined;
    if (spec === undefined) findings.push(unknown(path, `There is no metric "${id}".`));
    else {
      const outside = (spec.over ?? []).find((dimension) => !loop.includes(dimension));
      if (outside !== undefined) findings.push(unknown(path, `The metric "${id}" is told by "${outside}" and is read outside a loop over it.`));
    }
  }

  function walk(expr: Expr, path: string, loop: readonly string[]): void {
    let inner = loop;
    switch (expr.op) {
      case 'metric':
        checkMetric(expr.id, path, loop);
        break;
      case 'parameter': {
        const parameters = contract.parameters ?? {};
        const spec = Object.hasOwn(parameters, expr.id) ? parameters[expr.id] : undefined;
        if (spec === undefined) findings.push(unknown(path, `There is no parameter "${expr.id}".`));
        else if (spec.over !== undefined && !loop.includes(spec.over))
          findings.push(unknown(path, `The parameter "${expr.id}" is told by "${spec.over}" and is read outside a loop over it.`));
        break;
      }
      case 'ref':
        if (!names.terms.has(expr.id)) findings.push(unknown(path, `There is no term "${expr.id}".`));
        break;
      case 'sumOver':
      case 'weightedAverageOver':
        for (const dimension of expr.over) checkDimension(dimension, path);
        if (loop.length > 0) findings.push(unknown(path, 'A loop stands inside a loop.'));
        inner = expr.over;
        break;
      case 'allocate':
        checkDimension(expr.over, path);
        walk(expr.on, `${path}.on`, loop);
        walk(expr.weight, `${path}.weight`, [expr.over]);
        return;
      default:
        break;
    }
    for (const { slot, expr: each } of operandsOf(expr)) walk(each, `${path}.${slot}`, inner);
  }
}
