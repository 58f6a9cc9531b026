import type { Finding } from '../errors/finding.js';
import { Decimal } from '../money/decimal.js';
import { type Contract, measurementOf, type Term } from './contract.js';
import { canonicalPart } from './contract-hash.js';
import type { Expr } from './expression.js';
import { type Fact, factId } from './fact.js';
import { type InferredUnit, inferredText } from './infer-units.js';
import type { NodeConfig, TraceNode } from './trace.js';
import { unitPowers, unitText } from './unit.js';
import { tableFaults } from './verify-tables.js';

/** Each node of the document by the id under which a trace records it, found by walking the document's own fields. */
function documentNodes(terms: ReadonlyMap<string, Term>): ReadonlyMap<string, { readonly expr: Expr; readonly term: Term }> {
  const found = new Map<string, { readonly expr: Expr; readonly term: Term }>();
  for (const term of terms.values()) {
    const pending: { readonly expr: Expr; readonly path: string }[] = [{ expr: term.expr, path: term.id }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      found.set(next.path, { expr: next.expr, term });
      for (const [slot, expr] of children(next.expr)) pending.push({ expr, path: `${next.path}.${slot}` });
    }
  }
  return found;
}

function children(expr: Expr): readonly (readonly [string, Expr])[] {
  const out: (readonly [string, Expr])[] = [];
  if (expr.op === 'weightedAverage') for (const item of expr.items) out.push([`${item.key}.of`, item.of], [`${item.key}.weight`, item.weight]);
  if ('of' in expr) {
    const inner = expr.of;
    if (isNode(inner)) out.push(['of', inner]);
    else inner.forEach((each, i) => out.push([String(i), each]));
  }
  if ('on' in expr) out.push(['on', expr.on]);
  if ('weight' in expr) out.push(['weight', expr.weight]);
  if (expr.op === 'clamp') {
    if (expr.lo !== undefined) out.push(['lo', expr.lo]);
    if (expr.hi !== undefined) out.push(['hi', expr.hi]);
  }
  if (expr.op === 'marginal' && expr.base !== undefined) out.push(['base', expr.base]);
  if (expr.op === 'if') out.push(['when', expr.when], ['then', expr.then], ['otherwise', expr.otherwise]);
  return out;
}

function isNode(inner: Expr | readonly Expr[]): inner is Expr {
  return !Array.isArray(inner);
}

/** The fixed parts that a trace must show for a node of the document. */
function fixedParts(expr: Expr): NodeConfig {
  switch (expr.op) {
    case 'compare':
      return { how: expr.how };
    case 'if':
      return { reason: expr.reason };
    case 'step':
      return { domain: expr.domain, precedence: expr.precedence, tiers: expr.tiers };
    case 'marginal':
      return { bands: expr.bands };
    case 'bandInterpolate':
      return { interpolation: expr.bands };
    case 'linearThrough':
      return { points: expr.points, outside: expr.outside };
    case 'round':
      return { rounding: { to: expr.to, mode: expr.mode } };
    case 'sumOver':
      return { over: expr.over, of: expr.of };
    case 'weightedAverageOver':
      return { over: expr.over, of: expr.of, weight: expr.weight };
    case 'allocate':
      return { over: [expr.over], weight: expr.weight, key: expr.key, scale: expr.scale };
    default:
      return {};
  }
}

/** Where an operand of the document comes from, as a trace must name it; null for a figure of the text. */
function sourceOf(expr: Expr, path: string): string | null {
  switch (expr.op) {
    case 'literal':
      return null;
    case 'metric':
    case 'parameter':
      return `${expr.op}:${expr.id}`;
    case 'ref':
      return expr.id;
    default:
      return path;
  }
}

/** Compares a trace with the document and the facts: operations, fixed parts, operands, clauses, parameters, facts. */
export function verifyClauses(o: {
  readonly nodes: readonly TraceNode[];
  readonly terms: ReadonlyMap<string, Term>;
  readonly contract: Contract;
  readonly facts: readonly Fact[];
  readonly units: ReadonlyMap<string, InferredUnit>;
}): readonly Finding[] {
  const findings: Finding[] = [];
  const document = documentNodes(o.terms);
  const facts = new Map(o.facts.map((fact) => [factId(fact), fact]));
  const clause = (node: TraceNode, message: string): void => {
    findings.push({
      code: 'contracts/clause-mismatch',
      severity: 'block',
      path: `trace.${node.id}`,
      message: `"${node.id}": ${message}`,
      fix: 'Check which version of the contract was settled.',
    });
  };
  for (const node of o.nodes) {
    const leaf = /^(metric|parameter):(.*)$/.exec(node.id);
    if (leaf !== null) {
      const fault =
        leaf[1] === 'metric' ? metricFault(node, leaf[2] ?? '', { contract: o.contract, facts }) : parameterFault(node, leaf[2] ?? '', o.contract);
      if (fault !== null)
        findings.push({
          code: fault.code,
          severity: 'block',
          path: `trace.${node.id}`,
          message: `"${node.id}": ${fault.message}`,
          fix: 'Check which facts and which contract were settled.',
        });
      continue;
    }
    const agreed = document.get(node.id);
    if (agreed === undefined || agreed.expr.op !== node.op) {
      clause(node, 'the contract has no such node.');
      continue;
    }
    if (canonicalPart(fixedParts(agreed.expr)) !== canonicalPart(node.config ?? {}))
      clause(node, 'its tables or fixed parts are not those of the contract.');
    if (inferredText(o.units.get(node.id)) !== node.unit) clause(node, 'its unit is not that of the contract.');
    const isTerm = agreed.term.id === node.id;
    if ((node.term ?? null) !== (isTerm ? agreed.term.id : null)) clause(node, 'it is named as another term.');
    if (isTerm && ((agreed.term.label ?? node.id) !== node.label || agreed.term.clause !== node.clause || agreed.term.note !== node.note))
      clause(node, 'its label, clause or note is not that of the contract.');
    const operandFault = operandsFault(node, agreed.expr);
    if (operandFault !== null) clause(node, operandFault);
    findings.push(...tableFaults(node, { contract: o.contract, facts }));
  }
  return findings;
}

function operandsFault(node: TraceNode, expr: Expr): string | null {
  const due = new Map(children(expr).map(([slot, each]) => [slot, each]));
  const loop = expr.op === 'sumOver' || expr.op === 'weightedAverageOver';
  if (expr.op === 'literal')
    return node.operands.length === 1 && node.operands[0]?.node === null && new Decimal(expr.value).eq(node.result)
      ? null
      : 'it is another figure than that of the contract.';
  if (expr.op === 'metric' || expr.op === 'parameter' || expr.op === 'ref') {
    const from = expr.op === 'ref' ? expr.id : `${expr.op}:${expr.id}`;
    return node.operands.length === 1 && node.operands[0]?.node === from ? null : 'it comes from another figure than the contract says.';
  }
  for (const operand of node.operands) {
    const each = due.get(operand.slot);
    if (each === undefined) return `it has an operand "${operand.slot}" that the contract lacks.`;
    if (sourceOf(each, `${node.id}.${operand.slot}`) !== operand.node)
      return `its operand "${operand.slot}" comes from another node than the contract says.`;
    if (each.op === 'literal' && !new Decimal(each.value).eq(/^-?\d+(\.\d+)?$/.test(operand.value) ? operand.value : 'NaN'))
      return `its operand "${operand.slot}" is not the contract's figure ${each.value}.`;
  }
  if (expr.op === 'if' || expr.op === 'weightedAverage' || expr.op === 'allocate' || loop) return null;
  return node.operands.length === due.size ? null : 'it has fewer operands than the contract says.';
}

function metricFault(
  node: TraceNode,
  id: string,
  o: { readonly contract: Contract; readonly facts: ReadonlyMap<string, Fact> },
): { readonly code: string; readonly message: string } | null {
  const spec = Object.hasOwn(o.contract.metrics, id) ? o.contract.metrics[id] : undefined;
  if (spec === undefined) return { code: 'contracts/clause-mismatch', message: 'the contract has no such metric.' };
  if (unitText(unitPowers(spec.unit) ?? new Map()) !== node.unit)
    return { code: 'contracts/clause-mismatch', message: 'its unit is not that of the contract.' };
  if (node.policy !== undefined) {
    const due = spec.onMissing === 'neutral' ? new Decimal(spec.neutral ?? '0') : new Decimal(0);
    return node.policy.name === spec.onMissing && due.eq(node.result)
      ? null
      : { code: 'contracts/clause-mismatch', message: 'it was replaced by another policy than the contract says.' };
  }
  const fact = o.facts.get(node.fact?.id ?? id);
  const same =
    fact !== undefined &&
    node.fact !== undefined &&
    new Decimal(fact.value).eq(/^-?\d+(\.\d+)?$/.test(node.result) ? node.result : 'NaN') &&
    fact.knownOn === node.fact.knownOn &&
    fact.source === node.fact.source &&
    fact.denominator === node.fact.denominator;
  return same && (spec.label ?? id) === node.label ? null : { code: 'contracts/fact-mismatch', message: 'it is not the fact that was given.' };
}

function parameterFault(node: TraceNode, id: string, contract: Contract): { readonly code: string; readonly message: string } | null {
  const parameters = contract.parameters ?? {};
  const spec = Object.hasOwn(parameters, id) ? parameters[id] : undefined;
  const day = measurementOf(contract).to;
  const row = spec?.rows.find((each) => each.from <= day && day <= (each.to ?? day));
  const same =
    row?.value !== undefined &&
    unitText(unitPowers(spec?.unit ?? '') ?? new Map()) === node.unit &&
    new Decimal(row.value).eq(/^-?\d+(\.\d+)?$/.test(node.result) ? node.result : 'NaN') &&
    node.parameter?.from === row.from &&
    node.parameter.to === (row.to ?? null) &&
    node.parameter.cite === row.cite &&
    (spec?.label ?? id) === node.label;
  return same ? null : { code: 'contracts/clause-mismatch', message: 'it is not the parameter of the contract.' };
}
